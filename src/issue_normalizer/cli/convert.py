"""`normalize FILE...`: one input to one output, or several."""

from __future__ import annotations

import os

import click

from issue_normalizer.cli.conversion import Conversion, convert_file
from issue_normalizer.cli.input import ReadingOptions
from issue_normalizer.cli.options import PATH, from_option, reading_options, strict_option, telling_options
from issue_normalizer.cli.output import Telling, fail


@click.command("convert")
@click.argument("files", nargs=-1, type=PATH, metavar="[FILE]...")
@click.option("--to", type=click.Choice(["md", "json"]), help="Output form.  [default: md]")
@from_option
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="OUT",
    help="Write OUT, whole or not at all, instead of standard output; for several files, a folder.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 where a file is not canonical.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change in each file.")
@click.option("--report", type=PATH, metavar="R.json", help="Also write a report of the conversion.")
@reading_options
@strict_option
@telling_options
def convert_command(
    files: tuple[str, ...],
    to: str | None,
    format_: str | None,
    output: str | None,
    check: bool,  # noqa: FBT001 - click passes by name
    diff: bool,  # noqa: FBT001
    report: str | None,
    reading: ReadingOptions,
    strict: bool,  # noqa: FBT001
    telling: Telling,
) -> None:
    """Convert FILE, a scraped page of any shape, to canonical Markdown or JSON.

    Without FILE, or with -, standard input is read. Several files need -o DIR, --check or --diff. Exit
    status: 0 done; 1 done, with an error, a warning under --strict, or a file that is not canonical under
    --check; 2 wrong usage; 3 an input was refused or an output cannot be written.
    """
    how = Conversion(to, format_, strict, reading, telling)
    if check or diff:
        if output is not None or report is not None:
            fail(None, "--check and --diff write nothing; leave out -o and --report", 2)
        from issue_normalizer.cli.several import look_at

        look_at(files or ("-",), how, is_check=check, is_diff=diff)
    elif len(files) > 1 or _is_folder(output):
        if report is not None:
            fail(None, "--report is for one file; `normalize batch` keeps a manifest of many", 2)
        if output is None:
            many = f"{len(files)} files are given"
            fail(None, f"{many}; say where to with -o DIR, or look at them with --check or --diff", 2)
        from issue_normalizer.cli.several import convert_into

        convert_into(files or ("-",), output, how)
    else:
        convert_file(files[0] if files else "-", how, output=output, report=report)


def _is_folder(output: str | None) -> bool:
    """Tell whether an output names a folder."""
    return output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))  # noqa: PTH112
