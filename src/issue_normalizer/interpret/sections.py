"""What stands below a title -> lead and sections."""

from __future__ import annotations

from issue_normalizer.interpret.heading_roles import lowest_level, read_roles, split_sections
from issue_normalizer.interpret.outline import Head, Outline, Part, split_at_headings
from issue_normalizer.profiles import Profile


def make_outline(head: Head, profile: Profile) -> Outline:
    """Split what stands below a title into lead and sections.

    In a newsletter whose sections are known, the highest headings are sections; in any other, what the
    headings of the whole issue look like tells it.
    """
    if profile.knows_sections:
        before, groups = split_at_headings(head.blocks, lowest_level(head.blocks))
        parts = [Part(each.children, inner, each.line) for each, inner in groups]
    else:
        before, parts = split_sections(head.blocks, read_roles(head.blocks, profile), profile)
    return Outline(head.title, head.line, (*head.lead, *before), tuple(parts), head.above, head.claims)
