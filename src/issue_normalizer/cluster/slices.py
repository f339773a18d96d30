"""Slices: runs of shards, in the order of a plan, whose pages become one object of each table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from msgspec import Struct

from issue_normalizer.batch.entry import unpack_record
from issue_normalizer.cluster.issue_rows import IssueRows
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.page_rows import row_of
from issue_normalizer.cluster.parquet import rows_of, wide_rows, written
from issue_normalizer.cluster.regroup import Fragment
from issue_normalizer.cluster.schemas import DIAGNOSTICS, PAGES
from issue_normalizer.cluster.stage import shard_name

PAGES_MOST = 4096  # in a slice: their texts are held in memory at once


class Slice(Struct, frozen=True):
    """The shards of a slice, what became of their scrapes, and where what comes of them goes."""

    shards: tuple[tuple[str, int], ...]  # archive, number
    outcomes: tuple[Fragment, ...]
    part: str
    name: str


def slices_of(pages: Sequence[int], bits: int) -> list[int]:
    """Give the slice of each shard, by how many pages there are in shards."""
    size = math.ceil(sum(pages) / (1 << bits)) or 1
    return [start // size for start in accumulate(pages, initial=0)][: len(pages)]


def tabulate(objects: Objects, wanted: Slice) -> dict[str, int]:
    """Write the part of each table that a slice holds; give how many rows there are of each."""
    rows = rows_of(objects.read(piece.name) for piece in wanted.outcomes)
    outcomes = {(row["archive"], row["shard"], row["row"]): row for row in rows}
    issues = IssueRows()
    pages: list[dict[str, Any]] = []
    for archive, number in wanted.shards:
        data = objects.read(f"{shard_name(archive, number)}.pages")
        for row, (record, texts) in enumerate(wide_rows(data, ["record", "texts"])):
            outcome = outcomes.get((archive, number, row))
            page = unpack_record(record)
            pages.append(row_of(page, outcome) | {"diagnostics": page["diagnostics"]})
            if outcome and outcome["is_chosen"] and not outcome["is_healed"]:
                issues.add(outcome["path"], page, (record, texts), is_merged=False)
    pages.sort(key=lambda page: str(page["name"]))
    told = [{"page": page["name"], **one} for page in pages for one in page.pop("diagnostics")]
    objects.put(f"pages/{wanted.part}.parquet", written(pages, PAGES))
    objects.put(f"diagnostics/{wanted.part}.parquet", written(told, DIAGNOSTICS))
    counts = issues.put(objects, wanted.part, wanted.name)
    return {"pages": len(pages), "diagnostics": len(told), **counts}
