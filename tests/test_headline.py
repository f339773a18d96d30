"""The first line of an item."""

from __future__ import annotations

import pytest

from issue_normalizer.interpret.headline import Headline, read_headline, split_publisher
from issue_normalizer.interpret.normalize import link_bare_addresses
from issue_normalizer.profiles import load
from issue_normalizer.readers.markdown import read_markdown
from issue_normalizer.tree import Inlines, Paragraph

KNOWN = load("embedded-ai")
URL = "https://example.com/a"


def line(markdown: str) -> Inlines:
    """Give the inline nodes of one line of Markdown."""
    (block,) = read_markdown(markdown)
    assert isinstance(block, Paragraph)
    return block.children


def headline(markdown: str) -> Headline:
    return read_headline(link_bare_addresses(line(markdown)), KNOWN)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("水壶 | 晨报", ("水壶", "晨报")),
        ("水壶 丨 InfoQ", ("水壶", "InfoQ")),
        ("水壶丨 InfoQ", ("水壶", "InfoQ")),
        ("水壶｜ 极市平台", ("水壶", "极市平台")),
        ("水壶｜极市平台", ("水壶", "极市平台")),
        ("水壶 |  AINLP", ("水壶", "AINLP")),
        ("东湖大学HAN Lab | 水壶 | 水壶观察", ("东湖大学HAN Lab | 水壶", "水壶观察")),
        ("WATER2020丨水壶 | 水壶观察", ("WATER2020丨水壶", "水壶观察")),
        ("水壶 | ", ("水壶", None)),
        (
            "水壶 | 甲、乙、丙、" + "、".join(["很长的名字"] * 12),
            ("水壶", "甲、乙、丙、" + "、".join(["很长的名字"] * 12)),
        ),
        ("水壶 | 某某解读", ("水壶", "某某解读")),
        # no separator
        ("水壶", ("水壶", None)),
        ("A|B", ("A|B", None)),
        ("SGC2020丨水壶", ("SGC2020丨水壶", None)),
        ("| 晨报", ("| 晨报", None)),
        ("x | " + "很" * 41, ("x | " + "很" * 41, None)),
        ("x | " + "很、" * 30 + "完。", ("x | " + "很、" * 30 + "完。", None)),
        ("", ("", None)),
    ],
)
def test_publisher(title: str, expected: tuple[str, str | None]) -> None:
    assert split_publisher(title) == expected


@pytest.mark.parametrize(
    ("markdown", "tags", "arxiv", "title"),
    [
        (f"[CVPR 2020] [水壶]({URL})", ("CVPR 2020",), None, "水壶"),
        (f"[AAAI 2020][水壶]({URL})", ("AAAI 2020",), None, "水壶"),
        (f"[ECCV 2020] [Oral] [水壶]({URL})", ("ECCV 2020", "Oral"), None, "水壶"),
        (f"[[CVPR 2020] 水壶]({URL})", ("CVPR 2020",), None, "水壶"),
        (f"[2009.00278v2] [水壶]({URL})", (), "2009.00278v2", "水壶"),
        (f"[1711.04528] [水壶]({URL})", (), "1711.04528", "水壶"),
        ("[CVPR 2020] 水壶", ("CVPR 2020",), None, "水壶"),
        # no tag
        (f"[水壶]({URL})", (), None, "水壶"),
        ("[水壶]", (), None, "水壶"),
        (f"[水壶 [二代] 上市]({URL})", (), None, "水壶 [二代] 上市"),
        (f"[20.1] [水壶]({URL})", ("20.1",), None, "水壶"),
    ],
)
def test_tags_and_arxiv(markdown: str, tags: tuple[str, ...], arxiv: str | None, title: str) -> None:
    found = headline(markdown)
    assert (found.tags, found.arxiv, found.title) == (tags, arxiv, title)


@pytest.mark.parametrize(
    ("markdown", "title", "url", "broken"),
    [
        (f"[水壶 | ]({URL}", "水壶", URL, True),
        ("[水壶 |", "水壶", None, True),
        ("[水壶", "水壶", None, True),
        ("[水壶](www.example.com/a|b", "水壶", "http://www.example.com/a%7Cb", True),
        (f"[水壶]( [茶杯]({URL})", "[水壶]( 茶杯", URL, False),  # its text is no address
        # whole
        (f"[水壶 | ]({URL})", "水壶", URL, False),
        ("水壶", "水壶", None, False),
        ("[水壶] 二代", "二代", None, False),
        ("水壶 [二代", "水壶 [二代", None, False),
        (f"[{URL}]({URL})", URL, URL, False),
        (f"**[水壶]({URL})**", "水壶", URL, False),
        (f"发布 [水壶]({URL}) 新版", "发布 水壶 新版", URL, False),
    ],
)
def test_broken_link_markup(markdown: str, title: str, url: str | None, *, broken: bool) -> None:
    found = headline(markdown)
    assert (found.title, found.url, found.broken) == (title, url, broken)


