"""Pure functions over inline nodes: plain text, links, lines, joining."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from issue_normalizer.inline_types import (
    has_children,
    has_text,
    is_break,
    is_image,
    is_link,
    is_styled,
    is_text,
)
from issue_normalizer.text import collapse, is_joined
from issue_normalizer.tidy import tidy, with_children
from issue_normalizer.tree import Break, Image, Inline, Inlines, Link, Styled, Text
from issue_normalizer.urls import same_file

_OBJECT: Final = "\ufffc"  # stands for what is no text


def without_style(kind: str, nodes: Iterable[Inline]) -> Iterator[Inline]:
    """Unwrap emphasis of a kind: bold inside bold is bold."""
    for node in nodes:
        if is_styled(node) and node.kind == kind:
            yield from without_style(kind, node.children)
        elif has_children(node):
            yield with_children(node, tuple(without_style(kind, node.children)))
        else:
            yield node


def link_around(url: str, nodes: Sequence[Inline]) -> Inlines:
    """Put a link around nodes. Links among them stay what they are: there is none inside a link."""
    if not links_of(nodes):
        return (Link(url, tuple(nodes)),)
    out: list[Inline] = []
    for node in nodes:
        if is_link(node):
            out.append(node)
        elif is_styled(node):
            out.append(Styled(node.kind, link_around(url, node.children)))
        else:
            out.append(Link(url, (node,)))
    return tidy(out)


def plain(nodes: Sequence[Inline]) -> str:
    """Give the visible text on one line: breaks as blanks (nothing between wide characters)."""
    if len(nodes) == 1 and is_text(nodes[0]):
        return collapse(nodes[0].text)
    text = with_breaks(nodes)
    return collapse(_on_one_line(text) if "\n" in text else text)


def _on_one_line(text: str) -> str:
    lines = [line for line in [line.strip(" ") for line in text.split("\n")] if line]
    gaps = ["" if is_joined(before[-1], after[0]) else " " for before, after in pairwise(lines)]
    return "".join([piece for pair in zip(lines, [*gaps, ""], strict=False) for piece in pair])


def with_breaks(nodes: Iterable[Inline]) -> str:
    """Give the visible text as it is, line ends for breaks."""
    parts = []
    for node in nodes:
        if has_text(node):
            parts.append(node.text)
        elif has_children(node):
            parts.append(with_breaks(node.children))
        elif is_image(node):
            parts.append(f" {node.alt} " if node.alt else "")  # a description is no part of a word
        else:
            parts.append("\n")
    return "".join(parts)


def visible(nodes: Sequence[Inline]) -> str:
    """Give the visible text as `plain` does, without the descriptions of images."""
    return plain(tuple(without_images(nodes))) if images_of(nodes) else plain(nodes)


def wording(nodes: Sequence[Inline]) -> str:
    """Give the visible text as `plain` does, a sign for each image: its description labels nothing."""
    return plain(tuple(_with_signs(nodes))) if images_of(nodes) else plain(nodes)


def _with_signs(nodes: Iterable[Inline]) -> Iterator[Inline]:
    for node in nodes:
        if has_children(node):
            yield with_children(node, tuple(_with_signs(node.children)))
        else:
            yield Image(node.url, _OBJECT) if is_image(node) else node


def split_at_breaks(nodes: Sequence[Inline], *, soft: bool = True) -> list[Inlines]:
    """Split at breaks, hard and `soft`; emphasis and links that hold one are split with it."""
    pieces: list[list[Inline]] = [[]]
    for node in nodes:
        if is_break(node) and (soft or node.hard):
            pieces.append([])
        elif has_children(node) and has_break(node.children):
            first, *more = split_at_breaks(node.children, soft=soft)
            pieces[-1].append(_piece(node, first) if more else node)
            pieces.extend([_piece(node, piece)] for piece in more)
        else:
            pieces[-1].append(node)
    return [tuple(piece) for piece in pieces]


def _piece(node: Styled | Link, children: Inlines) -> Inline:
    """Give a piece of what was split. A link around nothing but its own image is that image."""
    only = children[0] if len(children) == 1 else None
    if is_link(node) and is_image(only) and same_file(node.url, only.url):
        return only
    return with_children(node, children)


def hard_lines(nodes: Sequence[Inline]) -> list[Inlines]:
    """Split tidy nodes at hard breaks; lines without content are left out."""
    if not has_break(nodes):
        return [tuple(nodes)] if nodes else []
    return [line for line in split_at_breaks(nodes, soft=False) if line]


def join_hard(lines: Iterable[Inlines], *, is_hard: bool = True) -> Inlines:
    """Put lines together, a hard break between each: the reverse of `hard_lines`; or a soft one."""
    return tidy([node for line in lines for node in (*line, Break(hard=is_hard))])


def join_soft(nodes: Sequence[Inline]) -> Inlines:
    """Resolve soft breaks: nothing between two wide characters that are not Hangul, a blank elsewhere."""
    if not has_break(nodes):
        return tuple(nodes)
    return tidy(_join(nodes, "", "")[0])


def join_lines(nodes: Sequence[Inline]) -> Inlines:
    """Resolve all breaks, hard ones as if they were soft: what is to stand on one line."""
    return join_soft(_softened(nodes)) if has_break(nodes) else tuple(nodes)


def _softened(nodes: Sequence[Inline]) -> Inlines:
    return tuple(
        with_children(node, _softened(node.children))
        if has_children(node)
        else Break(hard=False)
        if is_break(node)
        else node
        for node in nodes
    )


def has_break(nodes: Sequence[Inline]) -> bool:
    """Tell whether there is a break, hard or soft, at any depth."""
    for node in nodes:
        if is_text(node):
            continue  # what most are
        if is_break(node) or (has_children(node) and has_break(node.children)):
            return True
    return False


def _join(nodes: Sequence[Inline], before: str, after: str) -> tuple[list[Inline], str]:
    """Return the nodes without soft breaks, and the last character of them.

    `before` and `after` are the characters around: a break may stand at an inner edge.
    """
    out: list[Inline] = []
    for node, following in zip(nodes, _followers(nodes, after), strict=True):
        if is_break(node) and not node.hard:
            wide = before and following and is_joined(before, following)
            out.append(Text("" if wide else " "))
        elif has_children(node):
            children, before = _join(node.children, before, following)
            out.append(with_children(node, tuple(children)))
        else:
            out.append(node)
            before = _last_char(node) or before
    return out, before


def _followers(nodes: Sequence[Inline], after: str) -> list[str]:
    """Give, for each node, the first character behind it."""
    found: list[str] = []
    for node in reversed(nodes):
        found.append(after)
        after = _first_char(node) or after
    return found[::-1]


def _first_char(node: Inline) -> str:
    if has_children(node):
        return next((char for child in node.children if (char := _first_char(child))), "")
    if has_text(node):
        return node.text[:1]
    return "x" if is_image(node) else ""


def _last_char(node: Inline) -> str:
    if has_text(node):
        return node.text[-1:]
    return "x" if is_image(node) else ""


def links_of(nodes: Iterable[Inline]) -> list[Link]:
    """List the links in order."""
    found: list[Link] = []
    for node in nodes:
        if is_link(node):
            found.append(node)
        elif is_styled(node):
            found += links_of(node.children)
    return found


def images_of(nodes: Iterable[Inline]) -> list[Image]:
    """List the images in order."""
    found: list[Image] = []
    for node in nodes:
        if is_text(node):
            continue  # what most are
        if is_image(node):
            found.append(node)
        elif has_children(node):
            found += images_of(node.children)
    return found


def without_images(nodes: Iterable[Inline]) -> Iterator[Inline]:
    """Leave images out; what held nothing else stays, empty, until it is tidied."""
    for node in nodes:
        if has_children(node):
            yield with_children(node, tuple(without_images(node.children)))
        elif not is_image(node):
            yield node
