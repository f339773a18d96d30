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
    """What a tree shows. `starts` are the numbers that its lists begin with."""

    text: str
    code: tuple[str, ...]
    images: tuple[Image, ...]
    starts: frozenset[int]


class _Shown:
    """What is shown so far."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.code: list[str] = []
        self.images: list[Image] = []
        self.starts: list[int] = []


def read_tree(blocks: Sequence[Block]) -> Tree:
    """Read what blocks show, in order."""
    shown = _Shown()
    _add_blocks(blocks, shown)
    text = without_space("".join(shown.texts))
    return Tree(text, tuple(shown.code), tuple(shown.images), frozenset(shown.starts))


def _add_blocks(blocks: Sequence[Block], shown: _Shown) -> None:
    for block in blocks:
        if type(block) is Paragraph or type(block) is Heading:
            _add_inlines(block.children, shown)
        elif type(block) is List:
            if block.start is not None:
                shown.starts.append(block.start)
            for item in block.items:
                _add_blocks(item.blocks, shown)
        elif type(block) is Quote:
            _add_blocks(block.blocks, shown)
        elif type(block) is CodeBlock:
            shown.texts.append(block.text)
            shown.code.append(block.text)
        elif type(block) is Table:
            for row in block.rows:
                for cell in row:
                    _add_inlines(cell, shown)


def _add_inlines(nodes: Iterable[Inline], shown: _Shown) -> None:
    for node in nodes:
        if type(node) is Text or type(node) is Code:
            shown.texts.append(node.text)
        elif type(node) is Styled or type(node) is Link:
            _add_inlines(node.children, shown)
        elif type(node) is Image:
            shown.images.append(node)
