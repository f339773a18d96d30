"""Parquet in memory: the same rows give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_GROUP = 16_384  # rows that are read at once


def written(
    rows: Sequence[Mapping[str, Any]],
    schema: Any,  # noqa: ANN401 - pyarrow has no types
    group: int = _GROUP,
) -> bytes:
    """Write rows; what a row lacks is null."""
    return written_table(pa.Table.from_pylist(rows, schema), group)


def written_table(table: Any, group: int = _GROUP, compression: str = "zstd") -> bytes:  # noqa: ANN401
    """Write a table, `group` rows in a row group."""
    sink = io.BytesIO()
    pq.write_table(table, sink, row_group_size=group, compression=compression, version="2.6")
    return sink.getvalue()


def read_table(data: bytes) -> Any:  # noqa: ANN401
    """Read all of a file."""
    return pq.read_table(io.BytesIO(data), use_threads=False)


def rows_of(tables: Iterable[bytes]) -> list[dict[str, Any]]:
    """Read the rows of some files, in order."""
    return [row for data in tables for row in read_table(data).to_pylist()]
