"""`normalize FILE`: one input to one output."""

from __future__ import annotations

import click

from issue_normalizer.cli.conversion import convert_file
from issue_normalizer.cli.options import limit_options
from issue_normalizer.limits import Limits


@click.command("convert", short_help="Convert one file (the default command).")
@click.argument("file", default="-", metavar="[FILE]")
@click.option("--to", type=click.Choice(["md", "json"]), default="md", show_default=True, help="Output form.")
@click.option("--from", "format_", metavar="FORMAT", help="Force a reader; see `normalize formats`.")
@click.option(
    "-o", "--output", metavar="OUT", help="Write OUT, whole or not at all, instead of standard output."
)
@click.option("--report", metavar="R.json", help="Also write a report of the conversion.")
@click.option(
    "--base-url", metavar="URL", help="What relative links resolve against, where nothing else tells."
)
@click.option("--repair", is_flag=True, help="Mend folded punctuation, wrong encodings, broken emphasis.")
@click.option("--keep-furniture", is_flag=True, help="Keep all that a page shows around its document.")
@click.option("--strict", is_flag=True, help="Exit with 1 when there is any warning.")
@limit_options
@click.option("-q", "--quiet", is_flag=True, help="Show warnings and errors only.")
def convert_command(
    file: str,
    to: str,
    format_: str | None,
    output: str | None,
    report: str | None,
    base_url: str | None,
    repair: bool,  # noqa: FBT001 - click passes by name
    keep_furniture: bool,  # noqa: FBT001
    strict: bool,  # noqa: FBT001
    max_bytes: int,
    max_nodes: int,
    quiet: bool,  # noqa: FBT001
) -> None:
    """Convert FILE, a scraped page of any shape, to canonical Markdown or JSON.

    Without FILE, or with -, standard input is read. Exit status: 0 done; 1 done, with an
    error, or a warning under --strict; 2 wrong usage; 3 the input was refused or the output cannot
    be written.
    """
    convert_file(
        file,
        to=to,
        format_=format_,
        output=output,
        report=report,
        base_url=base_url,
        repair=repair,
        keep_furniture=keep_furniture,
        strict=strict,
        quiet=quiet,
        limits=Limits(max_bytes, max_nodes),
    )
