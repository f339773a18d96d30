"""A crawl: web archives of some eighty pages with all that makes choosing, naming and telling hard."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path

from archive_runs import ERROR, issue

Page = tuple[str, str | bytes, str]  # address, body, status

_LISTED = "\n## 往期回顾\n\n- [2021-04-24](http://wood.example/24)\n- 2021-04-17\n- [2021-05-03](http://b.example/3)\n"

_DAYS = range(1, 21)


def record(address: str, body: str | bytes, status: str = "200 OK", kind: str = "text/html") -> bytes:
    """Write a record of a web archive: an answer."""
    data = body if isinstance(body, bytes) else body.encode()
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n".encode() + data
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


WOOD = record("http://a.example/1", "# Wood (2021-05-01)\n\n- a\n")


def write_archive(path: Path, records: Iterable[bytes]) -> Path:
    """Write a web archive, each record packed by itself where its name asks for that."""
    path.parent.mkdir(parents=True, exist_ok=True)
    is_packed = path.suffix == ".gz"
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) if is_packed else one for one in records))
    return path


def pages() -> list[Page]:
    """Make the pages, those of one issue far apart."""
    clashing = ("Plane: a tool", "Plane? a tool", "plane a tool", "Plane a tool-2")
    series = ("Wood/Weekly", "Wood:Weekly", "wood weekly")
    found = [
        *((f"http://wood.example/{day}", issue(day) + (_LISTED if day % 4 == 1 else "")) for day in _DAYS),
        # scrapes that lost something, equal ones, and others with what the first lacks
        *((f"http://mirror.example/{day}", issue(day, (0, 1) if day % 2 else (0, 1, 2))) for day in _DAYS),
        *((f"http://wood.example/{day}", issue(day, (1, 2, 3), linked=False)) for day in _DAYS),
        # another issue of the same series and date
        *((f"http://other.example/{day}", issue(day, (3, 4))) for day in range(1, 6)),
        # one name for files
        *(
            (f"http://{place}.example/{name.replace(' ', '_')}", f"# {name}\n\nText of {place}.\n")
            for name in clashing
            for place in ("a", "b")
        ),
        *((f"http://c.example/{name[4]}", f"# {name} #12\n\n- A {name[4]} plane.\n") for name in series),
        ("http://wood.example/empty", ""),
    ]
    return [*((*page, "200 OK") for page in found), ("http://wood.example/gone", ERROR, "404 Not Found")]


def write_crawl(folder: Path, count: int = 3) -> Path:
    """Write the crawl into some archives: every other one packed, one in a folder of its own."""
    records = [record(*page) for page in pages()]
    records.append(record("http://wood.example/a.png", b"\x89PNG", kind="image/png"))
    for number in range(count):
        name = f"{'deeper/' if number == 1 else ''}{number}.warc{'.gz' if number % 2 else ''}"
        write_archive(folder / name, records[number::count])
    (folder / "notes.txt").write_text("no archive", "utf-8")
    return folder


def files(
    folder: Path, parts: Sequence[str] = ("issues", "items", "pages", "diagnostics", "named")
) -> dict[str, bytes]:
    """Read the tables of a dataset."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in parts
        for path in sorted((folder / part).iterdir())
    }
