"""One input converted: what is kept of it until the archive is written."""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from issue_normalizer import __version__
from issue_normalizer.atomic import write_bytes
from issue_normalizer.batch.sources import Source
from issue_normalizer.errors import NormalizeError
from issue_normalizer.pipeline import Result, convert, write
from issue_normalizer.report import account_of, diagnostics_of

# A line of the manifest: JSON values by key.
Record: TypeAlias = dict[str, Any]


class Options(NamedTuple):
    """What changes the output of a conversion."""

    base_url: str | None = None
    repair: bool = False


class Entry(NamedTuple):
    """A converted input: its record, and both canonical forms; these are empty where it was refused."""

    record: Record
    markdown: str = ""
    json: str = ""


def key_of(data: bytes, options: Options) -> str:
    """Give what an entry is known by: the same bytes, program and options give the same entry."""
    settings = json.dumps([__version__, *options])
    return hashlib.sha256(hashlib.sha256(data).digest() + settings.encode()).hexdigest()


def convert_source(source: Source, options: Options) -> Entry:
    """Convert an input; whatever happens, there is an entry that says so."""
    record: Record = {"name": source.name, "sha256": hashlib.sha256(source.data).hexdigest()}
    if source.error:
        return Entry(_refused(record, source.error))
    try:
        result = convert(source.data, base_url=options.base_url, repair=options.repair)
    except NormalizeError as error:
        return Entry(_refused(record, str(error)))
    except Exception as error:  # noqa: BLE001 - one bad input never stops the rest
        return Entry(_refused(record, f"a defect of this program ({type(error).__name__}: {error})"))
    return Entry(record | _described(result), result.markdown, write(result.issue, "json"))


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
    items = [item for section in issue.sections for item in section.items]
    links = sum((item.url is not None) + len(item.links) for item in items)
    return {
        "format": result.format,
        "issue": {
            "series": issue.series,
            "date": issue.date,
            "title": issue.title,
            "items": len(items),
            "links": links,
            "text": result.account.kept,
        },
        "diagnostics": diagnostics_of(result),
        "account": {key: value for key, value in account_of(result).items() if key != "spans"},
        "status": "converted",
        "reason": None,
        "output": None,
    }


def save(entry: Entry, path: Path, staging: Path) -> None:
    """Write an entry, whole or not at all; `staging` is a folder for what is half written."""
    data = json.dumps(entry, ensure_ascii=False).encode("utf-8", "surrogatepass")
    write_bytes(path, zlib.compress(data, 1), staging)


def load(path: Path) -> Entry | None:
    """Read an entry; None where there is none, or it is damaged."""
    try:
        return Entry(*json.loads(zlib.decompress(path.read_bytes()).decode("utf-8", "surrogatepass")))
    except (OSError, zlib.error, ValueError, TypeError):
        return None
