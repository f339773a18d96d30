"""What stands below a title -> lead and sections.

Where headings tell that, the rooms that judge lists and paragraphs are not loaded.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_styled, is_text
from issue_normalizer.inlines import plain
from issue_normalizer.interpret.marked_lines import is_bold_line, is_marked_line
from issue_normalizer.interpret.outline import (
    Outline,
    Part,
    TitledDocument,
    Weight,
    lowest_level,
    split_at_headings,
)
from issue_normalizer.issue_number import split_at_number
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Blocks, Heading, Paragraph, Rule

_DRAWN: Final = "#=*~"
_LONG: Final = 8  # signs
_ROW: Final = rare(r"\s*(?:([#=*~])\1{4,}|([·•■◆●▪#*~])(?:\s\2){2,})\s*")
_FIRST: Final = 3  # blocks below a title


def make_outline(head: TitledDocument, profile: Profile) -> Outline:
    """Split what stands below a title into lead and sections.

    In a newsletter whose sections are known, the highest headings are sections; in any other, what the
    headings of the whole issue look like tells it.
    """
    if profile.knows_sections:
        before, groups = split_at_headings(head.blocks, lowest_level(head.blocks))
        parts = [Part(each.children, inner, each.line) for each, inner in groups]
        weights: tuple[Weight, ...] = ()
        moved: tuple[Claim, ...] = ()
    else:
        from issue_normalizer.interpret.heading_roles import read_roles, split_sections, weights_of
        from issue_normalizer.interpret.typed_lists import with_typed_lists

        blocks, moved = with_typed_lists(_without_title_again(head.blocks, head.title))
        blocks, rows = _with_rules(blocks)
        moved = (*moved, *rows)
        if any(isinstance(block, Heading) for block in blocks):
            from issue_normalizer.interpret.inner_headings import with_titles_below_names
            from issue_normalizer.interpret.kickers import with_kickers

            blocks, kickers = with_kickers(with_titles_below_names(blocks), profile)
            moved = (*moved, *kickers)
        if any(map(is_marked_line, blocks)):
            from issue_normalizer.interpret.bold_headings import with_bold_headings

            blocks = with_bold_headings(blocks, profile)
        roles = read_roles(blocks, profile)
        before, parts = split_sections(blocks, roles, profile)
        weights = weights_of(roles)
    lead = (*head.lead, *before)
    return Outline(head.title, head.line, lead, tuple(parts), head.above, (*head.claims, *moved), weights)


def _with_rules(blocks: Blocks) -> tuple[Blocks, tuple[Claim, ...]]:
    """Make rules of paragraphs that are rows of one sign, there twice or long: `############`, `■ ■ ■`.

    Must not: `===`, `- - a`; `●●●●`, which says how good something is, below a heading or at the end.
    """
    rows = {
        at: block.children[0].text
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph)
        and len(block.children) == 1
        and is_text(block.children[0])
        and _ROW.fullmatch(block.children[0].text)
    }
    often = Counter(text.strip() for text in rows.values())
    rows = {
        at: text
        for at, text in rows.items()
        if (often[text.strip()] > 1 or _is_drawn(text)) and _parts_texts(blocks, at, text)
    }
    if not rows:
        return blocks, ()
    told = tuple(Rule(block.line) if at in rows else block for at, block in enumerate(blocks))
    return told, tuple([Claim("sign", sign) for text in rows.values() for sign in text.split()])


def _is_drawn(row: str) -> bool:
    return row.strip()[0] in _DRAWN and len(row.strip()) >= _LONG


def _parts_texts(blocks: Blocks, at: int, text: str) -> bool:
    """Tell whether a row stands between blocks, not right below a heading; above one, only what is drawn."""
    if not 0 < at < len(blocks) - 1 or isinstance(blocks[at - 1], Heading):
        return False
    return text.strip()[0] in _DRAWN or not isinstance(blocks[at + 1], Heading)


def _without_title_again(blocks: Blocks, title: str) -> Blocks:
    """Take the weight off bold lines right below the title that say it again: they begin nothing.

    Must fire: `**Pond Post**` below `Pond Post 7`. Must not: `**News**` below `Frog news`, a section.
    """
    names = {title.casefold(), split_at_number(title)[0].strip().casefold()}

    def light(block: Block) -> Block:
        only = block.children[0] if isinstance(block, Paragraph) and is_bold_line(block) else None
        is_again = is_styled(only) and plain((only,)).casefold() in names
        return Paragraph(only.children, block.line) if is_styled(only) and is_again else block

    return (*map(light, blocks[:_FIRST]), *blocks[_FIRST:])
