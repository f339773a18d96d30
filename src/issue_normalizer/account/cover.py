"""What was read, covered exactly by what the output shows and what claims say: what is left is told.

The text is walked through once. At each place there begins the next line of the output, or a fact or a
claim that stands thereabouts, or a sign that only parts texts; where nothing does, the output differs.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from issue_normalizer.account.kinds import LEFT_OUT
from issue_normalizer.account.lines import Line
from issue_normalizer.account.search import Search
from issue_normalizer.account.signs import FREE, is_signs
from issue_normalizer.account.stock import Stock
from issue_normalizer.claims import Claim

_AHEAD: Final = 40  # lines that are looked for where the text goes on differently
_REACH: Final = 20_000  # characters that they are looked for in
_MAY: Final = "description"  # of an image: text shows it in some places
_SHARED: Final = frozenset(("address", "date", "license"))  # of which several may say the same
_INSIDE: Final = frozenset(("address", "description", "markup"))  # may stand in a line, beside text

Told: TypeAlias = list[tuple[str, str]]


class Covered(Struct, frozen=True, gc=False):
    """What is left, (place in the issue, text) each, and how many characters the form says otherwise."""

    lost: Sequence[tuple[str, str]] = ()
    added: Sequence[tuple[str, str]] = ()
    structure: int = 0


def follow(before: str, texts: Sequence[str], edits: Sequence[Claim]) -> Covered:
    """Cover the text of a page by those of the blocks that were made of it, and by what readers changed."""
    if before == "".join(texts):
        return Covered()
    lines = [Line(text, "text", "", 0) for text in texts if text]
    return Cover(before, lines, Stock(edits, ""), "").walk()


def cover(text: str, lines: Sequence[Line], claims: Sequence[Claim]) -> Covered:
    """Cover the text of blocks by the lines of an output, and by what was read out of it."""
    facts = [line for line in lines if line.kind in ("title", "fact")]
    walked = Cover(text, lines, Stock(claims, FREE, _INSIDE, facts), "lead")
    covered = walked.walk()
    walked.close()
    return Covered(covered.lost, covered.added, walked.structure + walked.search.signs)


class Cover:
    """What was read, and how much of it is covered by the lines of an output and by claims."""

    def __init__(self, text: str, lines: Sequence[Line], stock: Stock, start: str) -> None:
        self.text, self.lines, self.stock, self._start = text, lines, stock, start
        self.search = Search(text, lines, stock)
        self.structure = 0
        self.lost: Told = []
        self.added: Told = []

    def walk(self) -> Covered:
        """Cover the whole text."""
        while not self.search.advance() and self.search.at < len(self.text):
            self._differ()
        archive = [line for line in self.lines if line.kind == "archive"]  # its dates are none of the text
        for line in (*self.search.unplaced(), *archive):
            if not self._is_put(line):
                self.added.append((line.where, line.text))
        moved = enumerate(self.stock.claims)
        left = self.stock.left
        self.added += [("", claim.shown) for at, claim in moved if claim.reason == "moved" and left[2 * at]]
        return Covered(self.lost, self.added)

    def _differ(self) -> None:
        """Tell how the text differs from the output from here on, and go on where both are alike."""
        search = self.search
        at, cost = search.at, sys.maxsize
        goes_on, limit = search.body, at + _REACH
        index, end = (goes_on.at, limit) if limit < len(self.text) else (len(goes_on.lines), len(self.text))
        for stream in search.streams:
            skipped = 0
            for ahead in range(stream.at, min(stream.at + _AHEAD, len(stream.lines))):
                line = stream.texts[ahead]
                found = self.text.find(line, at, limit + len(line))
                if found >= 0 and not is_signs(line) and found - at + skipped < cost:
                    goes_on, index, end, cost = stream, ahead, found, found - at + skipped
                skipped += len(line)
        self._tell(end, goes_on.lines[goes_on.at : index])
        search.jump(end, goes_on, index)
        if cost < sys.maxsize:  # else nothing of what comes is near
            search.place(goes_on)

    def _tell(self, end: int, skipped: Sequence[Line]) -> None:
        """Tell how a stretch of the text differs from lines of the output."""
        from rapidfuzz.distance import LCSseq

        lines = [line for line in skipped if not self._is_put(line)]
        where = lines[0].where if lines else self._where()
        taken, shown = self.text[self.search.at : end], "".join([line.text for line in lines])
        told = len(self.lost) + len(self.added)
        for op in LCSseq.opcodes(taken, shown):
            if op.tag != "equal":
                self._lose(self.search.at + op.src_start, self.search.at + op.src_end, where)
                added = shown[op.dest_start : op.dest_end].strip(self.stock.free)
                if added:
                    self.added.append((where, added))
        if shown and told == len(self.lost) + len(self.added):  # in signs
            self.added.append((where, shown))

    def _where(self) -> str:
        return self.search.line.where if self.search.line else self._start

    def _is_put(self, line: Line) -> bool:
        """Tell whether claims put a line in, and use them up."""
        puts = self.search.puts(line.text)
        for put in puts:
            self.stock.use(put)
        return bool(puts)

    def _lose(self, start: int, end: int, where: str) -> None:
        """Tell the text of a stretch, but for what claims say and for signs that part texts."""
        at = start
        while at < end:
            takes = self.search.takes(at)
            fitting = [(size, number) for size, number in takes if at + size <= end]
            size, number = fitting[0] if fitting else (1, -1)
            if number >= 0:
                self._tell_lost(start, at, where)
                self.stock.use(number)
                start = at + size
            at += size
        self._tell_lost(start, end, where)

    def _tell_lost(self, start: int, end: int, where: str) -> None:
        text = self.text[start:end].strip(self.stock.free)
        self.structure += end - start - len(text)
        if text:
            self.lost.append((where, text))

    def close(self) -> None:
        """Account for what claims say is shown, and is not."""
        left = self.stock.left
        spared: Counter[str] = Counter()  # of claims that were not needed: the text is there all the same
        for number, claim in enumerate(self.stock.claims):
            if claim.taken and claim.reason not in LEFT_OUT:
                text = claim.taken.strip(FREE)
                if left[2 * number]:
                    spared[text] += 1
                else:
                    self.structure += len(text)
        for number, claim in enumerate(self.stock.claims):
            if left[2 * number + 1] and claim.reason != _MAY and (text := claim.shown.strip(FREE)):
                if spared[text] > 0:
                    spared[text] -= 1
                elif claim.reason not in _SHARED or not any(line.text == text for line in self.lines):
                    self.lost.append((self._where(), claim.taken or text))
