"""Which issue of the archive each scrape is of: one that stands there, or a new one with its own path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from issue_normalizer.batch.convert import Done
from issue_normalizer.batch.entry import Record
from issue_normalizer.batch.grouping import Key, clusters, group, issue_key, rank
from issue_normalizer.batch.layout import path_of
from issue_normalizer.batch.manifest import Standing
from issue_normalizer.batch.names import unique

# Files of the archive itself: no issue may have their name.
OWN_FILES = frozenset(("index", "items", "issues", "manifest"))


class Home(Struct, frozen=True):
    """An issue of the archive: where it stands or will stand, and its scrapes of this run, best first."""

    path: str
    standing: Standing | None
    scrapes: tuple[Done, ...]

    @property
    def issue(self) -> Record:
        """What a record says of the issue."""
        issue = self.standing.maker["issue"] if self.standing else self.scrapes[0].issue
        assert issue is not None  # noqa: S101 - narrows the type; only scrapes of issues have a home
        return issue


class Content(Struct, frozen=True):
    """How scrapes are compared where their records do not tell: with each other, with what stands."""

    is_same: Callable[[Done, Done], bool]
    is_same_as: Callable[[Standing, Done], bool]


def find_homes(
    done: Sequence[Done],
    standing: Mapping[str, Standing],
    last_output: Callable[[Done], str | None],
    content: Content,
    layout: str,
) -> list[Home]:
    """Give each scrape its home, sorted by series and date; what this run has no scrape of is there, too.

    `last_output` tells what an input was a scrape of in the run before.
    """
    by_key: dict[Key | None, list[Standing]] = defaultdict(list)
    by_bytes: dict[str, Standing] = {}
    for each in standing.values():
        by_key[issue_key(each.maker["issue"])].append(each)
        by_bytes |= dict.fromkeys(each.known, each)
    found: dict[str, list[Done]] = defaultdict(list)
    taken = {name.casefold() for name in (*OWN_FILES, *standing)}
    new: list[Home] = []
    for key, scrapes in group(done):
        loose = []
        for one in scrapes:
            alike = by_key[key]
            same_bytes = by_bytes.get(one.sha256)
            before = _if_may_be(standing.get(last_output(one) or ""), one)
            if same_bytes and (same_bytes in alike or not alike):
                found[same_bytes.path].append(one)
            elif home := _alike([*alike, *([before] if before else [])], one, content):
                found[home.path].append(one)
            else:
                loose.append(one)
        for cluster in clusters(loose, content.is_same):
            path = unique(path_of(cluster[0].issue or {}, layout), taken)
            new.append(Home(path, None, tuple(cluster)))
    homes = [Home(path, each, tuple(sorted(found[path], key=rank))) for path, each in standing.items()]
    return sorted([*homes, *new], key=_order)


def _alike(candidates: Sequence[Standing], one: Done, content: Content) -> Standing | None:
    return next((each for each in candidates if content.is_same_as(each, one)), None)


def _if_may_be(standing: Standing | None, one: Done) -> Standing | None:
    """Give what an input was a scrape of, unless both have a date and another one."""
    dates = {standing.maker["issue"]["date"], (one.issue or {}).get("date")} if standing else set()
    return None if len(dates - {None}) > 1 else standing


def _order(home: Home) -> tuple[str, str, str]:
    return home.issue["series"] or "", home.issue["date"] or "", home.path
