"""Items that are headings, in a newsletter that no profile knows."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from issue_normalizer.inlines import wording
from issue_normalizer.interpret.contents import Contents, read_numbers
from issue_normalizer.interpret.entries import draft_of_heading, drafts_of_list
from issue_normalizer.interpret.evidence import Evidence
from issue_normalizer.interpret.item import Draft
from issue_normalizer.interpret.lead_ins import share_out
from issue_normalizer.interpret.lists import is_list_of_links
from issue_normalizer.interpret.outline import lowest_level, split_at_headings
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Blocks, Heading, List, Paragraph, Styled


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
        return Contents(as_text(blocks), (), ())
    end = len(groups)
    while runs and numbers[end - 1] is None:
        end -= 1
    drafts = [
        draft_of_heading(head, inner, match[0] if match and runs else "", profile)
        for (head, inner), match in zip(groups[:end], numbers[:end], strict=True)
    ]
    outro = tuple(block for head, inner in groups[end:] for block in (head, *inner))
    intro, drafts = share_out(intro, drafts, lines=True)
    return Contents(intro, (*drafts[:-1], *_with_list_behind(drafts, profile)), as_text(outro))


def as_text(blocks: Blocks) -> Blocks:
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
