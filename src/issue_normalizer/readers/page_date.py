"""When a page's document appeared: what the page says in its markup, its head, its text or its address."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, Final, cast

from issue_normalizer.days import find_day
from issue_normalizer.patterns import rare
from issue_normalizer.readers.page_blocks import HEADINGS, SMALL_HEADINGS, Block, inside, outside
from issue_normalizer.readers.page_head import Head
from issue_normalizer.readers.page_names import names_of
from issue_normalizer.readers.page_text import spaced_text, whole_text
from issue_normalizer.readers.said_dates import (
    DATE_NAMES,
    MAX_LINE,
    MODIFIED,
    MODIFIED_WORDS,
    dateline_of,
    in_line,
    in_loose_lines,
    is_boxed,
    is_labelled,
    is_of_change,
    may_be_line,
    pieces_of,
    said_in,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Furniture whose dates are those of other texts.
_OTHERS: Final = frozenset(("comments", "related", "sidebar", "navigation", "prev-next", "contents", "popup"))
_SCRIPT: Final = rare(
    r"\b(?:publish_?time|date_?published|published_?at|publish_?date|pub_?date|first_?published_?at)[\"']?\s*[:=]\s*[\"']((?:19|20)\d\d-\d\d-\d\d)",
    2,
)
_ADDRESS: Final = rare(
    r"/((?:19|20)\d\d)(?:[/-]?(\d\d|(?<=/)[a-z]{3,9}(?=/))[/-]?(\d\d)|/(\d{1,2})/(\d{1,2}))(?=[/_.-]|$)"
)
_TEXTS: Final = frozenset(("p", "li", "td", "blockquote", "dd"))
_TIMES: Final = ("time", "relative-time", "local-time")
_NEAR: Final = 16  # blocks around the title in which a line may be the date
_CLOSE: Final = 3  # blocks right above the title
_LEAD: Final = 2  # blocks of a lead above the line with the date
_MAX_NAMELESS: Final = 60
_MAX_LABEL: Final = 24  # characters of what stands before a time
_DATA: Final = (
    "data-date",
    "data-time",
    "data-timestamp",
    "data-datetime",
    "data-published",
    "data-publish-date",
    "data-utc",
)
_PROPERTIES: Final = frozenset(
    ("dc:date", "dc:created", "dcterms:issued", "dcterms:created", "schema:datePublished", "datePublished")
)
_MAX_SCRIPT: Final = 300_000


def find_date(
    page: Block, body: Block, head: Head, title: Block | None, address: str | None, language: str = ""
) -> str | None:
    """Give the day on which the document appeared, published before modified.

    The best witness is the date that the page shows marked as that of publication: it is in the author's
    time zone. Then what the head says, other marked times, lines near the title, the address.
    """
    boxed = _boxed(page, body, title)
    behind = page.page[body.behind :] if body.tag == "article" else []
    marked_in = boxed | {block.element for block in behind}
    for texts in (
        _marked(page.element, marked_in),
        iter(head.dates),
        _scripts(page.element),
        _times(page.element, boxed),
        _near(page, title or body, boxed),
        _attributes(page.element, boxed),
        _named(page, body, boxed),
        said_in(page, boxed),
        iter(in_line(page.element, boxed)),
        in_loose_lines(_around_text(body, title)),
        dateline_of(body),
        _in_sidebar(page),
    ):
        for text in texts:
            if day := find_day(text, language):
                return day
    match = _ADDRESS.search((address or "").lower())
    return _day_of_address(match[1], match[2] or match[4], match[3] or match[5]) if match else None


def _day_of_address(year: str, month: str, day: str) -> str | None:
    return find_day(f"{day} {month} {year}" if month.isalpha() else f"{year}-{month}-{day}")


def _boxed(page: Block, body: Block, title: Block | None) -> set[Element]:
    """Give what holds days of other texts: furniture, quoted posts; not what holds the body or the title."""
    above = list(body.element.iterancestors())
    around = {body.element, *above, *(title.element.iterancestors() if title is not None else ())}
    kinds = {block.element: block.kind for block in inside(page) if block.kind in _OTHERS}
    post = next((each for each in above if each in kinds and any(True for _ in each.iter(*_TIMES))), None)
    own = set(post.iter()) if post is not None else set()
    quoted = page.element.iter("blockquote")
    return {element for element in (*kinds, *quoted) if element not in around and element not in own}


def find_stated(element: Element, language: str = "") -> str | None:
    """Give the day that one element states, in an attribute or as its text."""
    return next((day for text in _stated(element) if (day := find_day(text, language))), None)


def _stated(element: Element) -> Iterator[str]:
    """Give what an element says of its time: first what it shows, if that is a day in digits."""
    shown = spaced_text(element)
    if shown[:4].isdigit():
        yield shown
        if len(element):
            yield whole_text(element)  # `<a>2024</a>-<a>03</a>-<a>05</a>`
    for key in ("datetime", "content", "title"):
        if value := element.get(key):
            yield value
    if shown and len(shown) <= MAX_LINE:
        yield shown


def _marked(page: Element, boxed: set[Element]) -> Iterator[str]:
    """Give what is marked as the day of publication."""
    by_item = [
        element
        for element in cast("list[Element]", page.xpath(".//*[@itemprop or @property]"))
        if "datePublished" in (element.get("itemprop") or "")
        or not _PROPERTIES.isdisjoint((element.get("property") or "").split())
    ]
    times = [
        element
        for element in page.iter("time", "relative-time", "abbr")
        if element.get("pubdate") is not None or _is_published(element)
    ]
    own = (element for element in (*by_item, *times) if not is_boxed(element, boxed))
    for element in own:
        if _is_of_change(element):
            return  # what is marked below it stands with other texts
        yield from _stated(element)


def _is_published(element: Element) -> bool:
    names = names_of(element)
    return bool(names) and not MODIFIED.search(names) and DATE_NAMES.search(names) is not None


def _times(page: Element, boxed: set[Element]) -> Iterator[str]:
    for element in page.iter(*_TIMES):
        if (
            not MODIFIED.search(names_of(element))
            and "dateModified" not in (element.get("itemprop") or "")
            and not is_boxed(element, boxed)
            and not _is_of_change(element)
        ):
            yield from _stated(element)


def _is_of_change(element: Element) -> bool:
    """Tell whether what stands right before a time says that it is that of a change: `Updated on <time>`."""
    before, parent = element.getprevious(), element.getparent()
    text = (parent.text if before is None else before.tail) if parent is not None else None
    if before is not None and isinstance(before.tag, str) and not (text and text.strip()):
        text = whole_text(before)
    label = (text or "")[-_MAX_LABEL:].strip().lower().removeprefix("last ")
    return MODIFIED_WORDS.match(label) is not None


def _scripts(page: Element) -> Iterator[str]:
    """Give days that a script names as those of publication: pages built by scripts tell no other."""
    root = page.getroottree().getroot()
    for script in root.iter("script"):
        if (text := script.text) and len(text) <= _MAX_SCRIPT and (match := _SCRIPT.search(text)):
            yield match[1]


def _near(page: Block, near: Block, boxed: set[Element]) -> Iterator[str]:
    """Give short texts around the title, those with the name of a date first."""
    blocks = [
        block for block in outside(page, lambda block: block.element in boxed) if block.size or block.linked
    ]
    at = blocks.index(near) if near in blocks else 0
    below = list(takewhile(_is_above_text, blocks[at + 1 : at + _NEAR]))
    above = blocks[max(0, at - _NEAR // 2) : at][::-1]
    close = [block for block in (*below, *above[:_CLOSE]) if _may_be_date(block)]
    far = [block for block in above[_CLOSE:] if _may_be_date(block)]  # in the header of a site, today
    yield from (piece for block in close if _has_date_name(block) for piece in _pieces(block))
    for block in (*close, *far):
        if block.tag == "li" and not block.size:
            continue  # nothing but a link, to another issue perhaps
        if len(spaced_text(block.element)) <= _MAX_NAMELESS and not _has_date_name(block):
            yield from _pieces(block)
    yield from (piece for block in far if _has_date_name(block) for piece in _pieces(block))


def _around_text(body: Block, title: Block | None) -> Iterator[Block]:
    """Give the blocks in which title and first running text stand, the innermost first, and the body."""
    first = next((block for block in inside(body) if block.is_prose()), None)
    for inner in (title, first):
        above = inner.parent if inner is not None else None
        while above is not None and above is not body:
            yield above
            above = above.parent
    yield body


def _in_sidebar(page: Block) -> Iterator[str]:
    """Give the time that the facts of a text in a sidebar show: themes of manuals set them there.

    Must not fire: the days of several texts.
    """
    bylines = (block for block in inside(page) if block.kind == "byline" and _is_in_sidebar(block))
    times = [time for block in bylines for time in block.element.iter(*_TIMES)]
    if len({whole_text(time) for time in times}) == 1:
        yield from _stated(times[0])


def _is_in_sidebar(block: Block) -> bool:
    above = block.parent
    while above is not None and above.kind != "sidebar":
        above = above.parent
    return above is not None


def _pieces(block: Block) -> list[str]:
    return pieces_of(spaced_text(block.element))


def _named(page: Block, body: Block, boxed: set[Element]) -> Iterator[str]:
    """Give short texts with the name of a date, wherever they stand but in lists and text of the body."""
    first = next((block.at for block in inside(body) if block.is_prose()), body.at)
    texts = {
        id(block)
        for block in inside(body)
        if block.tag in _TEXTS and (block.at > first + _LEAD or block.tag != "p" or not _has_date_name(block))
    }
    behind = 0  # the end of what the last block with such a name holds
    for block in outside(page, lambda block: id(block) in texts or block.element in boxed):
        if _has_date_name(block):
            behind = max(behind, block.behind)
        if block.at < behind and _may_be_date(block):
            yield from _pieces(block)


def _attributes(page: Element, boxed: set[Element]) -> Iterator[str]:
    """Give the days in attributes that scripts read, and in titles of what is named a date."""
    keys = " or ".join(f"@{key}" for key in _DATA)
    for element in cast("list[Element]", page.xpath(f".//*[{keys} or (@title and (@class or @id))]")):
        is_short = element.tag == "abbr"  # of a time: `2 days ago`
        if element.get("title") is not None and not (is_short or _is_published(element)):
            continue
        if not MODIFIED.search(names_of(element)) and not is_boxed(element, boxed):
            yield from (value for key in (*_DATA, "title") if (value := element.get(key)))


def _has_date_name(block: Block) -> bool:
    return bool(block.names) and DATE_NAMES.search(block.names) is not None


def _may_be_date(block: Block) -> bool:
    """Tell whether a block is short, holds digits, and does not speak of a change."""
    if not may_be_line(block):
        return False
    shown = spaced_text(block.element)
    if len(shown) > MAX_LINE or not any(map(str.isdigit, shown)):
        return False
    return not MODIFIED.search(block.names) and not is_of_change(shown)


def _is_above_text(block: Block) -> bool:
    """Tell whether a block may stand between a title and its text."""
    if block.tag in ("td", "th", "pre") or (block.tag in HEADINGS and not block.names):
        return block.tag in SMALL_HEADINGS and sum(each.tag == block.tag for each in block.page) == 1
    return not block.is_prose() or (may_be_line(block) and is_labelled(spaced_text(block.element)))
