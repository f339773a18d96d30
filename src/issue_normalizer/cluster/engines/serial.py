"""One process, no engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from issue_normalizer.cluster.engines import TRIES
from issue_normalizer.errors import UsageError


class Serial:
    """Does tasks one after the other."""

    def map(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        """Do all tasks in order."""
        return (_tried(function, task) for task in tasks)

    def close(self) -> None:
        """Nothing is held."""


def _tried(function: Callable[[Any], Any], task: Any) -> Any:  # noqa: ANN401
    for _ in range(TRIES):
        with suppress(Exception):
            return function(task)
    return function(task)


def start(scheduler: str | None, _: int) -> Serial:
    """Start nothing. Raises UsageError where a scheduler is named."""
    if scheduler:
        raise UsageError("--scheduler: the engine `serial` has none; choose --engine dask or ray")
    return Serial()
