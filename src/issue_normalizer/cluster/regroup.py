"""Rows of many objects -> a few objects a bucket: by some bits at a time: none ever holds but a few rows.

With so many buckets as there are inputs, a bucket a row group of each would be as many row groups as their
product. In levels, each object is read and written once a level, whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct

from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.parquet import read_table, written_table

WIDTH = 32  # bits of `at`
STEP = 7  # bits that are parted at once
TASK_ROWS = 400_000  # rows that a task holds in memory


class Fragment(Struct, frozen=True):
    """An object of rows; `stamp` is a slice that all its rows get, where they have none."""

    name: str
    rows: int
    stamp: int | None = None


class Lean(Struct, frozen=True):
    """What rows need not carry: whole columns, and texts in the rows in which the column `where` is true."""

    columns: tuple[str, ...]
    texts: tuple[str, ...]
    where: str


class RegroupStep(Struct, frozen=True):
    """Objects whose rows agree in the first `skip` bits are parted by the next `bits`."""

    pieces: tuple[Fragment, ...]
    name: str
    skip: int
    bits: int
    lean: Lean | None = None


def bits_for(rows: int, most: int, least: int) -> int:
    """Give the bits for buckets of `most` rows; of few, up to 16 buckets of `least`, for several workers."""
    needed = math.ceil(math.log2(max(1, rows / most)))
    return max(1, needed, min(4, int(math.log2(max(1, rows / least)))))


def at_of(bucket: int, bits: int) -> int:
    """Give the `at` of a bucket."""
    return bucket << (WIDTH - bits)


def regroup(objects: Objects, step: RegroupStep) -> list[list[int]]:
    """Part rows, in their order; give the rows of each bucket that has some, by its bits."""
    table = pa.concat_tables([_read(objects, piece, step.lean) for piece in step.pieces])
    shifted = pc.shift_right(table["at"], pa.scalar(WIDTH - step.skip - step.bits, pa.uint32()))
    bucket = pc.bit_wise_and(shifted, pa.scalar((1 << step.bits) - 1, pa.uint32()))
    table = table.append_column("bucket_", bucket)
    table = table.append_column("place_", pa.array(range(len(table)), pa.int64()))
    table = table.sort_by([("bucket_", "ascending"), ("place_", "ascending")])
    counts = pc.value_counts(table["bucket_"]).to_pylist()
    table = table.drop_columns(["bucket_", "place_"])
    found, start = [], 0
    for one in counts:
        rows = table.slice(start, one["counts"])
        objects.put(f"{step.name}/{one['values']:03}", written_table(rows, is_varied=True))
        found.append([one["values"], one["counts"]])
        start += one["counts"]
    return found


def _read(objects: Objects, piece: Fragment, lean: Lean | None) -> Any:  # noqa: ANN401 - pyarrow has no types
    table = read_table(objects.read(piece.name))
    if lean:
        table = table.drop_columns([name for name in lean.columns if name in table.column_names])
        for name in lean.texts:
            place, empty = table.column_names.index(name), pa.scalar("")
            table = table.set_column(place, name, pc.if_else(table[lean.where], empty, table[name]))
    if piece.stamp is None:
        return table
    return table.append_column("slice", pa.array([piece.stamp] * len(table), pa.int32()))


def steps_of(
    groups: Mapping[int, Sequence[Fragment]], folder: str, skip: int, bits: int, lean: Lean | None
) -> Iterator[tuple[int, RegroupStep]]:
    """Plan a level: the steps for the objects of each bucket so far, so many at once as a task may hold."""
    number = 0
    for bucket, pieces in sorted(groups.items()):
        for chunk in _chunks(pieces):
            yield bucket, RegroupStep(chunk, f"{folder}/{skip:02}-{number:06}", skip, bits, lean)
            number += 1


def _chunks(pieces: Sequence[Fragment]) -> Iterator[tuple[Fragment, ...]]:
    chunk: list[Fragment] = []
    rows = 0
    for piece in pieces:
        if chunk and rows + piece.rows > TASK_ROWS:
            yield tuple(chunk)
            chunk, rows = [], 0
        chunk.append(piece)
        rows += piece.rows
    if chunk:
        yield tuple(chunk)


def parted(bucket: int, step: RegroupStep, found: Sequence[Sequence[int]]) -> Iterator[tuple[int, Fragment]]:
    """Give the objects that a step made, each with its bucket."""
    for value, rows in found:
        yield bucket << step.bits | value, Fragment(f"{step.name}/{value:03}", rows)
