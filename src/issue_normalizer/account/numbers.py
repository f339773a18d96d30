"""Numbers that order what follows, which the form says otherwise, and numbers that do not."""

from __future__ import annotations

import re
from bisect import bisect_left

from issue_normalizer.account.words import Letters

_ORDER = re.compile(r"(\d{1,3})([、.．)）:：])")
_BEFORE = ("(", "（", "[")
_INSIDE = (".", "．", ":", "：")


class Numbers:
    """The numbers of a text that was taken in."""

    def __init__(self, taken: Letters) -> None:
        self._text, self._breaks = taken
        self._clear: dict[int, set[str]] | None = None

    def is_order(self, word: str, at: int, sign: str) -> bool:
        """Tell whether a word at a place numbers what follows: `1、` or `(2)` behind white space.

        `sign` is the character behind it. `3.5G` may be numbered, beside `2. `. Must not: `1.5`, `10:30`
        without such a neighbour, `第1、2章`.
        """
        if not word.isdigit() or not _ORDER.match(word + sign):
            return False
        is_in_brackets = self._text[at - 1 : at] in _BEFORE and self._is_break(at - 1)
        if not is_in_brackets and not self._is_break(at):
            return False
        return not self.is_digit_behind(word, at) or self._has_neighbour(int(word), sign)

    def is_digit_behind(self, word: str, at: int) -> bool:
        """Tell whether the sign behind a word at a place stands inside a number: a point or a colon."""
        behind = at + len(word) + 1
        is_inside = self._text[behind - 1 : behind] in _INSIDE and self._text[behind : behind + 1].isdigit()
        return is_inside and not self._is_break(behind)

    def _has_neighbour(self, number: int, sign: str) -> bool:
        if self._clear is None:
            found = (_ORDER.match(self._text, at) for at in (0, *self._breaks))
            self._clear = {}
            for match in found:
                if match and not self.is_digit_behind(match[1], match.start()):
                    self._clear.setdefault(int(match[1]), set()).add(match[2])
        around = [self._clear.get(number + step, ()) for step in (-1, 1)]
        return any(sign in signs for signs in around) or all(around)

    def _is_break(self, at: int) -> bool:
        """Tell whether white space stood at a place, or the text begins there."""
        index = bisect_left(self._breaks, at)
        return at == 0 or (index < len(self._breaks) and self._breaks[index] == at)
