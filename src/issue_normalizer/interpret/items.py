"""Blocks of a section -> intro, drafts of items, outro.

Four shapes are known, tried in this order: sub-headings, numbered paragraphs, lists, and paragraphs
that begin with a bold or linked title. A list of plain text holds items without titles; what fits
none of these stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from issue_normalizer.inlines import hard_lines, plain, tidy
from issue_normalizer.interpret.headline import split_publisher
from issue_normalizer.interpret.item import Draft, cut_start, split_lines
from issue_normalizer.interpret.outline import is_linked_list, split_at_headings, without_rules
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import (
    Block,
    Blocks,
    Break,
    Heading,
    Inlines,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Styled,
    Text,
)

_NUMBER = re.compile(r"\s*(\d{1,3})\s*[、．.)）]\s*(?=\S)")
_TITLE_END = re.compile(r"\s*(?:[:：]|[-–—]+\s|——|\||$)")
_MAX_TITLE = 90


class Contents(NamedTuple):
    """A section's blocks, told apart. `headless_list` is the line of a list that lost its first part."""

    intro: Blocks
    drafts: tuple[Draft, ...]
    outro: Blocks
    headless_list: int | None = None


def find_items(blocks: Blocks, profile: Profile) -> Contents:
    """Tell items from the text around them."""
    if profile.is_neutral:
        return (
            _by_headings(blocks)
            or _by_numbers(blocks)
            or _by_list(blocks)
            or _by_titles(blocks)
            or _by_running_text(blocks)
        )
    return (
        _by_headings(blocks)
        or _by_bullets(blocks, profile)
        or _by_labels(blocks, profile)
        or _by_running_text(blocks)
    )


def _by_running_text(blocks: Blocks) -> Contents:
    """Untitled items as the entries of the last bullet list; without one, all is intro.

    The canonical form reads a section without titles the same way, so that nothing else can be meant.
    """
    at = next((i for i in range(len(blocks) - 1, -1, -1) if is_bullets(blocks[i])), None)
    bullets = blocks[at] if at is not None else None
    if at is None or not isinstance(bullets, List):
        return Contents(blocks, (), ())
    drafts = tuple(Draft((), entry.blocks, entry.line, titled=False) for entry in bullets.items)
    return Contents(without_rules(blocks[:at]), drafts, without_rules(blocks[at + 1 :]))


def is_bullets(block: Block) -> bool:
    """Tell whether a block is a list of bullets, none of them a task."""
    return (
        isinstance(block, List)
        and block.start is None
        and all(entry.checked is None for entry in block.items)
    )


def _by_headings(blocks: Blocks) -> Contents | None:
    """Items under sub-headings: `### 1、标题`. Deeper headings are part of the text."""
    level = min((block.level for block in blocks if isinstance(block, Heading)), default=0)
    if not level:
        return None
    intro, groups = split_at_headings(blocks, level)
    return Contents(intro, tuple(Draft(head.children, inner, head.line) for head, inner in groups), ())


def _by_bullets(blocks: Blocks, profile: Profile) -> Contents | None:
    """Items as top-level bullets, as in the newsletters that have a profile.

    Markdown closes a bullet list before an ordered list or a paragraph at column 0: they belong to
    the item above. A quote at the very end is the section's, not the item's.
    """
    intro: list[Block] = []
    drafts: list[Draft] = []
    headless: int | None = None
    for block in blocks:
        if isinstance(block, List) and block.start is None:
            for entry in block.items:
                draft = _draft(entry, profile)
                if draft is None or (drafts and _is_continuation(draft, drafts[-1])):
                    _append(drafts, intro, List((entry,), None, entry.line))
                else:
                    drafts.append(draft)
        else:
            if isinstance(block, List) and not drafts:
                headless = block.line
            _append(drafts, intro, block)
    outro: list[Block] = []
    if drafts:
        rest = list(drafts[-1].blocks)
        while rest and isinstance(rest[-1], Quote | Rule):
            outro.insert(0, rest.pop())
        drafts[-1] = drafts[-1]._replace(blocks=tuple(rest))
    return Contents(tuple(intro), tuple(drafts), tuple(outro), headless) if drafts else None


def _append(drafts: list[Draft], intro: list[Block], block: Block) -> None:
    """Add a block to the item above, or to the intro. Neighbouring bullets become one list."""
    target = list(drafts[-1].blocks) if drafts else intro
    last = target[-1] if target else None
    if isinstance(block, List) and isinstance(last, List) and last.start is None and block.start is None:
        target[-1] = replace(last, items=last.items + block.items)
    else:
        target.append(block)
    if drafts:
        drafts[-1] = drafts[-1]._replace(blocks=tuple(target))


