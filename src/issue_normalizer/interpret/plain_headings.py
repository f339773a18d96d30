"""The headings of plain text that no profile knows: its title, lines above lists, and what else repeats."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Final

from issue_normalizer.inline_types import is_link, is_styled
from issue_normalizer.inlines import hard_lines, join_hard, plain
from issue_normalizer.interpret.derive import has_written_links
from issue_normalizer.interpret.plain_addresses import with_titles_above_addresses
from issue_normalizer.interpret.plain_lists import with_titles
from issue_normalizer.interpret.plain_outline import find_outline
from issue_normalizer.interpret.plain_rows import lines_of
from issue_normalizer.issue_title import find_date, read_title, without_facts
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Blocks, Heading, Inlines, List, Paragraph
from issue_normalizer.urls import is_spelled_out

_MAX_BARE_HEADING: Final = 48
_MAX_TITLE: Final = 80
_MAX_DAY: Final = 32
_LEADING_LINES: Final = 8  # of a dump, among which is its title
_MOST: Final = 0.7  # share of numbered or linked texts that may stand below a heading
_OFTEN: Final = 3  # times that a line above a list makes headings of all such lines
_NAME: Final = 3  # characters that a series and its issue's title begin with
_ENDS: Final = tuple("。！？.!?…")
_LEADS_OVER: Final = "。！？.!?…:："
_FIRST: Final = rare(r"\s*1\s*[、．)）]\s*\S")
_NUMBERED: Final = rare(r"\s*\d{1,3}\s*[、．)）]\s*\S")
_TITLE: Final = 3  # level of headings that are titles


def is_bare_issue(blocks: Blocks) -> bool:
    """Tell whether an issue that looks like Markdown may have lost marks: it has no headings, or no links.

    Must not: one whose titles are bold.
    """
    if any(isinstance(block, Paragraph) and is_styled(block.children[0]) for block in blocks):
        return False
    head = next((block for block in blocks if isinstance(block, Heading)), None)
    if head is None:
        return _tells_issue(blocks, _title_line(blocks, soft=True))
    facts = read_title(plain(head.children)) if head.level == 1 else None
    told = (facts is not None and bool(facts.number or facts.date)) or _tells_issue(blocks, (0, 0))
    return told and not has_written_links(blocks)


def _tells_issue(blocks: Blocks, place: tuple[int, int]) -> bool:
    """Tell whether a line of a text names an issue: by its number, or its day."""
    lines = _leading_lines(blocks, soft=True)
    told = next((read_title(text) for text, at, number in lines if (at, number) == place), None)
    return told is not None and bool(told.number or told.date)


def with_plain_headings(blocks: Blocks, profile: Profile, *, is_dump: bool) -> Blocks:
    """Make headings of the title, of short lines above lists, and of lines whose shape repeats.

    In a dump they are lost; in Markdown a title alone, or a line above a list, are as they were written.
    """
    soft = not is_dump
    highest = sum(type(block) is Heading and block.level == 1 for block in blocks)
    is_untitled = not highest or (highest > 1 and _tells_issue(blocks, (0, 0)))
    are_there = any(isinstance(block, Heading) and block.level > 1 for block in blocks)
    begins = bool(blocks) and type(blocks[0]) is Paragraph and is_untitled
    titled = _with_title(blocks, soft=soft) if begins else blocks
    listed = with_titles(with_titles_above_addresses(titled), soft=soft)
    headed = _with_last_lines_apart(listed) if is_dump else listed
    if is_dump or not any(type(block) is Heading and block.level < _TITLE for block in headed[1:]):
        headed = _bare_headings(headed, profile, are_there=are_there)
    told = find_outline(headed, soft=soft)
    found = _count_headings(headed) - _count_headings(listed)
    is_told = told is not headed or listed != titled or found >= _OFTEN
    return told if is_dump or is_told else blocks


def _count_headings(blocks: Blocks) -> int:
    return sum(isinstance(block, Heading) for block in blocks)


def _with_title(blocks: Blocks, *, soft: bool) -> Blocks:
    """Make the title of a dump a heading; what stands on lines beside it has paragraphs of its own."""
    at, line = _title_line(blocks, soft=soft)
    block = blocks[at]
    lines = lines_of(block, soft=soft)
    text = plain(lines[line]) if lines else ""
    if (
        not isinstance(block, Paragraph)
        or not text
        or len(text) > _MAX_TITLE
        or text[-1] in "。！？；：，.!?;:,"
    ):
        return blocks
    is_hard = not soft or len(hard_lines(block.children)) > 1
    above = (Paragraph(join_hard(lines[:line], is_hard=is_hard), block.line),) if line else ()
    below = lines[line + 1 :]
    days = [Paragraph(day, block.line) for day in takewhile(_is_day, below)]
    left = below[len(days) :]
    rest = (Paragraph(join_hard(left, is_hard=is_hard), block.line),) if left else ()
    return (*blocks[:at], *above, Heading(1, lines[line], block.line), *days, *rest, *blocks[at + 1 :])


def _is_day(line: Inlines) -> bool:
    """Tell whether a line below a title says but the issue's number and day."""
    text = plain(line)
    return len(text) <= _MAX_DAY and not any(map(str.isalpha, without_facts(text)))


def _title_line(blocks: Blocks, *, soft: bool) -> tuple[int, int]:
    """Find the title of a dump: its first line, or one below that names the same series and an issue of it.

    Must fire: `Kite Weekly` / `Archive Subscribe` / `Kite Weekly #27`. Must not: `Kite Weekly` / `Issue 27`,
    a first line with a number of its own.
    """
    lines = _leading_lines(blocks, soft=soft)
    name = lines[0][0] if lines else ""
    own = read_title(name)
    if own.number or own.date:
        return 0, 0
    for text, at, number in lines[1:_LEADING_LINES]:
        if text[:_NAME] == name[:_NAME] and len(text) <= _MAX_TITLE and text != name:
            told = read_title(text)
            if told.series and (told.number or told.date) and _is_series(told.series, name):
                return at, number
    return 0, 0


