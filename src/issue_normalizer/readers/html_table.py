"""HTML tables -> blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from issue_normalizer.inlines import tidy
from issue_normalizer.readers.flat import flat_inlines
from issue_normalizer.tree import Block, Paragraph, Table, Text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Align: TypeAlias = Literal["", "left", "center", "right"]

_ALIGN = re.compile(r"text-align:\s*(left|center|right)")
_GROUPS = ("thead", "tbody", "tfoot", "tr")
_CELLS = ("td", "th")


def read_table(table: Element, read: Callable[[Element], list[Block]]) -> list[Block]:
    """Read a table; `read` reads what is inside. A table of one column without heads is layout only."""
    beside = _beside_cells(table, read)
    rows = [[cell for cell in row if cell.tag in _CELLS] for row in _rows(table)]
    width = max(map(len, rows), default=0)
    if width == 1 and not any(cell.tag == "th" for row in rows for cell in row):
        return [*beside, *(block for row in rows for cell in row for block in read(cell))]
    lines = [tuple(flat_inlines(read(cell)) for cell in row) for row in rows]
    if not any(cell for line in lines for cell in line):
        return beside
    aligns = [_align(cell) for cell in rows[0]]
    padded = tuple(line + ((),) * (width - len(line)) for line in lines)
    line = cast("int | None", table.sourceline) or _marked_line(table)
    return [*beside, Table(padded, tuple(aligns + [""] * (width - len(aligns))), line)]


def _marked_line(table: Element) -> int:
    marked = table.get("data-line") or ""
    return int(marked) if marked.isdigit() else 0


def _rows(parent: Element) -> Iterator[Element]:
    """Walk the rows of a table, not those of tables in its cells."""
    for child in parent:
        if child.tag == "tr":
            yield child
        if child.tag in _GROUPS:
            yield from _rows(child)


def _beside_cells(parent: Element, read: Callable[[Element], list[Block]]) -> list[Block]:
    """Read what of a table stands in no cell: its caption, and what should not be there."""
    blocks = loose_text(parent.text)
    for child in parent:
        if child.tag in _GROUPS:
            blocks += _beside_cells(child, read)
        elif isinstance(child.tag, str) and not (child.tag in _CELLS and parent.tag == "tr"):
            blocks += read(child)
        blocks += loose_text(child.tail)
    return blocks


def loose_text(text: str | None) -> list[Block]:
    """Read text where only elements should stand."""
    children = tidy((Text(text),)) if text and not text.isspace() else ()
    return [Paragraph(children)] if children else []


def _align(cell: Element) -> Align:
    value = cell.get("align") or ""
    if not value and (match := _ALIGN.search(cell.get("style") or "")):
        value = match[1]
    return cast("Literal['left', 'center', 'right']", value) if value in ("left", "center", "right") else ""
