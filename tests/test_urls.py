"""Addresses: spelling, resolving, finding bare ones."""

from __future__ import annotations

import pytest

from issue_normalizer.urls import (
    bare_address,
    canonical_url,
    find_bare,
    image_address,
    is_live,
    is_spelled_out,
    resolve,
    same_file,
    trim_bare,
)

BASE = "https://github.com/owner/repo/blob/master/issues/1.md"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.b/中", "https://a.b/%E4%B8%AD"),
        ("https://a.b/x y", "https://a.b/x%20y"),
        ("https://a.b/\n", "https://a.b/"),
        ('https://a.b/"', "https://a.b/%22"),
        # as it should be
        ("https://a.b/%e4%b8?x=1&y=(2)#z", "https://a.b/%e4%b8?x=1&y=(2)#z"),
        ("../a.md", "../a.md"),
        ("", ""),
    ],
)
def test_canonical_url(url: str, expected: str) -> None:
    assert canonical_url(url) == expected
    assert canonical_url(expected) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.b", True),
        ("HTTP://a.b", True),
        ("mailto:a@b.c", True),
        ("../a", True),
        ("#x", True),
        ("", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" JavaScript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("cid:css@mhtml", False),
    ],
)
def test_is_live(url: str, *, expected: bool) -> None:
    assert is_live(url) is expected


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        ("../a.md", BASE, "https://github.com/owner/repo/blob/master/a.md"),
        ("/x/y", BASE, "https://github.com/x/y"),
        ("b.md", BASE, "https://github.com/owner/repo/blob/master/issues/b.md"),
        # stay
        ("../a.md", None, "../a.md"),
        ("#x", BASE, "#x"),
        ("", BASE, ""),
        ("https://c.d/../e", BASE, "https://c.d/../e"),
        ("mailto:a@b.c", BASE, "mailto:a@b.c"),
        ("//[bad", BASE, "//[bad"),
    ],
)
def test_resolve(url: str, base: str | None, expected: str) -> None:
    assert resolve(url, base) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://camo.githubusercontent.com/ab12/" + b"https://a.b/i.png".hex(), "https://a.b/i.png"),
        ("https://github.com/o/r/blob/master/i.png", "https://github.com/o/r/raw/master/i.png"),
        # others
        ("https://camo.githubusercontent.com/ab12/xyz", "https://camo.githubusercontent.com/ab12/xyz"),
        ("https://a.b/blob/i.png", "https://a.b/blob/i.png"),
        ("i.png", "i.png"),
    ],
)
def test_image_address(url: str, expected: str) -> None:
    assert image_address(url) == expected


def test_same_file() -> None:
    assert same_file("https://github.com/o/r/blob/m/i.png", "https://github.com/o/r/raw/m/i.png")
    assert not same_file("https://github.com/o/r/blob/m/i.png", "https://github.com/o/r/raw/m/j.png")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.b/c.", "https://a.b/c"),
        ("https://a.b/c),", "https://a.b/c"),
        ("https://a.b/c?!", "https://a.b/c"),
        # its own
        ("https://a.b/c_(d)", "https://a.b/c_(d)"),
        ("https://a.b/c/", "https://a.b/c/"),
    ],
)
def test_trim_bare(url: str, expected: str) -> None:
    assert trim_bare(url) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见https://a.b/c。", ["https://a.b/c"]),
        ("https://a.b/c；以及", ["https://a.b/c"]),
        ("（https://a.b/c），欢迎", ["https://a.b/c"]),
        ("https://a.b/x.pdf。", ["https://a.b/x.pdf"]),
        ("https://a.b 、 https://c.d", ["https://a.b", "https://c.d"]),
        ("(see www.a.b)", ["www.a.b"]),
        ("ftp://a.b/c", ["ftp://a.b/c"]),
        # no address
        ("i.MX 与 ASP.NET", []),
        ("tensorflow.google.cn/js", []),
        ("2xA76@2.2GHz", []),
        ("https://", []),
        ("xhttps://a.b", []),
        ("xwww.a.b", []),
        ("https://。", []),
    ],
)
def test_find_bare(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_bare(text)] == expected


def test_bare_address() -> None:
    assert bare_address("www.a.b") == "http://www.a.b"
    assert bare_address("https://a.b") == "https://a.b"


@pytest.mark.parametrize(
    ("url", "text", "expected"),
    [
        ("https://a.b", "https://a.b", True),
        ("http://www.a.b", "www.a.b", True),
        ("mailto:a@b.c", "a@b.c", True),
        ("https://a.b/%E4%B8%AD", "https://a.b/中", True),
        # a text of its own
        ("https://a.b", "a.b", False),
        ("https://a.b", "https://a.c", False),
        ("mailto:a@b.c", "write", False),
    ],
)
def test_is_spelled_out(url: str, text: str, *, expected: bool) -> None:
    assert is_spelled_out(url, text) is expected


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        ("https://web.archive.org/web/20200101/https://kite.example/a", "https://kite.example/a"),
        ("https://archive.ph/o/aB3dE/https://kite.example/a?b=/c", "https://kite.example/a?b=/c"),
        ("http://archive.today/2023.12.01-101010/https://kite.example/", "https://kite.example/"),
        ("https://archive.ph/aB3dE", "https://archive.ph/aB3dE"),
        (
            "https://kite.example/o/aB3dE/https://a.example/",
            "https://kite.example/o/aB3dE/https://a.example/",
        ),
        (
            "https://web.archive.org/web/20200101/http://a.example/20190101/http://kite.example/",
            "http://kite.example/",
        ),
        ("https://web.archive.org/web/20200101/http\t://kite.example/", "http://kite.example/"),
        # must not fire
        ("http://kite.example/20200101/http:/", "http://kite.example/20200101/http:/"),
        ("http://kite.example/20200101/http", "http://kite.example/20200101/http"),
    ],
)
def test_addresses_in_archives_of_the_web(url: str, spelled: str) -> None:
    assert canonical_url(url) == spelled
    assert canonical_url(spelled) == spelled
