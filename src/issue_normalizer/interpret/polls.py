"""Polls: a list of answers to choose from, each a link that tells the mail's sender which."""

from __future__ import annotations

from typing import Final

from issue_normalizer.inlines import links_of, plain
from issue_normalizer.patterns import rare
from issue_normalizer.text import display_width
from issue_normalizer.tree import Block, List, Paragraph

_FEW: Final = 2  # answers
_MOST: Final = 6
_WIDEST: Final = 24  # of an answer; wide letters count twice
_WORDS: Final = rare(r"(?i)(?<![^\W_])(?:polls?|votes?|voting|surveys?|feedback|ratings?)(?![^\W_])")
_VALUE: Final = rare(r"=[^&#]*")


def is_poll(block: Block) -> bool:
    """Tell whether entries are answers to choose from: links to one address of a poll, but for one value.

    Must fire: `[Great](https://a.example/poll?a=1)` above `[Poor](https://a.example/poll?a=2)`. Must not: an
    entry that says more, `https://a.example/watch?v=…` with titles of news.
    """
    if not isinstance(block, List) or not _FEW <= len(block.items) <= _MOST:
        return False
    firsts = [first for entry in block.items if isinstance(first := entry.blocks[0], Paragraph)]
    links = [links_of(first.children) for first in firsts]
    if len(links) < len(block.items) or any(len(each) != 1 for each in links):
        return False
    urls = [each[0].url for each in links]
    return (
        all(_WORDS.search(url) for url in urls)
        and _differ_in_one_value(urls)
        and all(display_width(plain(first.children)) <= _WIDEST for first in firsts)
    )


def _differ_in_one_value(urls: list[str]) -> bool:
    """Tell whether addresses are one but for the value of one parameter."""
    paths = {url.partition("?")[0] for url in urls}
    asked = [url.partition("?")[2].split("&") for url in urls]
    names = {tuple([_VALUE.sub("", each) for each in one]) for one in asked}
    if len(paths) > 1 or len(names) > 1:
        return False
    return sum(len(set(column)) > 1 for column in zip(*asked, strict=True)) == 1
