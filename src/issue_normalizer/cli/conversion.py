"""One input to one output, as `normalize FILE` does it."""

from __future__ import annotations

import sys

from issue_normalizer.cli.input import name_of, read_input, run
from issue_normalizer.cli.output import fail, show_diagnostics, write_stdout
from issue_normalizer.limits import DEFAULT, Limits


def convert_file(  # noqa: PLR0913 - one argument an option
    file: str,
    *,
    to: str = "md",
    format_: str | None = None,
    output: str | None = None,
    report: str | None = None,
    base_url: str | None = None,
    repair: bool = False,
    keep_furniture: bool = False,
    strict: bool = False,
    quiet: bool = False,
    limits: Limits = DEFAULT,
) -> None:
    """Convert a file (`-`: standard input); the options are those of the command line.

    Ends the program with 1 for an error, or a warning where that is asked for, with 2 or 3 and one line
    for what cannot be done.
    """
    from issue_normalizer.pipeline import write

    name = name_of(file)
    if output is not None and output == report:
        fail(None, f"{output} is given for both the output and the report; give two names", 2)
    data = read_input(file, limits)
    result = run(name, data, format_, base_url, repair=repair, keep_furniture=keep_furniture, limits=limits)
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
