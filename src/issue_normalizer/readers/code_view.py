"""The view of a source file that code hosts serve as a table, a row a line: it is one block of code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from issue_normalizer.patterns import rare
from issue_normalizer.readers.elements import all_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NUMBER: Final = rare(r"\s*\d*\s*")
_MIN_LINES: Final = 2


def join_code_views(page: Element) -> None:
    """Make code of tables whose rows are a line number and a line.

    Must fire: cells `data-line-number` beside cells of code. Must not: a table that counts its rows.
    """
    for table in list(page.iter("table")):
        rows = list(table.iter("tr"))
        if len(rows) >= _MIN_LINES and all(_is_line(row) for row in rows):
            lines = [all_text(row[1]).strip("\n") for row in rows]
            for child in list(table):
                table.remove(child)
            table.tag = "pre"
            table.text = "\n".join(lines)


def _is_line(row: Element) -> bool:
    cells = list(row)
    if len(cells) != 2 or cells[0].tag != "td":
        return False
    number = cells[0]
    shown = all_text(number)
    marked = number.get("data-line-number") is not None or "line-num" in (number.get("class") or "")
    return marked and _NUMBER.fullmatch(shown) is not None
