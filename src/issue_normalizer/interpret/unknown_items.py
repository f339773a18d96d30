"""Items of a newsletter that no profile knows: numbered paragraphs, lists, bold or linked titles."""

from __future__ import annotations

import re

from issue_normalizer.inlines import hard_lines, plain, tidy
from issue_normalizer.interpret.contents import Contents, is_bullets, paragraphs
from issue_normalizer.interpret.item import Draft, cut_start
from issue_normalizer.interpret.outline import is_linked_list, without_rules
from issue_normalizer.tree import Block, Blocks, Break, Inlines, Link, List, ListItem, Paragraph, Styled, Text

_NUMBER = re.compile(r"\s*(\d{1,3})\s*[、．.)）]\s*(?=\S)")
_TITLE_END = re.compile(r"\s*(?:[:：]|[-–—]+\s|——|\||$)")
_MAX_TITLE = 90


def by_numbers(blocks: Blocks) -> Contents | None:
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


def by_list(blocks: Blocks) -> Contents | None:
    """Items as list entries, in a newsletter that no profile knows.

    A list is one of items where most entries begin with a link or a bold title. The numbers of an
    ordered one are its order.
    """
    lists = [block for block in blocks if isinstance(block, List)]
    chosen = [
        block for block in lists if not _has_tasks(block) and (is_linked_list(block) or _is_bold_list(block))
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
    contents = _uniform(Contents(without_rules(intro), tuple(drafts), ()))
    if not contents.drafts[0].titled and not all(is_bullets(block) for block in chosen):
        return None  # numbers of a running list are text
    return contents


def _has_tasks(block: List) -> bool:
    return any(entry.checked is not None for entry in block.items)


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
        return Draft(lines[0], (*paragraphs(lines[1:], first.line), *rest), entry.line)
    return Draft((), entry.blocks, entry.line, titled=False)


def by_titles(blocks: Blocks) -> Contents | None:
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
    below = paragraphs(more, line)
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
    return Draft(headline, (*paragraphs(lines, first.line), *rest), draft.line)


def _untitled(draft: Draft) -> Draft:
    return Draft((), (Paragraph(draft.headline, draft.line), *draft.blocks), draft.line, titled=False)
