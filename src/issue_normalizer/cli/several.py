"""Several files in one call: each to a file in a folder, or looked at in its place."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from issue_normalizer.cli.conversion import Conversion, convert_one, with_settings
from issue_normalizer.cli.input import name_of, read_input
from issue_normalizer.cli.output import (
    fail,
    fail_to_write,
    in_colour,
    show_diagnostics,
    write_line,
    write_stdout,
)
from issue_normalizer.safe import for_terminal
from issue_normalizer.wording import counted

if TYPE_CHECKING:
    from issue_normalizer.pipeline import Result

_WRONG_USAGE = 2
_COLOURS = {"-": 31, "+": 32, "@": 36}


def convert_into(files: Sequence[str], folder: str, how: Conversion) -> None:
    """Convert files into a folder, each under its name: a refused one is told and stops no other."""
    how = with_settings(how)
    targets = _targets(files, Path(folder), how.to or "md")
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail_to_write(error, folder)
    told = []
    status = 0
    for file, target in targets.items():
        try:
            result = convert_one(file, how, output=str(target))
        except SystemExit as end:  # told already
            status = _worse(status, end)
            continue
        told.append((name_of(file), result.diagnostics))
        status = max(status, int(how.has_failed(result.diagnostics)))
    show_diagnostics(told, how.telling)
    sys.exit(status)


def look_at(files: Sequence[str], how: Conversion, *, is_check: bool, is_diff: bool) -> None:
    """Tell which files are not canonical, or how they differ from what they would be."""
    how = with_settings(how)
    status = changed = refused = 0
    for file in files:
        name = name_of(file)
        try:
            data = read_input(file, how.reading.limits)
            result = how.result_of(name, data)
        except SystemExit as end:  # told already
            status = _worse(status, end)
            refused += 1
            continue
        text = _canonical(result, how.to)
        if text.encode() != data:
            changed += 1
            if is_check:
                write_line(f"{name}: not canonical")
            if is_diff:
                _show_diff(name, result.text, text, how.telling.colour)
        if how.has_failed(result.diagnostics):
            show_diagnostics([(name, result.diagnostics)], how.telling)
            status = max(status, 1)
    if not how.telling.quiet:
        parts = (f"{changed} not canonical" if changed else "", f"{refused} refused" if refused else "")
        write_line(
            f"{counted(len(files), 'file')} checked: {', '.join(filter(None, parts)) or 'all canonical'}"
        )
    sys.exit(max(status, int(is_check and changed > 0)))


def _targets(files: Sequence[str], folder: Path, ending: str) -> dict[str, Path]:
    """Give the output of each file; two of one name end the program before anything is written."""
    targets: dict[str, Path] = {}
    by_name: dict[str, str] = {}
    for file in files:
        name = f"{Path(file).stem if file != '-' else 'stdin'}.{ending}"
        other = by_name.setdefault(name, file)
        if other != file:
            fail(None, f"{other} and {file} would both be {folder / name}; convert them apart", _WRONG_USAGE)
        targets[file] = folder / name
    return targets


def _worse(status: int, end: SystemExit) -> int:
    """Give the worse of two exit statuses; wrong usage ends the program at once."""
    if end.code == _WRONG_USAGE:
        raise end
    return max(status, end.code if isinstance(end.code, int) else 1)


def _canonical(result: Result, to: str | None) -> str:
    """Give a file's canonical text, in the form that was asked for, else its own."""
    from issue_normalizer.pipeline import write

    return write(result.issue, to or ("json" if result.format == "json" else "md"))


def _show_diff(name: str, before: str, after: str, colour: str) -> None:
    lines = list(_diff(for_terminal(name), before, after))
    if in_colour(sys.stdout, colour):
        lines = [
            f"\x1b[{_COLOURS[line[0]]}m{line}\x1b[0m" if line[:1] in _COLOURS else line for line in lines
        ]
    write_stdout("\n".join(lines) + "\n")


def _diff(name: str, before: str, after: str) -> Iterator[str]:
    """Give a unified diff, as `patch` reads it."""
    whole = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
    yield from map(for_terminal, whole)
