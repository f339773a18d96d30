"""HTML tables -> blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from lxml import etree

from issue_normalizer.claims import Claim
from issue_normalizer.patterns import rare
from issue_normalizer.readers.elements import all_text, text_pieces
from issue_normalizer.readers.flat import flat_inlines
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Block, Paragraph, Table, Text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Align: TypeAlias = Literal["", "left", "center", "right"]

_ALIGN: Final = rare(r"text-align:\s*(left|center|right)")
_MOST_SPANNED: Final = 64
_GROUPS: Final = ("thead", "tbody", "tfoot", "tr")
_CELLS: Final = ("td", "th")


def free_tables(body: Element) -> Iterator[Claim]:
    """Put what stands in a table, but in none of its cells, before the table, as browsers do.

    That is its caption, and what should not be there (HTML, 13.2.6.4.9: foster parenting).
    """
    for table in list(body.iter("table")):
        for part in _loose_parts(table):
            table.addprevious(part)
            for line in "\n".join(text_pieces(part)).split("\n"):
                if line.strip():
                    yield Claim("moved", line, line)


def _loose_parts(parent: Element) -> list[Element]:
    """Take out of a table, or a group of its rows, what is no row and no cell; text in paragraphs."""
    parts = _paragraph(parent.text)
    parent.text = None
    for child in list(parent):
        behind, child.tail = child.tail, None
        if child.tag in _GROUPS:
            parts += _loose_parts(child)
        elif not (child.tag in _CELLS and parent.tag == "tr"):
            parent.remove(child)
            parts.append(child)
        parts += _paragraph(behind)
    return parts


def _paragraph(text: str | None) -> list[Element]:
    if not text or text.isspace():
        return []
    paragraph = etree.Element("p")
    paragraph.text = text
    return [paragraph]


def read_table(table: Element, read: Callable[[Element], list[Block]]) -> list[Block]:
    """Read a table; `read` reads what is inside."""
    rows = list(_rows(table))
    if _is_one_column(rows) or is_layout(table, rows):
        return [block for row in rows for cell in row for block in read(cell)]
    grid = _spread(rows)
    width = max(map(len, grid), default=0)
    lines = [tuple(() if cell is None else flat_inlines(read(cell)) for cell in row) for row in grid]
    if not any(cell for line in lines for cell in line):
        return []
    aligns = ["" if cell is None else _align(cell) for cell in grid[0]]
    padded = tuple(line + ((),) * (width - len(line)) for line in lines)
    line = cast("int | None", table.sourceline) or _marked_line(table)
    return [Table(padded, tuple(aligns + [""] * (width - len(aligns))), line)]


def _is_one_column(rows: Sequence[Sequence[Element]]) -> bool:
    """Tell whether a table has no head above it, and but one column that holds anything: it is layout only.

    A converter gives a table without heads empty ones: `|  |  |`.
    """
    filled = [
        (number, column)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if all_text(cell).strip() or next(cell.iter("img"), None) is not None
    ]
    if len({column for _, column in filled}) != 1:
        return False
    first, column = filled[0]
    return first > 0 or rows[0][column].tag != "th"


def is_layout(table: Element, rows: Sequence[Sequence[Element]]) -> bool:
    """Tell whether a table only puts blocks beside each other: it says so, or a cell holds what no table of data does."""  # noqa: E501
    if table.get("role") in ("presentation", "none"):
        return True
    if (
        any(cell.tag == "th" for row in rows for cell in row)
        or next(table.iterchildren("caption", "thead"), None) is not None
    ):
        return False
    held = [
        child.tag
        for row in rows
        for cell in row
        for child in cell.iterdescendants("h1", "h2", "h3", "table", "hr", "pre")
    ]
    return ("table" in held and len(rows) == 1) or any(tag in ("h1", "h2") for tag in held)


def _spread(rows: Sequence[Sequence[Element]]) -> list[list[Element | None]]:
    """Put cells into their columns; None where a cell of the left or above reaches (HTML, 4.9.12)."""
    grid: list[list[Element | None]] = []
    below: dict[int, int] = {}  # column -> rows that a cell above still takes there
    for row in rows:
        line: list[Element | None] = []
        for cell in row:
            _reach_down(line, below)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(line), len(line) + across):
                below[column] = down - 1
            line += [cell, *[None] * (across - 1)]
        _reach_down(line, below)
        grid.append(line)
    return grid


def _reach_down(line: list[Element | None], below: dict[int, int]) -> None:
    """Leave the columns free that cells above still take."""
    while below.get(len(line), 0) > 0:
        below[len(line)] -= 1
        line.append(None)


def _span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(1, int(value)), _MOST_SPANNED) if value.isdigit() and len(value) < 5 else 1


def _marked_line(table: Element) -> int:
    marked = table.get("data-line") or ""
    return int(marked) if marked.isdigit() else 0


def _rows(parent: Element) -> Iterator[list[Element]]:
    """List the cells of each row of a table, not of tables in its cells. Rows in a row divide it."""
    cells: list[Element] = []
    for child in parent:
        if child.tag in _CELLS:
            cells.append(child)
        elif child.tag in _GROUPS:
            if cells:
                yield cells
                cells = []
            yield from _rows(child)
    if cells or (parent.tag == "tr" and len(parent) == 0):
        yield cells


def loose_text(text: str | None) -> list[Block]:
    """Read text where only elements should stand."""
    children = tidy((Text(text),)) if text and not text.isspace() else ()
    return [Paragraph(children)] if children else []


def _align(cell: Element) -> Align:
    value = cell.get("align") or ""
    if not value and (match := _ALIGN.search(cell.get("style") or "")):
        value = match[1]
    return cast("Literal['left', 'center', 'right']", value) if value in ("left", "center", "right") else ""
