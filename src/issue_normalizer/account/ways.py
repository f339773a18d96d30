"""The ways over a line that begins at a place of a text: within it, claims take out, or put in."""

from __future__ import annotations

from typing import Final, TypeAlias

from msgspec import Struct

from issue_normalizer.account.stock import Stock

_MOST: Final = 60  # places within a line that are gone on from
_SLACK: Final = 16  # characters by which two texts may seem to be alike for longer

Over: TypeAlias = tuple[int, bytes]  # where the text goes on, and what is left of the stock
_Start: TypeAlias = tuple[int, int, bytes]  # where in the text and in the line, and what is left of the stock


class _Place(Struct, frozen=True):
    """Where the text and a line differ; `back` characters before it were looked at."""

    at: int
    behind: int
    run: int  # characters before it that are alike
    left: bytes
    back: int = 0


def ways_over(
    text: str, at: int, line: str, stock: Stock, left: bytes, *, is_one_enough: bool = True
) -> list[Over]:
    """Find ways over a line that use a claim at least, the likeliest first."""
    found: list[Over] = []
    further: list[_Start] = [(at, 0, left)]
    seen: set[_Start] = set()
    places: list[_Place] = []
    for _ in range(_MOST):
        for start in reversed(further):
            if start not in seen:
                seen.add(start)
                run = common(text, line, start[0], start[1])
                places.append(_Place(start[0] + run, start[1] + run, run, start[2]))
                if places[-1].behind == len(line) and len(seen) > 1:
                    found.append((places[-1].at, start[2]))
        if not places or (found and is_one_enough):
            break
        place = places.pop()
        further, back = _further(text, line, place, stock)
        if further:
            places.append(_Place(place.at, place.behind, place.run, place.left, back))
    return found


def _further(text: str, line: str, place: _Place, stock: Stock) -> tuple[list[_Start], int]:
    """Go on behind the nearest claims that begin at a place, or before it; tell how far before.

    What comes next may begin as a claim's text does, so that both seem to be alike for longer.
    """
    left = place.left
    for back in range(place.back, min(place.run, stock.longest + _SLACK) + 1):
        at, behind = place.at - back, place.behind - back
        takes = stock.inner_takes(left, text, at) if behind else ()
        further = [(at + size, behind, stock.without(left, number)) for size, number in takes]
        for size, number in stock.inner_puts(left, line, behind):
            further.append((at, behind + size, stock.without(left, number)))
        if behind and not place.run and line[behind : behind + 1] in stock.signs:  # it parts what was put in
            further.append((at, behind + 1, left))
        if further:
            return further, back + 1
    return [], 0


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
