"""What is one and what is two: tables that merging and checking both hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import issue_normalizer
from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.entry import ConversionOptions, Entry, convert_source
from issue_normalizer.batch.merge import heal
from issue_normalizer.check.compare import compare
from issue_normalizer.check.page import write_page
from issue_normalizer.identity.issues import is_same, riches
from issue_normalizer.identity.keys import issue_key, name_key, shown_key, text_key
from issue_normalizer.identity.pairing import Pairs, pair_items
from issue_normalizer.identity.shares import KnownText, share
from issue_normalizer.issue import Issue, Item
from issue_normalizer.pipeline import convert, write
from records import make_issue, make_item, make_section

A, B = "http://a.example/", "http://b.example/"
PLANE = "刨子推过木头，木花卷起来，落在地上，一层又一层。"
CHISEL = "凿子要斜着拿，木槌敲在柄上，声音要闷，不要脆。"
GLUE = "胶水慢慢干，夹子夹紧，第二天早上再松开。"


def item(title: str | None, url: str | None = None, summary: str = "") -> Item:
    return make_item(title, url, summary=summary)


ONE = {
    "the same": (item("刨子的用法", A, PLANE), item("刨子的用法", A, PLANE)),
    "another width": (item("GPT：新（１）", A), item("GPT:新(1)", A)),
    "another case": (item("How To Plane", A), item("how to plane", B)),
    "a compatible character": (item("第①步", A), item("第1步", None)),
    "retitled, at its own address": (item("刨子的用法", A, PLANE), item("木匠入门", A, CHISEL)),
    "retitled, with its text": (item("刨子的用法", None, PLANE), item("木匠入门", None, PLANE)),
    "an address that was rewritten": (item("刨子的用法", A, PLANE), item("刨子的用法", B, PLANE)),
    "the same title, another address and text": (item("刨子的用法", A, PLANE), item("刨子的用法", B, CHISEL)),
    "a dump without links": (item("刨子的用法", A, PLANE), item("刨子的用法", None, PLANE)),
    "a label glued to it": (item("刨子的用法", A), item("论文：刨子的用法", None)),
    "a label, in Latin": (item("How to plane wood", A), item("Video: How to plane wood", B)),
    "tags glued to it": (item("刨子的用法", A), item("【CVPR 2021】[木工] 刨子的用法", None)),
    "a publisher glued to it": (item("刨子的用法", A), item("刨子的用法 ｜刨子社", None)),
    "tags and publisher": (item("刨子的用法", A), item("[CVPR] 刨子的用法 | 刨子社", B)),
    "a word more in the title": (item("How to plane wood", A), item("How to plane woods", B)),
    "a title that is text": (item("刨子的用法", None, PLANE), item(None, None, f"刨子的用法{PLANE}")),
    "another half of the title, same text": (
        item("刨子的用法：从入门到放弃", A, PLANE),
        item("刨子的用法", B, PLANE),
    ),
    "a sentence less": (item(None, None, PLANE + CHISEL), item(None, None, PLANE)),
    "an address in an archive of the web": (
        item("刨子的用法", A, PLANE),
        item("木匠入门", f"https://web.archive.org/web/20200101000000/{A}", CHISEL),
    ),
}
TWO = {
    "short titles": (item("甲发布"), item("乙发布")),
    "short titles with addresses": (item("甲发布", A), item("乙发布", B)),
    "titles of one form": (item("Video: How to plane wood", A), item("Paper: How to plane wood", B)),
    "another number": (item("Python 3.11 is out now", A), item("Python 3.12 is out now", B)),
    "another number, without links": (item("Python 3.11 is out now"), item("Python 3.12 is out now")),
    "another title": (item("刨子的用法", A), item("锯子的做法大全", B)),
    "too little is left": (item("锯", A), item("论文：锯", B)),
    "other texts": (item(None, None, PLANE), item(None, None, CHISEL)),
    "a like title, other address and text": (item("刨子的用法", A, PLANE), item("凿子的拿法", B, CHISEL)),
}


def issue(*items: Item) -> Issue:
    text = write(make_issue(title="木工周刊 (2021-05-01)", sections=(make_section("论文", items=items),)))
    return convert(text).issue


def entry(of: Issue) -> Entry:
    return convert_source(Source("a", write(of).encode()), ConversionOptions())


@pytest.mark.parametrize("name", ONE)
def test_items_that_are_one(name: str) -> None:
    for one, other in (ONE[name], ONE[name][::-1]):
        old, new = issue(one), issue(other)
        assert len(pair_items(old, new).pairs) == 1
        assert {change.kind for change in compare(old, new)}.isdisjoint(("item-lost", "item-added"))
        merged, _ = heal([("a", entry(old)), ("b", entry(new))])
        assert merged.record["issue"]["items"] == 1


@pytest.mark.parametrize("name", TWO)
def test_items_that_are_two(name: str) -> None:
    for one, other in (TWO[name], TWO[name][::-1]):
        old, new = issue(one), issue(other)
        assert pair_items(old, new).pairs == []
        assert {"item-lost", "item-added"} <= {change.kind for change in compare(old, new)}
        # Beside an item that both have: what stands nowhere else is added.
        both = item("胶水何时才干", "http://c.example/", GLUE)
        assert [pair.old.item.title for pair in pair_items(issue(both, one), issue(other, both)).pairs] == [
            both.title
        ]


def test_three_papers_of_one_article_are_three() -> None:
    """An address proves nothing where several items of an issue lead to it."""
    first, second, third = (item(title, A, text) for title, text in PAPERS)
    old, new = issue(first, second), issue(third, second)
    pairs = pair_items(old, new)
    assert [pair.old.item.title for pair in pairs.pairs] == ["凿与槌"]
    merged, _ = heal([("a", entry(old)), ("b", entry(new))])
    assert merged.record["issue"]["items"] == 3


PAPERS: Sequence[tuple[str, str]] = (("刨花拓扑", PLANE), ("凿与槌", CHISEL), ("胶的时间", GLUE))


def test_a_text_that_several_items_have_is_nobodys_own() -> None:
    some = [
        item(title, None, "原文链接见此处，请点击阅读。")
        for title in ("刨花的拓扑", "榫头和卯眼之间的事", "锯")
    ]
    pairs = pair_items(issue(some[0], some[1]), issue(some[1], some[2]))
    assert [pair.new.item.title for pair in pairs.pairs] == [some[1].title]


def test_a_section_that_was_renamed_takes_what_it_lacks() -> None:
    both = item("刨子的用法", A, PLANE)
    missing = item("凿子", B, CHISEL)
    old = make_issue(title="木工周刊 (2021-05-01)", sections=(make_section("论文", items=(both,)),))
    new = make_issue(title="木工周刊 (2021-05-01)", sections=(make_section("Papers", items=(missing, both)),))
    merged, filled = heal([("a", entry(old)), ("b", entry(new))])
    assert "Papers" not in merged.markdown
    assert "凿子" in merged.markdown
    assert filled


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("GhostNet：线性变换", "ghostnet:线性 变换", True),
        ("ＡＢ（１）", "ab(1)", True),
        ("①②", "12", True),
        ("**甲**[乙](http://a.example/丙)", "甲乙", True),
        ("甲乙", "甲丙", False),
    ],
)
def test_texts(one: str, other: str, *, are_one: bool) -> None:
    assert (shown_key(one) == shown_key(other)) is are_one


def test_plain_text_has_no_markup() -> None:
    assert text_key("[a](b)") == "ab"


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("AI周刊 第12期", "AI 周刊：第 12 期", True),
        ("Pond #12", "pond 12", True),
        ("Pond 1.2", "Pond 1-2", True),
        ("Pond 1.2", "Pond 12", False),
        ("Pond 12", "Pond 1 2", False),
        ("C++ Weekly 3", "C Weekly 3", False),
        ("C# Weekly 3", "C Weekly 3", False),
        ("C＋＋ 周刊", "c++周刊", True),
    ],
)
def test_names(one: str, other: str, *, are_one: bool) -> None:
    assert (name_key(one) == name_key(other)) is are_one


# series, date, title of two scrapes
ISSUES = [
    (("Pond", "2021-05-01", "Pond 7"), ("ＰＯＮＤ", "2021-05-01", "Frogs"), True),
    (("Pond", "2021-05-01", "Pond"), ("Pond", "2021-05-08", "Pond"), False),
    (("Pond", "2021-05-01", "Pond"), ("Lake", "2021-05-01", "Lake"), False),
    (("Pond", None, "Pond 7"), ("pond", None, "POND #7"), True),
    (("Pond", None, "Pond 7"), ("Pond", None, "Pond 8"), False),
    ((None, "2021-05-01", "Issue 7"), (None, "2021-06-01", "Issue 7"), False),
    ((None, None, "第1.2期"), (None, None, "第12期"), False),
]


@pytest.mark.parametrize(("one", "other", "are_one"), ISSUES)
def test_issues_by_what_they_are_called(
    one: tuple[str | None, str | None, str], other: tuple[str | None, str | None, str], *, are_one: bool
) -> None:
    assert (issue_key(*one) == issue_key(*other)) is are_one


def test_what_tells_neither_date_nor_number_has_no_key() -> None:
    assert issue_key("Pond", None, "Pond Weekly") is None


def test_two_issues_of_one_day_are_two_if_they_share_nothing() -> None:
    one, other = write(issue(item("刨子", A, PLANE + GLUE))), write(issue(item("凿子", B, CHISEL * 2)))
    assert not is_same(one, other)
    assert is_same(one, write(issue(item("刨子", None, PLANE + GLUE), item("凿子", B, CHISEL))))


def test_what_a_text_lacks() -> None:
    page = KnownText(f"- [刨子](http://a.example/)\n\n![wechat](http://b.example/q.png)\n\n{PLANE}")
    assert not page.lacks("wechat")
    assert not page.lacks("http://b.example/q.png")
    assert page.lacks(CHISEL)
    assert share("", "刨子") == 1


def test_the_page_holds_more_than_a_dump_whose_lists_fell_apart() -> None:
    assert riches(34, 51, 4200) > riches(37, 0, 4200) > riches(3, 4, 300)


def test_a_check_keeps_two_issues_of_one_day_apart(tmp_path: Path) -> None:
    plane, chisel = issue(item("刨子", A, PLANE + GLUE)), issue(item("凿子", B, CHISEL * 2))
    for name, text in (("base/a", plane), ("base/b", chisel), ("new/c", plane)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.md").write_text(write(text), "utf-8")
    found = issue_normalizer.check(tmp_path / "new", tmp_path / "base").comparisons
    assert [[change.kind for change in one.changes] for one in found] == [["issue-lost"], []]


def test_items_are_paired_once_for_a_check_and_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("base", PLANE), ("new", CHISEL)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(write(issue(item("刨子", A, text))), "utf-8")
    paired = []

    def counted(old: Issue, new: Issue) -> Pairs:
        paired.append(old.title)
        return pair_items(old, new)

    monkeypatch.setattr("issue_normalizer.check.run.pair_items", counted)
    monkeypatch.setattr("issue_normalizer.check.compare.pair_items", counted)
    outcome = issue_normalizer.check(tmp_path / "new", tmp_path / "base")
    assert "刨子" in write_page(outcome)
    assert len(paired) == 1


def test_several_processes_find_the_same(tmp_path: Path) -> None:
    for day in range(1, 6):
        for folder, text in (("base", PLANE), ("new", PLANE if day % 2 else CHISEL)):
            (tmp_path / folder).mkdir(exist_ok=True)
            page = write(issue(item("刨子", A, text))).replace("05-01", f"05-{day:02}")
            (tmp_path / folder / f"{day}.md").write_text(page, "utf-8")
    one, other = (
        issue_normalizer.check(tmp_path / "new", tmp_path / "base", jobs=jobs).comparisons for jobs in (1, 2)
    )
    assert one == other
    assert sum(bool(each.changes) for each in one) == 2
