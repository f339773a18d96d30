"""What was taken in, covered exactly by what the output shows and what claims say: what is left is told.

The text is walked through once. At each place a line of the output begins, in order, or a fact or a claim that
stands thereabouts, or a sign that the form has no use for; else the output differs.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from issue_normalizer.account.kinds import LEFT_OUT
from issue_normalizer.account.letters import Letters
from issue_normalizer.account.lines import Line
from issue_normalizer.claims import Claim

_AHEAD: Final = 40  # lines that are looked for where the text goes on differently
_BAR: Final = "丨"  # a letter to Unicode, a bar to those who type it
_EMOJI: Final = "\U0001f000"  # the first of those that are no punctuation
# What parts one text from another, or marks one: the form has its own.
_FREE_SIGNS: Final = "|丨｜:：[]【】•◦▪▸●○■‣∙·*+-–—―─#_>=¶\u200d\ufe0f"
_FREE: Final = frozenset(_FREE_SIGNS)
_ALERTS: Final = frozenset(f"[!{kind}]" for kind in ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"))
# What a claim says is shown, must be; the others only may.
_MUST: Final = frozenset(("title", "heading", "label", "address", "again"))
_MUST_INSTEAD: Final = frozenset(("date", "license", "address"))


class Covered(NamedTuple):
    """What is left, (place in the issue, text) each, and how many characters the form says otherwise."""

    lost: list[tuple[str, str]]
    added: list[tuple[str, str]]
    structure: int


class _Piece(NamedTuple):
    """A text whose place is not known beforehand: a claim's, or a fact's of an item."""

    text: str
    claim: Claim | None = None
    line: Line | None = None


class _Stream:
    """Lines in order, and how many of them are placed."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines, self.at = list(lines), 0


def is_sign(char: str) -> bool:
    """Tell whether a character is neither letter nor digit, nor a picture."""
    return not (char.isalnum() or char >= _EMOJI) or char == _BAR


def is_free(text: str) -> bool:
    """Tell whether a text is but signs that part texts, or nothing."""
    return _FREE.issuperset(text)


