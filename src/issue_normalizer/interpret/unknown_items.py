"""Items of a section in a newsletter that no profile knows, told by structure alone.

Headings that are items come first, then numbered paragraphs, then paragraphs and lists that a link or bold
words lead. Where nothing leads, the entries of the last list of bullets are items of running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import plain, wording
from issue_normalizer.interpret.contents import Contents, Drafts, by_running_text, is_bullets, read_numbers
from issue_normalizer.interpret.entries import (
    drafts_of_list,
    is_item_list,
    read_entry_start,
    with_address_below,
)
from issue_normalizer.interpret.first_line import read_first_line, take_tags
from issue_normalizer.interpret.heading_roles import lowest_level
from issue_normalizer.interpret.headline import read_headline
from issue_normalizer.interpret.item import Draft, cut_start
from issue_normalizer.interpret.outline import split_at_headings, without_rules
from issue_normalizer.interpret.paragraph_items import is_label, number_of, split_numbers, start_of
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Blocks, Heading, Inline, Inlines, Link, List, Paragraph, Styled


class Evidence(Struct, frozen=True):
    """What the rest of an issue says of its items.

    `paragraphs` counts those that begin items, by what leads them, `others` the entries of lists and the headings
    that may be items; `numbers` the headings with a running number; `after` is the last number of the section
    before.
    """

    paragraphs: dict[str, int] = {}
    others: int = 0
    numbers: int = 0
    after: int = 0

    def tells(self, kind: str, count: int) -> bool:
        """Tell whether paragraphs of a kind are what the issue tells its news in."""
        all_alike = max(count, self.paragraphs.get(kind, 0))
        share = all_alike / max(1, self.others + sum(self.paragraphs.values()))
        return (count > 1 or all_alike > 2) and share >= _LEAST_SHARE[kind]


_LEAST_SHARE = {"bold": 0.2, "link": 0.1, "bold link": 0.03}
NOTHING = Evidence()


def evidence_of(sections: Sequence[Blocks], profile: Profile) -> Evidence:
    """Count what begins items in all sections of an issue."""
    paragraphs: dict[str, int] = {}
    others = numbers = 0
    for blocks in sections:
        for at in range(len(blocks)):
            if kind := _begins(blocks, at, profile):
                paragraphs[kind] = paragraphs.get(kind, 0) + 1
        others += sum(len(block.items) for block in blocks if isinstance(block, List))
        headings = [block for block in blocks if isinstance(block, Heading)]
        others += len(headings)
        texts = [wording(block.children) if isinstance(block, Paragraph) else "" for block in blocks]
        others += sum(match is not None for match in read_numbers(texts))
        numbers += sum(match is not None for match in _heading_numbers(headings))
    return Evidence(paragraphs, others, numbers)


def by_structure(blocks: Blocks, profile: Profile, evidence: Evidence) -> Contents:
    """Tell the items of a section from the text around them."""
    if lowest_level(blocks):
        return _by_headings(blocks, profile, evidence)
    if numbered := split_numbers(blocks, evidence.after, profile):
        before, rest = numbered
        drafts = Drafts()
        for one in rest:
            if isinstance(one, Draft):
                drafts.start(one)
            else:
                drafts.add(one)
        return Contents(tuple(before), tuple(drafts.finished()), ())
    return _by_leads(blocks, profile, evidence) or by_running_text(blocks)


def last_number(contents: Contents) -> int:
    """Give the running number of a section's last item; 0 where there is none."""
    return number_of(contents.drafts[-1]) if contents.drafts else 0


def _by_headings(blocks: Blocks, profile: Profile, evidence: Evidence) -> Contents:
    intro, groups = split_at_headings(blocks, lowest_level(blocks))
    numbers = _heading_numbers([head for head, _ in groups])
    first = next((int(match[1]) for match in numbers if match), 0)
    runs = first in (1, evidence.after + 1) and evidence.numbers > 1
    if not runs:
        if evidence.numbers > 1 and evidence.numbers and not any(numbers) and evidence.after:
            return Contents(_as_text(blocks), (), ())
        numbers = [None] * len(groups)
    end = len(groups)
    while runs and numbers[end - 1] is None:
        end -= 1
    drafts = [
        _draft_of_heading(head, inner, match[0] if match else "", profile)
        for (head, inner), match in zip(groups[:end], numbers[:end], strict=True)
    ]
    outro = tuple(block for head, inner in groups[end:] for block in (head, *inner))
    listed = _by_leads(intro, profile, evidence) if any(isinstance(block, List) for block in intro) else None
    if listed and all(draft.titled for draft in listed.drafts):
        intro, drafts = listed.intro, [*listed.drafts, *drafts]
    return Contents(intro, (*drafts[:-1], *_with_list_behind(drafts, profile)), _as_text(outro))


