"""Headings of text dumps that a row of signs underlines, as in reStructuredText, Org's ASCII and mails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from issue_normalizer.patterns import rare
from issue_normalizer.text import display_width

_SIGNS: Final = "=═━#*-─~^+\"'"  # the usual order of their levels
_DRAWN: Final = "═━─"
_ROW: Final = rare(r"([=═━#*\-─~^+\"'])\1{2,}")
MARK: Final = "** "  # what some tools put before a heading, above a row of one width
_COLUMNS: Final = rare(r"\S {2,}\S")
_MAX_TITLE: Final = 100
_MAX_BOXED: Final = 60
_ENDS: Final = ".,;:!?。，；：！？"
_OTHER_WIDTH: Final = 3  # columns by which a row may differ from its title


class Underlines(Struct, frozen=True, gc=False):
    """The level of the heading on each line that is underlined, and the lines that are their rows."""

    levels: Mapping[int, int]
    rows: frozenset[int]


def find_underlines(lines: Sequence[str]) -> Underlines:
    """Find the lines below which a row of one sign is about as wide; a level each kind of row.

    Must fire: `Frogs` above `=====`, with a row above it, too, which may be wider, and short lines that each
    stand alone above a row of one width. Must not: a row below a
    paragraph's last line, the head of a table, a row between blank lines.
    """
    kinds: dict[int, tuple[bool, str]] = {}
    rows: set[int] = set()
    widths = Counter(line for line in lines if _ROW.fullmatch(line))
    for at in range(1, len(lines)):
        row = lines[at].strip()
        is_row = at not in rows and _ROW.fullmatch(row)
        if is_row and (_is_title(lines, at - 1, row) or (widths[row] > 1 and _is_name(lines, at - 1))):
            above = at > 1 and lines[at - 2].strip() == row
            kinds[at - 1] = (above, row[0])
            rows |= {at, at - 2} if above else {at}
    first = next(
        iter(kinds.values()), None
    )  # the title's, but for lines that are drawn: a double one outranks
    if (
        first
        and first[1] in _DRAWN
        and any(sign in _DRAWN[: _DRAWN.index(first[1])] for _, sign in kinds.values())
    ):
        first = None
    ranks = sorted(set(kinds.values()), key=lambda kind: (kind != first, not kind[0], _SIGNS.index(kind[1])))
    return Underlines({at: ranks.index(kind) + 1 for at, kind in kinds.items()}, frozenset(rows))


def _is_title(lines: Sequence[str], at: int, row: str) -> bool:
    line = lines[at].rstrip()
    if not line.strip() or line != line.lstrip() or len(line) > _MAX_TITLE or _COLUMNS.search(line):
        return False
    above = lines[at - 1].strip() if at else ""
    if not any(map(str.isalnum, line)) or (above and above != row):
        return False
    is_as_wide = abs(display_width(line) - len(row)) <= _OTHER_WIDTH
    return is_as_wide or line.startswith(MARK) or (above == row and _is_boxed(lines, at, line))


def _is_name(lines: Sequence[str], at: int) -> bool:
    """Tell whether a short line stands by itself above a row as wide as others: `Tools` above `========`."""
    line = lines[at].rstrip()
    is_alone = at == 0 or not lines[at - 1].strip()
    is_short = line[:1].isalnum() and len(line) <= _MAX_BOXED and line[-1] not in _ENDS
    return is_alone and is_short and not _COLUMNS.search(line)


def _is_boxed(lines: Sequence[str], at: int, line: str) -> bool:
    """Tell whether a short line stands between two rows, below a blank line: these may be of any width."""
    stands_alone = at < 2 or not lines[at - 2].strip()
    return stands_alone and len(line) <= _MAX_BOXED and line[-1] not in _ENDS
