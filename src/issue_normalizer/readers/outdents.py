"""Headings of text dumps that stand out by their column: text browsers indent the text below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from issue_normalizer.patterns import rare
from issue_normalizer.text import display_width, is_joined

_BODY: Final = 3  # columns that text is indented by, at least
_MOST: Final = 0.6  # share of stanzas that begin so deep
_FEWEST: Final = 3  # such stanzas
_NARROWEST, _WIDEST = 60, 120  # columns of what a centered line stands in the middle of
_MAX_LINES: Final = 3
_MAX_TITLE: Final = 200
_WRAPPED: Final = 50  # columns of a line of a title that goes on below
_NO_TITLE: Final = (".", ",", ";", "。", "，", "；", "、", "{", "}")
# Entries, quotes, rows of signs, names of pictures, what is only an address.
_OTHER: Final = rare(
    r"(?:[•◦▪▸●○■‣∙·*+\-–>|]|\d{1,3}[.)])\s.*|(?:[-_*=─—]\s?){3,}|\[[^\[\]]+\.\w{2,4}\]|(?:\[\d+\])?https?://\S+"
)


class _Stanza(Struct, frozen=True, gc=False):
    """Lines between blank ones: the place of the first, how many there are, where they begin."""

    at: int
    count: int
    column: int


def join_outdents(lines: list[str]) -> dict[int, int]:
    """Give the levels of headings that stand out by their column; the lines of each are made one."""
    levels: dict[int, int] = {}
    for at, (level, count) in find_outdents(lines).items():
        levels[at] = level
        for below in range(at + 1, at + count):
            lines[at] = _joined(lines[at], lines[below].strip())
            lines[below] = ""
    return levels


def _joined(above: str, below: str) -> str:
    return above + below if is_joined(above[-1], below[0]) else f"{above} {below}"


def find_outdents(lines: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Find headings by their column: the level and the number of lines of each, by its first.

    Must fire: `Tools` at the first column, or in the middle, where all text is three columns deep. Must not:
    texts that begin at the first column, lines of code among them, entries, sentences.
    """
    stanzas = list(_stanzas(lines))
    columns = Counter([one.column for one in stanzas if not _OTHER.fullmatch(lines[one.at].strip())])
    body = max(columns, key=lambda column: (columns[column], column), default=0)
    deep = sum(one.column >= body for one in stanzas)
    if body < _BODY or columns[body] < _FEWEST or deep < _MOST * len(stanzas):
        return {}
    shown = [one for one in stanzas if _may_be_title(lines, one)]
    middles = Counter([_middle(lines[one.at]) for one in shown if one.column > body and one.count == 1])
    middle = max(middles, key=lambda width: middles[width], default=0)
    found: dict[int, tuple[int, int]] = {}
    for one in shown:
        if one.column < body:
            found[one.at] = (2 if one.column == 0 else 3, one.count)
        elif (
            one.column > body
            and one.count == 1
            and abs(_middle(lines[one.at]) - middle) <= 1
            and _NARROWEST <= middle <= _WIDEST
        ):
            found[one.at] = (1, 1)
    first = stanzas[0].at
    if first in found and all(level > 1 for level, _ in found.values()):  # the title is not in the middle
        found[first] = (1, found[first][1])
    return found


def _stanzas(lines: Sequence[str]) -> list[_Stanza]:
    found: list[_Stanza] = []
    start = 0
    for at, line in enumerate((*lines, "")):
        if line.strip():
            continue
        if at > start:
            found.append(_Stanza(start, at - start, _column(lines[start])))
        start = at + 1
    return found


def _column(line: str) -> int:
    return len(line) - len(line.lstrip())


def _middle(line: str) -> int:
    """Give twice the column that a line's middle is at."""
    return 2 * _column(line) + display_width(line.strip())


def _may_be_title(lines: Sequence[str], one: _Stanza) -> bool:
    """Tell whether a stanza could be a heading: few lines at one column, and no sentence."""
    own = lines[one.at : one.at + one.count]
    text = " ".join(map(str.strip, own))
    return (
        one.count <= _MAX_LINES
        and all(display_width(line) >= _WRAPPED for line in own[:-1])  # else names, one below the other
        and len(text) <= _MAX_TITLE
        and all(_column(line) == one.column for line in own)
        and not text.endswith(_NO_TITLE)
        and any(map(str.isalnum, text))
        and not _OTHER.fullmatch(own[0].strip())
    )
