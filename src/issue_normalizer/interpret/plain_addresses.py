"""Titles of plain text that stand in a paragraph of their own, above one that is but their address."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from issue_normalizer.inlines import hard_lines, plain
from issue_normalizer.interpret.plain_rows import kind_of
from issue_normalizer.tree import Block, Blocks, Heading, Link, Paragraph
from issue_normalizer.urls import is_spelled_out

_SEVERAL: Final = 3
_MOST: Final = 0.6  # share of lone addresses that stand below a title
_MAX_TITLE: Final = 160
_ENDS: Final = "。；：，、.;:,"
_LEVEL: Final = 3


def with_titles_above_addresses(blocks: Blocks) -> Blocks:
    """Make headings of lines above addresses, where most addresses that stand alone have one above.

    Must fire: `A net` / `https://…` / `It holds.`, each a paragraph, again and again. Must not: a sentence, a
    label, an address that a text leads over to.
    """
    if any(isinstance(block, Heading) and block.level > 1 for block in blocks):
        return blocks
    alone = sum(is_lone_address(block) for block in blocks)
    titles = {
        at
        for at, (block, below) in enumerate(pairwise(blocks))
        if _is_title(block) and is_lone_address(below)
    }
    if len(titles) < max(_SEVERAL, _MOST * alone):
        return blocks
    return tuple(
        Heading(_LEVEL, block.children, block.line) if at in titles and isinstance(block, Paragraph) else block
        for at, block in enumerate(blocks)
    )


def is_lone_address(block: Block) -> bool:
    """Tell whether a paragraph is an address that is written out, and nothing else."""
    only = block.children[0] if isinstance(block, Paragraph) and len(block.children) == 1 else None
    return isinstance(only, Link) and is_spelled_out(only.url, plain((only,)))


def _is_title(block: Block) -> bool:
    lines = hard_lines(block.children) if isinstance(block, Paragraph) else []
    text = plain(lines[0]) if len(lines) == 1 else ""
    return (
        0 < len(text) <= _MAX_TITLE
        and text[-1] not in _ENDS
        and kind_of(lines[0]) not in ("address", "none", "beside")
    )
