"""`normalize FILE`: one input to one output."""

from __future__ import annotations

import sys

import click

from issue_normalizer.cli.input import limit_options, name_of, read_input, run
from issue_normalizer.cli.output import fail, show_diagnostics, write_stdout
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
    from issue_normalizer.pipeline import write

    name = name_of(file)
    if output is not None and output == report:
        fail(None, f"{output} is given for both the output and the report; give two names", 2)
    limits = Limits(max_bytes, max_nodes)
    data = read_input(file, limits)
    result = run(name, data, format_, base_url, repair=repair, limits=limits)
    text = result.markdown if to == "md" else write(result.issue, to)
    files = []
    if output is not None:
        files.append((output, text))
    if report is not None:
        from issue_normalizer.report import write_report

        files.append((report, write_report(name, data, result)))
    if files:
        from issue_normalizer.cli.files import write_files

        write_files(files)
    if output is None:
        write_stdout(text)
    show_diagnostics(name, result.diagnostics, quiet=quiet)
    failing = {"error", "warning"} if strict else {"error"}
    if any(found.severity in failing for found in result.diagnostics):
        sys.exit(1)
