"""`normalize cluster run SRC --out DATASET` and `normalize cluster export DATASET DIR`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from issue_normalizer.check.formats.outcome import number
from issue_normalizer.cli.input import check_base_url
from issue_normalizer.cli.options import forms_option, limit_options, profile_option
from issue_normalizer.cli.output import fail, fail_usage, write_line
from issue_normalizer.cli.progress import Progress
from issue_normalizer.cli.units import DURATION, SIZE, as_size
from issue_normalizer.cluster.defaults import ENGINES, MEMORY, SECONDS, SHARD_PAGES
from issue_normalizer.errors import RefusedError, UsageError
from issue_normalizer.limits import Limits
from issue_normalizer.safe import for_terminal

if TYPE_CHECKING:
    from issue_normalizer.cluster.run import RunSummary
    from issue_normalizer.cluster.settings import ClusterSettings

_INTERRUPTED = 130  # 128 and the number of the signal, as shells tell it
_MOST = 12  # damaged archives that are told


@click.group("cluster")
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
@click.option(
    "--timeout",
    type=DURATION,
    default=f"{SECONDS:g}s",
    show_default=True,
    help="Refuse a document that takes longer: 90s, 2min; 0 for any time.",
)
@click.option(
    "--max-memory",
    type=SIZE,
    default=as_size(MEMORY),
    show_default=True,
    help="Refuse a document that takes more address space.",
)
@limit_options
@click.option("--merge", is_flag=True, help="Fill what the best scrape of an issue lost from the others.")
@click.option("--repair", is_flag=True, help="Mend folded punctuation, wrong encodings, broken emphasis.")
@click.option("--keep-furniture", is_flag=True, help="Keep all that a page shows around its document.")
@click.option("--clean-links", is_flag=True, help="Take utm_… and the like off links.")
@click.option(
    "--base-url", metavar="URL", help="What relative links resolve against, where nothing else tells."
)
@click.option("--layout", metavar="PATH", help="What issues are called; see `batch`.  [{series}/{date}]")
@click.option("--config", metavar="FILE", help="Settings; else the nearest normalize.toml or pyproject.toml.")
@profile_option
@click.option("--replace", is_flag=True, help="Replace the tables that another run wrote.")
@click.option("-q", "--quiet", is_flag=True, help="Tell no summary.")
def run_command(
    source: str,
    dataset: str,
    engine: str,
    scheduler: str | None,
    jobs: int,
    quiet: bool,  # noqa: FBT001 - click passes by name
    replace: bool,  # noqa: FBT001
    **options: Any,  # noqa: ANN401
) -> None:
    """Convert the web archives (.warc, .warc.gz) of SRC into DATASET: issues, items, pages as Parquet.

    SRC and DATASET are folders, or addresses such as s3://bucket/crawl. A run that was stopped goes on where
    it was. Exit status: 0 all well; 1 some pages were refused or are no issues, or an archive is damaged; 2
    wrong usage; 3 it cannot go on.
    """
    try:
        summary = _run(source, dataset, (engine, scheduler, jobs), _settings(**options), replace=replace)
    except UsageError as error:
        fail_usage(error)
    for address, why in list(summary.broken.items())[:_MOST]:
        write_line(for_terminal(f"normalize: {address}: {why}"))
    if len(summary.broken) > _MOST:
        write_line(f"normalize: and {len(summary.broken) - _MOST} more")
    if not quiet:
        _show(summary, dataset)
    bad = summary.statuses.get("refused", 0) + summary.statuses.get("not-an-issue", 0)
    sys.exit(1 if bad else 0)


@cluster_command.command("export", short_help="Write the issues of a dataset into a folder.")
@click.argument("dataset", metavar="DATASET")
@click.argument("folder", metavar="DIR", type=click.Path())
@forms_option
def export_command(dataset: str, folder: str, forms: frozenset[str]) -> None:
    """Write the issues of DATASET into DIR, a new folder: as `normalize batch` does with the same archives.

    Exit status: 0 done; 2 wrong usage; 3 there is no issue, or DIR cannot be written.
    """
    try:
        from issue_normalizer.batch.run import check_forms
        from issue_normalizer.cluster.export import export

        names = export(dataset, Path(folder), check_forms(sorted(forms)))
    except ImportError as error:
        _fail_without(error)
    except UsageError as error:
        fail_usage(error)
    except RefusedError as error:
        fail(dataset, str(error), 3)
    except OSError as error:
        fail(str(error.filename or folder), f"it cannot be written: {error.strerror or error}", 3)
    except Exception as error:  # noqa: BLE001 - storage fails in many ways, and so do damaged tables
        fail(dataset, f"it cannot go on: {_reason(error)}", 3)
    write_line(for_terminal(f"{number(len(names), 'file', 'files')} written in {folder}"))


def _settings(
    *,
    match: str | None,
    shard_pages: int,
    timeout: float,
    max_memory: int,
    max_bytes: int,
    max_nodes: int,
    merge: bool,
    layout: str | None,
    config: str | None,
    profile: str | None,
    **reading: Any,  # noqa: ANN401
) -> ClusterSettings:
    """Make the settings of a run, as `batch` does. Raises UsageError."""
    from issue_normalizer.batch.entry import ConversionOptions
    from issue_normalizer.batch.layout import DEFAULT
    from issue_normalizer.batch.sources import Filter
    from issue_normalizer.cluster.settings import Bounds, ClusterSettings, check_settings
    from issue_normalizer.options import Options as Reading
    from issue_normalizer.profiles.sources import find_files, pages_of, read_known
    from issue_normalizer.settings import settings_of

    check_base_url(reading["base_url"])
    project = settings_of(config)
    files = find_files(profile, project.profiles)
    pages = (*pages_of(read_known(files)), *project.page)
    settings = ClusterSettings(
        ConversionOptions(
            reading["base_url"],
            reading["repair"],
            Limits(max_bytes, max_nodes),
            Reading(reading["keep_furniture"], pages, reading["clean_links"]),
            files,
        ),
        layout or project.layout or DEFAULT,
        merge,
        match,
        Filter(project.include, project.exclude),
        shard_pages,
        Bounds(timeout, max_memory),
    )
    check_settings(settings)
    return settings


def _run(
    source: str, dataset: str, how: tuple[str, str | None, int], settings: ClusterSettings, *, replace: bool
) -> RunSummary:
    """Run; what ends it is told in one line. Raises UsageError."""
    progress = _Stage()
    try:
        return _summary(source, dataset, how, settings, progress, replace=replace)
    except UsageError:
        raise
    except ImportError as error:
        _fail_without(error)
    except KeyboardInterrupt:
        progress.clear()
        fail(None, "interrupted; the same call goes on from there", _INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - storage and engines fail in many ways
        fail(None, f"it cannot go on: {_reason(error)}; the same call goes on from there", 3)
    finally:
        progress.clear()


def _summary(
    source: str,
    dataset: str,
    how: tuple[str, str | None, int],
    settings: ClusterSettings,
    progress: _Stage,
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
        return Run(dataset, plan, settings, working, StageWatcher(progress.begin, progress.step)).summary()
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

    def clear(self) -> None:
        """Take the line of progress away."""
        self.progress.clear()


def _reason(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _fail_without(error: ImportError) -> NoReturn:
    package = (error.name or "").partition(".")[0]
    fail(None, f"cluster: {package} is not installed; install `issue-normalizer[cluster]`", 2)


def _show(summary: RunSummary, dataset: str) -> None:
    """Show what was done, as `batch` does."""
    rows, statuses = summary.rows, summary.statuses
    issues = number(rows["issues"], "issue", "issues")
    passed = statuses.get("passed-over", 0)
    pages = number(rows["pages"] - passed, "page", "pages")
    lines = [f"{pages}, {issues}, {rows['items']} items in {dataset}"]
    others = (
        (summary.superseded, "other scrape of the same issues", "other scrapes of the same issues"),
        (statuses.get("refused", 0), "refused", "refused"),
        (statuses.get("not-an-issue", 0), "no issue", "no issues"),
    )
    if any(count for count, _, _ in others):
        lines.append("  " + ", ".join(number(*each) for each in others if each[0]))
    if passed:
        lines.append(f"  {number(passed, 'link was', 'links were')} passed over")
    for line in lines:
        write_line(for_terminal(line))
