"""The element that holds a document -> the document: the last steps that all readers of HTML share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from issue_normalizer.patterns import rare
from issue_normalizer.readers.hidden import take_hidden
from issue_normalizer.readers.html import read_element
from issue_normalizer.readers.layout import free_layout
from issue_normalizer.readers.page_text import visible_text
from issue_normalizer.tree import Document, Span
from issue_normalizer.urls import canonical_url

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ALERT_CLASS = rare(r"markdown-alert-(note|tip|important|warning|caution)\b")


def body_document(
    body: Element,
    metadata: Mapping[str, str],
    address: str | None = None,
    dropped: tuple[Span, ...] = (),
) -> Document:
    """Read a body as a document; what is hidden in it is taken out first."""
    hidden = take_hidden(body)
    _write_alerts(body)
    free_layout(body)
    return Document(
        read_element(body),
        metadata,
        address,
        (*dropped, *hidden),
        text=visible_text(body),
        beside=(*_addresses(body), *_descriptions(body)),
    )


def _write_alerts(body: Element) -> None:
    """Write GitHub's rendered alerts as they are written in Markdown: `[!NOTE]` for the title it shows."""
    for title in list(body.iter("p")):
        classes = title.get("class")
        alert = title.getparent()
        if classes is None or "markdown-alert-title" not in classes or alert is None:
            continue
        kind = _ALERT_CLASS.search(alert.get("class") or "")
        for child in list(title):
            title.remove(child)
        title.text = f"[!{kind[1].upper()}]" if kind else None


def _addresses(body: Element) -> list[str]:
    """Give the addresses of links and of what is played: they may be shown as text."""
    links = body.iter("a", "iframe", "video", "audio", "embed", "source")
    addresses = [address for link in links if (address := link.get("href") or link.get("src"))]
    spelled = [url for address in addresses if (url := canonical_url(address)) != address]
    return [*addresses, *spelled]


def _descriptions(body: Element) -> list[str]:
    """Give the texts that stand for images."""
    return [text for image in body.iter("img") if (text := image.get("alt") or image.get("title"))]
