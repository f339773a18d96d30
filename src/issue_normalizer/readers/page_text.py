"""The text that an HTML element shows, and the same as spans with the reason why it was left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from issue_normalizer.readers.visible import INVISIBLE
from issue_normalizer.text import collapse
from issue_normalizer.tree import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element


def whole_text(element: Element) -> str:
    """Give all text of an element on one line."""
    return collapse("".join(cast("Iterator[str]", element.itertext())))


def spaced_text(element: Element) -> str:
    """Give all text of an element on one line, pieces of markup parted by blanks."""
    return collapse(" ".join(cast("Iterator[str]", element.itertext())))


def text_spans(
    page: Element,
    body: Element | None,
    reason: str = "furniture",
    kinds: Mapping[Element, str] | None = None,
    kept: Element | None = None,
) -> list[Span]:
    """List the visible text of a page outside its body and `kept`, in order.

    `kinds` names the elements that are furniture of a kind: inside the body, they alone are listed.
    """
    spans: list[Span] = []
    stack: list[tuple[Element, str, bool]] = [(page, reason, True)]
    known = kinds or {}
    while stack:
        element, why, listed = stack.pop()
        tag = element.tag
        if element is kept or not isinstance(tag, str) or tag in INVISIBLE:
            continue
        if element is body:
            if not known:
                continue
            why = reason
            listed = False
        elif why == reason and element in known:
            why = f"{reason}: {known[element]}"
            listed = True
        children = list(element)
        if listed:
            texts = [element.text, *[child.tail for child in children]]
            shown = [collapse(text) for text in texts if text and not text.isspace()]
            line = (cast("int | None", element.sourceline) or 0) if shown else 0
            spans += [Span(line, text, why) for text in shown if text]
        stack += [(child, why, listed) for child in children[::-1]]  # mypyc cannot go through `reversed` here
    return spans
