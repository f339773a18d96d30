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
from issue_normalizer.errors import UsageError
from issue_normalizer.limits import MAX_ARCHIVE, MAX_RATIO, Limits
from issue_normalizer.safe import for_terminal

if TYPE_CHECKING:
    from issue_normalizer.batch.entry import Record
    from issue_normalizer.batch.run import Summary

_REFRESH = 0.1  # seconds between two states of the progress line
_MOST = 12  # lines of each kind in the summary


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
    "--timeout",
    type=click.FloatRange(0),
    default=60,
    show_default=True,
    help="Refuse a document that takes longer, in seconds; 0 for any time.",
)
@limit_options
@click.option(
    "--max-archive-bytes",
    type=click.IntRange(1),
    default=MAX_ARCHIVE,
    show_default=True,
    help="Give up an archive that unpacks to more.",
)
@click.option(
    "--max-ratio",
    type=click.IntRange(1),
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
    timeout: float,
    max_bytes: int,
    max_nodes: int,
    max_archive_bytes: int,
    max_ratio: int,
    strict: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> None:
    """Convert SRC (files, folders, patterns, .zip, .tar.*, .gz, .warc) into DIR.

    Inputs that did not change are not converted again. Exit status: 0 all well; 1 some inputs were
    refused or lost text, or there is a warning under --strict; 2 wrong usage; 3 nothing could be done.
    """
    from issue_normalizer.batch.convert import Pace
    from issue_normalizer.batch.entry import Options
    from issue_normalizer.batch.run import FORMS, Settings, Watcher, run_batch

    wanted = tuple(dict.fromkeys(forms.split(",")))
    if unknown := [form for form in wanted if form not in FORMS]:
        fail(None, f"there is no output form {unknown[0]!r}; choose from {','.join(FORMS)}", 2)
    check_base_url(base_url)
    progress = _Progress()
    pace = Pace(jobs or os.cpu_count() or 1, timeout)
    options = Options(base_url, repair, Limits(max_bytes, max_nodes, max_archive_bytes, max_ratio))
    settings = Settings(Path(out), pace, wanted, merge, options)
    try:
        summary = run_batch(sources, settings, Watcher(progress.done, progress.waiting))
    except UsageError as error:
        fail(None, str(error), 2)
    except OSError as error:
        progress.clear()
        fail(str(error.filename or out), f"it cannot be written: {error.strerror or error}", 3)
    progress.clear()
    if not quiet:
        _show(summary, out)
    sys.exit(_status(summary, strict=strict))


def _status(summary: Summary, *, strict: bool) -> int:
    if not summary.issues:
        return 3
    return 1 if summary.refused or summary.has_error or (strict and summary.codes) else 0


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
        if record["status"] == "refused":
            self.refused += 1
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


def _show(summary: Summary, out: str) -> None:
    """Show what was done, on one screen."""
    lines = [f"{summary.inputs} inputs, {summary.issues} issues, {summary.changed} files changed in {out}"]
    if summary.superseded or summary.refused:
        lines.append(f"  {summary.superseded} other scrapes of the same issues, {summary.refused} refused")
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
