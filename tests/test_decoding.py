"""Bytes -> text."""

from __future__ import annotations

import pytest

from issue_normalizer.decoding import clean_references, decode
from issue_normalizer.errors import RefusedError

TEXT = "掌柜说改编码比换茶叶还麻烦，所以一直没有换。好茶不怕等，好字不怕旧。"


@pytest.mark.parametrize(
    ("data", "encoding", "guessed"),
    [
        (TEXT.encode(), "utf-8", False),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8", False),
        (TEXT.encode("utf-16"), "utf-16", False),
        (TEXT.encode("utf-32"), "utf-32", False),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16", False),
        (b"<meta charset=gb2312>" + TEXT.encode("gb18030"), "gb18030", False),
        (b"<meta charset='GBK'>" + TEXT.encode("gb18030"), "gb18030", False),
        (b"<meta charset=big5>" + "茶館舊聞".encode("big5hkscs"), "big5hkscs", False),
        (TEXT.encode("gb18030"), "gb18030", True),
        # a declaration that does not hold
        (b"<meta charset=gb2312>" + TEXT.encode(), "utf-8", False),
        (b"<meta charset=utf-8>" + TEXT.encode("gb18030"), "gb18030", True),
        (b"<meta charset=nonsense>" + TEXT.encode("gb18030"), "gb18030", True),
    ],
)
def test_encodings(data: bytes, encoding: str, *, guessed: bool) -> None:
    found = decode(data)
    assert (found.encoding, found.guessed) == (encoding, guessed)
    assert found.text.endswith(TEXT) or "茶館" in found.text


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("shift_jis", "cp932", "①番の髙橋さん、㈱港運～№5"),
        ("x-sjis", "cp932", "①番"),
        ("euc-kr", "cp949", "똠얌꿍을 먹고 햏햏"),
        ("ks_c_5601-1987", "cp949", "똠얌꿍"),
        ("x-gbk", "gb18030", "镕€𠮷"),
        ("big5", "big5hkscs", "堃佢哋"),
        ("latin1", "cp1252", "“café” – 5"),
        ("tis-620", "cp874", "ภาษา“ไทย”"),
        ("euc-jp", "euc_jp", "東と高橋"),
    ],
)
def test_labels_mean_what_pages_mean_by_them(label: str, codec: str, text: str) -> None:
    assert decode(f"<meta charset={label}>{text}".encode(codec)).text.endswith(text)


def test_utf_8_that_was_cut_is_still_utf_8() -> None:
    found = decode((TEXT * 3).encode()[:-1])
    assert (found.encoding, found.guessed) == ("utf-8", True)
    assert found.text == (TEXT * 3)[:-1] + "\ufffd"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\f", "\u2028", "\u2029"])
def test_line_ends(end: str) -> None:
    assert decode(f"a{end}b{end}".encode()).text == "a\nb\n"


def test_a_stray_control_character_is_taken_out() -> None:
    assert decode(b"a" * 200 + b"\x00").text == "a" * 200


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(32)) * 4, b"\x00"])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedError, match="binary"):
        decode(data)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("甲&#8;乙", "甲乙"),
        ("甲&#x0B;乙", "甲乙"),
        ("甲&#13;乙", "甲\n乙"),
        ("&#x1f600;&#65;&amp;#8;", "&#x1f600;&#65;&amp;#8;"),
        ("&#150;", "&#150;"),  # Windows-1252: an en dash
        ("&#9999999;", "&#9999999;"),
    ],
)
def test_references_to_control_characters(html: str, expected: str) -> None:
    assert clean_references(html) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\x0btwo", "one\ntwo"),  # a line break typed in a word processor
        ("one\x85two", "one\ntwo"),
        ("\x1b[1mbold\x1b[0m text", "bold text"),
        ("\x1b]0;a title\x07text", "text"),
        ("a [31m that is none", "a [31m that is none"),
    ],
)
def test_what_a_terminal_or_a_word_processor_leaves(text: str, expected: str) -> None:
    assert decode(text.encode()).text == expected


def test_a_few_controls_do_not_make_a_short_text_binary() -> None:
    assert decode(b"it\x01s fine").text == "its fine"
    with pytest.raises(RefusedError):
        decode(b"it\0s not")
    with pytest.raises(RefusedError):
        decode(b"\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f")
