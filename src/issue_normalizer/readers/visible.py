"""The text that an HTML element shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, cast

from issue_normalizer.text import without_space

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What no browser shows as text.
INVISIBLE: Final = ("script", "style", "template", "noscript", "svg", "head", "title")
_VISIBLE_TEXT = ".//text()[" + " and ".join(f"not(ancestor::{tag})" for tag in INVISIBLE) + "]"


def visible_text(element: Element) -> str:
    """Give the text that an element shows, a line for each piece."""
    if any(_holds_text(each) for each in element.iter(*INVISIBLE)):
        return "\n".join(cast("list[str]", element.xpath(_VISIBLE_TEXT)))
    return "\n".join(cast("Iterator[str]", element.itertext()))


def _holds_text(element: Element) -> bool:
    """Tell whether there is text inside an element; in most pictures there is none."""
    return any(not text.isspace() for text in cast("Iterator[str]", element.itertext()))


def visible_length(element: Element) -> int:
    """Count the visible characters of an element, white space aside."""
    return len(without_space(visible_text(element)))
