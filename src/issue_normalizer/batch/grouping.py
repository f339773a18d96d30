"""Scrapes -> issues: which inputs are scrapes of one issue, the most complete first. It touches no file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar

from issue_normalizer.batch.measure import riches
from issue_normalizer.identity import keys
from issue_normalizer.identity.keys import name_key

Key: TypeAlias = keys.Key
T = TypeVar("T")

_MOST_MERGED = 64  # scrapes of one issue: by then, what one lacks is filled


class RankedScrape(Protocol):
    """What is known of an input that gave an issue: its record's `issue`, and how many things it was told."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def issue(self) -> dict[str, Any] | None: ...  # noqa: D102
    @property
    def told(self) -> int: ...  # noqa: D102


S = TypeVar("S", bound=RankedScrape)


def group(scrapes: Iterable[S]) -> list[tuple[Key, list[S]]]:
    """Group scrapes by what those of one issue have in common, each group with its best first."""
    groups: dict[Key, list[S]] = defaultdict(list)
    for one in scrapes:
        if one.issue:
            groups[group_key(one.issue, one.key)].append(one)
    return [(key, sorted(found, key=rank)) for key, found in sorted(groups.items())]


def group_key(issue: dict[str, Any], key: str) -> Key:
    """Give what a scrape is grouped by; one that tells neither date nor number is alone, by its own key."""
    return issue_key(issue) or (name_key(issue["series"] or ""), issue["date"] or "", key)


def issue_key(issue: dict[str, Any]) -> Key | None:
    """Give what scrapes of one issue have in common, by what a record says of it."""
    return keys.issue_key(issue["series"], issue["date"], issue["title"])


def clusters(scrapes: Sequence[S], is_same: Callable[[S, S], bool]) -> list[list[S]]:
    """Part a group where it holds two issues of one series and date: what shares nothing is not one issue.

    Each scrape is compared with the best of each cluster.
    """
    found: list[list[S]] = []
    for one in scrapes:
        home = next((cluster for cluster in found if is_same(cluster[0], one)), None)
        if home is None:
            found.append([one])
        else:
            home.append(one)
    return found


def to_merge(scrapes: Iterable[T], content: Callable[[T], object]) -> list[T]:
    """Choose what is merged of scrapes of one issue, best first: of equal ones the first, and not too many.

    An issue that was scraped a hundred thousand times differs from scrape to scrape in what no reader minds.
    """
    found: dict[object, T] = {}
    for one in scrapes:
        found.setdefault(content(one), one)
        if len(found) == _MOST_MERGED:
            break
    return list(found.values())


def rank(one: RankedScrape) -> tuple[tuple[int, ...], int, str, str]:
    """Rank a scrape by what it holds, then by how little there is to tell of it."""
    holds = tuple(-count for count in riches(one.issue)) if one.issue else ()
    return holds, one.told, one.name, one.key
