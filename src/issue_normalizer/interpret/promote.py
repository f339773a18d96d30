"""Headings that an earlier tool left without their mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.inline_types import is_break, is_text
from issue_normalizer.inlines import plain
from issue_normalizer.issue_title import find_date
from issue_normalizer.profiles import Profile
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Block, Blocks, Break, Heading, Inline, List, Paragraph

_MAX_SECTION_NAME: Final = 16


def promote_headings(blocks: Blocks, profile: Profile, *, is_dump: bool) -> Blocks:
    """Make headings of lines that were headings: known section names, a title with its date.

    In a dump of an unknown newsletter the first line is the title, and short lines above lists are
    headings.
    """
    if profile.knows_sections:
        titles = [plain(block.children) for block in blocks if type(block) is Heading]
        titled = any(is_known_title(title, profile) for title in titles)
        if titled and not is_dump and any(map(profile.kind_of, titles)):
            return blocks  # the headings are there
        return tuple(_known(blocks, profile, titled=titled))
    if not is_dump and profile.has_patterns and any(type(block) is Heading for block in blocks):
        return blocks  # they say what its lines are, and their marks are there
    from issue_normalizer.interpret.plain_headings import is_bare_issue, with_plain_headings

    if not is_dump and not is_bare_issue(blocks):
        return blocks
    return with_plain_headings(blocks, profile, is_dump=is_dump)


def is_known_title(text: str, profile: Profile) -> bool:
    """Tell whether a text is the title of an issue of the profile's newsletter."""
    return text.startswith(profile.series) and find_date(text) is not None


def _known(blocks: Sequence[Block], profile: Profile, *, titled: bool) -> Iterator[Block]:
    """Find the headings of a known newsletter: lines of their own, also run together with others."""
    for block in blocks:
        if type(block) is Paragraph:
            for piece in _cut_paragraph(block, profile, titled=titled):
                titled = titled or (type(piece) is Heading and piece.level == 1)
                yield piece
        elif type(block) is List:
            yield from _cut_list(block, profile)
        else:
            yield block


def _cut_paragraph(block: Paragraph, profile: Profile, *, titled: bool) -> list[Block]:
    """Cut a paragraph at the lines that are headings; the breaks between other lines stay."""
    out: list[Block] = []
    run: list[Inline] = []
    line: list[Inline] = []
    for node in (*block.children, Break(hard=True)):
        if not is_break(node):
            line.append(node)
            continue
        level = _heading_level(line, profile, titled=titled)
        if level:
            if children := tidy(run):
                out.append(Paragraph(children, block.line))
            out.append(Heading(level, tuple(line), block.line))
            run, titled = [], titled or level == 1
        else:
            run += (*line, node)
        line = []
    if not out:
        return [block]
    if children := tidy(run):
        out.append(Paragraph(children, block.line))
    return out


def _heading_level(line: Sequence[Inline], profile: Profile, *, titled: bool) -> int:
    """Give 1 for a title, 2 for a section's name, 0 for any other line."""
    if not line or len(line) > 2:
        return 0
    if not titled and is_known_title(text := plain(line), profile):
        return 1
    if sum(len(node.text) for node in line if is_text(node)) > _MAX_SECTION_NAME:
        return 0
    text = plain(line)
    return 2 if profile.kind_of(text) or profile.is_archive(text) else 0


def _cut_list(block: List, profile: Profile) -> Iterator[Block]:
    """Cut a list behind entries whose last line is a section's name.

    Markdown takes a line straight below an entry for a part of it: a heading that lost its mark and
    the blank line before it.
    """
    start = 0
    for index, item in enumerate(block.items):
        last = item.blocks[-1]
        if type(last) is not Paragraph or not any(is_break(node) for node in last.children):
            continue
        *kept, heading = _cut_paragraph(last, profile, titled=True)
        if not kept or type(heading) is not Heading:
            continue
        entry = replace(item, blocks=(*item.blocks[:-1], *kept))
        yield replace(block, items=(*block.items[start:index], entry))
        yield heading
        start = index + 1
    if start == 0:
        yield block
    elif start < len(block.items):
        yield replace(block, items=block.items[start:])
