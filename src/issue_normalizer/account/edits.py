"""The text of a body as the parser gave it -> as it is read: what a reader changed in between, it claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from issue_normalizer.claims import Claim

_NEAR: Final = 8  # edits of a kind that are looked through: they stand in order, but for tables in tables
_GRAM: Final = 8  # as many equal characters in a row are no accident
_MOVED: Final = ("moved", True)
_ANY_NUMBER: Final = "played"  # of such edits may be made, or none
_REACH: Final = 1000


class Followed(Struct, frozen=True, gc=False):
    """Text that is gone, and text that came, without a claim."""

    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def follow(before: str, after: str, edits: Sequence[Claim]) -> Followed:
    """Go along two texts, white space out of both, and find what no edit explains."""
    if before == after:
        return Followed()
    lost: list[str] = []
    added: list[str] = []
    at = beside = 0
    pending: dict[tuple[str, bool], list[Claim]] = {}  # each kind in the order of the text
    for edit in edits:
        pending.setdefault((edit.reason, bool(edit.taken)), []).append(edit)
    while True:
        run = common(before, after, at, beside)
        at, beside = at + run, beside + run
        if at == len(before) and beside == len(after):
            added += (edit.taken for edit in pending.get(_MOVED, ()))
            return Followed(tuple(lost), tuple(added))
        if kind := _next(before, after, (at, beside), pending):
            edit = pending[kind].pop(0)
            at, beside = at + len(edit.taken), beside + len(edit.shown)
            continue
        fitting = [
            (_rank(before, after, (at, beside), back, waiting[index:]), back, -index, kind)
            for kind, waiting in pending.items()
            for index, edit in enumerate(waiting[:_NEAR])
            if not index or edit != waiting[index - 1]
            for back in _steps_back(before, after, (at, beside), run, edit)
            if kind[0] != _ANY_NUMBER or back < len(edit.shown)  # else it could go on for ever
        ]
        if fitting:
            _, back, index, kind = max(fitting)
            edit = pending[kind][-index] if kind[0] == _ANY_NUMBER else pending[kind].pop(-index)
            at, beside = at - back + len(edit.taken), beside - back + len(edit.shown)
            while edit.reason == "moved" and edit.shown:  # from further down; of one table, all together
                pending.setdefault(_MOVED, []).append(Claim("moved", edit.shown))
                if -index == len(pending[kind]) or not after.startswith(pending[kind][-index].shown, beside):
                    break
                edit = pending[kind].pop(-index)
                beside += len(edit.shown)
            continue
        next_at, next_beside = resume(before, after, at, beside)
        lost += (before[at:next_at],) if next_at > at else ()
        added += (after[beside:next_beside],) if next_beside > beside else ()
        at, beside = next_at, next_beside


def _next(
    before: str, after: str, places: tuple[int, int], pending: Mapping[tuple[str, bool], Sequence[Claim]]
) -> tuple[str, bool] | None:
    """Find the kind whose next edit is plainly what differs here: long stretches behind it are alike."""
    at, beside = places
    for kind, waiting in pending.items():
        if waiting and kind[0] not in (_ANY_NUMBER, "moved"):
            edit = waiting[0]
            if before.startswith(edit.taken, at) and after.startswith(edit.shown, beside):
                behind = before[at + len(edit.taken) : at + len(edit.taken) + _GRAM]
                if len(behind) == _GRAM and after.startswith(behind, beside + len(edit.shown)):
                    return kind
    return None


def _steps_back(before: str, after: str, places: tuple[int, int], run: int, edit: Claim) -> Iterator[int]:
    """Tell how far before a difference an edit may begin.

    What comes next may begin as the edit does, so that the texts seem to be alike for longer.
    """
    taken, shown = edit.taken, edit.shown
    at, beside = places
    text, sought, place = (before, taken, at) if taken else (after, shown, beside)
    found = text.find(sought, place - min(run, len(sought)), place + len(sought)) if sought else -1
    while found >= 0:
        if after.startswith(shown, beside - place + found):
            yield place - found
        found = text.find(sought, found + 1, place + len(sought))


def _rank(
    before: str, after: str, places: tuple[int, int], back: int, edits: Sequence[Claim]
) -> tuple[int, int, int]:
    """Rank the first of some edits: the more it says, and the more is alike behind it, the better.

    Of equal ones, it is the nearest. What came out of one table stands together.
    """
    edit, *others = edits
    at, beside = places[0] - back + len(edit.taken), places[1] - back + len(edit.shown)
    for other in others if edit.reason == "moved" and edit.shown else ():
        if not after.startswith(other.shown, beside):
            break
        beside += len(other.shown)
    alike = min(common(before, after, at, beside), _GRAM)
    length = len(edit.taken) + len(edit.shown)
    return alike + length, alike, -back


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


def resume(one: str, other: str, at: int, beside: int) -> tuple[int, int]:
    """Find where two texts go on alike behind a difference, with the fewest characters left out."""
    best, cost = (min(len(one), at + _REACH), min(len(other), beside + _REACH)), 2 * _REACH
    for skipped in range(min(_REACH, len(one) - at)):
        if skipped >= cost:
            break
        gram = one[at + skipped : at + skipped + _GRAM]
        found = other.find(gram, beside, beside + cost - skipped + len(gram))
        if found >= 0 and skipped + found - beside < cost:
            best, cost = (at + skipped, found), skipped + found - beside
    return best
