"""The console script: the plainest calls at once, all others by way of click.

Importing click, defining the commands and parsing with them takes a quarter of the time in which a
page is converted.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from issue_normalizer.cli import lean  # noqa: F401 - before anything imports msgspec

from msgspec import Struct  # isort: skip

from issue_normalizer.cli.commands import COMMANDS

_THRESHOLD = 50_000  # objects: a conversion of one page makes fewer, and no garbage worth a search


class PlainCall(Struct, frozen=True):
    """`normalize FILE`, with the options that a call is most often made with."""

    file: str
    to: str = "md"
    output: str | None = None
    quiet: bool = False


def main() -> None:
    """Run the command that the arguments ask for."""
    gc.set_threshold(_THRESHOLD)
    try:
        _run(sys.argv[1:])
    except KeyboardInterrupt:  # as click ends
        sys.stderr.write("\nAborted!\n")
        sys.exit(1)
    except OSError as error:  # of what nobody looks at: help on a full disk, a current folder that is gone
        from issue_normalizer.cli.output import fail

        fail(error.filename, f"the system refuses it: {error.strerror or error}", 3)
    finally:
        gc.freeze()  # Python searches what is there for garbage before it ends: that takes 9 ms


def _run(arguments: Sequence[str]) -> None:
    call = plain_call(arguments)
    if call is None:
        from issue_normalizer.cli.group import main as group

        group()
        return
    from issue_normalizer.cli.conversion import Conversion, convert_file
    from issue_normalizer.cli.output import Telling

    convert_file(call.file, Conversion(call.to, telling=Telling(quiet=call.quiet)), output=call.output)


def plain_call(arguments: Sequence[str]) -> PlainCall | None:
    """Read a plain call; None where all commands must be known, to tell what is wrong with it, too."""
    if not arguments or arguments[0] in COMMANDS:
        return None
    files: list[str] = []
    to, output, quiet = "md", None, False
    rest = iter(arguments)
    for argument in rest:
        if argument in ("-q", "--quiet"):
            quiet = True
        elif argument == "--to":
            to = next(rest, "")
        elif argument in ("-o", "--output"):
            output = next(rest, "")
        elif argument.startswith("-") and argument != "-":
            return None
        else:
            files.append(argument)
    if len(files) != 1 or to not in ("md", "json") or output == "" or (output or "").startswith("-"):
        return None
    if output is not None and (output.endswith("/") or os.path.isdir(output)):  # noqa: PTH112
        return None
    if files[0] != "-" and not os.path.exists(files[0]):  # noqa: PTH110
        return None
    return PlainCall(files[0], to, output, quiet)
