"""Dates of earlier issues: the form sorts them, so that digits in common may be of two dates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from issue_normalizer.account.shown import TAIL, Shown
from issue_normalizer.account.words import Letters

DATE: Final = re.compile(r"((?:19|20)\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])日?")

_Date: TypeAlias = tuple[int, int, int]  # year, month, day


class _Dated(NamedTuple):
    """The dates of a text: where each stands, in order, and which there are."""

    spans: list[tuple[int, int, _Date]]
    dates: set[_Date]

    def at(self, place: int) -> _Date | None:
        """Give the date that a place is of."""
        index = bisect_right(self.spans, place, key=lambda span: span[0]) - 1
        return self.spans[index][2] if index >= 0 and place < self.spans[index][1] else None


class Dates:
    """The dates that were taken in, and those that the issue's tail shows; found when first asked for."""

    def __init__(self, taken: Letters, shown: Shown) -> None:
        self._texts = (taken, shown)
        self._found: tuple[_Dated, _Dated] | None = None

    def is_shown(self, at: int) -> bool:
        """Tell whether a place of what was taken in is of a date that the tail shows."""
        taken, shown_dates = self._find()
        return taken.at(at) in shown_dates.dates

    def is_lost(self, at: int) -> bool:
        """Tell whether a place of what was taken in is of a date that the tail does not show."""
        taken, shown_dates = self._find()
        date = taken.at(at)
        return date is not None and date not in shown_dates.dates

    def was_taken(self, at: int) -> bool:
        """Tell whether a place of what is shown in the tail is of a date that was taken in."""
        taken, shown_dates = self._find()
        return shown_dates.at(at) in taken.dates

    def _find(self) -> tuple[_Dated, _Dated]:
        if self._found is None:
            taken, (shown, zones, _) = self._texts
            ends = [*(zone.start for zone in zones[1:]), len(shown.text)]
            tails = [(zone.start, end) for zone, end in zip(zones, ends, strict=False) if zone.kind in TAIL]
            self._found = _dated(taken, [(0, len(taken.text))]), _dated(shown, tails)
        return self._found


def _dated(letters: Letters, stretches: Sequence[tuple[int, int]]) -> _Dated:
    """Find the dates in stretches of a text; white space ends one."""
    text, breaks = letters
    spans: list[tuple[int, int, _Date]] = []
    for start, end in stretches:
        place = start
        for stop in (*breaks[bisect_right(breaks, start) : bisect_left(breaks, end)], end):
            spans += [
                (*match.span(), (int(match[1]), int(match[2]), int(match[3])))
                for match in DATE.finditer(text, place, stop)
            ]
            place = stop
    return _Dated(spans, {span[2] for span in spans})
