"""The ways over a text: at each place there begins a line of the output, a piece of the stock, or a sign.

Where nothing does, other ways are tried from the last places that had several.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from issue_normalizer.account.lines import Line
from issue_normalizer.account.signs import FREE
from issue_normalizer.account.stock import Stock
from issue_normalizer.claims import Claim

_TRIES: Final = 60  # other ways, where the text and the output seem to differ
_STEPS: Final = 600  # that are taken on them


class Stream:
    """Lines of the output that stand in the order of the input; those before `at` are placed."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines, self.texts, self.at = lines, [line.text for line in lines], 0


class _Way(Struct, frozen=True, gc=False):
    """A way to go on: over the next line of a stream, a piece, or a sign; and what it uses of the stock."""

    length: int
    stream: int = -1
    used: tuple[int, ...] = ()


_SIGN: Final = _Way(1)


class _Choice(Struct, frozen=True, gc=False):
    """A place that there are several ways from: all that a step changes, and the ways that are not tried."""

    at: int
    heads: tuple[int, ...]
    left: bytes
    line: Line | None
    signs: int
    ways: list[_Way]


class Search:
    """A text, and how far lines and pieces cover it: up to `at`."""

    def __init__(self, text: str, lines: Sequence[Line], claims: Sequence[Claim]) -> None:
        self.text = text
        kinds: dict[str, list[Line]] = {}
        for line in lines:
            kinds.setdefault(line.kind, []).append(line)
        # The first goes first, where several begin with the same text.
        self.streams = [Stream(kinds.get(kind, [])) for kind in ("text", "ending", "title")]
        self.body = self.streams[0]
        self.stock = Stock(kinds.get("fact", []), claims)
        # Where one of these begins, there may be more than one way to go on.
        self._firsts = self.stock.firsts()
        self._firsts.update(text[0] for stream in self.streams[1:] for text in stream.texts)
        texts = [text for stream in self.streams for text in stream.texts]
        self.put = {text for text in texts if self.stock.may_put(text)}  # in part, or as a whole
        self.at = self.signs = 0
        self.line: Line | None = None  # the last that was placed
        self._choices: list[_Choice] = []

    def advance(self) -> bool:
        """Go as far as there is a way; tell whether all is covered."""
        self._go_on(sys.maxsize)
        while not self._is_covered():
            if not self._goes_otherwise():
                return False
            self._go_on(sys.maxsize)
        return True

    def jump(self, at: int, stream: Stream, head: int) -> None:
        """Go on at another place of the text, and another line."""
        self.at, stream.at = at, head

    def place(self, stream: Stream) -> None:
        """Place the next line of a stream, which begins here."""
        self._take(_Way(len(stream.texts[stream.at]), self.streams.index(stream)))

    def _go_on(self, most: int) -> int:
        """Go on as long as there is a way; give how many steps were taken, `most` at the most."""
        text, end, body, steps = self.text, len(self.text), self.body, 0
        while self.at < end and steps < most:
            steps += 1
            if body.at < len(body.texts):
                line = body.texts[body.at]
                if text.startswith(line, self.at) and line[0] not in self._firsts:
                    self.line = body.lines[body.at]
                    body.at, self.at = body.at + 1, self.at + len(line)
                    continue
            ways = self._ways()
            if not ways:
                break
            if len(ways) > 1:
                self._choices.append(self._choice(ways[1:]))
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
            if (piece := self.piece(self.at, size)) >= 0:
                ways += (_Way(size, -1, (piece,)),)
        if len(ways) > 1:
            ways.sort(key=_length, reverse=True)
        ways += skipped
        if self.text[self.at] in FREE:
            ways.append(_SIGN)
        return ways

    def piece(self, at: int, size: int) -> int:
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
            if not self._choices or steps > _STEPS:
                break
            choice = self._choices[-1]
            self._back_to(choice)
            self._take(choice.ways.pop(0))
            if not choice.ways:
                self._choices.pop()
            steps += self._go_on(_STEPS)
            if self.at > here.at or self._is_covered():
                return True
        self._back_to(here)
        self._choices.clear()
        return False

    def _is_covered(self) -> bool:
        """Tell whether nothing of the text is left, nor of the output but what claims put in."""
        if self.at < len(self.text):
            return False
        used: set[int] = set()
        for line in self.unplaced():
            if not (puts := self.stock.puts(line.text, used)):
                return False
            used.update(puts)
        return True

    def unplaced(self) -> Iterator[Line]:
        """List the lines and facts that are not placed."""
        for stream in self.streams:
            yield from stream.lines[stream.at :]
        for number, piece in enumerate(self.stock.pieces):
            if piece.line is not None and self.stock.left[number]:
                yield piece.line


def _length(way: _Way) -> int:
    return way.length
