"""What stands at the ends of a text: who wrote it and when, rules, lists of tags, a line on the author."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from issue_normalizer.days import find_day
from issue_normalizer.issue_title import find_number, without_facts
from issue_normalizer.patterns import rare
from issue_normalizer.readers.page_blocks import ENDS, HEADINGS, Block, inside
from issue_normalizer.readers.page_head import folded
from issue_normalizer.readers.page_names import box_kind, line_kind, spelled, words
from issue_normalizer.readers.page_names import is_named as is_known
from issue_normalizer.readers.page_text import spaced_text, whole_text
from issue_normalizer.readers.said_dates import pieces_of
from issue_normalizer.readers.unnamed import above_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BOXES: Final = frozenset(("div", "section", "aside", "form"))
_ENTRIES: Final = frozenset(("li", "td", "th"))
_BUTTONS: Final = frozenset(("tools", "buttons", "share", "login", "comments", "byline"))
_BARS: Final = " \t\r\n\xa0|/·•∙"
_MOST_WORDS: Final = 3  # of a tag
_MAX_TAG: Final = 40  # bytes of it
_BETWEEN: Final = 2  # bytes for each link that part it from others
_AROUND: Final = frozenset(("em", "i", "strong", "b", "span", "small"))
_MAX_FACTS: Final = 240  # bytes of all of them
_MAX_FACT: Final = 24  # bytes: `Ann Tide`
_MAX_ROLE: Final = 24  # the same of what she is: `Harbour correspondent`
_MOST_NAMES: Final = 2
_MAX_TIME: Final = 60  # the same of a time: `Last modified on 6 March 2024, 10.11 CET`
_CLOCK: Final = rare(r"\b\d{1,2}[:.h]\d\d\b|\b\d{1,2} ?[ap]\.?m\b", 2)
_TEXTS: Final = _ENTRIES | frozenset(("table", "figure", "pre", "blockquote"))


def is_entry(block: Block, body: Block) -> bool:
    """Tell whether a block is, or stands in, an entry of a list or a cell of a table."""
    return any(each.tag in _ENTRIES for each in (block, *above_of(block)) if body.at < each.at)


def says_number(block: Block) -> bool:
    """Tell whether a line says but the issue's number, perhaps with its day: `#590 — February 10, 2022`."""
    text = "" if block.children or block.linked else whole_text(block.element)
    return find_number(text) is not None and not any(map(str.isalpha, without_facts(text)))


def is_one_cell(table: Block) -> bool:
    """Tell whether a table is a box that lays out a page: what has more cells may be of data."""
    return sum(1 for _ in table.element.iter("td", "th")) == 1


def is_in_header(block: Block, body: Block) -> bool:
    """Tell whether a block stands in the header of the document, above its text."""
    above = block.parent
    while above is not None and above is not body:
        if above.tag == "header":
            return True
        above = above.parent
    return False


def lists_tags(block: Block) -> bool:
    """Tell whether a block is nothing but links to all of the site that has a tag: `#rope`, `/tag/rope`.

    Must not fire: links to earlier issues, `#11`, or to releases, `/releases/tag/v2.0`; titles,
    `/topic/12-rope`; what a heading of the document announces.
    """
    links = list(block.element.iter("a")) if block.all_linked > block.all_size else []
    if not links or block.all_size > _BETWEEN * len(links):
        return False
    is_of_site = all(part.leads for part in inside(block) if part.linked)
    return is_of_site and all(map(_is_tag, links)) and not _is_below_heading(block)


def _is_tag(link: Element) -> bool:
    shown = whole_text(link)
    is_label = len(shown.split()) <= _MOST_WORDS and len(shown.encode()) <= _MAX_TAG
    if not is_label or any(map(str.isdigit, shown)):
        return False
    is_hashed = shown[:1] == "#" and shown[1:2].isalpha()
    is_tagging = words().tagging.search(link.get("href") or "") is not None
    return is_hashed or is_tagging or link.get("rel") == "tag"


