"""What was taken in, covered exactly by what the output shows and what claims say: what is left is told.

The text that was taken in is walked through once. At each place, a line of the output must begin, in order,
or a fact or a claim that stands about there; signs between them are the form's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from issue_normalizer.account.kinds import LEFT_OUT
from issue_normalizer.account.lines import Line
from issue_normalizer.claims import Claim

_AHEAD: Final = 40  # lines that are looked for where the text goes on differently
ALERTS: Final = frozenset(f"[!{kind}]" for kind in ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"))
_BAR: Final = "丨"  # a letter to Unicode, a bar to those who type it


class Covered(NamedTuple):
    """What is left: (place in the issue, text) each; and the characters of claims, of signs, of what was left out."""

    lost: list[tuple[str, str]]
    added: list[tuple[str, str]]
    structure: int
    dropped: int


class _Piece(NamedTuple):
    """A text that may stand anywhere: of a claim, or a fact of an item."""

    text: str
    item: int | None
    claim: Claim | None = None
    line: Line | None = None


class _Stream:
    """Lines in order, and how many of them are placed."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines, self.at = lines, 0


def is_sign(char: str) -> bool:
    """Tell whether a character may stand between texts: no letter, no digit."""
    return not char.isalnum() or char == _BAR


def is_signs(text: str) -> bool:
    """Tell whether a text is nothing but signs."""
    return all(map(is_sign, text))


