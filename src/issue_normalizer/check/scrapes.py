"""The inputs of a check: new scrapes and the baseline, read and normalised."""

from __future__ import annotations

import glob
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import partial
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.entry import ConversionOptions
from issue_normalizer.batch.homes import OWN_FILES
from issue_normalizer.batch.manifest import NAME as MANIFEST
from issue_normalizer.batch.sources import ARCHIVES, find_inputs, is_there, read, real_path
from issue_normalizer.batch.workers import Failure, run_all
from issue_normalizer.check.model import Origin
from issue_normalizer.check.settled import Settled, checksum
from issue_normalizer.errors import NormalizeError, UsageError, defect
from issue_normalizer.issue import Issue
from issue_normalizer.limits import DEFAULT
from issue_normalizer.pipeline import read_issue
from issue_normalizer.profiles.sources import read_known
from issue_normalizer.safe import for_terminal

CANONICAL = (".md", ".markdown", ".json")  # endings of canonical files
_BUNDLE = 16  # inputs that go to a process at once
_FAST = 1  # level at which texts are packed


def _unheard() -> None:
    """Tell nobody."""


_PLAIN = ConversionOptions()
_NOTHING = Settled()


class Scrape(Struct, frozen=True):
    """One input. `below` is its path below the folder it came from.

    `issue` is None where the input was refused, for `reason`. A new scrape keeps its decoded text, packed,
    and the checksum of its canonical Markdown.
    """

    origin: Origin
    below: str
    issue: Issue | None
    packed: bytes = b""
    written: bytes = b""
    reason: str = ""

    @property
    def text(self) -> str:
        """The decoded input."""
        return zlib.decompress(self.packed).decode("utf-8", "surrogatepass") if self.packed else ""


class PlacedSource(Struct, frozen=True):
    """What is to be read: its bytes, its path below the folder it came from, and its file, if it is one."""

    source: Source
    below: str
    path: Path | None


def read_scrapes(
    patterns: Sequence[str],
    baseline: Path,
    exclude: Sequence[str],
    options: ConversionOptions = _PLAIN,
    jobs: int = 1,
    tell: Callable[[], None] = _unheard,
) -> tuple[list[Scrape], list[Scrape]]:
    """Read the new scrapes, and the baseline as far as it is there, on so many processes.

    `tell` is called for each scrape that is read. Raises UsageError for what is no selector.
    """
    if options.reading.pages:
        from issue_normalizer.readers.selectors import check_selectors

        check_selectors(options.reading.pages)
    new: list[Scrape] = []
    for one in _new_scrapes(patterns, baseline, exclude, options, jobs):
        new.append(one)
        tell()
    settled = Settled((one.written, one.issue) for one in new if one.issue)
    if not is_there(baseline):
        return new, []
    return new, _baseline_scrapes(baseline, exclude, options, jobs, settled, tell)


def _new_scrapes(
    patterns: Sequence[str], baseline: Path, exclude: Sequence[str], options: ConversionOptions, jobs: int
) -> Iterator[Scrape]:
    """Read the new scrapes; `-` is standard input.

    Files of the baseline are left out, what `normalize batch` wrote beside issues, and what fits a
    pattern in `exclude` by its path below its folder. Raises UsageError for a pattern that finds nothing.
    """
    inputs = _new_inputs(patterns, baseline, exclude)
    return _read_all(inputs, partial(_new_scrape, options=options), jobs)


def _new_inputs(patterns: Sequence[str], baseline: Path, exclude: Sequence[str]) -> Iterator[PlacedSource]:
    kept = real_path(baseline)
    named = [pattern for pattern in patterns if pattern != "-"]
    for pattern in named:
        if kept in (path := real_path(pattern), *path.parents):
            raise UsageError(f"{pattern}: it is in the baseline itself; give new scrapes")
    if len(named) < len(patterns):
        yield PlacedSource(Source("<stdin>", sys.stdin.buffer.read(DEFAULT.bytes + 1)), "stdin", None)
    files = find_inputs(named, kept).files
    folders = [path for path in map(Path, named) if path.is_dir()]
    for _, path in files:
        folder = next((one for one in folders if one in path.parents), path.parent)
        below = path.relative_to(folder)
        if not _is_own_file(below, folder):
            yield from _inputs(below.as_posix(), path, exclude)


