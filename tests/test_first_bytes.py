"""What is no document is refused, with what it is; what is a document, in whatever encoding, is not."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import subprocess
import sys
from pathlib import Path

import pytest

from issue_normalizer.decoding import decode
from issue_normalizer.errors import RefusedError
from issue_normalizer.pipeline import convert

NOISE = random.Random(16).randbytes(3000)  # noqa: S311 - the same bytes in every run
TEXT = "# 木工周刊 (2021-05-01)\n\n- [刨花的拓扑](http://wood.example/a)\n- 榫头与卯眼，一凸一凹。\n" * 20
REFUSED = {
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + NOISE, "an image"),
    "jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1" + NOISE, "an image"),
    "gif": (b"GIF89a\1\0\1\0" + NOISE, "an image"),
    "webp": (b"RIFF\x24\0\0\0WEBPVP8 " + NOISE, "an image"),
    "avif": (b"\0\0\0\x20ftypavif" + NOISE, "an image"),
    "ico": (b"\0\0\1\0\1\0\x10\x10" + NOISE, "an image"),
    "svg": (
        b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>',
        "an image",
    ),
    "woff": (b"wOFF\0\1\0\0" + NOISE, "a font"),
    "woff2": (b"wOF2\0\1\0\0" + NOISE, "a font"),
    "ttf": (b"\0\1\0\0\0\x0f\0\x80" + NOISE, "a font"),
    "otf": (b"OTTO\0\x0f" + NOISE, "a font"),
    "gz": (gzip.compress(TEXT.encode()), "an archive"),
    "bz2": (bz2.compress(TEXT.encode()), "an archive"),
    "xz": (lzma.compress(TEXT.encode()), "an archive"),
    "zst": (b"\x28\xb5\x2f\xfd" + NOISE, "an archive"),
    "7z": (b"7z\xbc\xaf'\x1c" + NOISE, "an archive"),
    "zip": (b"PK\3\4\x14\0" + NOISE, "a zip"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + NOISE, "pdftotext"),
    "pdf of text": (b"%PDF-1.1\n1 0 obj << /Type /Catalog >> endobj\n", "pdftotext"),
    "rtf": (b"{\\rtf1\\ansi Title\\par}", "RTF"),
    "mp3": (b"ID3\4\0\0\0\0" + NOISE, "a recording"),
    "mp4": (b"\0\0\0\x20ftypisom\0\0\2\0" + NOISE, "a video"),
    "sqlite": (b"SQLite format 3\0\x10\0" + NOISE, "a database"),
    "source map": (b'{"version":3,"sources":["a.js"],"names":[],"mappings":"AAAA"}', "a source map"),
    "program": (b"\x7fELF\2\1\1" + NOISE, "binary"),
    "code": (b"\0asm\1\0\0\0" + NOISE, "binary"),
    "noise": (NOISE, "binary"),
    "nulls": (b"# Title\n\ntext" + b"\0" * 400, "binary"),
}
TAKEN = {
    "utf-16 with mark": TEXT.encode("utf-16"),
    "utf-16 without": TEXT.encode("utf-16-le"),
    "utf-32": TEXT.encode("utf-32"),
    "gb18030": TEXT.encode("gb18030"),
    "big5": "# 木工週刊的標題與內容，這是一個測試。\n\n榫頭與卯眼，一凸一凹。\n".encode("big5") * 20,
    "shift-jis": "# 木工の週刊\n\nこれはテストです。今週のニュースです。\n".encode("shift_jis") * 20,
    "euc-kr": "# 목공 주간\n\n이것은 시험입니다. 이번 주 소식입니다.\n".encode("euc_kr") * 20,
    "koi8-r": "# Столярная неделя\n\nЭто проверка текста недели.\n".encode("koi8-r") * 20,
    "stray controls": b"# Wood\n\nBM is a company\x01, and\x02 more text follows.\n"
    + b"words and words\n" * 50,
    "begins as an image of Windows": b"BM is a company\x01 that makes wood.\n\n" + b"words and words\n" * 50,
    "begins as a program of DOS": b"MZ is a\x01 district of wood.\n\n" + b"words and words\n" * 50,
    "colours of a terminal": b"\x1b[31m# Wood\x1b[0m\n\nwords and words\n",
    "a page with a drawing": b"<html><body><svg><text>a</text></svg><h1>Wood</h1><p>words</p></body></html>",
    "a word about PDF": b"# Wood\n\n%PDF-1.7 is how such a file begins.\n",
    "MHTML": b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    b"Content-Type: text/html\r\n\r\n<html><body><h1>Wood</h1><p>words</p></body></html>\r\n--x--\r\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_document_is_refused_with_what_it_is(name: str) -> None:
    data, what = REFUSED[name]
    with pytest.raises(RefusedError, match=what) as refused:
        convert(data)
    assert "\n" not in str(refused.value)
    assert "; " in str(refused.value)  # what to do


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_a_document_is_taken(name: str) -> None:
    assert convert(TAKEN[name]).markdown


def test_what_was_read_in_a_wrong_encoding_is_no_binary() -> None:
    assert decode("中文周刊的内容".encode().decode("latin-1").encode()).mojibake


def test_an_image_ends_the_command_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(REFUSED["png"][0])
    command = [sys.executable, "-m", "issue_normalizer", str(tmp_path / "real.png")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 3
    assert run.stdout == ""
    assert run.stderr.startswith(f"normalize: {tmp_path / 'real.png'}: it is an image (")
    assert len(run.stderr.splitlines()) == 1
