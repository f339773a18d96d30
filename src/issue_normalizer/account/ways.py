"""The ways over a line that begins at a place of a text: within it, claims take out, or put in."""

from __future__ import annotations

from typing import Final, TypeAlias

from issue_normalizer.account.stock import Stock

_MOST: Final = 60  # places within a line that are gone on from
_SLACK: Final = 16  # characters by which two texts may seem to be alike for longer

Over: TypeAlias = tuple[int, tuple[int, ...]]  # the length in the text, and the claims that are used


def ways_over(text: str, at: int, line: str, stock: Stock, before: tuple[int, ...] = ()) -> list[Over]:
    """Find ways over a line that use a claim at least, the likeliest first."""
    found: list[Over] = []
    seen: set[tuple[int, int, tuple[int, ...]]] = set()
    places: list[tuple[int, int, tuple[int, ...]]] = [(at, 0, before)]
    while places and len(seen) < _MOST:
        place, behind, used = places.pop()
        if (key := (place, behind, tuple(sorted(used)))) in seen:
            continue
        seen.add(key)
        run = common(text, line, place, behind)
        place, behind = place + run, behind + run
        if len(used) > len(before) and behind == len(line):
            found.append((place - at, used[len(before) :]))
        further: list[tuple[int, int, tuple[int, ...]]] = []
        # What comes next may begin as a claim's text does, so that both seem to be alike for longer.
        for back in range(min(run, stock.longest + _SLACK) + 1):
            here, there = place - back, behind - back
            if there:
                for size, number in stock.inner_takes(text, here, used):
                    further.append((here + size, there, (*used, number)))
            for size, number in stock.inner_puts(line, there, used):
                further.append((here, there + size, (*used, number)))
        if len(used) > len(before) and place == at and line[behind : behind + 1] in stock.signs:
            further.append((place, behind + 1, used))
        further.reverse()
        places += further
    return found


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
