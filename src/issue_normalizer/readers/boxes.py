"""Furniture inside the body of a page, told apart by kind: by names, by its words, by where it stands.

What a name calls furniture goes, but for kinds that a document has parts of, too (`tags`, `author`, …): they
go where they stand before the first or behind the last running text. What a line says counts there, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from issue_normalizer.days import find_day
from issue_normalizer.readers.page_blocks import HEADINGS, Block, inside
from issue_normalizer.readers.page_head import folded
from issue_normalizer.readers.page_names import line_kind, words
from issue_normalizer.readers.page_text import spaced_text, whole_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Kinds that name parts of a document as well.
_EDGE_ONLY = frozenset(
    ("byline", "tags", "author", "header", "licence", "login", "search", "loading", "copied")
)
_ANYWHERE = frozenset(("advertisement", "subscribe", "share", "tools", "reward", "cookies"))  # of lines
_MAX_SHARE = 0.3  # of the body's running text: a part with more of it stays
_FEW = 300  # bytes of running text: no more than a box may hold
_LINE_TAGS = HEADINGS | frozenset(("div", "span", "section", "p", "li", "td", "center", "small"))
_MAIL_BLOCKS = 15  # at either end, where a mail speaks of itself
_BESIDE_TITLE = frozenset(("byline", "author"))
_NEAR_TITLE = 12  # blocks
_MAX_DATE = 120  # bytes
_LONGEST = 720  # bytes of what may be furniture by its words
_WORD = 24  # characters: what says no more than that is a button


def find_boxes(
    body: Block, title: Block | None, stated: Mapping[str, str], language: str = ""
) -> dict[Element, str]:
    """Find the furniture in a body: element -> kind. The title, if it stands there, is none.

    `stated` is the title and date that were found: what says them again above the text is furniture too.
    """
    blocks = list(inside(body))
    keeps = {id(title), *(id(above) for above in _above(title))} if title is not None else set()
    first, last = _running(blocks)
    above = next((index for index, block in enumerate(blocks) if block is title), 0)
    found: dict[Element, str] = {}
    out: set[int] = set()
    for index, block in enumerate(blocks[1:], 1):
        if block.parent is not None and id(block.parent) in out:
            out.add(id(block))
            continue
        if id(block) in keeps:
            continue
        near = above < index <= above + _NEAR_TITLE and block.kind in _BESIDE_TITLE
        edge = index < first or index > last or near or _is_in_header(block, body)
        kind = _kind(block, body, edge=edge) or _line(block, index, len(blocks), edge=edge)
        if kind is None and index < first and _says_again(block, stated, language):
            kind = "byline"
        if kind is None and body.rank < 2 and index > last and _is_way_out(block):
            kind = "related"
        if kind is None and index < above and not block.prose and (block.size or block.linked or block.kind):
            kind = "header"
        if kind is not None:
            found[block.element] = kind
            out.add(id(block))
    _zones(body, found)
    _mail_footer(blocks, last, found)
    return found


def _says_again(block: Block, stated: Mapping[str, str], language: str) -> bool:
    """Tell whether a short text above the running text is the title again, or the date and no more."""
    if block.children or not (block.size or block.linked) or block.size + block.linked > _MAX_DATE:
        return False
    text = spaced_text(block.element)
    if block.tag in HEADINGS:
        return folded(text) == folded(stated.get("title", ""))
    return (
        text[-1:] not in ".!?。！？"
        and bool(stated.get("date"))
        and find_day(text, language) == stated["date"]
    )


def _is_way_out(block: Block) -> bool:
    """Tell whether a block behind the text leads to other pages of the site: teasers, a link alone.

    A list below a heading of its own stays: it may be the list of earlier issues.
    """
    if not block.is_teaser and not block.home:
        return False
    group = block.parent if block.tag == "li" and block.parent is not None else block
    siblings = group.parent.children if group.parent is not None else [group]
    at = group.place
    return block.prose > 0 or at == 0 or siblings[at - 1].tag not in HEADINGS


def _mail_footer(blocks: list[Block], last: int, found: dict[Element, str]) -> None:
    """Take what stands below a mail's last lines for its footer: an address, who sent it."""
    below = next(
        (index for index, block in enumerate(blocks) if index > last and found.get(block.element) == "mail"),
        len(blocks),
    )
    for block in blocks[below:]:
        if block.size and not block.children and block.element not in found:
            found[block.element] = "mail"


