"""HTML pages of any kind: the document in the page, and what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from msgspec.structs import replace

from issue_normalizer.options import DEFAULT, Options
from issue_normalizer.readers.body import choose_body
from issue_normalizer.readers.html import body_of, parse
from issue_normalizer.readers.page_document import document_in, element_document
from issue_normalizer.readers.page_head import folded
from issue_normalizer.readers.page_measure import measure
from issue_normalizer.readers.page_text import text_spans
from issue_normalizer.readers.visible import visible_length
from issue_normalizer.tree import Document, Heading, Span
from issue_normalizer.urls import canonical_url

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WHOLE_PAGE: Final = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_PAGE_END: Final = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_TAIL: Final = 4000  # characters: browsers' extensions add theirs behind the end


def read_page(text: str, address: str | None = None, options: Options = DEFAULT) -> Document:
    """Read an HTML page or fragment; `address` is where it was saved from, if known."""
    return _as_mail(read_markup(text, address, options))


def read_markup(text: str, address: str | None = None, options: Options = DEFAULT) -> Document:
    """Read a page as it stands, the headers of a mail in its text too."""
    document = _read_embedded(text, address) if "embeddedData" in text else None
    document = document or _read_rendered(text, address, options)
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
    return element_document(inside, address, _spans_around(around, rendered))


def _read_rendered(text: str, address: str | None, options: Options) -> Document:
    """Read the body that a page shows."""
    root = parse(text)
    held = list(root.iter())  # as in `body_document`
    page = body_of(root)
    if page is None or not _WHOLE_PAGE.search(text):  # a fragment is all document
        document = element_document(root if page is None else page, address)
    else:
        if "aria-level" in text or next(page.iter("h2", "h3", "h4"), None) is None:
            from issue_normalizer.readers.said_headings import settle_headings

            settle_headings(page)
        document = document_in(page, root, address or _address(root), options)
    held.clear()
    return document


def _as_mail(document: Document) -> Document:
    """Read the headers that a mail program writes above a mail that it saves as a page: `Subject: …`."""
    is_told = document.metadata.get("date") and document.metadata.get("title")
    if is_told or not document.blocks or isinstance(document.blocks[0], Heading):
        return document
    from issue_normalizer.readers.forwarded import said_by, take_headers

    mail = take_headers(document)
    begins = mail.document.blocks[:1] != document.blocks[:1]
    if not begins or not _is_of_mail(mail.headers, document.metadata.get("title", "")):
        return document
    language = document.facts.language if document.facts else ""
    return replace(mail.document, metadata={**document.metadata, **said_by(mail.headers, language)})


def _is_of_mail(headers: Mapping[str, str], title: str) -> bool:
    """Tell whether headers are those of the whole page: sender, subject, and an address or a time of day.

    Must not fire: `From: Hamburg`, `To: Bremen`, `Date: 6 May`; a letter quoted below another title.
    """
    subject, sender = headers.get("subject", ""), headers.get("from", "")
    is_titled = not title or folded(title) in folded(subject) or folded(subject) in folded(title)
    return bool(subject and sender) and is_titled and ("@" in sender or ":" in headers.get("date", ""))


def _rendered(around: Element | None) -> Element | None:
    """Find the rendered body of a page that also embeds it."""
    return None if around is None else choose_body(measure(around))[0].element


def _spans_around(around: Element | None, rendered: Element | None) -> tuple[Span, ...]:
    """List what a page shows around the body in its JSON; a rendered body beside it is the same again."""
    if around is None:
        return ()
    again = () if rendered is None else text_spans(rendered, None, "duplicate")
    return (*text_spans(around, rendered), *again)


def _address(root: Element) -> str | None:
    """Give the page's own address: what it declares, else where GitHub's Raw button leads (to 2022).

    A `<base>` goes first: it says what the page's links are relative to (HTML, 4.2.3). A bookmark of an
    archive of the web holds the address of what it keeps.
    """
    for element in root.iter("link"):
        kept = element.get("href") or "" if element.get("rel") == "bookmark" else ""
        if (address := canonical_url(kept)) != kept and address.startswith("http"):
            return address
    for element in (*root.iter("base"), *root.iter("link", "meta")):
        declared = None
        if element.tag == "base" or element.get("rel") == "canonical":
            declared = element.get("href")
        elif element.get("property") == "og:url":
            declared = element.get("content")
        if declared and declared.startswith("http"):
            return canonical_url(declared)
    raw = cast("list[str]", root.xpath("//a[@id='raw-url']/@href"))
    if raw and str(raw[0]).startswith("/"):
        return "https://github.com" + str(raw[0]).replace("/raw/", "/blob/", 1)
    return None