def _is_below_heading(block: Block) -> bool:
    """Tell whether a heading of the document stands right above a block, or above the list that it is of."""
    while block.parent is not None and (not block.place or block.tag in _ENTRIES):
        block = block.parent
    above = block.parent.children[block.place - 1] if block.parent is not None else block
    return above.tag in HEADINGS and line_kind(whole_text(above.element)) is None


def holds_reply(block: Block) -> bool:
    """Tell whether a box behind the text is one to write a comment in, with a line or two beside it.

    Must not fire: a form around the whole page, a box with running text or a linked heading.
    """
    if block.tag not in _BOXES or block.prose or next(block.element.iter("textarea"), None) is None:
        return False
    is_item = any(part.tag in HEADINGS and part.linked for part in inside(block))
    is_empty = not any(
        area.text or area.get("readonly") is not None for area in block.element.iter("textarea")
    )
    return not is_item and is_empty and block.all_size <= _MAX_FACTS and _speaks_of_replies(block)


def _speaks_of_replies(block: Block) -> bool:
    said = [whole_text(part.element) for part in inside(block) if part.size]
    fields = block.element.iter("textarea", "form", "button", "input")
    asked = [each.get(key) or "" for each in fields for key in ("placeholder", "value", "aria-label", "name")]
    return any(
        line_kind(text) == "comments" or box_kind(spelled(text)) == "comments" for text in (*said, *asked)
    )


def labels_ad(block: Block) -> bool:
    """Tell whether all that a box says is that it is an advertisement: its picture is one.

    Must not fire: a box with a heading, or with a word on what is advertised; a picture that leads nowhere
    and is described, as one that a text is about.
    """
    if not 0 < block.size == block.all_size <= _MAX_TAG or block.all_linked:
        return False
    if any(
        image.get("alt") and next(image.iterancestors("a"), None) is None
        for image in block.element.iter("img")
    ):
        return False
    return line_kind(whole_text(block.element)) == "advertisement"


def holds_buttons(block: Block) -> bool:
    """Tell whether a line is nothing but what buttons say, and counts: `Reply`, `12 views` in a `span` each.

    Must not fire: one of such alone, words between them.
    """
    element = block.element
    loose = [element.text, *[part.tail for part in element]]
    if block.children or any(text and text.strip(_BARS) for text in loose):
        return False
    texts = [text for part in element if part.tag in ("a", "span") and (text := whole_text(part))]
    is_pressed = next(element.iter("a", "button"), None) is not None or any(map(str.isdigit, "".join(texts)))
    return is_pressed and len(texts) > 1 and all(line_kind(text) in _BUTTONS for text in texts)


def authors_in(blocks: Sequence[Block]) -> set[int]:
    """Find what names authors between title and text: blocks of one short link to such a page, by identity.

    What are more than two are items. Must not fire: a link to another page of the site.
    """
    names = {
        id(block)
        for block in blocks
        if block.home and block.links == 1 and block.linked <= _MAX_FACT
        and not block.children and block.tag not in HEADINGS
        and all(map(_names_author, block.element.iter("a")))
    }  # fmt: skip
    return names if len(names) <= _MOST_NAMES else set()


def _names_author(link: Element) -> bool:
    return "author" in (link.get("rel") or "").split() or bool(words().writing.search(link.get("href") or ""))


def is_on_author(block: Block) -> bool:
    """Tell whether a paragraph says who wrote the text, the only one beside it.

    Must fire: `[Ann Tide](/author/ann) is a writer in Quay.`
    Must not: a sentence on the writer of something else, who has no page on the site; one of several people,
    an entry of a list, a paragraph of a section.
    """
    if block.tag in _ENTRIES or not _says_author(block):
        return False
    while block.parent is not None and _holds_only(block.parent, block):
        block = block.parent
    siblings = block.parent.children if block.parent is not None else []
    others = [each for each in siblings if each is not block]
    is_in_section = any(each.tag in HEADINGS and each.tag != "h1" for each in siblings[: block.place])
    return not is_in_section and not any(_says_author(part) for each in others for part in inside(each))


