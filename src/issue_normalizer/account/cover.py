"""What was read, covered exactly by what the output shows and what claims say: what is left is told.

The text is walked through once. At each place there begins the next line of the output, or a fact or a
claim that stands thereabouts, or a sign that only parts texts. Where nothing does, other ways are tried from
the last places that had several; where none leads further, the output differs.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from issue_normalizer.account.kinds import LEFT_OUT
from issue_normalizer.account.lines import Line
from issue_normalizer.account.signs import FREE, is_signs
from issue_normalizer.account.stock import Stock
from issue_normalizer.claims import Claim

_AHEAD: Final = 40  # lines that are looked for where the text goes on differently
_REACH: Final = 20_000  # characters that they are looked for in
_TRIES: Final = 60  # other ways, where the text and the output seem to differ
_STEPS: Final = 600  # that are taken on them
_MAY: Final = "description"  # of an image: text shows it in some places
_SHARED: Final = frozenset(("address", "date", "license"))  # of which several may say the same

Told: TypeAlias = list[tuple[str, str]]


class Covered(Struct, frozen=True):
    """What is left, (place in the issue, text) each, and how many characters the form says otherwise."""

    lost: Told
    added: Told
    structure: int


class _Stream:
    """Lines of the output that stand in the order of the input; those before `at` are placed."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines, self.texts, self.at = lines, [line.text for line in lines], 0


class _Way(Struct, frozen=True):
    """A way to go on: over the next line of a stream, a piece, or a sign; and what it uses of the stock."""

    length: int
    stream: int = -1
    used: tuple[int, ...] = ()


_SIGN: Final = _Way(1)


class _Choice(Struct, frozen=True):
    """A place that there are several ways from: all that a step changes, and the ways that are not tried."""

    at: int
    heads: tuple[int, ...]
    left: bytes
    line: Line | None
    signs: int
    ways: list[_Way]


