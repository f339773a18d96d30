"""Our own canonical Markdown -> issue. Nothing is guessed: each thing stands where the writer put it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import links_of, plain
from issue_normalizer.interpret.archive import read_archive
from issue_normalizer.interpret.colophon import read_facts_list
from issue_normalizer.interpret.contents import is_bullets
from issue_normalizer.interpret.headline import Headline
from issue_normalizer.interpret.item import Fact, assemble, read_bullet, read_facts, split_facts
from issue_normalizer.interpret.outline import (
    Part,
    described,
    take_tagline,
    without_last_rules,
    without_rules,
)
from issue_normalizer.issue import OLDER, ArchiveEntry, Issue, Item, Section
from issue_normalizer.issue_title import read_title, split_topics
from issue_normalizer.markdown import render_blocks
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Blocks, Heading, List, Rule

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_canonical(
    blocks: Blocks, metadata: Mapping[str, str], profile: Profile
) -> tuple[Issue, tuple[Claim, ...]]:
    """Read the blocks of canonical Markdown as the issue they were written from.

    The form's own words are claimed: the writer gives them again.
    """
    rest = list(blocks)
    title = ""
    claims: list[Claim] = []
    if rest and type(rest[0]) is Heading and rest[0].level == 1:
        title = plain(rest[0].children)
        claims += described(rest[0].children)
        rest = rest[1:]
    parts, lead = _split_sections(rest)
    tagline, lead = take_tagline(lead)
    archive: tuple[ArchiveEntry, ...] = ()
    endings = [part for part in parts if part.title == profile.canonical.colophon]
    colophon = read_facts_list([block for part in endings for block in part.blocks], profile)
    claims += (*(Claim("heading", part.title) for part in endings), *colophon.claims)
    parts = [part for part in parts if part.title != profile.canonical.colophon]
    if parts and parts[-1].title == profile.canonical.archive:
        earlier = read_archive(parts[-1].blocks)
        if earlier.entries and not earlier.rest:
            archive = tuple(earlier.entries)
            claims += (Claim("heading", parts.pop().title), *earlier.claims)
    sections: list[Section] = []
    for part in parts:
        section, said = _section(part, profile, is_old=metadata.get("schema") == OLDER)
        sections.append(section)
        claims += (*described(part.heading), *said)
    issue = Issue(
        series=metadata.get("series") or None,
        title=title,
        date=date if _DATE.fullmatch(date := metadata.get("date", "")) else None,
        number=metadata.get("number") or None,
        topics=_topics(title, metadata),
        tagline=tagline,
        lead=render_blocks(lead),
        sections=tuple(sections),
        archive=archive,
        colophon=colophon.colophon,
    )
    return issue, tuple(claims)


def _topics(title: str, metadata: Mapping[str, str]) -> tuple[str, ...]:
    """Give the topics: those of the title, where the front matter says nothing else."""
    return split_topics(metadata["topics"]) if "topics" in metadata else read_title(title).topics


def _split_sections(blocks: Sequence[Block]) -> tuple[list[Part], list[Block]]:
    lead: list[Block] = []
    parts: list[tuple[Heading, list[Block]]] = []
    for block in blocks:
        if type(block) is Heading and block.level == 2:
            parts.append((block, []))
        else:
            (parts[-1][1] if parts else lead).append(block)
    return [Part(heading.children, tuple(inner), heading.line) for heading, inner in parts], lead


def _section(part: Part, profile: Profile, *, is_old: bool) -> tuple[Section, list[Claim]]:
    kind = profile.kind_of(part.title) or "other"
    is_project = kind == "projects"
    if kind == "briefs" or not any(type(block) is Heading and block.level == 3 for block in part.blocks):
        return _bulleted_section(part, profile, is_project=is_project), []
    intro, groups, outro = _split_items(part.blocks, is_old=is_old)
    items: list[Item] = []
    claims: list[Claim] = []
    for group in groups:
        first = group[0]
        if type(first) is List:
            items += _bullets(first, profile, is_project=is_project)
        else:
            item, said = _titled_item(group, profile, is_project=is_project)
            items.append(item)
            claims += said
    return Section(part.title, kind, render_blocks(intro), tuple(items), render_blocks(outro)), claims


def _split_items(blocks: Blocks, *, is_old: bool) -> tuple[Blocks, list[Blocks], Blocks]:
    """Split a section of which any item has a title: (intro, a group an item or list of items, outro).

    A heading begins an item, a rule before bullets a list of those without a title; any other rule begins
    the outro. In the older form, each rule does.
    """
    bounds: list[int] = []
    end = outro = len(blocks)
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if type(block) is Heading and block.level == 3:
            bounds.append(index)
        elif type(block) is Rule and not is_old and following is not None and is_bullets(following):
            bounds.append(index + 1)
        elif type(block) is Rule:
            end, outro = index, index + 1
            break
    groups = [without_rules(blocks[start:stop]) for start, stop in pairwise((*bounds, end))]
    return without_rules(blocks[: bounds[0] if bounds else end]), groups, without_rules(blocks[outro:])


def _bullets(block: List, profile: Profile, *, is_project: bool) -> list[Item]:
    return [read_bullet(entry.blocks, entry.line, profile, is_project=is_project) for entry in block.items]


def _titled_item(blocks: Blocks, profile: Profile, *, is_project: bool) -> tuple[Item, tuple[Claim, ...]]:
    heading, *rest = without_rules(blocks)
    assert type(heading) is Heading  # noqa: S101 - narrows the type; the caller split there
    url = next((link.url for link in links_of(heading.children)), None)  # by hand, a part may be linked
    head = Headline(plain(heading.children), url, claims=described(heading.children))
    facts: list[Fact] = []
    if rest and type(rest[0]) is List and (facts := read_facts(rest[0], profile)):
        rest = rest[1:]
    head, facts = split_facts(head, facts, profile)
    return assemble(head, facts, rest, profile, is_project=is_project), head.claims


def _bulleted_section(part: Part, profile: Profile, *, is_project: bool) -> Section:
    """Read a section of running texts: its last bullet list holds the items."""
    at = next((i for i in range(len(part.blocks) - 1, -1, -1) if is_bullets(part.blocks[i])), None)
    bullets = part.blocks[at] if at is not None else None
    kind = profile.kind_of(part.title) or "other"
    if at is None or type(bullets) is not List or type(part.blocks[-1]) is Rule:
        return Section(part.title, kind, render_blocks(without_last_rules(part.blocks)), (), "")
    items = _bullets(bullets, profile, is_project=is_project)
    intro, outro = without_rules(part.blocks[:at]), without_rules(part.blocks[at + 1 :])
    return Section(part.title, kind, render_blocks(intro), tuple(items), render_blocks(outro))
