"""Where the links of a page lead: to other pages of its site, which they announce, or to other sites."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from issue_normalizer.readers.page_blocks import Block, inside, outside
from issue_normalizer.readers.page_names import line_kind
from issue_normalizer.readers.page_text import whole_text
from issue_normalizer.urls import unarchived

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OF_WHOM: Final = frozenset(("author", "byline"))
_OF_SITE: Final = frozenset(("navigation", "header", "footer"))
_SOME: Final = 3  # links that say where a site is
_MUCH: Final = 600  # bytes of running text: what has more announces nothing
_LONG: Final = 300  # bytes
_NEARLY_ALL: Final = 0.95  # of a container's worth: what an article has of a page with rails of links
_LONG_TEXT: Final = 900  # bytes of running text: no opening of a letter
_RAIL: Final = 120  # bytes of links
_MOST_RAIL: Final = 2  # the same for each byte of running text beside it
_MAX_SECOND: Final = 3  # letters of the last but one part of a host that names no owner: `co.uk`, `com.cn`


def find_teasers(root: Block, host: str, own: str) -> None:
    """Find what announces other pages of the site: parts side by side that begin with a link to one.

    The items of a newsletter lead elsewhere, and so do the links within running text. `own` is the page's own
    address: behind it and a `#` stands a place in the page itself.
    """
    place = f"{own}#" if own else "#"
    for block in inside(root):
        if block.linked and block.size < _LONG:  # a link within running text says nothing
            links = [unarchived(link.get("href") or "") for link in _own_links(block)]
            home = [leads_home(href, host) for href in links]
            block.leads = bool(links) and all(home) and not any(href.startswith(place) for href in links)
            block.away = not all(home) and any(
                href.startswith("http") and not is_home for href, is_home in zip(links, home, strict=True)
            )
            block.home = block.leads and not block.size
    for block in inside(root):
        if block.tag in ("table", "tbody") and _has_heads(block):
            continue  # a row of data may begin with a link
        starting = [child for child in block.children if child.prose <= _MUCH and _begins_home(child)]
        if len(starting) > 1 and len(starting) * 2 >= len(block.children):
            for child in starting:
                child.is_teaser = child.in_teaser = True
        if block.in_teaser:
            for child in block.children:
                child.in_teaser = True


def _has_heads(block: Block) -> bool:
    """Tell whether a table has heads of columns: what lays out a page has none."""
    table = block if block.tag == "table" else block.parent
    return table is not None and any(each.tag == "th" for each in inside(table))


def _own_links(block: Block) -> list[Element]:
    return list(block.element.iter("a")) or list(block.element.iterancestors("a"))


def _begins_home(block: Block) -> bool:
    """Tell whether the first text in a block is a link to another page of the site."""
    while not block.opens:
        shown = (child for child in block.children if child.all_size or child.all_linked)
        first = next((child for child in shown if child.kind not in _OF_WHOM), None)
        if first is None:
            break
        block = first
    return block.home


def leads_home(href: str, host: str) -> bool:
    """Tell whether an address is another page of the site that a host serves, or of a part of it."""
    if href.startswith(("http:", "https:", "//")):
        other = host_of(href)
        return bool(host) and (other == host or other.endswith("." + host))
    return bool(href) and not href.startswith(("#", "mailto:", "javascript:"))


def host_of(address: str) -> str:
    """Give the host of an address; the `www.` before it names no other site."""
    parts = unarchived(address).split("/", 3)
    return parts[2].lower().removeprefix("www.") if len(parts) > 2 and not parts[1] else ""


def guessed_host(root: Block) -> str:
    """Give the host that most links in the menus of a page, its styles and scripts lead to."""
    counts: dict[str, int] = {}
    parts = [link for block in inside(root) if block.kind in _OF_SITE for link in block.element.iter("a")]
    for part in (*parts, *root.element.getroottree().iter("link", "script")):
        if host := host_of(part.get("href") or part.get("src") or ""):
            counts[host] = counts.get(host, 0) + 1
    most = max(counts.values(), default=0)
    return next((host for host, count in counts.items() if count == most), "") if most >= _SOME else ""


def leads_to_many(root: Block) -> bool:
    """Tell whether links to other sites are to nearly as many of them: those of a portal are its own."""
    led = [block for block in inside(root) if block.kind is None and block.away and not block.children]
    links = [link.get("href") or "" for block in led for link in _own_links(block)]
    sites = {site_of(href) for href in links}
    return len(sites) >= _SOME and len(sites) * 2 >= len(links)


def site_of(address: str) -> str:
    """Give the name that a host is part of: `news.harbour.example` and `photo.harbour.example` are of one."""
    labels = host_of(address).split(".")
    is_deep = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= _MAX_SECOND
    return ".".join(labels[-3 if is_deep else -2 :])


def without_rails(block: Block, containers: Sequence[Block]) -> Block:
    """Go down to what holds nearly all the text, where nothing stands beside it but links to the site.

    Must fire: an article, below it or beside it lists of what else there is. Must not: a letter announcing
    pages of its own site below a heading, with a word of its own behind them, or a link to another site.
    """
    text = [
        inner for inner in containers
        if inner.prose >= _LONG_TEXT and inner.worth >= block.worth * _NEARLY_ALL
    ]  # fmt: skip
    if not text:
        return block
    inner = text[-1]
    around = outside(block, lambda each: each.kind is not None)
    beside = [each for each in around if not inner.at <= each.at < inner.behind]
    if any((each.linked and not each.leads) or _is_of_text(each) for each in beside):
        return block
    return inner if _RAIL <= sum(each.linked for each in beside) <= inner.prose * _MOST_RAIL else block


def _is_of_text(block: Block) -> bool:
    """Tell whether a block says more than its links do, as far as its words tell; the title aside."""
    return block.size > 0 and block.tag != "h1" and line_kind(whole_text(block.element)) is None