class Cover:
    """What was read, and how much of it is covered by the lines of an output and by claims."""

    def __init__(self, text: str, lines: Sequence[Line], claims: Sequence[Claim]) -> None:
        self.text, self.lines = text, lines
        kinds: dict[str, list[Line]] = {}
        for line in lines:
            kinds.setdefault(line.kind, []).append(line)
        # The first goes first, where several begin with the same text.
        self.streams = [_Stream(kinds.get(kind, [])) for kind in ("text", "ending", "title")]
        self.body = self.streams[0]
        self.archive = kinds.get("archive", [])
        self.stock = Stock(kinds.get("fact", []), claims)
        # Where one of these begins, there may be more than one way to go on.
        self.firsts = self.stock.firsts()
        self.firsts.update(text[0] for stream in self.streams[1:] for text in stream.texts)
        texts = [text for stream in self.streams for text in stream.texts]
        self.put = {text for text in texts if self.stock.may_put(text)}  # in part, or as a whole
        self.at = self.signs = self.structure = 0
        self.line: Line | None = None  # the last that was placed
        self.choices: list[_Choice] = []
        self.lost: Told = []
        self.added: Told = []

    def walk(self) -> Covered:
        """Cover the whole text."""
        self._go_on(sys.maxsize)
        while not self._is_covered():
            if not self._goes_otherwise():
                if self.at == len(self.text):
                    break
                self._differ()
            self._go_on(sys.maxsize)
        self._close()
        return Covered(self.lost, self.added, self.structure + self.signs)

    def _go_on(self, most: int) -> int:
        """Go on as long as there is a way; give how many steps were taken, `most` at the most."""
        text, end, body, steps = self.text, len(self.text), self.body, 0
        while self.at < end and steps < most:
            steps += 1
            if body.at < len(body.texts):
                line = body.texts[body.at]
                if text.startswith(line, self.at) and line[0] not in self.firsts:
                    self.line = body.lines[body.at]
                    body.at, self.at = body.at + 1, self.at + len(line)
                    continue
            ways = self._ways()
            if not ways:
                break
            if len(ways) > 1:
                self.choices.append(self._choice(ways[1:]))
            self._take(ways[0])
        return steps

    def _ways(self) -> list[_Way]:
        """List the ways to go on from here, the longest first."""
        ways: list[_Way] = []
        skipped: list[_Way] = []  # lines that are not of the text
        for number, stream in enumerate(self.streams):
            if stream.at < len(stream.texts):
                line = stream.texts[stream.at]
                if self.text.startswith(line, self.at):
                    ways.append(_Way(len(line), number))
                if line in self.put:
                    ways += self._with_more(number, line)
                    if puts := self.stock.puts(line):
                        skipped.append(_Way(0, number, puts))
        for size in self.stock.sizes.get(self.text[self.at], ()):
            if (piece := self._piece(self.at, size)) >= 0:
                ways += (_Way(size, -1, (piece,)),)
        if len(ways) > 1:
            ways.sort(key=_length, reverse=True)
        ways += skipped
        if self.text[self.at] in FREE:
            ways.append(_SIGN)
        return ways

    def _piece(self, at: int, size: int) -> int:
        """Find a piece that stands at a place, -1 for none: facts are of the item above, or of the next."""
        lines, head = self.body.lines, self.body.at
        first = lines[head - 1].item if head else 0
        last = lines[head].item if head < len(lines) else sys.maxsize
        return self.stock.piece(self.text[at : at + size], first, last)

    def _with_more(self, stream: int, line: str) -> Iterator[_Way]:
        """Give the way over a line that more was put into than the text holds."""
        at, end = self.at, 0
        used: list[int] = []
        for place, put in self.stock.within(line):
            if self.text.startswith(line[end : place + len(put)], at):
                at += place + len(put) - end
            elif self.text.startswith(line[end:place], at) and (number := self.stock.put(put, used)) >= 0:
                at += place - end
                used.append(number)
            else:
                return
            end = place + len(put)
        if used and self.text.startswith(line[end:], at):
            yield _Way(at + len(line) - end - self.at, stream, tuple(used))

    def _take(self, way: _Way) -> None:
        """Go a way."""
        for number in way.used:
            self.stock.use(number)
        if way.stream >= 0:
            stream = self.streams[way.stream]
            if way.length and stream.lines[stream.at].kind != "title":
                self.line = stream.lines[stream.at]
            stream.at += 1
        elif not way.used:
            self.signs += 1
        self.at += way.length

    def _choice(self, ways: list[_Way]) -> _Choice:
        heads = tuple([stream.at for stream in self.streams])
        return _Choice(self.at, heads, bytes(self.stock.left), self.line, self.signs, ways)

    def _back_to(self, choice: _Choice) -> None:
        self.at, self.line, self.signs = choice.at, choice.line, choice.signs
        self.stock.left = bytearray(choice.left)
        for stream, head in zip(self.streams, choice.heads, strict=True):
            stream.at = head

    def _goes_otherwise(self) -> bool:
        """Try the other ways from the last places that had several; tell whether one leads further."""
        here, steps = self._choice([]), 0
        for _ in range(_TRIES):
            if not self.choices or steps > _STEPS:
                break
            choice = self.choices[-1]
            self._back_to(choice)
            self._take(choice.ways.pop(0))
            if not choice.ways:
                self.choices.pop()
            steps += self._go_on(_STEPS)
            if self.at > here.at or self._is_covered():
                return True
        self._back_to(here)
        self.choices.clear()
        return False

    def _is_covered(self) -> bool:
        """Tell whether nothing of the text is left, nor of the output but what claims put in."""
        if self.at < len(self.text):
            return False
        used: list[int] = []
        for line in self._unplaced():
            if not (puts := self.stock.puts(line.text, used)):
                return False
            used += puts
        return True

    def _unplaced(self) -> Iterator[Line]:
        """List the lines and facts that are not placed."""
        for stream in self.streams:
            yield from stream.lines[stream.at :]
        for number, piece in enumerate(self.stock.pieces):
            if piece.line is not None and self.stock.left[number]:
                yield piece.line

    def _differ(self) -> None:
        """Tell how the text differs from the output from here on, and go on where both are alike."""
        at, cost = self.at, sys.maxsize
        goes_on, limit = self.body, at + _REACH
        index, end = (goes_on.at, limit) if limit < len(self.text) else (len(goes_on.lines), len(self.text))
        for stream in self.streams:
            skipped = 0
            for ahead in range(stream.at, min(stream.at + _AHEAD, len(stream.lines))):
                line = stream.texts[ahead]
                found = self.text.find(line, at, limit + len(line))
                if found >= 0 and not is_signs(line) and found - at + skipped < cost:
                    goes_on, index, end, cost = stream, ahead, found, found - at + skipped
                skipped += len(line)
        self._tell(end, goes_on.lines[goes_on.at : index])
        goes_on.at, self.at = index, end
        if cost < sys.maxsize:  # else nothing of what comes is near
            self._take(_Way(len(goes_on.texts[index]), self.streams.index(goes_on)))

    def _tell(self, end: int, skipped: Sequence[Line]) -> None:
        """Tell how a stretch of the text differs from lines of the output."""
        from rapidfuzz.distance import LCSseq

        lines = [line for line in skipped if not self._is_put(line)]
        where = lines[0].where if lines else self._where()
        taken, shown = self.text[self.at : end], "".join([line.text for line in lines])
        told = len(self.lost) + len(self.added)
        for op in LCSseq.opcodes(taken, shown):
            if op.tag != "equal":
                self._lose(self.at + op.src_start, self.at + op.src_end, where)
                added = shown[op.dest_start : op.dest_end].strip(FREE)
                if added:
                    self.added.append((where, added))
        if shown and told == len(self.lost) + len(self.added):  # in signs
            self.added.append((where, shown))

    def _where(self) -> str:
        return self.line.where if self.line else "lead"

    def _is_put(self, line: Line) -> bool:
        """Tell whether claims put a line in, and use them up."""
        puts = self.stock.puts(line.text)
        for put in puts:
            self.stock.use(put)
        return bool(puts)

    def _lose(self, start: int, end: int, where: str) -> None:
        """Tell the text of a stretch, but for what claims say and for signs that part texts."""
        at = start
        while at < end:
            sizes = self.stock.sizes.get(self.text[at], set())
            fitting = [(size, self._piece(at, size)) for size in sizes if at + size <= end]
            size, piece = max(((size, piece) for size, piece in fitting if piece >= 0), default=(1, -1))
            if piece >= 0:
                self._tell_lost(start, at, where)
                self.stock.use(piece)
                start = at + size
            at += size
        self._tell_lost(start, end, where)

    def _tell_lost(self, start: int, end: int, where: str) -> None:
        text = self.text[start:end].strip(FREE)
        self.structure += end - start - len(text)
        if text:
            self.lost.append((where, text))

    def _close(self) -> None:
        """Account for lines that are not placed, and for what claims say is shown."""
        stock = self.stock
        for line in (*self._unplaced(), *self.archive):
            if not self._is_put(line):
                self.added.append((line.where, line.text))
        spared: Counter[str] = Counter()  # of claims that were not needed: the text is there all the same
        for number, piece in enumerate(stock.pieces):
            if piece.claim is not None and piece.claim.reason not in LEFT_OUT:
                spared[piece.text] += stock.left[number]
                self.structure += 0 if stock.left[number] else len(piece.text)
        shown = {line.text for line in self.lines}
        for number, claim in enumerate(stock.put_in, stock.first_put):
            if stock.left[number] and claim.reason != _MAY:
                text = claim.shown.strip(FREE)
                if spared[text] > 0:
                    spared[text] -= 1
                elif text and (claim.reason not in _SHARED or text not in shown):
                    self.lost.append((self._where(), claim.taken or text))


def _length(way: _Way) -> int:
    return way.length
