"""Several kinds of damage at once, as a scraper does them that changed."""

from __future__ import annotations

from random import Random

from damages.harmless import HARMLESS
from damages.items import ITEM_DAMAGES
from damages.model import Baseline, DamagedIssue, DamagedText, IssueDamage, TextDamage
from damages.pages import PAGE_DAMAGES

from issue_normalizer.issue import Issue

# Damage to one item each that leaves all others where they stand.
_SINGLE = (
    "cut a summary",
    "drop a sentence",
    "add a sentence",
    "replace words in a summary",
    "drop one link in a summary",
    "change words of a title",
    "change signs of a title",
    "drop a title's link",
    "one character of an address",
    "drop a publisher",
    "drop a tag",
    "drop a fact",
)


def _three_items(issue: Issue, random: Random) -> DamagedIssue | None:
    """Damage three items, each in another way."""
    damaged = DamagedIssue(issue, ())
    for kind in random.sample(_SINGLE, len(_SINGLE)):
        more = ITEM_DAMAGES[kind](damaged.issue, random)
        paths = {one.path for one in damaged.expected}
        if more and more.expected[0].path not in paths:
            damaged = DamagedIssue(more.issue, (*damaged.expected, *more.expected))
            if len(damaged.expected) == 3:
                return damaged
    return None


def _both(first: str, second: str) -> TextDamage:
    """Do two kinds of damage to a page, one after the other."""

    def damage(page: Baseline, random: Random) -> DamagedText | None:
        once = PAGE_DAMAGES[first](page, random)
        if once is None:
            return None
        twice = (PAGE_DAMAGES | HARMLESS)[second](page._replace(text=once.text), random)
        return twice and DamagedText(twice.text, (*once.expected, *twice.expected))

    return damage


MIXED_ISSUE: dict[str, IssueDamage] = {"three items in three ways": _three_items}
MIXED_PAGE: dict[str, TextDamage] = {
    f"{first} + {second}": _both(first, second)
    for first in ("drop an item's lines", "drop a section's lines", "drop a title line's link")
    for second in ("fold the width", "drop all links", "shape: saved", "shape: site", "underlined headings")
    if (first, second) != ("drop a title line's link", "drop all links")
}
