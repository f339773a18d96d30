"""A Markdown value of an issue: what it shows, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from issue_normalizer.blocks import map_inlines, text_of
from issue_normalizer.interpret.derive import lines_in, links_in
from issue_normalizer.issue import ItemLink
from issue_normalizer.readers.markdown import read_markdown
from issue_normalizer.tidy import with_children
from issue_normalizer.tree import Block, Image, Inline, Link, Styled
from issue_normalizer.urls import find_bare


class Value(NamedTuple):
    """What a Markdown value shows as plain text, its links, and its images with their addresses.

    `with_images` is the text as a page shows it that cannot load them.
    """

    text: str = ""
    with_images: str = ""
    links: tuple[ItemLink, ...] = ()
    images: tuple[ItemLink, ...] = ()


def read_value(markdown: str) -> Value:
    """Read a Markdown value."""
    if not markdown:
        return Value()
    blocks = read_markdown(markdown)
    images = tuple(_images_in(blocks))
    with_images = text_of(blocks)
    if images:
        blocks = map_inlines(blocks, lambda nodes, _: tuple(_without_images(nodes)))
    return Value(text_of(blocks), with_images, tuple(links_in(blocks)), images)


def without_addresses(text: str) -> str:
    """Take the addresses that are written out out of a text: they are links, and compared as such."""
    out, end = [], 0
    for start, stop in find_bare(text):
        out.append(text[end:start])
        end = stop
    return "".join((*out, text[end:]))


def _images_in(blocks: Sequence[Block]) -> list[ItemLink]:
    return [ItemLink(image.alt, image.url) for nodes in lines_in(blocks) for image in _images(nodes)]


def _images(nodes: Sequence[Inline]) -> Iterator[Image]:
    for node in nodes:
        if isinstance(node, Image):
            yield node
        elif isinstance(node, (Styled, Link)):
            yield from _images(node.children)


def _without_images(nodes: Sequence[Inline]) -> Iterator[Inline]:
    for node in nodes:
        if isinstance(node, (Styled, Link)):
            yield with_children(node, tuple(_without_images(node.children)))
        elif not isinstance(node, Image):
            yield node
