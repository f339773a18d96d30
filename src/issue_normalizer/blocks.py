"""Pure functions over blocks: their text, and changes of inline content, wherever it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from operator import is_
from typing import Final

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import images_of, plain, with_breaks
from issue_normalizer.patterns import rare
from issue_normalizer.text import sign_of
from issue_normalizer.tree import (
    Block,
    Blocks,
    CodeBlock,
    Heading,
    Inlines,
    List,
    ListItem,
    Paragraph,
    Quote,
    Table,
)

_NAMES: Final = rare(r"(?=(:[a-z0-9_+-]+:))")  # of signs, one within another too


def text_of(blocks: Sequence[Block], show: Callable[[Inlines], str] = plain) -> str:
    """Give the visible text of blocks, a line for each piece of inline content."""
    lines: list[str] = []
    for block in blocks:
        if type(block) is Paragraph or type(block) is Heading:
            lines.append(show(block.children))
        elif type(block) is List:
            lines += [text_of(item.blocks, show) for item in block.items]
        elif type(block) is Quote:
            lines.append(text_of(block.blocks, show))
        elif type(block) is CodeBlock:
            lines.append(block.text)
        elif type(block) is Table:
            lines += [show(cell) for row in block.rows for cell in row]
    return "\n".join(lines)


def contents_of(blocks: Sequence[Block]) -> Iterator[Inlines]:
    """Walk the inline content of blocks, in order."""
    for block in blocks:
        if type(block) is Paragraph or type(block) is Heading:
            yield block.children
        elif type(block) is List:
            for item in block.items:
                yield from contents_of(item.blocks)
        elif type(block) is Quote:
            yield from contents_of(block.blocks)
        elif type(block) is Table:
            yield from (cell for row in block.rows for cell in row)


def rewritten(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Claim]:
    """Claim what `map_inlines` changed in the text of blocks: asterisks that are bold, names of signs."""
    # What it left alone is the very same object.
    changed = [(one, other) for one, other in zip(before, after, strict=False) if one is not other]
    taken_in, given = ([pair[side] for pair in changed] for side in (0, 1))
    for one, other in zip(contents_of(taken_in), contents_of(given), strict=False):
        if one is not other and (taken := with_breaks(one)) != (shown := with_breaks(other)):
            yield from [Claim("sign", "**")] * (taken.count("**") - shown.count("**"))
            for name, count in Counter(_NAMES.findall(taken)).items():
                if (sign := sign_of(name)) != name and shown.count(name) < taken.count(name):
                    yield from [Claim("shortcode", name, sign)] * count


def dropped_images(*lines: Inlines) -> tuple[Claim, ...]:
    """Claim the images of lines of which nothing but plain text is kept."""
    return tuple([Claim("image", image.url) for nodes in lines for image in images_of(nodes)])


def depth_of(blocks: Sequence[Block]) -> int:
    """Count how deep blocks are nested: a list counts twice (itself, its entries), a quote once."""
    deepest = 0
    for block in blocks:
        if type(block) is Quote:
            deepest = max(deepest, 1 + depth_of(block.blocks))
        elif type(block) is List:
            deepest = max(deepest, *(2 + depth_of(item.blocks) for item in block.items))
    return deepest


def map_inlines(blocks: Sequence[Block], change: Callable[[Inlines, int], Inlines]) -> Blocks:
    """Apply `change` to the inline content of every block; it is given the block's line.

    What does not change stays the very same object. Blocks that lose all content are gone.
    """
    return tuple(changed for block in blocks if (changed := _map_block(block, change)) is not None)


def _map_block(block: Block, change: Callable[[Inlines, int], Inlines]) -> Block | None:
    if type(block) is Paragraph or type(block) is Heading:
        children = change(block.children, block.line)
        if children is block.children:
            return block
        return replace(block, children=children) if children else None
    if type(block) is List:
        items = [_map_item(item, change) for item in block.items]
        if all(map(is_, items, block.items)):
            return block
        kept = tuple(item for item in items if item.blocks)
        return List(kept, block.start, block.line) if kept else None
    if type(block) is Quote:
        inner = map_inlines(block.blocks, change)
        return Quote(inner, block.line) if inner else None
    if type(block) is Table:
        rows = tuple(tuple(change(cell, block.line) for cell in row) for row in block.rows)
        return Table(rows, block.aligns, block.line)
    return block


def _map_item(item: ListItem, change: Callable[[Inlines, int], Inlines]) -> ListItem:
    blocks = map_inlines(item.blocks, change)
    if len(blocks) == len(item.blocks) and all(map(is_, blocks, item.blocks)):
        return item
    return ListItem(blocks, item.checked, item.line)
