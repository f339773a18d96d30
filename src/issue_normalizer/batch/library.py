"""The issues of an archive, read where they stand: its own files are what it remembers."""

from __future__ import annotations

import json
from collections.abc import Mapping

from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.convert import Done
from issue_normalizer.batch.entry import ConversionOptions, Entry, convert_source, pack
from issue_normalizer.batch.files import FORMS, Files, checksum
from issue_normalizer.batch.store import Store
from issue_normalizer.errors import NormalizeError
from issue_normalizer.issue import Issue
from issue_normalizer.readers.canonical_json import read_json


class Library:
    """Gives the entries of scrapes, and of what stands in the archive."""

    def __init__(self, files: Files, store: Store) -> None:
        self.files, self.store = files, store
        self.lines: dict[str, bytes] | None = None

    def scrape(self, one: Done) -> Entry:
        """Give the entry of a scrape of this run."""
        return self.store.get(one.key)

    def standing(self, path: str, written: Mapping[str, str]) -> Entry | None:
        """Read an issue of the archive as it is now; None where its files are gone, or hold no issue."""
        for form in FORMS:
            data = self.files.read(f"{path}.{form}")
            if data is not None and (entry := self._read(f"{path}.{form}", data)):
                return entry
        line = self._lines().get(written.get("jsonl", ""))
        return self._read(f"{path}.json", line) if line else None

    def _read(self, name: str, data: bytes) -> Entry | None:
        """Give what was kept of an output, else convert it: what the program writes, it reads."""
        sha256 = checksum(data)
        if entry := self.store.written(sha256):
            return entry
        entry = convert_source(Source(name, data), ConversionOptions())
        if not entry.json:
            return None
        self.store.put(sha256, *pack(entry))
        self.store.put_written(sha256, sha256)
        return entry

    def _lines(self) -> dict[str, bytes]:
        """Read the file that holds an issue a line, where there are no others."""
        if self.lines is None:
            data = self.files.read("issues.jsonl") or b""
            self.lines = {checksum(line): line for line in data.splitlines(keepends=True)}
        return self.lines


def one_line(text: str) -> str:
    """Give canonical JSON as a line of `issues.jsonl`."""
    return json.dumps(json.loads(text), ensure_ascii=False) + "\n"


def content(entry: Entry) -> tuple[Issue, str] | None:
    """Give the issue of an entry and its Markdown; None where it cannot be read back."""
    try:
        return read_json(entry.json), entry.markdown
    except NormalizeError:
        return None
