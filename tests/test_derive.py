"""What follows from an item's other values."""

from __future__ import annotations

import pytest

from issue_normalizer.interpret.derive import arxiv_id, find_arxiv, find_repository, links_in
from issue_normalizer.issue import ItemLink
from issue_normalizer.readers.markdown import read_markdown


@pytest.mark.parametrize("tag", ["1711.04528", "2009.00278v2", "0704.0001"])
def test_is_an_arxiv_id(tag: str) -> None:
    assert arxiv_id(tag) == tag


@pytest.mark.parametrize("tag", ["CVPR 2020", "171.04528", "1711.045289", "1711.04528v", "arXiv", ""])
def test_is_no_arxiv_id(tag: str) -> None:
    assert arxiv_id(tag) is None


@pytest.mark.parametrize(
    ("urls", "expected"),
    [
        (["https://arxiv.org/abs/1711.04528"], "1711.04528"),
        (["https://a.b", "http://arxiv.org/pdf/2009.00278v2.pdf"], "2009.00278v2"),
        (["https://cn.arxiv.org/abs/1711.04528", "https://arxiv.org/abs/1711.04529"], "1711.04528"),
        (["https://arxiv.org/list/cs.CV"], None),
        (["https://example.com/arxiv.org/abs/1711.04528"], None),
        ([], None),
    ],
)
def test_find_arxiv(urls: list[str], expected: str | None) -> None:
    assert find_arxiv(urls) == expected


@pytest.mark.parametrize(
    ("title", "urls", "is_project", "expected"),
    [
        (None, ["https://github.com/a/b"], False, "a/b"),
        (None, ["https://github.com//a/b.git"], False, "a/b"),
        (None, ["https://github.com/a/b/tree/master/c"], False, "a/b"),
        ("a/b: 水壶", [], True, "a/b"),
        ("a/b：水壶", ["https://c.d"], True, "a/b"),
        ("a/b", [], True, "a/b"),
        ("A/B: 水壶", ["https://github.com/c/d", "https://github.com/a/b"], False, "A/B"),
        # none
        ("TCP/IP：入门", [], False, None),
        ("水壶 a/b: c", [], True, None),
        (None, ["https://github.com/a"], False, None),
        (None, ["https://github.com/features/actions"], False, None),
        (None, ["https://gist.github.com/a/b"], False, None),
        (None, [], True, None),
    ],
)
def test_find_repository(
    title: str | None, urls: list[str], expected: str | None, *, is_project: bool
) -> None:
    assert find_repository(title, urls, is_project=is_project) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[甲](https://a.b)", [("甲", "https://a.b")]),
        ("文档：<https://a.b>", [("文档", "https://a.b")]),
        ("看 <https://a.b>", [("https://a.b", "https://a.b")]),
        ("[[code]](https://a.b)", [("code", "https://a.b")]),
        ("> - **[甲](https://a.b)**", [("甲", "https://a.b")]),
        ("| 甲 |\n|---|\n| [乙](https://a.b) |", [("乙", "https://a.b")]),
        ("`https://a.b`", []),
        ("![图](https://a.b/i.png)", []),
    ],
)
def test_links_in(markdown: str, expected: list[tuple[str, str]]) -> None:
    assert links_in(read_markdown(markdown)) == [ItemLink(*pair) for pair in expected]
