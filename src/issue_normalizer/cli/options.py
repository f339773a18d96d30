"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import click

from issue_normalizer.cli.choices import CODES, FORMAT, FORMS
from issue_normalizer.cli.input import ReadingOptions
from issue_normalizer.cli.output import Telling
from issue_normalizer.cli.units import COUNT, DURATION, SIZE, as_size
from issue_normalizer.limits import MAX_BYTES, MAX_NODES, Limits


class _Path(click.Path):
    """A path that the shell completes. What is wrong with it is told where it is read or written."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's signature
        """Take any path but an empty one: a variable of a script that is not set."""
        if not value:
            self.fail("it is empty; give the name of a file or a folder", param, ctx)
        return super().convert(value, param, ctx)


PATH = _Path(readable=False)
from_option = click.option(
    "--from", "format_", type=FORMAT, metavar="FORMAT", help="Force a reader; see `normalize formats`."
)
forms_option = click.option(
    "--to",
    "forms",
    type=FORMS,
    default="md",
    show_default=True,
    metavar="FORMS",
    help="Any of md,json,jsonl (issues), sqlite,csv,atom (the archive as a database, a table, a feed).",
)
jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(0, 256),
    default=1,
    show_default=True,
    help="Processes; 0 for one a core.",
)
merge_option = click.option(
    "--merge", is_flag=True, help="Fill what the best scrape of an issue lost from the others."
)
timeout_option = click.option(
    "--timeout",
    type=DURATION,
    default="60s",
    show_default=True,
    help="Refuse a document that takes longer: 90s, 2min; 0 for any time.",
)
strict_option = click.option("--strict", is_flag=True, help="Exit with 1 when there is any warning.")
config_option = click.option(
    "--config", type=PATH, metavar="FILE", help="Settings; else the nearest normalize.toml or pyproject.toml."
)
profile_option = click.option(
    "--profile", type=PATH, metavar="P.toml", help="Read with this profile; see `normalize profiles`."
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to write in colour; NO_COLOR and FORCE_COLOR are heeded, too.",
)
form_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
_READING = (
    click.option(
        "--base-url", metavar="URL", help="What relative links resolve against, where nothing else tells."
    ),
    click.option("--repair", is_flag=True, help="Mend folded punctuation, wrong encodings, broken emphasis."),
    click.option("--keep-furniture", is_flag=True, help="Keep all that a page shows around its document."),
    click.option("--clean-links", is_flag=True, help="Take utm_… and the like off links."),
    profile_option,
    click.option(
        "--max-bytes",
        type=SIZE,
        default=as_size(MAX_BYTES),
        show_default=True,
        help="Refuse a document that is larger: 500kB, 64MiB.",
    ),
    click.option(
        "--max-nodes",
        type=COUNT,
        default=MAX_NODES,
        show_default=True,
        help="Refuse a document with more lines and signs of markup.",
    ),
)
_TELLING = (
    click.option("-v", "--verbose", is_flag=True, help="Tell each diagnostic on a line of its own."),
    click.option("-q", "--quiet", is_flag=True, help="Tell warnings and errors only, and no summary."),
    click.option(
        "--diagnostics",
        type=click.Choice(["text", "json", "github", "sarif"]),
        default="text",
        show_default=True,
        help="In which form diagnostics are told, on standard error.",
    ),
    click.option("--select-codes", type=CODES, metavar="CODES", help="Tell these codes only: date-missing,…"),
    click.option("--ignore-codes", type=CODES, metavar="CODES", help="Do not tell these codes."),
    color_option,
)


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how inputs are read: it is given them as `reading`."""

    @wraps(command)
    def with_reading(
        *,
        base_url: str | None,
        repair: bool,
        keep_furniture: bool,
        clean_links: bool,
        profile: str | None,
        max_bytes: int,
        max_nodes: int,
        **options: object,
    ) -> None:
        limits = Limits(max_bytes, max_nodes)
        reading = ReadingOptions(base_url, repair, keep_furniture, clean_links, profile, limits)
        command(reading=reading, **options)

    return _with(_READING, with_reading)


def telling_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how diagnostics are told: it is given them as `telling`."""

    @wraps(command)
    def with_telling(
        *,
        verbose: bool,
        quiet: bool,
        diagnostics: str,
        color: str,
        select_codes: frozenset[str] | None,
        ignore_codes: frozenset[str] | None,
        **options: object,
    ) -> None:
        telling = Telling(diagnostics, verbose, quiet, color, select_codes, ignore_codes or frozenset())
        command(telling=telling, **options)

    return _with(_TELLING, with_telling)


def _with(
    options: Sequence[Callable[[Callable[..., None]], Callable[..., None]]], command: Callable[..., None]
) -> Callable[..., None]:
    for option in reversed(options):
        command = option(command)
    return command