def _holds_only(outer: Block, inner: Block) -> bool:
    return (outer.all_size, outer.all_linked) == (inner.all_size, inner.all_linked)


def _says_author(block: Block) -> bool:
    if not block.leads or block.children:
        return False
    element = block.element
    while len(element) and not (element.text or "").strip() and element[0].tag in _AROUND:
        element = element[0]
    first = next(iter(element), None)
    if first is None or first.tag != "a" or (element.text or "").strip() or not _names_author(first):
        return False
    if any(word[0].islower() for word in whole_text(first).split()):
        return False  # no name
    return words().on_author.fullmatch(whole_text(block.element)) is not None


def rules_at_ends(sides: Sequence[Sequence[Block]], found: Mapping[Element, str]) -> dict[Element, str]:
    """Find the rules that part a document from its title, and from what stands below it.

    `sides` are the blocks from either end towards the running text.
    """
    rules: dict[Element, str] = {}
    for side in sides:
        for block in side if any(each.tag == "hr" for each in side) else ():
            if block.tag == "hr":
                rules[block.element] = "header"
            elif block.element in found or not found.keys().isdisjoint(block.element.iterancestors()):
                continue
            elif block.size or block.linked or _holds_image(block):
                break
    return rules


def _holds_image(block: Block) -> bool:
    return next(block.element.iter("img", "picture", "video", "iframe"), None) is not None


def holds_facts(block: Block, stated: Mapping[str, str], language: str) -> bool:
    """Tell whether a box above a text holds its day, and beside it nothing but short facts.

    Must fire: `Ann Tide`, `Harbour correspondent`, `5 March 2024` in a box of their own. Must not: a tagline,
    a number of the issue, a linked item, an entry of a list or the heading of a section beside the day.
    """
    day = stated.get("date")
    if not day or block.prose or not 0 < block.all_size + block.all_linked <= _MAX_FACTS:
        return False
    parts = [part for part in inside(block) if part.size or part.linked]
    is_named = False  # what stands behind a name may be what the one named is
    for part in parts:
        text = spaced_text(part.element) if not part.children else ""
        is_name = _is_name(part, text, stated.get("author", ""))
        is_role = is_named and not part.linked and part.size <= _MAX_ROLE and not _holds_digits(text)
        is_role = is_role and text[-1:] not in ENDS
        if not (is_name or is_role or _is_fact(part, text, language)):
            return False
        is_author = is_role or folded(text) == folded(stated.get("author", ""))
        if (
            (part.tag in HEADINGS and not is_author)
            or part.tag in _TEXTS
            or is_known(part.names, words().leads)
        ):
            return False
        is_named = is_name
    return _says(block, parts, day, language)


def _is_name(part: Block, text: str, author: str) -> bool:
    """Tell whether a part is a link to an author, or the author that the page states."""
    if not 0 < part.size + part.linked <= _MAX_FACT or _holds_digits(text):
        return False
    if part.linked and folded(text) != folded(author):
        return part.leads and all(map(_names_author, part.element.iter("a")))
    return folded(text) == folded(author)


def _holds_digits(text: str) -> bool:
    return any(map(str.isdecimal, text))


def _is_fact(part: Block, text: str, language: str) -> bool:
    """Tell whether a part is a line of furniture, or says the time and no number of an issue."""
    text = text or spaced_text(part.element)
    if part.away or find_number(text) is not None:
        return False
    return line_kind(text) is not None or (part.size <= _MAX_TIME and _tells_time(text, language))


def _tells_time(text: str, language: str) -> bool:
    return _CLOCK.search(text) is not None or find_day(text, language) is not None


def _says(block: Block, parts: list[Block], day: str, language: str) -> bool:
    """Tell whether one of the parts is the day, in words or as its time states it."""
    times = (time.get("datetime") or "" for time in block.element.iter("time", "relative-time"))
    if any(find_day(stated, language) == day for stated in times if stated):
        return True
    shown = (spaced_text(part.element) for part in parts if part is not block or not block.children)
    return any(find_day(piece, language) == day for text in shown for piece in pieces_of(text))
