"""Single pages of shards, wherever they are: what is read of wide rows is what cannot be told without."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import pyarrow.parquet as pq

from issue_normalizer.batch.entry import Entry, unpack
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.scrapes import Scraped
from issue_normalizer.cluster.stage import shard_name

_OPEN = 8  # shards that are open: each is held whole where it is small
_ENTRIES = 64  # entries that are held: those that others are compared with


class Pages:
    """Gives the entries of scrapes."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.files: OrderedDict[str, Any] = OrderedDict()
        self.entries: OrderedDict[tuple[str, int], Entry] = OrderedDict()

    def entry(self, one: Scraped) -> Entry:
        """Give the entry of a scrape."""
        name = shard_name(one.place["archive"], one.place["shard"])
        at = (name, one.place["row"])
        if at not in self.entries:
            self.entries[at] = self._read(*at)
        self.entries.move_to_end(at)
        if len(self.entries) > _ENTRIES:
            self.entries.popitem(last=False)
        return self.entries[at]

    def _read(self, name: str, row: int) -> Entry:
        file = self._file(name)
        for group in range(file.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            if row < rows:
                page = file.read_row_group(group, use_threads=False).slice(row, 1).to_pylist()[0]
                return unpack(page["record"], page["texts"])
            row -= rows
        raise IndexError(name)

    def _file(self, name: str) -> Any:  # noqa: ANN401 - pyarrow has no types
        if name not in self.files:
            self.files[name] = pq.ParquetFile(self.objects.open(f"{name}.pages"))
        self.files.move_to_end(name)
        if len(self.files) > _OPEN:
            self.files.popitem(last=False)[1].close(force=True)
        return self.files[name]

    def close(self) -> None:
        """Close what is open."""
        for file in self.files.values():
            file.close(force=True)