@pytest.mark.parametrize(
    ("markdown", "extras", "rest"),
    [
        (f"[水壶]({URL}) [[code]](https://example.com/c)", ["https://example.com/c"], ()),
        (f"[水壶]({URL}) [[a]](https://b.c/1), [[b]](https://b.c/2)", ["https://b.c/1", "https://b.c/2"], ()),
        (f"水壶 [[code]]({URL})", [URL], ()),
        (f"[水壶]({URL})：烧水用", [], line("烧水用")),
        (f"[水壶]({URL}) - 烧水用", [], line("烧水用")),
        # the link is the title's
        (f"[水壶]({URL})", [], ()),
    ],
)
def test_what_stands_behind_the_title(markdown: str, extras: list[str], rest: Inlines) -> None:
    found = headline(markdown)
    assert found.title == "水壶"
    assert [link.url for link in found.extras] == extras
    assert found.rest == rest


@pytest.mark.parametrize(
    ("text", "title", "notes"),
    [
        ("牧羊人的模型 [英文原文]", "牧羊人的模型", ("英文原文",)),
        ("牧羊人的模型 [code] [video]", "牧羊人的模型", ("code", "video")),
        ("牧羊人的模型 中文解读", "牧羊人的模型", ("中文解读",)),
        # no note
        ("牧羊人的模型", "牧羊人的模型", ()),
        ("牧羊人的模型[英文原文]", "牧羊人的模型[英文原文]", ()),
        ("[一二三四五六七八九十十一十二十三]", "一二三四五六七八九十十一十二十三", ()),
    ],
)
def test_labels_of_links_that_a_dump_lost(text: str, title: str, notes: tuple[str, ...]) -> None:
    found = headline(text)
    assert (found.title, found.notes) == (title, notes)


@pytest.mark.parametrize(
    ("markdown", "title", "images", "extras"),
    [
        (f"![图](i.png) [水壶]({URL})", "水壶", ["图"], []),
        (f"[水壶![图](i.png)]({URL})", "水壶", ["图"], []),
        (f"[![图](i.png)]({URL})", "图", ["图"], []),
        (f"🔥 [![图](i.png)]({URL})", "🔥 图", ["图"], []),
        # a button beside the title stays one
        (f"新的[![图](i.png)]({URL})", "新的", [], [URL]),
        (f"[![](i.png)](https://example.com/b) [水壶]({URL})：文", "水壶", [], ["https://example.com/b"]),
        (f"[水壶]({URL}) [![图](i.png)](https://example.com/b)", "水壶", [], ["https://example.com/b"]),
    ],
)
def test_images_of_a_title(markdown: str, title: str, images: list[str], extras: list[str]) -> None:
    found = headline(markdown)
    assert (found.title, [image.alt for image in found.images]) == (title, images)
    assert [link.url for link in found.extras] == extras


def test_links_inside_a_title_are_named_once() -> None:
    found = headline(f"新的[水壶]({URL})和[茶杯]({URL})和[碗](https://example.com/b)")
    assert (found.title, found.url) == ("新的水壶和茶杯和碗", URL)
    assert [link.url for link in found.extras] == ["https://example.com/b"]


def test_a_publisher_behind_the_link_leaves_the_title_whole() -> None:
    found = headline(f"[水壶 | 茶杯]({URL}) | 晨报")
    assert (found.title, found.publisher) == ("水壶 | 茶杯", "晨报")
    found = headline(f"[水壶 | ]({URL}) | 晨报")
    assert (found.title, found.publisher) == ("水壶", "晨报")


@pytest.mark.parametrize(
    ("markdown", "title", "url", "publisher"),
    [
        ("水壶(https://example.com/a)", "水壶", URL, None),
        ("水壶（https://example.com/a）", "水壶", URL, None),
        ("水壶(https://example.com/a) | 晨报", "水壶", URL, "晨报"),
        ("水壶 | 晨报解读", "水壶", None, "晨报解读"),
        # must not: an address that is no part of it, a bracket with more in it
        ("水壶(见 https://example.com/a)", "水壶(见 https://example.com/a)", URL, None),
    ],
)
def test_titles_of_dumps(markdown: str, title: str, url: str | None, publisher: str | None) -> None:
    found = headline(markdown)
    assert (found.title, found.url, found.publisher) == (title, url, publisher)
