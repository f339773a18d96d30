"""Parquet in memory: the same rows give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_GROUP = 16_384  # rows that are read at once
_WIDE = 64  # rows that are read at once where they are wide


def written(rows: Sequence[Mapping[str, Any]], schema: Any) -> bytes:  # noqa: ANN401 - pyarrow has no types
    """Write rows; what a row lacks is null."""
    return written_table(pa.Table.from_pylist(rows, schema))


class RowWriter:
    """Writes rows one by one: no more than a row group of them is held."""

    def __init__(self, schema: Any, group: int, compression: str = "zstd") -> None:  # noqa: ANN401 - pyarrow has no types
        self.schema, self.group = schema, group
        self.count = 0
        self._rows: list[Mapping[str, Any]] = []
        self._sink = io.BytesIO()
        self._file = pq.ParquetWriter(self._sink, schema, compression=compression, version="2.6")

    def add(self, row: Mapping[str, Any]) -> None:
        """Write a row; what it lacks is null."""
        self._rows.append(row)
        self.count += 1
        if len(self._rows) == self.group:
            self._write()

    def finish(self) -> bytes:
        """Give the file."""
        if self._rows:
            self._write()
        self._file.close()
        return self._sink.getvalue()

    def _write(self) -> None:
        self._file.write_table(pa.Table.from_pylist(self._rows, self.schema))
        self._rows = []


def written_table(table: Any, *, is_varied: bool = False) -> bytes:  # noqa: ANN401
    """Write a table; with dictionaries, unless most of its values differ."""
    sink = io.BytesIO()
    pq.write_table(
        table,
        sink,
        row_group_size=_GROUP,
        compression="zstd",
        version="2.6",
        use_dictionary=not is_varied,
        write_statistics=not is_varied,
    )
    return sink.getvalue()


def read_table(data: bytes) -> Any:  # noqa: ANN401
    """Read all of a file."""
    return pq.read_table(io.BytesIO(data), use_threads=False)


def rows_of(tables: Iterable[bytes]) -> list[dict[str, Any]]:
    """Read the rows of some files, in order."""
    return [row for data in tables for row in read_table(data).to_pylist()]


def wide_rows(data: bytes, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """Read some columns of a file, a few rows at a time."""
    with pq.ParquetFile(io.BytesIO(data)) as file:
        for batch in file.iter_batches(_WIDE, columns=columns, use_threads=False):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
