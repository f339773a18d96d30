"""One process, no engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any


class Serial:
    """Does tasks one after the other."""

    def map(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        """Do all tasks in order."""
        return map(function, tasks)

    def close(self) -> None:
        """Nothing is held."""
