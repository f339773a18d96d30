"""When a page's document appeared: what the page says in its markup, its head, its text or its address."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, Final, cast

from issue_normalizer.days import find_day
from issue_normalizer.patterns import rare
from issue_normalizer.readers.page_blocks import HEADINGS, Block, inside, outside
from issue_normalizer.readers.page_head import Head
from issue_normalizer.readers.page_names import names_of
from issue_normalizer.readers.page_text import spaced_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Furniture whose dates are those of other texts.
_OTHERS: Final = frozenset(("comments", "related", "sidebar", "navigation", "prev-next", "contents", "popup"))
_DATE_NAMES: Final = rare(
    r"(?<![a-z])(?:published|pubdate|publish-?(?:date|time|ed)?|post-?date|entry-?date|posted-?on|date|datetime|date-header|dateline|timestamp"
    r"|post-?time|pub-?time|created(?:-at)?|create-?time|release-?time|byline|post-?meta|entry-?meta|meta|article-info|post-info|info|submitted|age|time"
    r"|fecha|datum|date-?publi\w*|data-(?:hora|publi\w*)|autor|author)(?![a-z])"
)
_MODIFIED: Final = rare(r"(?<![a-z])(?:updated|modified|lastmod|last-updated|edited)(?![a-z])")
_MODIFIED_WORDS: Final = rare(
    r"(?:updated|modified|edited|更新|修改|编辑|aktualisiert|mis à jour|actualizado|обновлено)", 2
)
_SCRIPT: Final = rare(
    r"\b(?:publish_?time|date_?published|published_?at|publish_?date|pub_?date|first_?published_?at)[\"']?\s*[:=]\s*[\"']((?:19|20)\d\d-\d\d-\d\d)",
    2,
)
_ADDRESS: Final = rare(
    r"/((?:19|20)\d\d)(?:[/-]?(\d\d|(?<=/)[a-z]{3,9}(?=/))[/-]?(\d\d)|/(\d{1,2})/(\d{1,2}))(?=[/_.-]|$)"
)
# A day that opens a line in which more is said: who wrote the text, how many comments it has.
_OPENS: Final = rare(
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d)|\d{1,2}(?:er|st|nd|rd|th|[.ºª])?\s+(?:de\s+|di\s+)?[^\W\d_]{3,12}\.?,?\s+(?:del?\s+)?(?:19|20)\d\d"
)
_SAID: Final = rare(
    r"(?:first |originally |date )?(?:published|posted|veröffentlicht|erstellt|publié|publicado|pubblicato"
    r"|erschienen|erscheinungs(?:termin|datum)|release date|date (?:of|de) (?:publication|parution)"
    r"|fecha de publicaci|data de publica|data di pubblicaz|geplaatst|gepubliceerd"
    r"|opublikowano|опубликовано|发布|发表|公開日|投稿日|掲載|입력|등록)",
    2,
)
_PARTS: Final = rare(
    r"\s*(?:[|•·;‖]|\s[–—/]\s|(?=\b(?:updated|modified|last |aktualisiert|mis à jour)))\s*", 2
)
_DATELINE: Final = rare(
    r"\(?[^.()]{0,48}?(?:[^\W\d_]{3,9}\.? \d{1,2},?|\d{1,2} [^\W\d_]{3,9}) (?:19|20)\d\d\)? ?(?=[(—–/-])"
)
_TEXTS: Final = frozenset(("p", "li", "td", "blockquote", "dd"))
_TIMES: Final = ("time", "relative-time", "local-time")
_NEAR: Final = 16  # blocks around the title in which a line may be the date
_LEAD: Final = 2  # blocks of a lead above the line with the date
_MAX_LINE: Final = 100
_MAX_NAMELESS: Final = 60
_DATA: Final = (
    "data-date",
    "data-time",
    "data-timestamp",
    "data-datetime",
    "data-published",
    "data-publish-date",
    "data-utc",
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
    for texts in (
        _marked(page.element, boxed),
        iter(head.dates),
        _scripts(page.element),
        _times(page.element, boxed),
        _near(page, title or body, boxed),
        _attributes(page.element, boxed),
        _named(page, body, boxed),
        _said(page, boxed),
        _dateline(body),
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
    by_item = [
        element
        for element in cast("list[Element]", page.xpath(".//*[@itemprop]"))
        if "datePublished" in (element.get("itemprop") or "")
    ]
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
    for element in page.iter(*_TIMES):
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
        block for block in outside(page, lambda block: block.element in boxed) if block.size or block.linked
    ]
    at = blocks.index(near) if near in blocks else 0
    below = list(takewhile(_is_above_text, blocks[at + 1 : at + _NEAR]))
    around = [
        block for block in (*below, *reversed(blocks[max(0, at - _NEAR // 2) : at])) if _may_be_date(block)
    ]
    yield from (
        piece for block in around if _has_date_name(block) for piece in _pieces(spaced_text(block.element))
    )
    for block in around:
        if block.tag == "li" and not block.size:
            continue  # nothing but a link, to another issue perhaps
        if len(text := spaced_text(block.element)) <= _MAX_NAMELESS and not _has_date_name(block):
            yield from _pieces(text)


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
            yield from _pieces(spaced_text(block.element))


def _attributes(page: Element, boxed: set[Element]) -> Iterator[str]:
    """Give the days in attributes that scripts read, and in titles of what is named a date."""
    keys = " or ".join(f"@{key}" for key in _DATA)
    for element in cast("list[Element]", page.xpath(f".//*[{keys} or (@title and (@class or @id))]")):
        is_short = element.tag == "abbr"  # of a time: `2 days ago`
        if element.get("title") is not None and not (is_short or _is_published(element)):
            continue
        if not _MODIFIED.search(names_of(element)) and not _is_boxed(element, boxed):
            yield from (value for key in (*_DATA, "title") if (value := element.get(key)))


def _said(page: Block, boxed: set[Element]) -> Iterator[str]:
    """Give short texts that say when something was published, wherever they stand."""
    for block in inside(page):
        if 0 < block.size <= _MAX_LINE and _may_be_line(block) and block.element not in boxed:
            shown = spaced_text(block.element)
            if len(shown) <= _MAX_LINE and any(map(str.isdigit, shown)) and _SAID.match(shown):
                yield from _pieces(shown)


def _dateline(body: Block) -> Iterator[str]:
    """Give the place and day that open the text of an agency: `LONDON, March 5, 2014 (Reuters) -`."""
    first = next((block for block in inside(body) if block.is_prose()), None)
    if first is not None and (match := _DATELINE.match(spaced_text(first.element)[:_MAX_LINE])):
        yield match[0]


def _pieces(shown: str) -> list[str]:
    """Split a line where several things are said in it: what says of publication first, none of a change."""
    pieces = [piece for piece in _PARTS.split(shown) if piece and not _MODIFIED_WORDS.match(piece)]
    opening = _OPENS.match(pieces[0]) if pieces else None
    pieces = sorted(pieces, key=lambda piece: _SAID.match(piece) is None)
    return [*pieces, opening[0]] if opening else pieces


def _has_date_name(block: Block) -> bool:
    return bool(block.names) and _DATE_NAMES.search(block.names) is not None


def _may_be_date(block: Block) -> bool:
    """Tell whether a block is short, holds digits, and does not speak of a change."""
    if not _may_be_line(block):
        return False
    shown = spaced_text(block.element)
    if len(shown) > _MAX_LINE or not any(map(str.isdigit, shown)):
        return False
    return not _MODIFIED.search(block.names) and not _MODIFIED_WORDS.match(shown)


def _may_be_line(block: Block) -> bool:
    """Tell whether a block holds no more bytes than a line may: to join the text of a page takes long."""
    return block.all_size + block.all_linked <= _MAX_LINE * 4


def _is_above_text(block: Block) -> bool:
    """Tell whether a block may stand between a title and its text."""
    return (
        not block.is_prose()
        and (block.tag not in HEADINGS or bool(block.names))
        and block.tag not in ("td", "th", "pre")
    )