def _above(block: Block) -> list[Block]:
    found = []
    while (parent := block.parent) is not None:
        found.append(parent)
        block = parent
    return found


def _running(blocks: list[Block]) -> tuple[int, int]:
    """Give the places of the first and the last running text outside of furniture."""
    places: list[int] = []
    boxed: set[int] = set()
    for index, block in enumerate(blocks):
        if index and (block.kind is not None or block.is_teaser or id(block.parent) in boxed):
            boxed.add(id(block))
        elif block.is_prose() and line_kind(whole_text(block.element)) is None:
            places.append(index)
    return (places[0], places[-1]) if places else (0, len(blocks))


def _is_in_header(block: Block, body: Block) -> bool:
    """Tell whether a block stands in the header of the document, above its text."""
    above = block.parent
    while above is not None and above is not body:
        if above.tag == "header":
            return True
        above = above.parent
    return False


def _kind(block: Block, body: Block, *, edge: bool) -> str | None:
    """Tell the kind of a block by its name, tag or role; None where it is, or may be, of the document."""
    kind = block.kind
    if kind is None or (kind in _EDGE_ONLY and not edge):
        return None
    if kind != "comments" and block.prose > max(_FEW, body.prose * _MAX_SHARE):
        return None
    return kind


def _line(block: Block, index: int, count: int, *, edge: bool) -> str | None:
    """Tell the kind of a short block by its words."""
    if block.tag not in _LINE_TAGS or any(child.tag not in ("span", "br") for child in block.children):
        return None
    if block.all_size > _LONGEST:
        return None
    if not block.all_size and not block.all_linked:
        return "share" if edge and _holds_icons(block) else None
    text = whole_text(block.element)
    kind = line_kind(text)
    if kind is None:
        return None
    if kind == "mail":
        return kind if index <= _MAIL_BLOCKS or index >= count - _MAIL_BLOCKS else None
    is_word = len(text) <= _WORD and text[-1] not in ".。"
    is_bare = not block.size or is_word or kind == "advertisement"
    if kind in _ANYWHERE and block.tag not in HEADINGS and is_bare:
        return kind
    if kind == "related" and (block.leads or _is_above_teasers(block)):
        return kind
    return kind if edge and (block.tag not in HEADINGS or kind in words().zones) else None


def _is_above_teasers(block: Block) -> bool:
    """Tell whether what stands right below a heading are links to other pages of the site."""
    siblings = block.parent.children if block.parent is not None else []
    below = siblings[block.place + 1 : block.place + 2] if block.tag in HEADINGS else []
    return any(
        each.all_linked > each.all_size and all(part.leads for part in inside(each) if part.linked)
        for each in below
    )


def _holds_icons(block: Block) -> bool:
    """Tell whether a block is nothing but linked images, described by the names of social networks."""
    images = list(block.element.iter("img"))
    return bool(images) and all(line_kind(image.get("alt") or "") == "share" for image in images)


def _zones(body: Block, found: dict[Element, str]) -> None:
    """Extend what begins with a heading of furniture over the links and short texts below it."""
    for block in inside(body):
        kind = found.get(block.element)
        if kind not in words().zones or block.tag not in HEADINGS or block.parent is None:
            continue
        siblings = block.parent.children
        at = block.place + 1
        while at < len(siblings) and siblings[at].tag not in HEADINGS and not siblings[at].prose:
            found.setdefault(siblings[at].element, kind)
            at += 1
