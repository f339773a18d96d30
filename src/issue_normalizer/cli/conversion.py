"""One input to one output, as `normalize FILE` does it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from msgspec import Struct

from issue_normalizer.cli.input import ReadingOptions, name_of, own_settings, read_input
from issue_normalizer.cli.output import Telling, fail, show_diagnostics, write_stdout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from issue_normalizer.diagnostics import Diagnostic
    from issue_normalizer.pipeline import Result
    from issue_normalizer.settings import Settings

_STANDARD_OUTPUT = ("-", "/dev/stdout")


class Conversion(Struct, frozen=True):
    """What becomes of inputs, and what is told of them, by the options of the command line.

    `to` is None where no form is asked for: Markdown, or for a file that is looked at in its place, its own.
    `settings` are those of the project, as far as they say anything of a conversion.
    """

    to: str | None = None
    format_: str | None = None
    strict: bool = False
    reading: ReadingOptions = ReadingOptions()
    telling: Telling = Telling()
    settings: Settings | None = None

    def result_of(self, name: str, data: bytes) -> Result:
        """Convert an input; a refused one ends the program."""
        return self.reading.convert(name, data, self.format_, self.settings)

    def has_failed(self, diagnostics: Iterable[Diagnostic]) -> bool:
        """Tell whether anything was noticed that counts as a failure."""
        failing = {"error", "warning"} if self.strict else {"error"}
        return any(found.severity in failing for found in self.telling.wanted(diagnostics))


def convert_file(file: str, how: Conversion, *, output: str | None = None, report: str | None = None) -> None:
    """Convert a file (`-`: standard input), and tell what was noticed.

    Ends the program with 1 for an error, or a warning where that is asked for, with 2 or 3 and one line
    for what cannot be done.
    """
    how = with_settings(how)
    result = convert_one(file, how, output=output, report=report)
    show_diagnostics([(name_of(file), result.diagnostics)], how.telling)
    if how.has_failed(result.diagnostics):
        sys.exit(1)


def convert_one(file: str, how: Conversion, *, output: str | None, report: str | None = None) -> Result:
    """Convert a file and write what becomes of it."""
    from issue_normalizer.pipeline import write

    name = name_of(file)
    output = None if output in _STANDARD_OUTPUT else output
    if report is not None and report == output:
        fail(None, f"{output} is given for both the output and the report; give two names", 2)
    if report in _STANDARD_OUTPUT and output is None:
        fail(None, "the report and the output would both go to standard output; give -o OUT, too", 2)
    data = read_input(file, how.reading.limits)
    result = how.result_of(name, data)
    text = result.markdown if how.to != "json" else write(result.issue, how.to)
    files = [("-" if output is None else output, text)]
    if report is not None:
        from issue_normalizer.report import write_report

        files.append((report, write_report(name, data, result)))
    named = [one for one in files if one[0] not in _STANDARD_OUTPUT]
    if named:
        from issue_normalizer.cli.files import write_files

        write_files(named)
    for target, written in files:
        if target in _STANDARD_OUTPUT:
            write_stdout(written)
    return result


def with_settings(how: Conversion) -> Conversion:
    """Add the settings of the project; the codes that they leave out are not told."""
    settings = own_settings()
    if settings is None:
        return how
    from msgspec.structs import replace

    return replace(how, settings=settings, telling=how.telling.within(settings))
