"""An archive as a database of SQLite: issues, items, links, and an index of the text of items."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from issue_normalizer.exports.grams import with_grams
from issue_normalizer.exports.items import item_entries

if TYPE_CHECKING:
    from issue_normalizer.batch.entry import Entry
    from issue_normalizer.batch.files import Files

NAME = "issues.sqlite"
# The index is made of `grams`, not of the text itself: it finds, and is not to be rebuilt from its table.
_SCHEMA = """
CREATE TABLE issues (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, series TEXT, date TEXT, number TEXT,
    title TEXT NOT NULL, tagline TEXT, lead TEXT NOT NULL, address TEXT
);
CREATE TABLE items (
    id INTEGER PRIMARY KEY, issue_id INTEGER NOT NULL REFERENCES issues (id), date TEXT,
    section TEXT NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL, title TEXT, url TEXT, publisher TEXT,
    tags TEXT NOT NULL, arxiv_id TEXT, arxiv_version INTEGER, repository TEXT, summary TEXT NOT NULL
);
CREATE TABLE links (
    id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES items (id), label TEXT NOT NULL,
    url TEXT NOT NULL, is_title INTEGER NOT NULL
);
CREATE TABLE fields (
    id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES items (id), label TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE VIRTUAL TABLE items_fts USING fts5 (
    title, publisher, tags, summary, content="items", content_rowid="id", tokenize="unicode61"
);
"""
_INDEXES = """
CREATE INDEX items_issue ON items (issue_id);
CREATE INDEX items_arxiv ON items (arxiv_id);
CREATE INDEX items_date ON items (date);
CREATE INDEX links_item ON links (item_id);
CREATE INDEX links_url ON links (url);
CREATE INDEX fields_item ON fields (item_id);
INSERT INTO items_fts (items_fts) VALUES ('optimize');
"""


class Writer:
    """Writes the database anew, in a place aside."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.path = files.aside(NAME)
        self.database = sqlite3.connect(self.path or ":memory:", isolation_level=None)
        self.database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        self.database.execute("BEGIN")

    def add(self, path: str, entry: Entry) -> None:
        """Take in an issue."""
        issue = json.loads(entry.json)
        address = entry.record["issue"].get("address")
        row = (
            path,
            *(issue.get(key) for key in ("series", "date", "number", "title", "tagline", "lead")),
            address,
        )
        number = self._insert("issues", "path, series, date, number, title, tagline, lead, address", row)
        for item in item_entries(issue):
            self._item(number, item)

    def _item(self, issue_id: int, item: dict[str, Any]) -> None:
        row = (
            *(issue_id, item["date"], item["section"], item["kind"], item["place"]),
            *(item["title"], item["url"], item["publisher"], json.dumps(item["tags"], ensure_ascii=False)),
            *(item["arxiv_id"], item["arxiv_version"], item["repository"], item["summary"]),
        )
        columns = (
            "issue_id, date, section, kind, place, title, url, publisher, tags, "
            "arxiv_id, arxiv_version, repository, summary"
        )
        number = self._insert("items", columns, row)
        texts = (item["title"], item["publisher"], " ".join(item["tags"]), item["summary"])
        indexed = (number, *(with_grams(text or "") for text in texts))
        self._insert("items_fts", "rowid, title, publisher, tags, summary", indexed)
        if item["url"]:
            self._insert(
                "links", "item_id, label, url, is_title", (number, item["title"] or "", item["url"], 1)
            )
        for link in item["links"]:
            self._insert("links", "item_id, label, url, is_title", (number, link["label"], link["url"], 0))
        for field in item["fields"]:
            self._insert("fields", "item_id, label, text", (number, field["label"], field["text"]))

    def _insert(self, table: str, columns: str, row: tuple[object, ...]) -> int:
        marks = ", ".join("?" * len(row))
        cursor = self.database.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", row)  # noqa: S608
        return cursor.lastrowid or 0

    def finish(self) -> None:
        """End the database, and give it to the archive."""
        self.database.executescript(_INDEXES)  # it commits first
        self.database.close()
        if self.path is not None:
            self.files.adopt(NAME, self.path)
