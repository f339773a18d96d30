"""The blocks that a page is made of, and which kind of furniture their tags, roles and names say they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from issue_normalizer.readers.page_names import body_rank, box_kind, spelled, whole_kind
from issue_normalizer.readers.page_text import whole_text
from issue_normalizer.text import collapse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SMALL_HEADINGS: Final = frozenset(("h4", "h5", "h6"))  # right below a title, they may be no more than a day
LINES: Final = frozenset(("p", "li", "blockquote", "td", "th", "dd", "dt", "figcaption"))
INLINE: Final = frozenset(
    "a abbr b bdi bdo big br cite code del dfn em font i img ins kbd label mark picture q rb rp rt ruby s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
_TEXTS: Final = (*sorted(HEADINGS | LINES), "figure")
_NEVER_NAMED: Final = HEADINGS | frozenset(("body", "html", "main", "pre", "code", "blockquote", "table"))
_DOCUMENT: Final = frozenset(("h1", "main", "article"))
_ROLES: Final = {
    "navigation": "navigation", "banner": "header", "contentinfo": "footer", "complementary": "sidebar",
    "search": "search", "dialog": "popup", "menu": "navigation", "menubar": "navigation", "toolbar": "tools",
    "doc-toc": "contents",
}  # fmt: skip
# Attributes by which scripts and tests find the parts of a page whose classes are but checksums.
_NAMING: Final = frozenset(("data-component", "data-testid", "data-hook", "data-automation-id"))
# Kinds that name no text: what has the name of a body as well is one.
_OF_NO_TEXT: Final = frozenset(("byline", "tags", "author", "tools", "loading", "login"))
_TAGS: Final = {
    "nav": "navigation",
    "footer": "footer",
    "address": "byline",
    "dialog": "popup",
    "menu": "navigation",
}
ENDS: Final = ".!?。！？…:：;；"
_SENTENCE: Final = 40
_MAX_LINE: Final = 100
_MOST_LINES: Final = 12
PROSE: Final = 80  # bytes that are no link: a block with more of them is running text


class Block:
    """A block of a page with what stands straight in it, in bytes of UTF-8: a Han character weighs three."""

    def __init__(self, element: Element, tag: str, names: str, parent: Block | None) -> None:
        self.element = element
        self.parent = parent
        self.page: list[Block] = [] if parent is None else parent.page  # all blocks of the page, in order
        self.at = len(self.page)  # its own place among them, and the one behind the last block in it
        self.behind = self.at + 1
        self.page.append(self)
        self.place = 0 if parent is None else len(parent.children)  # among those of its parent
        self.names = names
        self.tag = tag
        self.kind = kind_of(element, tag, names)
        self.rank = body_rank(names) if names and parent is not None else 0  # `<body class="single post">`
        if self.rank > 1 and self.kind in _OF_NO_TEXT:
            self.kind = None  # `content_views markdown_views`, `article_content content-print`
        self.children: list[Block] = []
        self.size = self.linked = self.links = 0
        self.prose = self.all_linked = self.all_size = 0  # with all blocks inside
        self.worth = 0.0
        self.led = 0  # links to other sites, as long as titles are, in it and the blocks inside
        self.is_document = tag in _DOCUMENT or self.rank > 1  # or a block in it is: no furniture holds such
        self.last = ""  # the last character of its own text
        self.opens = False  # text of its own stands before the first block in it
        self.home = False  # its own text is a link to another page of the site, and no more
        self.leads = False  # all links in it are such
        self.away = False  # one of them leads to another site: menus do not
        self.is_teaser = False
        self.in_teaser = False  # it is one, or stands in one
        self.asks = self.kind in ("form", "subscribe") and _asks_for_mail(element)  # it, or a block in it

    def is_running(self) -> bool:
        """Tell whether what stands straight in it is a sentence or more, whatever its tag."""
        return self.linked <= self.size and self.size >= _SENTENCE and self.last in ENDS

    def is_prose(self) -> bool:
        """Tell whether what stands straight in it is running text."""
        if self.tag in HEADINGS or self.linked > self.size:
            return False
        is_sentence = self.tag in LINES and self.last in ENDS and self.size >= _SENTENCE
        return self.size >= PROSE or is_sentence


def _asks_for_mail(form: Element) -> bool:
    """Tell whether a form asks for an address of mail."""
    return any(
        field.get("type") == "email" or "mail" in (field.get("name") or "").lower()
        for field in form.iter("input")
    )


def kind_of(element: Element, tag: str, names: str) -> str | None:
    """Tell which kind of furniture an element is by tag, role and names; None where it is none."""
    kind = box_kind(names) if names and tag not in _NEVER_NAMED else None
    kind = kind or _TAGS.get(tag) or _ROLES.get(element.get("role") or "")
    if kind is None and tag not in _NEVER_NAMED:
        kind = _said_kind(element, tag)
    if kind == "footer" and next(element.iterancestors("blockquote"), None) is not None:
        return None  # who is quoted
    if kind is None and element.get("itemprop") == "comment":
        return "comments"
    if (
        kind is None
        and tag == "form"
        and any(
            (found.get("type") or "text") not in ("checkbox", "hidden") for found in element.iter("input")
        )
    ):
        return "form"
    return kind


def _said_kind(element: Element, tag: str) -> str | None:
    """Tell which kind of furniture an element is by its own tag, or by what programs find it by.

    Must fire: `<app-comments>`, `data-testid="related-stories"`. Must not: a part of a text, an entry, a
    figure; names of which but a part is known, `share-price`; sidebars, which may hold a section.
    """
    found = [key for key in element.keys() if key in _NAMING]  # noqa: SIM118 - an element, no mapping
    if ("-" not in tag and not found) or tag in _TEXTS:
        return None
    if next(element.iterancestors(*_TEXTS), None) is not None:
        return None
    own = whole_kind(tag.partition("-")[2])
    said = (whole_kind(spelled(element.get(key) or "")) for key in found)
    return next((kind for kind in (own, *said) if kind is not None and kind != "sidebar"), None)


def inside(block: Block) -> list[Block]:
    """List a block and all blocks in it, in order."""
    return block.page[block.at : block.behind]


def outside(block: Block, boxed: Callable[[Block], bool]) -> Iterator[Block]:
    """Give a block and the blocks in it, in order, without those that are boxed and what is in them."""
    at = block.at
    while at < block.behind:
        each = block.page[at]
        if boxed(each):
            at = each.behind
        else:
            yield each
            at += 1


def is_hidden(element: Element) -> bool:
    """Tell whether a style or attribute hides an element."""
    style = element.get("style")
    return element.get("hidden") is not None or (
        style is not None and "display:none" in style.replace(" ", "").lower()
    )


def is_rendered(element: Element) -> bool:
    """Tell whether an element is a document that GitHub rendered: no furniture stands in it."""
    return element.tag in ("article", "td") and "markdown-body" in (element.get("class") or "").split()


def loose_lines(block: Block) -> list[tuple[str, tuple[Element, ...]]]:
    """Give the first lines that stand straight in a block of blocks, each with the elements that make it up.

    Breaks and blocks part them: `<td><font>Knots</font><br><small>5 March 2024</small><p>…`.
    """
    if not block.children or not (block.size or block.linked):
        return []
    lines: list[tuple[str, tuple[Element, ...]]] = []
    texts: list[str] = [block.element.text or ""]
    parts: list[Element] = []
    for child in block.element:
        tag = child.tag
        if tag in INLINE and tag != "br":
            texts.append(whole_text(child))
            parts.append(child)
        elif isinstance(tag, str):
            lines.append((collapse(" ".join(texts)), tuple(parts)))
            texts, parts = [], []
            if len(lines) > _MOST_LINES:
                break
        texts.append(child.tail or "")
    else:
        lines.append((collapse(" ".join(texts)), tuple(parts)))
    return [(text, found) for text, found in lines if text and len(text) <= _MAX_LINE]
