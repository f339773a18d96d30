"""Accepting new scrapes into the baseline: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from issue_normalizer.atomic import stage
from issue_normalizer.batch.names import safe_name, unique
from issue_normalizer.batch.sources import real_path
from issue_normalizer.check.model import Comparison
from issue_normalizer.check.scrapes import CANONICAL, is_batch_archive
from issue_normalizer.check.written import FileStep, is_edited, record_of
from issue_normalizer.errors import UsageError
from issue_normalizer.identity.keys import issue_key
from issue_normalizer.pipeline import write


class BaselineUpdate(Struct, frozen=True):
    """What makes a baseline the state of new scrapes; `edited` files were changed by hand, and stay."""

    steps: list[FileStep]
    edited: list[Path]


def plan_update(comparisons: Sequence[Comparison], baseline: Path, *, forced: bool = False) -> BaselineUpdate:
    """List what makes the baseline the state of the new scrapes.

    Of several scrapes of one issue, the one that holds most is taken, be it one that changed nothing. A file
    that is not what was written last is left alone, unless that is `forced`. Raises UsageError where that
    cannot be done.
    """
    if is_batch_archive(baseline):
        raise UsageError(
            f"{baseline}: `normalize batch` keeps this folder; run it again to accept new scrapes"
        )
    for one in comparisons:
        if any(change.kind == "scrape-refused" for change in one.changes):
            raise UsageError(f"{one.name}: it was refused, so nothing was accepted; leave it out, or mend it")
        if one.changes and one.old_origin and one.old_origin.path is None:
            raise UsageError(
                f"{one.old_origin.name}: it lies in an archive, which is not written to; unpack it"
            )
    best: dict[object, Comparison] = {}
    for one in comparisons:
        issue = _issue_of(one)
        if issue not in best or one.riches > best[issue].riches:
            best[issue] = one
    taken = _names_in(baseline)
    found = [step for one in best.values() if one.changes for step in _steps(one, baseline, taken)]
    steps = sorted(found, key=lambda step: step.path)
    edited = [] if forced else [step.path for step in steps if is_edited(step.path, baseline)]
    return BaselineUpdate([step for step in steps if step.path not in edited], edited)


def _issue_of(one: Comparison) -> object:
    """Give what tells the issues of comparisons apart: the file of the old one, else series and date."""
    if one.old_origin:
        return one.old_origin.path
    return (issue_key(one.new.series, one.new.date, one.new.title) if one.new else None) or one.name


def _steps(one: Comparison, baseline: Path, taken: set[str]) -> list[FileStep]:
    """List the steps for one issue: each form it is kept in is written, or removed."""
    old = one.old_origin
    if old is None or old.path is None:
        path = _new_file(one.below, baseline, taken)
        return [FileStep(path, _content(one, path))]
    if one.new is None:
        return [FileStep(path, None) for path in (old.path, *old.forms)]
    if old.path.suffix.lower() in CANONICAL or baseline.is_file():
        return [FileStep(path, _content(one, path)) for path in (old.path, *old.forms)]
    path = old.path.with_suffix(".md")
    if path.exists():
        raise UsageError(f"{old.path}: {path.name} stands beside it, and would be overwritten; rename one")
    return [FileStep(path, _content(one, path)), FileStep(old.path, None)]


def _content(one: Comparison, path: Path) -> bytes:
    assert one.new is not None  # noqa: S101 - narrows the type; the callers looked
    return write(one.new, "json" if path.suffix.lower() == ".json" else "md").encode()


def _names_in(baseline: Path) -> set[str]:
    """List the names that are taken, case aside: some systems do not tell it."""
    if not baseline.is_dir():
        return set()
    paths = (path.relative_to(baseline) for path in baseline.rglob("*"))
    return {path.with_suffix("").as_posix().casefold() for path in paths}


def _new_file(below: str, baseline: Path, taken: set[str]) -> Path:
    """Choose a file for an issue that the baseline lacks: by the scrape's own path, never over another."""
    if baseline.is_file():
        raise UsageError(f"{baseline}: it is a file and holds one issue; give a folder to accept more")
    parts = [safe_name(part) for part in Path(below).with_suffix("").parts if part not in ("/", "..", ".")]
    return baseline / f"{unique('/'.join(parts), taken)}.md"


def apply(steps: Sequence[FileStep], baseline: Path) -> None:
    """Take all steps; where one fails, take back those that were taken. Raises OSError then.

    What is written is noted, so that the next update knows what was edited by hand. A link is followed.
    What ends the program, other than by force, takes the steps back too.
    """
    staged: list[tuple[Path, Path]] = []
    undo: list[tuple[Path, bytes | None]] = []
    made: list[Path] = []
    try:
        steps = [*steps, *record_of(steps, baseline)]
        for step in steps:
            if step.data is not None:
                made += [folder for folder in step.path.parents if not folder.exists()]
                step.path.parent.mkdir(parents=True, exist_ok=True)
                path = real_path(step.path)
                staged.append((stage(path, step.data), path))
        undo += [(step.path, step.path.read_bytes() if step.path.exists() else None) for step in steps]
        for temporary, path in staged:
            temporary.replace(path)
        for step in steps:
            if step.data is None:
                step.path.unlink()
    except BaseException:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        for path, before in undo:
            _restore(path, before)
        for folder in filter(Path.exists, made):  # the system may have refused to make it
            folder.rmdir()
        raise


def _restore(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_bytes() != before:
        path.write_bytes(before)
