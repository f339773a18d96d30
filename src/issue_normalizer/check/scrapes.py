"""The inputs of a check: new scrapes and the baseline, read and normalised."""

from __future__ import annotations

import glob
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import partial
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.homes import OWN_FILES
from issue_normalizer.batch.sources import ARCHIVES, expand, read
from issue_normalizer.batch.workers import Failure, run_all
from issue_normalizer.check.model import Origin
from issue_normalizer.errors import NormalizeError, UsageError
from issue_normalizer.issue import Issue
from issue_normalizer.limits import DEFAULT
from issue_normalizer.options import Options, Page
from issue_normalizer.pipeline import read_issue
from issue_normalizer.profiles.sources import NONE, Files, pages_of, read_known
from issue_normalizer.safe import for_terminal

CANONICAL = (".md", ".markdown", ".json")  # endings of canonical files
_BUNDLE = 16  # inputs that go to a process at once
_MANIFEST = "manifest.jsonl"


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


class PlacedSource(Struct, frozen=True):
    """What is to be read: its bytes, its path below the folder it came from, and its file, if it is one."""

    source: Source
    below: str
    path: Path | None


def new_scrapes(
    patterns: Sequence[str],
    baseline: Path,
    exclude: Sequence[str],
    reading: Reading = _BY_PROFILES,
    jobs: int = 1,
) -> Iterator[Scrape]:
    """Read the new scrapes, on so many processes; `-` is standard input.

    Files of the baseline are left out, what `normalize batch` wrote beside issues, and what fits a
    pattern in `exclude` by its path below its folder. Raises UsageError for a pattern that finds nothing,
    and for what is no selector.
    """
    return _read_all(_new_inputs(patterns, baseline, exclude), reading, jobs)


def _new_inputs(patterns: Sequence[str], baseline: Path, exclude: Sequence[str]) -> Iterator[PlacedSource]:
    kept = baseline.resolve()
    named = [pattern for pattern in patterns if pattern != "-"]
    for pattern in named:
        if kept in (path := Path(pattern).resolve(), *path.parents):
            raise UsageError(f"{pattern}: it is in the baseline itself; give new scrapes")
    if len(named) < len(patterns):
        yield PlacedSource(Source("<stdin>", sys.stdin.buffer.read(DEFAULT.bytes + 1)), "stdin", None)
    folders = [Path(pattern) for pattern in named if Path(pattern).is_dir()]
    for path in (path for _, path in expand(named, kept)):
        folder = next((one for one in folders if one in path.parents), path.parent)
        below = path.relative_to(folder)
        if not _is_own_file(below, folder):
            yield from _inputs(below.as_posix(), path, exclude)


def baseline_scrapes(
    baseline: Path,
    exclude: Sequence[str],
    tell: Callable[[], None] = _unheard,
    reading: Reading = _BY_PROFILES,
    jobs: int = 1,
) -> list[Scrape]:
    """Read the baseline: a file, or all files of a folder. An issue as Markdown and JSON is there once.

    `tell` is called for each scrape that is read.
    """
    if baseline.is_file():
        return list(_read_all(_inputs(baseline.name, baseline, ()), reading, 1))
    found: list[Scrape] = []
    canonical: dict[str, int] = {}
    for scrape in _read_all(_baseline_inputs(baseline, exclude), reading, jobs):
        tell()
        path = scrape.origin.path
        is_canonical = path is not None and path.suffix.lower() in CANONICAL
        twin = canonical.get(stem(scrape.below)) if is_canonical else None
        if path and twin is not None and found[twin].issue == scrape.issue:
            origin = found[twin].origin
            found[twin] = replace(found[twin], origin=replace(origin, forms=(*origin.forms, path)))
            continue
        canonical[stem(scrape.below)] = len(found)
        found.append(scrape)
    return found


def _baseline_inputs(baseline: Path, exclude: Sequence[str]) -> Iterator[PlacedSource]:
    for path in sorted(path for path in baseline.rglob("*") if path.is_file()):
        below = path.relative_to(baseline)
        if not _is_own_file(below, baseline) and not any(part.startswith(".") for part in below.parts):
            yield from _inputs(below.as_posix(), path, exclude)


def is_whole(patterns: Sequence[str]) -> bool:
    """Tell whether new scrapes are all there are: a folder or an archive of them is given."""
    paths = [Path(one) for pattern in patterns for one in (pattern, *glob.glob(pattern))]  # noqa: PTH207
    return any(path.is_dir() or path.name.lower().endswith(ARCHIVES) for path in paths)


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


def _inputs(below: str, path: Path, exclude: Sequence[str]) -> Iterator[PlacedSource]:
    for source in read(path.as_posix(), path):
        is_member = source.name != path.as_posix()
        name = below + source.name.removeprefix(path.as_posix()) if is_member else below
        if not is_excluded(name, exclude):
            yield PlacedSource(source, name, None if is_member else path)


def _read_all(inputs: Iterable[PlacedSource], reading: Reading, jobs: int) -> Iterator[Scrape]:
    """Read inputs in their order, a bundle for each process at a time."""
    if reading.pages:
        from issue_normalizer.readers.selectors import check_selectors

        check_selectors(reading.pages)
    work = partial(_scrape, reading=reading)
    if jobs == 1:
        yield from map(work, inputs)
        return
    numbered = enumerate(inputs)
    done: dict[int, Scrape] = {}
    given = 0
    bundles = iter(lambda: list(islice(numbered, _BUNDLE)), [])
    for (number, one), result in run_all(partial(_numbered, work), bundles, jobs, 0):
        done[number] = _refused(one, result.reason) if isinstance(result, Failure) else result
        while given in done:
            yield done.pop(given)
            given += 1


def _numbered(work: Callable[[PlacedSource], Scrape], task: tuple[int, PlacedSource]) -> Scrape:
    return work(task[1])


def _refused(one: PlacedSource, reason: str) -> Scrape:
    return Scrape(Origin(for_terminal(one.source.name), one.path), one.below, None, reason=reason)


def _scrape(one: PlacedSource, reading: Reading) -> Scrape:
    source = one.source
    if source.error:
        return _refused(one, source.error)
    try:
        known = read_known(reading.profiles)
        options = Options(pages=(*pages_of(known), *reading.pages))
        issue, text = read_issue(source.data, source.name, known, options)
    except NormalizeError as error:
        return _refused(one, str(error))
    except Exception as error:  # noqa: BLE001 - one bad input never stops the rest
        reason = (
            f"a defect of this program ({type(error).__name__}: {error}); please report it with the input"
        )
        return _refused(one, reason)
    return Scrape(Origin(for_terminal(source.name), one.path), one.below, issue, text)
