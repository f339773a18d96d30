"""An archive of the layout before 0.2, whose paths depended on which series were there: moved once."""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from issue_normalizer.batch.entry import Record
from issue_normalizer.batch.files import FORMS, checksum
from issue_normalizer.batch.homes import OWN_FILES
from issue_normalizer.batch.layout import path_of
from issue_normalizer.batch.names import unique
from issue_normalizer.batch.store import FOLDER


class Migration(Struct, frozen=True):
    """The records with the paths of now, and which path each issue comes from, by the new one."""

    records: list[Record]
    moved: dict[str, str]


def migrate(out: Path, records: Sequence[Record], layout: str) -> Migration:
    """Plan the move of an archive; nothing is moved yet."""
    written = _written_before(out)
    paths: dict[str, str] = {}
    outputs = {record["output"] for record in records}
    there = (path.relative_to(out).with_suffix("").as_posix() for path in out.rglob("*") if path.is_file())
    taken = {*OWN_FILES, *(name.casefold() for name in there if name not in outputs)}
    makers = [record for record in records if record["status"] == "chosen" and record["output"]]
    for record in sorted(makers, key=lambda one: str(one["output"])):
        paths[record["output"]] = unique(path_of(record["issue"], layout), taken)
    found = []
    for record in records:
        old = record["output"]
        new = paths.get(old) if old else None
        made = record["status"] == "chosen"
        found.append(
            record
            | {"output": new}
            | (
                {"written": _checksums(out, old, record, written), "made_of": _made_of(record, records)}
                if made
                else {}
            )
        )
    return Migration(found, {new: old for old, new in paths.items() if new != old})


def _made_of(record: Record, records: Sequence[Record]) -> list[str]:
    """Tell what an issue was made of: its scrape, or all of them where something was filled."""
    same = [one["sha256"] for one in records if one["output"] == record["output"]]
    return sorted(set(same)) if record["filled"] else [record["sha256"]]


def _checksums(out: Path, path: str, record: Record, written: dict[str, str]) -> dict[str, str]:
    """Give the checksums of what was written last: by the old store, else what is there now."""
    found = {}
    for form in FORMS:
        file = out / f"{path}.{form}"
        if file.is_file():
            found[form] = checksum(file.read_bytes())
    if not record["filled"] and "md" in found and (known := written.get(record["sha256"])):
        found["md"] = known
    return found


def _written_before(out: Path) -> dict[str, str]:
    """Read the old store: the checksum of the Markdown of each input, by the input's own."""
    found = {}
    for path in (out / FOLDER / "entries").glob("*/*"):
        try:
            head, _, rest = path.read_bytes().partition(b"\n")
            record, _, (size, *_), _ = json.loads(head)
            found[record["sha256"]] = checksum(zlib.decompress(rest[:size]))
        except (OSError, ValueError, TypeError, KeyError, zlib.error):
            continue  # a damaged entry tells nothing
    return found


def remove_old_store(out: Path) -> None:
    """Take away the store of a file for each input, which nothing reads any more."""
    shutil.rmtree(out / FOLDER / "entries", ignore_errors=True)
