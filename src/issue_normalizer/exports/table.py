"""The items of an archive as a table: CSV (RFC 4180), UTF-8, a line an item."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from issue_normalizer.exports.items import item_entries

if TYPE_CHECKING:
    from issue_normalizer.batch.entry import Entry
    from issue_normalizer.batch.files import Files

NAME = "items.csv"
COLUMNS = (
    *("series", "date", "number", "issue", "section", "kind", "place", "title", "url", "publisher", "tags"),
    *("arxiv_id", "arxiv_version", "repository", "fields", "links", "summary", "path"),
)
# A spreadsheet takes what begins so for a formula, and runs it (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Writer:
    """Writes the table as issues come."""

    def __init__(self, files: Files) -> None:
        self.files = files
        files.append(NAME, _line(COLUMNS))

    def add(self, path: str, entry: Entry) -> None:
        """Take in the items of an issue."""
        for item in item_entries(json.loads(entry.json)):
            row = item | {
                "tags": "; ".join(item["tags"]),
                "fields": "\n".join(f"{one['label']}: {one['text']}" for one in item["fields"]),
                "links": "\n".join(one["url"] for one in item["links"]),
                "path": path,
            }
            self.files.append(NAME, _line([row[column] for column in COLUMNS]))

    def finish(self) -> None:
        """End the table."""
        self.files.finish(NAME)


def _line(values: object) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(map(_harmless, values))  # type: ignore[call-overload]
    return stream.getvalue()


def _harmless(value: object) -> str:
    """Give a value as text that no spreadsheet runs: a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
