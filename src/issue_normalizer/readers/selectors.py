"""Selectors that a user wrote for a site's pages, applied by soupsieve to the tree that lxml made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from lxml import etree
from msgspec import Struct

from issue_normalizer.errors import UsageError
from issue_normalizer.options import Page, Selectors

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MARK: Final = "data-place"  # by which elements of the two trees know each other
_KEYS: Final = ("body", "title", "date", "author", "drop")


class Selected(Struct, frozen=True, gc=False):
    """What selectors found: elements by key, and the selectors that found nothing, as `key: selector`."""

    found: dict[str, tuple[Element, ...]]
    unmatched: tuple[str, ...]


def page_for(address: str | None, pages: Sequence[Page]) -> Page | None:
    """Give the selectors for an address: the first with a part that stands in it, or without any."""
    for page in pages:
        if not page.addresses or (address and any(part in address for part in page.addresses)):
            return page
    return None


def check_selectors(pages: Sequence[Page]) -> None:
    """Raise UsageError for what is no selector, before any page is read."""
    import soupsieve

    written = [(name, one) for page in pages for name in _KEYS for one in _listed(getattr(page, name))]
    for key, selector in written:
        try:
            soupsieve.compile(selector)
        except soupsieve.SelectorSyntaxError as error:
            raise _no_selector(key, selector, error) from None


def _no_selector(key: str, selector: str, error: Exception) -> UsageError:
    return UsageError(f"page.{key}: {selector!r} is no CSS selector: {str(error).splitlines()[0]}")


def select(root: Element, page: Page) -> Selected:
    """Apply the selectors of a site. Raises UsageError for what is no selector."""
    from bs4 import BeautifulSoup
    from soupsieve import SelectorSyntaxError

    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for place, element in enumerate(elements):
        element.set(_MARK, str(place))
    soup = BeautifulSoup(etree.tostring(root, encoding="unicode", method="html"), "html.parser")
    for element in elements:
        del element.attrib[_MARK]
    found: dict[str, tuple[Element, ...]] = {}
    unmatched: list[str] = []
    for key in _KEYS:
        for selector in _listed(getattr(page, key)):
            if key in found and key != "drop":
                break
            try:
                places = [tag.get(_MARK) for tag in soup.select(selector)]
            except SelectorSyntaxError as error:
                raise _no_selector(key, selector, error) from None
            taken = tuple(elements[int(place)] for place in places if isinstance(place, str))
            if taken:
                found[key] = (*found.get(key, ()), *taken)
            else:
                unmatched.append(f"{key}: {selector}")
    return Selected(found, tuple(unmatched))


def _listed(selectors: Selectors) -> tuple[str, ...]:
    return (selectors,) if isinstance(selectors, str) else selectors
