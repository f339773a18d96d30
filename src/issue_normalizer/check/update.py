"""Accepting new scrapes into the baseline: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from issue_normalizer.atomic import stage
from issue_normalizer.batch.names import safe_name, unique
from issue_normalizer.check.model import Comparison
from issue_normalizer.check.scrapes import is_batch_archive
from issue_normalizer.errors import UsageError
from issue_normalizer.pipeline import write

_CANONICAL = (".md", ".markdown", ".json")


class Step(NamedTuple):
    """A file of the baseline and its new content; None for one that is removed."""

    path: Path
    data: bytes | None


def plan_update(comparisons: Sequence[Comparison], baseline: Path) -> list[Step]:
    """List what makes the baseline the state of the new scrapes.

    Of several scrapes of one issue, the one with most items and text is taken. Raises UsageError where
    that cannot be done.
    """
    if is_batch_archive(baseline):
        raise UsageError(
            f"{baseline}: `normalize batch` keeps this folder; run it again to accept new scrapes"
        )
    for one in comparisons:
        if one.new is None and one.new_origin is not None and one.changes:
            raise UsageError(f"{one.name}: it was refused, so nothing was accepted; leave it out, or mend it")
    steps: dict[Path, bytes | None] = {}
    richness: dict[Path, tuple[int, int]] = {}
    taken: set[str] = set()
    for one in comparisons:
        if not one.changes:
            continue
        old, target = _targets(one, baseline, taken)
        if old and old != target:
            steps[old] = None
        if one.new:
            rank = one.items, len(write(one.new))
            if rank > richness.get(target, (-1, -1)):
                richness[target] = rank
                steps[target] = write(one.new, "json" if target.suffix == ".json" else "md").encode()
    return [Step(path, data) for path, data in sorted(steps.items())]


def _targets(one: Comparison, baseline: Path, taken: set[str]) -> tuple[Path | None, Path]:
    """Give the file that holds the old issue, and the one that the new one goes to."""
    old = one.old_origin.path if one.old_origin else None
    if one.old_origin and not old:
        raise UsageError(f"{one.old_origin.name}: it lies in an archive, which is not written to; unpack it")
    if old is None:
        return None, _new_file(one.below, baseline, taken)
    if one.new is None:
        return old, Path()
    return old, old if old.suffix.lower() in _CANONICAL else old.with_suffix(".md")


def _new_file(below: str, baseline: Path, taken: set[str]) -> Path:
    """Choose a file for an issue that the baseline lacks: by the scrape's own path, never over another."""
    if baseline.is_file():
        raise UsageError(f"{baseline}: it is a file and holds one issue; give a folder to accept more")
    parts = [safe_name(part) for part in Path(below).with_suffix("").parts if part not in ("/", "..", ".")]
    name = "/".join(parts or ["untitled"])
    while (path := baseline / f"{unique(name, taken)}.md").exists():
        name += "-new"
    return path


def apply(steps: Sequence[Step]) -> None:
    """Take all steps; where one fails, take back those that were taken. Raises OSError then."""
    staged: list[tuple[Path, Path]] = []
    undo: list[tuple[Path, bytes | None]] = []
    try:
        for path, data in steps:
            if data is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                staged.append((stage(path, data), path))
        undo += [(path, path.read_bytes() if path.exists() else None) for path, _ in steps]
        for temporary, path in staged:
            temporary.replace(path)
        for path, data in steps:
            if data is None:
                path.unlink()
    except OSError:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        for path, before in undo:
            _restore(path, before)
        raise


def _restore(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_bytes() != before:
        path.write_bytes(before)