def _is_series(series: str, line: str) -> bool:
    """Tell whether a line is the name of a series; the page's own words may be glued to it."""
    return line.startswith(series) and not line[len(series) :][:1].isspace()


def _leading_lines(blocks: Blocks, *, soft: bool) -> list[tuple[str, int, int]]:
    """List the first lines of a text: what each says, the place of its block, and its own within that."""
    return [
        (plain(line), at, number)
        for at, block in enumerate(blocks[:_LEADING_LINES])
        if type(block) is Paragraph
        for number, line in enumerate(lines_of(block, soft=soft)[:_LEADING_LINES])
    ]


def _with_last_lines_apart(blocks: Blocks) -> Blocks:
    """Part the last lines of paragraphs from those above, where most lists have a short line above them.

    Must fire: `It bends.` / `Tools` / `• A net`, again and again. Must not: a list of a text.
    """
    found = {
        at: lines
        for at, (block, following) in enumerate(pairwise(blocks))
        if isinstance(block, Paragraph)
        and isinstance(following, List)
        and (lines := hard_lines(block.children))
        and _is_bare(Paragraph(lines[-1]), following)
        and (len(lines) == 1 or plain(lines[-2])[-1:] in _ENDS)
    }
    lists = sum(isinstance(block, List) for block in blocks)
    if len(found) < _OFTEN or len(found) * 2 < lists:
        return blocks
    out: list[Block] = []
    for at, block in enumerate(blocks):
        if len(lines := found.get(at, [])) > 1:
            out += (Paragraph(join_hard(lines[:-1]), block.line), Paragraph(lines[-1], block.line))
        else:
            out.append(block)
    return tuple(out)


def _bare_headings(blocks: Sequence[Block], profile: Profile, *, are_there: bool) -> Blocks:
    """Read a short line of its own before a list as the heading it was.

    Must fire: `Tools` or `TOOLS:` above bullets, or above one where that repeats or the word is a section's;
    above `1、甲`, a title and its address; where that repeats, above `7、甲`, a linked title, a text above
    bullets, if no headings `are_there`. Must not: `They are:`, a date, a sentence, a line above text.
    """
    triples = list(zip(blocks, (*blocks[1:], None), (*blocks[2:], None, None), strict=False))
    sure = [
        _is_name(block) and _begins(below) and not (are_there and isinstance(below, Heading))
        for block, below, _ in triples
    ]
    likely = [
        not are_there and _is_name(block) and _may_begin(below, behind) for block, below, behind in triples
    ]
    starts = [_may_begin(below, None) for _, below, _ in triples]
    led = [is_likely and not is_sure for is_sure, is_likely in zip(sure, likely, strict=True)]
    if sum(map(all, zip(led, starts, strict=True))) > _MOST * sum(starts):  # one between any two: texts
        likely = [False] * len(triples)
    repeats = sum(sure) + sum(likely) >= _OFTEN
    return tuple(
        Heading(2, block.children, block.line)
        if type(block) is Paragraph
        and (
            (is_sure and (repeats or _holds_several(below) or profile.kind_of(plain(block.children))))
            or (is_likely and repeats)
        )
        else block
        for (block, below, _), is_sure, is_likely in zip(triples, sure, likely, strict=True)
    )


def _is_bare(block: Block, following: Block | None) -> bool:
    """Tell whether a line could be a heading that lost its mark."""
    return _is_name(block) and _begins(following)


def _is_name(block: Block) -> bool:
    """Tell whether a paragraph is a short line that is no sentence, no day and no address."""
    if type(block) is not Paragraph or len(hard_lines(block.children)) != 1:
        return False
    text = plain(block.children)
    ends = text[-1:] in "。！？；：，、.!?;:," and not (text[-1:] == ":" and text.isupper())
    is_short = 0 < len(text) <= _MAX_BARE_HEADING and not ends and "://" not in text
    return is_short and not find_date(text)


def _begins(block: Block | None) -> bool:
    """Tell whether a list of items begins, or a title above its address."""
    return (
        isinstance(block, List)
        or (type(block) is Heading and block.level >= _TITLE)
        or (
            isinstance(block, Paragraph)
            and (_FIRST.match(plain(block.children[:1])) is not None or _has_address_below(block))
        )
    )


def _may_begin(block: Block | None, below: Block | None) -> bool:
    """Tell whether an item may begin: a number, or a link; a text may lead over to a list."""
    if not isinstance(block, Paragraph):
        return False
    if _NUMBERED.match(plain(block.children[:2])) or _is_led_by_link(block):
        return True
    text = plain(block.children)
    return isinstance(below, List) and len(text) > _MAX_BARE_HEADING and text[-1:] in _LEADS_OVER


def _is_led_by_link(block: Paragraph) -> bool:
    """Tell whether a paragraph begins with a link, signs before it."""
    for node in block.children[:2]:
        if is_link(node):
            return not is_spelled_out(node.url, plain((node,)))
        if any(map(str.isalnum, plain((node,)))):
            return False
    return False


def _has_address_below(block: Paragraph) -> bool:
    """Tell whether the second line of a paragraph is an address: the first is a title."""
    line = next(iter(hard_lines(block.children)[1:2]), ())
    return len(line) == 1 and is_link(line[0]) and is_spelled_out(line[0].url, plain(line))


def _holds_several(block: Block | None) -> bool:
    return (type(block) is List and len(block.items) > 1) or type(block) is Paragraph
