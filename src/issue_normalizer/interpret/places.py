"""Blocks -> the lines that patterns are tried on, and where each of them stands."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from issue_normalizer.inlines import hard_lines, join_soft
from issue_normalizer.profiles.lines import Mark, MarkedLine
from issue_normalizer.tree import Block, Heading, List, ListItem, Paragraph, Quote


class BlockPlace(Struct, frozen=True, gc=False):
    """A block and the lines in it: those from `start` up to `end`.

    `inner` are the places within, a tuple for each entry of a list; a quote has one.
    """

    block: Block
    start: int
    end: int
    inner: tuple[tuple[BlockPlace, ...], ...] = ()


def lines_of(blocks: Sequence[Block]) -> tuple[tuple[BlockPlace, ...], list[MarkedLine]]:
    """Lay out blocks as lines.

    A hard break begins a new line. Code, tables and rules have places, but no lines.
    """
    lines: list[MarkedLine] = []
    return _places(blocks, "text", 0, lines), lines


def _places(
    blocks: Sequence[Block], mark: Mark, depth: int, lines: list[MarkedLine]
) -> tuple[BlockPlace, ...]:
    return tuple([_place(block, mark, depth, lines) for block in blocks])


def _place(block: Block, mark: Mark, depth: int, lines: list[MarkedLine]) -> BlockPlace:
    start = len(lines)
    inner: tuple[tuple[BlockPlace, ...], ...] = ()
    if type(block) is Heading:
        if children := join_soft(block.children):
            lines.append(MarkedLine("heading", block.level, depth, None, children, block.line))
    elif type(block) is Paragraph:
        lines += _paragraph(block, mark, depth)
    elif type(block) is List:
        inner = tuple([_entry(block, place, mark, depth, lines) for place in range(len(block.items))])
    elif type(block) is Quote:
        inner = (_places(block.blocks, "quote", depth, lines),)
    return BlockPlace(block, start, len(lines), inner)


def _paragraph(block: Paragraph, mark: Mark, depth: int) -> list[MarkedLine]:
    return [
        MarkedLine(mark, 0, depth, None, join_soft(line), block.line) for line in hard_lines(block.children)
    ]


def _entry(
    block: List, index: int, mark: Mark, depth: int, lines: list[MarkedLine]
) -> tuple[BlockPlace, ...]:
    """Lay out an entry of a list: its first line has the list's mark, all others are text within it."""
    entry: ListItem = block.items[index]
    if mark == "quote":  # any line in a quote is one of it, with or without a list
        return _places(entry.blocks, "quote", depth, lines)
    first, *rest = entry.blocks
    start = len(lines)
    if type(first) is not Paragraph:
        return _places(entry.blocks, "text", depth + 1, lines)
    number = None if block.start is None else block.start + index
    head, *more = _paragraph(first, "text", depth + 1)
    own: Mark = "bullet" if number is None else "number"
    lines += [MarkedLine(own, 0, depth, number, head.nodes, first.line), *more]
    return (BlockPlace(first, start, len(lines)), *_places(rest, "text", depth + 1, lines))
