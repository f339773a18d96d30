"""HTML tables -> blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from lxml import etree

from issue_normalizer.claims import Claim
from issue_normalizer.patterns import rare
from issue_normalizer.readers.flat import flat_inlines
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Block, Paragraph, Table, Text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Align: TypeAlias = Literal["", "left", "center", "right"]

_ALIGN = rare(r"text-align:\s*(left|center|right)")
_GROUPS = ("thead", "tbody", "tfoot", "tr")
_CELLS = ("td", "th")


def free_tables(body: Element) -> Iterator[Claim]:
    """Put what stands in a table, but in none of its cells, before the table, as browsers do.

    That is its caption, and what should not be there (HTML, 13.2.6.4.9: foster parenting).
    """
    for table in list(body.iter("table")):
        for part in _loose_parts(table):
            table.addprevious(part)
            for text in cast("Iterator[str]", part.itertext()):
                if not text.isspace():
                    yield Claim("moved", shown=text)


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
    """Read a table; `read` reads what is inside. A table of one column without heads is layout only."""
    rows = list(_rows(table))
    width = max(map(len, rows), default=0)
    if width == 1 and not any(cell.tag == "th" for row in rows for cell in row):
        return [block for row in rows for cell in row for block in read(cell)]
    lines = [tuple(flat_inlines(read(cell)) for cell in row) for row in rows]
    if not any(cell for line in lines for cell in line):
        return []
    aligns = [_align(cell) for cell in rows[0]]
    padded = tuple(line + ((),) * (width - len(line)) for line in lines)
    line = cast("int | None", table.sourceline) or _marked_line(table)
    return [Table(padded, tuple(aligns + [""] * (width - len(aligns))), line)]


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
