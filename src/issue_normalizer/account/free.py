"""What the output shows and nothing of the input explains yet, gap by gap."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from typing import Final

from issue_normalizer.account.align import Gap
from issue_normalizer.account.words import LONG, Letters, find_whole, outwards, without_own_labels, words_in

_FAR = 2000  # gaps that are looked through for a text
_PIECE: Final = 4  # letters
_TAKEN = "\0"


class Free:
    """The shown text of each gap, without the form's own labels; what is taken is blanked out."""

    def __init__(self, shown: Letters, gaps: Sequence[Gap], labels: re.Pattern[str]) -> None:
        self.gaps, self.breaks = gaps, shown.breaks
        self.texts = [without_own_labels(shown, gap.shown, gap.shown_end, labels) for gap in gaps]
        self.whole = "\n".join(self.texts)
        self._where: dict[str, list[int]] = {}  # the gaps that hold a word, in order
        for index, (gap, text) in enumerate(zip(gaps, self.texts, strict=True)):
            for _, word in words_in(text, gap.shown, self.breaks):
                self._where.setdefault(word, []).append(index)
        self._spent: dict[str, int] = {}  # how many of the first are taken
        self._pieces: set[str] = set()  # made when first needed: most texts are words
        self._asked: dict[str, bool] = {}
        self._absent: set[str] = set()  # what no gap holds where it is no part of a longer word

    def held(self, text: str) -> bool:
        """Tell whether a text stood in any gap; looked for once, and where all its pieces occur only."""
        if text in self._where:
            return True
        if text not in self._asked:
            if not self._pieces:
                self._pieces = {self.whole[at : at + _PIECE] for at in range(len(self.whole) - _PIECE + 1)}
            pieces = (text[at : at + _PIECE] for at in range(len(text) - _PIECE + 1))
            self._asked[text] = all(piece in self._pieces for piece in pieces) and text in self.whole
        return self._asked[text]

    def take(self, text: str, near: int, *, whole: bool) -> tuple[int, int] | None:
        """Take a text off what is free, the nearest gap first; give the gap's number, and the text's place.

        `whole` tells that it must be no part of a longer word.
        """
        if not self.held(text) and not self.held(text.upper()):
            return None
        if (taken := self._take_word(text, near)) is not None:
            return taken
        if whole and text in self._absent:
            return None
        for index in islice(outwards(near, len(self.texts)), _FAR):
            free = self.texts[index]
            at = self.find_word(text, index) if whole else free.find(text)
            if at < 0 and len(text) >= LONG and text.isascii():  # `[!NOTE]` is what GitHub shows as Note
                at = free.find(text.upper())
            if at >= 0:
                if not whole:
                    self._absent.clear()  # what is left of a word that was cut is one
                return self._blank_out(index, at, len(text))
        if whole and len(self.texts) <= _FAR:
            self._absent.add(text)
        return None

    def _take_word(self, word: str, near: int) -> tuple[int, int] | None:
        """Take a word, where it is one, off the nearest gap that holds it."""
        places = self._where.get(word, [])
        first = self._spent.get(word, 0)
        while first < len(places):
            behind = bisect_left(places, near, first)
            around = range(max(first, behind - 1), min(len(places), behind + 1))
            nearest = min(around, key=lambda place: abs(places[place] - near))
            index = places[nearest]
            at = self.find_word(word, index)
            if at >= 0:
                return self._blank_out(index, at, len(word))
            if nearest > first:
                del places[nearest]  # all of them there are taken
            else:
                self._spent[word] = first = first + 1  # mostly: to delete the first moves all others
        return None

    def _blank_out(self, index: int, at: int, length: int) -> tuple[int, int]:
        free = self.texts[index]
        self.texts[index] = free[:at] + _TAKEN * length + free[at + length :]
        return index, self.gaps[index].shown + at

    def put_back(self, text: str, index: int, place: int) -> None:
        """Make free again what was taken, as it was, off a gap."""
        self._absent.clear()
        free, at = self.texts[index], place - self.gaps[index].shown
        self.texts[index] = free[:at] + text + free[at + len(text) :]

    def find_word(self, word: str, index: int) -> int:
        """Find a word in what is free of a gap, where it is not part of a longer one; -1 where it is not."""
        return find_whole(word, self.texts[index], self.gaps[index].shown, self.breaks)
