"""Menus that a converter left around a document in Markdown: what they are made of tells them, no name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from issue_normalizer.patterns import rare
from issue_normalizer.readers.page_blocks import HEADINGS, Block
from issue_normalizer.readers.page_measure import measure
from issue_normalizer.readers.page_names import line_kind
from issue_normalizer.readers.page_text import whole_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SKIP: Final = rare(r"(skip to .{1,40}|跳(到|至|转到).{1,12})", 2)
_MAX_BLOCKS: Final = 60
_FEW: Final = 2  # links on a line of their own


def find_menus(body: Element, address: str | None) -> dict[Element, str]:
    """Find the menus around a document: element -> kind; {} where nothing shows that a page was converted.

    Above the first `#` stands nothing but links, and one of them skips to the text, or several lead to the
    site itself. Must not fire: badges above a title, a table of contents, a document of links.
    """
    blocks = measure(body).children
    title = next((index for index, block in enumerate(blocks) if block.tag == "h1"), None)
    if title is None or not 0 < title <= _MAX_BLOCKS:
        return {}
    above = blocks[:title]
    site = _site(address)
    if not all(_is_menu(block) for block in above) or not _proves(above, site):
        return {}
    found = {block.element: "navigation" for block in above}
    at = title + 1
    if at < len(blocks) and line_kind(_without_date(blocks[at])) == "byline":
        found[blocks[at].element] = "byline"
    last = len(blocks)
    while last > at:
        block = blocks[last - 1]
        kind = line_kind(whole_text(block.element)) or ("related" if _leads_home(block, site) else None)
        if kind is None and _is_teaser(blocks[last - 2], block, site):
            kind = "related"
        if kind is None and whole_text(block.element):
            break
        if kind is not None:
            found[block.element] = kind
        last -= 1
    return found


def _site(address: str | None) -> str:
    """Give the start of the site's own addresses."""
    return "/".join((address or "").split("/")[:3])


def _is_teaser(heading: Block, text: Block, site: str) -> bool:
    """Tell whether a short text stands below a heading that leads to another page of the site."""
    return heading.tag in HEADINGS and not text.all_linked and not text.prose and _leads_home(heading, site)


def _is_menu(block: Block) -> bool:
    """Tell whether a block shows nothing but links, or says that it is furniture."""
    if block.tag in HEADINGS:
        return False
    return block.all_size <= block.all_linked or line_kind(whole_text(block.element)) is not None


def _proves(blocks: list[Block], site: str) -> bool:
    """Tell whether menus show themselves: a link that skips to the text, a row of the site's own pages."""
    if any(_SKIP.fullmatch(whole_text(block.element)) for block in blocks):
        return True
    return any(_leads_home(block, site) and (_is_list(block) or block.links > _FEW) for block in blocks)


def _is_list(block: Block) -> bool:
    return block.tag in ("ul", "ol") and len(block.children) > 1


def _leads_home(block: Block, site: str) -> bool:
    """Tell whether a block is all links, and they lead to pages of the site."""
    links = [link.get("href") or "" for link in block.element.iter("a")]
    own = [
        (href.startswith("/") and not href.startswith("//")) or (bool(site) and href.startswith(site))
        for href in links
    ]
    return bool(links) and block.all_size == 0 and all(own)


def _without_date(block: Block) -> str:
    """Give a line without what stands before its last separator: `June 20 · 3 min read`."""
    return whole_text(block.element).rpartition("·")[2].strip(" 约")
