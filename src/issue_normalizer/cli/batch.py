"""`normalize batch SRC... --out DIR`: many inputs into a folder of issues."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from issue_normalizer.cli.input import check_base_url
from issue_normalizer.cli.options import limit_options
from issue_normalizer.cli.output import fail, write_line
from issue_normalizer.cli.units import COUNT, DURATION, SIZE, as_size
from issue_normalizer.errors import UsageError
from issue_normalizer.limits import MAX_ARCHIVE, MAX_RATIO, Limits
from issue_normalizer.safe import for_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from issue_normalizer.batch.entry import Record
    from issue_normalizer.batch.run import Settings, Summary

_REFRESH = 0.1  # seconds between two states of the progress line
_MOST = 12  # lines of each kind in the summary
_INTERRUPTED = 130  # 128 and the number of the signal, as shells tell it
_FAILING = frozenset(("kept-earlier", "missing"))  # what became of an issue, and should not have
_BRIEF = frozenset(("updated",))  # what is no news


@click.command("batch", short_help="Convert files, folders and archives into a folder of issues.")
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@click.option("--out", required=True, metavar="DIR", help="The folder to write to.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(0, 256),
    default=1,
    show_default=True,
    help="Processes; 0 for one a core.",
)
@click.option("--to", "forms", default="md", show_default=True, metavar="FORMS", help="Any of md,json,jsonl.")
@click.option("--merge", is_flag=True, help="Fill what the best scrape of an issue lost from the others.")
@click.option("--repair", is_flag=True, help="Mend folded punctuation, wrong encodings, broken emphasis.")
@click.option(
    "--base-url", metavar="URL", help="What relative links resolve against, where nothing else tells."
)
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
@click.option("--config", metavar="FILE", help="Settings; else the nearest normalize.toml or pyproject.toml.")
@click.option(
    "--timeout",
    type=DURATION,
    default="60s",
    show_default=True,
    help="Refuse a document that takes longer: 90s, 2min; 0 for any time.",
)
@limit_options
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
@click.option("--strict", is_flag=True, help="Exit with 1 when there is any warning.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def batch_command(
    sources: tuple[str, ...],
    out: str,
    jobs: int,
    forms: str,
    merge: bool,  # noqa: FBT001 - click passes by name
    repair: bool,  # noqa: FBT001
    base_url: str | None,
    layout: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    force: tuple[str, ...],
    prune: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    config: str | None,
    timeout: float,
    max_bytes: int,
    max_nodes: int,
    max_archive_bytes: int,
    max_ratio: int,
    strict: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> None:
    """Convert SRC (files, folders, patterns, .zip, .tar.*, .gz, .warc) into DIR.

    DIR only grows: an issue stays until --prune, and what holds less never replaces it but by --force.
    Exit status: 0 all well; 1 some inputs were refused, are no issues, lost text or left an earlier issue
    as it was, or there is a warning under --strict; 2 wrong usage; 3 nothing could be done, and nothing was.
    """
    from issue_normalizer.batch.convert import Pace
    from issue_normalizer.batch.entry import Options
    from issue_normalizer.batch.layout import DEFAULT
    from issue_normalizer.batch.run import Settings
    from issue_normalizer.batch.sources import Filter
    from issue_normalizer.settings import settings_of

    check_base_url(base_url)
    try:
        project = settings_of(config)
    except UsageError as error:
        fail(None, str(error), 2)
    settings = Settings(
        Path(out),
        Pace(jobs or os.cpu_count() or 1, timeout),
        _forms(forms),
        merge,
        Options(base_url, repair, Limits(max_bytes, max_nodes, max_archive_bytes, max_ratio)),
        layout or project.layout or DEFAULT,
        Filter((*project.include, *include), (*project.exclude, *exclude)),
        force,
        prune,
        dry_run,
    )
    summary = _run(sources, settings, out)
    _tell(summary)
    if not quiet:
        _show(summary, out, is_dry=dry_run)
    sys.exit(_status(summary, strict=strict))


def _forms(names: str) -> Sequence[str]:
    from issue_normalizer.batch.run import FORMS

    wanted = tuple(dict.fromkeys(names.split(",")))
    if unknown := [form for form in wanted if form not in FORMS]:
        fail(None, f"there is no output form {unknown[0]!r}; choose from {','.join(FORMS)}", 2)
    return wanted


def _run(sources: Sequence[str], settings: Settings, out: str) -> Summary:
    """Run a batch; what ends it is told in one line."""
    from issue_normalizer.batch.run import Watcher, run_batch

    progress = _Progress()
    try:
        return run_batch(sources, settings, Watcher(progress.done, progress.waiting))
    except UsageError as error:
        fail(None, str(error), 2)
    except OSError as error:
        fail(str(error.filename or out), f"it cannot be written: {error.strerror or error}", 3)
    except KeyboardInterrupt:
        progress.clear()
        fail(
            None,
            f"interrupted after {progress.count} inputs; {out} is whole, the same call goes on from there",
            _INTERRUPTED,
        )
    finally:
        progress.clear()


def _status(summary: Summary, *, strict: bool) -> int:
    if not summary.is_done:
        return 3
    bad = summary.statuses["refused"] + summary.statuses["not-an-issue"]
    is_edited = any(one.kind == "edited" for one in summary.told)
    is_failing = bad or summary.has_error or any(one.kind in _FAILING for one in summary.told)
    return 1 if is_failing or (strict and (summary.codes or is_edited)) else 0


class _Progress:
    """Tells what is wrong as it happens, and on a terminal how far the run is."""

    def __init__(self) -> None:
        self.in_terminal = sys.stderr.isatty()
        self.start = self.shown = time.monotonic()
        self.count = self.refused = self.told = 0

    def waiting(self) -> None:
        write_line("normalize: another run works on the folder; waiting for it to end")

    def done(self, record: Record) -> None:
        self.count += 1
        self.told += any(d["severity"] != "info" for d in record["diagnostics"])
        if record["reason"]:
            self.refused += record["status"] == "refused"
            self._tell(f"normalize: {record['name']}: {record['reason']}")
        for found in record["diagnostics"]:
            if found["severity"] == "error":
                self._tell(f"{record['name']}:{found['line']}: error[{found['code']}]: {found['message']}")
        now = time.monotonic()
        if self.in_terminal and now - self.shown >= _REFRESH:
            self.shown = now
            rate = self.count / (now - self.start)
            sys.stderr.write(
                f"\r\x1b[K{self.count} done, {rate:.0f}/s, {self.told} with warnings, {self.refused} refused"
            )
            sys.stderr.flush()

    def clear(self) -> None:
        if self.in_terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _tell(self, line: str) -> None:
        self.clear()
        write_line(for_terminal(line))


def _commonest(counted: tuple[str, int]) -> tuple[int, str]:
    code, count = counted
    return -count, code


def _tell(summary: Summary) -> None:
    """Tell what became of single issues; of what is many times the same, how many."""
    kinds = dict.fromkeys(one.kind for one in summary.told if one.kind not in _BRIEF)
    for kind in kinds:
        found = [one for one in summary.told if one.kind == kind]
        shown = found if kind in ("removed", "kept-earlier", "edited", "missing") else found[:_MOST]
        for one in shown:
            write_line(for_terminal(f"{kind}: {one.path}{f' ({one.more})' if one.more else ''}"))
        if len(found) > len(shown):
            write_line(f"{kind}: and {len(found) - len(shown)} more")


def _show(summary: Summary, out: str, *, is_dry: bool) -> None:
    """Show what was done, on one screen."""
    changed = f"{len(summary.changed)} files {'would change' if is_dry else 'changed'} in {out}"
    lines = [f"{summary.inputs} inputs, {summary.issues} issues, {changed}"]
    if is_dry:
        lines += [f"  would write {name}" for name in summary.changed[:_MOST]]
        lines += [f"  and {len(summary.changed) - _MOST} more"] if len(summary.changed) > _MOST else []
    refused, no_issues = summary.statuses["refused"], summary.statuses["not-an-issue"]
    if summary.superseded or refused or no_issues:
        others = f"{summary.superseded} other scrapes of the same issues"
        lines.append(f"  {others}, {refused} refused, {no_issues} no issues")
    if summary.aside:
        lines.append(f"  {summary.aside} style sheets, scripts and files of saved pages are no inputs")
    if passed := summary.statuses["passed-over"]:
        lines.append(f"  {passed} links were passed over")
    lines += [
        f"  {code}: {count} inputs" for code, count in sorted(summary.codes.items(), key=_commonest)[:_MOST]
    ]
    if summary.filled:
        lines.append(f"  {summary.filled} things were filled from other scrapes")
    if summary.missing:
        dates = [one.date for one in summary.missing]
        more = f" and {len(dates) - _MOST} more" if len(dates) > _MOST else ""
        lines.append(f"  never scraped: {', '.join(dates[:_MOST])}{more}")
    for line in lines:
        write_line(for_terminal(line))
