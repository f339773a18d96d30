"""Untitled items of a section: the entries of its lists of bullets, where nothing leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from issue_normalizer.blocks import contents_of
from issue_normalizer.inline_types import is_styled
from issue_normalizer.inlines import links_of, plain
from issue_normalizer.interpret.contents import Contents, Drafts, by_running_text, is_bullets
from issue_normalizer.interpret.item import Draft
from issue_normalizer.interpret.lists import is_table_of_contents
from issue_normalizer.interpret.outline import without_rules
from issue_normalizer.interpret.paragraph_items import is_label
from issue_normalizer.interpret.polls import is_poll
from issue_normalizer.patterns import rare
from issue_normalizer.tree import Block, Blocks, List, Paragraph

_SEVERAL: Final = 2
_GO_ON: Final = (";", ",")  # of wide ones, `；` ends short news, too
_LONGEST_PART: Final = 80  # of a sentence that goes on through a list
_SENTENCE: Final = rare(r"[.!?]\s")


def by_bullets(blocks: Blocks) -> Contents:
    """Untitled items as the entries of the last list of bullets, or of all that short lines part.

    A list of contents, whose entries lead to places within the page, holds none, nor does a poll.
    """
    lists = [at for at, block in enumerate(blocks) if is_bullets(block)]
    if not lists or any(is_table_of_contents(blocks[at]) for at in lists) or is_poll(blocks[lists[-1]]):
        return Contents(blocks, (), ())
    if _is_enumeration(blocks[: lists[-1] + 1]):
        return Contents(blocks, (), ())
    if len(lists) > _SEVERAL and _are_single(blocks, lists):
        return _by_single_entries(blocks, lists)
    between = set(range(lists[0], lists[-1])).difference(lists)
    if any(not _is_bold_label(blocks[at], blocks[at + 1]) for at in between):
        return by_running_text(blocks)
    drafts = Drafts()
    for block in blocks[: lists[-1] + 1]:
        if type(block) is List and is_bullets(block):
            for entry in block.items:
                drafts.start(Draft((), entry.blocks, entry.line, titled=False))
        else:
            drafts.add(block)
    return Contents(
        without_rules(drafts.intro), tuple(drafts.finished()), without_rules(blocks[lists[-1] + 1 :])
    )


def _is_enumeration(blocks: Blocks) -> bool:
    """Tell whether the entries of a last list go on with the sentence above it: `Check that:`, `- it rains,`.

    Must not: news that end in `；`, entries that hold a sentence or a link.
    """
    above, block = blocks[-2:-1], blocks[-1]
    if not above or not isinstance(above[0], Paragraph) or not plain(above[0].children).endswith(":"):
        return False
    entries = block.items if isinstance(block, List) else ()
    texts = [plain(first.children) for entry in entries if isinstance(first := entry.blocks[0], Paragraph)]
    linked = any(links_of(nodes) for nodes in contents_of((block,)))
    are_parts = all(len(text) <= _LONGEST_PART and not _SENTENCE.search(text) for text in texts)
    return len(texts) > 1 and not linked and are_parts and all(text[-1:] in _GO_ON for text in texts[:-1])


def _are_single(blocks: Blocks, lists: Sequence[int]) -> bool:
    """Tell whether each of some lists is one entry, and text stands below each: `• A net` / `It holds.`."""
    ends = (*lists[1:], len(blocks))
    return all(
        isinstance(block := blocks[at], List) and len(block.items) == 1 and end > at + 1
        for at, end in zip(lists, ends, strict=True)
    )


def _by_single_entries(blocks: Blocks, lists: Sequence[int]) -> Contents:
    """Untitled items as the entries of lists that texts part: these belong to the entry above."""
    drafts = Drafts()
    for at, block in enumerate(blocks):
        if at in lists and isinstance(block, List):
            entry = block.items[0]
            drafts.start(Draft((), entry.blocks, entry.line, titled=False))
        else:
            drafts.add(block)
    return Contents(without_rules(drafts.intro), tuple(drafts.finished()), ())


def _is_bold_label(block: Block, following: Block) -> bool:
    return type(block) is Paragraph and is_label(block, following) and is_styled(block.children[0])
