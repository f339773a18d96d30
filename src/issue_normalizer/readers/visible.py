"""The text that an HTML element shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from issue_normalizer.readers.elements import all_text, text_pieces
from issue_normalizer.text import without_space

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What no browser shows as text.
INVISIBLE: Final = ("script", "style", "template", "noscript", "svg", "head", "title")
_LINES: Final = ("br", "div", "li", "p", "tr")  # that end a line of code


def visible_text(element: Element) -> str:
    """Give the text that an element shows, a line for each piece."""
    return "\n".join(_visible_pieces(element) if _holds_invisible(element) else text_pieces(element))


def joined_text(element: Element) -> str:
    """Give the text that an element shows, in one: of a whole page, that takes a third of the time."""
    return "".join(_visible_pieces(element)) if _holds_invisible(element) else all_text(element)


def _holds_invisible(element: Element) -> bool:
    """Tell whether there is text that is not shown; in most pictures there is none."""
    return any(all_text(each).strip() for each in element.iter(*INVISIBLE))


def _visible_pieces(element: Element) -> list[str]:
    pieces: list[str] = []
    _add_visible(element, pieces)
    return pieces


def _add_visible(element: Element, pieces: list[str]) -> None:
    if text := element.text:
        pieces.append(text)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in INVISIBLE:
            _add_visible(child, pieces)
        if tail := child.tail:
            pieces.append(tail)


def code_shown(body: Element) -> tuple[str, ...]:
    """Give the text of each `<pre>`, with the ends of lines that it shows at the least."""
    found: list[str] = []
    for element in body.iter("pre"):
        if next(element.iterancestors("pre"), None) is None:
            pieces: list[str] = []
            _add_code(element, pieces)
            found.append("".join(pieces))
    return tuple(found)


def _add_code(element: Element, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if child.tag not in INVISIBLE:
            _add_code(child, pieces)
        if child.tag in _LINES:
            pieces.append("\n")
        pieces.append(child.tail or "")


def visible_length(element: Element) -> int:
    """Count the visible characters of an element, white space aside."""
    return len(without_space(visible_text(element)))
