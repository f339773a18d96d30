"""Sections whose headings are bold lines, in a newsletter that no profile knows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from issue_normalizer.inlines import plain, wording
from issue_normalizer.interpret.contents import leading_number
from issue_normalizer.interpret.entries import is_item_list
from issue_normalizer.interpret.lead_ins import lead_in
from issue_normalizer.interpret.lists import lists_titles
from issue_normalizer.interpret.marked_lines import is_bold_line, is_marked_line
from issue_normalizer.interpret.outline import lowest_level
from issue_normalizer.interpret.paragraph_items import is_label, start_of
from issue_normalizer.interpret.table_items import drafts_of_table
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Blocks, Heading, List, Paragraph, Rule, Table

_SEVERAL: Final = 2
_HAN: Final = "一二三四五六七八九十"
_MAX_NAME: Final = 60  # characters of a section's name
_STOPS: Final = ".!?,;。！？，；…"


def with_bold_headings(blocks: Blocks, profile: Profile) -> Blocks:
    """Make headings of the bold lines that name sections: at least two of them.

    Must fire: `**Articles**` and `**Videos**`, each above links, or above items of another form. Must not:
    one alone (but see `_may_be_alone`), `**Extras**:`, bold titles above a text.
    """
    level = lowest_level(blocks)
    found = set() if level == 1 else _above_items(blocks, level, profile) or _above_titles(blocks)
    if not level:
        lists = {at for at in range(len(blocks) - 1) if _is_above_list(blocks[at], blocks[at + 1], profile)}
        found = found | lists if len(found) >= _SEVERAL else lists.union(_in_order(blocks))
    if len(found) < _SEVERAL and not (found and _may_be_alone(blocks, min(found), profile)):
        return blocks
    return tuple(
        Heading(level - 1 if level else 2, block.children, block.line)
        if at in found and type(block) is Paragraph
        else block
        for at, block in enumerate(blocks)
    )


def _may_be_alone(blocks: Blocks, at: int, profile: Profile) -> bool:
    """Tell whether a line above a list is a section though no other is: below a rule, or behind titles.

    Must fire: an essay, `---`, `**Links**`, a list of news; `**1. 甲**` to `**3. 丙**`, `**Links**`, a list;
    `**Frogs**` and `**Toads**`, each above a text, `**Links**`, a list. Must not: `**Links**` before such.
    """
    below = blocks[at + 1]
    if not at or not isinstance(below, List) or not lists_titles(below, profile):
        return False
    names = [block for block in blocks[:at] if isinstance(block, Paragraph) and _is_name(block)]
    numbers = [leading_number(plain(block.children)) for block in names]
    if _above_texts(blocks[:at]) >= _SEVERAL and not any(map(is_bold_line, blocks[at + 1 :])):
        return True
    is_run = [match and int(match[1]) for match in numbers] == list(range(1, len(numbers) + 1))
    return isinstance(blocks[at - 1], Rule) or (len(numbers) > _SEVERAL and is_run)


def _above_texts(blocks: Blocks) -> int:
    """Count the bold lines that stand right above a text."""
    pairs = pairwise(blocks)
    return sum(
        is_bold_line(block) and isinstance(below, Paragraph) and not is_marked_line(below)
        for block, below in pairs
    )


def _above_items(blocks: Blocks, level: int, profile: Profile) -> set[int]:
    """Find the bold lines right above items, where most are, and there are clearly more items than lines.

    Items are the highest headings or, where there is none, paragraphs and lists that begin such: then half
    will do, and lines that stand above something else, a quote or a poll, name sections like the others.
    """
    names = [at for at, block in enumerate(blocks) if _is_name(block)]
    starts = {at for at, block in enumerate(blocks) if _is_start(block, level, profile)}
    above = {at for at in names if _is_above(blocks, at, starts)}
    first = min(above, default=len(blocks))
    told = sum(_weight(blocks[at]) for at in starts if at > first)
    are_no_titles = not any(is_bold_line(blocks[at]) for at in above)  # but signs and names
    are_more = told > len(above) if are_no_titles else told * 2 >= len(above) * 3
    is_outline = len(above) * 2 >= len(names) + (level > 0) and are_more
    named = above if level else {at for at in names if at >= first}
    return named if is_outline else set()


def _above_titles(blocks: Blocks) -> set[int]:
    """Find the lines right above other such lines, which are titles: some have one above, more have none."""
    names = {at for at, block in enumerate(blocks) if _is_name(block)}
    above = {at for at in names if at + 1 in names}
    titles = names - above
    is_outline = len(above) >= _SEVERAL and len(titles) > len(above)
    return above if is_outline and not any(at + 1 in above for at in above) else set()


def _is_name(block: Block) -> bool:
    """Tell whether a block is a bold or marked line that may name a section."""
    if type(block) is not Paragraph or not is_marked_line(block):
        return False
    text = plain(block.children)
    return len(text) <= _MAX_NAME and text[-1:] not in _STOPS and any(map(str.isalpha, text))


def _is_start(block: Block, level: int, profile: Profile) -> bool:
    """Tell whether a block begins items."""
    if level:
        return type(block) is Heading and block.level == level
    if type(block) is List:
        return is_item_list(block, profile)
    if type(block) is Table:
        return bool(drafts_of_table(block, profile))
    if type(block) is not Paragraph or is_marked_line(block):
        return False
    return start_of(block, profile) is not None or leading_number(wording(block.children)) is not None


def _is_above(blocks: Sequence[Block], at: int, starts: set[int]) -> bool:
    """Tell whether an item begins right below a line: lead-ins and rules aside."""
    for below in range(at + 1, len(blocks)):
        block = blocks[below]
        if below in starts:
            return True
        if is_marked_line(block) or not (isinstance(block, Rule) or lead_in(block)):
            break
    return False


def _weight(block: Block) -> int:
    """Say how many items begin at a block."""
    return len(block.items) if type(block) is List else len(block.rows) - 1 if type(block) is Table else 1


def _in_order(blocks: Blocks) -> list[int]:
    """List the bold lines numbered in Han, from one on: `一、动态` and `二、项目`; none for one alone."""
    found: list[int] = []
    for at, block in enumerate(blocks):
        text = plain(block.children) if isinstance(block, Paragraph) and is_bold_line(block) else ""
        if text.startswith(f"{_HAN[len(found) : len(found) + 1]}、") and len(found) < len(_HAN):
            found.append(at)
    return found if len(found) >= _SEVERAL else []


def _is_above_list(block: Block, following: Block, profile: Profile) -> bool:
    if not isinstance(following, List) or not is_bold_line(block):
        return False
    return is_label(block, following) and is_item_list(following, profile)
