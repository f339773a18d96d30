"""Tree -> tree: bring every shape's inline content to one form before it is given a meaning.

- Addresses are absolute where the page or the profile tells the base.
- Bare addresses are links, up to the first character that is not ASCII.
- `**…**` that CommonMark leaves as asterisks beside wide punctuation is bold.
- Links that were never given an address are text.
- GitHub's shortcodes (`:tada:`) are the characters they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import is_
from typing import NamedTuple

from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.inlines import tidy
from issue_normalizer.text import is_punctuation
from issue_normalizer.tree import (
    Block,
    Blocks,
    Break,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Styled,
    Table,
    Text,
)
from issue_normalizer.urls import bare_address, find_bare, image_address, resolve

_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_EPHEMERAL = re.compile(r"https?://mp\.weixin\.qq\.com/s\?(?=.*timestamp=)(?=.*signature=)")


class Normalizer(NamedTuple):
    """Normalizes blocks. `base` is what relative addresses resolve against, `page` the page's own."""

    base: str | None
    page: str | None
    found: list[Diagnostic]

    def blocks(self, blocks: Sequence[Block]) -> Blocks:
        """Normalize blocks."""
        return map_inlines(blocks, self._inlines)

    def _inlines(self, nodes: Inlines, line: int) -> Inlines:
        if not any(_needs_care(node) for node in nodes):
            return nodes
        changed = self._addresses(link_bare_addresses(nodes), line)
        if any(isinstance(node, Text) and "**" in node.text for node in changed):
            repaired = repair_bold(changed)
            if repaired != changed:
                self.found.append(
                    Diagnostic("emphasis-repaired", "asterisks beside wide punctuation read as bold", line)
                )
                changed = repaired
        return nodes if changed == nodes else tidy(changed)

    def _addresses(self, nodes: Sequence[Inline], line: int) -> Inlines:
        out: list[Inline] = []
        for node in nodes:
            if isinstance(node, Link):
                children = self._addresses(node.children, line)
                if not node.url:
                    self.found.append(
                        Diagnostic("link-broken", "a link has no address; its text is kept", line)
                    )
                    out += children
                    continue
                out.append(Link(self._resolve(node.url, line), children))
            elif isinstance(node, Styled):
                out.append(Styled(node.kind, self._addresses(node.children, line)))
            elif isinstance(node, Image):
                out.append(Image(image_address(resolve(node.url, self.base)), node.alt))
            elif isinstance(node, Text):
                out.append(Text(_with_emoji(node.text)))
            else:
                out.append(node)
        return tuple(out)

    def _resolve(self, url: str, line: int) -> str:
        if self.page and url.startswith(self.page + "#"):  # a browser made it absolute when it saved the page
            return url[len(self.page) :]
        if _EPHEMERAL.match(url):
            self.found.append(
                Diagnostic("link-ephemeral", "a WeChat link with timestamp and signature expires", line)
            )
        return resolve(url, self.base)


def _needs_care(node: Inline) -> bool:
    """Tell whether a node may not be as it should: most text and links are."""
    if isinstance(node, Text):
        text = node.text
        return "://" in text or "**" in text or "www." in text or _SHORTCODE.search(text) is not None
    if isinstance(node, Link):
        whole = node.url.startswith("http") and "timestamp=" not in node.url and "#" not in node.url
        return not whole or any(type(child) is not Text or ":" in child.text for child in node.children)
    return not isinstance(node, Break)


def _with_emoji(text: str) -> str:
    if not _SHORTCODE.search(text):
        return text
    import emoji

    return emoji.emojize(text, language="alias")


def map_inlines(blocks: Sequence[Block], change: Callable[[Inlines, int], Inlines]) -> Blocks:
    """Apply `change` to the inline content of every block; it is given the block's line.

    What does not change stays the very same object. Blocks that lose all content are gone.
    """
    return tuple(changed for block in blocks if (changed := _map_block(block, change)) is not None)


