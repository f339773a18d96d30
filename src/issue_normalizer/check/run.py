"""A check: each new scrape beside its issue of the baseline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from issue_normalizer.check.compare import compare
from issue_normalizer.check.lines import with_lines
from issue_normalizer.check.model import Change, Comparison, Place, Weight
from issue_normalizer.check.pairing import entries
from issue_normalizer.check.scrapes import Scrape, stem
from issue_normalizer.check.words import key
from issue_normalizer.issue import Issue

_SHARED = 0.5  # share of its items by which an issue is known whose title and date changed


class Match(Struct, frozen=True):
    """A new scrape and the issue of the baseline it is one of; one side may be None."""

    old: Scrape | None
    new: Scrape | None


def match_scrapes(new: Iterable[Scrape], baseline: Sequence[Scrape], *, is_whole: bool) -> Iterator[Match]:
    """Find the issue of the baseline for each new scrape, as they come.

    By series and date, among several by path; what is left by path or by the items they share, at the
    end. Several scrapes may be of one issue, on both sides. With `is_whole`, the new scrapes are all there
    are: what the baseline has beside them is lost. Two single inputs always belong together.
    """
    known = _Baseline(baseline)
    unknown: list[Scrape] = []
    for one in new:
        if old := known.by_key(one):
            yield Match(old, one)
        else:
            unknown.append(one)
    if len(known.scrapes) == len(unknown) == 1 and not known.found:
        yield Match(known.scrapes[0], unknown[0])
        return
    for one in unknown:
        yield Match(known.by_likeness(one), one)
    if is_whole:
        yield from (Match(one, None) for one in known.lost())


class _Baseline:
    """The issues of a baseline, and which of them were found among the new scrapes."""

    def __init__(self, scrapes: Sequence[Scrape]) -> None:
        self.scrapes = [one for one in scrapes if one.issue]
        self.items = [_items_of(one) for one in self.scrapes]
        self.found: set[int] = set()
        self.keys: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, one in enumerate(self.scrapes):
            if one.issue and (own := issue_key(one.issue)):
                self.keys[own].append(number)

    def by_key(self, one: Scrape) -> Scrape | None:
        """Find an issue by series and date, if what it holds does not speak against it."""
        own = issue_key(one.issue) if one.issue else None
        if own is None or own not in self.keys:
            return None
        number = self._likest(one, self.keys[own])
        return self._take(number) if self._shared(one, number) >= _SHARED else None

    def by_likeness(self, one: Scrape) -> Scrape | None:
        """Find an issue by the items it shares, else by series and date, else by path."""
        every = range(len(self.scrapes))
        best = max(every, key=lambda number: self._shared(one, number), default=None)
        if best is not None and self._shared(one, best) >= _SHARED:
            return self._take(self._likest(one, [n for n in every if self._is_equal(one, n, best)]))
        own = issue_key(one.issue) if one.issue else None
        if own in self.keys:
            return self._take(self._likest(one, self.keys[own]))
        same = next((number for number in every if _is_same_path(one, self.scrapes[number])), None)
        is_dated = one.issue is not None and one.issue.date is not None
        if same is None or (is_dated and self.items[same] and not self._shared(one, same)):
            return None  # another issue that took the place of the first
        return self._take(same)

    def lost(self) -> list[Scrape]:
        """List the issues that were not found, each once however many scrapes of it there are."""
        told: set[tuple[str, str]] = set()
        lost = []
        for number, one in enumerate(self.scrapes):
            own = issue_key(one.issue) if one.issue else None
            if number not in self.found and own not in told:
                lost.append(one)
                told |= {own} if own else set()
        return lost

    def _take(self, number: int) -> Scrape:
        """Mark an issue as found, and all its scrapes with it."""
        issue = self.scrapes[number].issue
        own = issue_key(issue) if issue else None
        self.found |= {number, *(self.keys[own] if own else ())}
        return self.scrapes[number]

    def _likest(self, one: Scrape, numbers: Sequence[int]) -> int:
        """Choose among scrapes of one issue: the one of the same path, else the one that shares most."""
        same = next((number for number in numbers if _is_same_path(one, self.scrapes[number])), None)
        return max(numbers, key=lambda number: self._shared(one, number)) if same is None else same

    def _is_equal(self, one: Scrape, number: int, best: int) -> bool:
        return self._shared(one, number) == self._shared(one, best)

    def _shared(self, one: Scrape, number: int) -> float:
        """Give the share of the items of the smaller issue that the other has too."""
        ours, theirs = _items_of(one), self.items[number]
        return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def compare_scrapes(match: Match) -> Comparison:
    """Compare the two sides of a match."""
    old, new = match.old, match.new
    before, after = old.issue if old else None, new.issue if new else None
    if new is None:
        changes = [_whole("issue-lost", "loss", "the issue is gone: no new scrape holds it", before)]
    elif after is None:
        changes = [_whole("scrape-refused", "loss", new.reason, before)]
    elif before is None:
        changes = [_whole("issue-added", "gain", "the baseline has no such issue", after)]
    else:
        changes = with_lines(compare(before, after), before, after, new.text)
    issue = after or before
    riches = _riches(after)
    if not changes:
        before = after = None
    return Comparison(
        issue.title if issue else "",
        _riches(issue)[0],
        riches,
        old.origin if old else None,
        new.origin if new else None,
        new.below if new else "",
        before,
        after,
        tuple(changes),
    )


def _whole(kind: str, weight: Weight, message: str, issue: Issue | None) -> Change:
    return Change(kind, weight, Place("", issue.title if issue else "", kind == "issue-added"), message)


def issue_key(issue: Issue) -> tuple[str, str] | None:
    """Give what scrapes of one issue have in common: series and date, else a title that holds a number.

    None where neither is there: two issues that are called `Weekly` and no more are two issues.
    """
    series = key(issue.series or "")
    if series and issue.date:
        return series, issue.date
    title = key(issue.title)
    return (series, title) if any(map(str.isdigit, title)) else None


def _riches(issue: Issue | None) -> tuple[int, int, int]:
    """Tell how much an issue holds: items, links, characters of text."""
    items = [item for section in issue.sections for item in section.items] if issue else []
    links = sum((item.url is not None) + len(item.links) for item in items)
    return len(items), links, sum(len(item.title or "") + len(item.summary) for item in items)


def _is_same_path(one: Scrape, other: Scrape) -> bool:
    """Tell whether a new scrape has the path of one of the baseline, endings and folders above aside."""
    known = f"/{stem(other.below)}"
    return f"/{one.below}".endswith(known) or f"/{stem(one.below)}".endswith(known)


def _items_of(one: Scrape) -> frozenset[str]:
    return frozenset(entry.whole for entry in entries(one.issue)) if one.issue else frozenset()
