"""Blocks -> Markdown. A paragraph is one line; hard breaks in it make paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from issue_normalizer.inlines import hard_lines, join_lines, join_soft
from issue_normalizer.markdown.escape import escape_block_start, escape_heading_end
from issue_normalizer.markdown.inline import render_inlines
from issue_normalizer.patterns import rare
from issue_normalizer.tree import (
    Block,
    CodeBlock,
    Heading,
    Inline,
    List,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Table,
)

_FENCE: Final = rare(r"^[ \t]*(`{3,})", re.MULTILINE)
_MAX_NUMBER: Final = 999_999_999  # a list has no longer ones; only the first counts
_DELIMITERS: Final = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}


def render_line(nodes: Sequence[Inline]) -> str:
    """Render inline nodes as the text of one line, such as a labelled fact."""
    return render_inlines(join_lines(nodes))


def render_blocks(blocks: Sequence[Block]) -> str:
    """Render blocks, a blank line between them; no line end at the end."""
    return "\n\n".join(_pieces(blocks))


def _pieces(blocks: Sequence[Block], *, in_list_item: bool = False) -> list[str]:
    pieces: list[str] = []
    previous: Block | None = None
    other_marker = False
    for block in blocks:
        if type(block) is List:
            # Two lists in a row are told apart by their marker (CommonMark 5.3).
            adjacent = type(previous) is List and (previous.start is None) == (block.start is None)
            other_marker = adjacent and not other_marker
            pieces.append(_list(block, other_marker=other_marker))
        elif type(block) is Paragraph:
            for nodes in hard_lines(block.children):
                if line := render_line(nodes):
                    pieces.append(escape_block_start(line, in_list_item=in_list_item and not pieces))
        elif type(block) is Rule:
            # Behind a bullet, asterisks or dashes would make one rule together with it.
            pieces.append("___" if in_list_item and not pieces else "***")
        else:
            pieces.append(_block(block))
        previous = block
    return pieces


def _block(block: Heading | Quote | CodeBlock | Table) -> str:
    if type(block) is Heading:
        return f"{'#' * block.level} {escape_heading_end(render_line(block.children))}"
    if type(block) is Quote:
        return _prefixed(render_blocks(block.blocks), "> ", "> ")
    if type(block) is CodeBlock:
        longest = (
            max((len(run) for run in _FENCE.findall(block.text)), default=2) if "```" in block.text else 2
        )
        fence = "`" * max(3, longest + 1)
        return f"{fence}{block.language}\n{block.text}\n{fence}"
    return _table(block)


def _list(block: List, *, other_marker: bool) -> str:
    tight = all(_is_tight(item) for item in block.items)
    lines = []
    for number, item in enumerate(block.items, block.start or 0):
        if block.start is None:
            marker = "* " if other_marker else "- "
        else:
            marker = f"{min(number, _MAX_NUMBER)}{')' if other_marker else '.'} "
        pieces = _pieces(item.blocks, in_list_item=True)
        if item.checked is not None:
            mark = "[x]" if item.checked else "[ ]"
            if type(item.blocks[0]) is Paragraph:
                pieces[0] = f"{mark} {pieces[0]}"
        text = ("\n" if tight else "\n\n").join(pieces)
        lines.append(_prefixed(text, marker, " " * len(marker)))
    return ("\n" if tight else "\n\n").join(lines)


def _is_tight(item: ListItem) -> bool:
    """Tell whether an entry may be written without blank lines: one line, or one with a list below."""
    first, *rest = item.blocks
    if type(first) is not Paragraph or len(hard_lines(first.children)) > 1:
        return False
    return not rest or (len(rest) == 1 and type(rest[0]) is List and rest[0].start in (None, 1))


def _prefixed(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    blank = others.rstrip()
    return "\n".join(
        [first + lines[0] if lines[0] else first.rstrip()]
        + [others + line if line else blank for line in lines[1:]]
    )


def _table(table: Table) -> str:
    head, *body = table.rows
    rows = [_row([render_inlines(join_soft(cell), in_table=True) for cell in head])]
    rows.append(_row([_DELIMITERS[align] for align in table.aligns]))
    rows += [_row([render_inlines(join_soft(cell), in_table=True) for cell in row]) for row in body]
    return "\n".join(rows)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
