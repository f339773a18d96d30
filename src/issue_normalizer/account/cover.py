"""What was read, covered exactly by what the output shows and what claims say: what is left is told.

The text is walked through once. At each place there begins the next line of the output, or a fact or a
claim that stands thereabouts, or a sign that only parts texts; where nothing does, the output differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from issue_normalizer.account.kinds import LEFT_OUT
from issue_normalizer.account.lines import Shown
from issue_normalizer.account.search import Search
from issue_normalizer.account.signs import FREE, is_signs
from issue_normalizer.account.stock import Stock
from issue_normalizer.claims import Claim

_AHEAD: Final = 40  # lines that are looked for where the text goes on differently
_RUN: Final = 8  # lines by which the place of the first of them is known
_REACH: Final = 20_000  # characters that they are looked for in
_MAY: Final = "description"  # of an image: text shows it in some places
_MAY_STAY: Final = "license"  # its sentence, beside its name
_SHARED: Final = frozenset(("address", "date", "license"))  # of which several may say the same

Told: TypeAlias = list[tuple[str, str]]


class Covered(Struct, frozen=True, gc=False):
    """What is left, (place in the issue, text) each, and how many characters of the text are shown."""

    lost: Told
    added: Told
    kept: int


def follow(page: str, texts: list[str], edits: Sequence[Claim]) -> Covered:
    """Cover the text of a page by those of the blocks that were made of it, and by what readers changed."""
    nowhere, none = [""] * len(texts), [0] * len(texts)
    return cover(page, Shown(texts, nowhere, none, [], [], []), Stock(edits, (), ()))


def cover(text: str, shown: Shown, stock: Stock) -> Covered:
    """Cover a text by the lines of an output, and by what was read out of it."""
    cover = _Cover(text, shown, stock)
    cover.walk()
    cover.close()
    return Covered(cover.lost, cover.added, cover.kept())


class _Cover:
    """What was read, and how much of it is covered by the lines of an output and by claims."""

    def __init__(self, text: str, shown: Shown, stock: Stock) -> None:
        self.text, self.shown, self.stock = text, shown, stock
        self.search = Search(text, shown, stock)
        self.at = self.body = 0
        self.left = stock.all
        self.lost: Told = []
        self.added: Told = []

    def walk(self) -> None:
        """Cover the whole text."""
        while True:
            self.at, self.body, self.left = place = self.search.go_on((self.at, self.body, self.left))
            if self.at >= len(self.text):
                break
            self._differ()
        for line in (*self.search.unplaced(place), *self.shown.put):
            if not self._is_put(line.text):
                self.added.append((line.where, line.text))

    def _differ(self) -> None:
        """Tell how the text differs from the output from here on, and go on where both are alike.

        That is where the least is to be told: lines may stand in the text again and again.
        """
        from rapidfuzz.distance import Indel

        lines, rest, skipped = self.shown.body, self.text[self.at : self.at + _REACH], ""
        is_last = self.at + _REACH >= len(self.text)
        index, end, least = len(lines) if is_last else self.body, len(rest), 2 * _REACH
        for ahead in range(self.body, min(self.body + _AHEAD, len(lines))):
            line, size = lines[ahead], len(skipped)
            nearest = (rest.rfind(line, 0, size + len(line)), rest.find(line, size))
            _, found = max(
                ((self._run(self.at + at, ahead), at) for at in nearest if at >= 0), default=(0, -1)
            )
            if found >= 0 and abs(found - size) < least and not is_signs(line):
                told = Indel.distance(rest[:found], skipped, score_cutoff=least)
                if told < least:
                    index, end, least = ahead, found, told
            skipped += line
        self._tell(rest[:end], index)
        self.at, self.body = self.at + end, index

    def _run(self, at: int, index: int) -> int:
        """Count the characters that are alike from a place and a line on, for a few lines."""
        end = at
        for line in self.shown.body[index : index + _RUN]:
            if not self.text.startswith(line, end):
                break
            end += len(line)
        return end - at

    def _tell(self, taken: str, index: int) -> None:
        """Tell how the text that comes next differs from lines of the output."""
        from rapidfuzz.distance import LCSseq

        lines = [line for line in self.shown.body[self.body : index] if not self._is_put(line)]
        where = self.shown.places[self.body] if lines else self._where()
        shown = "".join(lines)
        told = len(self.lost) + len(self.added)
        for op in LCSseq.opcodes(taken, shown):
            if op.tag != "equal":
                self._lose(self.at + op.src_start, self.at + op.src_end, where)
                if added := shown[op.dest_start : op.dest_end].strip(FREE):
                    self.added.append((where, added))
        if shown and told == len(self.lost) + len(self.added):  # in signs
            self.added.append((where, shown))

    def _where(self) -> str:
        """Tell where in the issue the last line stands that was placed."""
        return self.shown.places[self.body - 1] if self.body else "lead"

    def _is_put(self, line: str) -> bool:
        """Tell whether claims put a line in, and use them up."""
        rest = self.search.without_put(line, self.left)
        self.left = self.left if rest is None else rest
        return rest is not None

    def _lose(self, start: int, end: int, where: str) -> None:
        """Tell the text of a stretch, but for what claims say and for signs that part texts."""
        at, items = start, self.search.near(self.body)
        while at < end:
            fitting = [
                take for take in self.stock.there(self.left, self.text, at, items) if at + take[0] <= end
            ]
            size, number = fitting[-1] if fitting else (1, -1)
            if fitting:
                self._tell_lost(start, at, where)
                self.left = self.stock.without(self.left, number)
                start = at + size
            at += size
        self._tell_lost(start, end, where)

    def _tell_lost(self, start: int, end: int, where: str) -> None:
        if text := self.text[start:end].strip(FREE):
            self.lost.append((where, text))

    def close(self) -> None:
        """Account for what claims say is shown, and is not, or is left out, and is shown."""
        taken = [claim.taken.strip(FREE) for claim, _ in self.stock.counted]
        spared: dict[str, int] = {}  # of claims that were not needed: the text is there all the same
        for number, text in enumerate(taken):
            spared[text] = spared.get(text, 0) + self.left[2 * number]
        for number, (claim, _) in enumerate(self.stock.counted):
            if not claim.shown or 2 * number in self.stock.forms or not (text := claim.shown.strip(FREE)):
                continue
            unused = self.left[2 * number + 1] - self.left[2 * number]
            missing = max(0, unused - spared.setdefault(text, 0))
            spared[text] -= max(0, unused) - missing
            if claim.reason != _MAY_STAY:
                self.added += [("", text)] * -unused
            is_needed = number >= self.stock.edits and claim.reason != _MAY
            if missing and is_needed and not (claim.reason in _SHARED and self._shows(text)):
                self.lost += [(self._where(), claim.taken or text)] * missing
        for number, (claim, _) in enumerate(self.stock.counted):
            if (text := taken[number]) and claim.reason in LEFT_OUT:
                shown = max(0, min(self.left[2 * number], spared[text]))
                spared[text] -= shown
                self.added += [("", text)] * shown

    def _shows(self, text: str) -> bool:
        shown = self.shown
        return text in shown.body or any(line.text == text for line in (*shown.facts, *shown.put))

    def kept(self) -> int:
        """Count what is shown, but for what was put in and what is told."""
        shown, stock = self.shown, self.stock
        count = sum(map(len, shown.body)) + sum(len(line.text) for line in (*shown.facts, *shown.put))
        for number, (claim, _) in enumerate(stock.counted):
            put = 2 * number + (2 * number not in stock.forms)
            count -= (stock.all[put] - self.left[put]) * len(claim.shown.strip(FREE))
        return max(0, count - sum(len(text) for _, text in self.added))
