"""What `check --update` wrote last into a baseline: what is something else now was edited by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from issue_normalizer.batch.files import checksum

_NAME = ".normalize-written.json"


class FileStep(Struct, frozen=True):
    """A file of the baseline and its new content; None for one that is removed."""

    path: Path
    data: bytes | None


def is_edited(path: Path, baseline: Path) -> bool:
    """Tell whether a file is not what was written last. What was never written by an update is not."""
    last = _read(baseline).get(_name(path, baseline))
    return last is not None and path.is_file() and checksum(path.read_bytes()) != last


def record_of(steps: Sequence[FileStep], baseline: Path) -> list[FileStep]:
    """Give the step that notes what other steps write; none where there is nothing to note."""
    before = _read(baseline)
    after = dict(before)
    for step in steps:
        if step.data is None:
            after.pop(_name(step.path, baseline), None)
        else:
            after[_name(step.path, baseline)] = checksum(step.data)
    if after == before:
        return []
    text = json.dumps(dict(sorted(after.items())), ensure_ascii=False, indent=2) + "\n"
    return [FileStep(_folder(baseline) / _NAME, text.encode() if after else None)]


def _read(baseline: Path) -> Mapping[str, str]:
    try:
        found = json.loads((_folder(baseline) / _NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _folder(baseline: Path) -> Path:
    return baseline.parent if baseline.is_file() else baseline


def _name(path: Path, baseline: Path) -> str:
    return path.relative_to(_folder(baseline)).as_posix()
