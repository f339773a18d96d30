"""Two texts -> what they have in common, in order. Linear: both are walked once, with a window."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from issue_normalizer.patterns import rare

_GRAM: Final = 8  # as many equal characters in a row are no accident
_SHORTEST: Final = 4  # near the end of a text, so many must do
REACH: Final = 4000  # characters that are looked ahead
_SIGN = rare(r"\W")
_STEPS = (64, 512, REACH)  # most texts go on alike soon: what is near is looked at first


class Match(NamedTuple):
    """A stretch that both texts have: where it starts in each, and its length."""

    taken: int
    shown: int
    length: int


class Gap(NamedTuple):
    """What stands between two matches: a stretch of either text, one of which may be empty."""

    taken: int
    taken_end: int
    shown: int
    shown_end: int


class Alignment(NamedTuple):
    """Matches and the gaps between them, each in order."""

    matches: tuple[Match, ...]
    gaps: tuple[Gap, ...]


def align(taken: str, shown: str, breaks: Sequence[int] = ()) -> Alignment:
    """Align two texts. Of several ways to go on behind a difference, the shortest is taken.

    `breaks` are the places of the shown text, in order, that a gap may be divided at where it is long.
    """
    matches: list[Match] = []
    gaps: list[Gap] = []
    at_taken = at_shown = 0
    while at_taken < len(taken) or at_shown < len(shown):
        length = _common(taken, shown, at_taken, at_shown)
        if length:
            matches.append(Match(at_taken, at_shown, length))
            at_taken, at_shown = at_taken + length, at_shown + length
            continue
        next_taken, next_shown = _resume(taken, shown, at_taken, at_shown)
        gap = Gap(at_taken, next_taken, at_shown, next_shown)
        at_taken, at_shown = next_taken, next_shown
        if matches and at_shown == gap.shown and (by := _slide(taken, gap.taken, gap.taken_end)):
            last = matches.pop()
            if last.length > by:
                matches.append(Match(last.taken, last.shown, last.length - by))
            gap = Gap(gap.taken - by, gap.taken_end - by, gap.shown - by, gap.shown_end - by)
            at_taken, at_shown = gap.taken_end, gap.shown_end
        gaps += (gap,) if gap.shown_end - gap.shown <= REACH else _divided(gap, shown, breaks)
    return Alignment(tuple(matches), tuple(gaps))


def _divided(gap: Gap, shown: str, breaks: Sequence[int]) -> list[Gap]:
    """Divide what is shown in a gap, where no word is cut: in a long text, a word takes long to find."""
    pieces: list[Gap] = []
    while gap.shown_end - gap.shown > REACH:
        start = gap.shown + REACH
        index = bisect_left(breaks, start)
        place = breaks[index] if index < len(breaks) else gap.shown_end
        if place - start > REACH and (sign := _SIGN.search(shown, start, gap.shown_end)):
            place = sign.end()
        if place >= gap.shown_end:
            break
        pieces.append(gap._replace(shown_end=place))
        gap = Gap(gap.taken_end, gap.taken_end, place, gap.shown_end)
    return [*pieces, gap]


def _common(one: str, other: str, at: int, beside: int) -> int:
    """Count the characters that are equal from two places on."""
    limit = min(len(one) - at, len(other) - beside)
    if not limit or one[at] != other[beside]:
        return 0  # as behind every match
    length, step = 0, 512
    while length < limit and step:
        step = min(step, limit - length)
        if other.startswith(one[at + length : at + length + step], beside + length):
            length += step
        else:
            step = step // 4 or step // 2
    return length


def _slide(text: str, start: int, end: int) -> int:
    """Tell how far back a stretch that only one text has may as well stand, to end in a sign.

    In `摘要：摘自` beside `摘自`, what is missing is `摘要：`, not `要：摘`.
    """
    by = 0
    while by < start and text[start - by - 1] == text[end - by - 1] and by < _GRAM:
        by += 1
        if not text[end - by - 1].isalnum():
            return by
    return 0


def _resume(taken: str, shown: str, at: int, beside: int) -> tuple[int, int]:
    """Find where both texts go on alike; their ends, or the end of the window, where they do not."""
    if at >= len(taken) or beside >= len(shown):
        return len(taken), len(shown)
    for reach in _STEPS:
        if found := _resume_within(reach, taken, shown, at, beside):
            return found
    if at + REACH >= len(taken):
        return len(taken), len(shown)
    return at + REACH, beside


def _resume_within(reach: int, taken: str, shown: str, at: int, beside: int) -> tuple[int, int] | None:
    """Find where both texts go on alike with the fewest characters left out, fewer than `reach`."""
    best: tuple[int, int] | None = None
    cost = reach
    skipped = 0
    while skipped < cost and at + skipped < len(taken):
        start = at + skipped
        gram = taken[start : start + _GRAM]
        if skipped and len(gram) < _SHORTEST:
            break
        first = beside if skipped else beside + 1  # where both stand now, they differ
        found = shown.find(gram, first, beside + cost - skipped + len(gram))
        if found >= 0 and skipped + found - beside < cost:
            best, cost = (start, found), skipped + found - beside
        skipped += 1
    return best
