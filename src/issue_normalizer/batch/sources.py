"""What a batch reads: files, folders, patterns, and archives of files.

An archive is read member by member, in order, and only one member is held in memory. What a member is
called is a label and never a path that anything is written to.
"""

from __future__ import annotations

import glob
import gzip
import tarfile
import zipfile
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from issue_normalizer.errors import UsageError
from issue_normalizer.limits import MAX_BYTES

_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_WARC = (".warc", ".warc.gz")
_PATTERN = frozenset("*?[")


class Source(NamedTuple):
    """One input: its bytes, or why it could not be read."""

    name: str
    data: bytes
    error: str = ""


def expand(patterns: Sequence[str], out: Path) -> list[tuple[str, Path]]:
    """List the files that patterns stand for, with the name each goes by; those of `out` are left out.

    A file goes by its own name, a file in a folder by its path from that folder on. Raises UsageError
    for what is not there.
    """
    found: dict[str, Path] = {}
    known: set[Path] = set()
    for pattern in patterns:
        path = Path(pattern)
        if path.exists():
            paths = [path]
        elif _PATTERN & set(pattern):
            paths = sorted(map(Path, glob.glob(pattern, recursive=True)))  # noqa: PTH207 - absolute ones too
        else:
            paths = []
        if not paths:
            raise UsageError(f"{pattern}: there is no such file or folder; check the name")
        for start in paths:
            if out in (start.resolve(), *start.resolve().parents):
                if not path.exists():
                    continue  # a pattern may find the output of an earlier run
                raise UsageError(f"{pattern}: the output folder holds it; choose another folder for --out")
            for file in _files(start, out):
                if (real := file.resolve()) not in known:
                    known.add(real)
                    name = file.relative_to(start.parent).as_posix() if start.is_dir() else file.name
                    found[_free(printable_name(name), found)] = file
    return sorted(found.items())


def _files(start: Path, out: Path) -> Iterator[Path]:
    if not start.is_dir():
        yield start
        return
    for path in sorted(start.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(start).parts)
        if path.is_file() and not hidden and out not in path.resolve().parents:
            yield path


def _free(name: str, taken: Container[str]) -> str:
    """Give a name, with a number where another file has it."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}#{number}"
    return free


def printable_name(name: str) -> str:
    """Give a name as text: bytes that are no UTF-8 are spelled out."""
    return name.encode("utf-8", "backslashreplace").decode()


def read(name: str, path: Path) -> Iterator[Source]:
    """Read a file as one input, or an archive as many. What cannot be read is told, never raised."""
    lower = path.name.lower()
    try:
        if lower.endswith(_WARC):
            yield from _warc(name, path)
        elif lower.endswith(_TAR):
            yield from _tar(name, path)
        elif lower.endswith(".zip"):
            yield from _zip(name, path)
        elif lower.endswith(".gz"):
            with gzip.open(path) as stream:
                yield Source(name.removesuffix(".gz"), _limited(stream))
        else:
            with path.open("rb") as stream:
                yield Source(name, _limited(stream))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with an archive, the rest goes on
        yield Source(name, b"", f"it cannot be read: {getattr(error, 'strerror', None) or error}")


def _limited(stream: IO[bytes] | gzip.GzipFile) -> bytes:
    """Read no more than a document may have, and a byte: the conversion refuses what is larger."""
    return stream.read(MAX_BYTES + 1)


def _zip(name: str, path: Path) -> Iterator[Source]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.is_dir() or _is_hidden(info.filename):
                continue
            label = printable_name(f"{name}/{info.filename}")
            try:
                with archive.open(info) as stream:
                    yield Source(label, _limited(stream))
            except Exception as error:  # noqa: BLE001 - one broken member does not stop the others
                yield Source(label, b"", f"it cannot be read: {error}")


def _tar(name: str, path: Path) -> Iterator[Source]:
    with tarfile.open(path, "r|*") as archive:
        for member in archive:
            is_file = member.isreg() and not _is_hidden(member.name)
            stream = archive.extractfile(member) if is_file else None
            if stream is not None:
                yield Source(printable_name(f"{name}/{member.name}"), _limited(stream))


def _is_hidden(member: str) -> bool:
    """Tell whether a member is a system's own, such as `.DS_Store` or what a Mac adds to a zip."""
    return any(part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in member.split("/"))


def _warc(name: str, path: Path) -> Iterator[Source]:
    """Read the pages of a web archive: responses and resources that are text."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        message = "it is a web archive; install `issue-normalizer[warc]` to read it"
        yield Source(name, b"", message)
        return
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            headers = record.http_headers or record.rec_headers
            kind = (headers.get_header("Content-Type") or "").lower()
            is_page = record.rec_type in ("response", "resource") and kind.startswith(
                ("text/", "multipart/related")
            )
            if is_page and (record.http_headers is None or record.http_headers.get_statuscode() == "200"):
                target = record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header(
                    "WARC-Record-ID"
                )
                yield Source(f"{name}/{target}", _limited(record.content_stream()))
