"""What a comparison tells of two issues: one change for each cause, at its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from issue_normalizer import read
from issue_normalizer.check.compare import compare
from issue_normalizer.check.model import KINDS, WEIGHTS, Change
from issue_normalizer.issue import NO_COLOPHON, ArchiveEntry, Colophon, Field, Issue, Item, License, Section
from issue_normalizer.writers.markdown import write_markdown
from records import make_issue, make_item, make_section
from strategies import MANY, issues

BRIEF = make_item("量子锅上市", "https://b.cn/1")
BEAN = make_item(
    "豆芽网：只用加法的小网络",
    "https://a.cn/bean",
    "青柠实验室",
    tags=("CVPR 2023",),
    fields=(Field("代码", "<https://github.com/lime/bean>"), Field("文档", "第三场")),
    summary="参数少一半。精度却没有下降，见作者的[说明](https://a.cn/note)。\n\n"
    "![曲线](https://a.cn/p.png)\n\n地址在 <https://a.cn/raw> 里。最后还有一段话。",
)
LEAF = make_item("叶子库发布一点五版", "https://a.cn/leaf", "剪纸报", summary="启动时间从两秒降到半秒。")
ROOT = make_item("根系：浇水的时间表", "https://a.cn/root", summary="每天早上浇一次，别的时候不浇。")
POT = make_item("lime/pot: a tiny runtime", "https://github.com/lime/pot", summary="能放进口袋里的运行时。")
NOTED_POT = replace(POT, summary=f"{POT.summary}\n\n欢迎来信推荐别的项目。")
ISSUE = make_issue(
    series="嵌入式AI简报",
    title="嵌入式AI简报 (2023-04-05) 豆芽/叶子",
    date="2023-04-05",
    tagline="把模型装进小设备",
    lead="> 导读：本期四条，都和[植物](https://a.cn/plants)有关。",
    sections=(
        make_section("短讯", "briefs", items=(BRIEF, make_item("纸做的芯片", "https://b.cn/2"))),
        make_section("论文", "papers", intro="注：按笔画排列的一节。", items=(BEAN, LEAF, ROOT)),
        make_section("开源项目", "projects", items=(POT,), outro="欢迎来信推荐别的项目。"),
    ),
    archive=tuple(ArchiveEntry(f"2023-03-0{day}", f"https://a.cn/old/{day}") for day in range(9, 0, -1)),
    colophon=Colophon(
        ("小豆", "小叶"), "lime", "https://github.com/lime", License("CC-BY-4.0", "https://c.cn/by"), "多谢。"
    ),
)


def told(new: Issue, old: Issue = ISSUE) -> list[tuple[str, str, str, bool]]:
    """Compare two issues as they are read from their canonical Markdown."""
    changes = compare(canonical(old), canonical(new))
    return [(one.kind, one.weight, one.place.path, one.place.is_new) for one in changes]


def canonical(issue: Issue) -> Issue:
    return read(write_markdown(issue))


def with_item(item: Item | None, *, at: int = 1, number: int = 0, issue: Issue = ISSUE) -> Issue:
    """Give the issue with another item in the place of one, or without it."""
    items = issue.sections[at].items
    changed = (*items[:number], *((item,) if item else ()), *items[number + 1 :])
    return with_section(replace(issue.sections[at], items=changed), at, issue)


def with_section(section: Section, at: int = 1, issue: Issue = ISSUE) -> Issue:
    return replace(issue, sections=(*issue.sections[:at], section, *issue.sections[at + 1 :]))


def summary(change: Callable[[str], str]) -> Issue:
    return with_item(replace(BEAN, summary=change(BEAN.summary)))


BEAN_AT = "sections/1/items/0"


@pytest.mark.parametrize(
    ("item", "kind", "weight"),
    [
        (replace(BEAN, title="豆芽网：只用减法的小网络"), "title-changed", "change"),
        (replace(BEAN, title="豆芽网"), "title-changed", "loss"),
        (replace(BEAN, title="毫不相干的另一个说法"), "title-changed", "change"),  # the address is the same
        (replace(BEAN, title="豆芽网——只用加法的小网络"), "title-changed", "form"),
        (replace(BEAN, title="豆芽网:只用加法的小网络"), "title-changed", "form"),
        (replace(BEAN, url=None), "address-changed", "loss"),
        (replace(BEAN, url="https://a.cn/beam"), "address-changed", "change"),
        (replace(BEAN, publisher=None), "publisher-changed", "loss"),
        (replace(BEAN, publisher="剪纸报"), "publisher-changed", "change"),
        (replace(BEAN, tags=()), "tags-changed", "loss"),
        (replace(BEAN, tags=("CVPR 2023", "最佳")), "tags-changed", "gain"),
        (replace(BEAN, tags=("CVPR 2022",)), "tags-changed", "change"),
        (replace(BEAN, fields=BEAN.fields[1:]), "fields-changed", "loss"),
        (replace(BEAN, fields=BEAN.fields[:1]), "fields-changed", "loss"),
        (replace(BEAN, fields=(*BEAN.fields[:1], Field("文档", "第四场"))), "fields-changed", "change"),
        (
            replace(BEAN, fields=(Field("项目", BEAN.fields[0].text), BEAN.fields[1])),
            "fields-changed",
            "change",
        ),
        (
            replace(BEAN, fields=(Field("代码", "<https://github.com/lime/beam>"), BEAN.fields[1])),
            "address-changed",
            "change",
        ),
        # words that went from one part of the headline to another are there
        (replace(BEAN, title=f"{BEAN.title} | 青柠实验室", publisher=None), "title-changed", "change"),
        (replace(BEAN, title=f"CVPR 2023 {BEAN.title}", tags=()), "title-changed", "change"),
        (replace(BEAN, summary=""), "summary-changed", "loss"),
    ],
)
def test_an_item_that_differs_is_one_change(item: Item, kind: str, weight: str) -> None:
    assert told(with_item(item)) == [(kind, weight, BEAN_AT, True)]


@pytest.mark.parametrize(
    ("before", "after", "kind", "weight"),
    [
        ("最后还有一段话。", "", "summary-changed", "loss"),
        ("参数少一半。", "参数少一半。这里多出一句话。", "summary-changed", "gain"),
        ("精度", "速度", "summary-changed", "change"),
        ("参数少一半。", "参数少一半；", "summary-changed", "form"),
        ("精度却没有下降", "**精度**却没有下降", "summary-changed", "form"),
        ("[说明](https://a.cn/note)", "说明", "links-changed", "loss"),
        ("https://a.cn/note", "https://a.cn/n0te", "address-changed", "change"),
        ("<https://a.cn/raw>", "<https://a.cn/row>", "address-changed", "change"),
        ("精度", "[精度](https://a.cn/new)", "links-changed", "gain"),
        ("![曲线](https://a.cn/p.png)\n\n", "", "links-changed", "loss"),
        ("https://a.cn/p.png", "https://a.cn/q.png", "links-changed", "change"),
        # a link that is gone, or new, with its words
        ("，见作者的[说明](https://a.cn/note)", "", "summary-changed", "loss"),
        ("精度", "精度（[图](https://a.cn/fig)）", "summary-changed", "gain"),
        ("地址在 <https://a.cn/raw> 里。", "", "summary-changed", "loss"),
    ],
)
def test_a_text_that_differs_is_one_change(before: str, after: str, kind: str, weight: str) -> None:
    assert BEAN.summary.count(before) == 1
    assert told(summary(lambda text: text.replace(before, after))) == [(kind, weight, BEAN_AT, True)]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (with_item(None, number=1), [("item-lost", "loss", "sections/1/items/1", False)]),
        (
            with_section(replace(ISSUE.sections[1], items=(BEAN, LEAF, LEAF, ROOT))),
            [("item-repeated", "change", "sections/1/items/2", True)],
        ),
        (
            with_section(replace(ISSUE.sections[1], items=(BEAN, LEAF, make_item("完全不同的新东西"), ROOT))),
            [("item-added", "gain", "sections/1/items/2", True)],
        ),
        (
            with_section(replace(ISSUE.sections[1], items=(LEAF, BEAN, ROOT))),
            [("order", "change", "sections/1", True)],
        ),
        (
            replace(ISSUE, sections=(ISSUE.sections[0], *ISSUE.sections[:0:-1])),
            [("order", "change", "sections", True)],
        ),
        (replace(ISSUE, sections=ISSUE.sections[::2]), [("section-lost", "loss", "sections/1", False)]),
        (
            with_section(replace(ISSUE.sections[1], title="文章")),
            [("section-changed", "change", "sections/1", True)],
        ),
        (
            with_section(replace(ISSUE.sections[1], intro="")),
            [("section-changed", "loss", "sections/1/intro", True)],
        ),
        (
            with_section(replace(ISSUE.sections[2], outro="欢迎来信推荐项目。"), 2),
            [("section-changed", "loss", "sections/2/outro", True)],
        ),
        # items that are gone leave their section's note alone
        (
            with_section(replace(ISSUE.sections[2], items=()), 2),
            [("item-lost", "loss", "sections/2/items/0", False)],
        ),
        # a note that became the end of an item's text is there
        (
            with_section(make_section("开源项目", "projects", items=(NOTED_POT,)), 2),
            [("section-changed", "change", "sections/2/items/0", True)],
        ),
        (replace(ISSUE, tagline=None), [("lead", "loss", "tagline", True)]),
        (replace(ISSUE, lead=""), [("lead", "loss", "lead", True)]),
        (
            replace(ISSUE, tagline=None, lead=f"{ISSUE.tagline}\n\n{ISSUE.lead}"),
            [("lead", "change", "lead", True)],
        ),
        (replace(ISSUE, archive=()), [("archive", "loss", "archive", True)]),
        (replace(ISSUE, archive=ISSUE.archive[1:]), [("archive", "loss", "archive", True)]),
        (
            replace(ISSUE, archive=(*ISSUE.archive[:-1], ArchiveEntry("2023-03-01", "https://a.cn/0"))),
            [("address-changed", "change", "archive/8", True)],
        ),
        (
            replace(ISSUE, archive=tuple(ArchiveEntry(one.date, f"{one.url}.html") for one in ISSUE.archive)),
            [("address-changed", "change", "archive", True)],
        ),
        (replace(ISSUE, colophon=NO_COLOPHON), [("colophon", "loss", "colophon", True)]),
        (
            replace(ISSUE, colophon=replace(ISSUE.colophon, editors=())),
            [("colophon", "loss", "colophon/editors", True)],
        ),
        (
            replace(ISSUE, colophon=replace(ISSUE.colophon, editors=("小豆",))),
            [("colophon", "loss", "colophon/editors", True)],
        ),
        (
            replace(ISSUE, colophon=replace(ISSUE.colophon, editors=(), contact=None)),
            [("colophon", "loss", "colophon", True)],
        ),
        (
            replace(ISSUE, colophon=replace(ISSUE.colophon, license=License("CC-BY-4.0", "https://c.cn/b"))),
            [("address-changed", "change", "colophon/license", True)],
        ),
        (replace(ISSUE, title="嵌入式AI简报 豆芽/叶子", date=None), [("date-changed", "loss", "date", True)]),
        (
            replace(ISSUE, title="嵌入式AI简报 (2023-04-06) 豆芽/叶子", date="2023-04-06"),
            [("date-changed", "change", "date", True)],
        ),
        (replace(ISSUE, title="别的标题", date=None), [("title-changed", "loss", "title", True)]),
        (replace(ISSUE, title="嵌入式AI简报 (2023-04-05) 豆芽"), [("title-changed", "loss", "title", True)]),
    ],
)  # fmt: skip
def test_what_stands_around_the_items(new: Issue, expected: list[tuple[str, str, str, bool]]) -> None:
    assert told(new) == expected


def test_an_item_that_moved_is_not_lost() -> None:
    moved = with_section(replace(ISSUE.sections[2], items=(POT, LEAF)), 2, with_item(None, number=1))
    assert told(moved) == [("item-moved", "change", "sections/2/items/1", True)]


def test_many_items_that_moved_are_one_change() -> None:
    more = tuple(replace(LEAF, title=f"第{number}片叶子落下来", url=None) for number in "一二三四五")
    old = with_section(replace(ISSUE.sections[1], items=(BEAN, *more)))
    left = with_section(replace(ISSUE.sections[1], items=(BEAN,)))
    new = with_section(replace(ISSUE.sections[2], items=(POT, *more)), 2, left)
    assert told(new, old) == [("item-moved", "change", "sections/2", True)]


def test_a_heading_that_is_gone_takes_no_items_along() -> None:
    papers, projects = ISSUE.sections[1:]
    merged = replace(papers, items=(*papers.items, POT), outro=projects.outro)
    (change,) = compare(canonical(ISSUE), canonical(replace(ISSUE, sections=(ISSUE.sections[0], merged))))
    assert (change.kind, change.weight, change.place.path) == ("section-lost", "loss", "sections/2")
    assert "heading" in change.message


def test_an_item_that_differs_in_all_is_another() -> None:
    other = make_item(
        "毫不相干的另一条", "https://z.cn/9", summary="它说的事从来没有人提起过，往后也不会有人提起。"
    )
    assert told(with_item(other, number=1)) == [
        ("item-lost", "loss", "sections/1/items/1", False),
        ("item-added", "gain", "sections/1/items/1", True),
    ]


def test_titles_that_chance_makes_alike_are_two_items() -> None:
    old = make_issue(
        title="周刊", sections=(make_section("新闻", items=(make_item("甲公司发布", "https://a.cn/1"),)),)
    )
    new = make_issue(
        title="周刊", sections=(make_section("新闻", items=(make_item("乙公司开业", "https://a.cn/2"),)),)
    )
    assert [kind for kind, *_ in told(new, old)] == ["item-lost", "item-added"]


def test_a_tool_that_lost_the_links_is_told_once() -> None:
    def unlinked(item: Item) -> Item:
        text = item.summary.replace("[说明](https://a.cn/note)", "说明")
        return replace(item, url=None, summary=text) if item.summary else make_item(summary=item.title or "")

    new = replace(
        ISSUE,
        lead=ISSUE.lead.replace("[植物](https://a.cn/plants)", "植物"),
        sections=tuple(replace(one, items=tuple(map(unlinked, one.items))) for one in ISSUE.sections),
        archive=tuple(ArchiveEntry(one.date, None) for one in ISSUE.archive),
    )
    (change,) = compare(canonical(ISSUE), canonical(new))
    assert (change.kind, change.weight, change.place.path, change.count) == ("links-lost", "loss", "", 17)
    assert "17 of 21 links" in change.message


def test_few_links_that_are_gone_are_told_where_they_were() -> None:
    unlinked = summary(lambda text: text.replace("[说明](https://a.cn/note)", "说明"))
    new = with_item(replace(LEAF, url=None), number=1, issue=unlinked)
    assert told(new) == [
        ("links-changed", "loss", "sections/1/items/0", True),
        ("address-changed", "loss", "sections/1/items/1", True),
    ]


def test_a_brief_that_lost_its_link_lost_nothing_else() -> None:
    items = (make_item(summary="量子锅上市；"), ISSUE.sections[0].items[1])
    new = with_section(replace(ISSUE.sections[0], items=items), 0)
    assert told(new) == [("address-changed", "loss", "sections/0/items/0", True)]


def test_running_text_that_became_a_title_and_text_is_the_same_item() -> None:
    old = make_issue(
        title="周刊", sections=(make_section("新闻", items=(make_item(summary="甲厂造出新锅，三年不粘。"),)),)
    )
    new = make_issue(
        title="周刊",
        sections=(make_section("新闻", items=(make_item("甲厂造出新锅", summary="三年不粘。"),)),),
    )
    assert told(new, old) == [("summary-changed", "form", "sections/0/items/0", True)]


def test_a_folded_issue_is_told_once() -> None:
    table = str.maketrans("，。：；", ",.:;")

    def folded(item: Item) -> Item:
        title = (item.title or "").translate(table)
        return replace(item, title=title, summary=item.summary.translate(table))

    sections = (replace(one, items=tuple(map(folded, one.items))) for one in ISSUE.sections)
    new = replace(ISSUE, sections=tuple(sections))
    lost = with_item(None, number=1, issue=new)
    assert told(lost) == [("item-lost", "loss", "sections/1/items/1", False), ("form-only", "form", "", True)]
    few = with_item(folded(ROOT), number=2)
    assert told(few) == [
        ("title-changed", "form", "sections/1/items/2", True),
        ("summary-changed", "form", "sections/1/items/2", True),
    ]


@settings(MANY, max_examples=12)
@given(issues(), issues())
def test_any_two_issues_can_be_compared(old: Issue, new: Issue) -> None:
    """What differs is told, in known words; nothing is told of issues that are the same."""
    changes = compare(old, new)
    assert bool(changes) is (old != new)
    for change in changes:
        assert_is_sound(change, new if change.place.is_new else old)
    assert compare(old, old) == compare(old, replace(old)) == []


def assert_is_sound(change: Change, issue: Issue) -> None:
    assert change.kind in KINDS
    assert change.weight in WEIGHTS
    assert change.message
    assert "\n" not in change.message
    part: object = issue
    for step in filter(None, change.place.path.split("/")):
        part = part[int(step)] if isinstance(part, tuple) else getattr(part, step)


def _without_item(issue: Issue, at: int, number: int) -> Issue:
    return with_item(None, at=at, number=number, issue=issue)


def _with_other_title(issue: Issue, at: int, number: int) -> Issue:
    item = issue.sections[at].items[number]
    return with_item(replace(item, title=f"{item.title or ''}改了"), at=at, number=number, issue=issue)


def _with_more_text(issue: Issue, at: int, number: int) -> Issue:
    item = issue.sections[at].items[number]
    text = "\n\n".join(filter(None, (item.summary, "多出来的一段话。")))
    return with_item(replace(item, summary=text), at=at, number=number, issue=issue)


def _without_section(issue: Issue, at: int, _: int) -> Issue:
    return replace(issue, sections=(*issue.sections[:at], *issue.sections[at + 1 :]))


_DAMAGES: dict[Callable[[Issue, int, int], Issue], set[str]] = {
    _without_item: {"item-lost", "item-repeated"},
    # a title or text that is mostly other words is another item
    _with_other_title: {"title-changed", "summary-changed", "item-added"},
    _with_more_text: {"summary-changed", "item-added"},
    _without_section: {"section-lost"},
}


def assert_damage_is_told(issue: Issue) -> None:
    places = [(at, number) for at, one in enumerate(issue.sections) for number in range(len(one.items))]
    for place in places:
        for damage, kinds in _DAMAGES.items():
            assert kinds & {change.kind for change in compare(issue, damage(issue, *place))}, damage.__name__
