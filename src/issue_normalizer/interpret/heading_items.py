"""Items that are headings, in a newsletter that no profile knows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from msgspec.structs import replace

from issue_normalizer.inlines import wording
from issue_normalizer.interpret.contents import Contents, read_numbers
from issue_normalizer.interpret.entries import (
    draft_of_heading,
    drafts_of_list,
    is_list_of_links,
    lead_in,
    with_lead_ins,
)
from issue_normalizer.interpret.evidence import Evidence
from issue_normalizer.interpret.item import Draft
from issue_normalizer.interpret.outline import lowest_level, split_at_headings
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Blocks, Heading, List, Paragraph, Styled

_MAX_LEAD_INS: Final = 2


def by_headings(blocks: Blocks, profile: Profile, evidence: Evidence) -> Contents:
    """Items as the highest headings of a section; deeper ones are part of the text.

    Where the issue numbers them, numbers go on from section to section, and a heading without one is text:
    `### 1、甲`, `### 2、乙`, `### 订阅`.
    """
    intro, groups = split_at_headings(blocks, lowest_level(blocks))
    numbers = read_numbers([wording(head.children) for head, _ in groups])
    first = next((int(match[1]) for match in numbers if match), 0)
    runs = evidence.numbers > 1 and first in (1, evidence.after + 1)
    if evidence.numbers > 1 and evidence.after and not first:
        return Contents(_as_text(blocks), (), ())
    end = len(groups)
    while runs and numbers[end - 1] is None:
        end -= 1
    drafts = [
        draft_of_heading(head, inner, match[0] if match and runs else "", profile)
        for (head, inner), match in zip(groups[:end], numbers[:end], strict=True)
    ]
    outro = tuple(block for head, inner in groups[end:] for block in (head, *inner))
    intro, drafts = _with_lead_ins(intro, drafts)
    return Contents(intro, (*drafts[:-1], *_with_list_behind(drafts, profile)), _as_text(outro))


def _with_lead_ins(intro: Blocks, drafts: list[Draft]) -> tuple[Blocks, list[Draft]]:
    """Give items the images and short lines that stand above their headings, as in a page made of cards.

    Must fire: image, `### 甲`, text, image, `### 乙`, text. Must not where the last item ends in one too:
    they stand below the text then.
    """
    form = _lead_ins(intro)
    size = len(form)
    if not form or len(drafts) < 2 or _lead_ins(drafts[-1].blocks)[-size:] == form:
        return intro, drafts
    if any(_lead_ins(draft.blocks)[-size:] != form for draft in drafts[:-1]):
        return intro, drafts
    above = [intro, *(draft.blocks for draft in drafts[:-1])]
    own = [*(replace(draft, blocks=draft.blocks[:-size]) for draft in drafts[:-1]), drafts[-1]]
    moved = [with_lead_ins(draft, blocks[-size:]) for draft, blocks in zip(own, above, strict=True)]
    return intro[:-size], moved


def _lead_ins(blocks: Blocks) -> tuple[str, ...]:
    """Tell which lead-ins blocks end in."""
    forms = takewhile(bool, map(lead_in, blocks[: -_MAX_LEAD_INS - 1 : -1]))
    return tuple(form for form in forms if form)[::-1]


def _as_text(blocks: Blocks) -> Blocks:
    """Make bold paragraphs of headings that are no items."""
    return tuple(
        Paragraph((Styled("strong", block.children),), block.line) if type(block) is Heading else block
        for block in blocks
    )


def _with_list_behind(drafts: Sequence[Draft], profile: Profile) -> list[Draft]:
    """Make items of a list of links that follows the text of the last item, where no other item has one."""
    last = drafts[-1]
    *own, block = last.blocks or (None,)
    if len(drafts) < 2 or not own or type(block) is not List or not is_list_of_links(block, profile):
        return [last]
    if any(type(one) is List for draft in drafts[:-1] for one in draft.blocks):
        return [last]
    return [replace(last, blocks=tuple(own)), *drafts_of_list(block, profile)]
