"""A Markdown value of an issue: what it shows, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from issue_normalizer.blocks import map_inlines, text_of
from issue_normalizer.inlines import images_of, without_images
from issue_normalizer.interpret.derive import lines_in, links_in
from issue_normalizer.issue import ItemLink
from issue_normalizer.readers.markdown import read_markdown
from issue_normalizer.tree import Block
from issue_normalizer.urls import find_bare


class Value(Struct, frozen=True):
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
        blocks = map_inlines(blocks, lambda nodes, _: tuple(without_images(nodes)))
    return Value(text_of(blocks), with_images, tuple(links_in(blocks)), images)


def without_addresses(text: str) -> str:
    """Take the addresses that are written out out of a text: they are links, and compared as such."""
    out, end = [], 0
    for start, stop in find_bare(text):
        out.append(text[end:start])
        end = stop
    return "".join((*out, text[end:]))


def _images_in(blocks: Sequence[Block]) -> list[ItemLink]:
    return [ItemLink(image.alt, image.url) for nodes in lines_in(blocks) for image in images_of(nodes)]
