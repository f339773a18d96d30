"""Items with their places, and how alike two of them are."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from msgspec import Struct

from issue_normalizer.identity.keys import text_key
from issue_normalizer.identity.thresholds import (
    ALIKE,
    ALIKE_SHORT,
    ALIKE_TITLES,
    ALIKE_TITLES_ELSEWHERE,
    CORE,
    SHORT,
)
from issue_normalizer.issue import Issue, Item
from issue_normalizer.patterns import rare
from issue_normalizer.text import fold_width
from issue_normalizer.urls import canonical_url

_KEY = 400  # letters of a text that likeness is judged by
_READ = 4 * _KEY  # characters of a text that they are found in
# Where Markdown leads, which a text shows nowhere. What an image is called counts: a dump shows it.
_TARGET = re.compile(r"(?<=\])\([^()\s]*\)|<[^<>\s]*>")
_NUMBER = re.compile(r"\d+")

# In half width: a label before a title, brackets before it, a publisher behind it.
_LABEL = rare(r"\A\s*[^\W\d_]{1,12}\s*:\s*(?!//)")
_TAGS = rare(r"\A\s*(?:\[[^\]]*\]\s*|【[^】]*】\s*)+")
_TAIL = rare(r"\s*[|丨｜][^|丨｜]*\Z")


class PlacedItem(Struct, frozen=True):
    """An item with its place, and what it is compared by; `heading` is its section's.

    `title` and `text` are keys, `address` is the one spelling of where the title leads.
    """

    section: int
    number: int
    heading: str
    item: Item
    title: str
    text: str
    address: str | None

    @property
    def path(self) -> str:
        """The place in the JSON."""
        return f"sections/{self.section}/items/{self.number}"

    @property
    def whole(self) -> str:
        """Title and text as one: a tool may take one for the other."""
        return (self.title + self.text)[:_KEY]


def placed_items(issue: Issue) -> list[PlacedItem]:
    """List the items of an issue."""
    return [
        PlacedItem(
            at,
            number,
            section.title,
            item,
            text_key(item.title or ""),
            _text(item.summary),
            canonical_url(item.url) if item.url else None,
        )
        for at, section in enumerate(issue.sections)
        for number, item in enumerate(section.items)
    ]


def _text(summary: str) -> str:
    """Give the letters of a summary, as far as likeness is judged by them."""
    return text_key(_TARGET.sub("", summary[:_READ]))[:_KEY]


def cores(one: PlacedItem) -> frozenset[str]:
    """Give the keys of a title without what may be glued to it, where enough is left.

    That is what another scrape has beside it: a label, tags, the publisher.
    """
    if one.item.title is None:
        return frozenset()
    title = fold_width(one.item.title)
    bare = _TAGS.sub("", _LABEL.sub("", title))
    forms = (_LABEL.sub("", title), _TAGS.sub("", title), bare, _TAIL.sub("", bare), _TAIL.sub("", title))
    return frozenset(key for form in forms if form != title and len(key := text_key(form)) >= CORE)


def name_of(one: PlacedItem) -> str:
    """Give what an item is known by in a list: its title, or its text where it has none."""
    return one.title or one.text


def is_among(one: PlacedItem, names: AbstractSet[str]) -> bool:
    """Tell whether an item is there once more, by its name, or by its title without what is glued to it."""
    return name_of(one) in names or not names.isdisjoint(cores(one))


def likeness(old: PlacedItem, new: PlacedItem) -> float:
    """Tell how alike two items are, in per cent: by title and text, or by their titles alone."""
    from rapidfuzz.fuzz import ratio

    of_titles = ratio(old.title, new.title, score_cutoff=ALIKE_TITLES) if old.title and new.title else 0.0
    return max(ratio(old.whole, new.whole), of_titles)


def alike(old: PlacedItem, new: PlacedItem) -> float:
    """Give the likeness of two items that nothing surer tells to be one; 0 where that is too little.

    Titles alone must agree in their numbers: `3.11 is out` is not `3.12 is out`.
    """
    score = likeness(old, new)
    if not (old.text and new.text):
        if _NUMBER.findall(old.title) != _NUMBER.findall(new.title):
            return 0.0
        if old.address and new.address and old.address != new.address and score < ALIKE_TITLES_ELSEWHERE:
            return 0.0
    is_short = min(len(old.whole), len(new.whole)) < SHORT
    return score if score >= (ALIKE_SHORT if is_short else ALIKE) else 0.0
