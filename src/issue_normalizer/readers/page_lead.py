"""What a page shows between its title and the container of its text: a subtitle, the lead of an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, cast

from issue_normalizer.days import find_day
from issue_normalizer.readers.images import is_picture
from issue_normalizer.readers.page_blocks import HEADINGS, Block, inside, is_hidden
from issue_normalizer.readers.page_head import folded
from issue_normalizer.readers.page_names import is_named, line_kind, words
from issue_normalizer.readers.page_text import spaced_text, whole_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST: Final = 24  # blocks between a title and its text
_MAX_LEAD: Final = 1500  # bytes
_MAX_CAPTION: Final = 300  # bytes
_OPENING: Final = 12  # letters


def find_lead(page: Block, title: Block, body: Block) -> list[Element]:
    """Find running text between a title and the body, what is named a lead, and a heading below the title.

    Must not fire: lines of author and day, teasers, what has a name of furniture.
    """
    order = inside(page)
    places = {id(block): place for place, block in enumerate(order)}
    start, end = places[id(title)] + len(inside(title)), places[id(body)]
    if not start <= end <= start + _MOST:
        return []
    holds_body = {id(above) for above in _above(body)}
    found = [
        block
        for place, block in enumerate(order[start:end])
        if id(block) not in holds_body
        and not block.children
        and not is_hidden(block.element)
        and (_is_lead(block) or (place == 0 and block.tag in HEADINGS))
        and all(_may_hold(above) for above in (block, *_above(block)) if id(above) not in holds_body)
    ]
    pictures = _pictures([block for block in order[start:end] if id(block) not in holds_body], holds_body)
    if len(pictures) == 1 and not _shows(body.element, pictures[0].element):
        found += pictures
        found.sort(key=lambda block: block.at)
    return [block.element for block in found if not _says_else(block.element)]


def _pictures(blocks: list[Block], holds_body: set[int]) -> list[Block]:
    """List what a name calls the picture of the text: in it stand but that, described, and a caption.

    Must not fire: a figure without such a name, a portrait beside the author, a picture that leads elsewhere.
    """
    return [
        block
        for block in blocks
        if any(name in block.names.replace("--", "-") for name in words().pictures)
        and block.all_size <= _MAX_CAPTION
        and not block.all_linked
        and _is_picture(block)
        and all(_is_plain(above) for above in (block, *_above(block)) if id(above) not in holds_body)
    ]


def _is_plain(block: Block) -> bool:
    return block.kind is None and not block.is_teaser and block.tag != "aside"


def _is_picture(block: Block) -> bool:
    images = list(block.element.iter("img"))
    links = [link.get("href") or "" for image in images for link in image.iterancestors("a")]
    return len(images) == 1 and bool(images[0].get("alt")) and all(map(is_picture, links))


def _shows(body: Element, picture: Element) -> bool:
    """Tell whether a body shows the same picture."""
    sources = {image.get("src") for image in body.iter("img")}
    return any(image.get("src") in sources for image in picture.iter("img"))


def other_title(page: Block, body: Block, title: str) -> Block | None:
    """Find the heading above a body that begins as the title does, which only the head states as it is."""
    opening = folded(title)[:_OPENING]
    if len(opening) < _OPENING:
        return None
    headings = (block for block in page.page[: body.at] if block.tag == "h1" and block.kind is None)
    return next((block for block in headings if folded(whole_text(block.element)).startswith(opening)), None)


def _may_hold(block: Block) -> bool:
    return block.kind is None and not block.is_teaser and block.tag not in ("figure", "figcaption", "aside")


def _above(block: Block) -> Iterator[Block]:
    while (parent := block.parent) is not None:
        yield parent
        block = parent


def _is_lead(block: Block) -> bool:
    if block.size <= block.linked or block.size > _MAX_LEAD:
        return False
    if "caption" in block.names:
        return False
    return block.is_prose() or is_named(block.names, words().leads)


def _says_else(element: Element) -> bool:
    """Tell whether a line says when the text appeared, or is furniture by its words."""
    text = whole_text(element)
    return line_kind(text) is not None or find_day(spaced_text(element)) is not None


def bring_in(body: Element, lead: list[Element]) -> None:
    """Move what leads to a text to the start of its container, as paragraphs."""
    for place, element in enumerate(lead):
        parent = cast("Element", element.getparent())
        before = element.getprevious()
        tail, element.tail = element.tail or "", None
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        element.tag = "p" if next(element.iter("img"), None) is None else element.tag
        body.insert(place, element)
    if lead:
        lead[-1].tail, body.text = body.text, None
