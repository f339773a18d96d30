"""Headings that an earlier tool left without their mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from msgspec.structs import replace

from issue_normalizer.inlines import hard_lines, join_hard, plain
from issue_normalizer.issue_title import find_date, read_title, without_facts
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Block, Blocks, Break, Heading, Inline, Inlines, Link, List, Paragraph, Text
from issue_normalizer.urls import is_spelled_out

_MAX_SECTION_NAME: Final = 16
_MAX_BARE_HEADING: Final = 48
_MAX_TITLE: Final = 80
_LEADING_LINES: Final = 8  # of a dump, among which is its title
_OFTEN: Final = 3  # times that a line above a list makes headings of all such lines
_NAME: Final = 3  # characters that a series and its issue's title begin with
_FIRST: Final = rare(r"\s*1\s*[、．)）]\s*\S")


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
    if not is_dump:
        return blocks
    titled = any(type(block) is Heading and block.level == 1 for block in blocks)
    if blocks and type(blocks[0]) is Paragraph and not titled:
        blocks = _with_title(blocks)
    from issue_normalizer.interpret.plain_lists import with_titles
    from issue_normalizer.interpret.plain_outline import find_outline

    return find_outline(_bare_headings(with_titles(blocks), profile))


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
        if type(node) is not Break:
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
    if sum(len(node.text) for node in line if type(node) is Text) > _MAX_SECTION_NAME:
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
        if type(last) is not Paragraph or not any(type(node) is Break for node in last.children):
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


def _with_title(blocks: Blocks) -> Blocks:
    """Make the title of a dump a heading; what stands on lines beside it has paragraphs of its own."""
    at, line = _title_line(blocks)
    block = blocks[at]
    lines = hard_lines(block.children) if type(block) is Paragraph else []
    text = plain(lines[line]) if lines else ""
    if not text or len(text) > _MAX_TITLE or text[-1] in "。！？；：，.!?;:,":
        return blocks
    above = (Paragraph(join_hard(lines[:line]), block.line),) if line else ()
    below = lines[line + 1 :]
    days = [Paragraph(day, block.line) for day in takewhile(_is_day, below)]
    rest = (Paragraph(join_hard(below[len(days) :]), block.line),) if len(below) > len(days) else ()
    return (*blocks[:at], *above, Heading(1, lines[line], block.line), *days, *rest, *blocks[at + 1 :])


def _is_day(line: Inlines) -> bool:
    """Tell whether a line below a title says but the issue's number and day."""
    text = plain(line)
    return len(text) <= _MAX_SECTION_NAME * 2 and not any(map(str.isalpha, without_facts(text)))


def _title_line(blocks: Blocks) -> tuple[int, int]:
    """Find the title of a dump: its first line, or one below that names the same series and an issue of it.

    Must fire: `Kite Weekly` / `Archive Subscribe` / `Kite Weekly #27`. Must not: `Kite Weekly` / `Issue 27`,
    a first line with a number of its own.
    """
    lines = [
        (plain(line), at, number)
        for at, block in enumerate(blocks[:_LEADING_LINES])
        if type(block) is Paragraph
        for number, line in enumerate(hard_lines(block.children)[:_LEADING_LINES])
    ]
    name = lines[0][0] if lines else ""
    own = read_title(name)
    if own.number or own.date:
        return 0, 0
    for text, at, number in lines[1:_LEADING_LINES]:
        if text[:_NAME] == name[:_NAME] and len(text) <= _MAX_TITLE and text != name:
            told = read_title(text)
            if told.series and name.startswith(told.series) and (told.number or told.date):
                return at, number
    return 0, 0


def _bare_headings(blocks: Sequence[Block], profile: Profile) -> Blocks:
    """Read a short line of its own before a list as the heading it was.

    Must fire: `Tools` or `TOOLS:` above bullets, or above one where that repeats or the word is a section's;
    above `1、甲` or a title and its address. Must not: `They are:`, a date, a sentence, a line above text.
    """
    pairs = list(zip(blocks, (*blocks[1:], None), strict=False))
    repeats = sum(_is_bare(block, following) for block, following in pairs) >= _OFTEN
    return tuple(
        Heading(2, block.children, block.line)
        if type(block) is Paragraph
        and _is_bare(block, following)
        and (repeats or _holds_several(following) or profile.kind_of(plain(block.children)))
        else block
        for block, following in pairs
    )


def _is_bare(block: Block, following: Block | None) -> bool:
    """Tell whether a line could be a heading that lost its mark."""
    if type(block) is not Paragraph or len(hard_lines(block.children)) != 1:
        return False
    text = plain(block.children)
    begins = isinstance(following, List) or (
        isinstance(following, Paragraph)
        and (_FIRST.match(plain(following.children[:1])) is not None or _has_address_below(following))
    )
    ends = text[-1:] in "。！？；：，、.!?;:," and not (text[-1:] == ":" and text.isupper())
    return begins and len(text) <= _MAX_BARE_HEADING and not ends and not find_date(text)


def _has_address_below(block: Paragraph) -> bool:
    """Tell whether the second line of a paragraph is an address: the first is a title."""
    line = next(iter(hard_lines(block.children)[1:2]), ())
    return len(line) == 1 and isinstance(line[0], Link) and is_spelled_out(line[0].url, plain(line))


def _holds_several(block: Block | None) -> bool:
    return (type(block) is List and len(block.items) > 1) or type(block) is Paragraph
