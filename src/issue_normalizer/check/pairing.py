"""Which item of an issue is which item of its new scrape: by address, by title, by likeness of text.

A retitled or moved item is still the same item. Each item has one partner at most.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence

from msgspec import Struct

from issue_normalizer.check.words import key
from issue_normalizer.issue import Issue, Item
from issue_normalizer.urls import canonical_url

# Per cent of likeness from which two items are one. No two items of some 300 are as like as that.
_ALIKE = 60
_ALIKE_TITLES = 70  # of titles alone: what stands below them may be another text
_ALIKE_SHORT = 75  # where a text is short: chance alone makes `甲发布` and `乙发布` alike
_OWN_TEXT = 8  # letters of a text that make it one item's own
_SAME_PLACE = 35  # of items that lead to the same address, which several may do
_SHORT = 16  # letters
_CANDIDATES = 50  # items of one address that are compared for likeness
_COMPARED = 400_000  # pairs of items: more of them are not compared for likeness
_KEY = 400  # letters of a text that likeness is judged by
_READ = 4 * _KEY  # characters of a text that they are found in
# Where Markdown leads, which a text shows nowhere.
_TARGET = re.compile(r"(?<=\])\([^()\s]*\)|<[^<>\s]*>")


class Entry(Struct, frozen=True):
    """An item with its place, and what it is matched by; `heading` is its section's."""

    section: int
    number: int
    heading: str
    item: Item
    title: str
    text: str

    @property
    def path(self) -> str:
        """The place in the JSON."""
        return f"sections/{self.section}/items/{self.number}"

    @property
    def whole(self) -> str:
        """Title and text as one: a tool may take one for the other."""
        return (self.title + self.text)[:_KEY]


class Pair(Struct, frozen=True):
    """An item of the baseline and the same item of the new scrape."""

    old: Entry
    new: Entry


class Pairs(Struct, frozen=True):
    """All pairs, in the order of the new scrape, and the items that have no partner."""

    pairs: list[Pair]
    lost: list[Entry]
    added: list[Entry]


def entries(issue: Issue) -> list[Entry]:
    """List the items of an issue."""
    return [
        Entry(at, number, section.title, item, key(item.title or ""), _text(item.summary))
        for at, section in enumerate(issue.sections)
        for number, item in enumerate(section.items)
    ]


def _text(summary: str) -> str:
    """Give the letters of a summary, as far as likeness is judged by them."""
    return key(_TARGET.sub("", summary[:_READ]))[:_KEY]


def pair_items(old: Issue, new: Issue) -> Pairs:
    """Find the pairs of items of two issues: what is surest first."""
    old_entries, new_entries = entries(old), entries(new)
    own_address = _own_address(old_entries, new_entries)
    matcher = _Matcher(old_entries, new_entries)
    matcher.by(lambda one: (one.item.url, one.whole), in_section=True)
    matcher.by(lambda one: (one.item.url, one.whole))
    matcher.by(_full_title, in_section=True)
    matcher.by(own_address)
    matcher.by(_address, is_alike=True)
    matcher.by(_full_title)
    matcher.by(lambda one: one.whole or None)
    matcher.by(lambda one: one.text if len(one.text) >= _OWN_TEXT else None)
    matcher.by_likeness()
    return matcher.result()


def _address(one: Entry) -> str | None:
    return canonical_url(one.item.url) if one.item.url else None


def _own_address(old: Sequence[Entry], new: Sequence[Entry]) -> Callable[[Entry], str | None]:
    """Give the rule that matches items by an address to which no other item of their issue leads."""
    counts = Counter(map(_address, old)), Counter(map(_address, new))
    own = {address for address in counts[0] if all(count[address] == 1 for count in counts)}
    return lambda one: address if (address := _address(one)) in own else None


def _full_title(one: Entry) -> str | None:
    return one.title or None


class _Matcher:
    """Pairs what is left, one rule after the other."""

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry]) -> None:
        self.old = {one.path: one for one in old}
        self.new = {one.path: one for one in new}
        self.pairs: list[Pair] = []

    def by(
        self, rule: Callable[[Entry], Hashable | None], *, in_section: bool = False, is_alike: bool = False
    ) -> None:
        """Pair items for which a rule gives the same; those alone that are somewhat alike on request.

        With `in_section`, both stand in sections of the same heading.
        """
        waiting: dict[Hashable, list[Entry]] = defaultdict(list)
        for one in self.old.values():
            if (value := rule(one)) is not None:
                waiting[value, one.heading if in_section else ""].append(one)
        for one in tuple(self.new.values()):
            candidates = waiting.get((rule(one), one.heading if in_section else ""), [])
            if found := _most_alike(one, candidates) if is_alike else next(iter(candidates), None):
                candidates.remove(found)
                self._join(found, one)

    def by_likeness(self) -> None:
        """Pair what is left where title and text are like enough, the likest first."""
        if len(self.old) * len(self.new) > _COMPARED:
            return
        alike = [
            (score, old, new)
            for old in self.old.values()
            for new in self.new.values()
            if (score := _likeness(old, new)) >= (_ALIKE if _is_long(old, new) else _ALIKE_SHORT)
        ]
        for _, old, new in sorted(alike, key=lambda one: -one[0]):
            if old.path in self.old and new.path in self.new:
                self._join(old, new)

    def result(self) -> Pairs:
        """Give what was found."""
        pairs = sorted(self.pairs, key=lambda pair: (pair.new.section, pair.new.number))
        return Pairs(pairs, list(self.old.values()), list(self.new.values()))

    def _join(self, old: Entry, new: Entry) -> None:
        del self.old[old.path], self.new[new.path]
        self.pairs.append(Pair(old, new))


def _likeness(old: Entry, new: Entry) -> float:
    """Tell how alike two items are, in per cent: by title and text, or by their titles alone."""
    from rapidfuzz.fuzz import ratio

    of_titles = ratio(old.title, new.title, score_cutoff=_ALIKE_TITLES) if old.title and new.title else 0.0
    return max(ratio(old.whole, new.whole), of_titles)


def _is_long(old: Entry, new: Entry) -> bool:
    return min(len(old.whole), len(new.whole)) >= _SHORT


def _most_alike(one: Entry, others: Sequence[Entry]) -> Entry | None:
    """Give the first of the entries of one address that are most like another, if it is like it at all."""
    best = max(others[:_CANDIDATES], key=lambda other: _likeness(other, one), default=None)
    return best if best and _likeness(best, one) >= _SAME_PLACE else None