def _map_block(block: Block, change: Callable[[Inlines, int], Inlines]) -> Block | None:
    if isinstance(block, (Paragraph, Heading)):
        children = change(block.children, block.line)
        if children is block.children:
            return block
        return replace(block, children=children) if children else None
    if isinstance(block, List):
        items = [_map_item(item, change) for item in block.items]
        if all(map(is_, items, block.items)):
            return block
        kept = tuple(item for item in items if item.blocks)
        return List(kept, block.start, block.line) if kept else None
    if isinstance(block, Quote):
        inner = map_inlines(block.blocks, change)
        return Quote(inner, block.line) if inner else None
    if isinstance(block, Table):
        rows = tuple(tuple(change(cell, block.line) for cell in row) for row in block.rows)
        return Table(rows, block.aligns, block.line)
    return block


def _map_item(item: ListItem, change: Callable[[Inlines, int], Inlines]) -> ListItem:
    blocks = map_inlines(item.blocks, change)
    if len(blocks) == len(item.blocks) and all(map(is_, blocks, item.blocks)):
        return item
    return ListItem(blocks, item.checked, item.line)


def link_bare_addresses(nodes: Sequence[Inline]) -> Inlines:
    """Make links of the addresses in running text."""
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text) and ("://" in node.text or "www." in node.text):
            end = 0
            for start, stop in find_bare(node.text):
                address = node.text[start:stop]
                out += (Text(node.text[end:start]), Link(bare_address(address), (Text(address),)))
                end = stop
            out.append(Text(node.text[end:]))
        elif isinstance(node, Styled):
            out.append(Styled(node.kind, link_bare_addresses(node.children)))
        else:
            out.append(node)
    return tuple(node for node in out if not isinstance(node, Text) or node.text)


def repair_bold(nodes: Sequence[Inline]) -> Inlines:
    r"""Read `**…**` beside wide punctuation as bold.

    Must fire: `**重点。**后续`, `说**“引”**的`. Must not: `\*\*x\*\*`, `2**3 和 4**5`, where
    CommonMark would have read bold, had it been meant.
    """
    current = list(nodes)
    while (pair := _find_pair(current)) is not None:
        first, last = pair
        inside = [*current[first + 1 : last]]
        current[first : last + 1] = [Styled("strong", tuple(inside))]
        current = list(tidy(current))
    return tuple(current)


def _find_pair(current: list[Inline]) -> tuple[int, int] | None:
    """Split `current` in place at asterisk pairs; give the indexes of the two marks of a bold."""
    split: list[Inline] = []
    for node in current:
        if isinstance(node, Text) and "**" in node.text:
            for count, piece in enumerate(re.split(r"(?<!\*)(\*\*)(?!\*)", node.text)):
                if piece or count % 2:
                    split.append(Text(piece))
        else:
            split.append(node)
    marks = [index for index, node in enumerate(split) if node == Text("**")]
    for first, last in pairwise(marks):
        if last - first > 1 and _is_bold(split, first, last):
            current[:] = split
            return first, last
    return None


def _is_bold(nodes: list[Inline], first: int, last: int) -> bool:
    before = _edge(nodes[first - 1], last=True) if first else ""
    after = _edge(nodes[last + 1], last=False) if last + 1 < len(nodes) else ""
    start, end = _edge(nodes[first + 1], last=False), _edge(nodes[last - 1], last=True)
    if not start or not end or start.isspace() or end.isspace():
        return False
    opens = not is_punctuation(start) or before in ("", " ") or is_punctuation(before)
    closes = not is_punctuation(end) or after in ("", " ") or is_punctuation(after)
    return (not opens and not start.isascii()) or (not closes and not end.isascii())


def _edge(node: Inline, *, last: bool) -> str:
    """Give the character a node begins or ends with in Markdown; marks of its own count as letters."""
    if isinstance(node, Text):
        return node.text[-1:] if last else node.text[:1]
    return "x"
