"""One input converted: what is kept of it until the archive is written."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from msgspec import to_builtins
from msgspec.structs import asdict, astuple

from issue_normalizer import __version__
from issue_normalizer.atomic import write_bytes
from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.index import item_lines
from issue_normalizer.errors import NormalizeError
from issue_normalizer.issue import Issue
from issue_normalizer.limits import DEFAULT, Limits
from issue_normalizer.pipeline import Result, convert, write
from issue_normalizer.report import counts_of, told_of, totals_of

# A line of the manifest: JSON values by key.
Record: TypeAlias = dict[str, Any]


class Options(NamedTuple):
    """What changes the output of a conversion."""

    base_url: str | None = None
    repair: bool = False
    limits: Limits = DEFAULT


class Entry(NamedTuple):
    """A converted input: its record, what is written of it, and the earlier issues it lists.

    `items` are lines of JSON, one an item, that lack the path of the issue. All texts are empty where
    the input was refused.
    """

    record: Record
    markdown: str = ""
    json: str = ""
    items: str = ""
    archive: Sequence[tuple[str, str | None]] = ()


def key_of(data: bytes, options: Options) -> str:
    """Give what an entry is known by: the same bytes, program and options give the same entry."""
    settings = json.dumps([__version__, *options[:-1], *astuple(options.limits)])
    return hashlib.sha256(hashlib.sha256(data).digest() + settings.encode()).hexdigest()


def convert_source(source: Source, options: Options) -> Entry:
    """Convert an input; whatever happens, there is an entry that says so."""
    record: Record = {"name": source.name, "sha256": hashlib.sha256(source.data).hexdigest()}
    if source.error:
        return Entry(_refused(record, source.error) | {"unread": True})
    try:
        result = convert(source.data, base_url=options.base_url, repair=options.repair, limits=options.limits)
        return make_entry(record | _described(result), result.issue, result.markdown)
    except NormalizeError as error:
        return Entry(_refused(record, str(error)))
    except Exception as error:  # noqa: BLE001 - one bad input never stops the rest
        return Entry(_refused(record, f"a defect of this program ({type(error).__name__}: {error})"))


def make_entry(record: Record, issue: Issue, markdown: str) -> Entry:
    """Make the entry of an issue."""
    text = write(issue, "json")
    archive = [(entry.date, entry.url) for entry in issue.archive]
    return Entry(record, markdown, text, item_lines(json.loads(text)), archive)


def _refused(record: Record, reason: str) -> Record:
    return record | {
        "format": None,
        "issue": None,
        "diagnostics": [],
        "account": None,
        "status": "refused",
        "reason": reason,
        "output": None,
    }


def _described(result: Result) -> Record:
    issue = result.issue
    return {
        "format": result.format,
        "issue": {
            "title": issue.title,
            **asdict(counts_of(issue)),
            "text": result.account.kept,
        },
        "diagnostics": to_builtins(told_of(result)),
        "account": asdict(totals_of(result)),
        "status": "converted",
        "reason": None,
        "output": None,
    }


def save(entry: Entry, path: Path, staging: Path) -> None:
    """Write an entry, whole or not at all; `staging` is a folder for what is half written.

    First a line of JSON, then each text, compressed by itself: most runs need only some of them.
    """
    texts = [
        zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
        for text in (entry.markdown, entry.items, entry.json)
    ]
    head = json.dumps([entry.record, entry.archive, list(map(len, texts)), zlib.crc32(b"".join(texts))])
    write_bytes(path, b"".join([head.encode(), b"\n", *texts]), staging)


def load_record(path: Path) -> Record | None:
    """Read the record of an entry; None where there is none, or it is damaged."""
    try:
        data = path.read_bytes()
        head, _, rest = data.partition(b"\n")
        record, _, _, checksum = json.loads(head)
        return record if isinstance(record, dict) and zlib.crc32(rest) == checksum else None
    except (OSError, ValueError, TypeError):
        return None


def load(path: Path, *, with_json: bool = True) -> Entry:
    """Read an entry that is there; without its JSON where that is not needed."""
    head, _, rest = path.read_bytes().partition(b"\n")
    record, archive, (markdown, items, _), _ = json.loads(head)
    return Entry(
        record,
        _text(rest[:markdown]),
        _text(rest[markdown + items :]) if with_json else "",
        _text(rest[markdown : markdown + items]),
        archive,
    )


def _text(data: bytes) -> str:
    return zlib.decompress(data).decode("utf-8", "surrogatepass")
