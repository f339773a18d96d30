"""What was taken in, covered exactly by what the output shows and what claims say: what is left is told.

The text is walked through once. At each place there begins a line of the output, in order; or a fact or a
claim that stands thereabouts; or a sign that the form has no use for. Else the output differs.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from issue_normalizer.account.kinds import LEFT_OUT
from issue_normalizer.account.letters import Letters
from issue_normalizer.account.lines import Line
from issue_normalizer.account.pieces import Piece, Pieces, rank_of
from issue_normalizer.account.puts import Puts
from issue_normalizer.account.signs import FREE, is_free, is_signs
from issue_normalizer.account.streams import AHEAD, Stream
from issue_normalizer.claims import Claim

_REACH: Final = 20_000  # characters that they are looked for in
_ALERTS: Final = frozenset(f"[!{kind}]" for kind in ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"))
# What such a claim says is shown instead, must be.
_INSTEAD: Final = frozenset(("date", "license", "address"))

Told: TypeAlias = list[tuple[str, str]]


class Covered(Struct, frozen=True):
    """What is left, (place in the issue, text) each, and how many characters the form says otherwise."""

    lost: Told
    added: Told
    structure: int


class _Found:
    """A line that begins at a place of the text, how much it covers, and what was put into it."""

    def __init__(self, rank: int, stream: Stream, number: int, length: int, absent: Sequence[str]) -> None:
        self.rank, self.length = rank, length
        self.stream, self.number, self.absent = stream, number, absent


class Cover:
    """What was taken in, and how much of it is covered by the lines of an output and by claims."""

    def __init__(self, letters: Letters, lines: Sequence[Line], claims: Sequence[Claim]) -> None:
        self.letters, self.text = letters, letters.text
        self.lines = [line for line in lines if not is_free(line.text)]
        self.puts = Puts(claims)
        kinds: dict[str, list[Line]] = {}
        for line in self.lines:
            kinds.setdefault(line.kind, []).append(line)
        # The first goes first, where several begin with the same text.
        self.streams = [Stream(kinds.get(kind, []), self.puts) for kind in ("text", "ending", "title")]
        self.pieces = Pieces(letters, [*self._facts(), *(Piece(c.taken, c) for c in claims if c.taken)])
        # Most signs begin nothing: what can is known beforehand.
        self.firsts = {line.text[0] for line in self.lines} | {
            claim.taken[0] for claim in claims if claim.taken
        }
        self.are_inside = self.puts.are_inside()
        if self.are_inside:
            self.firsts.update(FREE)
        self.where, self.item = "lead", 0
        self.taken: list[Claim] = []
        self.lost: Told = []
        self.added: Told = []
        self.structure = 0

    def _facts(self) -> list[Piece]:
        """List the facts of the output, but for those that a title says too."""
        found = []
        for line in self.lines:
            if line.kind == "fact" and self.puts.again[line.text] > 0:
                self.puts.again[line.text] -= 1
                self.puts.take(line.text)
            elif line.kind == "fact":
                found.append(Piece(line.text, line=line))
        return found

    def walk(self) -> Covered:
        """Cover the whole text."""
        at, end = 0, len(self.text)
        while at < end:
            is_free_sign = self.text[at] in FREE
            if (not is_free_sign or self.text[at] in self.firsts) and (length := self._place(at)):
                at += length
            elif is_free_sign:
                at += 1
                self.structure += 1
            elif length := self._place_signs(at):
                at += length
            else:
                at = self._differ(at)
        self._close()
        return Covered(self.lost, self.added, self.structure)

    def _place(self, at: int) -> int:
        """Place the line, fact or claim that begins at a place; give its length, 0 where none does."""
        best: _Found | None = None
        for stream in self.streams:
            if stream.coming:
                best = self._begins(stream, at, best)
        if piece := self.pieces.find(at, best.rank if best else 0, self._is_here):
            self._take(piece)
            return len(piece.text)
        if best and self.text[at] in FREE and best.length < self._marked_title(at):
            return 0
        return self._advance(best)

    def _marked_title(self, at: int) -> int:
        """Give the length of the title with the sign that marks it, if it stands at a place."""
        titles = self.streams[-1]
        if titles.at < len(titles.texts) and self.text.startswith(titles.texts[titles.at], at + 1):
            return 1 + len(titles.texts[titles.at])
        return 0

    def _begins(self, stream: Stream, at: int, best: _Found | None) -> _Found | None:
        """Find the next line that begins at a place, over those that need not be of the text."""
        first = self.text[at]
        for number in stream.coming:
            line = stream.texts[number]
            if not self.are_inside and not line.startswith(first):
                continue
            length, absent = self._match(line, at)
            if length and not is_signs(self.text[at : at + length]):
                rank = rank_of(self.letters, at, length, is_next=number == stream.at)
                if rank > (best.rank if best else 0):
                    best = _Found(rank, stream, number, length, absent)
        return best

    def _match(self, line: str, at: int) -> tuple[int, list[str]]:
        """Tell how much of the text a line covers from a place on, and what was put into it."""
        if self.text.startswith(line, at):
            return len(line), []
        if line in _ALERTS and self.text[at : at + len(line)].upper() == line:
            return len(line), []  # in letters of any size
        start, end = at, 0
        absent: list[str] = []
        for place, put in self.puts.inside(line):
            if self.text.startswith(line[end : place + len(put)], at):
                at += place + len(put) - end
            elif self.text.startswith(line[end:place], at):
                at += place - end
                absent.append(put)
            else:
                return 0, []
            end = place + len(put)
        return (
            (at + len(line) - end - start, absent)
            if end and self.text.startswith(line[end:], at)
            else (0, [])
        )

    def _place_signs(self, at: int) -> int:
        """Place the longest line of nothing but signs: what a claim puts in comes last."""
        best: _Found | None = None
        for stream in self.streams:
            for number in stream.coming:
                length, absent = self._match_signs(stream, number, at)
                if length:
                    is_next = number == stream.at and stream.texts[number] not in self.puts.left
                    rank = rank_of(self.letters, at, length, is_next=is_next)
                    if rank > (best.rank if best else 0):
                        best = _Found(rank, stream, number, length, absent)
                    break
        return self._advance(best)

    def _match_signs(self, stream: Stream, number: int, at: int) -> tuple[int, list[str]]:
        """Tell how much a line of signs covers, those before it that are free aside; see `_match`."""
        signs = stream.signs[number]
        if signs is None:
            return 0, []
        line, whole = stream.texts[number], signs.lstrip(FREE)
        is_all = is_signs(line)
        if whole and self.text.startswith(whole, at):
            return len(whole), [] if is_all else self.puts.without(line)[1]
        if not is_all or not self.are_inside:
            return 0, []
        rest, absent = self.puts.without(line)
        rest = rest.lstrip(FREE)
        return (len(rest), absent) if rest and self.text.startswith(rest, at) else (0, [])

    def _advance(self, found: _Found | None) -> int:
        """Go on behind a line; what stands before it was put in. Give how much of the text it covers."""
        if found is None:
            return 0
        stream, number = found.stream, found.number
        for line in stream.lines[stream.at : number]:
            self._put(line)
        for put in found.absent:
            self.puts.take(put)
        line = stream.lines[number]
        stream.go_on(number + 1)
        if line.kind != "title":
            self.where, self.item = line.where, line.item
        return found.length

    def _put(self, line: Line) -> None:
        """Account for a line that is not of the text."""
        if not self.puts.take(line.text):
            self.added.append((line.where, line.text))

    def _is_here(self, piece: Piece) -> bool:
        """Tell whether a fact may stand here: it is of the item above, or of the one that comes next."""
        if piece.line is None or piece.line.where == "colophon":
            return True
        body = self.streams[0]
        is_near = body.certain == len(body.lines) or piece.line.item <= body.lines[body.certain].item
        return self.item <= piece.line.item and is_near

    def _take(self, piece: Piece) -> None:
        self.pieces.take(piece)
        if piece.claim is not None:
            self.taken.append(piece.claim)
            self.structure += len(piece.text) if piece.claim.reason not in LEFT_OUT else 0

    def _differ(self, at: int) -> int:
        """Tell how the text differs from the output from a place on; give where both go on alike."""
        cost = sys.maxsize
        goes_on, limit = self.streams[0], at + _REACH
        index, end = (goes_on.at, limit) if limit < len(self.text) else (len(goes_on.lines), len(self.text))
        for stream in self.streams:
            skipped = 0
            for ahead in range(stream.at, min(stream.at + AHEAD, len(stream.lines))):
                line = stream.texts[ahead]
                found = self.text.find(line, at, limit + len(line))
                if found >= 0 and not is_signs(line) and found - at + skipped < cost:
                    goes_on, index, end, cost = stream, ahead, found, found - at + skipped
                skipped += len(line)
        skipped_lines = goes_on.lines[goes_on.at : index]
        self._tell(at, end, [line for line in skipped_lines if not self.puts.take(line.text)])
        goes_on.go_on(index)
        if cost == sys.maxsize:  # nothing of what comes is near
            return end
        return end + self._advance(_Found(0, goes_on, index, len(goes_on.texts[index]), ()))

    def _tell(self, at: int, end: int, lines: Sequence[Line]) -> None:
        """Tell how a stretch of the text differs from lines of the output."""
        from rapidfuzz.distance import LCSseq

        where = lines[0].where if lines else self.where
        taken, shown = self.text[at:end], "".join(line.text for line in lines)
        told = len(self.lost) + len(self.added)
        for op in LCSseq.opcodes(taken, shown):
            if op.tag != "equal":
                self._lose(at + op.src_start, at + op.src_end, where)
                added = shown[op.dest_start : op.dest_end]
                if not is_free(added) and not self.puts.may_be(added):
                    self.added.append((where, added))
        if shown and told == len(self.lost) + len(self.added):  # in signs
            self.added.append((where, shown))

    def _lose(self, at: int, end: int, where: str) -> None:
        """Tell the text of a stretch, but for what claims say and for signs that are free."""
        start = at
        while at < end:
            piece = self.pieces.find(at, 0, self._is_here)
            if piece and at + len(piece.text) <= end:
                self._tell_lost(start, at, where)
                self._take(piece)
                start = at = at + len(piece.text)
            else:
                at += 1
        self._tell_lost(start, end, where)

    def _tell_lost(self, start: int, end: int, where: str) -> None:
        text = self.text[start:end]
        if is_free(text):
            self.structure += len(text)
        else:
            self.lost.append((where, text))

    def _close(self) -> None:
        """Account for lines that are not placed, and for what claims say is shown."""
        for stream in self.streams:
            for line in stream.lines[stream.at :]:
                self._put(line)
        for line in self.pieces.lines():
            self._put(line)
        said = Counter(claim.shown for claim in self.taken if claim.reason == "date")
        for line in self.lines:
            kind = line.kind
            if kind == "archive":
                said[line.text] -= 1
            if kind == "number" or (kind == "archive" and said[line.text] < 0):
                self.added.append((line.where, line.text))
        self.lost += [(self.where, text) for text in self.puts.missing()]
        instead = [claim for claim in self.taken if claim.reason in _INSTEAD and claim.shown]
        if instead:
            shown = {line.text for line in self.lines}
            self.lost += [(self.where, claim.taken) for claim in instead if claim.shown not in shown]
