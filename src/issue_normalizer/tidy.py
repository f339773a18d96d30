"""Inline nodes -> their normal form: single blanks, no empty nodes, no neighbours that are one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from issue_normalizer.inline_types import has_children, has_text, is_break, is_link, is_styled, is_text
from issue_normalizer.text import collapse, is_blank
from issue_normalizer.tree import Break, Code, Inline, Inlines, Link, Styled, Text

# What stands between two nodes, weakest first.
_NOTHING: Final = 0
_BLANK: Final = 1
_SOFT: Final = 2
_HARD: Final = 3


def tidy(nodes: Iterable[Inline]) -> Inlines:
    """Bring inline nodes to their normal form.

    White space is single blanks, none at the ends, none beside a break, none at the inner edge of
    emphasis or a link. Neighbours of one kind are one node. Empty nodes are gone.
    """
    return _tidy(nodes)[1]


def _tidy(nodes: Iterable[Inline]) -> tuple[int, Inlines, int]:
    """Return (gap before, nodes, gap after)."""
    out: list[Inline] = []
    before = gap = _NOTHING
    for node in nodes:
        if is_text(node):
            if not gap and not out and is_tidy(node):
                out.append(node)
                continue
            before, gap = _tidy_text(out, node.text, gap, before)
        elif is_break(node):
            gap = max(gap, _HARD if node.hard else _SOFT)
        elif has_children(node):
            if len(node.children) == 1 and is_tidy(node.children[0]):
                before = _emit(out, node, gap, before)
                gap = _NOTHING
                continue
            inner_before, children, inner_after = _tidy(node.children)
            gap = max(gap, inner_before)
            if children:
                before = _emit(
                    out, node if children == node.children else with_children(node, children), gap, before
                )
                gap = _NOTHING
            gap = max(gap, inner_after)
        else:
            before = _emit(out, node, gap, before)
            gap = _NOTHING
    if len(out) > 1:
        out = _merged(out)
    return (before, tuple(out), gap) if out else (gap, (), _NOTHING)


def _tidy_text(out: list[Inline], text: str, gap: int, before: int) -> tuple[int, int]:
    """Append text, its line ends as soft breaks; return (gap before the whole, gap after)."""
    for count, piece in enumerate(text.split("\n")):
        if count:
            gap = max(gap, _SOFT)
        if not piece:
            continue
        core = collapse(piece)
        is_folded = core != piece
        if is_folded and is_blank(piece[0]):
            gap = max(gap, _BLANK)
        if core:
            before = _emit(out, Text(core), gap, before)
            gap = _BLANK if is_folded and is_blank(piece[-1]) else _NOTHING
    return before, gap


def is_tidy(node: Inline) -> bool:
    """Tell whether a node is text whose white space needs no folding."""
    if not is_text(node):
        return False
    text = node.text
    return bool(text) and collapse(text) == text


def _emit(out: list[Inline], node: Inline, gap: int, before: int) -> int:
    """Append a node behind a gap; return the gap before the whole."""
    if not out:
        out.append(node)
        return gap
    last = out[-1]
    if gap >= _SOFT:
        out += (Break(gap == _HARD), node)
    elif gap:
        if is_text(last):
            out[-1] = Text(last.text + " ")
            out.append(node)
        elif is_text(node):
            out.append(Text(" " + node.text))
        else:
            out += (Text(" "), node)
    else:
        out.append(node)
    return before


def _merged(nodes: list[Inline]) -> list[Inline]:
    """Make one node of neighbours of one kind, all at once: one by one, many would take forever."""
    runs: list[list[Inline]] = []
    for node in nodes:
        if runs and _are_alike(runs[-1][0], node):
            runs[-1].append(node)
        else:
            runs.append([node])
    return nodes if len(runs) == len(nodes) else [_as_one(run) for run in runs]


def _are_alike(one: Inline, other: Inline) -> bool:
    """Tell whether neighbours are read as one; backticks side by side would be one run."""
    if type(one) is not type(other):
        return False
    if is_styled(one) and is_styled(other):
        return one.kind == other.kind
    if is_link(one) and is_link(other):
        return one.url == other.url
    return has_text(one)


def _as_one(run: list[Inline]) -> Inline:
    first = run[0]
    if len(run) == 1:
        return first
    if has_text(first):
        text = "".join(node.text for node in run if has_text(node))
        return Text(text) if is_text(first) else Code(text)
    assert has_children(first)  # noqa: S101 - narrows the type; nothing else is alike
    children = [child for node in run if has_children(node) for child in node.children]
    return with_children(first, _tidy(children)[1])


def with_children(node: Styled | Link, children: Inlines) -> Styled | Link:
    """Give a copy of emphasis or a link with other content."""
    return Styled(node.kind, children) if is_styled(node) else Link(node.url, children)
