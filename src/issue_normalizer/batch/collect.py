"""Records -> issues: which inputs are scrapes of one issue, which of them is the best, how it is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from issue_normalizer.batch.convert import Done
from issue_normalizer.batch.entry import Record
from issue_normalizer.batch.names import safe_name, unique
from issue_normalizer.text import collapse, fold_width

# Files of the archive itself: no issue may have their name.
OWN_FILES = frozenset(("index", "items", "issues", "manifest"))


class Group(NamedTuple):
    """The scrapes of one issue, the most complete first, and where the issue is written, without ending."""

    series: str | None
    date: str | None
    title: str
    path: str
    scrapes: tuple[Done, ...]


def group(done: Sequence[Done]) -> list[Group]:
    """Group what was converted by series and date (by title where one is missing), sorted by both."""
    groups: dict[tuple[str, str, str], list[Done]] = defaultdict(list)
    for one in done:
        issue = one.issue
        if issue:
            groups[_key(issue, one.key)].append(one)
    several = len({series for series, _, _ in groups}) > 1
    taken = set(OWN_FILES)
    folders: dict[str, str] = {}
    folder_names: set[str] = set()
    found = []
    for (series, date, _), scrapes in sorted(groups.items()):
        best_first = tuple(sorted(scrapes, key=_rank))
        title = best_first[0].issue["title"] if best_first[0].issue else ""
        if several and series not in folders:
            folders[series] = unique(safe_name(series or "other"), folder_names) + "/"
        path = unique(folders.get(series, "") + safe_name(date or title), taken)
        found.append(Group(series or None, date or None, title, path, best_first))
    return found


def _key(issue: Record, own: str) -> tuple[str, str, str]:
    """Give what scrapes of one issue have in common: series and date, else a title that holds a number.

    Two issues that are called `Weekly` and no more are two issues: `own` tells them apart.
    """
    series, date = issue["series"] or "", issue["date"] or ""
    if series and date:
        return series, date, ""
    title = fold_width(collapse(issue["title"])).casefold()
    return series, date, title if any(map(str.isdigit, title)) else f"{title} {own}"


def _rank(one: Done) -> tuple[int, int, int, int, str, str]:
    """Rank a scrape by what it holds: items, links, text; then the one with less to tell."""
    issue = one.issue or {"items": 0, "links": 0, "text": 0}
    return (-issue["items"], -issue["links"], -issue["text"], one.told, one.name, one.key)
