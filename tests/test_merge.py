"""Scrapes of one issue fill each other, and nothing is added that is there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from archive_runs import SERIES, issue
from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.entry import ConversionOptions, Entry, convert_source
from issue_normalizer.batch.measure import losses, riches
from issue_normalizer.batch.merge import heal
from issue_normalizer.identity.issues import is_same
from issue_normalizer.identity.pairing import pair_items
from issue_normalizer.identity.shares import share
from issue_normalizer.issue import Issue
from issue_normalizer.pipeline import convert
from records import make_issue, make_item, make_section


def entry(text: str) -> Entry:
    return convert_source(Source("a", text.encode()), ConversionOptions())


HEAD = f"# {SERIES} (2021-05-01)\n\n"
PLANE = "- [刨子的用法](http://wood.example/p)\\\n摘要：刨子推过木头，木花卷起来，落在地上。\n"
WHOLE = {
    "an image in an item": (
        f"{HEAD}## 论文\n\n{PLANE}![wechat_qrcode](http://wood.example/q.png)\n",
        f"{SERIES} (2021-05-01)\n\n论文\n\n• 刨子的用法\n  摘要：刨子推过木头。\n  wechat_qrcode\n",
    ),
    "an image at the end": (
        f"{HEAD}## 论文\n\n{PLANE}\n## 尾声\n\n![wechat_qrcode](http://wood.example/q.png)\n",
        f"{SERIES} (2021-05-01)\n\n论文\n\n• 刨子的用法\n\n尾声\n\n• wechat_qrcode\n",
    ),
    "an image in the lead": (
        f"{HEAD}![a plane on a bench](http://wood.example/b.png)\n\n## 论文\n\n{PLANE}",
        f"{SERIES} (2021-05-01)\n\na plane on a bench\n\n论文\n\n• 刨子的用法\n",
    ),
    "an address as text": (
        f"{HEAD}## 论文\n\n{PLANE}- [锯子的用法](http://wood.example/s)\n",
        f"{SERIES} (2021-05-01)\n\n论文\n\n• 刨子的用法\n• http://wood.example/p\n",
    ),
    "a label in the title": (
        f"{HEAD}## 论文\n\n{PLANE}",
        f"{SERIES} (2021-05-01)\n\n论文\n\n• 论文：刨子的用法\n  摘要：刨子推过木头，木花卷起来。\n",
    ),
    "tags and publisher in the title": (
        f"{HEAD}## 论文\n\n" + PLANE.replace("[刨子", "[CVPR 2021] [刨子").replace("用法]", "用法 | 刨子社]"),
        f"{SERIES} (2021-05-01)\n\n论文\n\n• 【CVPR 2021】刨子的用法 ｜刨子社\n",
    ),
    "short titles without text": (
        f"{HEAD}## 论文\n\n{PLANE}\n## 工具\n\n- [锯](http://wood.example/s)\n- [凿](http://wood.example/c)\n",
        f"{SERIES} (2021-05-01)\n\n论文\n\n• 刨子的用法\n\n工具\n\n• 锯\n• 凿\n",
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_poor_dump_adds_nothing_to_the_whole_page(name: str) -> None:
    page, dump = map(entry, WHOLE[name])
    assert riches(page.record["issue"]) > riches(dump.record["issue"])
    assert heal([("page", page), ("dump", dump)])[0].markdown == page.markdown


@pytest.mark.parametrize(
    ("text", "added"),
    [
        (issue(1, (0, 3)), "胶水何时才干第1号"),
        (issue(1, (0, 1, 2)) + "\n## 尾声\n\n- [只有这里有的](http://b.example/)\n", "只有这里有的"),
    ],
)
def test_what_the_page_lacks_is_added(text: str, added: str) -> None:
    healed, filled = heal([("page", entry(issue(1))), ("other", entry(text))])
    assert added in healed.markdown
    assert filled


def test_the_page_is_the_base_where_lists_of_the_dump_fell_apart() -> None:
    page = {"items": 34, "links": 51, "text": 4200}
    dump = {"items": 37, "links": 0, "text": 4200}
    cut = {"items": 3, "links": 4, "text": 300}
    assert riches(page) > riches(dump) > riches(cut)


@pytest.mark.parametrize(
    ("title", "other", "is_found"),
    [
        ("刨子的用法", "论文：刨子的用法", True),
        ("刨子的用法", "【CVPR】刨子的用法 | 刨子社", True),
        ("How to plane wood", "Video: How to plane wood", True),
        ("How to plane wood", "How to plane woods", True),
        ("Video: How to plane wood", "Paper: How to plane wood", False),
        ("刨子的用法", "锯子的做法大全", False),
        ("锯", "论文：锯", False),  # what is left is too short to tell
    ],
)
def test_items_are_the_same_by_their_titles(title: str, other: str, *, is_found: bool) -> None:
    one, two = (
        make_issue(sections=(make_section("论文", items=(make_item(name, f"http://{at}.example/"),)),))
        for at, name in enumerate((title, other))
    )
    assert bool(pair_items(one, two).pairs) == is_found
    assert bool(pair_items(two, one).pairs) == is_found


def read(text: str) -> tuple[Issue, str]:
    result = convert(text)
    return result.issue, result.markdown


MEASURED: Sequence[tuple[str, str, list[str]]] = [
    (issue(1), issue(1), []),
    (issue(1), issue(1, (0, 1, 2, 3)), []),
    (issue(1, (0, 1, 2)), issue(1, (2, 0, 1)), []),
    (issue(1), issue(1).replace("，", ","), []),
    (issue(1), issue(1).replace("一凸一凹", "一凹一凸"), []),
    (issue(1), issue(1, (0, 1)), ["1 of 3 items: 锯末的去向问题第1号", "29% of its text", "1 of 3 links"]),
    (issue(1), issue(1, linked=False), ["3 of 3 links"]),
    (issue(1), HEAD, ["3 of 3 items: 刨花的拓扑第1号, 榫头与卯眼之间第1号, 锯末的去向问题第1号"]),
]


@pytest.mark.parametrize(("before", "after", "lost"), MEASURED)
def test_what_a_scrape_lost(before: str, after: str, lost: list[str]) -> None:
    assert losses(read(before), read(after))[: len(lost) or 1] == lost


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (issue(1), issue(1, (0,)), True),
        (issue(1), issue(1, (0, 1, 2, 3, 4)), True),
        (issue(1), issue(1, linked=False).replace("，", ","), True),
        (issue(1, (0, 1)), issue(1, (3, 4)), False),
        (HEAD, issue(1), True),
    ],
)
def test_two_scrapes_of_a_date_are_one_issue_by_their_text(one: str, other: str, *, is_one: bool) -> None:
    assert is_same(read(one)[1], read(other)[1]) == is_one


def test_a_share_of_what_is_short_or_nothing() -> None:
    assert share("锯", "锯子") == 1
    assert share("锯", "刨子") == 0
    assert share("", "刨子") == 1
