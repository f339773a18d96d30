"""Headings that no tag tells, but a role with a level or a name: `div.heading-h2`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from issue_normalizer.patterns import rare
from issue_normalizer.readers.elements import all_text
from issue_normalizer.text import collapse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SAID: Final = etree.XPath("descendant::*[@role='heading' and @aria-level]")
_MAY_BE_NAMED: Final = etree.XPath(
    "descendant::*[self::div or self::p][contains(@class, 'eading') or contains(concat(' ', @class), ' h')]"
)
_NAMED: Final = rare(r"(?i)(?<!\S)(?:[a-z]+-)?(?:heading[-_]?h?|h)([1-6])(?:-block)?(?!\S)")
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_OWN: Final = ("h2", "h3", "h4")  # headings of a document that has such of its own
_NEVER: Final = (
    *_HEADINGS,
    "p",
    "li",
    "table",
    "ul",
    "ol",
    "pre",
    "blockquote",
    "figure",
    "img",
    "button",
    "input",
)
_AROUND: Final = (
    *_HEADINGS,
    "a",
    "button",
    "label",
    "li",
    "table",
    "nav",
    "form",
    "blockquote",
    "td",
    "dd",
)
_TAGS: Final = frozenset(("div", "p", "span"))
_LONGEST: Final = 160  # characters
_STOPS: Final = ".。;；,，"
_FEWEST: Final = 2  # headings that names tell: one alone may be a line that is set large


def settle_headings(page: Element) -> None:
    """Give what is said to be a heading the tag of one.

    Must fire: a role with a level; two lines or more with such a name. Must not: a role without a level, a
    sentence, what holds blocks, a line in an entry of a list, names where the page has headings of its own.
    """
    for element in cast("list[Element]", _SAID(page)):
        level = element.get("aria-level") or ""
        if level in set("123456") and element.tag in _TAGS and _is_line(element):
            element.tag = f"h{level}"
    found = [
        (element, level)
        for element in cast("list[Element]", _MAY_BE_NAMED(page))
        if (level := _named(element))
    ]
    lines = [
        (element, level) for element, level in found if _is_line(element) and _stands_above_text(element)
    ]
    if len(lines) < _FEWEST or next(page.iter(*_OWN), None) is not None:
        return
    for element, level in lines:
        if next(element.iterancestors(*_HEADINGS), None) is None:
            element.tag = f"h{level}"


def _named(element: Element) -> str:
    """Give the level that a name tells; nothing where none does."""
    found = _NAMED.search(element.get("class") or "")
    return found[1] if found is not None else ""


def _stands_above_text(element: Element) -> bool:
    """Tell whether a line says a word, and stands beside no other such line, as verses and quotes do."""
    text, above, below = collapse(all_text(element)), element.getprevious(), element.getnext()
    is_word = text[:1].isalnum() and any(map(str.isalpha, text))
    is_above = below is not None and isinstance(below.tag, str) and not _named(below)
    return is_word and is_above and not (above is not None and isinstance(above.tag, str) and _named(above))


def _is_line(element: Element) -> bool:
    """Tell whether an element holds a short line and no blocks, and stands in nothing that is one."""
    if any(inner is not element for inner in element.iter(*_NEVER)):
        return False
    if next(element.iterancestors(*_AROUND), None) is not None:
        return False
    parent = element.getparent()
    if parent is not None and parent.tag == "p" and collapse(all_text(parent)) != collapse(all_text(element)):
        return False  # a part of a sentence
    text = collapse(all_text(element)).strip("\u200b")
    return 0 < len(text) <= _LONGEST and text[-1] not in _STOPS
