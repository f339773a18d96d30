"""Scrapes of one issue: whether they are, and which of them holds most. It touches no file."""

from __future__ import annotations

from issue_normalizer.identity.keys import shown_key
from issue_normalizer.identity.shares import share
from issue_normalizer.identity.thresholds import SAME_ISSUE


def is_same(one: str, other: str) -> bool:
    """Tell whether two scrapes of one series and date are of one issue, by their Markdown."""
    shorter, longer = sorted((body(one), body(other)), key=len)
    return share(shorter, shown_key(longer)) >= SAME_ISSUE


def body(markdown: str) -> str:
    """Take the front matter off."""
    start, mark, rest = markdown.partition("\n---\n")
    return rest if mark and start.startswith("---\n") else markdown


def riches(items: int, links: int, text: int) -> tuple[int, int, int, int]:
    """Give how much an issue holds, by its items, links, and letters of text; more is better.

    An item, a link and a hundred letters count the same: a dump in which lists fell into more items is not
    better than the page with its links, and a page that is cut is not better than the dump.
    """
    return items + links + text // 100, items, links, text
