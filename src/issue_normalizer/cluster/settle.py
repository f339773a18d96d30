"""Issues of a bucket that have their names -> what became of each scrape, sent to the slice that it is in."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from issue_normalizer.batch.entry import unpack_record
from issue_normalizer.cluster.issue_rows import IssueRows
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.parquet import rows_of, written
from issue_normalizer.cluster.regroup import Fragment, at_of
from issue_normalizer.cluster.stage import OUTCOMES


class Settling(Struct, frozen=True):
    """A bucket of issues, by the name of its objects, and its renames; the bits of slices.

    `part` is what the objects of tables are called that hold what several scrapes were merged to.
    """

    name: str
    number: int
    renames: tuple[Fragment, ...]
    bits: int
    part: str


def settle(objects: Objects, bucket: Settling) -> dict[str, int]:
    """Write what became of scrapes, and the merged issues; give how many rows there are of each kind."""
    renames = rows_of(objects.read(piece.name) for piece in bucket.renames)
    paths = {row["issue"]: row["path"] for row in renames if row["bucket"] == bucket.number}
    outcomes: list[dict[str, Any]] = []
    merged = IssueRows()
    for issue in rows_of([objects.read(f"{bucket.name}.issues")]):
        path = paths.get(issue["issue"], issue["wanted"])
        is_healed = issue["record"] is not None
        if is_healed:
            packed = issue["record"], issue["texts"]
            merged.add(path, unpack_record(issue["record"]), packed, is_merged=True)
        for rank, place in enumerate(issue["scrapes"]):
            outcomes.append(_outcome(path, issue, place, bucket.bits, is_chosen=rank == 0))
    objects.put(f"{bucket.name}.outcomes", written(outcomes, OUTCOMES))
    counts = merged.put(objects, bucket.part, bucket.name) if merged.held else {"named": 0}
    return {"outcomes": len(outcomes), **counts}


def _outcome(
    path: str, issue: dict[str, Any], place: dict[str, Any], bits: int, *, is_chosen: bool
) -> dict[str, Any]:
    where = dict(place)
    slice_ = where.pop("slice")
    row = {"at": at_of(slice_, bits), **where, "path": path, "is_chosen": is_chosen}
    if is_chosen:
        row |= {"made_of": issue["made_of"], "filled": issue["filled"]}
    return row | {"is_healed": issue["record"] is not None}
