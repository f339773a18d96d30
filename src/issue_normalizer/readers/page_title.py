"""The title of a page's document: a heading that agrees with the head, else what the head states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from issue_normalizer.readers.edges import is_entry
from issue_normalizer.readers.page_blocks import HEADINGS, Block, inside, loose_lines, outside
from issue_normalizer.readers.page_head import Head, folded, head_title, title_parts, without_site
from issue_normalizer.readers.page_names import is_named, names_of, words
from issue_normalizer.readers.page_text import whole_text
from issue_normalizer.readers.permalinks import heading_text, shown_title
from issue_normalizer.readers.title_marks import (
    is_headline,
    is_marked,
    is_title_named,
    keeps_number,
    leads_above,
    leads_to_start,
)
from issue_normalizer.text import collapse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NO_TITLE: Final = frozenset(
    (
        "comments",
        "related",
        "sidebar",
        "share",
        "contents",
        "popup",
        "subscribe",
        "cookies",
        "tags",
        "prev-next",
    )
)
_MAX_TITLE: Final = 300
_ENOUGH: Final = 2.0  # of a score: so much outdoes what the head states
_LONG: Final = 12  # letters
_NEAR: Final = 24  # blocks from the start of a body, in which a line may be its title


class Title(Struct, frozen=True, gc=False):
    """A title: its text, the block that shows it, if one does, and what that shows beside the title."""

    text: str
    block: Block | None = None
    beside: tuple[Element, ...] = ()


class _Known(Struct, frozen=True, gc=False):
    """What titles are compared with, folded: those that the head states, `<title>` (`page`) and its parts.

    `page_title` is `<title>` as it stands. `halves` are what stands on the sides of a colon in the best title
    stated: `Knots: what holds a boat`.
    """

    stated: set[str]
    parts: set[str]
    halves: set[str]
    site: str
    page: str
    page_title: str


def find_title(page: Block, body: Block, head: Head, *, by_name_only: bool = False) -> Title:
    """Find the title of the document in `body`. `by_name_only`: the head speaks of more than the document."""
    in_body = {id(block) for block in inside(body)}
    opening = _opening(body)
    first = next((block for block in inside(body) if block.tag in HEADINGS), None)
    known = _Known(set(), set(), set(), "", "", "") if by_name_only else _known(head)
    best: tuple[float, Title] | None = None
    told = "" if by_name_only else head_title(head)
    as_told: Title | None = None  # the heading that shows what the head states
    headings = list(_headings(page))
    for block, boxed in headings:
        title, is_called = Title(shown_title(block.element), block), is_title_named(block.element)
        if by_name_only:
            score = 4.0 if is_called and not boxed else 0.0
            if not score and id(block) not in in_body and _is_of_object(block, title.text, head):
                score = 2.0
        else:
            title = _parted(title, known)
            score = _score(block, title.text, known, boxed=boxed)
            if score and block.tag == "h1" and block.linked and leads_above(block.element, headings):
                score -= 2
        if not folded(title.text) or len(title.text) > _MAX_TITLE:
            continue
        if id(block) in in_body:
            leads = block is opening or (block is first and is_called)
            score += 0.3 + (2.5 if leads and not by_name_only else 0.0)
        elif not is_called and _in_header(block):
            score -= 1.5
        if score >= 1.0 and (best is None or score > best[0]):
            best = score, title
        if as_told is None and score >= _ENOUGH and folded(title.text) == folded(told):
            as_told = title
    if best is None or (told and (best[0] < _ENOUGH or _is_of_part(best[1], told, head))):
        return as_told or _shown_line(body, folded(told), known) or Title(told)
    return best[1]


def _shown_line(body: Block, told: str, known: _Known) -> Title | None:
    """Find a line above the text, no heading, that is most of what `<title>` says: `Mailer - Knots`.

    Must not fire: an entry of a list, an item, what lacks the number of the issue.
    """
    for block in inside(body)[:_NEAR]:
        if block.is_prose():
            break
        if is_entry(block, body) or (block.away and not block.children):
            continue
        lines = [line for line, _ in loose_lines(block)] if block.children else [whole_text(block.element)]
        for line in lines if block.size or block.linked else ():
            key = folded(line)
            is_part = key != told and key in known.parts - known.halves and _is_most(key, told)
            if is_part and keeps_number(line, known.page_title):
                return Title(line, None if block.children else block)
    return None


def _is_of_part(title: Title, told: str, head: Head) -> bool:
    """Tell whether a heading is that of a part: the head says twice what the title is, and it is another.

    Must fire: `<h1>Latest articles</h1>` where og:title and `<title>` name the article, `<h1>News</h1>` where
    `<title>` alone does. Must not: a heading named as the title, one that shares a word with that of the
    head, a head that tells the site's name.
    """
    key = folded(told)
    if title.block is None or is_title_named(title.block.element) or key == folded(head.site):
        return False
    if not _words(title.text).isdisjoint(_words(head.page_title)) or len(told.split()) < 2:
        return False
    if head.titles:
        return folded(head.page_title).startswith(key)
    return _is_label(title.text) and not _names_site(title.block, key)


def _is_label(text: str) -> bool:
    """Tell whether a heading is one short word, as names of parts are: `News`."""
    return " " not in text and len(text) <= _LONG and text.lower() != text.upper()


def _names_site(block: Block, key: str) -> bool:
    """Tell whether a link to the start of the site shows what `<title>` says: it is the site's name then."""
    links = block.page[0].element.iter("a")
    return any(folded(whole_text(link)) == key and leads_to_start(link) for link in links)


def _words(text: str) -> set[str]:
    return set(collapse(text).casefold().split())


