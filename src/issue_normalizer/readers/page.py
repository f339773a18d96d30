"""HTML pages of any kind: the document in the page, and what the page says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from issue_normalizer.readers.body import (
    find_body,
    take_furniture,
    text_spans,
)
from issue_normalizer.readers.body_document import body_document
from issue_normalizer.readers.front_matter import table_front_matter
from issue_normalizer.readers.html import body_of, parse
from issue_normalizer.readers.visible import visible_length, visible_text
from issue_normalizer.text import collapse
from issue_normalizer.tree import Document, Span

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WHOLE_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_PAGE_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_TAIL = 4000  # characters: browsers' extensions add theirs behind the end


def read_page(text: str, address: str | None = None) -> Document:
    """Read an HTML page or fragment; `address` is where it was saved from, if known."""
    document = _read_embedded(text, address) if "embeddedData" in text else None
    document = document or _read_rendered(text, address)
    is_cut = _WHOLE_PAGE.search(text) is not None and not _PAGE_END.search(text, len(text) - _TAIL)
    return replace(document, is_cut=True) if is_cut else document


def _read_embedded(text: str, address: str | None) -> Document | None:
    """Read the body that stands in a page's JSON; None where the page shows more of it than that."""
    from issue_normalizer.readers.embedded import find_embedded

    embedded = find_embedded(text)
    if embedded is None:
        return None
    around = body_of(parse(embedded.outside))
    rendered = _rendered(around) if "markdown-body" in embedded.outside else None
    address = embedded.address or address
    if embedded.markdown:
        from issue_normalizer.readers.source import read_source

        document = read_source(embedded.markdown)
        dropped = (*_spans_around(around, rendered), *document.dropped)
        return replace(document, dropped=dropped, address=document.address or address)
    inside: Any = parse(embedded.html)  # Any: in lxml's type stubs, sourceline cannot be set
    if rendered is not None and visible_length(inside) < visible_length(rendered):
        return None
    for element in inside.iter():
        element.sourceline = embedded.line
    return _document(inside, address, _spans_around(around, rendered))


def _read_rendered(text: str, address: str | None) -> Document:
    """Read the body that a page shows."""
    root = parse(text)
    page = body_of(root)
    if page is None or not _WHOLE_PAGE.search(text):  # a fragment is all document
        return _document(root if page is None else page, address)
    body = find_body(page)
    around = tuple(text_spans(page, body)) if body is not page else ()
    before = visible_text(body)
    taken = () if _is_github(body) else take_furniture(body)
    return _document(
        body, address or _address(root), around, _title_outside(root, body), before=before, taken=taken
    )


def _rendered(around: Element | None) -> Element | None:
    """Find the rendered body of a page that also embeds it."""
    return None if around is None else find_body(around)


def _spans_around(around: Element | None, rendered: Element | None) -> tuple[Span, ...]:
    """List what a page shows around the body in its JSON; a rendered body beside it is the same again."""
    if around is None:
        return ()
    again = () if rendered is None else text_spans(rendered, None, "duplicate")
    return (*text_spans(around, rendered), *again)


def _document(
    body: Element,
    address: str | None,
    around: tuple[Span, ...] = (),
    outside: dict[str, str] | None = None,
    *,
    before: str | None = None,
    taken: tuple[Span, ...] = (),
) -> Document:
    if before is None:
        before = visible_text(body)
    values, front = _take_front_matter(body)
    metadata = {**(outside or {}), **values}
    return body_document(body, metadata, address, around, before=before, taken=(*taken, *front))


def _is_github(body: Element) -> bool:
    return body.tag == "article" and "markdown-body" in (body.get("class") or "")


def _take_front_matter(body: Element) -> tuple[dict[str, str], list[Span]]:
    """Take GitHub's table of the front matter off the start of the body: (values, its text)."""
    element = body
    while (first := next(iter(element), None)) is not None and not (element.text or "").strip():
        if first.tag == "table":
            values = table_front_matter(first)
            if values is None:
                break
            taken = text_spans(first, None, "front-matter")
            if first.tail:
                element.text = (element.text or "") + first.tail
            element.remove(first)
            return values, taken
        if first.tag not in ("article", "div", "markdown-accessiblity-table", "body"):
            break
        element = first
    return {}, []


def _address(root: Element) -> str | None:
    """Give the page's own address: what it declares, else where GitHub's Raw button leads (to 2022).

    A `<base>` goes first: it says what the page's links are relative to (HTML, 4.2.3).
    """
    for element in (*root.iter("base"), *root.iter("link", "meta")):
        declared = None
        if element.tag == "base" or element.get("rel") == "canonical":
            declared = element.get("href")
        elif element.get("property") == "og:url":
            declared = element.get("content")
        if declared and declared.startswith("http"):
            return declared
    raw = cast("list[str]", root.xpath("//a[@id='raw-url']/@href"))
    if raw and str(raw[0]).startswith("/"):
        return "https://github.com" + str(raw[0]).replace("/raw/", "/blob/", 1)
    return None


def _title_outside(root: Element, body: Element) -> dict[str, str]:
    """Give the post's title and date where the theme shows them outside the body."""
    if _is_github(body):
        return {}  # GitHub shows no title but the document's own
    for heading in root.iter("h1", "h2"):
        classes = (heading.get("class") or "").split()
        if ("post-title" in classes or "entry-title" in classes) and body not in heading.iterancestors():
            values = {"title": collapse("".join(str(part) for part in heading.itertext()))}
            time = next(root.iter("time"), None)
            date = time.get("datetime") if time is not None else None
            return {**values, "date": date} if date else values
    return {}
