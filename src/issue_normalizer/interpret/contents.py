"""What a section holds, and the two ways to tell that every newsletter shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import wording
from issue_normalizer.interpret.item import Draft, cut_start
from issue_normalizer.interpret.outline import split_at_headings, without_rules
from issue_normalizer.patterns import rare
from issue_normalizer.tree import Block, Blocks, Heading, Inlines, List, ListItem, Paragraph

# A number that stands before a title: `1、`, `2. `, `【3】`; `1.2` may be one, beside others that can be
# nothing else.
_NUMBER: Final = rare(r"\s*(?:【(?=\d+】))?(\d{1,3})\s*([、．.)）]|(?<=\d)】)\s*(?=\S)")
CLEAR_NUMBER: Final = rare(r"\s*(?:【\d{1,3}】|\d{1,3}\s*(?:[、．)）]|\.(?!\d)))\s*(?=\S)")


class Contents(Struct, frozen=True, gc=False):
    """A section's blocks, told apart. `headless_list` is the line of a list that lost its first part."""

    intro: Blocks
    drafts: tuple[Draft, ...]
    outro: Blocks
    headless_list: int | None = None


class Drafts:
    """A section's items while its blocks are read: what follows each, and what stands before the first."""

    def __init__(self) -> None:
        self.started: list[Draft] = []
        self.intro: list[Block] = []
        self.speaking: Block | None = None  # the last block of the current item that is no list
        self._follows: list[list[Block]] = []
        self._entries: list[ListItem] | None = None  # of the list of bullets that is added to

    def start(self, draft: Draft) -> None:
        """Begin an item."""
        self._close_list()
        self.started.append(draft)
        self._follows.append(list(draft.blocks))
        self.speaking = next((one for one in reversed(draft.blocks) if type(one) is not List), None)

    def start_all(self, drafts: Sequence[Draft]) -> None:
        """Begin items, one after another."""
        for draft in drafts:
            self.start(draft)

    def add(self, block: Block) -> None:
        """Add a block to the item above, or to the intro."""
        self._close_list()
        self._target.append(block)
        if type(block) is not List:
            self.speaking = block

    def add_bullets(self, block: List) -> None:
        """Add a list of bullets; neighbouring ones become one list."""
        last = self._target[-1] if self._target else None
        if self._entries is not None:
            self._entries += block.items
        elif type(last) is List and last.start is None:
            self._entries = [*last.items, *block.items]
        else:
            self._target.append(block)

    def finished(self) -> list[Draft]:
        """Give the items, each with all that follows it."""
        self._close_list()
        pairs = zip(self.started, self._follows, strict=True)
        return [replace(draft, blocks=tuple(blocks)) for draft, blocks in pairs]

    @property
    def _target(self) -> list[Block]:
        return self._follows[-1] if self._follows else self.intro

    def _close_list(self) -> None:
        last = self._target[-1] if self._target else None
        if self._entries is not None and type(last) is List:
            self._target[-1] = replace(last, items=tuple(self._entries))
        self._entries = None


def by_headings(blocks: Blocks) -> Contents | None:
    """Items under sub-headings: `### 1、标题`. Deeper headings are part of the text."""
    level = min((block.level for block in blocks if type(block) is Heading), default=0)
    if not level:
        return None
    intro, groups = split_at_headings(blocks, level)
    drafts = [Draft(head.children, inner, head.line) for head, inner in groups]
    return Contents(intro, tuple(_without_numbers(drafts)), ())


def _without_numbers(drafts: list[Draft]) -> list[Draft]:
    """Take numbers off titles that run 1, 2, 3 …: the order says the same.

    Must fire: `1、甲` / `2、乙`. Must not: `2. 乙` alone, `3D 打印`, a list with a gap.
    """
    numbers = read_numbers([wording(draft.headline) for draft in drafts])
    if len(drafts) < 2 or [int(match[1]) if match else 0 for match in numbers] != list(
        range(1, len(drafts) + 1)
    ):
        return drafts
    return [
        replace(draft, headline=cut_start(draft.headline, match[0]), claims=(Claim("number", match[0]),))
        if match
        else draft
        for draft, match in zip(drafts, numbers, strict=True)
    ]


def leading_number(text: str) -> re.Match[str] | None:
    """Find the number that a text begins with; its groups are the number and the sign behind it."""
    return _NUMBER.match(text) if text.lstrip().lstrip("【")[:1].isdecimal() else None


def read_numbers(texts: Sequence[str]) -> list[re.Match[str] | None]:
    """Find the number that each text begins with; its first group is the number itself.

    `3.5G` is numbered only beside a `2.` or `4.`, or between a `2、` and a `4、`, that can be nothing else.
    """
    matches = list(map(leading_number, texts))
    if not any(matches):
        return matches
    sure = [match if CLEAR_NUMBER.match(text) else None for match, text in zip(matches, texts, strict=True)]
    clear: dict[int, set[str]] = {}
    for match in filter(None, sure):
        clear.setdefault(int(match[1]), set()).add(match[2])

    def is_in_order(match: re.Match[str]) -> bool:
        around = [clear.get(int(match[1]) + step, ()) for step in (-1, 1)]
        return any(match[2] in signs for signs in around) or all(around)

    return [
        match if match and (is_clear or is_in_order(match)) else None
        for match, is_clear in zip(matches, sure, strict=True)
    ]


def by_running_text(blocks: Blocks) -> Contents:
    """Untitled items as the entries of the last bullet list; without one, all is intro.

    The canonical form reads a section without titles the same way, so that nothing else can be meant.
    """
    at = next((i for i in range(len(blocks) - 1, -1, -1) if is_bullets(blocks[i])), None)
    bullets = blocks[at] if at is not None else None
    if at is None or type(bullets) is not List:
        return Contents(blocks, (), ())
    drafts = tuple(Draft((), entry.blocks, entry.line, titled=False) for entry in bullets.items)
    return Contents(without_rules(blocks[:at]), drafts, without_rules(blocks[at + 1 :]))


def is_bullets(block: Block) -> bool:
    """Tell whether a block is a list of bullets, none of them a task."""
    return type(block) is List and block.start is None and all(entry.checked is None for entry in block.items)


def paragraphs(lines: Sequence[Inlines], line: int) -> list[Block]:
    """Make a paragraph of each line."""
    return [Paragraph(nodes, line) for nodes in lines]
