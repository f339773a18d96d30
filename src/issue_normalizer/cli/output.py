"""What the command line writes: data on standard output, all else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NoReturn, TextIO

from msgspec import Struct

from issue_normalizer.diagnostics import CODES, Diagnostic, grouped
from issue_normalizer.safe import for_terminal

if TYPE_CHECKING:
    from issue_normalizer.errors import UsageError
    from issue_normalizer.settings import Settings

INTERRUPTED = 130  # the exit status: 128 and the number of the signal, as shells tell it
COLOURS = {"error": 31, "warning": 33, "info": 36}


def fail(name: str | None, message: str, status: int) -> NoReturn:
    """End with one line that says what, where, and what to do."""
    tell(message, name)
    sys.exit(status)


def fail_to_write(error: OSError, name: str, more: str = "") -> NoReturn:
    """End where something cannot be written; `name` is what to call it where the system names no file."""
    reason = "it is a file, and no folder" if isinstance(error, FileExistsError) else error.strerror or error
    fail(str(error.filename2 or error.filename or name), f"it cannot be written: {reason}{more}", 3)


def fail_usage(error: UsageError) -> NoReturn:
    """End with what is wrong with a call; with a line for each mistake of a profile."""
    from issue_normalizer.errors import ProfileError

    if isinstance(error, ProfileError):
        for line in str(error).split("\n"):
            write_line(line)
        sys.exit(2)
    fail(None, str(error), 2)


def write_stdout(text: str) -> None:
    """Write UTF-8 to standard output, whatever the console's own encoding is."""
    if sys.stdout is None:
        fail("<stdout>", "it cannot be written: it is closed", 3)
    try:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader had enough, such as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        fail_to_write(error, "<stdout>")


class Telling(Struct, frozen=True):
    """How diagnostics are told: in which form, which of them, in colour or not.

    `selected` are the codes that are told, None for all, `ignored` those that are not. Errors are always
    told: they are defects of this program.
    """

    form: str = "text"
    verbose: bool = False
    quiet: bool = False
    colour: str = "auto"
    selected: frozenset[str] | None = None
    ignored: frozenset[str] = frozenset()

    def wanted(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Give those that are asked for, of any severity."""
        return [found for found in diagnostics if self.wants(found.code)]

    def wants(self, code: str) -> bool:
        """Tell whether a code is asked for."""
        is_asked = code not in self.ignored and (self.selected is None or code in self.selected)
        return is_asked or CODES[code][0] == "error"

    def within(self, settings: Settings) -> Telling:
        """Leave out what the settings of a project leave out; what was asked for in the call goes first."""
        from msgspec.structs import replace

        selected = settings.select_codes if self.selected is None else self.selected
        return replace(self, selected=selected, ignored=self.ignored | settings.ignore_codes)


def show_diagnostics(told: Sequence[tuple[str, Sequence[Diagnostic]]], telling: Telling) -> None:
    """Write the diagnostics of some inputs, by their names, to standard error."""
    shown = [
        (name, [one for one in telling.wanted(found) if not telling.quiet or one.severity != "info"])
        for name, found in told
    ]
    if telling.form != "text":
        from issue_normalizer.cli.diagnostic_forms import write_diagnostics

        for line in write_diagnostics(shown, telling.form).splitlines():
            _write(line)
        return
    colour = in_colour(sys.stderr, telling.colour)
    for name, found in shown:
        safe = for_terminal(name)
        if telling.verbose:
            lines = [(one.code, one.severity, one.format(safe)) for one in found]
        else:
            lines = [(one.code, one.found[0].severity, one.format(safe)) for one in grouped(found)]
        for code, severity, line in lines:
            line = for_terminal(line)  # noqa: PLW2901
            _write(coloured(line, f"{severity}[{code}]", COLOURS[severity]) if colour else line)


def coloured(line: str, part: str, colour: int) -> str:
    """Colour the first occurrence of a part of a line (ECMA-48, 8.3.117)."""
    return line.replace(part, f"\x1b[{colour}m{part}\x1b[0m", 1)


def in_colour(stream: TextIO | None, when: str = "auto") -> bool:
    """Tell whether to write in colour: as asked, else by NO_COLOR and FORCE_COLOR, else on a terminal.

    See https://no-color.org and https://force-color.org.
    """
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def tell(message: str, name: str | None = None) -> None:
    """Write one line to standard error that says who speaks, and of which input, if it is of one."""
    write_line(f"normalize: {name}: {message}" if name else f"normalize: {message}")


def write_line(line: str) -> None:
    """Write one line to standard error; nothing in it can steer the terminal."""
    _write(for_terminal(line))


def _write(line: str) -> None:
    """Write a line as it is, in an encoding that standard error can take."""
    if sys.stderr is None:  # closed by whoever called
        return
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