def _baseline_scrapes(
    baseline: Path,
    exclude: Sequence[str],
    options: ConversionOptions,
    jobs: int,
    settled: Settled,
    tell: Callable[[], None],
) -> list[Scrape]:
    """Read the baseline: a file, or all files of a folder. An issue as Markdown and JSON is there once.

    Files that are settled are not read.
    """
    work = partial(_known_scrape, options=options)
    if baseline.is_file():
        return list(_read_all(_inputs(baseline.name, baseline, ()), work, 1, settled))
    found: list[Scrape] = []
    canonical: dict[str, int] = {}
    for scrape in _read_all(_baseline_inputs(baseline, exclude), work, jobs, settled):
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
    """Read all files of a folder; a part of it that cannot be listed is given too: reading it tells why."""
    found: list[Path] = []
    for folder, _, names in os.walk(baseline, onerror=lambda error: found.append(Path(error.filename))):
        found.extend(path for name in names if (path := Path(folder, name)).is_file())
    for path in sorted(found):
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
    return (folder / MANIFEST).is_file()


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


def _read_all(
    inputs: Iterable[PlacedSource],
    work: Callable[[PlacedSource], Scrape],
    jobs: int,
    settled: Settled = _NOTHING,
) -> Iterator[Scrape]:
    """Read inputs in their order, a bundle for each process at a time."""
    if jobs == 1:
        for one in inputs:
            yield _settled(one, settled) or work(one)
        return
    done: dict[int, Scrape] = {}
    given = 0

    def unknown() -> Iterator[tuple[int, PlacedSource]]:
        for number, one in enumerate(inputs):
            if known := _settled(one, settled):
                done[number] = known
            else:
                yield number, one

    numbered = unknown()
    bundles = iter(lambda: list(islice(numbered, _BUNDLE)), [])
    for (number, one), result in run_all(partial(_numbered, work), bundles, jobs, 0):
        done[number] = _refused(one, result.reason) if isinstance(result, Failure) else result
        while given in done:
            yield done.pop(given)
            given += 1
    yield from (done[number] for number in sorted(done))


def _settled(one: PlacedSource, settled: Settled) -> Scrape | None:
    issue = settled.issue_in(one.source.data)
    return Scrape(_origin(one), one.below, issue) if issue else None


def _numbered(work: Callable[[PlacedSource], Scrape], task: tuple[int, PlacedSource]) -> Scrape:
    return work(task[1])


def _origin(one: PlacedSource) -> Origin:
    return Origin(for_terminal(one.source.name), one.path)


def _refused(one: PlacedSource, reason: str) -> Scrape:
    return Scrape(_origin(one), one.below, None, reason=reason)


def _new_scrape(one: PlacedSource, options: ConversionOptions) -> Scrape:
    """Read a new scrape: what changed is told with its lines, so its text is kept."""
    found = _read(one, options)
    if isinstance(found, str):
        return _refused(one, found)
    issue, markdown, text = found
    packed = zlib.compress(text.encode("utf-8", "surrogatepass"), _FAST)
    return Scrape(_origin(one), one.below, issue, packed, checksum(markdown.encode()))


def _known_scrape(one: PlacedSource, options: ConversionOptions) -> Scrape:
    """Read a scrape of the baseline."""
    found = _read(one, options)
    return _refused(one, found) if isinstance(found, str) else Scrape(_origin(one), one.below, found[0])


def _read(one: PlacedSource, options: ConversionOptions) -> tuple[Issue, str, str] | str:
    """Give an issue, that as Markdown, and its text; or why there is none."""
    source = one.source
    if source.error:
        return source.error
    try:
        return read_issue(source.data, source.name, read_known(options.profiles), options.reading)
    except NormalizeError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - one bad input never stops the rest
        return defect(error)
