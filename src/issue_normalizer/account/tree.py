"""The tree that an issue is made of -> what of it is no running text: code, images, links, lists, tables."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from issue_normalizer.inline_types import has_children, is_image, is_link, is_text
from issue_normalizer.inlines import visible
from issue_normalizer.text import without_space
from issue_normalizer.tree import (
    Block,
    CodeBlock,
    Heading,
    Image,
    Inlines,
    Link,
    List,
    Paragraph,
    Quote,
    Table,
)


class Tree(Struct, frozen=True, gc=False):
    """What a tree holds.

    `starts` are first numbers of its lists, `heads` the texts above columns of its tables.
    """

    code: list[str]
    images: list[Image]
    links: list[Link]
    starts: set[int]
    heads: set[str]


def read_tree(blocks: Sequence[Block]) -> Tree:
    """Read what blocks hold, in order."""
    tree = Tree([], [], [], set(), set())
    _add(blocks, tree)
    return tree


def _add(blocks: Sequence[Block], tree: Tree) -> None:
    for block in blocks:
        if type(block) is Paragraph or type(block) is Heading:
            _add_line(block.children, tree)
        elif type(block) is List:
            if block.start is not None:
                tree.starts.add(block.start)
            for item in block.items:
                _add(item.blocks, tree)
        elif type(block) is Quote:
            _add(block.blocks, tree)
        elif type(block) is CodeBlock:
            tree.code.append(block.text)
        elif type(block) is Table:
            for row in block.rows:
                for cell in row:
                    _add_line(cell, tree)
            if len(block.rows) > 1:
                tree.heads.update([without_space(visible(cell)) for cell in block.rows[0]])


def _add_line(nodes: Inlines, tree: Tree) -> None:
    for node in nodes:
        if is_text(node):
            continue  # what most are
        if is_image(node):
            tree.images.append(node)
        elif has_children(node):
            if is_link(node):
                tree.links.append(node)
            _add_line(node.children, tree)
