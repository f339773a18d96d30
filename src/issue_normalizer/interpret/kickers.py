"""Kickers: lines right above the headings of items that say what kind of news it is: `SEA` / `## Frogs`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import links_of, plain
from issue_normalizer.interpret.entries import labels_of
from issue_normalizer.interpret.marked_lines import is_bold_line
from issue_normalizer.interpret.paragraph_items import titled_paragraphs
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Blocks, Heading, List, Paragraph

_SEVERAL: Final = 2  # headings of a lower rank above those of a higher one
_MANY: Final = 3  # bold lines
_MAX_LENGTH: Final = 40
_STOPS: Final = ".!?,;:。！？，；：…"
_NEAR: Final = 2
_MOST: Final = 6  # the lowest rank of headings


def with_kickers(blocks: Blocks, profile: Profile) -> tuple[Blocks, tuple[Claim, ...]]:
    """Put kickers below their headings, where nearly each item has one; what has none holds other items.

    Must fire: `### SEA` / `## Frogs` / text, `### AIR` / `## Toads` / text, `## Links` / a list; `**SEA**` /
    `### Frogs`, three times. Must not: `**News**` above one of several headings with texts, a section without
    text above the next one, names below texts, the last at the end.
    """
    if not blocks or is_bold_line(blocks[-1]):
        return blocks, ()
    kickers = {at for at in range(len(blocks) - 1) if _is_kicker(blocks, at)}
    titles = {at + 1 for at in kickers}
    levels = {block.level for at in titles if isinstance(block := blocks[at], Heading)}
    own = {block.level for at in kickers if isinstance(block := blocks[at], Heading)}
    if len(kickers) < (_SEVERAL if len(own) == 1 else _MANY) or len(levels) != 1 or len(own) > 1:
        return blocks, ()
    level = levels.pop()
    own.add(level)
    others = {at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level in own}
    others -= titles | kickers
    if min(titles) > min(others, default=len(blocks)) or not all(
        _holds_items(blocks, at, level, profile) for at in others
    ):
        return blocks, ()
    moved = [Claim("moved", text, text) for at in sorted(kickers) if (text := _text(blocks[at]))]
    return _put_below(blocks, kickers, min(level + bool(others), _MOST)), tuple(moved)


def _put_below(blocks: Blocks, kickers: set[int], level: int) -> Blocks:
    """Put each kicker below its heading, which gets a level."""
    out: list[Block] = []
    for at, block in enumerate(blocks):
        if at - 1 in kickers and isinstance(block, Heading):
            out += (Heading(level, block.children, block.line), _as_line(blocks[at - 1]))
        elif at not in kickers:
            out.append(block)
    return tuple(out)


def _is_kicker(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a short line stands right above a heading: in bold, or a heading of a lower rank."""
    block, title = blocks[at], blocks[at + 1]
    text = _text(block)
    if not isinstance(title, Heading) or not 0 < len(text) <= _MAX_LENGTH or text[-1] in _STOPS:
        return False
    if isinstance(block, Heading):
        return block.level > title.level and not links_of(block.children)
    return is_bold_line(block)


def _holds_items(blocks: Sequence[Block], at: int, level: int, profile: Profile) -> bool:
    """Tell whether items stand below a heading: a list, headings of a lower rank, paragraphs with titles."""
    below = takewhile(lambda block: not isinstance(block, Heading) or block.level > level, blocks[at + 1 :])
    inner = tuple(below)
    holds = any(
        isinstance(block, Heading)
        or (isinstance(block, List) and not labels_of(block))  # facts are of an item
        for block in inner[:_NEAR]
    )
    return holds or titled_paragraphs(inner, profile) > 1


def _text(block: Block) -> str:
    return plain(block.children) if isinstance(block, (Heading, Paragraph)) else ""


def _as_line(block: Block) -> Block:
    return Paragraph(block.children, block.line) if isinstance(block, Heading) else block
