"""Patterns that few inputs need, compiled when one does."""

from __future__ import annotations

import re
from typing import AnyStr, cast

_SIGN = re.compile(r"[\\.?*+()|{}\[\]]")
_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub")


class _Rare:
    """Stands for a pattern. At the first use of a method, those of the compiled pattern take its place."""

    __slots__ = ("_flags", "_source", *_METHODS)

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        """Compile: Python asks here for what is not there yet."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


def rare(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Give what can be used like the compiled pattern.

    Compiling takes longer than most uses: the patterns that a common page does not need would make a
    fifteenth of the time in which the command converts it.
    """
    return cast("re.Pattern[AnyStr]", _Rare(source, flags))


def is_plain(source: str) -> bool:
    """Tell whether a pattern is but a text, which is found without compiling anything."""
    return _SIGN.search(source) is None
