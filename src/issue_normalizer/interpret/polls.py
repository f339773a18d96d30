"""Polls: a list of answers to choose from, each a link that tells the mail's sender which."""

from __future__ import annotations

from typing import Final

from issue_normalizer.inlines import links_of, plain
from issue_normalizer.tree import Block, List, Paragraph

_FEW: Final = 2  # answers
_FEW_WORDS: Final = 4  # of an answer


def is_poll(block: Block) -> bool:
    """Tell whether entries are answers to choose from: links to one address, but for what it is asked.

    Must fire: `[Great](https://a.example/poll?a=1)` above `[Poor](https://a.example/poll?a=2)`. Must not: an
    entry that says more, `https://a.example/watch?v=…` with titles of news.
    """
    if not isinstance(block, List):
        return False
    firsts = [entry.blocks[0] for entry in block.items]
    links = [links_of(first.children) for first in firsts if isinstance(first, Paragraph)]
    if len(links) < _FEW or len(links) < len(firsts) or any(len(each) != 1 for each in links):
        return False
    asked = {each[0].url.partition("?")[0] for each in links}
    words = [plain(first.children).split() for first in firsts if isinstance(first, Paragraph)]
    return (
        len(asked) == 1 and all("?" in each[0].url for each in links) and max(map(len, words)) <= _FEW_WORDS
    )
