"""A line that tells how far a long run is, on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

_PATIENCE = 1.0  # seconds: what takes less is not told of
_REFRESH = 0.1  # seconds between two states of the line
_TO_JUDGE = 0.02  # share that is done before the rest is guessed at
_MINUTE = 60
_HOUR = 3600


class Progress:
    """Counts what is done of `total`, 0 where that is not known, and shows it after a second."""

    def __init__(self, what: str, total: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self.what, self.total, self.clock = what, total, clock
        self.in_terminal = sys.stderr is not None and sys.stderr.isatty()
        self.start = clock()
        self.due = self.start + _PATIENCE
        self.count = 0

    def step(self, more: str = "") -> None:
        """Count one, and show the line if it is time to; `more` stands at its end."""
        self.count += 1
        now = self.clock()
        if self.in_terminal and now >= self.due:
            self.due = now + _REFRESH
            sys.stderr.write(f"\r\x1b[K{self.line(now)}{more}")
            sys.stderr.flush()

    def line(self, now: float) -> str:
        """Give the line as it is at a time."""
        passed = now - self.start
        if not self.count <= self.total:
            return f"{self.what}: {self.count} done, {self.count / passed:.0f}/s"
        share = self.count / self.total
        left = f", {_duration(passed / share - passed)} left" if share >= _TO_JUDGE else ""
        return f"{self.what}: {self.count} of {self.total} done, {self.count / passed:.0f}/s{left}"

    def clear(self) -> None:
        """Take the line away."""
        if self.in_terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _duration(seconds: float) -> str:
    """Write a time as people say it: `40 s`, `3 min`, `2 h 10 min`."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    minutes = round(seconds / _MINUTE)
    if seconds < _HOUR:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"
