"""What the command line writes: data on standard output, all else on standard error."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from issue_normalizer.diagnostics import Diagnostic


def fail(name: str | None, message: str, status: int) -> NoReturn:
    """End with one line that says what, where, and what to do."""
    where = f"{name}: " if name else ""
    sys.stderr.write(f"normalize: {where}{message}\n")
    sys.exit(status)


def write_stdout(text: str) -> None:
    """Write UTF-8 to standard output, whatever the console's own encoding is."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader had enough, such as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def show_diagnostics(name: str, diagnostics: Sequence[Diagnostic], *, quiet: bool) -> None:
    """Write a line for each diagnostic to standard error."""
    for found in diagnostics:
        if not quiet or found.severity != "info":
            _write_line(found.format(name))


def _write_line(line: str) -> None:
    """Write one line to standard error, in an encoding it can take."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def write_files(files: Sequence[tuple[str, str]]) -> None:
    """Write files, each whole or not at all; none where one of them cannot be written."""
    staged: list[tuple[str, Path]] = []
    try:
        for target, text in files:
            staged.append((_stage(Path(target), text), Path(target)))
        for temporary, path in staged:
            os.replace(temporary, path)
    except OSError as error:
        for temporary, _ in staged:
            Path(temporary).unlink(missing_ok=True)
        fail(str(error.filename2 or error.filename or ""), f"it cannot be written: {error.strerror}", 3)


def _stage(path: Path, text: str) -> str:
    """Write a text beside its place; the temporary file's name comes back."""
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder", str(path))
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    with os.fdopen(handle, "wb") as stream:
        stream.write(text.encode("utf-8"))
    umask = os.umask(0)
    os.umask(umask)
    Path(temporary).chmod(0o666 & ~umask)
    return temporary
