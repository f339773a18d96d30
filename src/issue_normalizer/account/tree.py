"""The tree that an issue is made of -> what it shows: its text without white space, its code, its images."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from issue_normalizer.text import without_space
from issue_normalizer.tree import (
    Block,
    Code,
    CodeBlock,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Paragraph,
    Quote,
    Styled,
    Table,
    Text,
)


class Tree(Struct, frozen=True, gc=False):
    """What a tree shows, a text for each piece of its content.

    `starts` are first numbers of its lists, `heads` the texts above columns of its tables.
    """

    texts: list[str]
    code: list[str]
    images: list[Image]
    starts: set[int]
    heads: set[str]


def read_tree(blocks: Sequence[Block]) -> Tree:
    """Read what blocks show, in order."""
    tree = Tree([], [], [], set(), set())
    _add_blocks(blocks, tree)
    return tree


def _add_blocks(blocks: Sequence[Block], tree: Tree) -> None:
    for block in blocks:
        if type(block) is Paragraph or type(block) is Heading:
            _add_content(block.children, tree)
        elif type(block) is List:
            if block.start is not None:
                tree.starts.add(block.start)
            for item in block.items:
                _add_blocks(item.blocks, tree)
        elif type(block) is Quote:
            _add_blocks(block.blocks, tree)
        elif type(block) is CodeBlock:
            tree.texts.append(without_space(block.text))
            tree.code.append(block.text)
        elif type(block) is Table:
            rows = [[_add_content(cell, tree) for cell in row] for row in block.rows]
            tree.heads.update(rows[0] if len(rows) > 1 else ())


def _add_content(nodes: Iterable[Inline], tree: Tree) -> str:
    parts: list[str] = []
    _add_inlines(nodes, parts, tree.images)
    if text := without_space("".join(parts)):
        tree.texts.append(text)
    return text


def _add_inlines(nodes: Iterable[Inline], parts: list[str], images: list[Image]) -> None:
    for node in nodes:
        if type(node) is Text or type(node) is Code:
            parts.append(node.text)
        elif type(node) is Styled or type(node) is Link:
            _add_inlines(node.children, parts, images)
        elif type(node) is Image:
            images.append(node)
