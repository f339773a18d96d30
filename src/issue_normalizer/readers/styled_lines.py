"""Headings that a mail only styles: a short line in bold type, without a tag that says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from lxml import etree

from issue_normalizer.patterns import rare
from issue_normalizer.readers.elements import text_pieces

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BOLD: Final = rare(r"(?i)(?:^|;)\s*font-weight\s*:\s*(?:bold(?:er)?|[6-9]00)\b")
_MAX_LINE: Final = 60
_STOPS: Final = ".!?,;:。！？，；：…"


def mark_styled_lines(styled: Iterable[Element]) -> None:
    """Make bold what a style makes bold, where it is a whole line: it may name a section.

    Must fire: `<div style="font-size:24px;font-weight:bold">Tools</div>`. Must not: a button, a sentence,
    words within a line.
    """
    for element in styled:
        if _BOLD.search(element.get("style") or "") and _is_line(element):
            strong = etree.SubElement(element, "strong")
            strong.text, element.text = element.text, None
            strong.extend([child for child in element if child is not strong])


def _is_line(element: Element) -> bool:
    """Tell whether an element holds a short text and no more than spans."""
    if any(child.tag != "span" for child in element.iterdescendants()):
        return False
    text = "".join(text_pieces(element)).strip()
    return 0 < len(text) <= _MAX_LINE and text[-1] not in _STOPS
