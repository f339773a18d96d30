"""What a run asks of an engine: a map of tasks, each tried again where it or its worker fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, Protocol

from issue_normalizer.errors import UsageError

TRIES = 3  # after the first, of a task that fails: storage has bad moments


class Engine(Protocol):
    """Where tasks are done."""

    def map(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        """Do all tasks, a few for each worker at a time; give the results as they come, and keep none."""

    def close(self) -> None:
        """Let the workers go."""


def start(name: str, scheduler: str | None, workers: int) -> Engine:
    """Start an engine, or join the one of a scheduler. Raises UsageError where it is not to be had."""
    try:
        module = import_module(f"issue_normalizer.cluster.engines.{name}")
    except ImportError as error:
        extra = "ray" if name == "ray" else "cluster"
        raise UsageError(
            f"--engine {name}: {error.name} is not installed; install `issue-normalizer[{extra}]`"
        ) from None
    engine: Engine = module.start(scheduler, workers)
    return engine
