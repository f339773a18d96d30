"""What issues name of their series -> the table `named`: which are there, which no page holds."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from msgspec import Struct

from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.parquet import rows_of, written
from issue_normalizer.cluster.regroup import Fragment
from issue_normalizer.cluster.schemas import NAMED as TABLE


class NamedBucket(Struct, frozen=True):
    """A bucket of what is named, and what the object of the table is called."""

    pieces: tuple[Fragment, ...]
    part: str
    name: str


def cover(objects: Objects, named: NamedBucket) -> int:
    """Write the part of the table that a bucket holds; give how many rows it has."""
    said: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(objects.read(piece.name) for piece in named.pieces):
        said[row["series"], row["date"]].append(row)
    rows = [each for key, found in sorted(said.items()) if (each := _row(key, found))]
    objects.put(f"named/{named.part}.parquet", written(rows, TABLE))
    return len(rows)


def _row(key: tuple[str, str], said: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Give the row of an issue, if others name it: with the first address that they give, in their order."""
    naming = sorted((one for one in said if not one["is_there"]), key=_order)
    if not naming:
        return None
    return {
        "series": key[0] or None,
        "date": key[1],
        "url": next((one["url"] for one in naming if one["url"]), None),
        "named_by": len({one["path"] for one in naming}),
        "path": min((one["path"] for one in said if one["is_there"]), default=None),
    }


def _order(row: dict[str, Any]) -> tuple[str, str, int]:
    return row["by_date"], row["path"], row["nth"]
