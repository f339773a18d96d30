"""What the manifest of the last run tells: which inputs were there, which issues stand because of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct, ValidationError, convert

from issue_normalizer.batch.entry import Record

NAME = "manifest.jsonl"
MAKERS = ("chosen", "earlier")  # an issue was made from such an input; an earlier one is no longer there
# The keys of a record, in their order.
KEYS = (
    *("name", "source", "member", "sha256", "format", "issue", "diagnostics", "account"),
    *("status", "reason", "output", "written", "made_of", "filled", "kept_earlier"),
)

_EMPTY: Record = dict.fromkeys(KEYS) | {"member": "", "diagnostics": [], "made_of": [], "filled": []}


class _KnownIssue(Struct, frozen=True):
    """What must be known of an issue."""

    series: str | None
    date: str | None
    title: str
    number: str | int | None = None
    address: str | None = None


class _KeptEarlier(Struct, frozen=True):
    """Which issue an input left as it was."""

    output: str


class _Known(Struct, frozen=True):
    """What a run reads of a record, whichever version wrote it."""

    name: str
    sha256: str
    status: str
    output: str | None
    issue: _KnownIssue | None = None
    source: str | None = None
    member: str = ""
    written: dict[str, str] | None = None
    made_of: list[str] | None = None
    filled: list[dict[str, str]] | None = None
    kept_earlier: _KeptEarlier | None = None


class Standing(Struct, frozen=True):
    """An issue that stands in the archive.

    `maker` is the record of the scrape it was made from, `made_of` the checksums of all that went into it,
    `known` those of all its scrapes, `written` the checksum of each form as it was written last.
    """

    path: str
    maker: Record
    made_of: frozenset[str]
    known: frozenset[str]
    written: dict[str, str]


def read_manifest(out: Path) -> list[Record]:
    """Read the records of the last run; none where there is no manifest. What is no record is left out."""
    try:
        lines = (out / NAME).read_text("utf-8").split("\n")
    except (OSError, ValueError):
        return []
    return [record for line in lines if (record := _record(line))]


def _record(line: str) -> Record | None:
    """Read a line; None for one that no run writes, or that leads out of the archive."""
    try:
        record: Record = json.loads(line)
        known = convert(record, _Known)
    except (ValueError, ValidationError):
        return None
    if known.output is not None:
        path = PurePosixPath(known.output)
        if known.issue is None or path.is_absolute() or {"..", ".normalize"} & set(path.parts):
            return None
    return _EMPTY | record


def is_of_old_layout(records: Iterable[Record]) -> bool:
    """Tell a manifest of the layout in which the folder of an issue depended on the others."""
    return any(record["status"] == "chosen" and record["written"] is None for record in records)


def standings(records: Sequence[Record]) -> dict[str, Standing]:
    """Give the issues that stand, by path."""
    known: dict[str, set[str]] = {}
    for record in records:
        if record["output"]:
            known.setdefault(record["output"], set()).add(record["sha256"])
    found: dict[str, Standing] = {}
    for record in records:
        path = record["output"]
        if path and record["status"] in MAKERS and path not in found:
            made_of = frozenset(record["made_of"] or [record["sha256"]])
            found[path] = Standing(path, record, made_of, frozenset(known[path]), record["written"] or {})
    return found


def input_of(record: Record) -> tuple[str | None, str]:
    """Give what tells inputs apart: the file and the member; the name, where an old manifest has no more."""
    return (record["source"], record["member"]) if record["source"] else (None, record["name"])
