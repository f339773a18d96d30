"""How much of an issue a scrape holds: what chooses among scrapes, and what tells that one lost something.

The thresholds are measured on 126 scrapes of 14 issues, in nine page shapes each: two scrapes of one issue
share at least 81 % of the shorter one's text, two issues at most 27 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from issue_normalizer.batch.matching import (
    addresses_of,
    item_key,
    items_of,
    match,
    share,
    share_in_order,
    text_key,
)
from issue_normalizer.issue import Issue

_SAME_ISSUE = 0.4  # share of the shorter text from which two scrapes of one series and date are one issue
_TEXT = 0.9  # share of the earlier text below which a scrape holds clearly less,
_LINKS = 0.9  # and share of the earlier addresses
_SHOWN = 3  # titles of lost items that are named


def riches(issue: Mapping[str, Any]) -> tuple[int, int, int, int]:
    """Give how much an issue holds, by the counts of its record; more is better.

    An item, a link and a hundred letters count the same: a dump in which lists fell into more items is not
    better than the page with its links, and a page that is cut is not better than the dump.
    """
    items, links, text = issue["items"], issue["links"], issue["text"]
    return items + links + text // 100, items, links, text


def is_same(one: str, other: str) -> bool:
    """Tell whether two scrapes of one series and date are of one issue, by their Markdown."""
    shorter, longer = sorted((_body(one), _body(other)), key=len)
    return share(shorter, text_key(longer)) >= _SAME_ISSUE


def losses(earlier: tuple[Issue, str], new: tuple[Issue, str]) -> list[str]:
    """List what a scrape lacks of what an earlier one held, each as an issue and its Markdown.

    Any item counts; text and addresses do where clearly less of them is there. Other words in the same
    place, and a link less, are no loss.
    """
    (before, before_text), (after, after_text) = earlier, new
    if before == after:
        return []
    key = text_key(_body(after_text))
    found = items_of(after)
    lost = []
    missing = [item for item in items_of(before) if item_key(item) not in key and not match(item, found)]
    if missing:
        named = ", ".join((item.title or item.summary)[:40] for item in missing[:_SHOWN])
        lost.append(f"{len(missing)} of {len(items_of(before))} items: {named}")
    kept = share(_body(before_text), key)
    if kept < _TEXT:  # words may differ here and there
        kept = max(kept, share_in_order(text_key(_body(before_text)), key))
    if kept < _TEXT:
        lost.append(f"{1 - kept:.0%} of its text")
    links, left = addresses_of(before), addresses_of(after)
    if len(links & left) < _LINKS * len(links) and len(left) < len(links):
        lost.append(f"{len(links - left)} of {len(links)} links")
    return lost


def _body(markdown: str) -> str:
    """Take the front matter off."""
    start, mark, body = markdown.partition("\n---\n")
    return body if mark and start.startswith("---\n") else markdown
