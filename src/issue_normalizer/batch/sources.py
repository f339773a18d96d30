"""What a batch reads: files, folders, patterns, and archives of files."""

from __future__ import annotations

import glob
import os
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from issue_normalizer.batch.archives import Source, gzipped, parts, tarred, zipped
from issue_normalizer.batch.aside import fits, is_folder_of_page, is_style_or_script
from issue_normalizer.batch.web_archive import web_archive
from issue_normalizer.errors import RefusedError, UsageError
from issue_normalizer.limits import DEFAULT, Limits
from issue_normalizer.safe import for_terminal

_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
WEB_ARCHIVES = (".warc", ".warc.gz")
ARCHIVES = (".zip", *_TAR, *WEB_ARCHIVES)
_PATTERN = frozenset("*?[")


class Filter(Struct, frozen=True):
    """Which names are inputs: those that fit a pattern of `include`, if there is one, none of `exclude`."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes(self, name: str) -> bool:
        """Tell whether a name is an input."""
        return (not self.include or fits(name, self.include)) and not fits(name, self.exclude)

    def asks_for(self, name: str) -> bool:
        """Tell whether a name is asked for: then it is no matter what it ends in."""
        return fits(name, self.include)


_ALL = Filter()


class Inputs(Struct, frozen=True):
    """What patterns stand for: files with the names they go by, what was passed over, what stood aside."""

    files: list[tuple[str, Path]]
    passed: list[tuple[str, Path]]
    aside: int


class _Walk(Struct, frozen=True):
    """What a folder holds: files, links that are not followed, and how many files are no pages."""

    files: list[Path]
    links: list[Path]
    aside: int


def find_inputs(patterns: Sequence[str], out: Path, wanted: Filter = _ALL) -> Inputs:
    """Find the files that patterns stand for, with the name each goes by; those of `out` are left out.

    A file goes by its own name, a file in a folder by its path from that folder on. Raises UsageError
    for what is not there.
    """
    found: dict[str, Path] = {}
    passed: dict[str, Path] = {}
    known: set[Path] = set()
    aside = 0
    for start in _starts(patterns, out):
        walk = _walked(start, out, wanted)
        aside += walk.aside
        for paths, names in ((walk.files, found), (walk.links, passed)):
            for path in paths:
                own = path.absolute() if names is passed else real_path(path)
                name = for_terminal(_name(path, start))
                if own not in known and (path.is_dir() or wanted.takes(name)):
                    known.add(own)
                    names[free(name, names)] = path
    return Inputs(sorted(found.items()), sorted(passed.items()), aside)


def _starts(patterns: Sequence[str], out: Path) -> Iterator[Path]:
    """Give the files and folders that are named. Raises UsageError for what is not there."""
    for pattern in patterns:
        path = Path(pattern)
        if is_there(path):
            paths = [path]
        elif _PATTERN & set(pattern):
            paths = sorted(map(Path, glob.glob(pattern, recursive=True)))  # noqa: PTH207 - absolute ones too
        else:
            paths = []
        if not paths:
            raise UsageError(f"{pattern}: there is no such file or folder; check the name")
        for start in paths:
            if out not in ((real := real_path(start)), *real.parents):
                yield start
            elif is_there(path):  # a pattern may find the output of an earlier run
                raise UsageError(f"{pattern}: the output folder holds it; choose another folder for --out")


def _name(path: Path, start: Path) -> str:
    return path.relative_to(start.parent).as_posix() if start.is_dir() else path.name


def _walked(start: Path, out: Path, wanted: Filter) -> _Walk:
    """Walk a folder; a part of it that cannot be listed is given too, so that reading it tells why.

    What is hidden, what stands in `out`, links, and what stands aside are left out.
    """
    if not start.is_dir():
        is_aside = is_style_or_script(start.name) and not wanted.asks_for(start.name)
        return _Walk([], [], 1) if is_aside else _Walk([start], [], 0)
    files: list[Path] = []
    links: list[Path] = []
    aside = 0
    for folder, names, here in os.walk(start, onerror=lambda error: files.append(Path(error.filename))):
        shown = [name for name in names if not name.startswith(".")]
        links += [path for name in shown if (path := Path(folder, name)).is_symlink()]
        names[:] = [name for name in shown if not is_folder_of_page(name, here)]
        aside += sum(_count(Path(folder, name)) for name in set(shown) - set(names))
        for path in (Path(folder, name) for name in here if not name.startswith(".")):
            if out in real_path(path).parents or not _may_be_file(path):
                continue
            if path.is_symlink():
                links.append(path)
            elif is_style_or_script(path.name) and not wanted.asks_for(path.name):
                aside += 1
            else:
                files.append(path)
    return _Walk(sorted(files), sorted(links), aside)


def _count(folder: Path) -> int:
    return sum(len(files) for _, _, files in os.walk(folder))


def real_path(path: Path | str) -> Path:
    """Resolve links; a loop of links is no error, as it is for `Path.resolve`."""
    return Path(os.path.realpath(path))


def is_there(path: Path) -> bool:
    """Tell whether a path is there. Raises UsageError where that cannot be told."""
    try:
        return path.exists()
    except OSError as error:
        raise UsageError(f"{for_terminal(str(path))}: it cannot be read: {error.strerror}") from None


def _may_be_file(path: Path) -> bool:
    """Tell whether a path is a file or a link, or cannot be looked at: reading it tells why."""
    try:
        return path.is_symlink() or path.is_file()
    except OSError:
        return True


def place_of(path: Path, out: Path) -> str | None:
    """Give where a file stands, as seen from the archive; None where that cannot be written as text."""
    try:
        place = Path(os.path.relpath(real_path(path), out)).as_posix()
    except ValueError:  # on another drive
        place = real_path(path).as_posix()
    return place if for_terminal(place) == place else None


def free(name: str, taken: Container[str]) -> str:
    """Give a name, with a number where another file has it."""
    number, own = 1, name
    while own in taken:
        number += 1
        own = f"{name}#{number}"
    return own


def link_source(name: str, path: Path, place: str | None) -> Source:
    """Give a link that is not followed as an input that tells why; `place` is that of its folder."""
    return Source(
        name, b"", "it is a link; what it leads to is read where it is named itself", place, path.name
    )


def read(name: str, path: Path, limits: Limits = DEFAULT) -> Iterator[Source]:
    """Read a file as one input, or an archive as many. What cannot be read is told, never raised."""
    lower = path.name.lower()
    try:
        if path.is_dir():
            next(path.iterdir(), None)  # raises what kept the walk from listing it
        elif lower.endswith(WEB_ARCHIVES):
            with path.open("rb") as stream:
                yield from web_archive(name, stream, path.stat().st_size, limits)
        elif lower.endswith(_TAR):
            yield from tarred(name, path, limits)
        elif lower.endswith(".zip"):
            yield from zipped(name, path, limits)
        elif lower.endswith(".gz"):
            yield gzipped(name, path, limits)
        else:
            with path.open("rb") as stream:
                yield from parts(Source(name, stream.read(limits.bytes + 1)))
    except RefusedError as error:
        yield Source(name, b"", str(error))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with an archive, the rest goes on
        yield Source(name, b"", f"it cannot be read: {getattr(error, 'strerror', None) or error}")
