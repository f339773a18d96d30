"""A page as blocks with figures: how much running text each holds, how much of it is links.

Choosing the body by such figures goes back to boilerpipe (Kohlschütter, Fankhauser, Nejdl: Boilerplate
Detection using Shallow Text Features, 2010) and Readability: prose speaks for a block, links against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from issue_normalizer.patterns import rare
from issue_normalizer.readers.elements import all_text, children_of
from issue_normalizer.readers.page_blocks import ENDS, HEADINGS, LINES, PROSE, Block, inside
from issue_normalizer.readers.page_names import box_kind, names_of
from issue_normalizer.readers.page_text import whole_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_INVISIBLE: Final = frozenset(
    "script style template noscript svg head title button select option textarea canvas object map "
    "datalist".split()
)
_INLINE: Final = frozenset(
    "a abbr b bdi bdo big br cite code del dfn em font i img ins kbd label mark picture q rb rp rt ruby s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
_BESIDE: Final = frozenset(("header", "aside"))  # they speak for a document only by running text
_OF_OTHERS: Final = frozenset(("comments", "related", "sidebar", "footer"))  # they may hold most of a page
_OF_WHOM: Final = frozenset(("author", "byline"))
_OF_SPANS: Final = frozenset(
    ("tools", "share", "byline", "copied", "advertisement", "navigation")
)  # within a line
_MOST: Final = 0.5  # of the page's running text
_ALL_BUT: Final = 0.9  # the same of a page with little of it
_MUCH: Final = 600
_OF_SITE: Final = frozenset(("navigation", "header", "footer"))
_SOME: Final = 3  # links that say where a site is
_FEW: Final = 200  # bytes: of a page with no more, a box may hold all
_LONG: Final = 300  # bytes
_MAX_BANNER: Final = 3000  # bytes: what asks to agree to cookies
_MAX_BUTTON: Final = 24  # characters
_AGREES: Final = rare(
    r"(?i)\b(?:accept|agree|allow|consent|got it|ok|understand|reject|decline|close|akzept|ablehn|zustimm"
    r"|accepter|refuser|aceptar|accett|akkoord)|同意|接受|知道了|×"
)
_BETWEEN: Final = 250  # characters from one `cookie` to the next
_TITLE_LINK: Final = 30  # bytes: a longer link may be the title of an item


def measure(page: Element, address: str | None = None) -> Block:
    """Measure a page served from an address; blocks of furniture count for nothing in those around them."""
    root = Block(page, str(page.tag), names_of(page), None)
    _fill(root, page, linked=False)
    _sum(root)
    _release(root)
    _find_cookies(root)
    _find_teasers(root, host_of(address or "") or _guessed_host(root))
    _weigh(root, root.prose)
    return root


def _fill(block: Block, element: Element, *, linked: bool) -> None:
    if (text := element.text) and not text.isspace():
        _add(block, text, linked=linked)
    for child in children_of(element):  # half the time of going through it
        tag = child.tag
        if isinstance(tag, str) and tag not in _INVISIBLE:
            if tag == "code":
                _add(block, all_text(child), linked=linked)
            elif tag in _INLINE and not (tag == "span" and box_kind(names_of(child)) in _OF_SPANS):
                is_link = tag == "a"
                block.links += is_link
                _fill(block, child, linked=linked or is_link)
            else:
                inner = Block(child, tag, names_of(child), block)
                block.children.append(inner)
                if tag == "pre":
                    _add(inner, all_text(child), linked=linked)
                else:
                    _fill(inner, child, linked=linked)
        if (tail := child.tail) and not tail.isspace():
            _add(block, tail, linked=linked)
    block.behind = len(block.page)


def _add(block: Block, text: str, *, linked: bool) -> None:
    shown = "".join(text.split())
    if not shown:
        return
    block.last = shown[-1]
    block.opens |= not block.children
    size = len(shown) if shown.isascii() else len(shown.encode("utf-8", "replace"))
    if linked:
        block.linked += size
    else:
        block.size += size


def _sum(block: Block) -> None:
    """Sum up what the blocks inside hold."""
    block.prose = block.size if block.is_prose() else 0
    block.all_linked, block.all_size = block.linked, block.size
    for child in block.children:
        _sum(child)
        block.prose += child.prose
        block.all_linked += child.all_linked
        block.all_size += child.all_size
        block.asks = block.asks or child.asks
        block.is_document = block.is_document or child.is_document


def _release(root: Block) -> None:
    """Take the kind off running text whose names would make furniture of most of the page: `p.paywall`."""
    held: dict[str, int] = {}
    _hold(root, frozenset(), held)
    void = {kind for kind, prose in held.items() if prose > max(_FEW, root.prose * _MOST)} - _OF_OTHERS
    for block in inside(root) if void else ():
        if block.kind in void and block.prose:
            block.kind = None


def _find_cookies(root: Block) -> None:
    """Find what asks to agree to cookies: a box beside the page's text that speaks of little else.

    Must not fire: a text on cookies, an item among others of its kind.
    """
    for around in (root, *root.children):
        forms = [(block.tag, block.names) for block in around.children]
        for block, form in zip(around.children, forms, strict=True):
            is_small = 0 < block.all_size <= _MAX_BANNER and block.prose * 2 < root.prose
            is_alone = block.kind is None and not block.is_document and forms.count(form) == 1
            if is_small and is_alone and _asks_for_cookies(block.element):
                block.kind = "cookies"


def _asks_for_cookies(box: Element) -> bool:
    """Tell whether a box speaks of cookies all along, and has something to press or to close it with."""
    text = whole_text(box).casefold()
    if text.count("cookie") <= len(text) // _BETWEEN + 1:
        return False
    return any(
        _AGREES.search(whole_text(each)[:_MAX_BUTTON])
        if each.tag in ("a", "button")
        else "close" in names_of(each)
        for each in box.iter("*")
    )


def _hold(block: Block, within: frozenset[str], held: dict[str, int]) -> None:
    """Sum up the running text in blocks of each kind."""
    if (kind := block.kind) is not None and kind not in within:
        held[kind] = held.get(kind, 0) + block.prose
        within |= {kind}
    for child in block.children:
        if child.prose:
            _hold(child, within, held)


def _weigh(block: Block, prose: int) -> None:
    """Sum up what blocks are worth; one with most of the running text is no furniture, whatever its name."""
    if block.kind is not None and (prose > _FEW or block.is_document):
        most = _MOST if block.prose > _MUCH and block.is_document else _ALL_BUT
        if block.prose > prose * most:
            block.kind = None
    block.worth = _own_worth(block)
    for child in block.children:
        _weigh(child, prose)
        if child.is_teaser:
            block.worth += min(child.worth, 0)
        elif child.kind is None and (child.tag not in _BESIDE or child.prose):
            block.worth += child.worth


def _find_teasers(root: Block, host: str) -> None:
    """Find what announces other pages of the site: parts side by side that begin with a link to one.

    The items of a newsletter lead elsewhere, and so do the links within running text.
    """
    for block in inside(root):
        if block.linked and block.size < _LONG:  # a link within running text says nothing
            links = [link.get("href") or "" for link in _own_links(block)]
            home = [leads_home(href, host) for href in links]
            block.leads = bool(links) and all(home)
            block.away = not block.leads and any(
                href.startswith("http") and not is_home for href, is_home in zip(links, home, strict=True)
            )
            block.home = block.leads and not block.size
    for block in inside(root):
        starting = [child for child in block.children if child.prose <= _MUCH and _begins_home(child)]
        if len(starting) > 1 and len(starting) * 2 >= len(block.children):
            for child in starting:
                child.is_teaser = True


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
    parts = address.split("/", 3)
    return parts[2].lower().removeprefix("www.") if len(parts) > 2 and not parts[1] else ""


def _guessed_host(root: Block) -> str:
    """Give the host that most links in the menus of a page, its styles and scripts lead to."""
    counts: dict[str, int] = {}
    parts = [link for block in inside(root) if block.kind in _OF_SITE for link in block.element.iter("a")]
    for part in (*parts, *root.element.getroottree().iter("link", "script")):
        if host := host_of(part.get("href") or part.get("src") or ""):
            counts[host] = counts.get(host, 0) + 1
    most = max(counts.values(), default=0)
    return next((host for host, count in counts.items() if count == most), "") if most >= _SOME else ""


def _own_worth(block: Block) -> float:
    """Say how much what stands straight in a block speaks for a document around it."""
    size, linked = block.size, block.linked
    if not size and not linked:
        return 0
    if block.tag == "pre":
        return size + linked
    if block.tag in HEADINGS:
        return 0
    if linked > size:
        is_title = block.links and linked >= _TITLE_LINK * block.links
        return 0 if is_title or block.away else -0.5 * linked
    if size >= PROSE:
        return size + linked
    if block.tag in LINES:
        return (size + linked) * (0.6 if block.last in ENDS else 0.2)
    return size * 0.4 if block.last in ENDS else 0
