"""The ways over a line that begins at a place of a text: within it, claims take out, or put in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from issue_normalizer.account.signs import SIGNS
from issue_normalizer.account.stock import Stock

_MOST: Final = 60  # places within a line that lead no further
_SLACK: Final = 16  # characters by which two texts may seem to be alike for longer


def ways_over(text: str, at: int, line: str, stock: Stock, left: bytes) -> Iterator[tuple[int, bytes]]:
    """Find ways over a line, the likeliest first: where the text goes on, and what is left of the stock."""
    puts, takes, pairs = stock.inner_puts, stock.inner_takes, stock.pairs
    first = text[at : at + 1]
    if not (first == line[0] or line[0] in puts.sizes or first in pairs.sizes):
        return
    places = [(at, 0, left)]
    seen: set[tuple[int, int, bytes]] = set()  # since there was something new
    furthest = -1
    while places and len(seen) < _MOST:
        if (place := places.pop()) in seen:
            continue
        start, behind, left = place
        run = common(text, line, start, behind)
        if behind + run > furthest:
            furthest = behind + run
            seen.clear()
            del places[:-_MOST]
        seen.add(place)
        if behind and behind + run == len(line):
            yield start + run, left
        if not run and behind and line[behind : behind + 1] in SIGNS:  # it parts what was put in
            places.append((start, behind + 1, left))
        # What comes next may begin as a claim's text does, so that both seem to be alike for longer.
        for back in range(min(run, stock.longest + _SLACK), -1, -1):
            here, there = start + run - back, behind + run - back
            if line[there : there + 1] in puts.sizes:
                for size, number in puts.there(left, line, there):
                    places.append((here, there + size, stock.without(left, number)))
            if text[here : here + 1] in pairs.sizes:
                for size, number in pairs.there(left, text, here):
                    for form in stock.forms[number]:
                        if line.startswith(form, there):
                            places.append((here + size, there + len(form), stock.without(left, number)))
            if 0 < there < len(line) and text[here : here + 1] in takes.sizes:
                for size, number in takes.there(left, text, here):
                    places.append((here + size, there, stock.without(left, number)))


def common(one: str, other: str, at: int, beside: int) -> int:
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
