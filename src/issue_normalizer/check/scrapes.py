"""The inputs of a check: new scrapes and the baseline, read and normalised."""

from __future__ import annotations

import glob
import sys
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.homes import OWN_FILES
from issue_normalizer.batch.sources import expand, read
from issue_normalizer.check.model import Origin
from issue_normalizer.errors import NormalizeError, UsageError
from issue_normalizer.issue import Issue
from issue_normalizer.limits import DEFAULT
from issue_normalizer.options import Options, Page
from issue_normalizer.pipeline import convert
from issue_normalizer.profiles.sources import NONE, Files, pages_of, read_known
from issue_normalizer.safe import for_terminal

CANONICAL = (".md", ".markdown", ".json")  # endings of canonical files
_MANIFEST = "manifest.jsonl"
_ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".warc", ".warc.gz")


def _unheard() -> None:
    """Tell nobody."""


class Reading(Struct, frozen=True):
    """How scrapes are read: the files of profiles, and selectors beside those of the profiles."""

    profiles: Files = NONE
    pages: tuple[Page, ...] = ()


_BY_PROFILES = Reading()


class Scrape(Struct, frozen=True):
    """One input. `below` is its path below the folder it came from.

    `issue` is None where the input was refused, for `reason`. `text` is the decoded input.
    """

    origin: Origin
    below: str
    issue: Issue | None
    text: str = ""
    reason: str = ""


def new_scrapes(
    patterns: Sequence[str], baseline: Path, exclude: Sequence[str], reading: Reading = _BY_PROFILES
) -> Iterator[Scrape]:
    """Read the new scrapes, one at a time; `-` is standard input.

    Files of the baseline are left out, what `normalize batch` wrote beside issues, and what fits a
    pattern in `exclude` by its path below its folder. Raises UsageError for a pattern that finds nothing,
    and for what is no selector.
    """
    kept = baseline.resolve()
    named = [pattern for pattern in patterns if pattern != "-"]
    for pattern in named:
        if kept in (path := Path(pattern).resolve(), *path.parents):
            raise UsageError(f"{pattern}: it is in the baseline itself; give new scrapes")
    if len(named) < len(patterns):
        yield _converted(Source("<stdin>", sys.stdin.buffer.read(DEFAULT.bytes + 1)), "stdin", None, reading)
    folders = [Path(pattern) for pattern in named if Path(pattern).is_dir()]
    for path in (path for _, path in expand(named, kept)):
        folder = next((one for one in folders if one in path.parents), path.parent)
        below = path.relative_to(folder)
        if not _is_own_file(below, folder):
            yield from _read(below.as_posix(), path, exclude, reading)


def baseline_scrapes(
    baseline: Path,
    exclude: Sequence[str],
    tell: Callable[[], None] = _unheard,
    reading: Reading = _BY_PROFILES,
) -> list[Scrape]:
    """Read the baseline: a file, or all files of a folder. An issue as Markdown and JSON is there once.

    `tell` is called for each scrape that is read.
    """
    if baseline.is_file():
        return list(_read(baseline.name, baseline, (), reading))
    found: list[Scrape] = []
    canonical: dict[str, int] = {}
    for path in sorted(path for path in baseline.rglob("*") if path.is_file()):
        below = path.relative_to(baseline)
        if _is_own_file(below, baseline) or any(part.startswith(".") for part in below.parts):
            continue
        for scrape in _read(below.as_posix(), path, exclude, reading):
            tell()
            twin = canonical.get(stem(scrape.below)) if path.suffix.lower() in CANONICAL else None
            if twin is not None and found[twin].issue == scrape.issue:
                origin = found[twin].origin
                found[twin] = replace(found[twin], origin=replace(origin, forms=(*origin.forms, path)))
                continue
            canonical[stem(scrape.below)] = len(found)
            found.append(scrape)
    return found


def is_whole(patterns: Sequence[str]) -> bool:
    """Tell whether new scrapes are all there are: a folder or an archive of them is given."""
    paths = [Path(one) for pattern in patterns for one in (pattern, *glob.glob(pattern))]  # noqa: PTH207
    return any(path.is_dir() or path.name.lower().endswith(_ARCHIVES) for path in paths)


def _is_own_file(below: Path, folder: Path) -> bool:
    """Tell whether a file is one that `normalize batch` writes beside the issues."""
    return below.parent == Path() and below.stem in OWN_FILES and is_batch_archive(folder)


def is_batch_archive(folder: Path) -> bool:
    """Tell whether `normalize batch` keeps a folder."""
    return (folder / _MANIFEST).is_file()


def stem(name: str) -> str:
    """Take the ending off a path."""
    return str(Path(name).with_suffix("").as_posix())


def is_excluded(below: str, patterns: Sequence[str]) -> bool:
    """Tell whether a path, or its file's name, fits one of some patterns."""
    return any(fnmatchcase(below, one) or fnmatchcase(below.rpartition("/")[2], one) for one in patterns)


def _read(below: str, path: Path, exclude: Sequence[str], reading: Reading) -> Iterator[Scrape]:
    for source in read(path.as_posix(), path):
        is_member = source.name != path.as_posix()
        name = below + source.name.removeprefix(path.as_posix()) if is_member else below
        if not is_excluded(name, exclude):
            yield _converted(source, name, None if is_member else path, reading)


def _converted(source: Source, below: str, path: Path | None, reading: Reading) -> Scrape:
    origin = Origin(for_terminal(source.name), path)
    if source.error:
        return Scrape(origin, below, None, reason=source.error)
    try:
        result = convert(
            source.data,
            name=source.name,
            known=(known := read_known(reading.profiles)),
            options=Options(pages=(*pages_of(known), *reading.pages)),
        )
    except UsageError:
        raise  # a selector that is none: it would be one for no input
    except NormalizeError as error:
        return Scrape(origin, below, None, reason=str(error))
    except Exception as error:  # noqa: BLE001 - one bad input never stops the rest
        reason = (
            f"a defect of this program ({type(error).__name__}: {error}); please report it with the input"
        )
        return Scrape(origin, below, None, reason=reason)
    return Scrape(origin, below, result.issue, result.text)
