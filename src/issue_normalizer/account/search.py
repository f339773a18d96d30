"""The ways over a text: at each place there begins a line of the output, a text of a claim, or a sign.

The first that fits is gone. Where the text is not covered that way, the others are tried from the last
places that had several.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from issue_normalizer.account.lines import Line
from issue_normalizer.account.stock import Stock
from issue_normalizer.account.ways import Over, ways_over

_TRIES: Final = 60  # other ways, where the text and the output seem to differ
_STEPS: Final = 600  # that are taken on them


class Stream:
    """Lines of the output that stand in the order of the input; those before `at` are placed."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines, self.texts, self.at = lines, [line.text for line in lines], 0


class _Way(Struct, frozen=True):
    """A way to go on: over the next line of a stream, or a sign; and what it uses of the stock."""

    length: int
    stream: Stream | None = None
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
    """A text, and how far lines and claims cover it: up to `at`."""

    def __init__(self, text: str, lines: Sequence[Line], stock: Stock) -> None:
        self.text, self.stock = text, stock
        self.body = Stream([line for line in lines if line.kind == "text"])
        self.streams = (self.body, Stream([line for line in lines if line.kind == "ending"]))
        self.at = self.signs = 0
        self.line: Line | None = None  # the last that was placed
        self._is_thorough = False
        self._choices: list[_Choice] = []

    def advance(self) -> bool:
        """Go as far as there is a way; tell whether all is covered."""
        if not self._is_thorough:
            start = self._choice([])
            self._go_straight()
            if self._is_covered():
                return True
            self._back_to(start)
            self._is_thorough = True
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
        self._take(_Way(len(stream.texts[stream.at]), stream))

    def _go_straight(self) -> None:
        """Go on as long as there is a way, the next line first: where all is covered, no other is asked for."""
        text, stock, body = self.text, self.stock, self.body
        ending = self.streams[1]
        while True:
            if body.at < len(body.texts) and text.startswith(line := body.texts[body.at], self.at):
                self.line = body.lines[body.at]
                body.at, self.at = body.at + 1, self.at + len(line)
            elif ending.at < len(ending.texts) and text.startswith(ending.texts[ending.at], self.at):
                self.place(ending)
            elif takes := self.takes(self.at):
                length, number = takes[0]
                stock.use(number)
                self.at += length
            elif text[self.at : self.at + 1] in stock.signs:
                self._take(_SIGN)
            elif ways := self._ways_with_claims():
                self._take(ways[0])
            else:
                break

    def _go_on(self, most: int) -> int:
        """Go on as long as there is a way; give how many steps were taken, `most` at the most."""
        steps = 0
        while steps < most and (ways := self._ways()):
            if len(ways) > 1:
                self._choices.append(self._choice(ways[1:]))
            self._take(ways[0])
            steps += 1
        return steps

    def _ways(self) -> list[_Way]:
        """List the ways to go on from here, the longest first."""
        ways: list[_Way] = []
        for stream in self.streams:
            if stream.at < len(stream.texts):
                line = stream.texts[stream.at]
                if self.text.startswith(line, self.at):
                    ways.append(_Way(len(line), stream))
        ways += [_Way(size, None, (number,)) for size, number in self.takes(self.at)]
        ways += self._ways_with_claims()
        ways.sort(key=_length, reverse=True)
        if self.text[self.at : self.at + 1] in self.stock.signs:
            ways.append(_SIGN)
        return ways

    def takes(self, at: int) -> list[tuple[int, int]]:
        """Find what claims take out at a place, and the facts that may stand there: (length, number) each."""
        return self.stock.takes(self.text, at, *self._items())

    def _items(self) -> tuple[int, int]:
        """Tell the numbers of the items above and below."""
        lines, head = self.body.lines, self.body.at
        return (
            lines[head - 1].item if head else 0,
            lines[head].item if head < len(lines) else sys.maxsize,
        )

    def _ways_with_claims(self) -> list[_Way]:
        """List the ways over lines with claims within, and over what claims put in as a whole."""
        ways: list[_Way] = []
        for stream in self.streams:
            if stream.at < len(stream.texts):
                line = stream.texts[stream.at]
                ways += [_Way(length, stream, used) for length, used in self._over(line)]
                if (put := self.stock.put(line)) >= 0:
                    ways.append(_Way(0, stream, (put,)))
        for number, fact in self.stock.facts_left(*self._items()):
            ways += [_Way(length, None, (number, *used)) for length, used in self._over(fact.text) if length]
        return ways

    def _over(self, line: str) -> list[Over]:
        """Find the ways over a line with claims within."""
        may_begin = self.text.startswith(line[0], self.at) or self.stock.inner_puts(line, 0, ())
        if not may_begin:
            return []
        return ways_over(self.text, self.at, line, self.stock, is_one_enough=not self._is_thorough)

    def _take(self, way: _Way) -> None:
        """Go a way."""
        for number in way.used:
            self.stock.use(number)
        if way.stream is not None:
            if way.length:  # else it is one that was put in
                self.line = way.stream.lines[way.stream.at]
            way.stream.at += 1
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
        used: list[int] = []
        for line in self.unplaced():
            if not (puts := self.puts(line.text, used)):
                return False
            used += puts
        return True

    def puts(self, line: str, used: Sequence[int] = ()) -> tuple[int, ...]:
        """Find what puts a whole line in, besides some; nothing where that is not all of it."""
        if (number := self.stock.put(line, used)) >= 0:
            return (number,)
        ways = ways_over("", 0, line, self.stock, tuple(used))
        return ways[0][1] if ways else ()

    def unplaced(self) -> Iterator[Line]:
        """List the lines and facts that are not placed."""
        for stream in self.streams:
            yield from stream.lines[stream.at :]
        yield from (fact for _, fact in self.stock.facts_left())


def _length(way: _Way) -> int:
    return way.length
