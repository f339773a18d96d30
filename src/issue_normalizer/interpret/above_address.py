"""Lines and sentences that stand right above an address, in plain text what leads there."""

from __future__ import annotations

from typing import Final

from issue_normalizer.inlines import images_of, links_of, plain, visible
from issue_normalizer.interpret.entries import first_line_of, is_address
from issue_normalizer.interpret.headline import Headline
from issue_normalizer.tree import Block, Paragraph

_MAX_TITLE: Final = 120
_ENDS: Final = "。；：，.;:,"
_SENTENCE_ENDS: Final = ("。", ".", "!", "?", "！", "？", "…", ")", "）", '"', "”")


def above_address(block: Block) -> Headline | None:
    """Read a short line that stands right above an address, in plain text a title.

    Must fire: `Frogs in winter` / `https://…` / text. Must not: `Read more here:`, a sentence, a link.
    """
    if not isinstance(block, Paragraph):
        return None
    line, below = first_line_of(block.children)
    text = visible(line)
    if links_of(line) or not 0 < len(text) <= _MAX_TITLE or text[-1] in _ENDS:
        return None
    is_above = below and is_address(first_line_of(below)[0])
    return Headline(text, images=tuple(images_of(line))) if is_above else None


def is_above_address(block: Block, below: Block) -> bool:
    """Tell whether a paragraph is a sentence right above an address that has a paragraph of its own.

    Must not: a line with a link in it, `Read more here:`, an address with words beside it.
    """
    if not isinstance(block, Paragraph) or links_of(block.children):
        return False
    is_own = isinstance(below, Paragraph) and is_address(below.children)
    return is_own and plain(block.children)[-1:] in _SENTENCE_ENDS
