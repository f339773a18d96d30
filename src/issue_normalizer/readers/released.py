"""Names that mean furniture elsewhere, on parts of a document: what these hold takes the kind off."""

from __future__ import annotations

from collections import Counter
from typing import Final

from issue_normalizer.readers.images import is_picture
from issue_normalizer.readers.page_blocks import Block, inside

_WRITERS: Final = frozenset(("byline", "author"))
_OFTEN: Final = 2  # sentences of one name
_PRESSED: Final = ("button", "form", "input")


def release_names(root: Block) -> None:
    """Take the kind off what is named as furniture, and is seen to be none."""
    blocks = inside(root)
    written = Counter(block.names for block in blocks if _is_written(block))
    for block in blocks:
        is_written = block.tag == "span" and written[block.names] >= _OFTEN
        if is_written or (block.kind == "popup" and opens_picture(block)):
            block.kind = None
        elif block.kind == "byline" and _stands_on_picture(block):
            block.kind = "tools"


def _is_written(block: Block) -> bool:
    """Tell whether a span names who typed it, as editors of many hands mark all text: `span.author-0`.

    Must not fire: `By [Ann](/ann), harbour correspondent`; a sentence on the one author of a text.
    """
    return block.tag == "span" and block.kind in _WRITERS and not block.linked and block.is_running()


def opens_picture(block: Block) -> bool:
    """Tell whether a block is a picture of the text that opens large: a link around it leads to a picture.

    Must not fire: a picture that leads to a shop; a box with a form, or with text of its own.
    """
    if block.prose or next(block.element.iter(*_PRESSED), None) is not None:
        return False
    images = list(block.element.iter("img"))
    return len(images) == 1 and any(
        is_picture(link.get("href") or "") for link in images[0].iterancestors("a")
    )


def _stands_on_picture(block: Block) -> bool:
    """Tell whether a block says what file a picture is that opens large: `a.lightbox > img + div.meta`."""
    link = block.element.getparent()
    return (
        link is not None
        and link.tag == "a"
        and len(link) > 1
        and link[0].tag == "img"
        and is_picture(link.get("href") or "")
    )
