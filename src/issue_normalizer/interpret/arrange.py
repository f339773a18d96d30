"""Outline -> what is lead, which sections there are and what they hold, what follows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.blocks import contents_of as texts_in
from issue_normalizer.claims import Claim
from issue_normalizer.inlines import links_of, plain
from issue_normalizer.interpret.contents import Contents, by_running_text
from issue_normalizer.interpret.items import find_items
from issue_normalizer.interpret.outline import Outline, Part, Weight, split_at_headings
from issue_normalizer.interpret.tail import Tail, take_tail
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Blocks, Heading, Inlines, List, Text

if TYPE_CHECKING:
    from issue_normalizer.interpret.evidence import Evidence


_FEW: Final = 2  # bold lines with numbers
_SIGNS_BEHIND: Final = " .。)）]】"  # a link at the end of a line
_Section: TypeAlias = tuple[Part, Contents]


class Arranged(Struct, frozen=True, gc=False):
    """An issue's blocks in their places; `weights` are those of the paragraphs that may begin items."""

    lead: Blocks
    sections: tuple[_Section, ...]
    tail: Tail
    claims: tuple[Claim, ...] = ()
    weights: tuple[Weight, ...] = ()


def arrange(outline: Outline, profile: Profile, *, is_dump: bool) -> Arranged:
    """Tell sections, items and tail by structure alone."""
    parts, tail = take_tail(outline.parts, profile)
    if not profile.knows_sections:
        return _arrange_unknown(outline, parts, tail, profile, is_dump=is_dump)
    return Arranged(outline.lead, tuple([(part, contents_of(part, profile)) for part in parts]), tail)


def _arrange_unknown(
    outline: Outline, parts: Sequence[Part], tail: Tail, profile: Profile, *, is_dump: bool
) -> Arranged:
    """Tell the items of a newsletter that no profile knows, by what the whole issue says of them."""
    from issue_normalizer.interpret.authors import split_authors
    from issue_normalizer.interpret.evidence import evidence_of, weights_of
    from issue_normalizer.interpret.farewell import without_farewell
    from issue_normalizer.interpret.more_links import with_more_links
    from issue_normalizer.interpret.publishers import split_publishers
    from issue_normalizer.interpret.running_numbers import with_running_numbers
    from issue_normalizer.interpret.subsections import split_subsections
    from issue_normalizer.interpret.unknown_items import last_number

    lead = outline.lead
    evidence = evidence_of([part.blocks for part in parts], profile)
    found: list[_Section] = []
    own = Part((Text(profile.canonical.items),), lead, outline.title_line)
    if not parts and len(pieces := split_subsections(own, profile)) > 1:
        found, lead = _sections_of_a_list(pieces, own, profile, evidence), ()
    elif first := _items_of_lead(lead, profile, evidence, beside_sections=bool(parts)):
        found, lead = [(own, replace(first, intro=()))], first.intro
    claims = [Claim("heading", shown=part.title) for part, _ in found if part.heading is own.heading]
    for part in parts:
        for index, piece in enumerate(split_subsections(part, profile)):
            contents = contents_of(piece, profile, evidence)
            evidence = replace(evidence, after=last_number(contents) or evidence.after)
            found.append((piece, contents))
            if index and piece.heading is part.heading:
                claims.append(Claim("again", shown=piece.title))
    if found:
        found[-1] = found[-1][0], without_farewell(found[-1][1])
    found = _without_contents(found)
    linked = [with_more_links(contents) for _, contents in found]
    if any(not draft.titled for contents in linked for draft in contents.drafts):
        from issue_normalizer.interpret.lost_titles import with_lost_titles

        linked = with_lost_titles(linked, outline.title, profile)
    told = with_running_numbers(split_publishers(split_authors(linked, is_dump=is_dump)))
    pairs = zip([part for part, _ in found], told, strict=True)
    return Arranged(lead, tuple(pairs), tail, tuple(claims), weights_of(evidence))


