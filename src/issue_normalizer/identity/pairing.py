"""Which item of an issue is which item of its new scrape: by address, by title, by likeness of text.

A retitled or moved item is still the same item. Each item has one partner at most.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.identity.items import PlacedItem, alike, cores, likeness, placed_items
from issue_normalizer.identity.keys import text_key
from issue_normalizer.identity.thresholds import ALIKE_AT_ADDRESS, OWN_TEXT
from issue_normalizer.issue import Issue

Rule: TypeAlias = Callable[[PlacedItem], Hashable | None]  # what items that are one have in common

_CANDIDATES = 50  # items of one address that are compared for likeness
_COMPARED = 400_000  # pairs of items: more of them are not compared for likeness


class Pair(Struct, frozen=True):
    """An item of the baseline and the same item of the new scrape."""

    old: PlacedItem
    new: PlacedItem


class Pairs(Struct, frozen=True):
    """All pairs, in the order of the new scrape, and the items that have no partner.

    `sections` tells which section is which: old number -> new number.
    """

    pairs: list[Pair]
    lost: list[PlacedItem]
    added: list[PlacedItem]
    sections: dict[int, int]

    @property
    def all_old(self) -> list[PlacedItem]:
        """The items of the baseline, in their order."""
        return _in_order([*(pair.old for pair in self.pairs), *self.lost])

    @property
    def all_new(self) -> list[PlacedItem]:
        """The items of the new scrape, in their order."""
        return _in_order([*(pair.new for pair in self.pairs), *self.added])


def _in_order(items: list[PlacedItem]) -> list[PlacedItem]:
    return sorted(items, key=lambda one: (one.section, one.number))


def pair_items(old: Issue, new: Issue) -> Pairs:
    """Find the pairs of items of two issues, what is surest first, and then those of sections."""
    old_items, new_items = _without_phrases(placed_items(old), placed_items(new))
    matcher = _Matcher(old_items, new_items)
    matcher.by(lambda one: (one.address, one.whole), in_section=True)
    matcher.by(lambda one: (one.address, one.whole))
    matcher.by(_full_title, in_section=True)
    matcher.by(_own(lambda one: one.address, old_items, new_items))
    matcher.by(lambda one: one.address, is_alike=True)
    matcher.by(_full_title)
    matcher.by_core()
    matcher.by(lambda one: one.whole or None)
    matcher.by(lambda one: one.text if len(one.text) >= OWN_TEXT else None)
    matcher.by_likeness()
    pairs = sorted(matcher.pairs, key=lambda pair: (pair.new.section, pair.new.number))
    return Pairs(
        pairs, list(matcher.old.values()), list(matcher.new.values()), _pair_sections(old, new, pairs)
    )


def _without_phrases(*sides: list[PlacedItem]) -> Iterator[list[PlacedItem]]:
    """Give items without texts that stand below several titles of one issue: they are nobody's own."""
    phrases: set[str] = set()
    for side in sides:
        titles: dict[str, set[str]] = defaultdict(set)
        for one in side:
            if one.title and one.text:
                titles[one.text].add(one.title)
        phrases |= {text for text, some in titles.items() if len(some) > 1}
    for side in sides:
        yield [replace(one, text="") if one.title and one.text in phrases else one for one in side]


def _pair_sections(old: Issue, new: Issue, pairs: Sequence[Pair]) -> dict[int, int]:
    """Find which section is which: by heading, then by most items. Old number -> new number."""
    found: dict[int, int] = {}
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for at, section in enumerate(new.sections):
        waiting[text_key(section.title)].append(at)
    for number, section in enumerate(old.sections):
        if same := waiting[text_key(section.title)]:
            found[number] = same.popleft()
    free = set(range(len(new.sections))) - set(found.values())
    shared = Counter((pair.old.section, pair.new.section) for pair in pairs)
    for (number, at), _ in shared.most_common():
        if number not in found and at in free:
            found[number] = at
            free.remove(at)
    return found


def _own(rule: Rule, old: Sequence[PlacedItem], new: Sequence[PlacedItem]) -> Rule:
    """Give a rule that counts only where it gives what no other item of either issue has."""
    counts = Counter(map(rule, old)), Counter(map(rule, new))
    own = {value for value in counts[0] if all(count[value] == 1 for count in counts)}
    return lambda one: value if (value := rule(one)) in own else None


def _full_title(one: PlacedItem) -> str | None:
    return one.title or None


class _Matcher:
    """Pairs what is left, one rule after the other."""

    def __init__(self, old: Sequence[PlacedItem], new: Sequence[PlacedItem]) -> None:
        self.old = {one.path: one for one in old}
        self.new = {one.path: one for one in new}
        self.pairs: list[Pair] = []

    def by(self, rule: Rule, *, in_section: bool = False, is_alike: bool = False) -> None:
        """Pair items for which a rule gives the same; those alone that are somewhat alike on request.

        With `in_section`, both stand in sections of the same heading.
        """
        waiting: dict[Hashable, list[PlacedItem]] = defaultdict(list)
        for one in self.old.values():
            if (value := rule(one)) is not None:
                waiting[value, one.heading if in_section else ""].append(one)
        for one in tuple(self.new.values()):
            candidates = waiting.get((rule(one), one.heading if in_section else ""), [])
            if found := _most_alike(one, candidates) if is_alike else next(iter(candidates), None):
                candidates.remove(found)
                self._join(found, one)

    def by_core(self) -> None:
        """Pair items of which one has the other's title with something glued to it."""
        titles: dict[str, deque[PlacedItem]] = defaultdict(deque)
        glued: dict[str, deque[PlacedItem]] = defaultdict(deque)
        for one in self.old.values():
            titles[one.title].append(one)
            for core in cores(one):
                glued[core].append(one)
        for one in tuple(self.new.values()):
            alike = [glued.get(one.title), *(titles.get(core) for core in sorted(cores(one)))]
            found = next((old for some in alike if some and (old := self._first_left(some))), None)
            if found:
                self._join(found, one)

    def _first_left(self, waiting: deque[PlacedItem]) -> PlacedItem | None:
        while waiting and waiting[0].path not in self.old:
            waiting.popleft()
        return waiting[0] if waiting else None

    def by_likeness(self) -> None:
        """Pair what is left where title and text are like enough, the likest first."""
        if len(self.old) * len(self.new) > _COMPARED:
            return
        found = [
            (score, old, new)
            for old in self.old.values()
            for new in self.new.values()
            if (score := alike(old, new))
        ]
        for _, old, new in sorted(found, key=lambda one: -one[0]):
            if old.path in self.old and new.path in self.new:
                self._join(old, new)

    def _join(self, old: PlacedItem, new: PlacedItem) -> None:
        del self.old[old.path], self.new[new.path]
        self.pairs.append(Pair(old, new))


def _most_alike(one: PlacedItem, others: Sequence[PlacedItem]) -> PlacedItem | None:
    """Give the first of the entries of one address that are most like another, if it is like it at all."""
    best = max(others[:_CANDIDATES], key=lambda other: likeness(other, one), default=None)
    return best if best and likeness(best, one) >= ALIKE_AT_ADDRESS else None
