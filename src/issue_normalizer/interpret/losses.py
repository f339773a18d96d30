"""What an earlier tool lost, found from the issue itself: numbers, sections, links, the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from issue_normalizer.blocks import text_of
from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.inline_types import is_link, is_styled, is_text
from issue_normalizer.inlines import wording
from issue_normalizer.interpret.contents import leading_number
from issue_normalizer.interpret.outline import Outline
from issue_normalizer.issue import NO_COLOPHON, Issue
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.text import is_wide
from issue_normalizer.tree import Block, Heading, Inline, Inlines, List, Paragraph, Quote

_IN_BRACKETS: Final = rare(r"【([^【】]{2,16})】")
_NAMED: Final = rare(r"[【「]([^【】「」]{2,16})[】」]")
_ENDS: Final = "。！？；…：.!?;:)）]】」』”\"'’》>*_`~|、"
_LONG: Final = 30  # characters: a shorter paragraph may be anything
_MANY: Final = 4


def numbers_skipped(outline: Outline) -> Iterator[Diagnostic]:
    """Tell numbered lists, headings and paragraphs that start above 1 or skip a number.

    Must fire: `3.` `4.` below text; `1、甲` / `2、乙` / `4、丁`. Must not: `2.` that goes on behind a
    paragraph.
    """
    for blocks in (outline.lead, *(part.blocks for part in outline.parts)):
        yield from _skips_in_lists(blocks)
        yield from _skips_in_titles(blocks)


def _skips_in_lists(blocks: Sequence[Block]) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    last = 0
    for block in blocks:
        if type(block) is List:
            for item in block.items:
                found += _skips_in_lists(item.blocks)
            if block.start is None:
                last = _last_number(block)
            elif block.start <= last + 1:
                last = block.start + len(block.items) - 1
            else:
                found.append(_skip(block.start, last, block.line))
                last = block.start + len(block.items) - 1
        elif type(block) is Quote:
            found += _skips_in_lists(block.blocks)
        elif type(block) is Heading:
            last = 0
    return found


def _last_number(block: List) -> int:
    """Give the last number inside the last entry: a list at column 0 may go on with it."""
    for inner in reversed(block.items[-1].blocks):
        if type(inner) is List and inner.start is not None:
            return inner.start + len(inner.items) - 1
    return 0


def _skips_in_titles(blocks: Sequence[Block]) -> Iterator[Diagnostic]:
    """Tell a gap in numbers that headings or paragraphs begin with; three make a series."""
    for kind in (Heading, Paragraph):
        numbered = [
            (int(match[1]), block.line)
            for block in blocks
            if isinstance(block, kind)
            and _may_be_numbered(block.children)
            and (match := leading_number(wording(block.children)))
        ]
        numbers = [number for number, _ in numbered]
        if len(numbers) >= 3 and numbers[0] == 1 and numbers == sorted(set(numbers)):
            for (last, _), (number, line) in pairwise(numbered):
                if number != last + 1:
                    yield _skip(number, last, line)


def _may_be_numbered(nodes: Inlines) -> bool:
    """Tell whether the first text among nodes begins with a digit, or does not tell."""
    first: Inline | None = nodes[0] if nodes else None
    while is_link(first) or is_styled(first):
        first = first.children[0] if first.children else None
    return not is_text(first) or not first.text[:1].isalpha()


def _skip(number: int, last: int, line: int) -> Diagnostic:
    message = f"number {number} follows {last}" if last else f"a numbered list begins with {number}"
    return Diagnostic("numbers-skipped", message, line, near=str(number))


def sections_missing(issue: Issue, outline: Outline, profile: Profile) -> Iterator[Diagnostic]:
    """Tell sections that the lead names in brackets (`【论文】`) and the issue has not.

    Must fire: `见【论文】一栏`. Must not: `[tools](…)`; `「工具」` in a newsletter that no profile knows.
    """
    named = _IN_BRACKETS if not profile.knows_sections else _NAMED
    there = {section.kind for section in issue.sections}
    told: set[str] = set()
    for block in outline.lead:
        text = text_of([block])
        for name in named.findall(text) if "】" in text or "」" in text else ():
            kind = profile.kind_of(name)
            if kind is not None and kind not in there and name not in told:
                told.add(name)
                message = f"the lead names a section {name!r}; there is none"
                yield Diagnostic("section-missing", message, block.line, "lead", near=name)


def text_cut(issue: Issue) -> Iterator[Diagnostic]:
    """Tell an issue whose last text stops in the middle of a sentence, where all others end with a sign.

    Must fire: `…的性能提升了三` at the very end. Must not: where other texts end without a sign too.
    """
    if issue.archive or issue.colophon != NO_COLOPHON:
        return  # something stands behind it
    texts = [
        (summary.rpartition("\n")[2], f"sections/{number}/items/{place}")
        for number, section in enumerate(issue.sections)
        for place, item in enumerate(section.items)
        if (summary := item.summary)
    ]
    if len(texts) <= _MANY or issue.sections[-1].outro:
        return
    last, where = texts.pop()
    if last[-1] in _ENDS or len(last) < _LONG or not is_wide(last[-1]):
        return
    ended = sum(text[-1] in _ENDS for text, _ in texts)
    if ended >= 0.9 * len(texts):
        message = f"the text stops in the middle: {last[-12:]!r}"
        yield Diagnostic("text-cut", message, 0, where, near=last[-12:])


def links_missing(issue: Issue) -> Iterator[Diagnostic]:
    """Tell titles without a link where most have one."""
    titled = [
        (item, f"sections/{number}/items/{place}")
        for number, section in enumerate(issue.sections)
        for place, item in enumerate(section.items)
        if item.title is not None
    ]
    bare = [(item.title or "", where) for item, where in titled if item.url is None]
    if bare and len(bare) * 3 <= len(titled):
        message = f"{len(bare)} of {len(titled)} titles have no link"
        title, where = bare[0]
        yield Diagnostic("links-missing", message, 0, where, near=title)
