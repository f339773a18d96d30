"""The ways over a line that begins at a place of a text: within it, claims take out, or put in."""

from __future__ import annotations

from typing import Final, TypeAlias

from msgspec import Struct

from issue_normalizer.account.stock import Stock

_MOST: Final = 60  # places within a line that are gone on from
_SLACK: Final = 16  # characters by which two texts may seem to be alike for longer

Over: TypeAlias = tuple[int, tuple[int, ...]]  # the length in the text, and the claims that are used

_Start: TypeAlias = tuple[int, int, tuple[int, ...]]  # where in the text and in the line, and what is used


class _Place(Struct, frozen=True):
    """Where the text and a line differ, behind what is used; `back` characters before it were looked at."""

    at: int
    behind: int
    run: int  # characters before it that are alike
    used: tuple[int, ...]
    back: int = 0


def ways_over(
    text: str, at: int, line: str, stock: Stock, before: tuple[int, ...] = (), *, is_one_enough: bool = True
) -> list[Over]:
    """Find ways over a line that use a claim at least, the likeliest first; `before` is used already."""
    found: list[Over] = []
    seen: set[_Start] = set()
    further: list[_Start] = [(at, 0, before)]
    places: list[_Place] = []
    for _ in range(_MOST):
        for start, behind, used in reversed(further):
            if (key := (start, behind, tuple(sorted(used)))) in seen:
                continue
            seen.add(key)
            run = common(text, line, start, behind)
            if behind + run == len(line) and len(used) > len(before):
                found.append((start + run - at, used[len(before) :]))
            places.append(_Place(start + run, behind + run, run, used))
        if not places or (found and is_one_enough):
            break
        place = places.pop()
        further, back = _further(text, line, place, stock)
        if further:
            places.append(_Place(place.at, place.behind, place.run, place.used, back))
    return found


def _further(text: str, line: str, place: _Place, stock: Stock) -> tuple[list[_Start], int]:
    """Go on behind the nearest claims that begin at a place, or before it; tell how far before.

    What comes next may begin as a claim's text does, so that both seem to be alike for longer.
    """
    used = place.used
    for back in range(place.back, min(place.run, stock.longest + _SLACK) + 1):
        at, behind = place.at - back, place.behind - back
        takes = stock.inner_takes(text, at, used) if behind else ()
        further = [(at + size, behind, (*used, n)) for size, n in takes]
        further += [(at, behind + size, (*used, n)) for size, n in stock.inner_puts(line, behind, used)]
        if used and not place.run and line[behind : behind + 1] in stock.signs:  # it parts what was put in
            further.append((at, behind + 1, used))
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
