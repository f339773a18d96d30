"""`normalize batch SRC... --out DIR`: many inputs into a folder of issues."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from issue_normalizer.cli.batch_voice import Voice, show_summary, tell_outcomes
from issue_normalizer.cli.input import ReadingOptions
from issue_normalizer.cli.options import (
    PATH,
    config_option,
    forms_option,
    jobs_option,
    merge_option,
    reading_options,
    strict_option,
    telling_options,
    timeout_option,
)
from issue_normalizer.cli.output import INTERRUPTED, Telling, fail, fail_to_write, fail_usage
from issue_normalizer.cli.units import COUNT, SIZE, as_size
from issue_normalizer.errors import UsageError
from issue_normalizer.limits import MAX_ARCHIVE, MAX_RATIO
from issue_normalizer.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from issue_normalizer.batch.run import BatchSummary
    from issue_normalizer.batch.settings import BatchSettings

_FAILING = frozenset(("kept-earlier", "missing"))  # what became of an issue, and should not have


@click.command("batch")
@click.argument("sources", nargs=-1, required=True, type=PATH, metavar="SRC...")
@click.option("--out", required=True, type=PATH, metavar="DIR", help="The folder to write to.")
@jobs_option
@forms_option
@merge_option
@click.option(
    "--layout",
    metavar="PATH",
    help="Where new issues are written, of {series}, {date}, {number}, {title}.  [{series}/{date}]",
)
@click.option("--include", multiple=True, metavar="PATTERN", help="Only files that fit are inputs.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Files that fit are no inputs.")
@click.option(
    "--force",
    multiple=True,
    is_flag=False,
    flag_value="*",
    metavar="[PATH]",
    help="Take what comes for these outputs or inputs, or for all, whatever is lost or was edited.",
)
@click.option("--prune", is_flag=True, help="Remove issues whose sources are gone.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@config_option
@timeout_option
@reading_options
@click.option(
    "--max-archive-bytes",
    type=SIZE,
    default=as_size(MAX_ARCHIVE),
    show_default=True,
    help="Give up an archive that unpacks to more.",
)
@click.option(
    "--max-ratio",
    type=COUNT,
    default=MAX_RATIO,
    show_default=True,
    help="Give up an archive that unpacks to so many times its size.",
)
@strict_option
@click.option("--fail-on-change", is_flag=True, help="Exit with 1 when a file of DIR changed or is new.")
@telling_options
def batch_command(
    sources: tuple[str, ...],
    out: str,
    jobs: int,
    forms: frozenset[str],
    merge: bool,  # noqa: FBT001 - click passes by name
    layout: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    force: tuple[str, ...],
    prune: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    config: str | None,
    timeout: float,
    reading: ReadingOptions,
    max_archive_bytes: int,
    max_ratio: int,
    strict: bool,  # noqa: FBT001
    fail_on_change: bool,  # noqa: FBT001
    telling: Telling,
) -> None:
    """Convert SRC (files, folders, patterns, .zip, .tar.*, .gz, .warc) into DIR.

    DIR only grows: an issue stays until --prune, and what holds less never replaces it but by --force.
    Exit status: 0 all well; 1 some inputs were refused, are no issues, lost text or left an earlier issue
    as it was, or there is a warning under --strict, or a change under --fail-on-change; 2 wrong usage;
    3 nothing could be done, and nothing was.
    """
    from issue_normalizer.batch.convert import Pace
    from issue_normalizer.batch.layout import DEFAULT
    from issue_normalizer.batch.settings import BatchSettings, check_forms
    from issue_normalizer.batch.sources import Filter
    from issue_normalizer.settings import settings_of

    limits = replace(reading.limits, archive=max_archive_bytes, ratio=max_ratio)
    try:
        project = settings_of(config)
        options = replace(reading, limits=limits).of_many(project)
    except UsageError as error:
        fail_usage(error)
    settings = BatchSettings(
        Path(out),
        Pace(jobs or os.cpu_count() or 1, timeout),
        check_forms(sorted(forms)),
        merge,
        options,
        layout or project.layout or DEFAULT,
        Filter((*project.include, *include), (*project.exclude, *exclude)),
        force,
        prune,
        dry_run,
    )
    telling = telling.within(project)
    voice = Voice(telling, sources)
    summary = _run(sources, settings, out, voice)
    voice.end()
    tell_outcomes(summary)
    if not telling.quiet:
        show_summary(summary, out, voice.shown, telling, is_dry=dry_run)
    status = _status(summary, telling, strict=strict)
    sys.exit(max(status, int(fail_on_change and bool(summary.changed))))


def _run(sources: Sequence[str], settings: BatchSettings, out: str, voice: Voice) -> BatchSummary:
    """Run a batch; what ends it is told in one line."""
    from issue_normalizer.batch.run import BatchWatcher, run_batch

    watcher = BatchWatcher(voice.done, voice.waiting, voice.found)
    try:
        try:
            return run_batch(sources, settings, watcher)
        finally:
            voice.progress.clear()
    except UsageError as error:
        fail_usage(error)
    except OSError as error:
        fail_to_write(error, out)
    except KeyboardInterrupt:
        told = f"interrupted after {counted(voice.progress.count, 'input')}"
        fail(None, f"{told}; {out} is whole, the same call goes on from there", INTERRUPTED)


def _status(summary: BatchSummary, telling: Telling, *, strict: bool) -> int:
    if not summary.is_done:
        return 3
    bad = summary.statuses["refused"] + summary.statuses["not-an-issue"]
    is_edited = any(one.kind == "edited" for one in summary.told)
    is_failing = bad or summary.has_error or any(one.kind in _FAILING for one in summary.told)
    has_warning = any(map(telling.wants, summary.codes))
    return 1 if is_failing or (strict and (has_warning or is_edited)) else 0
