"""The pages of a web archive (ISO 28500). One that is cut or damaged says so, and how far it was read."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, TYPE_CHECKING, cast

from issue_normalizer.batch.archives import Meter, Metered, Source, unpacked
from issue_normalizer.errors import RefusedError
from issue_normalizer.limits import Limits
from issue_normalizer.safe import for_terminal
from issue_normalizer.wording import counted

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_REDIRECT = 3  # hundred: such an answer holds no document, and leads to one
_ASIDE_TYPES = ("text/css", "text/javascript", "text/ecmascript")
_GZIP = b"\x1f\x8b"
_CHUNK = 4096  # bytes that are unpacked at once: what follows the end of a part is copied
# How a body is packed: zlib's window, and 32 where it finds out whether the form is its own or gzip's;
# negative for what some servers send as `deflate`, which is neither.
_PACKED = {"gzip": (47,), "x-gzip": (47,), "deflate": (47, -15)}


class _DamagedError(Exception):
    """An archive is not what it says."""


class _Whole:
    """A stream that gives all there is, then tells that it is cut: to warcio, an EOFError is a good end."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.some = getattr(stream, "read1", stream.read)

    def read(self, size: int = -1) -> bytes:
        """Read what one call of the unpacker gives."""
        try:
            data: bytes = self.some(size)
        except EOFError:
            raise _DamagedError("it is cut off") from None
        return data


def web_archive(name: str, stream: IO[bytes], size: int, limits: Limits) -> Iterator[Source]:
    """Read the pages of a web archive of `size` bytes: responses and resources that are text, with status.

    What it is refused for, or where it is cut or damaged, is told behind its pages, as a source of its name.
    """
    try:
        import warcio  # noqa: F401
    except ImportError:
        yield Source(name, b"", "it is a web archive; install `issue-normalizer[warc]` to read it")
        return
    count = 0
    try:
        whole = cast("IO[bytes]", _Whole(unpacked(stream)))
        for record in _records(Metered(whole, Meter(size, limits))):
            page = _page(name, record, limits)
            _read_to_end(record)
            count += 1
            if page:
                yield page
    except RefusedError as error:
        yield Source(name, b"", str(error))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it, its pages stand
        records = counted(count, "record")
        yield Source(name, b"", f"it cannot be read further than {records}: {_reason(error)}")


def _records(stream: Metered) -> Iterator[ArcWarcRecord]:
    """Read records. Raises _DamagedError where warcio would end, or go on, in silence."""
    from warcio.archiveiterator import ArchiveIterator

    records = ArchiveIterator(stream)
    records.INC_RECORD = ""  # what it would write to standard error is raised here
    for record in records:
        if records.err_count:
            raise _DamagedError("a record is not followed by an empty line")
        if not (record.rec_headers.get_header("Content-Length") or "").isdecimal():
            raise _DamagedError("a record does not tell its length")
        yield record
    if records.next_line:
        raise _DamagedError("it is cut off within the head of a record")


def _read_to_end(record: ArcWarcRecord) -> None:
    """Read what is left of a record. Raises _DamagedError where that is less than its head says."""
    while record.raw_stream.read(1 << 16):
        pass
    if record.raw_stream.limit:
        raise _DamagedError("it is cut off within a record")


def _page(name: str, record: ArcWarcRecord, limits: Limits) -> Source | None:
    """Read the page in a record; None where there is none."""
    headers = record.http_headers or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").lower()
    code = (record.http_headers.get_statuscode() or "") if record.http_headers else ""
    status = int(code) if code.isascii() and code.isdecimal() else 0
    if record.rec_type not in ("response", "resource") or not _is_page(kind) or status // 100 == _REDIRECT:
        return None
    address = for_terminal(record.rec_headers.get_header("WARC-Target-URI") or "")
    label = for_terminal(f"{name}/{address or record.rec_headers.get_header('WARC-Record-ID')}")
    data, error = _body(record, limits.bytes + 1)
    return Source(label, b"" if error else data, error, address=address, status=status)


def _body(record: ArcWarcRecord, most: int) -> tuple[bytes, str]:
    """Read the body of an answer, unpacked, or why it cannot be: a damaged body is no damaged archive."""
    coding = (record.http_headers.get_header("Content-Encoding") or "") if record.http_headers else ""
    forms = _PACKED.get(coding.lower(), ())
    if forms:
        record.http_headers.remove_header("Content-Encoding")  # what warcio cannot unpack, it cuts in silence
    data = record.content_stream().read(most)
    if data.startswith(_GZIP) or forms == _PACKED["deflate"]:
        for form in forms or _PACKED["gzip"]:
            with suppress(zlib.error):
                return _inflated(data, form, most)
        return data, "its body is packed, and damaged" if data.startswith(_GZIP) else ""
    return data, ""  # an archive may keep bodies unpacked, with the heads as they were


def _inflated(data: bytes, form: int, most: int) -> tuple[bytes, str]:
    """Unpack a body; several of gzip, one behind the other, are one (RFC 1952, section 2.2)."""
    found, place = bytearray(), 0
    unpacker = zlib.decompressobj(form)
    while place < len(data) and len(found) < most:
        some = data[place : place + _CHUNK]
        found += unpacker.decompress(some, most - len(found))
        place += len(some) - len(unpacker.unused_data)
        if unpacker.eof:
            if not data.startswith(_GZIP, place):
                break
            unpacker = zlib.decompressobj(form)
    return bytes(found), "" if unpacker.eof or len(found) == most else "its body is packed, and cut off"


def _is_page(kind: str) -> bool:
    """Tell by its type whether a record may be a page: text, but neither a style sheet nor a script."""
    return kind.startswith(("text/", "multipart/related")) and not kind.startswith(_ASIDE_TYPES)


def _reason(error: Exception) -> str:
    if isinstance(error, (AttributeError, TypeError, ValueError, LookupError)):
        return "the head of a record is damaged"  # warcio stumbles over it
    return " ".join(str(getattr(error, "strerror", None) or error).split()) or type(error).__name__
