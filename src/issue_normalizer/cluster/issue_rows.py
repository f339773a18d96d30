"""Entries of issues -> rows of the tables `issues` and `items`, and what they name of their series."""

from __future__ import annotations

import json
from collections.abc import Mapping
from operator import itemgetter
from typing import Any

from issue_normalizer.batch.entry import Entry
from issue_normalizer.batch.index import item_entries
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.parquet import written
from issue_normalizer.cluster.schemas import ISSUES, ITEMS
from issue_normalizer.cluster.scrapes import hashed
from issue_normalizer.cluster.stage import NAMED

_OF_ISSUE = ("number", "tagline", "lead")  # what canonical JSON holds, and a record does not
_OF_RECORD = ("series", "date", "title", "address", "items", "links", "text")
_GROUP = 1024  # issues in a row group


def issue_order(row: Mapping[str, Any]) -> tuple[str, str, str]:
    """Give what issues are sorted by, as an archive writes them."""
    return row["series"] or "", row["date"] or "", row["path"]


class IssueRows:
    """The rows of some issues."""

    def __init__(self) -> None:
        self.issues: list[dict[str, Any]] = []
        self.items: list[dict[str, Any]] = []
        self.named: list[dict[str, Any]] = []

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each kind."""
        return {"issues": len(self.issues), "items": len(self.items), "named": len(self.named)}

    def add(self, path: str, entry: Entry, page: str, *, is_merged: bool) -> None:
        """Take in an issue, and the name of the page that it is made from."""
        issue = json.loads(entry.json)
        holds = entry.record["issue"]
        self.issues.append(
            {
                "path": path,
                **{name: holds[name] for name in _OF_RECORD},
                **{name: issue.get(name) for name in _OF_ISSUE},
                "made_from": page,
                "is_merged": is_merged,
                "markdown": entry.markdown,
                "json": entry.json,
            }
        )
        self.items += [{**item, "path": path} for item in item_entries(issue)]
        series, date = holds["series"] or "", holds["date"] or ""
        own = [(date, None, True)] if date else []
        said = [*own, *((named, url, False) for named, url in entry.archive)]
        self.named += [
            {
                "at": hashed(series, of),
                "series": series,
                "date": of,
                "path": path,
                "is_there": is_there,
                "by_date": date,
                "nth": nth,
                "url": url,
            }
            for nth, (of, url, is_there) in enumerate(said)
        ]

    def put(self, objects: Objects, part: str, name: str) -> None:
        """Write the rows: tables under the name of a part, what is named beside other objects of a stage."""
        issues = sorted(self.issues, key=issue_order)
        place = {row["path"]: number for number, row in enumerate(issues)}
        items = sorted(self.items, key=lambda row: place[row["path"]])
        objects.put(f"issues/{part}.parquet", written(issues, ISSUES, _GROUP))
        objects.put(f"items/{part}.parquet", written(items, ITEMS))
        objects.put(f"{name}.named", written(sorted(self.named, key=itemgetter("at")), NAMED))
