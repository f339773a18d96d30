"""Outline -> what is lead, which sections there are and what they hold, what follows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.interpret.contents import Contents, by_running_text
from issue_normalizer.interpret.items import find_items
from issue_normalizer.interpret.outline import Outline, Part
from issue_normalizer.interpret.publishers import split_publishers
from issue_normalizer.interpret.tail import Tail, take_tail
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Blocks, Text

if TYPE_CHECKING:
    from issue_normalizer.interpret.evidence import Evidence


class Arranged(Struct, frozen=True):
    """An issue's blocks in their places."""

    lead: Blocks
    sections: tuple[tuple[Part, Contents], ...]
    tail: Tail
    claims: tuple[Claim, ...] = ()


def arrange(outline: Outline, profile: Profile) -> Arranged:
    """Tell sections, items and tail by structure alone."""
    parts, tail = take_tail(outline.parts, profile)
    if not profile.knows_sections:
        return _arrange_unknown(outline, parts, tail, profile)
    return Arranged(outline.lead, tuple([(part, contents_of(part, profile)) for part in parts]), tail)


def _arrange_unknown(outline: Outline, parts: Sequence[Part], tail: Tail, profile: Profile) -> Arranged:
    """Tell the items of a newsletter that no profile knows, by what the whole issue says of them."""
    from issue_normalizer.interpret.evidence import evidence_of
    from issue_normalizer.interpret.subsections import split_subsections
    from issue_normalizer.interpret.unknown_items import last_number

    lead = outline.lead
    claims: list[Claim] = []
    if not parts and (found := _items_of_lead(lead, profile)):
        lead = found.intro
        parts = [Part((Text(profile.canonical.items),), (), outline.title_line)]
        claims = [Claim("heading", shown=profile.canonical.items)]
        [found] = split_publishers([replace(found, intro=())])
        return Arranged(lead, ((parts[0], found),), tail, tuple(claims))
    evidence = evidence_of([part.blocks for part in parts], profile)
    sections: list[tuple[Part, Contents]] = []
    for part in parts:
        for index, piece in enumerate(split_subsections(part, profile)):
            contents = contents_of(piece, profile, evidence)
            evidence = replace(evidence, after=last_number(contents) or evidence.after)
            sections.append((piece, contents))
            if index and piece.heading is part.heading:
                claims.append(Claim("again", shown=piece.title))
    told = split_publishers([contents for _, contents in sections])
    pairs = zip([part for part, _ in sections], told, strict=True)
    return Arranged(lead, tuple(pairs), tail, tuple(claims))


def contents_of(part: Part, profile: Profile, evidence: Evidence | None = None) -> Contents:
    """Tell a section's items from the text around them."""
    if profile.kind_of(part.title) == "briefs":
        return by_running_text(part.blocks)
    return find_items(part.blocks, profile, evidence)


def _items_of_lead(blocks: Blocks, profile: Profile) -> Contents | None:
    """Give the items of an issue without sections, if they have titles."""
    contents = find_items(blocks, profile)
    drafts = contents.drafts
    return contents if len(drafts) > 1 and sum(draft.titled for draft in drafts) * 2 > len(drafts) else None
