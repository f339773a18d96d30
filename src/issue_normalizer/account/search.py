"""The ways over a text: at each place there begins a line of the output, a text of a claim, or a sign.

The first that fits is gone. Where the text is not covered that way, the others are tried from the last
places that had several. Within a line, too, claims take out of the text, or put in.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from issue_normalizer.account.lines import Line, Shown
from issue_normalizer.account.signs import SIGNS
from issue_normalizer.account.stock import Stock

_STEPS: Final = 1000  # other ways that are tried, where the text and the output seem to differ
_BACK: Final = 40  # stretches of lines that are gone back for them
_WITHIN: Final = 60  # places within a line that lead no further
_SLACK: Final = 16  # characters by which two texts may seem to be alike for longer

# How far a text is covered: up to a character, by so many lines of its body, and what is left of the stock.
Place: TypeAlias = tuple[int, int, bytes]


class Search:
    """A text, and the lines and claims that may cover it."""

    def __init__(self, text: str, shown: Shown, stock: Stock) -> None:
        self.text, self.stock = text, stock
        self.lines, self.places, self.items = shown.body, shown.places, shown.items

    def go_on(self, start: Place) -> Place:
        """Go as far as there is a way."""
        place, furthest = start, -1
        trail = deque([start], maxlen=_BACK)
        while place[0] > furthest:
            furthest = self._straight(place, trail)
            if self.is_covered(trail[-1]):
                return trail[-1]
            place = self._further(trail)
        return place

    def _straight(self, place: Place, trail: deque[Place]) -> int:
        """Go as far as the first way goes; add the places to the trail, each behind a stretch of lines."""
        text, lines, stock = self.text, self.lines, self.stock
        while True:
            at, body, left = place
            while body < len(lines) and text.startswith(line := lines[body], at):
                body, at = body + 1, at + len(line)
            place = (at, body, left)
            trail.append(place)
            first = text[at : at + 1]
            if first in stock.firsts and (there := stock.there(left, text, at, self.near(body))):
                size, number = there[-1]
                place = (at + size, body, stock.without(left, number))
            elif first in SIGNS:
                place = (at + 1, body, left)
            elif way := next(self._with_claims(place), None):
                place = way
            else:
                return at

    def _further(self, trail: Sequence[Place]) -> Place:
        """Try other ways, from the last places that had several; give the last where none leads further."""
        furthest = trail[-1]
        ways = [self._ways(trail[0])]
        seen: set[Place] = set()
        while ways and len(seen) < _STEPS:
            place = next(ways[-1], None)
            if place is None:
                ways.pop()
            elif place[0] > furthest[0] or self.is_covered(place):
                return place
            elif place not in seen:
                seen.add(place)
                ways.append(self._ways(place))
        return furthest

    def _ways(self, place: Place) -> Iterator[Place]:
        """Give the ways to go on from here, the likeliest first."""
        at, body, left = place
        if body < len(self.lines) and self.text.startswith(self.lines[body], at):
            yield (at + len(self.lines[body]), body + 1, left)
        for size, number in reversed(self.stock.there(left, self.text, at, self.near(body))):
            yield (at + size, body, self.stock.without(left, number))
        yield from self._with_claims(place)
        if self.text[at : at + 1] in SIGNS:
            yield (at + 1, body, left)

    def _with_claims(self, place: Place) -> Iterator[Place]:
        """Give the ways over lines with claims within, and over what claims put in as a whole."""
        at, body, left = place
        if body < len(self.lines):
            for end, rest in _ways_over(self.text, at, self.lines[body], self.stock, left):
                yield (end, body + 1, rest)
            for put in self.stock.puts.find(left, self.lines[body]):
                yield (at, body + 1, self.stock.without(left, put))
        for number, text in self.stock.pieces(left, self.near(body)):
            for end, rest in _ways_over(self.text, at, text, self.stock, left):
                if end > at and rest[number]:
                    yield (end, body, self.stock.without(rest, number))

    def near(self, body: int) -> list[int]:
        """Give the numbers of the items above and below a line, and of those between them."""
        above = self.items[body - 1] if body else 0
        below = self.items[body] if body < len(self.items) else self.stock.last
        return [item for item in range(above, min(below, self.stock.last) + 1)]  # noqa: C416 - compiled, a loop

    def is_covered(self, place: Place) -> bool:
        """Tell whether nothing of the text is left, nor of the output but what claims put in."""
        if place[0] < len(self.text):
            return False
        left: bytes | None = place[2]
        for line in self.unplaced(place):
            if left is not None:
                left = self.without_put(line.text, left)
        return left is not None

    def without_put(self, line: str, left: bytes) -> bytes | None:
        """Use up what puts a whole line in; None where that is not all of it."""
        for number in self.stock.puts.find(left, line):
            return self.stock.without(left, number)
        way = next(_ways_over("", 0, line, self.stock, left), None)
        return way[1] if way else None

    def unplaced(self, place: Place) -> list[Line]:
        """List the lines and facts that are not placed."""
        _, body, left = place
        lines = [Line(text, self.places[at], 0) for at, text in enumerate(self.lines[body:], body)]
        return [*lines, *map(self.stock.fact, self.stock.facts_left(left, range(self.stock.last + 1)))]


def _ways_over(text: str, at: int, line: str, stock: Stock, left: bytes) -> Iterator[tuple[int, bytes]]:
    """Find ways over a line with claims within: where the text goes on, and what is left of the stock."""
    first = text[at : at + 1]
    if not (first == line[0] or line[0] in stock.puts.sizes or first in stock.pairs.sizes):
        return
    places = [(at, 0, left)]
    seen: set[tuple[int, int, bytes]] = set()  # since there was something new
    furthest = -1
    while places and len(seen) < _WITHIN:
        if (place := places.pop()) in seen:
            continue
        start, behind, left = place
        run = _common(text, line, start, behind)
        if behind + run > furthest:
            furthest = behind + run
            seen.clear()
            del places[:-_WITHIN]
        seen.add(place)
        if behind and behind + run == len(line):
            yield start + run, left
        if not run and behind and line[behind : behind + 1] in SIGNS:  # it parts what was put in
            places.append((start, behind + 1, left))
        # What comes next may begin as a claim's text does, so that both seem to be alike for longer.
        for back in range(min(run, stock.longest + _SLACK), -1, -1):
            places += _with_claim(text, start + run - back, line, behind + run - back, stock, left)


def _with_claim(
    text: str, at: int, line: str, behind: int, stock: Stock, left: bytes
) -> list[tuple[int, int, bytes]]:
    """List where claims lead to from a place of a text and one of a line."""
    places = [
        (at, behind + size, stock.without(left, number))
        for size, number in stock.puts.there(left, line, behind)
        if number in stock.inside
    ]
    places += [
        (at + size, behind + len(form), stock.without(left, number))
        for size, number in stock.pairs.there(left, text, at)
        for form in stock.forms[number]
        if line.startswith(form, behind)
    ]
    if 0 < behind < len(line):
        places += [
            (at + size, behind, stock.without(left, number))
            for size, number in stock.takes.there(left, text, at)
            if number in stock.inside
        ]
    return places


def _common(one: str, other: str, at: int, beside: int) -> int:
    """Count the characters that are equal from two places on."""
    limit = min(len(one) - at, len(other) - beside)
    length, step = 0, 512
    while length < limit and step:
        step = min(step, limit - length)
        if other.startswith(one[at + length : at + length + step], beside + length):
            length += step
        else:
            step //= 2
    return length
