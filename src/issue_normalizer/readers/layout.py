"""Tables and lists that only lay out a page or a mail: their parts are read one after the other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

from issue_normalizer.readers.elements import text_pieces

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PARTS: Final = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
_LAYOUT_ROLES: Final = ("presentation", "none")
_NEVER_IN_CELLS: Final = ("table", "h1", "h2", "h3", "h4", "h5", "h6")
_HEADINGS: Final = _NEVER_IN_CELLS[1:]
_FEWEST: Final = 2  # headings among the entries of a list
_PIXEL: Final = ("0", "1", "0px", "1px")


def free_layout(body: Element) -> None:
    """Make plain blocks of tables without data, outermost first, and of lists; take out pixels that count.

    Must fire: `role="presentation"`, a table or heading in a cell, one row of linked pictures and links, or
    a card: a picture beside a text with a link. Must not: heads, lists in cells, one row of words.
    """
    for table in list(body.iter("table")):
        if _is_layout(table):
            for part in _own_parts(table):
                part.tag = "div"
            table.tag = "div"
    for entries in [list(each) for each in body.iter("ul") if _is_layout_list(each)]:
        cast("Element", entries[0].getparent()).tag = "div"
        for entry in entries:
            entry.tag = "div" if entry.tag == "li" else entry.tag
    for image in list(body.iter("img")):
        if image.get("width") in _PIXEL and image.get("height") in _PIXEL:
            image.tag = "span"


def _is_layout(table: Element) -> bool:
    if table.get("role") in _LAYOUT_ROLES:
        return True
    if any(part.tag == "th" for part in _own_parts(table)):
        return False
    if next(table.iterdescendants(*_NEVER_IN_CELLS), None) is not None:
        return True
    return _is_row_of_links(table) or _is_card(table)


def _is_layout_list(entries: Element) -> bool:
    """Tell whether a list holds the parts of a document: entries that are headings, each above others.

    Must fire: `li > h2`, `li > div > a + p`, `li > h2`. Must not: a list of headings, or of headings that
    have their texts in the same entry.
    """
    if next(entries.iter(*_HEADINGS), None) is None:
        return False  # as most lists
    parts = [entry for entry in entries if entry.tag == "li"]
    headed = [_is_heading(part) for part in parts]
    heads = headed.count(True)
    if heads < _FEWEST or not headed[0] or headed[-1]:
        return False
    return all(not before or not after for before, after in pairwise(headed))


def _is_heading(entry: Element) -> bool:
    """Tell whether an entry is a heading, and nothing else."""
    heading = next(entry.iter(*_HEADINGS), None)
    if heading is None:
        return False
    shown = "".join(map(str.strip, text_pieces(entry)))
    return shown == "".join(map(str.strip, text_pieces(heading)))


def _is_card(table: Element) -> bool:
    """Tell whether a table is one row: a picture, beside cells of text with a link."""
    rows = [part for part in _own_parts(table) if part.tag == "tr"]
    cells = list(rows[0].iterchildren("td")) if len(rows) == 1 else []
    pictures = [cell for cell in cells if _is_picture(cell)]
    others = [cell for cell in cells if cell not in pictures]
    return bool(pictures and others) and all(next(cell.iter("a"), None) is not None for cell in others)


def _is_picture(cell: Element) -> bool:
    return next(cell.iter("img"), None) is not None and not any(map(str.strip, text_pieces(cell)))


def _is_row_of_links(table: Element) -> bool:
    """Tell whether a table is one row, in which all that is shown is linked."""
    rows = [part for part in _own_parts(table) if part.tag == "tr"]
    if len(rows) != 1 or next(rows[0].iter("a"), None) is None:
        return False
    shown = sum(len(text) for text in map(str.strip, text_pieces(rows[0])))
    linked = sum(len(text) for link in rows[0].iter("a") for text in map(str.strip, text_pieces(link)))
    return shown == linked


def _own_parts(table: Element) -> list[Element]:
    """List groups, rows and cells of a table, not of tables in its cells."""
    found: list[Element] = []
    stack = list(table)
    while stack:
        part = stack.pop()
        if part.tag in _PARTS and part.tag != "table":
            found.append(part)
            if part.tag not in ("td", "th"):
                stack += list(part)
    return found
