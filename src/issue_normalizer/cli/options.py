"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import click

from issue_normalizer.cli.choices import CODES, FORMS
from issue_normalizer.cli.output import Telling
from issue_normalizer.cli.units import COUNT, SIZE, as_size
from issue_normalizer.limits import MAX_BYTES, MAX_NODES

forms_option = click.option(
    "--to",
    "forms",
    type=FORMS,
    default="md",
    show_default=True,
    metavar="FORMS",
    help="Any of md,json,jsonl (issues), sqlite,csv,atom (the archive as a database, a table, a feed).",
)


def limit_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how much a document may hold: `max_bytes`, `max_nodes`."""
    size = click.option(
        "--max-bytes",
        type=SIZE,
        default=as_size(MAX_BYTES),
        show_default=True,
        help="Refuse a document that is larger: 500kB, 64MiB.",
    )
    nodes = click.option(
        "--max-nodes",
        type=COUNT,
        default=MAX_NODES,
        show_default=True,
        help="Refuse a document with more lines and signs of markup.",
    )
    return size(nodes(command))


profile_option = click.option(
    "--profile", metavar="P.toml", help="Read with this profile; see `normalize profiles`."
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to write in colour; NO_COLOR and FORCE_COLOR are heeded, too.",
)


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

    for option in reversed(_TELLING):
        option(with_telling)
    return color_option(with_telling)


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
)
