"""Furniture inside the body of a page, told apart by kind: by names, by its words, by where it stands.

What a name calls furniture goes, but for kinds that a document has parts of, too (`tags`, `author`, …): they
go where they stand before the first or behind the last running text. What a line says counts there, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from issue_normalizer.days import find_day
from issue_normalizer.issue_title import find_number
from issue_normalizer.readers.edges import (
    authors_in,
    holds_buttons,
    holds_facts,
    holds_reply,
    is_entry,
    is_in_header,
    is_on_author,
    is_one_cell,
    labels_ad,
    lists_tags,
    rules_at_ends,
    says_number,
)
from issue_normalizer.readers.mail_ends import is_of_mail, mail_footer
from issue_normalizer.readers.page_blocks import HEADINGS, SMALL_HEADINGS, Block, inside, loose_lines
from issue_normalizer.readers.page_head import folded
from issue_normalizer.readers.page_names import box_kind, line_kind, words
from issue_normalizer.readers.page_text import spaced_text, whole_text
from issue_normalizer.readers.unnamed import (
    above_of,
    announced_below,
    around_text,
    comments_begin,
    empty_headings,
    holds_icons,
    is_above_links_away,
    is_above_news,
    is_above_teasers,
    is_beside,
    is_digest,
    is_way_out,
    led_kind,
    shape_kind,
    share_widgets,
    shares,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Kinds that name parts of a document as well.
_EDGE_ONLY: Final = frozenset(
    ("byline", "tags", "author", "header", "licence", "login", "search", "loading", "copied")
)
_ANYWHERE: Final = frozenset("advertisement subscribe share tools reward cookies".split())  # of lines
_MAX_SHARE: Final = 0.3  # of the body's running text: a part with more of it stays
_MAX_BESIDE: Final = 0.45  # the same of what its tag and its name say that it stands beside the text
_FEW: Final = 300  # bytes of running text: no more than a box may hold
_LINE_TAGS: Final = HEADINGS | frozenset("div span section p li td center small form".split())
_BESIDE_TITLE: Final = frozenset(("byline", "author"))
_NEAR_TITLE: Final = 12  # blocks
_MAX_DATE: Final = 120  # bytes
_LONGEST: Final = 720  # bytes of what may be furniture by its words
_WORD: Final = 24  # characters: what says no more than that is a button


def find_boxes(
    body: Block, title: Block | None, stated: Mapping[str, str], language: str = ""
) -> dict[Element, str]:
    """Find the furniture in a body: element -> kind. The title, if it stands there, is none.

    `stated` is title, date and author as found: what says them again above the text is furniture too.
    """
    blocks = list(inside(body))
    keeps = {id(each) for each in (title, *above_of(title))} if title is not None else set()
    places = _places(blocks, title, stated)
    found: dict[Element, str] = {}
    out: set[int] = set()
    for index, block in enumerate(blocks[1:], 1):
        if block.parent is not None and id(block.parent) in out:
            out.add(id(block))
        elif id(block) not in keeps and (kind := _box(block, index, places, stated, language)) is not None:
            found[block.element] = kind
            out.add(id(block))
    _zones(body, found)
    found |= empty_headings(blocks[places.last + 1 :], found)
    mail_footer(blocks, places.last, found)
    found |= _loose_again(blocks[min(places.first, len(blocks) - 1)], body, stated, language)
    sides = blocks[places.title + 1 : places.first], blocks[: places.last : -1]
    found |= rules_at_ends(sides, found)
    return found | share_widgets(body)


class _Places(Struct, frozen=True, gc=False):
    """Where things stand among the blocks of a body.

    `first` and `last` are the ends of the running text, `title` is the place of the title, `near` the end of
    what is near to it, `comments` the place of the heading of comments; `around` are the blocks around the
    container of the text, `authors` those between title and text that name them, `repeated` the names of what
    may stand by the title, and stands within the text.
    """

    body: Block
    first: int
    last: int
    title: int
    near: int
    comments: int
    length: int
    around: set[int]
    authors: set[int]
    is_digest: bool
    repeated: frozenset[str]


def _places(blocks: list[Block], title: Block | None, stated: Mapping[str, str]) -> _Places:
    comments = comments_begin(blocks)
    first, last = _running(blocks[:comments])
    around = around_text(blocks[first], blocks[min(last, len(blocks) - 1)])
    above = next((index for index, block in enumerate(blocks) if block is title), 0)
    below = blocks[above + 1 : above + _NEAR_TITLE + 1]
    again = whole_text(title.element) if title is not None else ""
    items = (
        index
        for index, block in enumerate(below)
        if block.tag in HEADINGS and block.linked and whole_text(block.element) != again
        and (block.parent is None or block.parent.kind not in _BESIDE_TITLE)
        and not _is(whole_text(block.element), stated, "author")
    )  # fmt: skip
    item = next(items, None)
    near = above + (len(below) if item is None else item)
    first = first if item is None else min(first, near + 1)  # the heading of an item is of the document
    digest = is_digest(blocks[0])
    authors = set() if digest else authors_in(blocks[above + 1 : first])
    beside = [block for block in blocks[first:last] if block.kind in _BESIDE_TITLE]
    outer = [block for block in beside if block.parent is None or block.parent.kind not in _BESIDE_TITLE]
    names = Counter(block.names for block in outer)
    repeated = frozenset([name for name, count in names.items() if count > 1])
    size = len(blocks)
    return _Places(blocks[0], first, last, above, near, comments, size, around, authors, digest, repeated)


def _box(block: Block, index: int, places: _Places, stated: Mapping[str, str], language: str) -> str | None:
    """Tell the kind of a block that is furniture: by its names, its words, what it holds, where it stands."""
    body, above = places.body, places.title
    may_be_near = block.kind in _BESIDE_TITLE and block.names not in places.repeated
    near = may_be_near and above < index <= places.near
    edge = index < places.first or index > places.last or near or is_in_header(block, body)
    kind = _kind(block, body, edge=edge) or _line(block, index, places, edge=edge)
    if kind := kind or shape_kind(block, body):
        return kind
    if index >= places.comments:
        return "comments"
    if index < places.first and _says_again(block, stated, language):
        return "byline"
    if id(block) in places.authors:
        return "author"
    if above < index < places.first and holds_facts(block, stated, language):
        return "byline"
    if index > places.last:
        if block.tag == "table" and box_kind(block.names) == "footer" and is_one_cell(block):
            return "footer"
        if lists_tags(block):
            return "tags"
        if holds_reply(block):
            return "comments"
        if holds_buttons(block):
            return "tools"
        if is_on_author(block):
            return "author"
        leads_out = body.rank < 2 and not places.is_digest and is_way_out(block)
        return "related" if leads_out or is_beside(block, places.around) else None
    is_shown = (block.size or block.linked or block.kind or block.tag == "hr") and not says_number(block)
    return "header" if index < above and not block.prose and is_shown else None


def _says_again(block: Block, stated: Mapping[str, str], language: str) -> bool:
    """Tell whether a short text above the running text is the title again, the author, or just the date."""
    if block.children or not (block.size or block.linked) or block.size + block.linked > _MAX_DATE:
        return False
    text, is_heading = spaced_text(block.element), block.tag in HEADINGS
    return (is_heading and _is(text, stated, "title")) or _is_byline(
        text, stated, language, day=not is_heading or block.tag in SMALL_HEADINGS
    )


def _is(text: str, stated: Mapping[str, str], what: str) -> bool:
    return bool(key := folded(text)) and key == folded(stated.get(what, ""))


def _is_byline(text: str, stated: Mapping[str, str], language: str, *, day: bool) -> bool:
    """Tell whether a text is the author, or just the date."""
    is_line = day and text[-1:] not in ".!?。！？" and not find_number(text)
    return (is_line and find_day(text, language) == stated.get("date", "")) or _is(text, stated, "author")


def _loose_again(first: Block, body: Block, stated: Mapping[str, str], language: str) -> dict[Element, str]:
    """Find what says title, author or date again straight in what holds the text, no block of its own."""
    found: dict[Element, str] = {}
    for block in above_of(first):
        if not body.at <= block.at:
            break
        for text, elements in loose_lines(block):
            if _is(text, stated, "title") or _is_byline(text, stated, language, day=True):
                found |= dict.fromkeys(elements, "byline")
    return found


def _running(blocks: list[Block]) -> tuple[int, int]:
    """Give the places of the first and the last running text outside of furniture.

    Where they are more, sentences count that stand in a `div` each, as those of paragraphs do elsewhere.
    """
    places: list[int] = []
    lines: list[int] = []
    boxed: set[int] = set()
    for index, block in enumerate(blocks):
        if index and (block.kind is not None or block.is_teaser or id(block.parent) in boxed):
            boxed.add(id(block))
        elif not block.is_prose() and (block.children or not block.is_running() or block.tag in HEADINGS):
            continue
        elif line_kind(_shown(block)) is None and not is_on_author(block):
            (places if block.is_prose() else lines).append(index)
    if len(lines) > len(places):
        places = sorted((*places, *lines))
    return (places[0], places[-1]) if places else (0, len(blocks))


def _kind(block: Block, body: Block, *, edge: bool) -> str | None:
    """Tell the kind of a block by its name, tag or role; None where it is, or may be, of the document."""
    kind = block.kind
    if kind is None or kind == "hidden" or (kind in _EDGE_ONLY and not edge):
        return None
    is_beside = kind == "sidebar" and block.tag == "aside"
    most = body.prose * (_MAX_BESIDE if is_beside else _MAX_SHARE)
    return None if kind != "comments" and block.prose > max(_FEW, most) else kind


def _line(block: Block, index: int, places: _Places, *, edge: bool) -> str | None:
    """Tell the kind of a short block by its words."""
    if block.tag not in _LINE_TAGS or block.all_size > _LONGEST:
        return None
    if any(child.tag not in ("span", "br") for child in block.children):
        return "advertisement" if labels_ad(block) else None
    if block.leads and (kind := led_kind(block)) is not None:
        return kind
    if not block.all_size and not block.all_linked:
        return "share" if edge and (holds_icons(block) or shares(block)) else None
    text = _shown(block)
    kind = line_kind(text)
    if kind is None or (kind == "related" and not block.size and not block.leads):  # `Read more` leads away
        return None
    if kind == "mail":
        return kind if edge or is_of_mail(block, index, places.length) else None
    is_item = kind == "licence" and (index < places.first or block.tag == "li")  # `Licensed under MIT: knot`
    if is_item or (kind == "cookies" and block.away) or (kind == "buttons" and is_entry(block, places.body)):
        return None
    is_word = len(text) <= _WORD and text[-1] not in ".。"
    is_bare = not block.size or is_word or kind == "advertisement"
    if kind in _ANYWHERE and block.tag not in HEADINGS and is_bare:
        return kind
    if kind == "related" and (is_above_links_away(block) or (index <= places.first and is_above_news(block))):
        return None
    if kind == "related" and (block.leads or is_above_teasers(block) or announced_below(block)):
        return kind
    may_be = block.tag not in HEADINGS or kind in words().zones or (kind == "tags" and block.linked)
    return kind if edge and may_be else None


def _shown(block: Block) -> str:
    """Give the text of a block on one line; what a break parts is no word."""
    has_breaks = next(block.element.iter("br"), None) is not None
    return spaced_text(block.element) if has_breaks else whole_text(block.element)


def _zones(body: Block, found: dict[Element, str]) -> None:
    """Extend what begins with a heading of furniture over the links and short texts below it."""
    for block in inside(body):
        kind = found.get(block.element)
        if kind not in words().zones or block.tag not in HEADINGS or block.parent is None:
            continue
        if kind == "advertisement" and loose_lines(block.parent):
            del found[block.element]  # `Sponsored` above an item like any other
            continue
        if kind == "related":
            found |= {each.element: kind for each in announced_below(block) if each.element not in found}
        siblings = block.parent.children
        at = block.place + 1
        most = _FEW if kind == "author" else 0
        while at < len(siblings) and siblings[at].tag not in HEADINGS and siblings[at].prose <= most:
            found.setdefault(siblings[at].element, kind)
            at += 1
