"""Archives of files: zip, tar, gz. Read member by member; nothing is ever unpacked to disk.

What a member is called is a label: no path is made of it. What is no plain file (a link, a device) is told
and not read. An archive that unpacks to far more than it holds is given up where that shows.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from msgspec import Struct

from issue_normalizer.batch.aside import is_member_aside, is_style_or_script
from issue_normalizer.errors import RefusedError
from issue_normalizer.limits import Limits
from issue_normalizer.safe import for_terminal

_RATIO_COUNTS = 16 * 1024 * 1024  # bytes that an archive may unpack to, whatever its own size
_ONLY_FILES = "it is a link or a device; only plain files are read"


class Source(Struct, frozen=True):
    """One input: its bytes, or why it could not be read.

    `place` is its file, as seen from the archive of issues, `member` its name within that file, where that
    is an archive of files. `address` is what it was fetched from, `status` what the server answered, 0 where
    that is not known.
    """

    name: str
    data: bytes
    error: str = ""
    place: str | None = None
    member: str = ""
    address: str = ""
    status: int = 0


class Meter:
    """Counts what is unpacked from an archive of a size."""

    def __init__(self, size: int, limits: Limits) -> None:
        self.most = min(limits.archive, max(size * limits.ratio, _RATIO_COUNTS))
        self.count = 0

    def add(self, count: int) -> None:
        """Count bytes. Raises RefusedError where they are too many."""
        self.count += count
        if self.count > self.most:
            raise RefusedError(
                f"it unpacks to more than {self.most} bytes; see --max-archive-bytes and --max-ratio"
            )


class Metered:
    """A stream of unpacked bytes that a meter counts."""

    def __init__(self, stream: IO[bytes], meter: Meter) -> None:
        self.stream, self.meter = stream, meter

    def read(self, size: int = -1) -> bytes:
        """Read as the stream does, and count."""
        data = self.stream.read(size)
        self.meter.add(len(data))
        return data

    def tell(self) -> int:
        """Give the place in the unpacked bytes."""
        return self.meter.count


def gzipped(name: str, path: Path, limits: Limits) -> Source:
    """Read a gzip of one file."""
    with path.open("rb") as packed, unpacked(packed) as stream:
        metered = Metered(stream, Meter(path.stat().st_size, limits))
        return Source(name.removesuffix(".gz"), metered.read(limits.bytes + 1))


def zipped(name: str, path: Path, limits: Limits) -> Iterator[Source]:
    """Read the files of a zip."""
    whole = Meter(path.stat().st_size, limits)
    with zipfile.ZipFile(path) as archive:
        names = frozenset(archive.namelist())
        for info in archive.infolist():
            if info.is_dir() or _is_hidden(info.filename) or is_member_aside(info.filename, names):
                continue
            label = for_terminal(f"{name}/{info.filename}")
            if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
                yield Source(label, b"", _ONLY_FILES)
                continue
            try:
                with archive.open(info) as stream:
                    one = Meter(info.compress_size, limits)
                    source = Source(label, Metered(stream, one).read(limits.bytes + 1))
            except Exception as error:  # noqa: BLE001 - one broken member does not stop the others
                source = Source(label, b"", f"it cannot be read: {error}")
            yield source
            whole.add(len(source.data))


def tarred(name: str, path: Path, limits: Limits) -> Iterator[Source]:
    """Read the files of a tar, in order."""
    with path.open("rb") as packed, unpacked(packed) as stream:
        metered = cast("IO[bytes]", Metered(stream, Meter(path.stat().st_size, limits)))
        with tarfile.open(fileobj=metered, mode="r|") as archive:
            for member in archive:
                if member.isdir() or _is_hidden(member.name) or is_style_or_script(member.name):
                    continue
                label = for_terminal(f"{name}/{member.name}")
                content = archive.extractfile(member) if member.isreg() else None
                if content is None:
                    yield Source(label, b"", _ONLY_FILES)
                else:
                    yield Source(label, content.read(limits.bytes + 1))


def parts(source: Source) -> Iterator[Source]:
    """Split a mailbox or a feed of several: each mail, each entry is an input of its own."""
    start = source.data[:2000].lstrip()
    found: list[tuple[str, bytes]] = []
    if start.startswith(b"From "):
        from issue_normalizer.readers.mail import messages

        found = messages(source.data)
    elif any(mark in start for mark in (b"<rss", b"<feed", b"<rdf:RDF", b"jsonfeed.org/version")):
        from issue_normalizer.readers.feed import entries

        found = entries(source.data)
    if len(found) < 2:
        yield source
        return
    for name, data in found:
        yield Source(f"{source.name}/{name}", data)


def unpacked(stream: IO[bytes]) -> IO[bytes]:
    """Give what a stream holds, unpacked if its first bytes say that it is packed."""
    start = stream.read(6)
    stream.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return cast("IO[bytes]", gzip.open(stream))
    if start.startswith(b"BZh"):
        return cast("IO[bytes]", bz2.open(stream))
    return cast("IO[bytes]", lzma.open(stream)) if start == b"\xfd7zXZ\x00" else stream


def _is_hidden(member: str) -> bool:
    """Tell whether a member is a system's own, such as `.DS_Store` or what a Mac adds to a zip."""
    return any(part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in member.split("/"))
