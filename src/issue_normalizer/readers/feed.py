"""Feeds (RSS, Atom, JSON Feed): each entry is a document, made a page with what the feed says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from issue_normalizer.days import find_day
from issue_normalizer.errors import RefusedError
from issue_normalizer.options import DEFAULT, Options
from issue_normalizer.readers.page import read_page
from issue_normalizer.text import collapse
from issue_normalizer.tree import Document, Span

_PAGE: Final = (
    '<!DOCTYPE html><html{lang}><head><meta charset="utf-8"><title>{title}</title>'
    '<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">'
    '<meta property="article:published_time" content="{date}"><meta name="author" content="{author}">'
    '<link rel="canonical" href="{url}"></head><body>'
    '<div class="e-content">\n{content}\n</div></body></html>\n'
)


def entries(data: bytes) -> list[tuple[str, bytes]]:
    """Give the entries of a feed as pages: (name, bytes of UTF-8); [] where it has none."""
    site, language, found = _json_feed(data) if data.lstrip()[:1] == b"{" else _xml_feed(data)
    width = len(str(len(found)))
    return [
        (f"{number:0{width}}.html", _page(entry, site, language).encode("utf-8", "replace"))
        for number, entry in enumerate(found, 1)
    ]


def read_feed(text: str, options: Options = DEFAULT) -> Document:
    """Read a feed of one entry. Raises RefusedError for more, or none: each is an issue of its own."""
    data = text.encode("utf-8")
    pages = entries(data)
    if len(pages) != 1:
        raise RefusedError(f"it is a feed of {len(pages)} entries; `normalize batch` reads each of them")
    site = (_json_feed(data) if data.lstrip()[:1] == b"{" else _xml_feed(data))[0]
    document = read_page(pages[0][1].decode("utf-8"), None, options)
    around = (Span(0, site, "furniture: feed"),) if site else ()
    return replace(document, dropped=(*around, *document.dropped))


def _page(entry: Mapping[str, str], site: str, language: str) -> str:
    values = {key: escape(collapse(entry.get(key, ""))) for key in ("title", "date", "author", "url")}
    lang = f' lang="{escape(language)}"' if language else ""
    return _PAGE.format(content=entry.get("content", ""), site=escape(site), lang=lang, **values)


def _xml_feed(data: bytes) -> tuple[str, str, list[dict[str, str]]]:
    """Read RSS or Atom: the feed's title and language, and its entries, as they are: readers sanitize."""
    import feedparser

    try:
        feed: Any = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except ValueError as error:  # a reference to a character that is none
        raise RefusedError("it is no feed that can be read; is it whole?") from error
    return (
        collapse(str(feed.feed.get("title", ""))),
        str(feed.feed.get("language", "") or ""),
        [_xml_entry(entry) for entry in feed.entries],
    )


def _xml_entry(entry: Any) -> dict[str, str]:  # noqa: ANN401 - feedparser's
    contents: Sequence[Any] = entry.get("content") or []
    bodies = [str(part.get("value", "")) for part in contents] or [str(entry.get("summary", ""))]
    return {
        "title": str(entry.get("title", "")),
        "date": find_day(str(entry.get("published") or entry.get("updated") or "")) or "",
        "author": str(entry.get("author", "")),
        "url": str(entry.get("link", "")),
        "content": max(bodies, key=len),
    }


def _json_feed(data: bytes) -> tuple[str, str, list[dict[str, str]]]:
    """Read a JSON Feed (jsonfeed.org, 1.1). Raises RefusedError for other JSON."""
    try:
        feed = msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        raise RefusedError(f"it is no JSON: {error}; give the feed as it was served") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise RefusedError("it is JSON without the `items` of a feed; give the feed as it was served")
    return (
        str(feed.get("title") or ""),
        str(feed.get("language") or ""),
        [_json_entry(item, feed) for item in items if isinstance(item, dict)],
    )


def _json_entry(item: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, str]:
    authors = item.get("authors") or feed.get("authors") or [{}]
    first = authors[0] if isinstance(authors, list) and authors and isinstance(authors[0], dict) else {}
    text = escape(str(item.get("content_text") or "")).replace("\n\n", "<p>").replace("\n", "<br>")
    return {
        "title": str(item.get("title") or ""),
        "date": find_day(str(item.get("date_published") or item.get("date_modified") or "")) or "",
        "author": str(first.get("name") or ""),
        "url": str(item.get("url") or ""),
        "content": str(item.get("content_html") or "") or text,
    }
