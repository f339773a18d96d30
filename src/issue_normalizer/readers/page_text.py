"""The text that an HTML element shows, and the same as spans with the reason why it was left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from issue_normalizer.readers.elements import all_text, children_of, text_pieces
from issue_normalizer.readers.visible import INVISIBLE
from issue_normalizer.text import collapse
from issue_normalizer.tree import Span

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def whole_text(element: Element) -> str:
    """Give all text of an element on one line."""
    return collapse(all_text(element))


def spaced_text(element: Element) -> str:
    """Give all text of an element on one line, pieces of markup parted by blanks."""
    return collapse(" ".join(text_pieces(element)))


def text_spans(
    page: Element,
    body: Element | None,
    reason: str = "furniture",
    kinds: Mapping[Element, str] | None = None,
    kept: Element | None = None,
) -> list[Span]:
    """List the visible text of a page outside its body and `kept`, in order.

    `kinds` names the elements that are furniture of a kind.
    """
    spans: list[Span] = []
    stack: list[tuple[Element, str]] = [(page, reason)]
    known = kinds or {}
    while stack:
        element, why = stack.pop()
        tag = element.tag
        if element is kept or element is body or not isinstance(tag, str) or tag in INVISIBLE:
            continue
        if why == reason and element in known:
            why = f"{reason}: {known[element]}"
        children = children_of(element)
        texts = [element.text, *[child.tail for child in children]]
        shown = [collapse(text) for text in texts if text and not text.isspace()]
        if shown:
            line = cast("int | None", element.sourceline) or 0
            spans += [Span(line, text, why) for text in shown if text]
        stack += [(child, why) for child in children[::-1]]  # mypyc cannot go through `reversed` here
    return spans


def box_spans(body: Element, kinds: Mapping[Element, str]) -> list[Span]:
    """List the visible text of what is furniture of a kind inside a body, in order."""
    spans: list[Span] = []
    for element in body.iter("*") if kinds else ():
        if element not in kinds or not kinds.keys().isdisjoint(element.iterancestors()):
            continue
        if next(element.iterancestors(*INVISIBLE), None) is None:
            spans += text_spans(element, None, f"furniture: {kinds[element]}")
    return spans
