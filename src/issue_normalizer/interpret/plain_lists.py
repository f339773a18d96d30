"""Titles in the lists of a dump that no profile knows, where all markup of them is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.inlines import join_soft, plain
from issue_normalizer.interpret.plain_rows import DASH, ends_sentence, kind_of, lines_of
from issue_normalizer.patterns import rare
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Blocks, Heading, Inlines, Link, List, ListItem, Paragraph, Styled, Text

_SEVERAL: Final = 3  # entries
_LEAST: Final = 0.8  # share of entries that have a title
_MAX_WORDS: Final = 8  # of a title before a dash
_COLON: Final = rare(r"(\S[^:：]{0,88}?)\s*(?:[:：]\s+|：)(?=\S)")
_LEVEL: Final = 3  # of the headings that are titles


def with_titles(blocks: Blocks, *, soft: bool) -> Blocks:
    """Make bold the titles of entries: before a dash or a colon, or on a line above the text.

    Must fire: `• A net - it holds`, `• A net: It holds.`, `• A net` above `It holds.` Must not: sentences,
    few entries, facts as `Size: 3 cm`.
    """
    entries = [entry for block in blocks if isinstance(block, List) for entry in block.items]
    found = [_below_title(entry, soft=soft) for entry in entries]
    if _are_most(found):
        told = iter(found)
        return tuple(_with_blocks(block, told) if isinstance(block, List) else block for block in blocks)
    bold = _bold_before_colon if _are_most(list(map(_bold_before_colon, entries))) else None
    return tuple(_with_bold(block, bold) if isinstance(block, List) else block for block in blocks)


def _are_most(parts: Sequence[object]) -> bool:
    return len(parts) >= _SEVERAL and sum(map(bool, parts)) >= _LEAST * len(parts)


def _with_blocks(block: List, told: Iterator[Blocks]) -> List:
    """Give the entries of a list the next blocks, where they have such."""
    pairs = zip(block.items, told, strict=False)
    return replace(block, items=tuple(replace(entry, blocks=own or entry.blocks) for entry, own in pairs))


def _with_bold(block: List, bold: Callable[[ListItem], Inlines] | None) -> List:
    told = [bold_before_dash(_first(entry)) for entry in block.items]
    if _are_most(told):
        pass
    elif bold is not None:
        told = [bold(entry) for entry in block.items]
    else:
        return block
    pairs = zip(block.items, told, strict=True)
    return replace(
        block, items=tuple(_with_first(entry, nodes) if nodes else entry for entry, nodes in pairs)
    )


def _first(entry: ListItem) -> Inlines:
    first = entry.blocks[0]
    return first.children if isinstance(first, Paragraph) else ()


def _with_first(entry: ListItem, nodes: Inlines) -> ListItem:
    first = entry.blocks[0]
    if not isinstance(first, Paragraph):
        return entry
    return replace(entry, blocks=(replace(first, children=nodes), *entry.blocks[1:]))


def bold_before_dash(nodes: Inlines) -> Inlines:
    """Make bold what stands before a dash; nothing where there is none."""
    return _parted(nodes, DASH)


def _bold_before_colon(entry: ListItem) -> Inlines:
    """Make bold what stands before a colon, and a sentence behind it; nothing where none does."""
    found = _parted(_first(entry), _COLON)
    said = plain(found[1:])
    return found if ends_sentence(said) and len(said) > len(plain(found[:1])) else ()


def _parted(nodes: Inlines, pattern: re.Pattern[str]) -> Inlines:
    """Make bold the title that a pattern finds; where it is a link that went too far, that ends there."""
    first = nodes[0] if nodes else None
    inner = join_soft(first.children) if isinstance(first, Link) else nodes[:1]
    if len(inner) != 1 or not isinstance(inner[0], Text):
        return ()
    text = inner[0].text
    match = pattern.match(text)
    if match is None or len(match[1].split()) > _MAX_WORDS or match[1][0].isdecimal():
        return ()
    title = (Text(match[1]),)
    lead = Link(first.url, title) if isinstance(first, Link) else Styled("strong", title)
    return tidy((lead, Text(text[match.end(1) :]), *nodes[1:]))


def _below_title(entry: ListItem, *, soft: bool) -> Blocks:
    """Make a heading of a short line that is no sentence, above a text; nothing where there is none."""
    line, *below = lines = lines_of(entry.blocks[0], soft=soft) or [()]
    text = next((plain(one) for one in reversed(below) if "://" not in plain(one)), "")
    if len(lines) == 1 and len(entry.blocks) > 1 and isinstance(second := entry.blocks[1], Paragraph):
        text = plain(second.children)
    if not line or kind_of(line) not in ("short", "asks") or not ends_sentence(text):
        return ()
    number = entry.blocks[0].line
    return (Heading(_LEVEL, line, number), *(Paragraph(one, number) for one in below), *entry.blocks[1:])
