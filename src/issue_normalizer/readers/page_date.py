"""When a page's document appeared: what the page says in its markup, its head, its text or its address."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, cast

from issue_normalizer.days import find_day
from issue_normalizer.patterns import rare
from issue_normalizer.readers.page_blocks import HEADINGS, Block, inside
from issue_normalizer.readers.page_head import Head
from issue_normalizer.readers.page_names import names_of
from issue_normalizer.readers.page_text import spaced_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Furniture whose dates are those of other texts.
_OTHERS = frozenset(("comments", "related", "sidebar", "navigation", "prev-next", "contents", "popup"))
_DATE_NAMES = rare(
    r"(?<![a-z])(?:published|pubdate|publish-?(?:date|time|ed)?|post-?date|entry-?date|posted-?on|date|datetime|date-header|dateline|timestamp"
    r"|post-?time|pub-?time|created(?:-at)?|create-?time|release-?time|byline|post-?meta|entry-?meta|meta|article-info|post-info|info|submitted|time)(?![a-z])"
)
_MODIFIED = rare(r"(?<![a-z])(?:updated|modified|lastmod|last-updated|edited)(?![a-z])")
_MODIFIED_WORDS = rare(
    r"(?:updated|modified|edited|更新|修改|编辑|aktualisiert|mis à jour|actualizado|обновлено)", 2
)
_SCRIPT = rare(
    r"\b(?:publish_?time|date_?published|published_?at|publish_?date|pub_?date|first_?published_?at)[\"']?\s*[:=]\s*[\"']((?:19|20)\d\d-\d\d-\d\d)",
    2,
)
_ADDRESS = rare(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_.-]|$)")
_TEXTS = frozenset(("p", "li", "td", "blockquote", "dd"))
_NEAR = 16  # blocks around the title in which a line may be the date
_MAX_LINE = 100
_MAX_NAMELESS = 60
_MAX_SCRIPT = 300_000


def find_date(
    page: Block, body: Block, head: Head, title: Block | None, address: str | None, language: str = ""
) -> str | None:
    """Give the day on which the document appeared, published before modified.

    The best witness is the date that the page shows marked as that of publication: it is in the author's
    time zone. Then what the head says, other marked times, lines near the title, the address.
    """
    around = {body.element, *body.element.iterancestors()}
    boxed = {block.element for block in inside(page) if block.kind in _OTHERS and block.element not in around}
    for texts in (
        _marked(page.element, boxed),
        iter(head.dates),
        _scripts(page.element),
        _times(page.element, boxed),
        _near(page, title or body, boxed),
        _named(page, body, boxed),
    ):
        for text in texts:
            if day := find_day(text, language):
                return day
    match = _ADDRESS.search(address or "")
    return find_day(f"{match[1]}-{match[2]}-{match[3]}") if match else None


def find_stated(element: Element, language: str = "") -> str | None:
    """Give the day that one element states, in an attribute or as its text."""
    return next((day for text in _stated(element) if (day := find_day(text, language))), None)


def _is_boxed(element: Element, boxed: set[Element]) -> bool:
    return any(above in boxed for above in (element, *element.iterancestors()))


def _stated(element: Element) -> Iterator[str]:
    """Give what an element says of its time: first what it shows, if that is a day in digits."""
    shown = spaced_text(element)
    if shown[:4].isdigit():
        yield shown
    for key in ("datetime", "content", "title"):
        if value := element.get(key):
            yield value
    if shown and len(shown) <= _MAX_LINE:
        yield shown


def _marked(page: Element, boxed: set[Element]) -> Iterator[str]:
    """Give what is marked as the day of publication."""
    by_item = cast("list[Element]", page.xpath(".//*[contains(@itemprop, 'datePublished')]"))
    times = [
        element
        for element in page.iter("time", "relative-time", "abbr")
        if element.get("pubdate") is not None or _is_published(element)
    ]
    for element in (*by_item, *times):
        if not _is_boxed(element, boxed):
            yield from _stated(element)


def _is_published(element: Element) -> bool:
    names = names_of(element)
    return bool(names) and not _MODIFIED.search(names) and _DATE_NAMES.search(names) is not None


def _times(page: Element, boxed: set[Element]) -> Iterator[str]:
    for element in page.iter("time", "relative-time", "local-time"):
        if (
            not _MODIFIED.search(names_of(element))
            and "dateModified" not in (element.get("itemprop") or "")
            and not _is_boxed(element, boxed)
        ):
            yield from _stated(element)


def _scripts(page: Element) -> Iterator[str]:
    """Give days that a script names as those of publication: pages built by scripts tell no other."""
    root = page.getroottree().getroot()
    for script in root.iter("script"):
        if (text := script.text) and len(text) <= _MAX_SCRIPT and (match := _SCRIPT.search(text)):
            yield match[1]


def _near(page: Block, near: Block, boxed: set[Element]) -> Iterator[str]:
    """Give short texts around the title, those with the name of a date first."""
    blocks = [
        block
        for block in inside(page)
        if (block.size or block.linked) and not _is_boxed(block.element, boxed)
    ]
    at = blocks.index(near) if near in blocks else 0
    below = list(takewhile(_is_above_text, blocks[at + 1 : at + _NEAR]))
    around = [
        block for block in (*below, *reversed(blocks[max(0, at - _NEAR // 2) : at])) if _may_be_date(block)
    ]
    yield from (spaced_text(block.element) for block in around if _has_date_name(block))
    for block in around:
        if block.tag == "li" and not block.size:
            continue  # nothing but a link, to another issue perhaps
        if len(text := spaced_text(block.element)) <= _MAX_NAMELESS and not _has_date_name(block):
            yield text


def _named(page: Block, body: Block, boxed: set[Element]) -> Iterator[str]:
    """Give short texts with the name of a date, wherever they stand but in lists and text of the body."""
    stack = [page]
    texts = {id(block) for block in inside(body) if block.tag in _TEXTS}
    while stack:
        block = stack.pop()
        if id(block) in texts or block.element in boxed:
            continue
        if _has_date_name(block) and _may_be_date(block):
            yield spaced_text(block.element)
        stack += reversed(block.children)


def _has_date_name(block: Block) -> bool:
    return bool(block.names) and _DATE_NAMES.search(block.names) is not None


def _may_be_date(block: Block) -> bool:
    """Tell whether a block is short, holds digits, and does not speak of a change."""
    shown = spaced_text(block.element)
    if len(shown) > _MAX_LINE or not any(map(str.isdigit, shown)):
        return False
    return not _MODIFIED.search(block.names) and not _MODIFIED_WORDS.match(shown)


def _is_above_text(block: Block) -> bool:
    """Tell whether a block may stand between a title and its text."""
    return (
        not block.is_prose()
        and (block.tag not in HEADINGS or bool(block.names))
        and block.tag not in ("td", "th", "pre")
    )
