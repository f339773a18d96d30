"""An archive as a feed: Atom (RFC 4287), an issue an entry, newest first."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from issue_normalizer.safe import remove_unsafe

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from issue_normalizer.batch.entry import Entry
    from issue_normalizer.batch.files import Files

NAME = "index.atom"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_UNDATED = "1970-01-01"  # an entry must have a date


class Writer:
    """Keeps an entry for each issue, packed, until all are known and can be put in order."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.renderer = _renderer()
        self.entries: list[tuple[str, str, bytes]] = []
        self.series: list[str] = []

    def add(self, path: str, entry: Entry) -> None:
        """Take in an issue."""
        issue = json.loads(entry.json)
        date = issue["date"] or _UNDATED
        body = entry.markdown.partition("\n---\n")[2]
        element = ET.Element("entry")
        _text(element, "id", uuid5(NAMESPACE_URL, path).urn)
        _text(element, "title", issue["title"] or path)
        _text(element, "updated", f"{date}T00:00:00Z")
        if address := entry.record["issue"].get("address"):
            ET.SubElement(element, "link", rel="alternate", href=remove_unsafe(address))
        if issue["series"]:
            ET.SubElement(element, "category", term=remove_unsafe(issue["series"]))
            self.series.append(issue["series"])
        _text(element, "content", self.renderer.render(body)).set("type", "html")
        self.entries.append((date, path, zlib.compress(ET.tostring(element, encoding="utf-8"))))

    def finish(self) -> None:
        """Write the feed."""
        names = sorted(set(self.series))
        newest = max((date for date, _, _ in self.entries), default=_UNDATED)
        head = ET.Element("feed", xmlns=_NAMESPACE)
        _text(head, "id", uuid5(NAMESPACE_URL, "\n".join(names)).urn)
        _text(head, "title", ", ".join(names) or "Issues")
        _text(head, "updated", f"{newest}T00:00:00Z")
        _text(ET.SubElement(head, "author"), "name", ", ".join(names) or "Unknown")
        begin, end, _ = ET.tostring(head, encoding="unicode").partition("</feed>")
        self.files.append(NAME, f'<?xml version="1.0" encoding="utf-8"?>\n{begin}\n')
        by_path = sorted(self.entries, key=lambda one: one[1])
        for _, _, packed in sorted(by_path, key=lambda one: one[0], reverse=True):
            self.files.append(NAME, zlib.decompress(packed).decode("utf-8") + "\n")
        self.files.append(NAME, f"{end}\n")
        self.files.finish(NAME)


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = remove_unsafe(text).replace("\f", " ")
    return element


def _renderer() -> MarkdownIt:
    """Make what turns canonical Markdown into HTML; tags in it are shown, and do nothing."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
