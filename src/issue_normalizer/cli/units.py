"""Sizes and times as people write them: `32MiB`, `1.5 GB`, `90s`, `2min`."""

from __future__ import annotations

import re
import sys

import click

_QUANTITY = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-zµ]*)\s*", re.IGNORECASE)
_DECIMAL = {"k": 1000, "m": 1000**2, "g": 1000**3, "t": 1000**4}
_BINARY = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}
# IEC 80000-13: kB is 1000 bytes, KiB is 1024; a letter alone means the latter, as in `ls -h`.
_BYTES = (
    {"": 1, "b": 1}
    | {f"{letter}b": factor for letter, factor in _DECIMAL.items()}
    | {f"{letter}{end}": factor for letter, factor in _BINARY.items() for end in ("", "ib")}
)
_COUNTS: dict[str, float] = {"": 1, **_DECIMAL}
_SECONDS = {"": 1, "ms": 0.001, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600}
_LARGEST = sys.maxsize - 1  # what a system call takes, and one more
_LONGEST = 365 * 24 * 3600.0


class Quantity(click.ParamType):  # type: ignore[type-arg] # generic since click 8.4
    """A number with a unit; without one it is in bytes, seconds, or just a number."""

    def __init__(
        self, name: str, units: dict[str, float], least: float, most: float, example: str, *, is_whole: bool
    ) -> None:
        self.name, self.units, self.least, self.most = name, units, least, most
        self.example, self.is_whole = example, is_whole

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read a value; what is none, or out of range, is wrong usage."""
        match = _QUANTITY.fullmatch(str(value))
        unit = self.units.get(match[2].lower()) if match else None
        if match is None or unit is None:
            self.fail(f"{value!r} is no {self.name}; write it such as {self.example}.", param, ctx)
        whole = match[1].isdecimal() and isinstance(unit, int)
        number = int(match[1]) * unit if whole else float(match[1]) * unit
        if number < self.least:
            self.fail(f"{value!r} is less than {self.least:g}.", param, ctx)
        if number > self.most:
            self.fail(f"{value!r} is more than any computer holds.", param, ctx)
        return int(number) if self.is_whole else number


SIZE = Quantity("size", dict(_BYTES), 1, _LARGEST, "32MiB, 500kB or 1048576", is_whole=True)
COUNT = Quantity("number", _COUNTS, 1, _LARGEST, "1000000 or 1M", is_whole=True)
DURATION = Quantity("time", _SECONDS, 0, _LONGEST, "90s, 2min or 1.5h", is_whole=False)


def as_size(size: int) -> str:
    """Write a size with the largest unit that it is a whole number of: `32 MiB`."""
    for letter in "TGMK":
        factor = _BINARY[letter.lower()]
        if size >= factor and size % factor == 0:
            return f"{size // factor}{letter}iB"
    return f"{size} bytes"
