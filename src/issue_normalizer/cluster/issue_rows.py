"""Entries of issues -> rows of the tables `issues` and `items`, and what they name of their series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from msgspec import Struct, json

from issue_normalizer.batch.entry import Entry, Record, unpack
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.parquet import RowWriter, written
from issue_normalizer.cluster.schemas import ISSUES, ITEMS
from issue_normalizer.cluster.scrapes import hashed
from issue_normalizer.cluster.stage import NAMED
from issue_normalizer.exports.items import item_entries

_OF_ISSUE = ("number", "tagline", "lead")  # what canonical JSON holds, and a record does not
_OF_RECORD = ("series", "date", "title", "address", "items", "links", "text")
# Rows in a row group: what a task, and a reader of some objects at once, holds of each.
_GROUP = 128
_ITEMS_GROUP = 2048


def issue_order(row: Mapping[str, Any]) -> tuple[str, str, str]:
    """Give what issues are sorted by, as an archive writes them."""
    return row["series"] or "", row["date"] or "", row["path"]


class Held(Struct, frozen=True):
    """An issue with its place among others, the page that it is made from, and its entry, packed."""

    order: tuple[str, str, str]
    path: str
    page: str
    packed: tuple[bytes, bytes]
    is_merged: bool


class IssueRows:
    """The rows of some issues. Their entries are held packed until they are written, in their order."""

    def __init__(self) -> None:
        self.held: list[Held] = []

    def add(self, path: str, record: Record, packed: tuple[bytes, bytes], *, is_merged: bool) -> None:
        """Take in an issue: the record of the page that it is made from, and its entry as `pack` gives it."""
        order = issue_order({**record["issue"], "path": path})
        self.held.append(Held(order, path, record["name"], packed, is_merged))

    def put(self, objects: Objects, part: str, name: str) -> dict[str, int]:
        """Write the rows: tables under the name of a part, what is named beside other objects of a stage.

        Gives how many rows there are of each kind.
        """
        issues, items = RowWriter(ISSUES, _GROUP), RowWriter(ITEMS, _ITEMS_GROUP)
        said: list[dict[str, Any]] = []
        for one in sorted(self.held, key=lambda one: one.order):
            entry = unpack(*one.packed)
            issue = json.decode(entry.json)
            issues.add(_issue_row(one, entry, issue))
            for item in item_entries(issue):
                items.add({**item, "path": one.path})
            said += _named(one.path, entry)
        said.sort(key=itemgetter("at"))
        objects.put(f"issues/{part}.parquet", issues.finish())
        objects.put(f"items/{part}.parquet", items.finish())
        objects.put(f"{name}.named", written(said, NAMED))
        return {"issues": issues.count, "items": items.count, "named": len(said)}


def _issue_row(one: Held, entry: Entry, issue: Mapping[str, Any]) -> dict[str, Any]:
    holds = entry.record["issue"]
    return {
        "path": one.path,
        **{name: holds[name] for name in _OF_RECORD},
        **{name: issue.get(name) for name in _OF_ISSUE},
        "made_from": one.page,
        "is_merged": one.is_merged,
        "markdown": entry.markdown,
        "json": entry.json,
    }


def _named(path: str, entry: Entry) -> Iterator[dict[str, Any]]:
    """Give what an issue says of its series: that it is there itself, and which others it names."""
    holds = entry.record["issue"]
    series, date = holds["series"] or "", holds["date"] or ""
    own = [(date, None, True)] if date else []
    for nth, (of, url, is_there) in enumerate([*own, *((of, url, False) for of, url in entry.archive)]):
        yield {
            "at": hashed(series, of),
            "series": series,
            "date": of,
            "path": path,
            "is_there": is_there,
            "by_date": date,
            "nth": nth,
            "url": url,
        }
