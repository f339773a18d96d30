"""A page as blocks with figures: how much running text each holds, how much of it is links.

Choosing the body by such figures goes back to boilerpipe (Kohlschütter, Fankhauser, Nejdl: Boilerplate
Detection using Shallow Text Features, 2010) and Readability: prose speaks for a block, links against it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from issue_normalizer.patterns import rare
from issue_normalizer.readers.elements import all_text, children_of, text_size
from issue_normalizer.readers.page_blocks import (
    ENDS,
    HEADINGS,
    INLINE,
    LINES,
    PROSE,
    Block,
    inside,
    is_hidden,
    is_rendered,
    kind_of,
)
from issue_normalizer.readers.page_head import folded
from issue_normalizer.readers.page_names import box_kind, line_kind, names_of, spelled
from issue_normalizer.readers.page_text import whole_text
from issue_normalizer.readers.teasers import find_teasers, guessed_host, host_of, leads_to_many

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_INVISIBLE: Final = frozenset(
    "script style template noscript svg head title button select option textarea canvas object map "
    "datalist".split()
)
_BESIDE: Final = frozenset(("header", "aside"))  # they speak for a document only by running text
_OF_OTHERS: Final = frozenset(("comments", "related", "sidebar", "footer"))  # they may hold most of a page
_OF_LINKS: Final = frozenset(("related", "navigation", "breadcrumbs", "prev-next", "tags"))  # they hold such

_PICTURES: Final = frozenset(("img", "picture", "video", "iframe"))
_PRESSED: Final = ("a", "button", "input", "img", "svg", "iframe", "script", "form", "i")
_RARELY: Final = 20  # bytes for one that is linked
_OF_SPANS: Final = frozenset(
    ("tools", "share", "byline", "copied", "advertisement", "navigation")
)  # within a line
_MOST: Final = 0.5  # of the page's running text
_ALL_BUT: Final = 0.9  # the same of a page with little of it
_MUCH: Final = 600
_FEW: Final = 200  # bytes: of a page with no more, a box may hold all
_MAX_BANNER: Final = 3000  # bytes: what asks to agree to cookies
_MAX_BUTTON: Final = 24  # characters
_AGREES: Final = rare(
    r"(?i)\b(?:accept|agree|allow|consent|got it|ok|understand|reject|decline|close|akzept|ablehn|zustimm"
    r"|einverstanden|verstanden|accepter|refuser|j'accepte|aceptar|acepto|accett|akkoord|aceitar)|同意|接受|知道了|×"
)
_BETWEEN: Final = 250  # characters from one `cookie` to the next
_TITLE_LINK: Final = 30  # bytes: a longer link may be the title of an item
_NAMED: Final = frozenset(("byline", "author", "popup"))  # for which parts of a document are taken
_ENTRY_LINK: Final = 18  # bytes: the same of an entry in a list of links to other sites


def measure(page: Element, address: str | None = None) -> Block:
    """Measure a page served from an address; blocks of furniture count for nothing in those around them."""
    root = Block(page, str(page.tag), names_of(page), None)
    _fill(root, page, linked=False)
    _sum(root)
    if any(block.kind in _NAMED for block in inside(root)):
        from issue_normalizer.readers.released import release_names

        release_names(root)
    _release(root)
    _find_cookies(root)
    if not any(is_rendered(block.element) for block in inside(root) if block.rank == 3):  # the body
        find_teasers(root, host_of(address or "") or guessed_host(root), (address or "").partition("#")[0])
    _weigh(root, root.prose)
    if root.led > root.worth and leads_to_many(root):  # a letter of nothing but links: they are its text
        for block in inside(root):
            block.worth = max(block.worth, 0) + block.led
    return root


def _fill(block: Block, element: Element, *, linked: bool) -> None:
    if (text := element.text) and not text.isspace():
        _add(block, text, linked=linked)
    for child in children_of(element):  # half the time of going through it
        tag = child.tag
        if isinstance(tag, str) and tag not in _INVISIBLE:
            if tag == "code":
                _add(block, all_text(child), linked=linked)
            elif tag in INLINE and not (tag == "span" and box_kind(names_of(child)) in _OF_SPANS):
                is_link = tag == "a"
                block.links += is_link
                _fill(block, child, linked=linked or is_link)
            else:
                inner = Block(child, tag, names_of(child), block)
                block.children.append(inner)
                if inner.rank == 3 and is_rendered(child) and not _is_in_certain(inner):
                    inner.size = text_size(child)  # a document, as it is
                elif tag == "pre":
                    _add(inner, all_text(child), linked=linked)
                else:
                    _fill(inner, child, linked=linked)
        if (tail := child.tail) and not tail.isspace():
            _add(block, tail, linked=linked)
    block.behind = len(block.page)


def _is_in_certain(block: Block) -> bool:
    """Tell whether a block stands in one whose name tells for certain that it is the body."""
    while (parent := block.parent) is not None:
        if parent.rank == 3:
            return True
        block = parent
    return False


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
    _settle_kind(block)


def _settle_kind(block: Block) -> None:
    """Take off a kind that names tell and what a block holds does not; give that of what is hidden."""
    if block.kind is not None and block.all_linked * 2 < block.all_size and _is_own_heading(block):
        block.kind = kind_of(block.element, block.tag, spelled(block.element.get("class") or ""))
    if block.kind == "share" and block.prose and next(block.element.iter(*_PRESSED), None) is None:
        block.kind = None
    if block.kind in _OF_LINKS and block.all_linked * _RARELY < block.all_size:
        is_list = block.tag in ("ul", "ol")  # of points: `ul.post-list`
        block.kind = None if is_list or block.prose > _FEW else block.kind
    if block.kind is None and not block.is_document and block.prose and is_hidden(block.element):
        block.kind, block.prose = "hidden", 0  # a page that a script shows at once holds its document hidden


def _is_own_heading(block: Block) -> bool:
    """Tell whether the id of a section is made of its heading, which is none of furniture.

    Must fire: `<section id="related-work"><h2>Related work</h2>`. Must not: `id="comments"` above `Comments`.
    """
    name, first = block.element.get("id"), next(iter(block.children), None)
    if not name or first is None or first.tag not in HEADINGS:
        return False
    heading = whole_text(first.element)
    return folded(heading) == folded(name) and line_kind(heading.strip("¶#§ ")) is None


def _release(root: Block) -> None:
    """Take the kind off running text whose names would make furniture of most of the page: `p.paywall`."""
    held: dict[str, int] = {}
    _hold(root, frozenset(), held)
    void = {kind for kind, prose in held.items() if prose > max(_FEW, root.prose * _MOST)} - _OF_OTHERS
    is_certain = any(block.rank == 3 for block in inside(root))
    if held.get("comments", 0) > max(_FEW, root.prose - 1) and not is_certain and _opens_with_comments(root):
        void.add("comments")  # of a thread, the posts may be named so
    for block in inside(root) if void else ():
        if block.kind in void and block.prose:
            block.kind = None
    named = [block for block in inside(root) if block.rank > 1]
    best = max(named, key=lambda block: block.all_size + block.all_linked, default=None)
    if best is None:
        return
    if root.prose <= _FEW or (best.all_size + best.all_linked) * 3 > root.all_size + root.all_linked:
        _release_widget(best)


def _opens_with_comments(root: Block) -> bool:
    """Tell whether neither text nor a picture of a post stands above the first of the comments."""
    blocks = {block.element: block for block in inside(root)}
    boxed: set[Element] = set()
    for element in root.element.iter():
        block = blocks.get(element)
        if block is not None and block.kind == "comments":
            return True
        if element.getparent() in boxed or element.tag in _BESIDE or (block is not None and block.kind):
            boxed.add(element)
        elif element.tag in _PICTURES or (
            block is not None and block.tag not in HEADINGS and block.size > block.linked
        ):
            return False
    return False


def _release_widget(block: Block) -> None:
    """Take the kind off what is named as what stands beside a text, but holds most of the page in a body.

    To some engines, the post is a widget as all that is beside it.
    """
    while block.parent is not None:
        block = block.parent
        if block.kind == "sidebar":
            block.kind = None


def _find_cookies(root: Block) -> None:
    """Find what asks to agree to cookies: a box beside the page's text that speaks of little else.

    Must not fire: a text on cookies, an item among others of its kind.
    """
    for around in (root, *root.children):
        small = [
            block
            for block in around.children
            if block.kind is None and not block.is_document
            and 0 < block.all_size <= _MAX_BANNER and block.prose * 2 < root.prose
        ]  # fmt: skip
        forms = Counter((block.tag, block.names) for block in around.children) if small else Counter()
        for block in small:
            if forms[block.tag, block.names] == 1 and _asks_for_cookies(block.element):
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
    block.led = block.linked if block.away and _is_title(block, _ENTRY_LINK) else 0
    for child in block.children:
        _weigh(child, prose)
        if child.is_teaser:
            block.worth += min(child.worth, 0)
        elif child.kind is None and (child.tag not in _BESIDE or child.prose):
            block.worth += child.worth
            block.led += child.led


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
        return 0 if _is_title(block) or block.away else -0.5 * linked
    if size >= PROSE:
        return size + linked
    if block.tag in LINES:
        return (size + linked) * (0.6 if block.last in ENDS else 0.2)
    return size * 0.4 if block.last in ENDS else 0


def _is_title(block: Block, size: int = _TITLE_LINK) -> bool:
    """Tell whether a block is links as long as titles are."""
    return block.links > 0 and block.linked > block.size and block.linked >= size * block.links
