"""What a list of a newsletter that no profile knows is: links, titles of news, the contents of the issue."""

from __future__ import annotations

from typing import Final

from issue_normalizer.inlines import links_of
from issue_normalizer.interpret.entries import read_entry_start
from issue_normalizer.issue_title import find_date, find_number
from issue_normalizer.profiles import Profile
from issue_normalizer.text import is_wide
from issue_normalizer.tree import Block, List, Paragraph

_SAYS: Final = 16  # characters of a title, on average; wide ones count twice


def is_list_of_links(block: List, profile: Profile) -> bool:
    """Tell whether nearly all entries of a list begin with a link."""
    starts = [read_entry_start(entry, profile) for entry in block.items]
    links = sum(start is not None and start.form != "bold" for start in starts)
    return links > 1 and links * 5 >= len(starts) * 4


def lists_titles(block: List, profile: Profile) -> bool:
    """Tell whether a list of links tells news, and not where to follow or what came before.

    Must fire: `[How the pump broke](…) – Ann`, twice. Must not: `[Mastodon](…)`, `[Issue 11](…)`.
    """
    if not is_list_of_links(block, profile):
        return False
    starts = [read_entry_start(entry, profile) for entry in block.items]
    titles = [start.head.title for start in starts if start]
    said = [sum(1 + is_wide(char) for char in title) for title in titles]
    issues = sum(find_number(title) is not None or find_date(title) is not None for title in titles)
    return sum(said) >= _SAYS * len(said) and issues * 2 < len(titles)


def is_table_of_contents(block: Block) -> bool:
    """Tell whether most entries of a list lead to places within the page."""
    if type(block) is not List:
        return False
    inner = sum(
        isinstance(first := entry.blocks[0], Paragraph)
        and any(link.url.startswith("#") for link in links_of(first.children))
        for entry in block.items
    )
    return inner * 2 > len(block.items)
