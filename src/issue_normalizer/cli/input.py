"""Reading an input and converting it: every way to fail ends with one line and an exit status."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from issue_normalizer.cli.output import fail, fail_usage
from issue_normalizer.errors import NormalizeError, UsageError

if TYPE_CHECKING:
    from issue_normalizer.limits import Limits
    from issue_normalizer.pipeline import Result
    from issue_normalizer.settings import Settings


def name_of(file: str) -> str:
    """Give the name that messages call an input by."""
    return "<stdin>" if file == "-" else file


def read_input(file: str, limits: Limits) -> bytes:
    """Read a file, or standard input for `-`; no more than a document may have, and a byte."""
    if file == "-":
        if sys.stdin is None or sys.stdin.isatty():
            fail(None, "no FILE given and nothing piped in; try `normalize --help`", 2)
        return sys.stdin.buffer.read(limits.bytes + 1)
    try:
        with open(file, "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
            return stream.read(limits.bytes + 1)
    except FileNotFoundError:
        from issue_normalizer.cli.commands import meant

        if command := meant(file):
            fail(file, f"there is no such file or command; did you mean `normalize {command}`?", 2)
        fail(file, "there is no such file; check the name, or see `normalize --help` for commands", 3)
    except IsADirectoryError:
        from shlex import quote

        fail(file, f"it is a folder; `normalize batch {quote(file)} --out DIR` converts what is in it", 3)
    except OSError as error:
        fail(file, f"it cannot be read: {error.strerror}", 3)


def check_base_url(base_url: str | None) -> None:
    """End the program where an address to resolve links against is none."""
    if base_url is not None and "://" not in base_url:
        fail(None, f"{base_url!r} is no address to resolve links against; give one such as https://…/", 2)


def run(  # noqa: PLR0913 - one argument an option
    name: str,
    data: bytes,
    format_: str | None,
    base_url: str | None,
    *,
    repair: bool,
    keep_furniture: bool = False,
    clean_links: bool = False,
    profile: str | None = None,
    limits: Limits,
) -> Result:
    """Convert an input by the settings that hold here; a refused one ends the program."""
    from issue_normalizer.options import Options
    from issue_normalizer.pipeline import convert
    from issue_normalizer.profiles.sources import find_files, pages_of, read_known

    check_base_url(base_url)
    settings = own_settings()
    try:
        known = read_known(find_files(profile, settings.profiles if settings else ()))
        pages = (*pages_of(known), *(settings.page if settings else ()))
        return convert(
            data,
            format=format_,
            base_url=base_url,
            repair=repair,
            options=Options(keep_furniture, pages, clean_links),
            name=name,
            known=known,
            limits=limits,
        )
    except UsageError as error:
        fail_usage(error)
    except NormalizeError as error:
        fail(name, str(error), 3)
    except Exception as error:  # noqa: BLE001 - no input may end in a traceback
        fail(
            name,
            f"a defect of this program ({type(error).__name__}: {error}); please report it with the input",
            3,
        )


def own_settings() -> Settings | None:
    """Give the settings that hold in the current folder; None where they say nothing of a conversion.

    Most folders have none: no module is loaded to find that out.
    """
    import os

    folder = os.getcwd()  # noqa: PTH109 - pathlib costs start-up time
    while True:
        if any(_says_anything(os.path.join(folder, name)) for name in ("normalize.toml", "pyproject.toml")):  # noqa: PTH118
            break
        if folder == os.path.dirname(folder):  # noqa: PTH120
            return None
        folder = os.path.dirname(folder)  # noqa: PTH120
    from pathlib import Path

    from issue_normalizer.settings import find_settings

    try:
        return find_settings(Path.cwd())
    except UsageError as error:
        fail_usage(error)


def _says_anything(file: str) -> bool:
    """Tell whether a file may say something of a conversion, before it is read as settings."""
    try:
        with open(file, "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
            data = stream.read()
    except OSError:
        return False
    return data.startswith(b"profiles") or any(key in data for key in (b"page]]", b"-codes", b"\nprofiles"))
