"""Headings that a mail only styles: a short line in bold or large type, without a tag that says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from lxml import etree

from issue_normalizer.patterns import rare
from issue_normalizer.readers.elements import text_pieces

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BOLD: Final = rare(r"(?i)(?:^|;)\s*font-weight\s*:\s*(?:bold(?:er)?|[6-9]00)\b")
_SIZE: Final = rare(r"(?i)(?:^|;)\s*font-size\s*:\s*(\d{1,3}(?:\.\d+)?)\s*(px|pt)\b")
_POINT: Final = 4 / 3  # pixels
_USUAL: Final = 16  # pixels
_SMALLEST: Final = 14  # pixels of a heading: what is smaller says what kind of news stands below
_LARGER: Final = 1.3  # a greeting or a signature may be somewhat larger
_BLOCKS: Final = ("p", "div", "td", "center")
_MAX_LINE: Final = 60
_STOPS: Final = ".,;:。，；：…"


def mark_styled_lines(styled: Iterable[Element]) -> None:
    """Make bold what a style makes bold or large, where it is a whole line: it may name a section.

    Must fire: `<div style="font-size:24px;font-weight:bold">Tools</div>`, or a span alone in its `p`.
    Must not: a button, a sentence, words within a line, a size that all the text has.
    """
    held = list(styled)
    sizes = _running_sizes(held)
    large = _LARGER * max(_USUAL, *sizes, _USUAL)
    small = min(_SMALLEST, *sizes, _SMALLEST)
    for element in held:
        style = element.get("style") or ""
        size = _size(style)
        is_marked = (_BOLD.search(style) and not 0 < size < small) or (
            size >= large and size > _inherited(element) * _LARGER
        )
        if is_marked and _is_line(element) and _is_alone(element):
            strong = etree.SubElement(element, "strong")
            strong.text, element.text = element.text, None
            strong.extend([child for child in element if child is not strong])


def _size(style: str) -> float:
    """Give the size of type that a style asks for, in pixels; 0 for none, or one relative to another."""
    match = _SIZE.search(style)
    return float(match[1]) * (_POINT if match[2] == "pt" else 1) if match else 0


def _inherited(element: Element) -> float:
    """Give the size of type that what is around an element asks for; 0 for none."""
    sizes = (_size(above.get("style") or "") for above in element.iterancestors())
    return next((size for size in sizes if size), 0)


def _running_sizes(styled: Iterable[Element]) -> list[float]:
    """List the sizes of the running text, as far as styles tell them."""
    return [
        size
        for element in styled
        if (size := _size(element.get("style") or "")) and len("".join(text_pieces(element))) > _MAX_LINE
    ]


def _is_alone(element: Element) -> bool:
    """Tell whether an element, if it is a span, is all that its block holds."""
    above = element.getparent() if element.tag == "span" else None
    if above is None:
        return element.tag != "span"
    return above.tag in _BLOCKS and len(above) == 1 and not (above.text or element.tail or "").strip()


def _is_line(element: Element) -> bool:
    """Tell whether an element holds a short text and no more than spans."""
    if any(child.tag != "span" for child in element.iterdescendants()):
        return False
    text = "".join(text_pieces(element)).strip()
    return 0 < len(text) <= _MAX_LINE and text[-1] not in _STOPS
