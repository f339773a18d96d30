"""What stands between the title and the first section: tagline, lead, short news."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.blocks import dropped_images
from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_link, is_text
from issue_normalizer.inlines import hard_lines, links_of, plain
from issue_normalizer.interpret.briefs import bullets_of_lines
from issue_normalizer.interpret.contents import is_bullets
from issue_normalizer.interpret.item import read_bullet
from issue_normalizer.interpret.outline import (
    described,
    is_linked_list,
    level_headings,
    take_tagline,
    without_rules,
)
from issue_normalizer.issue import Section
from issue_normalizer.markdown import render_blocks
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Blocks, List, ListItem, Paragraph

_AFTER_BRIEF: Final = "；;。.，,、"


class Lead(Struct, frozen=True, gc=False):
    """What stands between the title and the first section: tagline, text, short news."""

    tagline: str | None
    blocks: Blocks
    briefs: Section | None = None
    claims: tuple[Claim, ...] = ()


def read_lead(blocks: Blocks, profile: Profile, *, is_dump: bool) -> Lead:
    """Split the lead."""
    blocks = _split_first_line(blocks)
    tagline, rest = take_tagline(blocks)
    claims: tuple[Claim, ...] = ()
    if tagline is None and profile.tagline_first_line and is_dump:
        tagline, rest = _plain_tagline(rest, profile)
        if tagline and type(blocks[0]) is Paragraph:
            claims = (*described(blocks[0].children), *dropped_images(blocks[0].children))
    if is_dump and profile.knows_sections:
        rest = list(bullets_of_lines(rest, profile))
    lists = [index for index, block in enumerate(rest) if _is_briefs(block, profile)]
    if not lists:
        return Lead(tagline, tuple(rest), None, claims)
    first = lists[0]
    intro_at = first - 1 if first and _announces(rest[first - 1]) else first
    entries: list[ListItem] = []
    outro: list[Block] = []
    for block in rest[first:]:
        if type(block) is List and is_bullets(block):  # the form reads the last list as the items
            if entries and outro:  # what stands between two lists stays with the entry before it
                entries[-1] = replace(entries[-1], blocks=(*entries[-1].blocks, *outro))
                outro = []
            entries += block.items
        else:
            outro.append(block)
    texts = [_brief(entry) for entry in entries]
    items = [
        read_bullet(text, entry.line, profile, is_project=False)
        for entry, (text, _) in zip(entries, texts, strict=True)
    ]
    claims += tuple([claim for _, said in texts for claim in said])
    briefs = Section(
        profile.canonical.briefs,
        "briefs",
        render_blocks(rest[intro_at:first]),
        tuple(items),
        render_blocks(level_headings(without_rules(outro), 4)),
    )
    return Lead(tagline, tuple(rest[:intro_at]), briefs, (*claims, Claim("heading", shown=briefs.title)))


def _split_first_line(blocks: Blocks) -> Blocks:
    """Give the first line of the lead a paragraph of its own: tagline and note share one."""
    first = blocks[0] if blocks else None
    if type(first) is Paragraph and len(lines := hard_lines(first.children)) > 1:
        return (*(Paragraph(line, first.line) for line in lines), *blocks[1:])
    return blocks


def _plain_tagline(blocks: list[Block], profile: Profile) -> tuple[str | None, list[Block]]:
    """Find the tagline in a dump, where it is no longer bold: a short line, no sentence, without a link."""
    first = blocks[0] if blocks else None
    if type(first) is Paragraph and not links_of(first.children):
        text = plain(first.children)
        marked = text.startswith(profile.lead_marks)
        if len(text) <= 60 and not marked and text[-1:] not in "。！？：；.!?:;":
            return text, blocks[1:]
    return None, blocks


def _is_briefs(block: Block, profile: Profile) -> bool:
    """Tell whether a list in the lead is one of short news."""
    return type(block) is List and is_bullets(block) and (profile.knows_sections or is_linked_list(block))


def _announces(block: Block) -> bool:
    return type(block) is Paragraph and plain(block.children)[-1:] in ("：", ":")


def _brief(entry: ListItem) -> tuple[Blocks, tuple[Claim, ...]]:
    """Take the final sign off a brief that is wholly one link: `[甲](…)；`."""
    first = entry.blocks[0]
    if len(entry.blocks) == 1 and type(first) is Paragraph and len(first.children) == 2:
        link, after = first.children
        if is_link(link) and is_text(after) and after.text.strip(" " + _AFTER_BRIEF) == "":
            signs = tuple([Claim("sign", sign) for sign in after.text.strip()])
            return (replace(first, children=(link,)),), signs
    return entry.blocks, ()
