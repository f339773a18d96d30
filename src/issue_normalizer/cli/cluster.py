"""`normalize cluster run SRC --out DATASET` and `normalize cluster export DATASET DIR`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from issue_normalizer.cli.batch_voice import tell_others
from issue_normalizer.cli.input import ReadingOptions
from issue_normalizer.cli.options import (
    PATH,
    config_option,
    forms_option,
    merge_option,
    reading_options,
    timeout_option,
)
from issue_normalizer.cli.output import INTERRUPTED, fail, fail_to_write, fail_usage, tell, write_line
from issue_normalizer.cli.progress import Progress
from issue_normalizer.cli.units import SIZE, as_size
from issue_normalizer.cluster.defaults import ENGINES, MEMORY, SHARD_PAGES
from issue_normalizer.errors import RefusedError, UsageError
from issue_normalizer.wording import counted

if TYPE_CHECKING:
    from issue_normalizer.cluster.run import RunSummary
    from issue_normalizer.cluster.settings import ClusterSettings

_MOST = 12  # damaged archives that are told


@click.group("cluster", no_args_is_help=False)
def cluster_command() -> None:
    """Turn web archives on object storage into tables, on one machine or many."""


@cluster_command.command("run", short_help="Convert web archives into a dataset of tables.")
@click.argument("source", metavar="SRC")
@click.option("--out", "dataset", required=True, metavar="DATASET", help="The address of the dataset.")
@click.option(
    "--engine", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True, help="Who works."
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Of a running cluster: tcp://…; else workers start here."
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(0, 256),
    default=0,
    metavar="N",
    help="Workers that start here; 0 for one a core.  [0]",
)
@click.option("--match", metavar="RE", help="Only pages whose address this regular expression is found in.")
@click.option(
    "--shard-pages",
    type=click.IntRange(1, 1_000_000),
    default=SHARD_PAGES,
    show_default=True,
    metavar="N",
    help="Pages that are kept as one object: what a lost worker has to do again.",
)
@timeout_option
@click.option(
    "--max-memory",
    type=SIZE,
    default=as_size(MEMORY),
    show_default=True,
    help="Refuse a document that takes more address space.",
)
@reading_options
@merge_option
@click.option("--layout", metavar="PATH", help="What issues are called; see `batch`.  [{series}/{date}]")
@config_option
@click.option("--replace", is_flag=True, help="Replace the tables that another run wrote.")
@click.option("-q", "--quiet", is_flag=True, help="Tell no summary.")
def run_command(
    source: str,
    dataset: str,
    engine: str,
    scheduler: str | None,
    jobs: int,
    match: str | None,
    shard_pages: int,
    timeout: float,
    max_memory: int,
    reading: ReadingOptions,
    merge: bool,  # noqa: FBT001 - click passes by name
    layout: str | None,
    config: str | None,
    replace: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> None:
    """Convert the web archives (.warc, .warc.gz) of SRC into DATASET: issues, items, pages as Parquet.

    SRC and DATASET are folders, or addresses such as s3://bucket/crawl. A run that was stopped goes on where
    it was. Exit status: 0 all well; 1 some pages were refused or are no issues, or an archive is damaged; 2
    wrong usage; 3 it cannot go on.
    """
    from issue_normalizer.batch.layout import DEFAULT
    from issue_normalizer.batch.sources import Filter
    from issue_normalizer.cluster.settings import Bounds, ClusterSettings, check_settings
    from issue_normalizer.settings import settings_of

    try:
        project = settings_of(config)
        settings = ClusterSettings(
            reading.of_many(project),
            layout or project.layout or DEFAULT,
            merge,
            match,
            Filter(project.include, project.exclude),
            shard_pages,
            Bounds(timeout, max_memory),
        )
        check_settings(settings)
        summary = _run(source, dataset, (engine, scheduler, jobs), settings, replace=replace)
    except UsageError as error:
        fail_usage(error)
    for address, why in list(summary.broken.items())[:_MOST]:
        tell(why, address)
    if len(summary.broken) > _MOST:
        tell(f"and {len(summary.broken) - _MOST} more")
    if not quiet:
        _show(summary, dataset)
    bad = summary.statuses.get("refused", 0) + summary.statuses.get("not-an-issue", 0)
    sys.exit(1 if bad else 0)


@cluster_command.command("export", short_help="Write the issues of a dataset into a folder.")
@click.argument("dataset", metavar="DATASET")
@click.argument("folder", metavar="DIR", type=PATH)
@forms_option
def export_command(dataset: str, folder: str, forms: frozenset[str]) -> None:
    """Write the issues of DATASET into DIR, a new folder: as `normalize batch` does with the same archives.

    Exit status: 0 done; 2 wrong usage; 3 there is no issue, or DIR cannot be written.
    """
    try:
        from issue_normalizer.batch.settings import check_forms
        from issue_normalizer.cluster.export import export

        names = export(dataset, Path(folder), check_forms(sorted(forms)))
    except ImportError as error:
        _fail_without(error)
    except UsageError as error:
        fail_usage(error)
    except RefusedError as error:
        fail(dataset, str(error), 3)
    except OSError as error:
        fail_to_write(error, folder)
    except Exception as error:  # noqa: BLE001 - storage fails in many ways, and so do damaged tables
        fail(dataset, f"it cannot go on: {_reason(error)}", 3)
    write_line(f"{counted(len(names), 'file')} written in {folder}")


def _run(
    source: str, dataset: str, how: tuple[str, str | None, int], settings: ClusterSettings, *, replace: bool
) -> RunSummary:
    """Run; what ends it is told in one line. Raises UsageError."""
    stage = _Stage()
    try:
        try:
            return _summary(source, dataset, how, settings, stage, replace=replace)
        finally:
            stage.progress.clear()
    except UsageError:
        raise
    except ImportError as error:
        _fail_without(error)
    except KeyboardInterrupt:
        fail(None, "interrupted; the same call goes on from there", INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - storage and engines fail in many ways
        fail(None, f"it cannot go on: {_reason(error)}; the same call goes on from there", 3)


def _summary(
    source: str,
    dataset: str,
    how: tuple[str, str | None, int],
    settings: ClusterSettings,
    stage: _Stage,
    *,
    replace: bool,
) -> RunSummary:
    """Plan, start an engine, and run."""
    if os.name == "nt":
        raise UsageError("cluster: it works on Linux and macOS only; use `normalize batch` here")
    from issue_normalizer.cluster.engines import start
    from issue_normalizer.cluster.objects import absolute
    from issue_normalizer.cluster.plan import make_plan
    from issue_normalizer.cluster.run import Run, finished
    from issue_normalizer.cluster.stages import StageWatcher

    dataset = absolute(dataset)
    plan = make_plan(absolute(source), settings)
    if known := finished(dataset, plan, replace=replace):
        return known
    engine, scheduler, jobs = how
    working = start(engine, scheduler, jobs or os.cpu_count() or 1)
    try:
        return Run(dataset, plan, settings, working, StageWatcher(stage.begin, stage.step)).summary()
    finally:
        working.close()


class _Stage:
    """Tells on a terminal how far a stage is."""

    def __init__(self) -> None:
        self.progress = Progress("tasks")

    def begin(self, stage: str, count: int) -> None:
        """Begin a stage."""
        self.progress.clear()
        self.progress = Progress(stage, count)

    def step(self) -> None:
        """Count a task."""
        self.progress.step()


def _reason(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _fail_without(error: ImportError) -> NoReturn:
    package = (error.name or "").partition(".")[0]
    fail(None, f"cluster: {package} is not installed; install `issue-normalizer[cluster]`", 2)


def _show(summary: RunSummary, dataset: str) -> None:
    """Show what was done, as `batch` does."""
    rows = summary.rows
    pages = counted(rows["pages"] - summary.statuses.get("passed-over", 0), "page")
    write_line(f"{pages}, {counted(rows['issues'], 'issue')}, {rows['items']} items in {dataset}")
    tell_others(summary.statuses, summary.superseded)
