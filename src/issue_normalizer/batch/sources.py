"""What a batch reads: files, folders, patterns, and archives of files."""

from __future__ import annotations

import glob
import os
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from issue_normalizer.batch.archives import Source, gzipped, parts, tarred, web_archive, zipped
from issue_normalizer.errors import RefusedError, UsageError
from issue_normalizer.limits import DEFAULT, Limits
from issue_normalizer.safe import for_terminal

_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_WARC = (".warc", ".warc.gz")
_PATTERN = frozenset("*?[")


def expand(patterns: Sequence[str], out: Path) -> list[tuple[str, Path]]:
    """List the files that patterns stand for, with the name each goes by; those of `out` are left out.

    A file goes by its own name, a file in a folder by its path from that folder on. Raises UsageError
    for what is not there.
    """
    found: dict[str, Path] = {}
    known: set[Path] = set()
    for pattern in patterns:
        path = Path(pattern)
        if _is_there(path):
            paths = [path]
        elif _PATTERN & set(pattern):
            paths = sorted(map(Path, glob.glob(pattern, recursive=True)))  # noqa: PTH207 - absolute ones too
        else:
            paths = []
        if not paths:
            raise UsageError(f"{pattern}: there is no such file or folder; check the name")
        for start in paths:
            if out in ((real := _real(start)), *real.parents):
                if not _is_there(path):
                    continue  # a pattern may find the output of an earlier run
                raise UsageError(f"{pattern}: the output folder holds it; choose another folder for --out")
            for file in _files(start, out):
                if (real := _real(file)) not in known:
                    known.add(real)
                    name = file.relative_to(start.parent).as_posix() if start.is_dir() else file.name
                    found[_free(for_terminal(name), found)] = file
    return sorted(found.items())


def _files(start: Path, out: Path) -> Iterator[Path]:
    """Walk a folder; a part of it that cannot be listed is given too, so that reading it tells why.

    What is hidden, what stands in `out`, and links that lead out of the folder are left out.
    """
    if not start.is_dir():
        yield start
        return
    unlisted: list[Path] = []
    found: list[Path] = []
    inside = _real(start)
    for folder, names, files in os.walk(start, onerror=lambda error: unlisted.append(Path(error.filename))):
        names[:] = [name for name in names if not name.startswith(".")]
        for path in (Path(folder, name) for name in files if not name.startswith(".")):
            real = _real(path)
            if out not in real.parents and inside in real.parents and _may_be_file(path):
                found.append(path)
    yield from sorted([*found, *unlisted])


def _real(path: Path) -> Path:
    """Resolve links; a loop of links is no error, as it is for `Path.resolve`."""
    return Path(os.path.realpath(path))


def _is_there(path: Path) -> bool:
    """Tell whether a path is there. Raises UsageError where that cannot be told."""
    try:
        return path.exists()
    except OSError as error:
        raise UsageError(f"{for_terminal(str(path))}: it cannot be read: {error.strerror}") from None


def _may_be_file(path: Path) -> bool:
    """Tell whether a path is a file, or cannot be looked at: reading it tells why."""
    try:
        return path.is_file()
    except OSError:
        return True


def _free(name: str, taken: Container[str]) -> str:
    """Give a name, with a number where another file has it."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}#{number}"
    return free


def read(name: str, path: Path, limits: Limits = DEFAULT) -> Iterator[Source]:
    """Read a file as one input, or an archive as many. What cannot be read is told, never raised."""
    lower = path.name.lower()
    try:
        if path.is_dir():
            next(path.iterdir(), None)  # raises what kept the walk from listing it
        elif lower.endswith(_WARC):
            yield from web_archive(name, path, limits)
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
