"""One input converted: what is kept of it until the archive is written."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from typing import Any, TypeAlias

from msgspec import Struct, to_builtins
from msgspec.structs import asdict

from issue_normalizer import __version__
from issue_normalizer.batch.archives import Source
from issue_normalizer.errors import NormalizeError, defect
from issue_normalizer.issue import SCHEMA, Issue
from issue_normalizer.limits import DEFAULT, Limits
from issue_normalizer.options import DEFAULT as PLAIN
from issue_normalizer.options import Options as Reading
from issue_normalizer.pipeline import Result, convert, write
from issue_normalizer.profiles.sources import NONE, ProfileFiles, read_known
from issue_normalizer.report import counts_of, told_of, totals_of

# A line of the manifest: JSON values by key.
Record: TypeAlias = dict[str, Any]

NOT_AN_ISSUE = "not-an-issue"  # the diagnostic, and the status of what it says that of
_NOT_CONVERTED: Record = {
    "format": None,
    "issue": None,
    "diagnostics": [],
    "account": None,
    "output": None,
}


class ConversionOptions(Struct, frozen=True):
    """What changes the output of a conversion."""

    base_url: str | None = None
    repair: bool = False
    limits: Limits = DEFAULT
    reading: Reading = PLAIN
    profiles: ProfileFiles = NONE


class Entry(Struct, frozen=True):
    """A converted input: its record, what is written of it, and the earlier issues it lists.

    All texts are empty where the input was refused.
    """

    record: Record
    markdown: str = ""
    json: str = ""
    archive: Sequence[tuple[str, str | None]] = ()


def key_of(sha256: str, name: str, options: ConversionOptions) -> str:
    """Give what an entry is known by: the same bytes, program and options give the same entry.

    Its file's name counts: it may hold the date or the number that an issue does not tell.
    """
    settings = json.dumps([sha256, name.rpartition("/")[2], __version__, SCHEMA, to_builtins(options)])
    return hashlib.sha256(settings.encode()).hexdigest()


def convert_source(source: Source, options: ConversionOptions) -> Entry:
    """Convert an input; whatever happens, there is an entry that says so."""
    record = record_of(source)
    if source.error:
        return Entry(record | _not_converted("refused", source.error) | {"unread": True})
    try:
        result = convert(
            source.data,
            base_url=options.base_url,
            repair=options.repair,
            options=options.reading,
            name=source.name,
            known=read_known(options.profiles),
            limits=options.limits,
            status=source.status,
        )
        return make_entry(record | _described(result, source), result.issue, result.markdown)
    except NormalizeError as error:
        return Entry(record | _not_converted("refused", str(error)))
    except MemoryError:
        return Entry(record | _not_converted("refused", "it takes more memory than this process may have"))
    except Exception as error:  # noqa: BLE001 - one bad input never stops the rest
        return Entry(record | _not_converted("refused", defect(error)))


def record_of(source: Source) -> Record:
    """Give what a record says of where an input came from."""
    sha256 = hashlib.sha256(source.data).hexdigest()
    return {"name": source.name, "source": source.place, "member": source.member, "sha256": sha256}


def make_entry(record: Record, issue: Issue, markdown: str) -> Entry:
    """Make the entry of an issue."""
    archive = [(entry.date, entry.url) for entry in issue.archive]
    return Entry(record, markdown, write(issue, "json"), archive)


def _not_converted(status: str, reason: str) -> Record:
    return _NOT_CONVERTED | {"status": status, "reason": reason}


def passed_over(source: Source) -> Record:
    """Give the record of what is no input, and why."""
    return record_of(source) | _not_converted("passed-over", source.error) | {"unread": True}


def _described(result: Result, source: Source) -> Record:
    issue = result.issue
    why = next((found.message for found in result.diagnostics if found.code == NOT_AN_ISSUE), None)
    return {
        "format": result.format,
        "issue": {
            "title": issue.title,
            **asdict(counts_of(issue)),
            "text": result.account.kept,
            "address": source.address or result.address,
        },
        "diagnostics": to_builtins(told_of(result)),
        "account": asdict(totals_of(result)),
        "status": NOT_AN_ISSUE if why else "converted",
        "reason": why,
        "output": None,
    }


def pack(entry: Entry) -> tuple[bytes, bytes]:
    """Give an entry as bytes: its record, and its texts, each with a checksum of its own (zlib's)."""
    texts = [entry.markdown, entry.json, list(entry.archive)]
    return _packed(entry.record), _packed(texts)


def unpack(record: bytes, texts: bytes) -> Entry:
    """Read what `pack` gave. Raises ValueError or zlib.error for what is damaged."""
    markdown, text, archive = _unpacked(texts)
    return Entry(unpack_record(record), markdown, text, [(date, url) for date, url in archive])


def unpack_record(record: bytes) -> Record:
    """Read the record that `pack` gave. Raises as `unpack` does."""
    found: Record = _unpacked(record)
    return found


def _packed(value: object) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 6)


def _unpacked(data: bytes) -> Any:  # noqa: ANN401 - JSON holds anything
    return json.loads(zlib.decompress(data))
