"""Which headings of an issue are sections and which are items, in a newsletter that no profile knows.

Sections hold: lists of links, paragraphs with titles, further headings. Items say: their headings lead away
or are numbered; an address, text, or facts that others have too stand right below. Headings of one level
below the same heading are alike; where they do not tell, those of that level in the whole issue do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from issue_normalizer.blocks import contents_of
from issue_normalizer.inline_types import is_text
from issue_normalizer.inlines import links_of, plain, wording
from issue_normalizer.interpret.contents import CLEAR_NUMBER, leading_number, read_numbers
from issue_normalizer.interpret.entries import holds_entries, is_address_below, labels_of
from issue_normalizer.interpret.evidence import repeated_texts
from issue_normalizer.interpret.inner_headings import leads_away, repeated_headings
from issue_normalizer.interpret.outline import Part, Weight, lowest_level, split_at_headings
from issue_normalizer.interpret.paragraph_items import bullets_of, split_led_lines, titled_paragraphs
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Blocks, Heading, List, Paragraph, Quote

_FEW: Final = 2  # headings that tell nothing of what they are
_Group = Sequence[tuple[Heading, Blocks]]


class Votes(Struct, frozen=True, gc=False):
    """How much speaks for items and for sections."""

    items: int = 0
    sections: int = 0

    def plus(self, other: Votes) -> Votes:
        """Add what else speaks."""
        return Votes(self.items + other.items, self.sections + other.sections)


class Roles(Struct, frozen=True, gc=False):
    """What speaks for the headings of each level of an issue."""

    levels: dict[int, Votes]
    repeated: frozenset[str] = frozenset()  # bold words and links that several texts begin with
    inner: frozenset[str] = frozenset()  # what several headings say


def read_roles(blocks: Blocks, profile: Profile) -> Roles:
    """Weigh the headings of an issue, a level each."""
    roles = Roles({}, repeated_texts([blocks]), repeated_headings(blocks))
    _weigh_all(blocks, profile, roles)
    return roles


def weights_of(roles: Roles) -> tuple[Weight, ...]:
    """Give what speaks for the headings of each level, the highest first."""
    return tuple(
        Weight(f"headings of level {level}", votes.items, votes.sections)
        for level, votes in sorted(roles.levels.items())
    )


def _weigh_all(blocks: Blocks, profile: Profile, roles: Roles) -> None:
    level = lowest_level(blocks)
    before, groups = split_at_headings(blocks, level)
    if groups:
        roles.levels[level] = roles.levels.get(level, Votes()).plus(_weigh(groups, profile, roles))
        _weigh_all(before, profile, roles)
    for _, inner in groups:
        _weigh_all(inner, profile, roles)


def _weigh(groups: _Group, profile: Profile, roles: Roles) -> Votes:
    votes = Votes()
    labels = [labels_of(inner[0]) if inner else frozenset() for _, inner in groups]
    counts = Counter(labels)
    for (head, inner), own in zip(groups, labels, strict=True):
        if (own and counts[own] > 1) or _has_parts(inner, roles):  # facts or parts of an item
            votes = votes.plus(Votes(items=3))
        else:
            votes = votes.plus(_weigh_one(head, inner, profile, roles.repeated))
    return votes


def _has_parts(blocks: Blocks, roles: Roles) -> bool:
    """Tell whether a text stands below a heading, and then headings that those of others say, too.

    Must fire: a text, `#### Why it matters`, a text. Must not: `### Articles` right below each section, such
    parts above lists of links.
    """
    own, inner = split_at_headings(blocks, lowest_level(blocks))
    is_text = bool(inner) and bool(own) and type(own[0]) is Paragraph
    parts = [below for head, below in inner if plain(head.children) in roles.inner]
    return is_text and len(parts) == len(inner) and any(below and _is_text(below[0]) for below in parts)


def _is_text(block: Block) -> bool:
    return type(block) is Paragraph or type(block) is Quote


def _weigh_one(head: Heading, blocks: Blocks, profile: Profile, repeated: frozenset[str]) -> Votes:
    """Weigh one heading.

    For an item: `### [甲](…)`, `### 1、甲`, an address right below. For a section: `### 工具` above a list of
    links, above titled paragraphs or other headings; nothing below it; a name that sections have.
    """
    leads = leads_away(head)
    numbered = CLEAR_NUMBER.match(wording(head.children)) is not None
    own, inner = split_at_headings(blocks, lowest_level(blocks)) if lowest_level(blocks) else (blocks, [])
    own = tuple([piece for block in own for piece in split_led_lines(bullets_of(block), profile)])
    said = 2 * leads + 2 * numbered + 3 * bool(own and is_address_below(own[0]))
    opens = bool(own) and type(own[0]) is Paragraph
    holds = 0
    if holds_entries(own, profile, least=2):
        holds = 1 if opens and (leads or numbered) else 3
    elif titled_paragraphs(own, profile, repeated) > 1:
        holds = 1 if opens and leads else 3
    elif not leads and _lead_on(own):
        holds = 3
    elif not numbered and own and _goes_on(own[0]):
        holds = 2
    elif own and isinstance(own[0], List):
        holds = 2 if holds_entries(own, profile, least=1) else 1
    if inner and numbered and not leads and len(inner) > 1 and _leads_away(inner):
        holds += 3  # `## 1. Tools` above several news
    elif inner:
        holds += 1 if leads or numbered else 2
    if not own and not inner:
        holds += not leads
    if profile.kind_of(plain(head.children)):
        holds += 3
    return Votes(said + (opens and not holds), holds)


def _lead_on(blocks: Blocks) -> bool:
    """Tell whether each of several texts ends in a link that leads on."""
    if len(blocks) < _FEW or type(blocks[0]) is not Paragraph or not links_of(blocks[0].children):
        return False
    from issue_normalizer.interpret.more_links import all_lead_on

    return len(all_lead_on(blocks)) > 1


def _goes_on(block: Block) -> bool:
    """Tell whether a paragraph goes on with the numbers of a section above: `7、甲`."""
    text = wording(block.children) if isinstance(block, Paragraph) else ""
    match = leading_number(text) if CLEAR_NUMBER.match(text) else None
    return match is not None and int(match[1]) > 1


def holds_items(blocks: Blocks, roles: Roles, profile: Profile, *, is_inner: bool) -> bool:
    """Tell whether the highest headings among blocks are items.

    Within a section, they are where nothing speaks for sections; right below the title, where they say so.
    """
    level = lowest_level(blocks)
    _, groups = split_at_headings(blocks, level)
    own, all_alike = _weigh(groups, profile, roles), roles.levels.get(level, Votes())
    are_many = own.items > len(groups)
    is_alone = len(groups) == 1 and 0 < own.sections <= _FEW  # it tells little
    is_even = own.sections and own.items and min(own.items, own.sections) * 3 > max(own.items, own.sections)
    if is_even or (is_alone and is_inner):
        own = own.plus(all_alike)
    if is_inner:
        return own.items >= own.sections
    if not own.sections and len(groups) > _FEW:
        return own.items >= len(groups) and _leads_away(groups)  # nothing but headings with text
    return own.items > own.sections and are_many


def _leads_away(groups: _Group) -> bool:
    """Tell whether most headings, or texts below them, hold a link: news say where they are from."""
    linked = sum(
        leads_away(head)
        or any(not link.url.startswith("#") for nodes in contents_of(inner) for link in links_of(nodes))
        for head, inner in groups
    )
    return linked * 2 >= len(groups)


def _items_before_sections(groups: _Group, profile: Profile) -> int:
    """Count the headings that are items, where others of their level, behind them, are sections of such.

    Must fire: `## [甲](…)`, `## [乙](…)`, then `## 工具` above `### [丙](…)` or a list; `## 1. 甲` to
    `## 5. 戊`, each above a text, then `## 工具` above a list of links. Must not: sections whose names lead
    to pages of their own, or are numbered.
    """
    begin = groups[0][0].children[0] if len(groups) > _FEW else None
    is_numbered = is_text(begin) and begin.text[:1].isdecimal()
    if is_numbered and (numbered := _numbered_items(groups, profile)):
        return numbered
    leads = [leads_away(head) for head, _ in groups]
    first = leads.index(False) if False in leads else len(leads)
    holds = [any(isinstance(one, Heading) and leads_away(one) for one in inner) for _, inner in groups]
    is_mixed = first > 1 and not any(leads[first:]) and not any(holds[:first])
    behind = [_holds_news(inner, profile) for _, inner in groups[first:]]
    return first if is_mixed and (sum(holds[first:]) > 1 or (any(behind) and all(behind))) else 0


def _holds_news(blocks: Blocks, profile: Profile) -> bool:
    """Tell whether several news stand below a heading: a list, paragraphs that begin with links."""
    is_list = len(blocks) == 1 and holds_entries(blocks, profile, least=2)
    first = blocks[0].children[:1] if blocks and isinstance(blocks[0], Paragraph) else ()
    return is_list or (bool(links_of(first)) and titled_paragraphs(blocks, profile) > 1)


def _numbered_items(groups: _Group, profile: Profile) -> int:
    """Count the headings that are numbered from one on, above texts, where one behind is above a list."""
    numbers = [
        match and int(match[1]) for match in read_numbers([wording(head.children) for head, _ in groups])
    ]
    count = next((at for at, number in enumerate(numbers) if number != at + 1), len(numbers))
    if count <= _FEW or count == len(groups) or any(numbers[count:]):
        return 0
    are_items = all(inner and type(inner[0]) is Paragraph for _, inner in groups[:count])
    holds = any(holds_entries(inner, profile, least=2) for _, inner in groups[:count])
    behind = any(holds_entries(inner, profile, least=2) for _, inner in groups[count:])
    return count if are_items and behind and not holds else 0


def _cut_behind(blocks: Blocks, groups: _Group, roles: Roles, profile: Profile) -> tuple[Blocks, list[Part]]:
    """Split at the first of several headings within the last item alone, above lists of items."""
    inner = groups[-1][1] if len(groups) > 1 else ()
    heads = [at for at, block in enumerate(inner) if isinstance(block, Heading)]
    if len(heads) < _FEW or any(isinstance(block, Heading) for _, one in groups[:-1] for block in one):
        return blocks, []
    behind = inner[heads[0] :]
    if not holds_entries(behind, profile, least=2):
        return blocks, []
    text, parts = split_sections(behind, roles, profile)
    return (blocks, []) if text else (blocks[: len(blocks) - len(behind)], parts)


def split_sections(
    blocks: Blocks, roles: Roles, profile: Profile, *, is_inner: bool = False
) -> tuple[Blocks, list[Part]]:
    """Split at the headings that are sections, at any depth; those that are items stay where they are."""
    level = lowest_level(blocks)
    before, groups = split_at_headings(blocks, level)
    items = _items_before_sections(groups, profile)
    if not level or (not items and holds_items(blocks, roles, profile, is_inner=is_inner)):
        return _cut_behind(blocks, groups, roles, profile)
    before, parts = split_sections(before, roles, profile, is_inner=is_inner)
    before = (*before, *(block for head, inner in groups[:items] for block in (head, *inner)))
    groups = groups[items:]
    for head, inner in groups:
        own, deeper = split_sections(inner, roles, profile, is_inner=True)
        if plain(head.children):
            parts += [Part(head.children, own, head.line), *deeper]
    return before, parts
