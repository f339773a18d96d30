"""Runs of `normalize cluster` in this process, and engines that are stopped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

import issue_normalizer
from issue_normalizer.cli import main
from issue_normalizer.cluster.engines import Engine
from issue_normalizer.cluster.engines.serial import Serial
from issue_normalizer.cluster.plan import make_plan
from issue_normalizer.cluster.run import Run, RunSummary
from issue_normalizer.cluster.settings import ClusterSettings
from issue_normalizer.cluster.stages import StageWatcher

HANGING = Path(__file__).with_name("hanging")
# For children in which pages may hang: they take this very package, not another that is installed.
HANGING_PATH = os.pathsep.join(map(str, (HANGING, Path(issue_normalizer.__file__).parent.parent)))
_DEFAULT = ClusterSettings()


def run(
    source: object,
    dataset: object,
    settings: ClusterSettings = _DEFAULT,
    engine: Engine | None = None,
    step: Callable[[], None] = lambda: None,
) -> RunSummary:
    """Run all stages; `step` is called after each task."""
    plan = make_plan(str(source), settings)
    watcher = StageWatcher(lambda _stage, _count: None, step)
    return Run(str(dataset), plan, settings, engine or Serial(), watcher).summary()


def cluster(*arguments: object) -> Result:
    """Run `normalize cluster` in this process."""
    result = CliRunner().invoke(main, ["cluster", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def rows(dataset: Path, table: str) -> list[dict[str, Any]]:
    """Read a table."""
    import pyarrow.parquet as pq

    return [row for path in sorted((dataset / table).iterdir()) for row in pq.read_table(path).to_pylist()]


class StoppedError(Exception):
    """A driver is no more."""


class Stopping:
    """An engine whose driver ends after so many tasks, done and undone ones mixed."""

    def __init__(self, tasks: int) -> None:
        self.tasks = tasks

    def map(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        """Do tasks, the last one first."""
        for task in reversed(list(tasks)):
            if self.tasks == 0:
                raise StoppedError
            self.tasks -= 1
            yield function(task)

    def close(self) -> None:
        """Nothing is held."""