class Cover:
    """The text that was taken in, and how much of it is covered."""

    def __init__(self, text: str, breaks: Sequence[int], lines: Iterable[Line], claims: Iterable[Claim]) -> None:
        self.text, self.breaks = text, breaks
        self.put = Counter(claim.shown for claim in claims if claim.shown and not claim.taken)
        self.inside = sorted(self.put, key=len, reverse=True)
        self.instead = {claim.shown for claim in claims if claim.shown and claim.taken}
        self.title, self.body, self.ending = _Stream([]), _Stream([]), _Stream([])
        self.streams = {"title": self.title, "text": self.body, "ending": self.ending}
        self.pieces: dict[str, list[_Piece]] = {}
        self.sizes: dict[str, list[int]] = {}
        self.dates: list[Line] = []
        for line in lines:
            if line.kind == "archive":
                self.dates.append(line)
                continue
            for text in self._parts(line):
                part = line._replace(text=text)
                if stream := self.streams.get(line.kind):
                    stream.lines.append(part)
                else:
                    self._add(_Piece(text, line.item if line.where != "colophon" else None, line=part))
        for claim in claims:
            if claim.taken:
                self._add(_Piece(claim.taken, None, claim))
        self.taken: list[Claim] = []
        self.lost: list[tuple[str, str]] = []
        self.added: list[tuple[str, str]] = []
        self.structure = self.dropped = 0
        self.where = "lead"
        self.item = 0

    def _parts(self, line: Line) -> list[str]:
        """Part a line at what claims put into it."""
        texts = [line.text]
        for shown in self.inside:
            if any(shown in text for text in texts):
                texts = [part for text in texts for part in ((text,) if text in self.put else _parted(text, shown))]
        return texts

    def _add(self, piece: _Piece) -> None:
        self.pieces.setdefault(piece.text, []).append(piece)
        sizes = self.sizes.setdefault(piece.text[0], [])
        if len(piece.text) not in sizes:
            sizes.append(len(piece.text))
            sizes.sort(reverse=True)

    def walk(self) -> Covered:
        """Cover the whole text."""
        at, end = 0, len(self.text)
        while at < end:
            if length := self._place(at):
                at += length
            elif is_sign(self.text[at]):
                at += 1
                self.structure += 1
            else:
                at = self._differ(at)
        self._rest()
        return Covered(self.lost, self.added, self.structure, self.dropped)

    def _place(self, at: int) -> int:
        """Place the longest line, fact or claim that begins at a place; give its length."""
        best: tuple[int, _Stream, int] | None = None
        for stream in self.streams.values():
            index = self._begins(stream, at)
            if index is not None:
                length = len(stream.lines[index].text)
                if best is None or length > best[0]:
                    best = length, stream, index
        longest = best[0] if best else 0
        if (piece := self._piece(at, longest)) is not None:
            self._take(piece)
            return len(piece.text)
        if best:
            self._advance(best[1], best[2])
        return longest

    def _begins(self, stream: _Stream, at: int) -> int | None:
        """Find the next line that begins at a place; over those that need not be of the text."""
        for index in range(stream.at, len(stream.lines)):
            text = stream.lines[index].text
            if self.text.startswith(text, at) or (text in ALERTS and self._has_alert(text, at)):
                return index
            if not self._may_be_put(text):
                break
        return None

    def _has_alert(self, text: str, at: int) -> bool:
        """Tell whether the mark of an alert stands at a place, in letters of any size."""
        return self.text[at : at + len(text)].upper() == text

    def _may_be_put(self, text: str) -> bool:
        return text in self.put or text in self.instead or is_signs(text)

    def _advance(self, stream: _Stream, index: int) -> None:
        """Go on behind a line of a stream; what stands before it was put in."""
        for line in stream.lines[stream.at : index]:
            self._put(line)
        stream.at = index + 1
        if stream is not self.title:
            self.where, self.item = stream.lines[index].where, stream.lines[index].item

    def _put(self, line: Line) -> None:
        """Account for a line that is not of the text."""
        if line.text in self.put and self.put[line.text] > 0:
            self.put[line.text] -= 1
        elif line.text not in self.instead and not is_signs(line.text):
            self.added.append((line.where, line.text))

    def _piece(self, at: int, longer: int) -> _Piece | None:
        for size in self.sizes.get(self.text[at], ()):
            if size <= longer:
                break
            found = self.pieces.get(self.text[at : at + size])
            if found and self._is_edge(at + size):
                for piece in found:
                    if piece.item is None or self.item <= piece.item <= self._next_item():
                        return piece
        return None

    def _next_item(self) -> int:
        for line in self.body.lines[self.body.at :]:
            if not self._may_be_put(line.text):
                return line.item
        return self.item + 1

    def _is_edge(self, at: int) -> bool:
        """Tell whether a word may end before a place."""
        if at >= len(self.text) or is_sign(self.text[at]) or is_sign(self.text[at - 1]):
            return True
        if self.text[at].isascii() != self.text[at - 1].isascii():
            return True
        index = bisect_left(self.breaks, at)
        return index < len(self.breaks) and self.breaks[index] == at

    def _take(self, piece: _Piece) -> None:
        self.pieces[piece.text].remove(piece)
        if piece.claim is None:
            return
        self.taken.append(piece.claim)
        if piece.claim.reason in LEFT_OUT:
            self.dropped += len(piece.text)
        else:
            self.structure += len(piece.text)

    def _differ(self, at: int) -> int:
        """Find where the text goes on as the output does; what stands between is told."""
        best, cost = None, len(self.text) + sum(len(line.text) for line in self.body.lines)
        skipped = 0
        for stream in self.streams.values():
            skipped = 0
            for index in range(stream.at, min(stream.at + _AHEAD, len(stream.lines))):
                text = stream.lines[index].text
                found = self.text.find(text, at)
                if found >= 0 and found - at + skipped < cost and not is_signs(text):
                    best, cost = (stream, index, found), found - at + skipped
                skipped += len(text)
        stream, index, found = best or (self.body, len(self.body.lines), len(self.text))
        self._tell(at, found, stream.lines[stream.at : index])
        stream.at = index
        return found

    def _tell(self, at: int, end: int, lines: Sequence[Line]) -> None:
        """Tell how a stretch of the text differs from lines of the output."""
        from rapidfuzz.distance import LCSseq

        where = lines[0].where if lines else self.where
        shown = "".join(line.text for line in lines)
        told = len(self.lost) + len(self.added)
        for op in LCSseq.opcodes(self.text[at:end], shown):
            if op.tag != "equal":
                self._lose(at + op.src_start, at + op.src_end, where)
                added = shown[op.dest_start : op.dest_end]
                if not is_signs(added) and not self._may_be_put(added):
                    self.added.append((where, added))
        if told == len(self.lost) + len(self.added) and shown and self.text[at:end] != shown:
            self.added.append((where, shown))  # signs differ

    def _lose(self, at: int, end: int, where: str) -> None:
        """Tell the text of a stretch, but for its signs and what claims say."""
        start = at
        while at < end:
            piece = self._piece(at, 0)
            if piece and at + len(piece.text) <= end:
                self._tell_lost(start, at, where)
                self._take(piece)
                start = at = at + len(piece.text)
            else:
                at += 1
        self._tell_lost(start, end, where)

    def _tell_lost(self, start: int, end: int, where: str) -> None:
        text = self.text[start:end]
        if is_signs(text):
            self.structure += len(text)
        else:
            self.lost.append((where, text))

    def _rest(self) -> None:
        """Account for what of the output is not placed, and for what was to be shown instead of something."""
        for stream in self.streams.values():
            for line in stream.lines[stream.at :]:
                self._put(line)
        seen = {line.text for line in self.dates}
        for pieces in self.pieces.values():
            for piece in pieces:
                if piece.line is not None:
                    seen.add(piece.text)
                    self._put(piece.line)
        for line in self.dates:
            if line.text not in self.instead:
                self.added.append((line.where, line.text))
        for claim in self.taken:
            if claim.reason == "date" and claim.shown not in seen:
                self.lost.append(("archive", claim.taken))


def _parted(text: str, shown: str) -> Iterator[str]:
    start = 0
    while (at := text.find(shown, start)) >= 0:
        if at > start:
            yield text[start:at]
        yield shown
        start = at + len(shown)
    if start < len(text):
        yield text[start:]
