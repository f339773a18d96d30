"""Records of pages -> rows of the table `pages`, and back: a row holds all but the diagnostics."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from issue_normalizer.batch.entry import Record
from issue_normalizer.batch.records import NOTHING, in_order, made

_OWN = ("name", "source", "member", "sha256", "format", "status", "reason")
_ISSUE = ("title", "series", "date", "items", "links", "text", "address")  # as a record has them
_ACCOUNT = ("kept", "structure", "dropped", "lost")
_EMPTY: Record = dict.fromkeys((*_ISSUE, *_ACCOUNT))


def row_of(record: Record, outcome: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give the row of a page; `outcome` is what became of it, where it is a scrape of an issue."""
    row = _EMPTY | {name: record[name] for name in _OWN}
    row |= (record["issue"] or {}) | (record["account"] or {})
    if outcome is None:
        return row
    row |= {"status": "superseded", "path": outcome["path"]}
    if outcome["is_chosen"]:
        row["status"] = "chosen"
        row |= {"made_of": outcome["made_of"] or [record["sha256"]], "filled": outcome["filled"]}
    return row


def record_of(
    row: Mapping[str, Any], told: Sequence[Record], checksums: Mapping[str, dict[str, str]]
) -> Record:
    """Give the line of the manifest for a page; `checksums` are those of files, by an issue's path."""
    was_read = row["format"] is not None
    record = NOTHING | {name: row[name] for name in _OWN}
    record |= {
        "issue": {name: row[name] for name in _ISSUE} if was_read else None,
        "diagnostics": told,
        "account": {name: row[name] for name in _ACCOUNT} if was_read else None,
        "output": row["path"],
    }
    if row["status"] == "chosen":
        filled = json.loads(row["filled"] or "[]")
        record |= made(row["path"], checksums[row["path"]], row["made_of"], filled)
    return in_order(record)
