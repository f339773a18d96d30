"""Our own canonical Markdown -> issue. Nothing is guessed: each thing stands where the writer put it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import plain
from issue_normalizer.interpret.archive import read_archive
from issue_normalizer.interpret.colophon import read_facts_list
from issue_normalizer.interpret.contents import is_bullets
from issue_normalizer.interpret.headline import Headline
from issue_normalizer.interpret.item import Fact, assemble, read_bullet, read_facts, split_facts
from issue_normalizer.interpret.outline import Part, described, take_tagline, without_rules
from issue_normalizer.interpret.title import read_title
from issue_normalizer.issue import ArchiveEntry, Issue, Item, Section
from issue_normalizer.markdown import render_blocks
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Blocks, Heading, Link, List, Rule

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_canonical(
    blocks: Blocks, metadata: Mapping[str, str], profile: Profile
) -> tuple[Issue, tuple[Claim, ...]]:
    """Read the blocks of canonical Markdown as the issue they were written from.

    The form's own words are claimed: the writer gives them again.
    """
    rest = list(blocks)
    title = ""
    claims: list[Claim] = []
    if rest and isinstance(rest[0], Heading) and rest[0].level == 1:
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
        section, said = _section(part, profile)
        sections.append(section)
        claims += (*described(part.heading), *said)
    issue = Issue(
        series=metadata.get("series") or None,
        title=title,
        date=date if _DATE.fullmatch(date := metadata.get("date", "")) else None,
        topics=read_title(title).topics,
        tagline=tagline,
        lead=render_blocks(lead),
        sections=tuple(sections),
        archive=archive,
        colophon=colophon.colophon,
    )
    return issue, tuple(claims)


def _split_sections(blocks: Sequence[Block]) -> tuple[list[Part], list[Block]]:
    lead: list[Block] = []
    parts: list[tuple[Heading, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            parts.append((block, []))
        else:
            (parts[-1][1] if parts else lead).append(block)
    return [Part(heading.children, tuple(inner), heading.line) for heading, inner in parts], lead


def _section(part: Part, profile: Profile) -> tuple[Section, list[Claim]]:
    kind = profile.kind_of(part.title) or "other"
    is_project = kind == "projects"
    headings = [i for i, block in enumerate(part.blocks) if isinstance(block, Heading) and block.level == 3]
    if headings and kind != "briefs":
        body, outro = _split_outro(part.blocks)
        bounds = [*headings, len(body)]
        read = [
            _titled_item(body[start:end], profile, is_project=is_project) for start, end in pairwise(bounds)
        ]
        intro = without_rules(body[: headings[0]])
        items = tuple([item for item, _ in read])
        section = Section(part.title, kind, render_blocks(intro), items, render_blocks(outro))
        return section, [claim for _, claims in read for claim in claims]
    return _bulleted_section(part, profile, is_project=is_project), []


def _split_outro(blocks: Blocks) -> tuple[Blocks, Blocks]:
    """Split at the rule that parts the last item from the section's closing text."""
    rules = [index for index, block in enumerate(blocks) if isinstance(block, Rule)]
    headings = [
        index for index, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 3
    ]
    if rules and rules[-1] > headings[-1]:
        return blocks[: rules[-1]], blocks[rules[-1] + 1 :]
    return blocks, ()


def _titled_item(blocks: Blocks, profile: Profile, *, is_project: bool) -> tuple[Item, tuple[Claim, ...]]:
    heading, *rest = without_rules(blocks)
    assert isinstance(heading, Heading)  # noqa: S101 - narrows the type; the caller split there
    link = heading.children[0] if len(heading.children) == 1 else None
    url = link.url if isinstance(link, Link) else None
    head = Headline(plain(heading.children), url, claims=described(heading.children))
    facts: list[Fact] = []
    if rest and isinstance(rest[0], List) and (facts := read_facts(rest[0], profile)):
        rest = rest[1:]
    head, facts = split_facts(head, facts, profile)
    return assemble(head, facts, rest, profile, is_project=is_project), head.claims


def _bulleted_section(part: Part, profile: Profile, *, is_project: bool) -> Section:
    """Read a section of running texts: its last bullet list holds the items."""
    at = next((i for i in range(len(part.blocks) - 1, -1, -1) if is_bullets(part.blocks[i])), None)
    bullets = part.blocks[at] if at is not None else None
    kind = profile.kind_of(part.title) or "other"
    if at is None or not isinstance(bullets, List):
        return Section(part.title, kind, render_blocks(part.blocks), (), "")
    items = (read_bullet(entry.blocks, entry.line, profile, is_project=is_project) for entry in bullets.items)
    intro, outro = without_rules(part.blocks[:at]), without_rules(part.blocks[at + 1 :])
    return Section(part.title, kind, render_blocks(intro), tuple(items), render_blocks(outro))
