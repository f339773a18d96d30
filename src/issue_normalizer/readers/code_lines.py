"""The text of code, line by line, however a page ends its lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from issue_normalizer.patterns import rare
from issue_normalizer.readers.code_marks import LINES, NO_LINES, is_marked

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BLOCKS: Final = frozenset(
    "address article blockquote dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header li ol p pre section table tbody "  # noqa: E501
    "thead tr ul".split()
)
_BLOCK_STYLE: Final = rare(
    r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table-row|list-item)\b", re.IGNORECASE
)


class _Lines:
    """Lines in the making. `is_closed` tells that an element ended the last one: a line end there is the same."""  # noqa: E501

    def __init__(self) -> None:
        self.lines: list[list[str]] = [[]]
        self.is_closed = False

    def add(self, text: str) -> None:
        if not text:
            return
        if self.is_closed:
            text = text.removeprefix("\n")
            self.is_closed = False
        first, *more = text.split("\n")
        if first:
            self.lines[-1].append(first)
        self.lines += ([line] if line else [] for line in more)

    def end(self) -> None:
        """End a line as `<br>` does."""
        if not self.is_closed:
            self.lines.append([])
        self.is_closed = False

    def close(self, start: int) -> None:
        """End the line of an element that began on line `start`, if nothing in it did."""
        if self.lines[-1] or len(self.lines) == start:
            self.lines.append([])
            self.is_closed = True

    def open(self) -> int:
        """Begin a line; give its number."""
        if self.lines[-1]:
            self.lines.append([])
        self.is_closed = False
        return len(self.lines)


def code_text(element: Element) -> str:
    """Give the text of code; its lines end where the page shows that they do."""
    lines = _Lines()
    _read(element, lines)
    return "\n".join("".join(line) for line in lines.lines).replace("\xa0", " ")


def _read(element: Element, lines: _Lines) -> None:
    lines.add(element.text or "")
    has_lines = is_list_of_code(element)
    for child in element:
        if child.tag == "br":
            lines.end()
        elif isinstance(child.tag, str):
            if has_lines or is_line(child):
                start = lines.open()
                _read(child, lines)
                lines.close(start)
            else:
                _read(child, lines)
        if child.tail and not (has_lines and child.tail.isspace() and "\n" not in child.tail):
            lines.add(child.tail)


def is_line(element: Element) -> bool:
    """Tell whether an element in code stands on lines of its own."""
    if element.tag in _BLOCKS:
        return True
    classes = element.get("class")
    if classes is not None and is_marked(classes, LINES) and not is_marked(classes, NO_LINES):
        return True
    if element.get("data-line") is not None and element.tag == "span":
        return True
    style = element.get("style")
    return style is not None and _BLOCK_STYLE.search(style) is not None


def is_list_of_code(element: Element) -> bool:
    """Tell whether an element holds but `<code>`, one a line, as WeChat writes it."""
    if element.tag != "pre" or len(element) < 2 or (element.text or "").strip():
        return False
    return all(child.tag == "code" and not (child.tail or "").strip() for child in element)