def _without_contents(sections: list[_Section]) -> list[_Section]:
    """Give a section whose items are but names of others back as text: it is a list of contents.

    Must fire: `**Tools:** nets, hooks` and `**Talks:** knots` before the sections Tools and Talks. Must not:
    items that lead away, one that is named as a section is.
    """
    names = Counter(part.title.casefold() for part, _ in sections)
    told: list[_Section] = []
    for part, contents in sections:
        heads = [draft.head for draft in contents.drafts]
        named = [head for head in heads if head and not head.url and names[head.title.casefold()]]
        is_list = len(heads) >= _FEW and len(named) == len(heads)
        told.append((part, Contents(part.blocks, (), ()) if is_list else contents))
    return told


def _sections_of_a_list(
    pieces: Sequence[Part], own: Part, profile: Profile, evidence: Evidence
) -> list[_Section]:
    """Give the sections of an issue that is one list with sections in it; text behind them ends the last."""
    found: list[_Section] = []
    for piece in pieces:
        is_text = not any(isinstance(block, (List, Heading)) for block in piece.blocks)
        if piece.heading is own.heading and found and is_text:
            last, contents = found[-1]
            found[-1] = last, replace(contents, outro=(*contents.outro, *piece.blocks))
        elif piece.blocks:
            found.append((piece, contents_of(piece, profile, evidence)))
    return found


def contents_of(part: Part, profile: Profile, evidence: Evidence | None = None) -> Contents:
    """Tell a section's items from the text around them."""
    if profile.kind_of(part.title) == "briefs":
        return by_running_text(part.blocks)
    return find_items(part.blocks, profile, evidence)


def _items_of_lead(
    blocks: Blocks, profile: Profile, evidence: Evidence, *, beside_sections: bool
) -> Contents | None:
    """Give the items before the first section, if they have titles.

    Where there are sections, they must be told as theirs are: `evidence` is what those say.
    """
    if beside_sections and not _tells_as(blocks, profile, evidence):
        return None
    headings = [block for block in blocks if type(block) is Heading]
    if headings and not evidence.numbers:
        from issue_normalizer.interpret.evidence import numbered

        level = min(block.level for block in headings)
        highest = [block for block in headings if block.level == level]
        rest = len(highest) - numbered(highest)
        if not rest or (rest == 1 and _lead_away(blocks, level)):  # an essay ends in a heading without
            evidence = replace(evidence, numbers=len(highest))
    contents = find_items(blocks, profile, evidence)
    drafts = contents.drafts
    return contents if len(drafts) > 1 and sum(draft.titled for draft in drafts) * 2 > len(drafts) else None


def _ends_away(nodes: Inlines) -> bool:
    links = links_of(nodes)
    is_last = bool(links) and plain(nodes).rstrip(_SIGNS_BEHIND).endswith(plain(links[-1].children))
    return is_last and not links[-1].url.startswith("#")


def _lead_away(blocks: Blocks, level: int) -> bool:
    """Tell whether below each heading of a level, but for the last of several, a line ends in a link away.

    Must not: an essay in points, whose sentences hold links.
    """
    _, groups = split_at_headings(blocks, level)
    linked = [any(_ends_away(nodes) for nodes in texts_in(inner)) for _, inner in groups]
    return len(linked) > _FEW and all(linked[:-1]) and not linked[-1]


def _tells_as(blocks: Blocks, profile: Profile, evidence: Evidence) -> bool:
    """Tell whether items are headings, a link above its text, or paragraphs like those of the sections.

    Where the sections tell nothing that may be an item, a list of many is one of items.
    """
    from issue_normalizer.interpret.entries import holds_entries
    from issue_normalizer.interpret.evidence import MANY, begins, numbered
    from issue_normalizer.interpret.marked_lines import is_bold_line
    from issue_normalizer.interpret.more_links import lead_on
    from issue_normalizer.interpret.paragraph_items import stands_above_text

    if not evidence.others and not evidence.paragraphs and holds_entries(blocks, profile, least=MANY):
        return True
    if any(isinstance(block, Heading) for block in blocks):
        return True
    if sum(stands_above_text(block, profile) for block in blocks) > 1:
        return True
    if numbered([block for block in blocks if is_bold_line(block)]) > _FEW:
        return True
    if lead_on(blocks):
        return True
    kinds = Counter(begins(blocks, at, profile, evidence.repeated) for at in range(len(blocks)))
    return any(kind and count > 1 and evidence.paragraphs.get(kind, 0) > 1 for kind, count in kinds.items())
