"""Archives that mean harm: bombs, links, devices, names that lead elsewhere; and folders that do."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from issue_normalizer.batch import convert
from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.sources import find_inputs, read
from issue_normalizer.batch.workers import Failure
from issue_normalizer.cli import main
from issue_normalizer.limits import Limits

PAGE = b"# Wood (2021-05-01)\n\n- a\n- b\n"
SMALL = Limits(bytes=4096, archive=100_000, ratio=50)


def sources(path: Path, limits: Limits = SMALL) -> list[Source]:
    return list(read(path.name, path, limits))


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tar_of(path: Path, members: list[tarfile.TarInfo], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:
        for member in members:
            data = b"\0" * member.size if member.isreg() else None
            archive.addfile(member, io.BytesIO(data) if data is not None else None)
    return path


def member(name: str, size: int = 0, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname = size, kind, target
    return info


class TestBombs:
    @pytest.mark.parametrize("pack", [gzip.compress])
    def test_a_gzip_is_read_no_further_than_a_document_goes(
        self, pack: Callable[[bytes], bytes], tmp_path: Path
    ) -> None:
        path = tmp_path / "a.md.gz"
        path.write_bytes(pack(b"\0" * 5_000_000))
        (only,) = sources(path)
        assert len(only.data) == SMALL.bytes + 1  # the conversion refuses it

    def test_a_zip_of_many_large_members_is_given_up(self, tmp_path: Path) -> None:
        path = zip_of(tmp_path / "a.zip", {f"{n}.md": b"\0" * 5000 for n in range(60)})
        found = sources(path)
        assert "unpacks to more" in found[-1].error
        assert len(found) < 40

    @pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz", "w"])
    def test_a_tar_of_much_is_given_up_even_where_it_is_not_read(self, mode: str, tmp_path: Path) -> None:
        big = member("big.bin", 40_000_000, tarfile.REGTYPE)
        path = tar_of(tmp_path / "a.tar", [member("a.md", 10), big, member("b.md", 10)], mode)
        found = sources(path)
        assert found[0].data == b"\0" * 10
        assert "unpacks to more" in found[-1].error

    def test_the_ratio_counts_above_some_megabytes_only(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tar.gz"
        tar_of(path, [member(f"{n}.md", 1_000_000) for n in range(30)])
        limits = Limits(ratio=20)
        found = sources(path, limits)
        assert 10 < sum(not one.error for one in found) < 20
        assert "--max-ratio" in found[-1].error

    def test_a_web_archive_is_given_up_too(self, tmp_path: Path) -> None:
        body = b"\0" * 300_000
        head = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
        record = (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
            b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
            b"Content-Length: %d\r\n\r\n" % (len(head) + len(body))
        )
        path = tmp_path / "a.warc.gz"
        path.write_bytes(gzip.compress(record + head + body + b"\r\n\r\n"))
        assert "unpacks to more" in sources(path)[-1].error

    @pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
    def test_a_cut_archive_is_told(self, pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
        path = tmp_path / "a.tar.gz"
        path.write_bytes(pack(os.urandom(5000))[:2000])
        assert [one.error.partition(":")[0] for one in sources(path)] == ["it cannot be read"]


class TestMembers:
    def test_links_and_devices_are_told_and_not_read(self, tmp_path: Path) -> None:
        kinds = {
            "link": tarfile.SYMTYPE,
            "hard": tarfile.LNKTYPE,
            "pipe": tarfile.FIFOTYPE,
            "disk": tarfile.BLKTYPE,
            "terminal": tarfile.CHRTYPE,
        }
        members = [member(name, 0, kind, "/etc/passwd") for name, kind in kinds.items()]
        found = sources(tar_of(tmp_path / "a.tar.gz", members))
        assert {one.name for one in found} == {f"a.tar.gz/{name}" for name in kinds}
        assert {(one.data, one.error) for one in found} == {
            (b"", "it is a link or a device; only plain files are read")
        }

    def test_a_link_in_a_zip_is_told_and_not_read(self, tmp_path: Path) -> None:
        info = zipfile.ZipInfo("link.md")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr(info, "/etc/passwd")
        (only,) = sources(tmp_path / "a.zip")
        assert (only.data, only.error) == (b"", "it is a link or a device; only plain files are read")

    def test_names_that_lead_elsewhere_are_labels(self, tmp_path: Path) -> None:
        names = [
            "../../up.md",
            "/etc/root.md",
            "C:\\disk.md",
            "a/../../b.md",
            "\x1b[31mred.md",
            "Same.md",
            "same.md",
        ]
        path = tmp_path / "a.zip"
        zip_of(path, {name: PAGE.replace(b"05-01", b"05-%02d" % n) for n, name in enumerate(names, 1)})
        out = tmp_path / "out"
        result = batch(path, "--out", out)
        assert result.exit_code == 0, result.output
        assert sorted(one.name for one in out.rglob("2021*")) == [f"2021-05-{n:02}.md" for n in range(1, 8)]
        assert {one.name for one in tmp_path.iterdir()} == {"a.zip", "out"}
        lines = [json.loads(line) for line in (out / "manifest.jsonl").read_text("utf-8").splitlines()]
        told = {line["name"] for line in lines}
        assert len(told) == len(names)
        assert "a.zip/\\x1b[31mred.md" in told

    def test_two_members_of_one_name_are_both_read(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("a.md", PAGE)
            with pytest.warns(UserWarning, match="Duplicate name"):
                archive.writestr("a.md", PAGE.replace(b"05-01", b"05-02"))
        batch(tmp_path / "a.zip", "--out", tmp_path / "out")
        assert len(list((tmp_path / "out").rglob("2021*.md"))) == 2


class TestFolders:
    def test_a_link_that_leads_out_of_a_folder_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "secret.md").write_bytes(PAGE)
        folder = tmp_path / "in"
        (folder / "deeper").mkdir(parents=True)
        (folder / "a.md").write_bytes(PAGE)
        (folder / "out.md").symlink_to(tmp_path / "secret.md")
        (folder / "inside.md").symlink_to(folder / "a.md")
        (folder / "up").symlink_to(tmp_path)
        assert [name for name, _ in find_inputs([str(folder)], tmp_path / "out").files] == ["in/a.md"]

    def test_a_part_that_cannot_be_listed_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        closed = tmp_path / "in" / "closed"
        closed.mkdir(parents=True)
        (tmp_path / "in" / "a.md").write_bytes(PAGE)
        listed = os.scandir

        def scandir(path: str) -> object:
            if str(path) == str(closed):
                raise PermissionError(13, "Permission denied", str(path))
            return listed(path)

        monkeypatch.setattr(os, "scandir", scandir)
        monkeypatch.setattr(os, "listdir", scandir)
        found = find_inputs([str(tmp_path / "in")], tmp_path / "out").files
        assert [name for name, _ in found] == ["in/a.md", "in/closed"]
        (only,) = sources(closed)
        assert only.error == "it cannot be read: Permission denied"


def batch(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["batch", *map(str, arguments)])


class TestTime:
    def test_a_document_that_takes_too_long_is_refused_and_the_rest_goes_on(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What tells that one is late has tests of its own; here it says so whatever the clock shows."""

        def run_all(work, bundles, _, seconds: float):
            for task in chain.from_iterable(bundles):
                is_late = task[0].name == "late.md"
                yield task, Failure(f"over {seconds:g} s") if is_late else work(task)

        monkeypatch.setattr(convert, "run_all", run_all)
        (tmp_path / "late.md").write_bytes(PAGE.replace(b"05-01", b"05-02"))
        (tmp_path / "other.md").write_bytes(PAGE)
        result = batch(tmp_path / "late.md", tmp_path / "other.md", "--out", tmp_path / "out", "--timeout", 2)
        assert result.exit_code == 1
        assert "late.md: over 2 s" in result.output
        assert not (tmp_path / "out" / "Wood" / "2021-05-02.md").exists()
        assert (tmp_path / "out" / "Wood" / "2021-05-01.md").exists()

    def test_limits_of_a_document_hold_in_a_batch(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_bytes(PAGE)
        out = tmp_path / "out"
        assert "larger than 20 bytes" in batch(tmp_path / "a.md", "--out", out, "--max-bytes", 20).output
        assert "more than 2 lines" in batch(tmp_path / "a.md", "--out", out, "--max-nodes", 2).output
        assert batch(tmp_path / "a.md", "--out", out).exit_code == 0


def record(body: bytes, head: str = "", status: str = "200 OK") -> bytes:
    """Write a record of a web archive: an answer."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{head}\r\n".encode() + body
    start = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return start.encode() + http + b"\r\n\r\n"


class TestWebArchives:
    WHOLE = record(b"<p>" + bytes(range(65, 90)) * 300)
    PACKED = gzip.compress(WHOLE, mtime=0)
    CUT = "it is cut off"
    SAYS = "it cannot be read further than "

    @pytest.mark.parametrize(
        ("data", "whole", "why"),
        [
            (PACKED * 3, 3, None),
            (PACKED * 2 + PACKED[:-100], 2, f"2 records: {CUT}"),
            (PACKED * 2 + PACKED[:-3], 3, f"3 records: {CUT}"),  # all but the checksum is there
            (PACKED + PACKED[:30], 1, f"1 record: {CUT}"),
            (PACKED[:5], 0, f"0 records: {CUT}"),
            (
                PACKED + PACKED[:99] + b"\0" + PACKED[100:] + PACKED,
                1,
                "1 record: ",
            ),
            (PACKED + b"garbage", 1, "1 record: Not a gzipped file"),
            (WHOLE * 3, 3, None),
            (WHOLE * 2 + WHOLE[:-100], 2, f"2 records: {CUT} within a record"),
            (WHOLE + WHOLE[:150], 1, f"1 record: {CUT} within the head of a record"),
            (WHOLE + WHOLE[:30], 1, "1 record: the head of a record is damaged"),
            (WHOLE.replace(b"Length: 7", b"Length: 5") + WHOLE, 1, "1 record: a record is not followed"),
            (
                WHOLE + WHOLE.replace(b"Content-Length: ", b"Content-Length: x"),
                1,
                "1 record: a record does not",
            ),
            (WHOLE + b"garbage", 1, "1 record: Invalid WARC record"),
            (b"garbage", 0, "0 records: Unknown archive format"),
        ],
        ids=lambda value: "" if isinstance(value, bytes) else None,
    )
    def test_one_that_is_cut_or_damaged_is_told_with_how_far_it_was_read(
        self, data: bytes, whole: int, why: str | None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "a.warc.gz").write_bytes(data)
        pages = sources(tmp_path / "a.warc.gz", Limits())
        told = [one for one in pages if one.error]
        assert len(pages) - len(told) == whole
        assert [(one.name, one.error[: len(self.SAYS + (why or ""))]) for one in told] == (
            [("a.warc.gz", self.SAYS + why)] if why else []
        )
        assert capfd.readouterr() == ("", "")  # warcio would speak for itself

    GZIP = gzip.compress(PAGE, mtime=0)

    @pytest.mark.parametrize(
        ("body", "head", "data", "why"),
        [
            (GZIP, "gzip", PAGE, ""),
            (zlib.compress(PAGE), "deflate", PAGE, ""),
            (zlib.compress(PAGE)[2:-4], "Deflate", PAGE, ""),
            (PAGE, "gzip", PAGE, ""),  # unpacked by whoever wrote the archive
            (PAGE, "deflate", PAGE, ""),
            (PAGE, "identity", PAGE, ""),
            (gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]), "gzip", PAGE, ""),
            (GZIP + b"no more of it", "gzip", PAGE, ""),
            (GZIP, "", PAGE, ""),
            (GZIP, "gzip, gzip", PAGE, ""),
            (GZIP[:20], "gzip", b"", "its body is packed, and cut off"),
            (GZIP + GZIP[:20], "gzip", b"", "its body is packed, and cut off"),
            (GZIP[:12] + b"\xff" + GZIP[13:], "gzip", b"", "its body is packed, and damaged"),
            (b"%x\r\n%s\r\n0\r\n\r\n" % (len(GZIP), GZIP), "gzip\r\nTransfer-Encoding: chunked", PAGE, ""),
        ],
        ids=lambda value: "" if isinstance(value, bytes) else None,
    )
    def test_bodies_may_be_packed_and_a_damaged_one_stops_nothing(
        self, body: bytes, head: str, data: bytes, why: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "a.warc").write_bytes(record(body, f"Content-Encoding: {head}\r\n") + record(b"after"))
        first, second = sources(tmp_path / "a.warc")
        assert (first.data, first.error, second.data) == (data, why, b"after")
        assert capfd.readouterr() == ("", "")

    @pytest.mark.parametrize("limit", [4998, 4999, 5000, 30_000, 60_000])
    def test_a_packed_body_is_read_up_to_the_limit(self, limit: int, tmp_path: Path) -> None:
        parts = [b"<p>" + b"%d" % number * 4997 for number in range(10)]
        packed = b"".join(gzip.compress(part, mtime=0) for part in parts)
        (tmp_path / "a.warc").write_bytes(record(packed, "Content-Encoding: gzip\r\n"))
        (only,) = sources(tmp_path / "a.warc", Limits(limit))
        assert (only.data, only.error) == (b"".join(parts)[: limit + 1], "")

    @pytest.mark.parametrize("status", ["OK", "2xx", "²00", "", "-1"])
    def test_a_status_that_is_no_number_is_none(self, status: str, tmp_path: Path) -> None:
        (tmp_path / "a.warc").write_bytes(record(b"<p>odd", status=status) + record(b"after"))
        assert [(one.error, one.status) for one in sources(tmp_path / "a.warc")] == [("", 0), ("", 200)]