def _draft(entry: ListItem, profile: Profile) -> Draft | None:
    """Make a draft of a list entry: its first line, and what follows; None where it has no line."""
    first, *rest = entry.blocks
    if not isinstance(first, Paragraph):
        return None
    headline, *lines = split_lines(first.children, profile)
    return Draft(headline, (*_paragraphs(lines, first.line), *rest), entry.line)


def _paragraphs(lines: Sequence[Inlines], line: int) -> list[Block]:
    """Make a paragraph of each line."""
    return [Paragraph(nodes, line) for nodes in lines]


def _is_continuation(draft: Draft, previous: Draft) -> bool:
    """Tell whether a bullet is a point of the text above, not an item: a list that was not indented.

    Must fire: `摘要：支持：` and then `- 训练` `- 推理`. Must not: `- 标题 | 来源`, `- [title](…)`, a bullet
    with a labelled line, or one below a text that does not end in a colon.
    """
    if draft.blocks or isinstance(draft.headline[0], Link) or not _ends_open(previous.blocks):
        return False
    text = plain(draft.headline)
    return not text.startswith("[") and split_publisher(text)[1] is None


def _ends_open(blocks: Blocks) -> bool:
    """Tell whether text announces a list: it ends in a colon, or in a list that such a text opened."""
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if isinstance(block, List):
            continue
        return isinstance(block, Paragraph) and plain(block.children)[-1:] in ("：", ":")
    return False


def _by_labels(blocks: Blocks, profile: Profile) -> Contents | None:
    """Items of a dump without bullets: each line before a labelled one is a title."""
    lines = [
        (line, block.line)
        for block in blocks
        if isinstance(block, Paragraph)
        for line in split_lines(block.children, profile)
    ]
    labelled = [_is_labelled(line, profile) for line, _ in lines]
    if not any(labelled) or len(lines) < 2 or any(not isinstance(block, Paragraph) for block in blocks):
        return None
    intro: list[Block] = []
    drafts: list[Draft] = []
    for index, (line, number) in enumerate(lines):
        following = index + 1 < len(lines) and labelled[index + 1]
        if following and not labelled[index]:
            drafts.append(Draft(line, (), number))
        else:
            _append(drafts, intro, Paragraph(line, number))
    return Contents(tuple(intro), tuple(drafts), ()) if drafts else None


def _is_labelled(line: Inlines, profile: Profile) -> bool:
    text = plain(line)
    return bool(profile.summary_label.match(text) or profile.field_label.match(text))


def _by_numbers(blocks: Blocks) -> Contents | None:
    """Items as numbered paragraphs: `1、[name](url)：text`. The first number must be 1, the next follow."""
    intro: list[Block] = []
    drafts: list[Draft] = []
    for block in blocks:
        match = _NUMBER.match(plain(block.children)) if isinstance(block, Paragraph) else None
        if match and isinstance(block, Paragraph) and int(match[1]) == len(drafts) + 1:
            drafts.append(_titled(cut_start(block.children, match[0]), block.line))
        elif drafts:
            drafts[-1] = drafts[-1]._replace(blocks=(*drafts[-1].blocks, block))
        else:
            intro.append(block)
    return _uniform(Contents(tuple(intro), tuple(drafts), ())) if drafts else None


def _by_titles(blocks: Blocks) -> Contents | None:
    """Items as paragraphs that begin with a bold or linked title; at least two of them."""
    drafts: list[Draft] = []
    intro: list[Block] = []
    for block in blocks:
        draft = _titled(block.children, block.line) if isinstance(block, Paragraph) else None
        if draft and draft.titled:
            drafts.append(draft)
        elif drafts:
            drafts[-1] = drafts[-1]._replace(blocks=(*drafts[-1].blocks, block))
        else:
            intro.append(block)
    return Contents(tuple(intro), tuple(drafts), ()) if len(drafts) > 1 else None


