"""The ways over a text: at each place there begins a line of the output, a text of a claim, or a sign.

The first that fits is gone. Where the text is not covered that way, the others are tried from the last
places that had several.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.account.lines import Line
from issue_normalizer.account.stock import Stock
from issue_normalizer.account.ways import ways_over

_TRIES: Final = 60  # other ways, where the text and the output seem to differ
_STEPS: Final = 3000  # that are taken on them
_BACK: Final = 40  # stretches of lines that are gone back for them
_ALL: Final = (0, sys.maxsize)  # items


class Place(Struct, frozen=True, gc=False):
    """How far a text is covered: up to `at`, by so many lines of the text and of its ending, and by signs.

    `left` is what is left of the stock.
    """

    at: int
    body: int
    ending: int
    left: bytes
    signs: int = 0


class Search:
    """A text, and the lines and claims that may cover it."""

    def __init__(self, text: str, lines: Sequence[Line], stock: Stock) -> None:
        self.text, self.stock = text, stock
        self.body = [line for line in lines if line.kind == "text"]
        self.ending = [line for line in lines if line.kind == "ending"]
        self.start = Place(0, 0, 0, stock.all)

    def go_on(self, start: Place) -> Place:
        """Go as far as there is a way."""
        while True:
            trail = self._straight(start)
            if self.is_covered(trail[-1]):
                return trail[-1]
            start = self._further(trail)
            if start.at <= trail[-1].at:
                return start

    def _straight(self, place: Place) -> list[Place]:
        """Go as far as the first way goes; give the last places, each behind a stretch of lines."""
        text, stock, body = self.text, self.stock, self.body
        trail = deque([place], maxlen=_BACK)
        while True:
            at, head = place.at, place.body
            while head < len(body) and text.startswith(line := body[head].text, at):
                head, at = head + 1, at + len(line)
            place = Place(at, head, place.ending, place.left, place.signs)
            trail.append(place)
            ending = self.ending[place.ending].text if place.ending < len(self.ending) else ""
            if ending and text.startswith(ending, at):
                place = Place(at + len(ending), head, place.ending + 1, place.left, place.signs)
            elif takes := self.takes(place, at):
                size, number = takes[-1]
                left = stock.without(place.left, number)
                place = Place(at + size, head, place.ending, left, place.signs)
            elif text[at : at + 1] in stock.signs:
                place = Place(at + 1, head, place.ending, place.left, place.signs + 1)
            elif ways := self._ways_with_claims(place, is_one_enough=True):
                place = ways[0]
            else:
                return list(trail)

    def _further(self, trail: Sequence[Place]) -> Place:
        """Try other ways, from the last places that had several; give the last where none leads further."""
        furthest = trail[-1]
        choices = [[trail[0]]]
        tries = steps = 0
        while choices and tries < _TRIES and steps < _STEPS:
            place = choices[-1].pop(0)
            if not choices[-1]:
                choices.pop()
            while place.at <= furthest.at and (ways := self._ways(place)):
                if len(ways) > 1:
                    choices.append(ways[1:])
                place = ways[0]
                steps += 1
            if place.at > furthest.at or self.is_covered(place):
                return place
            tries += 1
        return furthest

    def _ways(self, place: Place) -> list[Place]:
        """List the ways to go on from here, the longest first."""
        ways: list[Place] = []
        for line, passed in self._heads(place):
            if self.text.startswith(line, place.at):
                ways.append(replace(passed, at=place.at + len(line)))
        for size, number in self.takes(place, place.at):
            ways.append(replace(place, at=place.at + size, left=self.stock.without(place.left, number)))
        ways += self._ways_with_claims(place, is_one_enough=False)
        ways.sort(key=_at, reverse=True)
        if self.text[place.at : place.at + 1] in self.stock.signs:
            ways.append(replace(place, at=place.at + 1, signs=place.signs + 1))
        return ways

    def _heads(self, place: Place) -> list[tuple[str, Place]]:
        """List the lines that come next, and what the place is behind each."""
        heads: list[tuple[str, Place]] = []
        if place.body < len(self.body):
            heads.append((self.body[place.body].text, replace(place, body=place.body + 1)))
        if place.ending < len(self.ending):
            heads.append((self.ending[place.ending].text, replace(place, ending=place.ending + 1)))
        return heads

    def _ways_with_claims(self, place: Place, *, is_one_enough: bool) -> list[Place]:
        """List the ways over lines with claims within, and over what claims put in as a whole."""
        ways: list[Place] = []
        for line, passed in self._heads(place):
            for at, left in self._over(line, place, is_one_enough=is_one_enough):
                ways.append(replace(passed, at=at, left=left))
            if (put := self.stock.puts.find(place.left, line)) >= 0:
                ways.append(replace(passed, left=self.stock.without(place.left, put)))
        for number, fact in self.stock.facts_left(place.left, self._items(place)):
            for at, left in self._over(fact.text, place, is_one_enough=is_one_enough):
                if at > place.at:
                    ways.append(replace(place, at=at, left=self.stock.without(left, number)))
        return ways

    def _over(self, line: str, place: Place, *, is_one_enough: bool) -> list[tuple[int, bytes]]:
        """Find the ways over a line with claims within."""
        if not (self.text.startswith(line[0], place.at) or self.stock.inner_puts.there(place.left, line, 0)):
            return []
        return ways_over(self.text, place.at, line, self.stock, place.left, is_one_enough=is_one_enough)

    def takes(self, place: Place, at: int) -> list[tuple[int, int]]:
        """Find what claims take out at a place, and the facts that may stand there, the longest last."""
        return self.stock.takes(place.left, self.text, at, self._items(place))

    def _items(self, place: Place) -> tuple[int, int]:
        """Tell the numbers of the items above and below."""
        return (
            self.body[place.body - 1].item if place.body else 0,
            self.body[place.body].item if place.body < len(self.body) else sys.maxsize,
        )

    def is_covered(self, place: Place) -> bool:
        """Tell whether nothing of the text is left, nor of the output but what claims put in."""
        if place.at < len(self.text):
            return False
        left = place.left
        for line in self.unplaced(place):
            if (rest := self.without_put(line.text, left)) is None:
                return False
            left = rest
        return True

    def without_put(self, line: str, left: bytes) -> bytes | None:
        """Use up what puts a whole line in; None where that is not all of it."""
        if (number := self.stock.puts.find(left, line)) >= 0:
            return self.stock.without(left, number)
        ways = ways_over("", 0, line, self.stock, left)
        return ways[0][1] if ways else None

    def unplaced(self, place: Place) -> Iterator[Line]:
        """List the lines and facts that are not placed."""
        yield from self.body[place.body :]
        yield from self.ending[place.ending :]
        yield from (fact for _, fact in self.stock.facts_left(place.left, _ALL))


def _at(place: Place) -> int:
    return place.at
