"""Headings and titles of a dump that no profile knows, told by what repeats from line to line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile
from typing import Final

from msgspec.structs import replace

from issue_normalizer.inlines import hard_lines, join_hard, links_of, plain
from issue_normalizer.issue_title import find_date
from issue_normalizer.patterns import rare
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Block, Blocks, Heading, Inlines, List, ListItem, Paragraph, Styled, Text

_MAX_LINE: Final = 100
_MAX_FIRST: Final = 60  # of a line above others of a paragraph: wrapped text is longer
_STOPS: Final = "。！？；：，、.!?;:,"
_ENDS: Final = "。！？.!?"
_SEVERAL: Final = 3  # texts with a line above each
_SECTIONS: Final = 2  # lines in a row, and sections, at least
_LEAST: Final = 0.8  # share of texts with a line above, of entries with a dash
_MAX_WORDS: Final = 8  # of a title before a dash
_DASH: Final = rare(r"(\S.{0,88}?)(\s+[—–-]\s+)(?=\S)")


def find_outline(blocks: Blocks) -> Blocks:
    """Make headings of short lines above texts, and bold words of what stands before dashes in lists.

    Where a short line stands above nearly each text, and two above some, the first of two is a section.
    Must fire: `Tools` / `A net` / `It holds.` / `A hook` / `It bends.` …. Must not: chapters of several
    paragraphs, a list of plain sentences.
    """
    blocks = tuple(_with_titles(block) if isinstance(block, List) else block for block in blocks)
    blocks = _with_first_lines_apart(blocks)
    levels = _levels(blocks)
    return tuple(
        Heading(levels[at], block.children, block.line)
        if at in levels and isinstance(block, Paragraph)
        else block
        for at, block in enumerate(blocks)
    )


def _with_first_lines_apart(blocks: Blocks) -> Blocks:
    """Part the first lines of paragraphs from the sentences below them, where nearly all texts have one.

    Must fire: `A net` and `It holds.` on lines of one paragraph. Must not: wrapped text, lines of a poem.
    """
    texts = [block for block in blocks if isinstance(block, Paragraph) and not _is_short(block)]
    titled = list(map(_is_titled, dropwhile(lambda block: not _is_titled(block), texts)))  # below a lead
    if sum(titled) < _SEVERAL or sum(titled) < _LEAST * len(titled):
        return blocks
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and _is_titled(block):
            first, *rest = hard_lines(block.children)
            out += (Paragraph(first, block.line), Paragraph(join_hard(rest), block.line))
        else:
            out.append(block)
    return tuple(out)


def _is_titled(block: Paragraph) -> bool:
    """Tell whether the first line of a paragraph is short and no sentence, and the others end one."""
    first, *rest = hard_lines(block.children) or [()]
    is_title = bool(rest) and len(plain(first)) <= _MAX_FIRST and _is_short(Paragraph(first, block.line))
    return is_title and plain(rest[-1])[-1:] in _ENDS


def _levels(blocks: Blocks) -> dict[int, int]:
    """Give the places of titles (3) and sections (2)."""
    above: list[list[int]] = []  # the short lines in a row above each text that no list stands before
    run: list[int] | None = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            run = None
        elif _is_short(block):
            run = [*(run or ()), at]
        elif any(map(str.isalnum, plain(block.children))):
            above += [] if run is None else [run]
            run = []
    above = list(dropwhile(lambda run: not run, above))  # below a lead
    titled = [run for run in above if run]
    longest = max(map(len, titled[1:]), default=0)
    sections = [run for run in titled if len(run) > 1]
    is_outline = len(titled) >= _SEVERAL and len(titled) >= _LEAST * len(above) and longest == _SECTIONS
    if not is_outline or not _SECTIONS <= len(sections) < len(titled):
        return {}
    return {run[-1]: 3 for run in titled} | {run[-2]: 2 for run in sections}


def _is_short(block: Block) -> bool:
    """Tell whether a paragraph is one line that is no sentence."""
    if not isinstance(block, Paragraph) or len(hard_lines(block.children)) != 1:
        return False
    text = plain(block.children)
    is_line = len(text) <= _MAX_LINE and any(map(str.isalnum, text)) and text[-1] not in _STOPS
    return is_line and not links_of(block.children) and not find_date(text)


def _with_titles(block: List) -> List:
    """Make bold what stands before a dash in each entry, where most of several have one."""
    parts = [_parted(entry) for entry in block.items]
    if len(parts) < _SEVERAL or sum(map(bool, parts)) < _LEAST * len(parts):
        return block
    entries = [_led(entry, part) for entry, part in zip(block.items, parts, strict=True)]
    return replace(block, items=tuple(entries))


def _parted(entry: ListItem) -> int:
    """Give where the dash of an entry begins; 0 where its first text has none."""
    first = entry.blocks[0]
    nodes: Sequence[object] = first.children if isinstance(first, Paragraph) else ()
    match = _DASH.match(nodes[0].text) if nodes and isinstance(nodes[0], Text) else None
    is_title = match is not None and len(match[1].split()) <= _MAX_WORDS and not match[1][0].isdecimal()
    return match.end(1) if match and is_title else 0


def _led(entry: ListItem, end: int) -> ListItem:
    first = entry.blocks[0]
    if not end or not isinstance(first, Paragraph) or not isinstance(first.children[0], Text):
        return entry
    text = first.children[0].text
    nodes: Inlines = tidy((Styled("strong", (Text(text[:end]),)), Text(text[end:]), *first.children[1:]))
    return replace(entry, blocks=(replace(first, children=nodes), *entry.blocks[1:]))
