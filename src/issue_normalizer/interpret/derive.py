"""What follows from an item's other values: its links, arXiv number, repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from issue_normalizer.inline_types import is_link, is_styled, is_text
from issue_normalizer.inlines import hard_lines, join_lines, join_soft, links_of, plain
from issue_normalizer.issue import ItemLink
from issue_normalizer.patterns import rare
from issue_normalizer.tree import Block, Heading, Inlines, List, Paragraph, Quote, Table

_ARXIV_ID: Final = rare(r"\d{4}\.\d{4,5}(?:v\d+)?")
_ARXIV_LINK: Final = rare(r"https?://(?:[\w-]+\.)?arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d{4,5}(?:v\d+)?)")
_GITHUB_LINK: Final = rare(
    r"https?://(?:www\.)?github\.com/{1,2}([A-Za-z0-9][A-Za-z0-9-]*)/([A-Za-z0-9._-]+)"
)
_REPOSITORY_TITLE: Final = rare(r"([A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+?)(?=\s*[:：]|\s*$)")
_NO_OWNER: Final = frozenset(
    ("features", "topics", "orgs", "sponsors", "marketplace", "about", "login", "settings")
)
_LABEL: Final = rare(r"[^\s，。；：:、()（）]+\Z")
_LONGEST_LABEL: Final = 12


def arxiv_id(tag: str) -> str | None:
    """Give the arXiv number that a bracket holds, version kept."""
    return tag if tag[4:5] == "." and _ARXIV_ID.fullmatch(tag) else None


def find_arxiv(urls: Iterable[str]) -> str | None:
    """Give the arXiv number of the first arXiv link."""
    for url in urls:
        match = _ARXIV_LINK.match(url) if "arxiv.org/" in url else None
        if match:
            return match[1]
    return None


def find_repository(title: str | None, urls: Iterable[str], *, is_project: bool) -> str | None:
    """Give `owner/name`: from a title such as `owner/name: what it is`, else the first GitHub link.

    A title is believed in a section of projects, or where a link leads to the same place: elsewhere
    `TCP/IP：入门` is no repository.
    """
    linked = []
    for url in urls:
        match = _GITHUB_LINK.match(url) if "github.com/" in url else None
        if match and match[1].lower() not in _NO_OWNER:
            linked.append(f"{match[1]}/{match[2].removesuffix('.git')}")
    titled = _REPOSITORY_TITLE.match(title) if title and "/" in title else None
    if titled and ((is_project and not linked) or any(titled[1].lower() == link.lower() for link in linked)):
        return titled[1]
    return linked[0] if linked else None


def links_in(blocks: Sequence[Block]) -> list[ItemLink]:
    """List the links in blocks; a bare address is labelled by the word before its colon."""
    return [link for nodes in lines_in(blocks) for link in links_in_line(nodes)]


def has_written_links(blocks: Sequence[Block]) -> bool:
    """Tell whether there is a link that is more than an address written out."""
    return any("://" not in plain(link.children) for nodes in lines_in(blocks) for link in links_of(nodes))


def lines_in(blocks: Sequence[Block]) -> Iterator[Inlines]:
    """Walk the inline content of blocks, in order, line by line as it is written."""
    for block in blocks:
        if type(block) is Paragraph:
            yield from hard_lines(block.children)
        elif type(block) is Heading:
            yield join_lines(block.children)
        elif type(block) is List:
            for item in block.items:
                yield from lines_in(item.blocks)
        elif type(block) is Quote:
            yield from lines_in(block.blocks)
        elif type(block) is Table:
            yield from (cell for row in block.rows for cell in row)


def _label_at_end(text: str) -> str:
    """Give the word before the colon that ends a text; "" where none does."""
    text = text.rstrip()
    if not text.endswith((":", "：")):
        return ""
    match = _LABEL.search(text[:-1].rstrip()[-_LONGEST_LABEL:])
    return match[0] if match else ""


def links_in_line(nodes: Inlines, label: str = "") -> list[ItemLink]:
    """List the links of a line. `label` stands for the text of bare addresses."""
    found: list[ItemLink] = []
    before = ""
    for node in join_soft(nodes):
        if is_link(node):
            text = plain(node.children)
            if text == node.url or "://" in text:
                text = label or _label_at_end(before) or text
            found.append(ItemLink(text.strip("[]"), node.url))
        elif is_styled(node):
            found += [ItemLink(plain(link.children), link.url) for link in links_of(node.children)]
        before = node.text if is_text(node) else ""
    return found
