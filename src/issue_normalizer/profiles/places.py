"""Where in a TOML file each value stands: tomllib tells what it says, but not where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

# The keys that lead to a value; within a list, the last one is its place.
Path: TypeAlias = tuple[str | int, ...]

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|\n|[\[\]{},=.]|[^\s\[\]{},=.#"\']+',
    re.DOTALL,
)


def places_of(text: str) -> dict[Path, int]:
    """Give the line of each key, and of each value in a list: `("items", 1)` is the second item.

    The text must be TOML that tomllib takes.
    """
    return _Reader(text).read()


class _Reader:
    """Reads tokens with their lines."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0
        self.found: dict[Path, int] = {}

    def read(self) -> dict[Path, int]:
        table: Path = ()
        while self.at < len(self.tokens):
            sign, line = self.tokens[self.at]
            if sign == "\n":
                self.at += 1
            elif sign == "[":
                while self._is("["):
                    self.at += 1
                table = self._keys("]")
                self.found.setdefault(table, line)
                while self._is("]"):
                    self.at += 1
            else:
                self._pair(table)
        return self.found

    def _is(self, token: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][0] == token

    def _keys(self, end: str) -> Path:
        """Read a key with dots, up to the sign behind it."""
        keys: list[str | int] = []
        while self.at < len(self.tokens) and not self._is(end):
            sign = self.tokens[self.at][0]
            if sign != ".":
                keys.append(sign.strip("\"'"))
            self.at += 1
        return tuple(keys)

    def _pair(self, table: Path) -> None:
        line = self.tokens[self.at][1]
        path = (*table, *self._keys("="))
        self.at += 1
        self.found.setdefault(path, line)
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._is("["):
            self.at += 1
            self._list(path)
        elif self._is("{"):
            self.at += 1
            while self.at < len(self.tokens) and not self._is("}"):
                if self._is(",") or self._is("\n"):
                    self.at += 1
                else:
                    self._pair(path)
            self.at += 1
        else:  # a number with a dot is several tokens
            while self.at < len(self.tokens) and self.tokens[self.at][0] not in ("\n", ",", "]", "}"):
                self.at += 1

    def _list(self, path: Path) -> None:
        place = 0
        while self.at < len(self.tokens) and not self._is("]"):
            if self._is(",") or self._is("\n"):
                self.at += 1
                continue
            self.found[*path, place] = self.tokens[self.at][1]
            self._value((*path, place))
            place += 1
        self.at += 1


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        token = match[0]
        if not token.startswith("#"):
            yield token, line
        line += token.count("\n")
