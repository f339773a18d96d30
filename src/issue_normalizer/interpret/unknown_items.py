"""Items of a newsletter that no profile knows: numbered paragraphs, lists, bold or linked titles."""

from __future__ import annotations

import re

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import hard_lines, links_of, plain, wording
from issue_normalizer.interpret.contents import NUMBER, Contents, Drafts, is_bullets, paragraphs, read_numbers
from issue_normalizer.interpret.item import Draft, cut_start
from issue_normalizer.interpret.outline import is_linked_list, without_rules
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import (
    Block,
    Blocks,
    Break,
    Inline,
    Inlines,
    Link,
    List,
    ListItem,
    Paragraph,
    Styled,
    Text,
)

_TITLE_END = re.compile(r"\s*(?:[:：]|[-–—]+\s|——|\||$)")
_MAY_FOLLOW = re.compile(r"\s*$|\s+(?![，,。.、；;！!？?])|[:：|(（\[【—–-]")
_TAGS = re.compile(r"(?:\s*\[[^\[\]]{1,40}\])+\s*")
_MAX_TITLE = 90


def by_numbers(blocks: Blocks) -> Contents | None:
    """Items as numbered paragraphs: `1、[name](url)：text`. The first number must be 1, the next follow."""
    drafts = Drafts()
    parts = [part for whole in blocks for part in _split_at_numbers(whole)]
    numbers = read_numbers([wording(part.children) if isinstance(part, Paragraph) else "" for part in parts])
    for block, match in zip(parts, numbers, strict=True):
        if match and isinstance(block, Paragraph) and int(match[1]) == len(drafts.started) + 1:
            draft = _titled(cut_start(block.children, match[0]), block.line)
            drafts.start(replace(draft, claims=(Claim("number", match[0]),)))
        else:
            drafts.add(block)
    if not drafts.started:
        return None
    return _uniform(Contents(tuple(drafts.intro), tuple(drafts.finished()), ()))


def _split_at_numbers(block: Block) -> list[Block]:
    """Split a paragraph before its lines that begin with a number, if its first one does."""
    if not isinstance(block, Paragraph) or not NUMBER.match(wording(block.children)):
        return [block]
    lines: list[list[Inline]] = [[]]
    for index, node in enumerate(block.children):
        if isinstance(node, Break) and NUMBER.match(wording(block.children[index + 1 : index + 3])):
            lines.append([])
        else:
            lines[-1].append(node)
    return [Paragraph(tuple(line), block.line) for line in lines if line]


def by_list(blocks: Blocks) -> Contents | None:
    """Items as list entries, in a newsletter that no profile knows.

    A list is one of items where most entries, or its only one, begin with a link or a bold title. The
    numbers of an ordered one are its order.
    """
    lists = [block for block in blocks if isinstance(block, List)]
    chosen = [block for block in lists if not _has_tasks(block) and _holds_items(block)]
    if not chosen:
        return None
    drafts = Drafts()
    known = {id(block) for block in chosen}
    for block in blocks:
        if id(block) in known and isinstance(block, List):
            for entry in block.items:
                drafts.start(_entry_draft(entry))
        else:
            drafts.add(block)
    contents = _uniform(Contents(without_rules(drafts.intro), tuple(drafts.finished()), ()))
    if not contents.drafts[0].titled and not all(is_bullets(block) for block in chosen):
        return None  # numbers of a running list are text
    return contents


def _holds_items(block: List) -> bool:
    return is_linked_list(block) or _is_bold_list(block) or _is_one_titled(block)


def _is_one_titled(block: List) -> bool:
    """Tell whether a list is one bullet that begins with a line that is a link: a section of one item."""
    first = block.items[0].blocks[0]
    return (
        len(block.items) == 1
        and is_bullets(block)
        and isinstance(first, Paragraph)
        and isinstance(first.children[0], Link)
        and _titled(first.children, 0).titled
    )


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
        return replace(draft, blocks=(*draft.blocks, *rest))
    lines = hard_lines(first.children)
    title = plain(lines[0])
    below = len(lines) > 1 or (rest and isinstance(rest[0], Paragraph))
    if below and len(title) <= _MAX_TITLE and title[-1:] not in "。！？；;：:":
        return Draft(lines[0], (*paragraphs(lines[1:], first.line), *rest), entry.line)
    return Draft((), entry.blocks, entry.line, titled=False)


def by_titles(blocks: Blocks) -> Contents | None:
    """Items as paragraphs that begin with a bold or linked title; at least two of them."""
    drafts = Drafts()
    for block in blocks:
        draft = _titled(block.children, block.line) if isinstance(block, Paragraph) else None
        if draft and draft.titled:
            drafts.start(draft)
        else:
            drafts.add(block)
    if len(drafts.started) < 2:
        return None
    return Contents(tuple(drafts.intro), tuple(drafts.finished()), ())


def _titled(nodes: Inlines, line: int) -> Draft:
    """Read a paragraph that begins with a link or bold text as title and text.

    A sign or tags may stand before it. Behind it must come nothing, a line end, a blank, a bracket, a
    separator or further links: `[甲](…)，且会使用乙` and `[甲](…)发布了乙` are running text.
    """
    first, *more = hard_lines(nodes) or [nodes]
    at = next((i for i, node in enumerate(first) if not _may_stand_before(node)), 0)
    node = first[at]
    is_title = (isinstance(node, Link) and not node.url.startswith("#")) or (
        isinstance(node, Styled) and node.kind == "strong"
    )
    after = first[at + 1] if at + 1 < len(first) else None
    follows = _MAY_FOLLOW if links_of((node,)) else _TITLE_END  # `**甲** 和乙都好。` is a sentence
    ends = not isinstance(after, Text) or follows.match(after.text) is not None
    if not is_title or not ends or not 0 < len(plain((node,))) <= _MAX_TITLE:
        return Draft((), (Paragraph(nodes, line),), line, titled=False)
    below = paragraphs(more, line)
    if isinstance(node, Styled):
        text = _after_separator(first[at + 1 :])
        title = (*first[:at], *node.children)
        return Draft(title, (*([Paragraph(text, line)] if text else []), *below), line)
    return Draft(first, tuple(below), line)


def _may_stand_before(node: Inline) -> bool:
    """Tell whether text before a title is but a sign (an emoji) or tags: `[FR] [title](…)`."""
    return isinstance(node, Text) and (
        not any(map(str.isalnum, node.text)) or _TAGS.fullmatch(node.text) is not None
    )


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
        return replace(contents, drafts=tuple(draft if draft.titled else _forced(draft) for draft in drafts))
    return replace(contents, drafts=tuple(_untitled(draft) if draft.titled else draft for draft in drafts))


def _can_be_titled(draft: Draft) -> bool:
    """Tell whether a first line may stand as title: not where a sentence goes on behind a link."""
    first = draft.blocks[0]
    return isinstance(first, Paragraph) and not isinstance(first.children[0], Link)


def _forced(draft: Draft) -> Draft:
    first, *rest = draft.blocks
    assert isinstance(first, Paragraph)  # noqa: S101 - narrows the type; _can_be_titled looked
    headline, *lines = hard_lines(first.children)
    return replace(draft, headline=headline, blocks=(*paragraphs(lines, first.line), *rest), titled=True)


def _untitled(draft: Draft) -> Draft:
    blocks = (Paragraph(draft.headline, draft.line), *draft.blocks)
    return replace(draft, headline=(), blocks=blocks, titled=False)
