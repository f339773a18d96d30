"""What a scrape lost of what an earlier one held, and how much a record says that it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from issue_normalizer.identity import issues
from issue_normalizer.identity.issues import body
from issue_normalizer.identity.items import is_among, name_of
from issue_normalizer.identity.keys import shown_key
from issue_normalizer.identity.pairing import pair_items
from issue_normalizer.identity.shares import share, share_in_order
from issue_normalizer.identity.thresholds import KEPT_LINKS, KEPT_TEXT
from issue_normalizer.issue import Issue

_SHOWN = 3  # titles of lost items that are named


def riches(issue: Mapping[str, Any]) -> tuple[int, int, int, int]:
    """Give how much an issue holds, by the counts of its record; more is better."""
    return issues.riches(issue["items"], issue["links"], issue["text"])


def losses(earlier: tuple[Issue, str], new: tuple[Issue, str]) -> list[str]:
    """List what a scrape lacks of what an earlier one held, each as an issue and its Markdown.

    Any item counts; text and addresses do where clearly less of them is there. Other words in the same
    place, and a link less, are no loss.
    """
    (before, before_text), (after, after_text) = earlier, new
    if before == after:
        return []
    key = shown_key(body(after_text))
    pairs = pair_items(before, after)
    names = {name_of(one) for one in pairs.all_new}
    missing = [
        one.item
        for one in pairs.lost
        if shown_key(one.item.title or one.item.summary) not in key and not is_among(one, names)
    ]
    lost = []
    if missing:
        named = ", ".join((item.title or item.summary)[:40] for item in missing[:_SHOWN])
        lost.append(f"{len(missing)} of {len(pairs.pairs) + len(pairs.lost)} items: {named}")
    kept = share(body(before_text), key)
    if kept < KEPT_TEXT:  # words may differ here and there
        kept = max(kept, share_in_order(shown_key(body(before_text)), key))
    if kept < KEPT_TEXT:
        lost.append(f"{1 - kept:.0%} of its text")
    links, left = _addresses(before), _addresses(after)
    if len(links & left) < KEPT_LINKS * len(links) and len(left) < len(links):
        lost.append(f"{len(links - left)} of {len(links)} links")
    return lost


def _addresses(issue: Issue) -> frozenset[str]:
    """List where titles and other links of the items lead."""
    items = [item for section in issue.sections for item in section.items]
    return frozenset(
        [item.url for item in items if item.url] + [link.url for item in items for link in item.links]
    )
