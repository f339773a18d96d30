"""Blocks -> inline content, where only a line can stand: headings, table cells."""

from __future__ import annotations

from issue_normalizer.text import collapse
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import (
    Block,
    Break,
    Code,
    CodeBlock,
    Heading,
    Inline,
    Inlines,
    List,
    Paragraph,
    Quote,
    Table,
    Text,
)


def flat_inlines(blocks: list[Block]) -> Inlines:
    """Give the inline content of blocks where only inline content can stand (headings, cells)."""
    only = blocks[0] if len(blocks) == 1 else None
    if isinstance(only, Paragraph):
        return only.children  # what nearly all hold
    nodes: list[Inline] = []
    for block in blocks:
        if nodes:
            nodes.append(Break(hard=True))
        if isinstance(block, (Paragraph, Heading)):
            nodes += block.children
        elif isinstance(block, List):
            for item in block.items:
                nodes += (*flat_inlines(list(item.blocks)), Break(hard=True))
        elif isinstance(block, Quote):
            nodes += flat_inlines(list(block.blocks))
        elif isinstance(block, CodeBlock):
            if text := collapse(block.text):
                nodes.append(Code(text))
        elif isinstance(block, Table):
            for cell in (cell for row in block.rows for cell in row):
                nodes += (*cell, Text(" "))
    return tidy(nodes)
