"""Signs of permalinks in headings (`¶`, `#`, a link sign, `Copy link`), and what a heading shows beside."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Final

from issue_normalizer.patterns import rare
from issue_normalizer.readers.page_text import whole_text
from issue_normalizer.text import collapse, holds_any

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAMES: Final = (
    "anchor", "permalink", "headerlink", "header-link", "headinglink", "heading-link", "hashlink",
    "hash-link", "link-icon", "copylink", "copy-link",
)  # fmt: skip
_SIGN: Final = rare(
    r"[\W_]{1,3}|permalink( .*)?|(copy )?link( to .*)?|anchor|direct link to .*|edit|编辑|\[edit\]", 2
)
_MAX_SIGN: Final = 120
_NO_TEXT: Final = frozenset(("script", "style", "svg", "button"))


def find_permalinks(body: Element) -> dict[Element, str]:
    """Find the signs of permalinks in the headings of a body; a heading that is one link keeps it.

    Must fire: `<h2>Rope<a href="#rope">¶</a></h2>`. Must not: `<h2><a href="#c">C#</a></h2>`, `<h2>#</h2>`.
    """
    found: dict[Element, str] = {}
    for heading in body.iter(*_HEADINGS):
        if not len(heading):
            continue
        whole = whole_text(heading)
        for link in heading.iter("a", "button"):
            text = whole_text(link)
            if not text or text == whole or len(text) > _MAX_SIGN:
                continue
            leads_here = link.tag == "button" or "#" in (link.get("href") or "#")
            named = _is_named(f"{link.get('class') or ''} {link.get('rel') or ''}")
            if leads_here and _SIGN.fullmatch(text) and (named or not any(map(str.isalnum, text))):
                found[link] = "permalink"
    for link in body.iter("a"):
        if (
            (names := link.get("class"))
            and _is_named(names)
            and (text := whole_text(link))
            and not any(map(str.isalnum, text))
        ):
            found[link] = "permalink"  # of a figure, a term, a paragraph
    return found


def _is_named(names: str) -> bool:
    return holds_any(names.lower(), _NAMES)


def shown_title(heading: Element) -> str:
    """Give what a heading shows, without the signs of its permalinks and its buttons."""
    if not len(heading):
        return collapse(heading.text or "")
    named = next((found for found in heading.iter("bdi", "span") if _is_shown_title(found)), None)
    return whole_text(named) if named is not None else heading_text(heading, find_permalinks(heading))


def _is_shown_title(element: Element) -> bool:
    """Tell whether an element within a heading is the title alone: beside it, code hosts show a number."""
    return element.tag == "bdi" or "js-issue-title" in (element.get("class") or "")


def heading_text(heading: Element, without: Container[Element]) -> str:
    """Give the text of a heading without some of what is in it, and without its buttons."""
    return collapse("".join(_texts(heading, without)))


def _texts(element: Element, without: Container[Element]) -> Iterator[str]:
    if element in without or not isinstance(element.tag, str) or element.tag in _NO_TEXT:
        return
    yield " " if element.tag == "br" else element.text or ""
    for child in element:
        yield from _texts(child, without)
        yield child.tail or ""
