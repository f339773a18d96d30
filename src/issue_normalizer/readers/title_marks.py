"""What marks a heading of a page as the title of its document, or as the name of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from issue_normalizer.issue_title import read_title
from issue_normalizer.readers.elements import children_of
from issue_normalizer.readers.page_blocks import HEADINGS, Block
from issue_normalizer.readers.page_names import is_named, names_of, words

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_AROUND: Final = frozenset(("bdi", "span", "a"))  # what may stand around all of a heading's text


def is_title_named(element: Element) -> bool:
    """Tell whether a name of an element, or of what it wraps, says that it is the title."""
    if is_marked(element):
        return True
    titles = words().titles
    return is_named(names_of(element), titles) or any(
        child.tag in _AROUND and is_named(names_of(child), titles) for child in children_of(element)
    )


def is_marked(element: Element) -> bool:
    """Tell whether microdata say that an element is the title."""
    named = "name" in (element.get("itemprop") or "").split()
    return is_headline(element) or (named and element.tag in HEADINGS)


def is_headline(element: Element) -> bool:
    """Tell whether an element is a headline by microdata."""
    return "headline" in (element.get("itemprop") or "")


def leads_to_start(element: Element) -> bool:
    """Tell whether a heading links to the start of the site, whose name it is."""
    for link in element.iter("a"):
        href = link.get("href") or ""
        if link.get("rel") == "home" or href.rstrip("/").count("/") in ({0} if href.startswith("/") else {2}):
            return not href.startswith(("#", "?"))
    return False


def _links(heading: Element) -> list[str]:
    return [href for link in heading.iter("a") if (href := link.get("href"))]


def leads_above(heading: Element, headings: list[tuple[Block, bool]]) -> bool:
    """Tell whether a heading links to what holds the page of another one: a blog in a folder of a site."""
    folders = [href.rstrip("/") + "/" for href in _links(heading) if not href.startswith("#")]
    links = [href for block, _ in headings if block.linked for href in _links(block.element)]
    return any(len(href) > len(each) and href.startswith(each) for each in folders for href in links)


def keeps_number(text: str, told: str) -> bool:
    """Tell whether a text holds the number of an issue that a title states, and a series where that does.

    Must not fire: `Knots` where the title is `Harbour Notes 12 | Knots`, `#12: Knots` where it is
    `Harbour Notes #12: Knots`.
    """
    stated, shown = read_title(told), read_title(text)
    if stated.number is not None:
        return shown.number == stated.number and (stated.series is None or shown.series is not None)
    return _digits(told) in _digits(text)


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
