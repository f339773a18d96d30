"""Outline -> what is lead, which sections there are and what they hold, what follows them."""

from __future__ import annotations

from msgspec import Struct

from issue_normalizer.claims import Claim
from issue_normalizer.interpret.contents import Contents, by_running_text
from issue_normalizer.interpret.items import find_items
from issue_normalizer.interpret.outline import Outline, Part
from issue_normalizer.interpret.tail import Tail, take_tail
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Blocks, Text


class Arranged(Struct, frozen=True):
    """An issue's blocks in their places."""

    lead: Blocks
    sections: tuple[tuple[Part, Contents], ...]
    tail: Tail
    claims: tuple[Claim, ...] = ()


def arrange(outline: Outline, profile: Profile) -> Arranged:
    """Tell sections, items and tail by structure alone."""
    parts, tail = take_tail(outline.parts, profile)
    lead = outline.lead
    claims: tuple[Claim, ...] = ()
    if not parts and not profile.knows_sections and _holds_titled_items(lead, profile):
        parts, lead = [Part((Text(profile.canonical.items),), lead, outline.title_line)], ()
        claims = (Claim("heading", shown=profile.canonical.items),)
    return Arranged(lead, tuple([(part, contents_of(part, profile)) for part in parts]), tail, claims)


def contents_of(part: Part, profile: Profile) -> Contents:
    """Tell a section's items from the text around them."""
    if profile.kind_of(part.title) == "briefs":
        return by_running_text(part.blocks)
    return find_items(part.blocks, profile)


def _holds_titled_items(blocks: Blocks, profile: Profile) -> bool:
    """Tell whether an issue without sections is a list of items with titles."""
    drafts = find_items(blocks, profile).drafts
    return len(drafts) > 1 and all(draft.titled for draft in drafts)
