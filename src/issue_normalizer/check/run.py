"""A check: each new scrape beside its issue of the baseline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from issue_normalizer.check.compare import compare
from issue_normalizer.check.lines import with_lines
from issue_normalizer.check.model import Change, Comparison, Place, Weight
from issue_normalizer.check.pairing import entries
from issue_normalizer.check.scrapes import Scrape, stem
from issue_normalizer.check.words import key
from issue_normalizer.issue import Issue

_SHARED = 0.5  # share of its items by which an issue is known whose title and date changed


@dataclass(frozen=True, slots=True)
class Match:
    """A new scrape and the issue of the baseline it is one of; one side may be None."""

    old: Scrape | None
    new: Scrape | None


def match_scrapes(new: Iterable[Scrape], baseline: Sequence[Scrape], *, is_whole: bool) -> Iterator[Match]:
    """Find the issue of the baseline for each new scrape, as they come.

    By series and date (title, where there is no date), among several by path; what is left by path or
    by the items they share, at the end. Several scrapes may be of one issue. With `is_whole`, the new
    scrapes are all there are: what the baseline has beside them is lost. Two single inputs always
    belong together.
    """
    known: dict[tuple[str, str], list[Scrape]] = defaultdict(list)
    for one in baseline:
        if one.issue:
            known[_key(one.issue)].append(one)
    unknown: list[Scrape] = []
    taken: set[tuple[str, str]] = set()
    for one in new:
        if one.issue and (same := known.get(_key(one.issue))):
            taken.add(_key(one.issue))
            yield Match(_likest(one, same), one)
        else:
            unknown.append(one)
    free = [one for one in baseline if one.issue and _key(one.issue) not in taken]
    if len(baseline) == len(free) == len(unknown) == 1 and not taken:
        yield Match(free[0], unknown[0])
        return
    for one in unknown:
        if twin := _twin(one, free):
            free.remove(twin)
        yield Match(twin, one)
    if is_whole:
        yield from (Match(one, None) for one in free)


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
    items = sum(len(section.items) for section in issue.sections) if issue else 0
    if not changes:
        before = after = None
    return Comparison(
        issue.title if issue else "",
        items,
        old.origin if old else None,
        new.origin if new else None,
        new.below if new else "",
        before,
        after,
        tuple(changes),
    )


def _whole(kind: str, weight: Weight, message: str, issue: Issue | None) -> Change:
    return Change(kind, weight, Place("", issue.title if issue else "", kind == "issue-added"), message)


def _key(issue: Issue) -> tuple[str, str]:
    return key(issue.series or ""), issue.date or key(issue.title)


def _likest(one: Scrape, candidates: Sequence[Scrape]) -> Scrape:
    """Choose among scrapes of one issue: the one of the same path, else the one that shares most."""
    if len(candidates) == 1:
        return candidates[0]
    same = next((other for other in candidates if _is_same_path(one, other)), None)
    return same or max(candidates, key=lambda other: _shared(one, other))


def _twin(one: Scrape, free: Sequence[Scrape]) -> Scrape | None:
    """Find the issue of a scrape whose title and date tell nothing: by path, or by its items."""
    same = next((other for other in free if _is_same_path(one, other)), None)
    if same and (one.issue is None or _shared(one, same) > 0):
        return same
    best = max(free, key=lambda other: _shared(one, other), default=None)
    return best if best and _shared(one, best) >= _SHARED else None


def _is_same_path(one: Scrape, other: Scrape) -> bool:
    """Tell whether a new scrape has the path of one of the baseline, endings and folders above aside."""
    known = f"/{stem(other.below)}"
    return f"/{one.below}".endswith(known) or f"/{stem(one.below)}".endswith(known)


def _shared(one: Scrape, other: Scrape) -> float:
    """Give the share of the items of the smaller issue that the other has too."""
    if one.issue is None or other.issue is None:
        return 0.0
    ours, theirs = _items_of(one.issue), _items_of(other.issue)
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def _items_of(issue: Issue) -> set[str]:
    return {entry.whole for entry in entries(issue)}