def _heading_numbers(headings: Sequence[Heading]) -> list[re.Match[str] | None]:
    return read_numbers([wording(heading.children) for heading in headings])


def _as_text(blocks: Blocks) -> Blocks:
    """Make bold paragraphs of headings that are no items."""
    return tuple(
        Paragraph((Styled("strong", block.children),), block.line) if isinstance(block, Heading) else block
        for block in blocks
    )


def _draft_of_heading(head: Heading, blocks: Blocks, number: str, profile: Profile) -> Draft:
    claims = (Claim("number", number.strip()),) if number else ()
    nodes = _without_anchors(cut_start(head.children, number) if number else head.children)
    found = read_first_line(nodes, profile)
    if found is not None:
        draft = Draft(nodes, blocks, head.line, head=found.head, claims=claims)
    else:
        tags, rest, brackets = take_tags(nodes)
        if brackets:  # a title may begin with a bracket
            tags, rest = [], nodes
        title = read_headline(rest, profile, whole=True)
        title = replace(title, tags=(*tags, *title.tags))
        draft = Draft(nodes, blocks, head.line, head=title, claims=claims)
    return with_address_below(draft)


def _without_anchors(nodes: Inlines) -> Inlines:
    """Take links within the page itself off: they only make the heading one that can be led to."""
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, Link) and node.url.startswith("#"):
            out += node.children
        else:
            out.append(node)
    return tuple(out)


def _with_list_behind(drafts: Sequence[Draft], profile: Profile) -> list[Draft]:
    """Make items of a list of links that follows the text of the last item, where no other item has one."""
    last = drafts[-1]
    *own, block = last.blocks or (None,)
    if len(drafts) < 2 or not own or not isinstance(block, List) or not _is_all_links(block, profile):
        return [last]
    if any(isinstance(one, List) for draft in drafts[:-1] for one in draft.blocks):
        return [last]
    return [replace(last, blocks=tuple(own)), *drafts_of_list(block, profile)]


def _is_all_links(block: List, profile: Profile) -> bool:
    starts = [read_entry_start(entry, profile) for entry in block.items]
    links = sum(start is not None and start.form != "bold" for start in starts)
    return links > 1 and links * 5 >= len(starts) * 4


def _begins(blocks: Sequence[Block], at: int, profile: Profile) -> str:
    """Give what leads a paragraph that may begin an item; nothing for any other."""
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    started = None if is_label(blocks[at], following) else start_of(blocks[at], profile)
    return started.kind if started else ""


def _by_leads(blocks: Blocks, profile: Profile, evidence: Evidence) -> Contents | None:
    """Items as paragraphs and lists that a link or bold words lead."""
    kinds = [_begins(blocks, at, profile) for at in range(len(blocks))]
    led = sum(map(bool, kinds))
    starts = {at for at, kind in enumerate(kinds) if kind and evidence.tells(kind, led)}
    lists = {
        at for at, block in enumerate(blocks) if isinstance(block, List) and is_item_list(block, profile)
    }
    if starts:
        lists = {at for at in lists if _stands_apart(blocks, at, profile)}
    if not starts and not lists:
        return None
    drafts = Drafts()
    for at, block in enumerate(blocks):
        if at in lists and isinstance(block, List):
            for draft in drafts_of_list(block, profile):
                drafts.start(draft)
        elif at in starts and (started := start_of(block, profile)):
            drafts.start(started.draft)
        else:
            drafts.add(block)
    contents = Contents(without_rules(drafts.intro), tuple(drafts.finished()), ())
    bullets = all(is_bullets(block) for at in lists if isinstance(block := blocks[at], List))
    if not contents.drafts[0].titled and not bullets:
        return None  # numbers of a running list are text
    return contents


def _stands_apart(blocks: Blocks, at: int, profile: Profile) -> bool:
    """Tell whether a list is none within the item above it: all links, behind a label or at the end."""
    block = blocks[at]
    behind = without_rules(blocks[at + 1 :])
    announced = at > 0 and is_label(blocks[at - 1], block) and plain_end(blocks[at - 1])
    return isinstance(block, List) and _is_all_links(block, profile) and (announced or not behind)


def plain_end(block: Block) -> bool:
    """Tell whether a paragraph ends in a colon."""
    return isinstance(block, Paragraph) and plain(block.children)[-1:] in (":", "：")
