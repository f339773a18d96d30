"""What stands below a title -> lead and sections.

Where headings tell that, the rooms that judge lists and paragraphs are not loaded.
"""

from __future__ import annotations

from typing import Final

from issue_normalizer.inlines import links_of, plain
from issue_normalizer.interpret.outline import (
    Outline,
    Part,
    TitledDocument,
    Weight,
    lowest_level,
    split_at_headings,
)
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Blocks, Heading, List, Paragraph, Styled

_SEVERAL: Final = 2
_HAN: Final = "一二三四五六七八九十"


def make_outline(head: TitledDocument, profile: Profile) -> Outline:
    """Split what stands below a title into lead and sections.

    In a newsletter whose sections are known, the highest headings are sections; in any other, what the
    headings of the whole issue look like tells it.
    """
    if profile.knows_sections:
        before, groups = split_at_headings(head.blocks, lowest_level(head.blocks))
        parts = [Part(each.children, inner, each.line) for each, inner in groups]
        weights: tuple[Weight, ...] = ()
    else:
        from issue_normalizer.interpret.heading_roles import read_roles, split_sections, weights_of

        blocks = _with_bold_headings(head.blocks, profile)
        roles = read_roles(blocks, profile)
        before, parts = split_sections(blocks, roles, profile)
        weights = weights_of(roles)
    lead = (*head.lead, *before)
    return Outline(head.title, head.line, lead, tuple(parts), head.above, head.claims, weights)


def _with_bold_headings(blocks: Blocks, profile: Profile) -> Blocks:
    """Make headings of bold lines above items, most often lists, where no other heading is: two at least.

    Must fire: `**Articles**` and `**Videos**`, each above links. Must not: one alone, `**Extras**:`.
    """
    if lowest_level(blocks):
        return blocks
    bold = {at for at in range(len(blocks) - 1) if _is_bold_heading(blocks[at], blocks[at + 1], profile)}
    bold.update(_in_order(blocks))
    if not bold:
        from issue_normalizer.interpret.rubrics import find_rubrics

        bold.update(find_rubrics(blocks, profile))
    if len(bold) < _SEVERAL:
        return blocks
    return tuple(
        Heading(2, block.children, block.line) if at in bold and type(block) is Paragraph else block
        for at, block in enumerate(blocks)
    )


def _in_order(blocks: Blocks) -> list[int]:
    """List the bold lines numbered in Han, from one on: `一、动态` and `二、项目`; none for one alone."""
    found: list[int] = []
    for at, block in enumerate(blocks):
        text = plain(block.children) if isinstance(block, Paragraph) and _is_bold_line(block) else ""
        if text.startswith(f"{_HAN[len(found) : len(found) + 1]}、") and len(found) < len(_HAN):
            found.append(at)
    return found if len(found) >= _SEVERAL else []


def _is_bold_line(block: Paragraph) -> bool:
    only = block.children[0] if len(block.children) == 1 else None
    return isinstance(only, Styled) and only.kind == "strong" and not links_of((only,))


def _is_bold_heading(block: Block, following: Block, profile: Profile) -> bool:
    if not isinstance(following, List) or not isinstance(block, Paragraph) or not _is_bold_line(block):
        return False
    from issue_normalizer.interpret.entries import is_item_list
    from issue_normalizer.interpret.paragraph_items import is_label

    return is_label(block, following) and is_item_list(following, profile)