def _by_list(blocks: Blocks) -> Contents | None:
    """Items as list entries, in a newsletter that no profile knows.

    A list is one of items where most entries begin with a link or a bold title.
    """
    lists = [block for block in blocks if isinstance(block, List)]
    chosen = [
        block for block in lists if is_bullets(block) and (is_linked_list(block) or _is_bold_list(block))
    ]
    if not chosen:
        return None
    intro: list[Block] = []
    drafts: list[Draft] = []
    for block in blocks:
        if any(block is one for one in chosen) and isinstance(block, List):
            drafts += [_entry_draft(entry) for entry in block.items]
        elif drafts:
            drafts[-1] = drafts[-1]._replace(blocks=(*drafts[-1].blocks, block))
        else:
            intro.append(block)
    return _uniform(Contents(without_rules(intro), tuple(drafts), ()))


def _is_bold_list(block: List) -> bool:
    bold = sum(_titled_start(entry.blocks[0]) for entry in block.items)
    return len(block.items) > 1 and bold * 2 >= len(block.items)


def _titled_start(block: Block) -> bool:
    return (
        isinstance(block, Paragraph)
        and isinstance(block.children[0], Styled)
        and _titled(block.children, 0).titled
    )


def _entry_draft(entry: ListItem) -> Draft:
    first, *rest = entry.blocks
    if not isinstance(first, Paragraph):
        return Draft((), entry.blocks, entry.line, titled=False)
    draft = _titled(first.children, entry.line)
    if draft.titled:
        return draft._replace(blocks=(*draft.blocks, *rest))
    lines = hard_lines(first.children)
    title = plain(lines[0])
    below = len(lines) > 1 or (rest and isinstance(rest[0], Paragraph))
    if below and len(title) <= _MAX_TITLE and title[-1:] not in "。！？；;：:":
        return Draft(lines[0], (*_paragraphs(lines[1:], first.line), *rest), entry.line)
    return Draft((), entry.blocks, entry.line, titled=False)


def _titled(nodes: Inlines, line: int) -> Draft:
    """Read a paragraph that begins with a link or bold text as title and text.

    Behind it must come nothing, a line end, a separator or further links: `[甲](…)，且会使用乙` is
    running text.
    """
    first, *more = hard_lines(nodes) or [nodes]
    at = next(
        (i for i, node in enumerate(first) if not isinstance(node, Text) or any(map(str.isalnum, node.text))),
        0,
    )
    node = first[at]
    is_title = (isinstance(node, Link) and not node.url.startswith("#")) or (
        isinstance(node, Styled) and node.kind == "strong"
    )
    after = first[at + 1] if at + 1 < len(first) else None
    separated = (
        after is None
        or isinstance(after, Break | Link)
        or (isinstance(after, Text) and (_TITLE_END.match(after.text) or not after.text.strip()))
    )
    if not is_title or not separated or len(plain((node,))) > _MAX_TITLE:
        return Draft((), (Paragraph(nodes, line),), line, titled=False)
    below = _paragraphs(more, line)
    if isinstance(node, Styled):
        text = _after_separator(first[at + 1 :])
        return Draft(node.children, (*([Paragraph(text, line)] if text else []), *below), line)
    return Draft(first[at:], tuple(below), line)


def _after_separator(nodes: Inlines) -> Inlines:
    """Take the separator off the text behind a bold title."""
    if nodes and isinstance(nodes[0], Text):
        match = _TITLE_END.match(nodes[0].text)
        if match:
            return tidy((Text(nodes[0].text[match.end() :]), *nodes[1:]))
    return tidy(nodes)


def _uniform(contents: Contents) -> Contents:
    """Make all items of a section titled, or none: the canonical form has no other way to part them.

    Where most have a title, the first line of the others becomes one; else all are running text.
    """
    drafts = contents.drafts
    titled = sum(draft.titled for draft in drafts)
    if titled == len(drafts) or not titled:
        return contents
    if titled * 2 >= len(drafts) and all(draft.titled or _can_be_titled(draft) for draft in drafts):
        return contents._replace(drafts=tuple(draft if draft.titled else _forced(draft) for draft in drafts))
    return contents._replace(drafts=tuple(_untitled(draft) if draft.titled else draft for draft in drafts))


def _can_be_titled(draft: Draft) -> bool:
    return isinstance(draft.blocks[0], Paragraph)


def _forced(draft: Draft) -> Draft:
    first, *rest = draft.blocks
    assert isinstance(first, Paragraph)  # noqa: S101 - narrows the type; _can_be_titled looked
    headline, *lines = hard_lines(first.children)
    return Draft(headline, (*_paragraphs(lines, first.line), *rest), draft.line)


def _untitled(draft: Draft) -> Draft:
    return Draft((), (Paragraph(draft.headline, draft.line), *draft.blocks), draft.line, titled=False)
