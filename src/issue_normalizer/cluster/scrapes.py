"""Scrapes as narrow rows: all that groups and ranks them, none of their text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from issue_normalizer.batch.convert import Done
from issue_normalizer.batch.grouping import group_key, issue_key
from issue_normalizer.batch.layout import fields_of
from issue_normalizer.cluster.regroup import Lean

_HOLDS = ("series", "date", "title", "address", "items", "links", "text")


class Scraped(Struct, frozen=True):
    """A scrape of an issue; see `grouping.Scrape`. `place` is where it is kept (stage.PLACE, SLICE)."""

    name: str
    key: str
    sha256: str
    digest: bytes
    issue: dict[str, Any]
    told: int
    place: dict[str, Any]


def hashed(*words: str) -> int:
    """Give 32 bits that tell where a row goes: the same on any machine."""
    return int.from_bytes(hashlib.sha256("\0".join(words).encode()).digest()[:4], "big")


def row_of(one: Done, digest: bytes) -> dict[str, Any]:
    """Give the row of a scrape, where it was kept aside."""
    holds = one.issue or {}
    known = issue_key(holds)
    return {
        "at": hashed(*group_key(holds, one.key)),
        "name": one.name,
        "key": None if known else one.key,
        "is_dated": known is not None and not known[2],
        "sha256": bytes.fromhex(one.sha256),
        "digest": digest,
        "told": one.told,
        **{name: holds[name] for name in _HOLDS},
    }


def lean(layout: str, *, merge: bool) -> Lean:
    """Give what no stage asks for: checksums of bytes without merging, what names no issue of a date."""
    asked = fields_of(layout)
    if "title" in asked:
        emptied: tuple[str, ...] = ()
    else:
        emptied = ("address",) if "number" in asked else ("title", "address")
    return Lean(() if merge else ("sha256",), emptied, "is_dated")


def scrapes_of(rows: Iterable[dict[str, Any]]) -> Iterator[Scraped]:
    """Read rows back."""
    for row in rows:
        yield Scraped(
            row["name"],
            row["key"] or "",
            row.get("sha256", b"").hex(),
            row["digest"],
            {name: row[name] for name in _HOLDS},
            row["told"],
            {name: row[name] for name in ("archive", "shard", "row", "slice")},
        )
