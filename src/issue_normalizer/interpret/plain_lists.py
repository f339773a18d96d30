"""Titles in the lists of a dump that no profile knows, where all markup of them is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.inlines import hard_lines, join_hard, links_of, plain
from issue_normalizer.interpret.plain_rows import DASH, ends_sentence
from issue_normalizer.patterns import rare
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Blocks, Inlines, List, ListItem, Paragraph, Styled, Text

_SEVERAL: Final = 3  # entries
_LEAST: Final = 0.8  # share of entries that have a title
_MAX_WORDS: Final = 8  # of a title before a dash
_MAX_TITLE: Final = 90
_COLON: Final = rare(r"(\S[^:：]{0,88}?)\s*(?:[:：]\s+|：)(?=\S)")
_STOPS: Final = "。；：，、.;:,…"


def with_titles(blocks: Blocks) -> Blocks:
    """Make bold the titles of entries: before a dash or a colon, or on a line above the text.

    Must fire: `• A net - it holds`, `• A net: It holds.`, `• A net` above `It holds.` Must not: sentences, few
    entries, facts as `Size: 3 cm`.
    """
    entries = [entry for block in blocks if isinstance(block, List) for entry in block.items]
    bold = _bold_line if _are_most(list(map(_bold_line, entries))) else None
    if bold is None and _are_most(list(map(_bold_before_colon, entries))):
        bold = _bold_before_colon
    return tuple(_with_bold(block, bold) if isinstance(block, List) else block for block in blocks)


def _are_most(parts: Sequence[object]) -> bool:
    return len(parts) >= _SEVERAL and sum(map(bool, parts)) >= _LEAST * len(parts)


def _with_bold(block: List, bold: Callable[[ListItem], Inlines] | None) -> List:
    if _are_most([dash_in(_first(entry)) for entry in block.items]):
        told = [bold_before_dash(_first(entry)) for entry in block.items]
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


def dash_in(nodes: Inlines) -> int:
    """Give where the dash behind a title begins; 0 where there is none."""
    match = DASH.match(nodes[0].text) if nodes and isinstance(nodes[0], Text) else None
    is_title = match is not None and len(match[1].split()) <= _MAX_WORDS and not match[1][0].isdecimal()
    return match.end(1) if match and is_title else 0


def bold_before_dash(nodes: Inlines) -> Inlines:
    """Make bold what stands before a dash."""
    end = dash_in(nodes)
    if not end or not isinstance(nodes[0], Text):
        return nodes
    text = nodes[0].text
    return tidy((Styled("strong", (Text(text[:end]),)), Text(text[end:]), *nodes[1:]))


def _bold_before_colon(entry: ListItem) -> Inlines:
    """Make bold what stands before a colon, and a sentence behind it; nothing where none does."""
    first = _first(entry)
    match = _COLON.match(first[0].text) if first and isinstance(first[0], Text) else None
    if match is None or not isinstance(first[0], Text):
        return ()
    text, end = first[0].text, match.end(1)
    said = plain((Text(text[match.end() :]), *first[1:]))
    if not ends_sentence(said) or len(said) <= len(match[1]) or len(match[1].split()) > _MAX_WORDS:
        return ()
    return tidy((Styled("strong", (Text(text[:end]),)), Text(text[end:]), *first[1:]))


def _bold_line(entry: ListItem) -> Inlines:
    """Make bold a short line that is no sentence, above a text; nothing where there is none."""
    lines = hard_lines(_first(entry))
    below = plain(lines[-1]) if len(lines) > 1 else ""
    if len(lines) == 1 and len(entry.blocks) > 1 and isinstance(second := entry.blocks[1], Paragraph):
        below = plain(second.children)
    if not lines or not is_title(lines[0]) or not ends_sentence(below):
        return ()
    return join_hard([(Styled("strong", lines[0]),), *lines[1:]])


def is_title(line: Inlines) -> bool:
    """Tell whether a line is short and no sentence."""
    text = plain(line)
    return 0 < len(text) <= _MAX_TITLE and text[-1] not in _STOPS and not links_of(line)
