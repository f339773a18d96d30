"""Titles of plain text that stand in a paragraph of their own, above one that is but their address."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from issue_normalizer.inline_types import is_link
from issue_normalizer.inlines import hard_lines, links_of, plain
from issue_normalizer.interpret.plain_rows import ends_sentence, holds_sentences, kind_of
from issue_normalizer.tree import Block, Blocks, Heading, List, Paragraph
from issue_normalizer.urls import is_spelled_out

_SEVERAL: Final = 3
_MOST: Final = 0.6  # share of lone addresses that stand below a title
_MAX_TITLE: Final = 160
_MIN_TITLE: Final = 4
_NODES: Final = 2
_ENDS: Final = "。；：，、.;:,"
_LEVEL: Final = 3


def with_titles_above_addresses(blocks: Blocks) -> Blocks:
    """Make headings of lines above addresses, and of links above texts, where most that stand alone are so.

    Must fire: `A net` / `https://…` / `It holds.`, each a paragraph, again and again; `✅ [A net](…)` / `It
    holds.` likewise. Must not: a sentence, a label, an address that a text leads over to, a row of links.
    """
    if any(isinstance(block, Heading) and block.level > 1 for block in blocks):
        return blocks
    pairs = list(pairwise(blocks))
    linked = {at for at, (block, below) in enumerate(pairs) if _is_linked(block) and _is_text(below)}
    entries = [entry.blocks[0] for block in blocks if isinstance(block, List) for entry in block.items]
    if len(linked) < max(_SEVERAL, _MOST * sum(map(_is_linked, blocks)), sum(map(_is_led, entries))):
        linked = set()
    titles = {at for at, (block, below) in enumerate(pairs) if _is_title(block) and is_lone_address(below)}
    described = sum(at > 1 and _is_title(blocks[at - 1]) and at - 1 not in linked for at in titles)
    if len(titles) < max(_SEVERAL, _MOST * sum(map(is_lone_address, blocks)), 2 * described):
        titles = set()
    titles |= linked
    if not titles:
        return blocks
    return tuple(
        Heading(_LEVEL, block.children, block.line)
        if at in titles and isinstance(block, Paragraph)
        else block
        for at, block in enumerate(blocks)
    )


def is_lone_address(block: Block) -> bool:
    """Tell whether a paragraph is an address that is written out, and nothing else."""
    only = block.children[0] if isinstance(block, Paragraph) and len(block.children) == 1 else None
    return is_link(only) and is_spelled_out(only.url, plain((only,)))


def _is_linked(block: Block) -> bool:
    """Tell whether a paragraph is a linked title and nothing else, signs before it."""
    nodes = block.children if isinstance(block, Paragraph) else ()
    last = nodes[-1] if nodes else None
    before = plain(nodes[:-1])
    return (
        is_link(last)
        and len(nodes) <= _NODES
        and not any(map(str.isalnum, before))
        and _MIN_TITLE <= len(plain((last,))) <= _MAX_TITLE
        and not is_spelled_out(last.url, plain((last,)))
    )


def _is_led(block: Block) -> bool:
    """Tell whether an entry begins with a link: it may be a title, too."""
    return isinstance(block, Paragraph) and bool(links_of(block.children[:_NODES]))


def _is_text(block: Block) -> bool:
    """Tell whether a block is a text: longer than a title, or a sentence."""
    text = plain(block.children) if isinstance(block, Paragraph) else ""
    return not _is_linked(block) and (len(text) > _MAX_TITLE or ends_sentence(text))


def _is_title(block: Block) -> bool:
    lines = hard_lines(block.children) if isinstance(block, Paragraph) else []
    text = plain(lines[0]) if len(lines) == 1 else ""
    return (
        0 < len(text) <= _MAX_TITLE
        and text[-1] not in _ENDS
        and not holds_sentences(text)
        and kind_of(lines[0]) not in ("address", "none", "beside")
    )