class Cover:
    """What was taken in, and how much of it is covered.

    `words` are those that the form gives by itself.
    """

    def __init__(
        self, letters: Letters, lines: Sequence[Line], words: Counter[str], claims: Sequence[Claim]
    ) -> None:
        self.text, self.breaks = letters
        lines = [line for line in lines if not is_free(line.text)]
        put = [claim for claim in claims if claim.shown and not claim.taken]
        self.put = Counter(claim.shown for claim in put if claim.reason not in ("again", "played"))
        self.instead = {claim.shown for claim in claims if claim.taken or claim.reason == "played"}
        self.inside = [claim.shown for claim in put if claim.reason in ("description", "address", "played")]
        self.must = dict.fromkeys(claim.shown for claim in put if claim.reason in _MUST)
        again = Counter(claim.shown for claim in put if claim.reason == "again")
        # The first goes first, where several begin with the same text.
        self.streams = [
            _Stream(line for line in lines if line.kind == kind) for kind in ("text", "ending", "title")
        ]
        self.pieces: dict[str, list[_Piece]] = {}
        self.sizes: dict[str, list[int]] = {}  # of the pieces that begin with a character
        for line in lines:
            if line.kind == "fact":
                if again[line.text]:
                    again[line.text] -= 1
                else:
                    self._add(_Piece(line.text, line=line))
        for claim in claims:
            if claim.taken:
                self._add(_Piece(claim.taken, claim))
        self.put += again  # what is left of them
        self.where, self.item = "lead", 0
        self.taken: list[Claim] = []
        self.lost: list[tuple[str, str]] = []
        self.added = [(line.where, line.text) for line in lines if line.kind == "number"]
        self.structure = 0
        own = Counter(line.text for line in lines if line.kind == "own")
        self.lost += (("", word) for word in (words - own).elements())
        self.added += (("", word) for word in (own - words).elements())
        self.shown = Counter(line.text for line in lines)
        self.dates = [line for line in lines if line.kind == "archive"]

    def _add(self, piece: _Piece) -> None:
        self.pieces.setdefault(piece.text, []).append(piece)
        sizes = self.sizes.setdefault(piece.text[0], [])
        if len(piece.text) not in sizes:
            sizes.append(len(piece.text))

    def walk(self) -> Covered:
        """Cover the whole text."""
        at, end = 0, len(self.text)
        while at < end:
            if length := self._place(at):
                at += length
            elif self.text[at] in _FREE:
                at += 1
                self.structure += 1
            elif length := self._place_signs(at):
                at += length
            else:
                at = self._differ(at)
        self._close()
        return Covered(self.lost, self.added, self.structure)

    def _place(self, at: int) -> int:
        """Place the line, fact or claim that begins at a place; give its length, 0 where none does.

        Of several, those that end where white space stood go first, then the longest.
        """
        best: tuple[_Stream, int] | None = None
        rank = (False, 0)
        for stream in self.streams:
            index, length = self._begins(stream, at)
            if length and (own := (self._is_break(at + length), length)) > rank:
                rank, best = own, (stream, index)
        if piece := self._piece(at, rank):
            self._take(piece)
            return len(piece.text)
        if best:
            self._advance(*best)
        return rank[1]

    def _begins(self, stream: _Stream, at: int) -> tuple[int, int]:
        """Find the next line that begins at a place, over those that need not be of the text: (index, length)."""
        for index in range(stream.at, len(stream.lines)):
            line = stream.lines[index].text
            if (length := self._length(line, at)) and not _is_signs(self.text[at : at + length]):
                return index, length
            if not self._may_be_put(line):
                break
        return stream.at, 0

    def _length(self, line: str, at: int) -> int:
        """Tell how much of the text a line covers from a place on: all of the line but what was put into it."""
        if self.text.startswith(line, at):
            return len(line)
        if line in _ALERTS and self.text[at : at + len(line)].upper() == line:
            return len(line)  # in letters of any size
        start, end = at, 0
        for place, shown in self._put_into(line):
            if self.text.startswith(line[end : place + len(shown)], at):
                at += place + len(shown) - end
            elif self.text.startswith(line[end:place], at):
                at += place - end
            else:
                return 0
            end = place + len(shown)
        return at + len(line) - end - start if end and self.text.startswith(line[end:], at) else 0

    def _put_into(self, line: str) -> Iterator[tuple[int, str]]:
        """Find what may have been put into a line, in order: (place, text) each."""
        at = 0
        while self.inside and (
            found := [(place, -len(put), put) for put in self.inside if (place := line.find(put, at)) >= 0]
        ):
            place, _, put = min(found)
            yield place, put
            at = place + len(put)

    def _may_be_put(self, line: str) -> bool:
        """Tell whether a line need not be of the text, or is but signs."""
        return line in self.put or line in self.instead or self._signs_of(line) is not None

    def _signs_of(self, line: str) -> str | None:
        """Give a line without what was put into it; None where that is more than signs."""
        rest, end = "", 0
        for place, put in self._put_into(line):
            rest += line[end:place]
            end = place + len(put)
        rest += line[end:]
        return rest if _is_signs(rest) else None

    def _advance(self, stream: _Stream, index: int) -> None:
        """Go on behind a line; what stands before it was put in."""
        for line in stream.lines[stream.at : index]:
            self._put(line)
        stream.at = index + 1
        if stream.lines[index].kind != "title":
            self.where, self.item = stream.lines[index].where, stream.lines[index].item

    def _put(self, line: Line) -> None:
        """Account for a line that is not of the text."""
        if self.put[line.text] > 0:
            self.put[line.text] -= 1
        elif line.text in self.put or _is_signs(line.text) or not self._may_be_put(line.text):
            self.added.append((line.where, line.text))

    def _piece(self, at: int, rank: tuple[bool, int] = (False, 0)) -> _Piece | None:
        """Find the fact or claim that begins at a place, better than something else; see `_place`."""
        best: _Piece | None = None
        for size in self.sizes.get(self.text[at], ()):
            own = (self._is_break(at + size), size)
            if (
                own > rank
                and (found := self.pieces.get(self.text[at : at + size]))
                and self._is_edge(at + size)
            ):
                if (piece := next(filter(self._is_here, found), None)) is not None:
                    best, rank = piece, own
        return best

    def _is_here(self, piece: _Piece) -> bool:
        """Tell whether a fact may stand here: it is of the item above, or of the one that comes next."""
        if piece.line is None or piece.line.where == "colophon":
            return True
        return self.item <= piece.line.item <= self._next_item()

    def _next_item(self) -> int:
        body = self.streams[0]
        coming = (line.item for line in body.lines[body.at :] if not self._may_be_put(line.text))
        return next(coming, sys.maxsize)

    def _is_edge(self, at: int) -> bool:
        """Tell whether a word may end before a place."""
        if at >= len(self.text) or is_sign(self.text[at]) or is_sign(self.text[at - 1]):
            return True
        return self.text[at].isascii() != self.text[at - 1].isascii() or self._is_break(at)

    def _is_break(self, at: int) -> bool:
        """Tell whether white space stood at a place, or the text ends there."""
        index = bisect_left(self.breaks, at)
        return index < len(self.breaks) and self.breaks[index] == at

    def _take(self, piece: _Piece) -> None:
        self.pieces[piece.text].remove(piece)
        if piece.claim is not None:
            self.taken.append(piece.claim)
            self.structure += len(piece.text) if piece.claim.reason not in LEFT_OUT else 0

    def _place_signs(self, at: int) -> int:
        """Place the longest line of nothing but signs, those before it that are free aside; see `_place`."""
        best: tuple[_Stream, int] | None = None
        rank = (False, 0)
        for stream in self.streams:
            for index in range(stream.at, len(stream.lines)):
                line = stream.lines[index].text
                signs = (self._signs_of(line) or "").lstrip(_FREE_SIGNS)
                own = (self._is_break(at + len(signs)), len(signs))
                if signs and self.text.startswith(signs, at):
                    if own > rank:
                        rank, best = own, (stream, index)
                    break
                if not self._may_be_put(line):
                    break
        if best:
            self._advance(*best)
        return rank[1]

    def _differ(self, at: int) -> int:
        """Tell how the text differs from the output from a place on; give where both go on alike."""
        cost = sys.maxsize
        goes_on, index, end = self.streams[0], len(self.streams[0].lines), len(self.text)
        for stream in self.streams:
            skipped = 0
            for ahead in range(stream.at, min(stream.at + _AHEAD, len(stream.lines))):
                line = stream.lines[ahead].text
                found = self.text.find(line, at)
                if found >= 0 and not _is_signs(line) and found - at + skipped < cost:
                    goes_on, index, end, cost = stream, ahead, found, found - at + skipped
                skipped += len(line)
        self._tell(at, end, goes_on.lines[goes_on.at : index])
        goes_on.at = index
        return end

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
                if not is_free(added) and not self._may_be_put(added):
                    self.added.append((where, added))
        if shown and told == len(self.lost) + len(self.added):  # in signs
            self.added.append((where, shown))

    def _lose(self, at: int, end: int, where: str) -> None:
        """Tell the text of a stretch, but for what claims say and for signs that are free."""
        start = at
        while at < end:
            piece = self._piece(at)
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
        for pieces in self.pieces.values():
            for piece in pieces:
                if piece.line is not None:
                    self._put(piece.line)
        said = Counter(claim.shown for claim in self.taken if claim.reason == "date")
        for line in self.dates:
            said[line.text] -= 1
            if said[line.text] < 0:
                self.added.append((line.where, line.text))
        self.lost += ((self.where, text) for text in self.must if self.put[text] > 0)
        for claim in self.taken:
            if claim.reason in _MUST_INSTEAD and claim.shown and not self.shown[claim.shown]:
                self.lost.append((self.where, claim.taken))


def _is_signs(text: str) -> bool:
    return all(map(is_sign, text))
