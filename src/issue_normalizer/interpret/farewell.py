"""The end of a letter: what its writer says behind the last item, and signs with a name."""

from __future__ import annotations

from functools import cache
from typing import Final

from msgspec.structs import replace

from issue_normalizer import __path__ as package
from issue_normalizer.data import read_data
from issue_normalizer.inlines import plain
from issue_normalizer.interpret.contents import Contents
from issue_normalizer.tree import Block, Heading, List, Paragraph

_MAX_LINE: Final = 120
_MOST: Final = 8  # blocks of it


def without_farewell(contents: Contents) -> Contents:
    """Put the end of a letter behind the items of its last section: it is no text of the last one.

    Must fire: `Until next week,` / `Ann` / `P.S. Tell a friend.`. Must not: such words above a list, or far
    from the end.
    """
    if not contents.drafts or contents.outro:
        return contents
    *before, last = contents.drafts
    first = max(0, len(last.blocks) - _MOST)
    at = next((at for at in range(first, len(last.blocks)) if _takes_leave(last.blocks[at])), None)
    has_text = at != 0 or (last.head is not None and bool(last.head.rest))
    if at is None or not has_text:  # what is all that an item says is its text
        return contents
    end = last.blocks[at:]
    if any(isinstance(block, (Heading, List)) for block in end):
        return contents
    return replace(contents, drafts=(*before, replace(last, blocks=last.blocks[:at])), outro=end)


def _takes_leave(block: Block) -> bool:
    text = plain(block.children).casefold() if isinstance(block, Paragraph) else ""
    return 0 < len(text) <= _MAX_LINE and text.replace("’", "'").startswith(_words())


@cache
def _words() -> tuple[str, ...]:
    return tuple(read_data(f"{package[0]}/interpret/farewell")["words"])
