"""Titles in the lists of a dump that no profile knows, where all markup of them is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.inlines import hard_lines, join_hard, links_of, plain
from issue_normalizer.interpret.plain_rows import CLOSING, DASH, ENDS
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Block, Blocks, Inlines, List, ListItem, Paragraph, Styled, Text

_SEVERAL: Final = 3  # entries
_LEAST: Final = 0.8  # share of entries that have a title
_MAX_WORDS: Final = 8  # of a title before a dash
_MAX_TITLE: Final = 90
_STOPS: Final = "。；：，、.;:,…"


def with_titles(blocks: Blocks) -> Blocks:
    """Make bold the titles of entries: what stands before a dash, or on a line above the text.

    Must fire: `• A net - it holds`, `• A net` above `It holds.` Must not: sentences, few entries.
    """
    blocks = _with_texts_in(blocks)
    entries = [entry for block in blocks if isinstance(block, List) for entry in block.items]
    is_titled = _are_most(list(map(_is_titled, entries)))
    return tuple(
        _with_bold(block, is_titled=is_titled) if isinstance(block, List) else block for block in blocks
    )


def _are_most(parts: Sequence[object]) -> bool:
    return len(parts) >= _SEVERAL and sum(map(bool, parts)) >= _LEAST * len(parts)


def _with_bold(block: List, *, is_titled: bool) -> List:
    if _are_most([_dash_in(entry) for entry in block.items]):
        entries = [_with_first(entry, bold_before_dash(_first(entry))) for entry in block.items]
    elif is_titled:
        entries = [_with_bold_line(entry) if _is_titled(entry) else entry for entry in block.items]
    else:
        return block
    return replace(block, items=tuple(entries))


def _first(entry: ListItem) -> Inlines:
    first = entry.blocks[0]
    return first.children if isinstance(first, Paragraph) else ()


def _with_first(entry: ListItem, nodes: Inlines) -> ListItem:
    first = entry.blocks[0]
    if not isinstance(first, Paragraph):
        return entry
    return replace(entry, blocks=(replace(first, children=nodes), *entry.blocks[1:]))


def _dash_in(entry: ListItem) -> int:
    return dash_in(_first(entry))


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


def _is_titled(entry: ListItem) -> bool:
    """Tell whether an entry is a short line that is no sentence, and text below it."""
    lines = hard_lines(_first(entry))
    below = plain(lines[-1]) if len(lines) > 1 else ""
    if len(lines) == 1 and len(entry.blocks) > 1 and isinstance(last := entry.blocks[1], Paragraph):
        below = plain(last.children)
    return bool(lines) and _is_title(lines[0]) and below.rstrip(CLOSING)[-1:] in ENDS


def _is_title(line: Inlines) -> bool:
    text = plain(line)
    return 0 < len(text) <= _MAX_TITLE and text[-1] not in _STOPS and not links_of(line)


def _with_bold_line(entry: ListItem) -> ListItem:
    line, *below = hard_lines(_first(entry))
    bold = (Styled("strong", line),)
    return _with_first(entry, join_hard([bold, *below]))


def _with_texts_in(blocks: Blocks) -> Blocks:
    """Put texts into the entries right above them, where nearly each entry stands alone above one.

    Must fire: `1. A net` / `It holds.` / `2. A hook` / `It bends.` Must not: text below a list.
    """
    pairs = list(zip(blocks, (*blocks[1:], None), strict=False))
    alone = [at for at, (block, _) in enumerate(pairs) if _is_lone_title(block)]
    led = {at for at in alone if _is_text(pairs[at][1])}
    lists = sum(isinstance(block, List) for block in blocks)
    if len(led) < _SEVERAL or len(led) < _LEAST * lists:
        return blocks
    out: list[Block] = []
    for at, block in enumerate(blocks):
        if at - 1 in led:
            continue
        below = pairs[at][1]
        if at in led and isinstance(block, List) and below is not None:
            entry = block.items[0]
            block = replace(block, items=(replace(entry, blocks=(*entry.blocks, below)),))  # noqa: PLW2901
        last = out[-1] if out else None
        if at in led and isinstance(last, List) and isinstance(block, List) and _goes_on(last, block):
            out[-1] = replace(last, items=(*last.items, *block.items))
        else:
            out.append(block)
    return tuple(out)


def _goes_on(above: List, block: List) -> bool:
    if above.start is None or block.start is None:
        return above.start is block.start
    return block.start == above.start + len(above.items)


def _is_lone_title(block: Block) -> bool:
    if not isinstance(block, List) or len(block.items) != 1 or len(block.items[0].blocks) != 1:
        return False
    lines = hard_lines(_first(block.items[0]))
    return len(lines) == 1 and _is_title(lines[0])


def _is_text(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and plain(block.children).rstrip(CLOSING)[-1:] in ENDS