def _is_of_object(block: Block, text: str, head: Head) -> bool:
    """Tell whether a heading is of a release or wiki: no link, and part of what `<title>` begins with."""
    if block.tag != "h1" or block.linked or block.kind is not None:
        return False
    is_part = folded(text) in folded(head.page_title.partition(" · ")[0])
    return is_part and bool(head_title(Head(page_title=text)))


def _known(head: Head) -> _Known:
    stated = {folded(text) for text in (*head.titles, *(without_site(text, head) for text in head.titles))}
    parts = {folded(part) for part in title_parts(head)} | {folded(head.page_title), folded(head_title(head))}
    halves = {folded(side) for title in head.titles[:1] for side in title.partition(": ")} - stated
    site, page = folded(head.site), folded(head.page_title)
    return _Known(stated - {""}, parts - {""}, halves, site, page, head.page_title)


def _score(block: Block, text: str, known: _Known, *, boxed: bool) -> float:
    """Say how much speaks for a heading that shows `text`: what the head states, its name, its level."""
    named, key = is_title_named(block.element), folded(text)
    is_known = key in known.stated or key in known.parts
    if (boxed and not is_known) or (known.site and key == known.site and key not in known.stated):
        return 0.0
    if is_known:
        level = 4.0 if block.tag == "h1" or named else 1.5 if key in known.halves else 2.5
        return level + (key in known.stated) - 2 * leads_to_start(block.element)
    if key and any(_opens(key, told) for told in known.parts):
        return 2.5  # `Knots that hold Harbour News`: nothing parts the site's name
    is_end = _is_most(key, known.page) and known.page.endswith(key) and key not in known.halves
    if is_end and keeps_number(text, known.page_title):
        return 2.5  # `Harbour News: Knots: what holds`
    return (
        (2.2 if is_marked(block.element) else 1.5 if named else 0.0)
        + (1.0 if block.tag == "h1" else 0.0)
        + _likeness(key, known.stated | known.parts)
    )


def _opens(key: str, told: str) -> bool:
    """Tell whether a heading is most of what the head states, from the start."""
    return _is_most(key, told) and told.startswith(key)


def _is_most(key: str, told: str) -> bool:
    return len(key) >= _LONG and len(key) * 2 > len(told)


def _parted(title: Title, known: _Known) -> Title:
    """Give the title that the head states where a heading shows it with more: who wrote it, a rubric."""
    whole = folded(title.text)
    if title.block is None:
        return title
    heading, children = title.block.element, _shown_in(title.block.element)
    told = (known.stated or {known.page}) - {whole}
    stated = [child for child in children if folded(whole_text(child)) in told]
    own = _own_text(heading)
    if len(stated) == 1 and (own.endswith(":") if own else len(children) > 1):
        return Title(
            whole_text(stated[0]), title.block, tuple(each for each in children if each not in stated)
        )
    if any(told.startswith(whole) for told in known.stated | known.parts):
        return title
    while len(children) == 1 and whole_text(children[0]) == whole_text(heading):
        heading, children = children[0], _shown_in(children[0])
    own = _own_text(heading)
    if _is_told(folded(own), known):
        return Title(own, title.block, tuple(children))
    for child in () if folded(own) else children:
        if _is_told(folded(whole_text(child)), known):
            others = tuple(each for each in children if each is not child)
            return Title(whole_text(child), title.block, others)
    kickers = tuple(child for child in children if is_named(names_of(child), words().kickers))
    rest = heading_text(heading, kickers) if kickers else ""
    return Title(rest, title.block, kickers) if folded(rest) else title


def _own_text(heading: Element) -> str:
    return collapse(" ".join([heading.text or "", *(child.tail or "" for child in heading)]))


def _shown_in(heading: Element) -> list[Element]:
    return [child for child in heading if isinstance(child.tag, str) and whole_text(child)]


def _is_told(key: str, known: _Known) -> bool:
    """Tell whether the head states a title as it stands, or what begins with it."""
    told = known.stated | known.parts
    return key in known.stated or (len(key) >= _LONG and any(other.startswith(key) for other in told))


def _headings(block: Block, *, boxed: bool = False) -> Iterator[tuple[Block, bool]]:
    """Give what may show the title, and whether it stands in furniture: headings, what is named so."""
    boxed = boxed or block.kind in _NO_TITLE
    is_heading = block.tag in HEADINGS
    if not is_heading and block.tag in ("div", "p", "span") and _is_title(block):
        is_heading = all(child.tag not in HEADINGS for child in inside(block))
    if is_heading:
        if not boxed or block.tag == "h1":
            yield block, boxed
        return
    for child in block.children:
        yield from _headings(child, boxed=boxed)


def _is_title(block: Block) -> bool:
    if is_named(block.names, words().titles) or is_headline(block.element):
        return True
    return not block.children and "title" in block.names.split()


def _opening(body: Block) -> Block | None:
    """Give the only `h1` of a body, where it is its first heading too, but for that of a list of contents."""
    headings = [block for block in outside(body, _is_contents) if block.tag in HEADINGS]
    only = [block for block in headings if block.tag == "h1"]
    return only[0] if len(only) == 1 and headings[0] is only[0] else None


def _is_contents(block: Block) -> bool:
    return block.kind == "contents"


def _in_header(block: Block) -> bool:
    """Tell whether a heading stands in the site's own header."""
    above: Block | None = block
    while above is not None:
        if above.kind in ("header", "navigation"):
            return True
        if above.tag in ("article", "main"):
            return False
        if above.tag == "header":
            return True
        above = above.parent
    return False


def _likeness(key: str, known: set[str]) -> float:
    """Tell how far a heading agrees with one of the known titles: one holds the other."""
    if len(key) < 6:
        return 0.0
    return 1.2 if any(key in other or (len(other) > 8 and other in key) for other in known) else 0.0
