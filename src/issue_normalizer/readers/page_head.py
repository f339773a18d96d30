"""What a page's head says of its document: title, date and what stands beside them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec import Struct

from issue_normalizer.patterns import rare
from issue_normalizer.readers.page_names import words
from issue_normalizer.readers.page_text import whole_text
from issue_normalizer.text import collapse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MAX_JSON = 500_000  # characters
_DOCUMENTS = rare(r"Article|BlogPosting|NewsArticle|Posting|Report|CreativeWork|WebPage|Message|Newsletter")
_FILE_NAME = rare(r"\S+\.(?:md|markdown|html?|txt|rst)\b.*")
_LETTERS = rare(r"[\W_]+")


class Head(Struct, frozen=True):
    """What the head says. `titles` are as stated, best first; `page_title` is the `<title>`.

    `is_object`: Open Graph's type for what is no text; code hosts say so of files and repositories.
    """

    titles: tuple[str, ...] = ()
    page_title: str = ""
    dates: tuple[str, ...] = ()
    author: str = ""
    site: str = ""
    is_object: bool = False


def read_head(root: Element) -> Head:
    """Read meta elements, JSON-LD and `<title>` of a page."""
    meta, known = _meta(root), words().meta
    linked = list(_linked_data(root))
    articles = [node for node in linked if _DOCUMENTS.search(str(node.get("@type", "")))]
    headlines = [text for node in articles if (text := _text(node.get("headline")))]
    named = [value for key in known["titles"] if (value := meta.get(key))]
    shown = next(root.iter("title"), None)
    author = _first(meta, known["authors"]) or _first_text(articles, "author")
    site = _first(meta, known["sites"]) or _first_text(articles, "publisher")
    published = [text for node in articles if (text := _text(node.get("datePublished")))]
    return Head(
        titles=tuple(dict.fromkeys((*named[:1], *headlines[:1], *named[1:]))),
        page_title=whole_text(shown) if shown is not None else "",
        dates=tuple(published[:1] + [value for key in known["dates"] if (value := meta.get(key))]),
        author=author,
        site=site,
        is_object=meta.get("og:type") == "object",
    )


def _first(meta: Mapping[str, str], keys: Sequence[str]) -> str:
    return next((text for key in keys if (text := meta.get(key))), "")


def _first_text(nodes: Sequence[Mapping[str, object]], key: str) -> str:
    return next((text for node in nodes if (text := _text(node.get(key)))), "")


def _meta(root: Element) -> dict[str, str]:
    """Give what the meta elements say, names in small letters; of several the first."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        content = collapse(element.get("content") or "")
        key = element.get("property") or element.get("name") or element.get("itemprop")
        if key and content:
            found.setdefault(key.lower().replace("dc:", "dc."), content)
    return found


def _linked_data(root: Element) -> Iterator[Mapping[str, object]]:
    """Give the objects of JSON-LD, the outer before the inner."""
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(text) > _MAX_JSON:
            continue
        try:
            stack: deque[object] = deque([msgspec.json.decode(text)])
        except (msgspec.DecodeError, RecursionError):
            continue
        while stack:
            node = stack.popleft()
            if isinstance(node, dict):
                yield cast("Mapping[str, object]", node)
                stack += node.values()
            elif isinstance(node, list):
                stack += node


def _text(value: object) -> str:
    """Give a value of JSON-LD as text: a name where it is an object, the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name", "")
    return collapse(value) if isinstance(value, str) else ""


def folded(text: str) -> str:
    """Give the letters and digits of a text, by which titles are compared."""
    return _LETTERS.sub("", text).casefold()


def title_parts(head: Head) -> tuple[str, ...]:
    """Split `<title>` where a site's name is parted from that of the page."""
    parts = [head.page_title]
    for separator in words().separators:
        pieces = (f" {separator} ", f"{separator} ") if separator == ":" else (f" {separator} ",)
        if separator in "|｜丨_":
            pieces = (separator,)
        for piece in pieces:
            parts = [part for whole in parts for part in whole.split(piece)]
    return tuple(found for part in parts if (found := part.strip()))


def head_title(head: Head) -> str:
    """Give the title that the head states, without the site's name; "" for none, or the name of a file."""
    stated = head.titles[0] if head.titles else head.page_title
    title = without_site(stated, head)
    if not head.titles and title == stated:
        title = _without_last_part(stated)
    return "" if _FILE_NAME.fullmatch(title) else title


def without_site(title: str, head: Head) -> str:
    """Take the site's name off the end or the start of a title."""
    site = folded(head.site)
    for separator in words().separators:
        for piece in (f" {separator} ", separator) if separator in "|｜丨_" else (f" {separator} ",):
            before, found, after = title.rpartition(piece)
            if found and before.strip() and (folded(after) == site or _is_of_site(after, head)):
                return without_site(before.strip(), head)
            before, found, after = title.partition(piece)
            if found and after.strip() and site and folded(before) == site:
                return after.strip()
    return title


def _is_of_site(part: str, head: Head) -> bool:
    """Tell whether a part of a title is another form of the site's name, or the author's."""
    known = {folded(head.site), folded(head.author)} - {""}
    return bool(folded(part)) and (folded(part) in known)


def _without_last_part(title: str) -> str:
    """Take what stands behind the last separator of `<title>` for the site's name, as Readability does.

    Must fire: `Twelve knots that hold | Harbor`. Must not: `Harbor - 7`, of which too little would be left.
    """
    for separator in words().separators:
        if separator in ":/~<_":
            continue
        before, found, after = title.rpartition(f" {separator} ")
        if found and len(folded(before)) >= max(4, len(folded(after)) * 0.5):
            return before.strip()
    return title
