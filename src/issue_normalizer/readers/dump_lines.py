"""Lines of plain text before they are read: bullets, blanks, brackets, and in what a kind of text differs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from issue_normalizer.readers.furniture import Body, strip_furniture
from issue_normalizer.readers.references import Referenced, take_references
from issue_normalizer.readers.wrapping import Wrapping, find_wrapping

MARKER: Final = re.compile(r"(?:([•◦▪▸●○■‣∙·*+\-–])|(\d{1,3})[.)])(?:\s+)(?=\S)")
_INNER_BULLET: Final = re.compile(r"(\s+)o\s+\S")
_DEEP: Final = 6  # columns
IN_BRACKETS: Final = re.compile(r"<((?:https?://|www\.)[^\s<>]+)>")  # in mails


class Ways(Struct, frozen=True, gc=False):
    """What a kind of plain text differs in: how links are marked, what is none of it, how it was wrapped."""

    take: Callable[[Sequence[str]], Referenced] = take_references
    strip: Callable[[Sequence[str]], Body] = strip_furniture
    wrapping: Callable[[Sequence[str]], Wrapping | None] = find_wrapping


DUMP: Final = Ways()


def without_brackets(line: str) -> str:
    """Take the brackets off addresses."""
    return IN_BRACKETS.sub(r"\1", line) if "<" in line else line


def shows_links(lines: Sequence[str]) -> bool:
    """Tell whether lines end in addresses, each below its title or beside it: `A net (https://…)`.

    Must not: `[A net](https://…)`, which is Markdown.
    """
    return sum("://" in line and _ends_in_address(line) for line in lines) > 1


def _ends_in_address(line: str) -> bool:
    before, sign, address = line.rsplit(maxsplit=1)[-1].rpartition("http")
    is_beside = not before or (before[-1] in "(（[<:：" and not before.endswith("]("))
    return bool(sign) and is_beside and address.startswith(("://", "s://"))


def spaced(line: str) -> str:
    """Give a line with its white space as blanks."""
    return line.expandtabs(4).replace("\u00a0", " ").rstrip()


def with_inner_bullets(lines: Sequence[str]) -> list[str]:
    """Put a sign for the letter that lynx and inscriptis take for the bullet of a third level.

    Must fire: `o` deeper than the text above. Must not: a word `o` that a wrapped line goes on with.
    """
    out: list[str] = []
    column = bullet = _DEEP
    for line in lines:
        inner = _INNER_BULLET.match(line)
        if inner and (len(inner[1]) > column or len(inner[1]) == bullet):
            bullet = len(inner[1])
            line = f"{inner[1]}○{line[bullet + 1 :]}"  # noqa: PLW2901 - the line as it is meant
        out.append(line)
        if content := line.lstrip():
            marker = MARKER.match(content)
            column = len(line) - len(content) + (marker.end() if marker else 0)
    return out
