"""Reading an input and converting it: every way to fail ends with one line and an exit status."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from msgspec import Struct

from issue_normalizer.cli.output import fail, fail_usage, tell
from issue_normalizer.errors import NormalizeError, UsageError, defect
from issue_normalizer.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from issue_normalizer.batch.archives import Source
    from issue_normalizer.batch.entry import ConversionOptions
    from issue_normalizer.pipeline import Result
    from issue_normalizer.settings import Settings


class ReadingOptions(Struct, frozen=True):
    """How inputs are read, by the options of the command line."""

    base_url: str | None = None
    repair: bool = False
    keep_furniture: bool = False
    clean_links: bool = False
    profile: str | None = None
    limits: Limits = DEFAULT

    def convert(
        self, name: str, data: bytes, format_: str | None = None, settings: Settings | None = None
    ) -> Result:
        """Convert an input; `settings` are those that hold here. A refused one ends the program."""
        from issue_normalizer.options import Options
        from issue_normalizer.pipeline import convert
        from issue_normalizer.profiles.sources import find_files, pages_of, read_known

        try:
            self._check()
            known = read_known(find_files(self.profile, settings.profiles if settings else ()))
            pages = (*pages_of(known), *(settings.page if settings else ()))
            return convert(
                data,
                format=format_,
                base_url=self.base_url,
                repair=self.repair,
                options=Options(self.keep_furniture, pages, self.clean_links),
                name=name,
                known=known,
                limits=self.limits,
            )
        except UsageError as error:
            fail_usage(error)
        except NormalizeError as error:
            fail(name, str(error), 3)
        except Exception as error:  # noqa: BLE001 - no input may end in a traceback
            fail(name, defect(error), 3)

    def of_many(self, settings: Settings) -> ConversionOptions:
        """Give the same for many inputs, which other processes may read. Raises UsageError."""
        from issue_normalizer.batch.entry import ConversionOptions
        from issue_normalizer.options import Options
        from issue_normalizer.profiles.sources import find_files, pages_of, read_known

        self._check()
        files = find_files(self.profile, settings.profiles)
        pages = (*pages_of(read_known(files)), *settings.page)
        options = Options(self.keep_furniture, pages, self.clean_links)
        return ConversionOptions(self.base_url, self.repair, self.limits, options, files)

    def _check(self) -> None:
        if self.base_url is not None and "://" not in self.base_url:
            raise UsageError(
                f"{self.base_url!r} is no address to resolve links against; give one such as https://…/"
            )


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
        fail(file, "there is no such file; check the name, or see `normalize --help` for commands", 3)
    except IsADirectoryError:
        from shlex import quote

        fail(file, f"it is a folder; `normalize batch {quote(file)} --out DIR` converts what is in it", 3)
    except OSError as error:
        fail(file, f"it cannot be read: {error.strerror}", 3)


def read_beside(patterns: Sequence[str], profile: str) -> list[Source]:
    """Read the issues that patterns stand for, a profile beside them aside: as a batch reads its inputs.

    What cannot be read is told and left out. Raises UsageError for what is not there.
    """
    from pathlib import Path

    from issue_normalizer.batch.sources import Filter, find_inputs, read

    found: list[Source] = []
    for name, path in find_inputs(patterns, Path(profile).absolute(), Filter(exclude=("*.toml",))).files:
        for source in read(name, path):
            if source.error:
                tell_left_out(source.name, source.error)
            else:
                found.append(source)
    return found


def tell_left_out(name: str, why: str) -> None:
    """Tell of an input that is not looked at."""
    tell(f"left out: {why}", name)


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
