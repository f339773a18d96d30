"""HTML inside a line -> inline nodes: links, images, emphasis, code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, Literal, cast

from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_break, is_image, is_link, is_text
from issue_normalizer.inlines import link_around, links_of, without_style
from issue_normalizer.readers.elements import all_text, children_of
from issue_normalizer.text import collapse
from issue_normalizer.tidy import is_tidy, tidy
from issue_normalizer.tree import Break, Code, Image, Inline, Inlines, Link, Styled, Text
from issue_normalizer.urls import (
    bare_address,
    canonical_url,
    find_bare,
    image_address,
    is_live,
    is_spelled_out,
    same_file,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STYLES: Final = {
    "strong": "strong", "b": "strong", "em": "em", "i": "em", "var": "em",
    "del": "del", "s": "del", "strike": "del", "sub": "sub", "sup": "sup",
}  # fmt: skip
_CODE: Final = frozenset(("code", "tt", "kbd", "samp"))
_MEDIA: Final = frozenset(("iframe", "video", "audio", "embed", "source"))
_BLANKS: Final = " \t\r\n\f\xa0\u200b"  # what an empty line may hold
_AUTOMATIC: Final = frozenset(("user-mention", "team-mention", "issue-link"))


def read_inline(element: Element, tag: str, out: list[Inline]) -> None:
    """Append what an inline element shows."""
    if tag == "br":
        out.append(Break(hard=True))
    elif tag == "a":
        out += linked(element, _children(element))
    elif tag in _STYLES:
        kind = cast("Literal['em']", _STYLES[tag])
        out.append(Styled(kind, tuple(without_style(kind, _children(element)))))
    elif tag in _CODE:
        if text := collapse(all_text(element)):
            out.append(Code(text))
    elif tag == "img":
        out += _image(element)
    else:
        out += played(element, tag)
        out += _children(element)  # the parser takes what follows `embed` and `source` for their content


def split_at_blank_lines(run: Sequence[Inline]) -> list[Inlines]:
    """Cut a run of inline content at its blank lines, two breaks with nothing between; tidy each piece."""
    pieces: list[list[Inline]] = [[]]
    is_behind = False  # whether a break is the last that stands there
    for node in run:
        if is_behind and is_break(node):
            pieces.append([])
        pieces[-1].append(node)
        is_behind = is_break(node) or (is_behind and is_text(node) and not node.text.strip(_BLANKS))
    return [children for piece in pieces if (children := tidy(piece))]


def played(element: Element, tag: str) -> list[Inline]:
    """Give the address of what is played or shown in a frame, as a link; nothing for other elements."""
    source = (element.get("src") if tag in _MEDIA else None) or ""
    return [Link(canonical_url(source), (Text(source),))] if source and is_live(source) else []


def _children(element: Element) -> list[Inline]:
    text = element.text
    nodes: list[Inline] = [Text(text)] if text else []
    if not len(element):  # most hold text alone, and asking for children takes longer
        return nodes
    for child in children_of(element):
        if isinstance(tag := child.tag, str):
            read_inline(child, tag, nodes)
        if tail := child.tail:
            nodes.append(Text(tail))
    return nodes


def linked(element: Element, children: Sequence[Inline]) -> list[Inline]:
    """Put the link of an `<a>` around what it holds.

    Kept as text: no address, one that leads nowhere or would run a script, a mention or issue number that
    GitHub linked by itself, an e-mail address that is its own text (GitHub makes one of `2xA76@2.2GHz`).
    Gone: heading anchors, which hold nothing, and links inside that lead nowhere.
    """
    href = element.get("href")
    if href is None or _is_automatic(element):
        return list(children)
    if not is_live(href):  # `hhttps://…` is a mistake, and told as a link without an address
        return [Link("", tuple(children))] if "://" in href and children else list(children)
    href = canonical_url(href)
    if href:
        children = _without_empty_links(children)
    if href.startswith("#user-content-"):
        href = "#" + href[len("#user-content-") :]
    tidied = (children[0],) if len(children) == 1 and is_tidy(children[0]) else tidy(children)
    if len(tidied) == 1:
        only = tidied[0]
        if is_image(only) and _leads_to_itself(href, only, element):
            return [only]
        if is_text(only) and is_spelled_out(href, only.text):
            if href.startswith("mailto:") and only.text != href:
                return [only]
            return _spelled_out(href, only.text)
    if not tidied:
        return []
    if len(children) == 1 and is_text(children[0]):
        return [Link(href, tuple(children))]
    nodes = link_around(href, children)
    if all(link.url != href for link in links_of(nodes)):  # it holds but what is played, a link itself
        nodes = (*nodes, Text(" "), Link(href, (Text(href),)))
    return list(nodes)


def _without_empty_links(children: Sequence[Inline]) -> Sequence[Inline]:
    if all(not is_link(node) or node.url for node in children):
        return children
    pieces = (node.children if is_link(node) and not node.url else (node,) for node in children)
    return [node for piece in pieces for node in piece]


def _is_automatic(element: Element) -> bool:
    classes = element.get("class")
    return classes is not None and not _AUTOMATIC.isdisjoint(classes.split())


def _leads_to_itself(href: str, image: Image, element: Element) -> bool:
    """Tell whether a link around an image is GitHub's own, to the image (2014 on)."""
    source = next(element.iter("img")).get("src") or ""
    return href in (source, image.url) or same_file(href, image.url)


def _spelled_out(href: str, text: str) -> list[Inline]:
    """Read a link whose text is its address.

    GitHub lets a bare address run up to the next blank, through Chinese punctuation and text; the
    address ends where ASCII ends, and what follows is text.
    """
    if text.isascii():
        return [Link(href, (Text(text),))]
    spans = find_bare(text)
    if not spans or spans[0][0] != 0:
        return [Link(href, (Text(text),))]
    end = spans[0][1]
    return [Link(bare_address(text[:end]), (Text(text[:end]),)), Text(text[end:])]


def _image(element: Element) -> list[Inline]:
    """Read `<img>` that leads to a picture."""
    return [Image(image_address(canonical_url(_source(element))), collapse(element.get("alt") or ""))]


def _source(image: Element) -> str:
    """Give the address of a picture; GitHub's proxied ones have their own beside it."""
    source = image.get("data-canonical-src") or image.get("src") or image.get("data-src") or ""
    return source.strip()


def show_alternatives(body: Element) -> Iterator[Claim]:
    """Put text where images are but text: emoji are their character, what has no address its description."""
    for image in body.iter("img"):
        source = _source(image)
        is_emoji = "emoji" in (image.get("class") or "").split()
        if is_emoji or not source or not is_live(source):
            image.tag = "span"
            image.text = collapse(image.get("alt") or (is_emoji and image.get("title")) or "")
            yield Claim("alternative", shown=image.text)


def _holds_address(link: Element) -> bool:
    return next(link.iterdescendants("a", *_MEDIA), None) is not None


def addresses_shown(body: Element) -> tuple[Claim, ...]:
    """Claim the addresses that may be shown: of what is played, and of a link around nothing but links."""
    found = [source for element in body.iter(*_MEDIA) if (source := element.get("src"))]
    around = (link for link in body.iter("a") if len(link) and _holds_address(link))
    found += [canonical_url(href) for link in around if (href := link.get("href"))]
    return tuple([Claim("played", shown=address) for address in dict.fromkeys(found)])
