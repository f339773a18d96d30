"""What speaks of all issues of an archive: its index, the lines of items and issues, exports."""

from __future__ import annotations

import json
from collections.abc import Sequence

from issue_normalizer.batch.entry import Entry
from issue_normalizer.batch.files import FORMS, Files, checksum
from issue_normalizer.batch.index import Coverage, Listed, Missing, index_json, index_markdown
from issue_normalizer.batch.library import one_line
from issue_normalizer.exports import begin as begin_exports
from issue_normalizer.exports.items import item_lines


class Overview:
    """Takes in the issues by series and date, and ends the files that speak of them all."""

    def __init__(self, files: Files, forms: Sequence[str], *, with_lines: bool) -> None:
        self.files, self.forms, self.with_lines = files, forms, with_lines
        self.exports = begin_exports(forms, files, files.out)
        self.coverage = Coverage()
        self.listed: list[Listed] = []
        self.missing: list[Missing] = []

    def add(self, path: str, entry: Entry) -> dict[str, str]:
        """Take in an issue; give the checksum of its line, by form, where it has one."""
        checksums = {}
        if self.with_lines:
            line = one_line(entry.json)
            self.files.append("issues.jsonl", line)
            checksums["jsonl"] = checksum(line.encode())
        holds = entry.record["issue"]
        self.files.append("items.jsonl", item_lines(json.loads(entry.json), path))
        for export in self.exports:
            export.add(path, entry)
        self.coverage.add(holds["series"], entry.archive)
        self.listed.append(
            Listed(holds["series"], holds["date"], holds["title"], path, holds["items"], holds["links"])
        )
        return checksums

    def finish(self) -> None:
        """End all files."""
        self.missing = self.coverage.missing(self.listed)
        ending = next((f".{form}" for form in FORMS if form in self.forms), None)
        self.files.write("index.md", index_markdown(self.listed, self.missing, ending).encode())
        self.files.write("index.json", index_json(self.listed, self.missing).encode())
        self.files.finish("items.jsonl")
        for export in self.exports:
            export.finish()
        if self.with_lines:
            self.files.finish("issues.jsonl")
