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
from msgspec.structs import replace

from issue_normalizer.account.kinds import LEFT_OUT
from issue_normalizer.account.lines import Line
from issue_normalizer.account.search import Place, Search
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
    return Covered(covered.lost, covered.added, walked.structure + walked.place.signs)


class Cover:
    """What was read, and how much of it is covered by the lines of an output and by claims."""

    def __init__(self, text: str, lines: Sequence[Line], stock: Stock, start: str) -> None:
        self.text, self.lines, self.stock, self._start = text, lines, stock, start
        self.search = Search(text, lines, stock)
        self.place = self.search.start
        self.structure = 0
        self.lost: Told = []
        self.added: Told = []

    def walk(self) -> Covered:
        """Cover the whole text."""
        while (place := self.search.go_on(self.place)).at < len(self.text):
            self.place = place
            self._differ()
        self.place = place
        archive = [line for line in self.lines if line.kind == "archive"]  # its dates are none of the text
        for line in (*self.search.unplaced(place), *archive):
            if not self._is_put(line):
                self.added.append((line.where, line.text))
        left = self.place.left
        for number, (claim, _) in enumerate(self.stock.counted):
            if claim.reason == "moved":
                self.added += [("", claim.shown)] * left[2 * number]
        return Covered(self.lost, self.added)

    def _differ(self) -> None:
        """Tell how the text differs from the output from here on, and go on where both are alike."""
        place, body, ending = self.place, self.search.body, self.search.ending
        at, limit, cost = place.at, place.at + _REACH, sys.maxsize
        in_body, index, end = True, place.body, limit
        if limit >= len(self.text):
            index, end = len(body), len(self.text)
        for is_body, lines, head in ((True, body, place.body), (False, ending, place.ending)):
            skipped = 0
            for ahead in range(head, min(head + _AHEAD, len(lines))):
                line = lines[ahead].text
                found = self.text.find(line, at, limit + len(line))
                if found >= 0 and not is_signs(line) and found - at + skipped < cost:
                    in_body, index, end, cost = is_body, ahead, found, found - at + skipped
                skipped += len(line)
        lines, head = (body, place.body) if in_body else (ending, place.ending)
        self._tell(end, lines[head:index])
        if cost < sys.maxsize:  # else nothing of what comes is near
            end, index = end + len(lines[index].text), index + 1
        body_at, ending_at = (index, place.ending) if in_body else (place.body, index)
        self.place = Place(end, body_at, ending_at, self.place.left, place.signs)

    def _tell(self, end: int, skipped: Sequence[Line]) -> None:
        """Tell how a stretch of the text differs from lines of the output."""
        from rapidfuzz.distance import LCSseq

        lines = [line for line in skipped if not self._is_put(line)]
        at, where = self.place.at, lines[0].where if lines else self._where()
        taken, shown = self.text[at:end], "".join([line.text for line in lines])
        told = len(self.lost) + len(self.added)
        for op in LCSseq.opcodes(taken, shown):
            if op.tag != "equal":
                self._lose(at + op.src_start, at + op.src_end, where)
                added = shown[op.dest_start : op.dest_end].strip(self.stock.free)
                if added:
                    self.added.append((where, added))
        if shown and told == len(self.lost) + len(self.added):  # in signs
            self.added.append((where, shown))

    def _where(self) -> str:
        """Tell where in the issue the last line stands that was placed."""
        if self.place.ending:
            return self.search.ending[self.place.ending - 1].where
        return self.search.body[self.place.body - 1].where if self.place.body else self._start

    def _is_put(self, line: Line) -> bool:
        """Tell whether claims put a line in, and use them up."""
        left = self.search.without_put(line.text, self.place.left)
        self.place = replace(self.place, left=self.place.left if left is None else left)
        return left is not None

    def _lose(self, start: int, end: int, where: str) -> None:
        """Tell the text of a stretch, but for what claims say and for signs that part texts."""
        at = start
        while at < end:
            fitting = [take for take in self.search.takes(self.place, at) if at + take[0] <= end]
            size = 1
            if fitting:
                size, number = fitting[-1]
                self._tell_lost(start, at, where)
                self.place = replace(self.place, left=self.stock.without(self.place.left, number))
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
        left = self.place.left
        spared: Counter[str] = Counter()  # of claims that were not needed: the text is there all the same
        for number, (claim, count) in enumerate(self.stock.counted):
            if claim.taken and claim.reason not in LEFT_OUT:
                text = claim.taken.strip(FREE)
                spared[text] += left[2 * number]
                self.structure += len(text) * (count - left[2 * number])
        for number, (claim, _) in enumerate(self.stock.counted):
            text = claim.shown.strip(FREE)
            if not text or claim.reason == _MAY:
                continue
            missing = max(0, left[2 * number + 1] - spared[text])
            spared[text] -= left[2 * number + 1] - missing
            if missing and not (claim.reason in _SHARED and any(line.text == text for line in self.lines)):
                self.lost += [(self._where(), claim.taken or text)] * missing
