"""Which issue of the baseline each new scrape is of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from issue_normalizer.check.scrapes import Scrape, stem
from issue_normalizer.identity.issues import is_same
from issue_normalizer.identity.items import placed_items
from issue_normalizer.identity.keys import Key, issue_key
from issue_normalizer.identity.thresholds import SHARED_ITEMS
from issue_normalizer.pipeline import write


class IssueMatch(Struct, frozen=True):
    """A new scrape and the issue of the baseline it is one of; one side may be None."""

    old: Scrape | None
    new: Scrape | None


def match_scrapes(
    new: Iterable[Scrape], baseline: Sequence[Scrape], *, is_whole: bool
) -> Iterator[IssueMatch]:
    """Find the issue of the baseline for each new scrape, as they come.

    By series and date, among several by path; what is left by path or by the items they share, at the
    end. Several scrapes may be of one issue, on both sides. With `is_whole`, the new scrapes are all there
    are: what the baseline has beside them is lost. Two single inputs always belong together.
    """
    known = _Baseline(baseline)
    unknown: list[Scrape] = []
    for one in new:
        if old := known.by_key(one):
            yield IssueMatch(old, one)
        else:
            unknown.append(one)
    if len(known.scrapes) == len(unknown) == 1 and not known.found:
        yield IssueMatch(known.scrapes[0], unknown[0])
        return
    for one in unknown:
        yield IssueMatch(known.by_likeness(one), one)
    if is_whole:
        yield from (IssueMatch(one, None) for one in known.lost())


class _Baseline:
    """The issues of a baseline, and which of them were found among the new scrapes."""

    def __init__(self, scrapes: Sequence[Scrape]) -> None:
        self.scrapes = [one for one in scrapes if one.issue]
        self.found: set[int] = set()
        self.keys: dict[Key, list[int]] = defaultdict(list)
        self.firsts: list[int] = []  # of each scrape, the first one of its issue
        self._items: dict[int, frozenset[str]] = {}
        for number, one in enumerate(self.scrapes):
            alike = self.keys[own] if (own := _key_of(one)) else []
            self.firsts.append(next((each for each in alike if self._are_one(one, each)), number))
            alike.append(number)

    def by_key(self, one: Scrape) -> Scrape | None:
        """Find an issue by series and date, if what it holds does not speak against it."""
        alike = self._alike(one)
        if len(alike) == 1 and self._is_equal(one, alike[0]):
            return self._take(alike[0])
        if not alike:
            return None
        items = _items_of(one)
        shares = {number: _share(items, self.items(number)) for number in alike}
        number = self._likest(one, alike, shares)
        return self._take(number) if shares[number] >= SHARED_ITEMS else None

    def by_likeness(self, one: Scrape) -> Scrape | None:
        """Find an issue by the items it shares, else by series and date, else by path."""
        shares = self._shares(one)
        most = max(shares.values(), default=0.0)
        if most >= SHARED_ITEMS:
            likest = sorted(number for number, shared in shares.items() if shared == most)
            return self._take(self._likest(one, likest, shares))
        same = next((n for n, other in enumerate(self.scrapes) if _is_same_path(one, other)), None)
        if alike := [n for n in self._alike(one) if n == same or self._are_one(one, n)]:
            return self._take(self._likest(one, alike, shares))
        is_dated = one.issue is not None and one.issue.date is not None
        if same is None or (is_dated and self.items(same) and same not in shares):
            return None  # another issue that took the place of the first
        return self._take(same)

    def lost(self) -> list[Scrape]:
        """List the issues that were not found, each once however many scrapes of it there are."""
        firsts = enumerate(self.firsts)
        return [
            self.scrapes[number] for number, first in firsts if number == first and first not in self.found
        ]

    def items(self, number: int) -> frozenset[str]:
        """Give the items of a scrape; most are never asked for."""
        if number not in self._items:
            self._items[number] = _items_of(self.scrapes[number])
        return self._items[number]

    @cached_property
    def holders(self) -> dict[str, list[int]]:
        """Tell which scrapes hold an item."""
        found: dict[str, list[int]] = defaultdict(list)
        for number in range(len(self.scrapes)):
            for item in self.items(number):
                found[item].append(number)
        return found

    def _is_equal(self, one: Scrape, number: int) -> bool:
        """Tell whether a scrape came out as one of the baseline, and has items that speak for it."""
        known = self.scrapes[number].issue
        return known == one.issue and known is not None and any(each.items for each in known.sections)

    def _take(self, number: int) -> Scrape:
        """Mark an issue as found, and all its scrapes with it."""
        self.found.add(self.firsts[number])
        return self.scrapes[number]

    def _alike(self, one: Scrape) -> list[int]:
        own = _key_of(one)
        return self.keys.get(own, []) if own else []

    def _are_one(self, one: Scrape, number: int) -> bool:
        """Tell whether two scrapes of one series and date are of one issue, by what they hold."""
        theirs = self.scrapes[number].issue
        if one.issue is None or theirs is None:
            return False
        is_shared = _share(_items_of(one), self.items(number)) >= SHARED_ITEMS
        return is_shared or is_same(write(one.issue), write(theirs))

    def _likest(self, one: Scrape, numbers: Sequence[int], shares: dict[int, float]) -> int:
        """Choose among scrapes of one issue: the one of the same path, else the one that shares most."""
        same = next((number for number in numbers if _is_same_path(one, self.scrapes[number])), None)
        return max(numbers, key=lambda number: shares.get(number, 0.0)) if same is None else same

    def _shares(self, one: Scrape) -> dict[int, float]:
        """Give the share of the items that each scrape has too, for those that have any."""
        items = _items_of(one)
        held = {number for item in items for number in self.holders.get(item, ())}
        return {number: _share(items, self.items(number)) for number in sorted(held)}


def _key_of(one: Scrape) -> Key | None:
    return issue_key(one.issue.series, one.issue.date, one.issue.title) if one.issue else None


def _share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Give the share of the items of the smaller issue that the other has too."""
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def _is_same_path(one: Scrape, other: Scrape) -> bool:
    """Tell whether a new scrape has the path of one of the baseline, endings and folders above aside."""
    known = f"/{stem(other.below)}"
    return f"/{one.below}".endswith(known) or f"/{stem(one.below)}".endswith(known)


def _items_of(one: Scrape) -> frozenset[str]:
    return frozenset(item.whole for item in placed_items(one.issue)) if one.issue else frozenset()
