"""A stage: a map of tasks over the objects of the one before. A task's argument names what it makes."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from issue_normalizer.cluster.engines import Engine
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.regroup import STEP, Fragment, Lean, parted, regroup, steps_of
from issue_normalizer.cluster.tasks import Result, Task, perform
from issue_normalizer.cluster.versions import versions
from issue_normalizer.errors import UsageError


class Argument(Protocol):
    """What a task is given; `name` is what its objects are called, without ending."""

    @property
    def name(self) -> str: ...  # noqa: D102


A = TypeVar("A", bound=Argument)


class StageWatcher(Struct, frozen=True):
    """Who is told: that a stage of so many tasks begins, and of each task that is done."""

    begin: Callable[[str, int], None]
    step: Callable[[], None]


class Stages:
    """Runs stages over a dataset; `folder` is where what only one run needs is kept."""

    def __init__(self, dataset: str, folder: str, engine: Engine, watcher: StageWatcher) -> None:
        self.dataset, self.folder, self.engine, self.watcher = dataset, folder, engine, watcher

    def do(
        self, stage: str, work: Callable[[Objects, A], Result], arguments: Sequence[A]
    ) -> list[tuple[A, Result]]:
        """Do a task for each argument; give them with their results, in order. Raises UsageError."""
        self.watcher.begin(stage, len(arguments))
        ours = versions()
        tasks = (Task(self.dataset, f"{one.name}.{stage}.json", work, one, ours) for one in arguments)
        results: dict[str, Result] = {}
        for name, result in self.engine.map(perform, tasks):
            if isinstance(result, UsageError):
                raise result
            results[name.removesuffix(f".{stage}.json")] = result
            self.watcher.step()
        return [(one, results[one.name]) for one in arguments]

    def regrouped(
        self, rows: str, pieces: Iterable[Fragment], bits: int, lean: Lean | None = None
    ) -> list[tuple[int, tuple[Fragment, ...]]]:
        """Regroup rows by the first bits of where they go; give the objects of each bucket that has some."""
        groups: dict[int, list[Fragment]] = {0: [piece for piece in pieces if piece.rows]}
        skip = 0
        while skip < bits:
            step = math.ceil((bits - skip) / math.ceil((bits - skip) / STEP))  # levels of one size
            planned = list(steps_of(groups, f"{self.folder}/{rows}", skip, step, lean))
            found: dict[int, list[Fragment]] = defaultdict(list)
            done = self.do("regroup", regroup, [one for _, one in planned])
            for (bucket, _), (one, result) in zip(planned, done, strict=True):
                for part, piece in parted(bucket, one, result):
                    found[part].append(piece)
            groups, skip = found, skip + step
        return [(bucket, tuple(found)) for bucket, found in sorted(groups.items())]


def made(done: Iterable[tuple[A, Any]], rows: str) -> list[Fragment]:
    """Give the objects of rows of a kind that tasks made: each result counts its own."""
    return [Fragment(f"{one.name}.{rows}", result[rows]) for one, result in done]
