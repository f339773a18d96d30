"""Lines of changes: where in the new input to look."""

from __future__ import annotations

import pytest

from issue_normalizer import read
from issue_normalizer.check import lines
from issue_normalizer.check.compare import compare
from issue_normalizer.check.lines import with_lines
from issue_normalizer.check.model import Change
from shapes import SHAPES, Source

OLD = """# 嵌入式AI简报 (2020-01-02)

**小而美**

## 论文

- [甲网：只用加法的网络 | 青柠](https://a.cn/1)
摘要：加法就够了，别的都不要。
- [乙网：会睡觉的模型](https://a.cn/2)
摘要：不用的时候就睡。

## 开源项目

- [丙库：口袋编译器](https://a.cn/3)
摘要：能放进口袋里。
"""
LINES = OLD.split("\n")


def changes(new: str, old: str = OLD) -> list[Change]:
    """Compare two documents, lines and all."""
    before, after = read(old), read(new)
    return with_lines(compare(before, after), before, after, new)


@pytest.mark.parametrize(
    ("old", "new", "kind", "line"),
    [
        ("别的都不要", "要减法做什么", "summary-changed", 7),
        ("丙库：口袋编译器", "丁库：口袋编译器", "title-changed", 14),
        ("https://a.cn/3", "https://a.cn/4", "address-changed", 14),
        ("## 开源项目", "## 工具箱", "section-changed", 12),
        ("小而美", "大而全", "lead", 3),
        ("(2020-01-02)", "(2020-01-02) 春节", "title-changed", 1),
    ],
)
def test_what_is_there_has_its_line(old: str, new: str, kind: str, line: int) -> None:
    (change,) = changes(OLD.replace(old, new))
    assert (change.kind, change.line) == (kind, line)


@pytest.mark.parametrize(
    ("first", "end", "kind", "line"),
    [
        (8, 10, "item-lost", 7),  # behind the item before it
        (6, 8, "item-lost", 5),  # behind its section's heading
        (11, 15, "section-lost", 9),
        (4, 10, "section-lost", 1),  # nothing stands before it but the title
    ],
)
def test_what_is_gone_points_behind_what_stood_before_it(first: int, end: int, kind: str, line: int) -> None:
    (change,) = changes("\n".join(LINES[:first] + LINES[end:]))
    assert (change.kind, change.line) == (kind, line)


def test_behind_one_that_is_gone_too() -> None:
    found = changes("\n".join(LINES[:6] + LINES[10:]))
    assert [(one.kind, one.line) for one in found] == [("item-lost", 5), ("item-lost", 5)]


def test_an_item_named_in_the_lead_is_found_where_it_stands() -> None:
    old = OLD.replace("## 论文", "> 导读：本期有甲网：只用加法的网络。\n\n## 论文")
    (change,) = changes(old.replace("别的都不要", "要减法做什么"), old)
    assert change.line == 9


def test_a_page_and_entities_are_no_obstacle() -> None:
    old = OLD.replace("丙库：口袋编译器", "丙库 & 口袋 <编译器>")
    page = SHAPES["saved"](Source(old.replace("能放进口袋里", "放不进口袋")))
    (change,) = changes(page, old)
    assert "口袋 &lt;编译器&gt;" in page.split("\n")[change.line - 1]


def test_no_changes_need_no_lines() -> None:
    assert changes(OLD) == []


def test_it_gives_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_SEARCHED", 5)
    (change,) = changes(OLD.replace("https://a.cn/3", "https://a.cn/4"))
    assert change.line in (1, 12)  # its section's, or the title's


def test_marks_inside_a_title_are_no_obstacle() -> None:
    (change,) = changes(OLD.replace("丙库：口袋编译器", "`丙库`：**口袋** a\\_b 编译器"))
    assert (change.kind, change.line) == ("title-changed", 14)
