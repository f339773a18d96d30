"""`normalize check NEW... --baseline DIR`: what new scrapes lost, gained and changed."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from issue_normalizer.cli.choices import KINDS
from issue_normalizer.cli.input import ReadingOptions
from issue_normalizer.cli.options import PATH, color_option, config_option, jobs_option, profile_option
from issue_normalizer.cli.output import (
    fail,
    fail_to_write,
    fail_usage,
    in_colour,
    tell,
    write_line,
    write_stdout,
)
from issue_normalizer.cli.progress import Progress
from issue_normalizer.errors import UsageError
from issue_normalizer.safe import for_terminal
from issue_normalizer.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from issue_normalizer.check.formats.outcome import Outcome
    from issue_normalizer.check.model import Comparison
    from issue_normalizer.check.update import BaselineUpdate
    from issue_normalizer.settings import Settings

_FORMATS = ("text", "json", "github", "junit", "markdown")


@click.command("check")
@click.argument("new", nargs=-1, required=True, type=PATH, metavar="NEW...")
@click.option("--baseline", type=PATH, metavar="DIR", help="The folder (or file) to compare with.")
@jobs_option
@click.option(
    "--fail-on", metavar="WEIGHTS", help="What fails: any of loss,change,gain,form, or none.  [loss]"
)
@click.option("--ignore", type=KINDS, metavar="KINDS", help="Kinds of changes that are not told: lead,…")
@click.option(
    "--exclude", multiple=True, metavar="PATTERN", help="Files that are no inputs, such as README.md."
)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--html", type=PATH, metavar="FILE", help="Also write a page to look at.")
@click.option(
    "--markdown", type=PATH, metavar="FILE", help="Also write Markdown, for a comment or a summary."
)
@click.option("--update", is_flag=True, help="Accept the new state into the baseline, whole or not at all.")
@click.option("--force", is_flag=True, help="With --update: over what was edited by hand, too.")
@color_option
@profile_option
@config_option
def check_command(
    new: tuple[str, ...],
    baseline: str | None,
    jobs: int,
    fail_on: str | None,
    ignore: frozenset[str] | None,
    exclude: tuple[str, ...],
    form: str,
    html: str | None,
    markdown: str | None,
    update: bool,  # noqa: FBT001 - click passes by name
    force: bool,  # noqa: FBT001
    color: str,
    profile: str | None,
    config: str | None,
) -> None:
    """Compare NEW (files, folders, patterns, archives of any shape) with the same issues of a baseline.

    Where NEW holds a folder, an issue of the baseline that is not in it is lost. Exit status: 0 nothing
    that fails, or accepted by --update; 1 a loss, or what --fail-on names, or a file that was edited by hand
    and is left alone by --update; 2 wrong usage; 3 nothing could be compared.
    """
    from issue_normalizer.check.formats.outcome import Outcome
    from issue_normalizer.check.policy import applied
    from issue_normalizer.check.update import plan_update

    try:
        settings = _settings(config, baseline, fail_on, ignore, exclude)
        comparisons = _compare(new, settings, profile, jobs or os.cpu_count() or 1, may_be_new=update)
        plan = plan_update(comparisons, _baseline(settings), forced=force) if update else None
        outcome = Outcome(
            [applied(settings, one) for one in comparisons],
            for_terminal(str(settings.baseline)),
            settings.fail_on,
        )
        _write_aside(html, markdown, outcome, new)
        write_stdout(_written(outcome, form, color))
    except UsageError as error:
        fail_usage(error)
    if plan:
        _accept(plan, _baseline(settings))
    elif outcome.has_failed:
        sys.exit(1)


def _settings(
    config: str | None,
    baseline: str | None,
    fail_on: str | None,
    ignore: frozenset[str] | None,
    exclude: tuple[str, ...],
) -> Settings:
    """Read the settings; what the command line says goes before."""
    from issue_normalizer.settings import option, settings_of

    settings = settings_of(config)
    if baseline is not None:
        settings = replace(settings, baseline=baseline)
    if fail_on is not None:
        names = [name.strip() for name in fail_on.split(",")]
        if "none" in names and len(names) > 1:
            raise UsageError(f"--fail-on {fail_on}: none stands alone; leave it out, or the others")
        names = [] if names == ["none"] else names
        settings = replace(settings, fail_on=option("fail-on", names, "--fail-on"))
    if ignore is not None:
        settings = replace(settings, ignore=settings.ignore | ignore)
    return replace(settings, exclude=(*settings.exclude, *exclude))


def _baseline(settings: Settings) -> Path:
    if settings.baseline is None:
        raise UsageError("there is no baseline; give --baseline DIR, or set `baseline` in normalize.toml")
    return Path(settings.baseline)


def _compare(
    new: Sequence[str], settings: Settings, profile: str | None, jobs: int, *, may_be_new: bool
) -> list[Comparison]:
    """Compare all inputs, in the order of their names."""
    from issue_normalizer.batch.sources import is_there
    from issue_normalizer.check.run import compare_all
    from issue_normalizer.check.scrapes import CANONICAL, is_whole, read_scrapes

    options = ReadingOptions(profile=profile).of_many(settings)
    baseline = _baseline(settings)
    may_be_new = may_be_new and baseline.suffix.lower() not in CANONICAL  # a folder
    if not is_there(baseline) and not may_be_new:
        raise UsageError(
            f"{settings.baseline}: there is no such baseline; check the name, or make it with --update"
        )
    progress = Progress("reading")
    scrapes, known = read_scrapes(new, baseline, settings.exclude, options, jobs, progress.step)
    progress.clear()
    for one in known:
        if one.issue is None:
            tell(f"left out of the baseline: {one.reason}", one.origin.name)
    if not any(one.issue for one in known) and not may_be_new:
        fail(str(baseline), "it holds no issue to compare with; make a baseline with --update", 3)
    comparing = Progress("comparing", len(scrapes))
    found = compare_all(scrapes, known, is_whole=is_whole(new), tell=comparing.step)
    comparing.clear()
    return found


def _written(outcome: Outcome, form: str, color: str) -> str:
    """Write the outcome in one of the forms; each has a module of its own, with a function `write_FORM`."""
    writer = getattr(import_module(f"issue_normalizer.check.formats.{form}"), f"write_{form}")
    if form == "text":
        writer = partial(writer, in_colour=in_colour(sys.stdout, color))
    written: str = writer(outcome)
    return written


def _write_aside(html: str | None, markdown: str | None, outcome: Outcome, new: Sequence[str]) -> None:
    """Write the page, and the Markdown, as far as they are asked for."""
    from issue_normalizer.cli.files import write_files

    files = []
    if html is not None:
        from issue_normalizer.check.page import write_page

        _refuse_among(f"--html {html}", html, outcome, new)
        files.append((html, write_page(outcome)))
    if markdown is not None:
        from issue_normalizer.check.formats.markdown import write_markdown

        _refuse_among(f"--markdown {markdown}", markdown, outcome, new)
        files.append((markdown, write_markdown(outcome)))
    write_files(files)


def _refuse_among(option: str, name: str, outcome: Outcome, new: Sequence[str]) -> None:
    """Refuse to write over what was compared, or where the next check would take it for a scrape."""
    from issue_normalizer.batch.sources import real_path

    target = real_path(name)
    for one in (*new, outcome.baseline, *(each.name for each in outcome.comparisons)):
        if real_path(one) in (target, *target.parents):
            raise UsageError(f"{option}: it would stand among what is compared; choose another place")


def _accept(plan: BaselineUpdate, baseline: Path) -> None:
    from issue_normalizer.check.update import apply

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # what was done is taken back
    try:
        apply(plan.steps, baseline)
    except OSError as error:
        fail_to_write(error, str(baseline), "; nothing was accepted")
    for step in plan.steps:
        write_line(f"{'removed' if step.data is None else 'accepted'} {step.path}")
    for path in plan.edited:
        write_line(f"edited: {path} (it is not what was written last, and stays; see --force)")
    write_line(f"{counted(len(plan.steps), 'file')} of {baseline} updated")
    if plan.edited:
        sys.exit(1)
