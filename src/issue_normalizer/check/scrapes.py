"""The inputs of a check: new scrapes and the baseline, read and normalised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.collect import OWN_FILES
from issue_normalizer.batch.sources import expand, read
from issue_normalizer.check.model import Origin
from issue_normalizer.errors import NormalizeError, UsageError
from issue_normalizer.issue import Issue
from issue_normalizer.pipeline import convert

_MANIFEST = "manifest.jsonl"


class Scrape(NamedTuple):
    """One input. `below` is its path below the folder it came from.

    `issue` is None where the input was refused, for `reason`. `text` is the decoded input.
    """

    origin: Origin
    below: str
    issue: Issue | None
    text: str = ""
    reason: str = ""


def new_scrapes(patterns: Sequence[str], baseline: Path, exclude: Sequence[str]) -> Iterator[Scrape]:
    """Read the new scrapes, one at a time. Raises UsageError for a pattern that finds nothing.

    Files of the baseline are left out, and those whose path below their folder fits a pattern in `exclude`.
    """
    kept = baseline.resolve()
    for pattern in patterns:
        if kept in (path := Path(pattern).resolve(), *path.parents):
            raise UsageError(f"{pattern}: it is in the baseline itself; give new scrapes")
    folders = [Path(pattern) for pattern in patterns if Path(pattern).is_dir()]
    files = [path for _, path in expand(patterns, kept)]
    if not files:
        raise UsageError(f"{' '.join(patterns)}: there is no file to check")
    for path in files:
        folder = next((one for one in folders if one in path.parents), path.parent)
        below = path.relative_to(folder).as_posix()
        if not is_excluded(below, exclude):
            yield from _read(below, path)


def baseline_scrapes(baseline: Path, exclude: Sequence[str]) -> list[Scrape]:
    """Read the baseline: a file, or all files of a folder. An issue in several forms is there once."""
    if baseline.is_file():
        return list(_read(baseline.name, baseline))
    paths = sorted(path for path in baseline.rglob("*") if path.is_file())
    is_archive = is_batch_archive(baseline)
    found: dict[str, Scrape] = {}
    for path in paths:
        below = path.relative_to(baseline)
        is_own = is_archive and below.parent == Path() and below.stem in OWN_FILES
        is_hidden = any(part.startswith(".") for part in below.parts)
        if not is_own and not is_hidden and not is_excluded(below.as_posix(), exclude):
            for scrape in _read(below.as_posix(), path):
                found.setdefault(stem(scrape.below), scrape)
    return list(found.values())


def is_batch_archive(folder: Path) -> bool:
    """Tell whether `normalize batch` keeps a folder."""
    return (folder / _MANIFEST).is_file()


def stem(name: str) -> str:
    """Take the ending off a path."""
    return str(Path(name).with_suffix("").as_posix())


def is_excluded(below: str, patterns: Sequence[str]) -> bool:
    """Tell whether a path, or its file's name, fits one of some patterns."""
    return any(fnmatchcase(below, one) or fnmatchcase(below.rpartition("/")[2], one) for one in patterns)


def _read(below: str, path: Path) -> Iterator[Scrape]:
    for source in read(path.as_posix(), path):
        is_member = source.name != path.as_posix()
        inside = source.name.removeprefix(path.as_posix())
        yield _converted(source, below + inside if is_member else below, None if is_member else path)


def _converted(source: Source, below: str, path: Path | None) -> Scrape:
    origin = Origin(source.name, path)
    if source.error:
        return Scrape(origin, below, None, reason=source.error)
    try:
        result = convert(source.data)
    except NormalizeError as error:
        return Scrape(origin, below, None, reason=str(error))
    except Exception as error:  # noqa: BLE001 - one bad input never stops the rest
        reason = (
            f"a defect of this program ({type(error).__name__}: {error}); please report it with the input"
        )
        return Scrape(origin, below, None, reason=reason)
    return Scrape(origin, below, result.issue, result.text)
