"""Blocks of a section -> intro, drafts of items, outro.

Which shapes are tried, and in which order, depends on whether the newsletter has a profile. Sub-headings
come first; a list of plain text holds items without titles; what fits nothing stays text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from issue_normalizer.interpret.contents import Contents, by_headings, by_running_text
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Blocks

if TYPE_CHECKING:
    from issue_normalizer.interpret.evidence import Evidence


def find_items(blocks: Blocks, profile: Profile, evidence: Evidence | None = None) -> Contents:
    """Tell items from the text around them."""
    if not profile.knows_sections:
        from issue_normalizer.interpret.evidence import NOTHING
        from issue_normalizer.interpret.unknown_items import by_structure

        return by_structure(blocks, profile, evidence or NOTHING)
    if found := by_headings(blocks):
        return found
    from issue_normalizer.interpret.known_items import by_bullets, by_labels

    return by_bullets(blocks, profile) or by_labels(blocks, profile) or by_running_text(blocks)
