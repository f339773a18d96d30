"""What the command line writes: data on standard output, all else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.safe import for_terminal


def fail(name: str | None, message: str, status: int) -> NoReturn:
    """End with one line that says what, where, and what to do."""
    where = f"{name}: " if name else ""
    write_line(for_terminal(f"normalize: {where}{message}"))
    sys.exit(status)


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
        fail("<stdout>", f"it cannot be written: {error.strerror}", 3)


def show_diagnostics(name: str, diagnostics: Sequence[Diagnostic], *, quiet: bool) -> None:
    """Write a line for each diagnostic to standard error."""
    name = for_terminal(name)
    for found in diagnostics:
        if not quiet or found.severity != "info":
            write_line(for_terminal(found.format(name)))


def write_line(line: str) -> None:
    """Write one line to standard error, in an encoding it can take."""
    if sys.stderr is None:  # closed by whoever called
        return
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
