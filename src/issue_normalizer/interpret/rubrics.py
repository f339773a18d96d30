"""Sections of an issue without headings: bold words that stand alone above items of another form."""

from __future__ import annotations

from typing import Final

from issue_normalizer.inlines import hard_lines, images_of, links_of, plain, wording
from issue_normalizer.interpret.contents import leading_number
from issue_normalizer.interpret.paragraph_items import start_of
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Blocks, Paragraph, Styled

_LONGEST: Final = 40  # characters
_STOPS: Final = "。！？；：，、.!?;:,"
_LED: Final = ("link", "bold link", "address")
_FEWEST: Final = 2


def find_rubrics(blocks: Blocks, profile: Profile) -> list[int]:
    """List the bold lines right above items that a number or a link begins, in an issue without headings.

    Must fire: `**Tools**` above `[甲](…): text` and `[乙](…)`, `**工具**` above `**1、甲**`. Must not: bold
    lines that are the titles of items: text stands below them, or a link each.
    """
    alone = [at for at, block in enumerate(blocks) if is_bold_line(block)]
    if len(alone) < _FEWEST or not all(_begins(blocks, at + 1, profile) for at in alone):
        return []
    kinds = [kind for block in blocks[alone[0] :] if (kind := _kind(block, profile))]
    return alone if kinds.count("number") >= len(alone) or len(kinds) >= _FEWEST * len(alone) else []


def is_bold_line(block: Block) -> bool:
    """Tell whether a paragraph is a few bold words, without a number, an address or the end of a sentence."""
    if not isinstance(block, Paragraph) or len(hard_lines(block.children)) != 1 or links_of(block.children):
        return False
    text = plain(block.children)
    is_bold = all(isinstance(node, Styled) and node.kind == "strong" for node in block.children)
    return is_bold and 0 < len(text) <= _LONGEST and text[-1] not in _STOPS and not leading_number(text)


def _begins(blocks: Blocks, at: int, profile: Profile) -> bool:
    """Tell whether an item begins at a place, below an image or not."""
    while at < len(blocks) and _is_image(blocks[at]):
        at += 1
    return at < len(blocks) and bool(_kind(blocks[at], profile))


def _is_image(block: Block) -> bool:
    return isinstance(block, Paragraph) and not plain(block.children) and any(images_of(block.children))


def _kind(block: Block, profile: Profile) -> str:
    """Give what begins an item: a number, or a link or address; nothing for any other block."""
    if not isinstance(block, Paragraph):
        return ""
    if leading_number(wording(block.children)):
        return "number"
    started = start_of(block, profile)
    return started.kind if started is not None and started.kind in _LED else ""
