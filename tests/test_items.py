"""Which part of a section is an item, and which is not: seen through `read`."""

from __future__ import annotations

import pytest

from issue_normalizer import read
from issue_normalizer.interpret.contents import read_numbers
from issue_normalizer.issue import Item, Section
from issue_normalizer.pipeline import convert

KNOWN = "# 嵌入式AI简报 (2020-01-01)\n\n## 博文\n\n"
UNKNOWN = "# 水壶周刊 (2020-01-01)\n\n## 新闻\n\n"
LINK = "[甲](https://a.b/1)"
OTHER = "[乙](https://a.b/2)"


def section(markdown: str) -> Section:
    (found,) = read(markdown).sections
    return found


def titles(markdown: str) -> list[str | None]:
    return [item.title for item in section(markdown).items]


def only(markdown: str) -> Item:
    (item,) = section(markdown).items
    return item


@pytest.mark.parametrize(
    ("markdown", "summary"),
    [
        # a list or a paragraph at column 0 belongs to the item above
        (f"- {LINK}  \n摘要：三点：\n1. 一\n2. 二\n", "三点：\n\n1. 一\n2. 二"),
        (f"- {LINK}  \n摘要：三点：\n\n1. 一\n\n余下的话。\n", "三点：\n\n1. 一\n\n余下的话。"),
        (f"- {LINK}  \n摘要：分两种：\n\n- 一种\n- 另一种\n", "分两种：\n\n- 一种\n- 另一种"),
        (f"- {LINK}  \n摘要：一段。\n\n另一段。\n", "一段。\n\n另一段。"),
        (f"- {LINK}  \n摘要：见：\n    - 一\n        - 二\n", "见：\n\n- 一\n  - 二"),
        (f"- {LINK}\n摘要：没有两个空格。\n", "没有两个空格。"),
        (f"- {LINK}<br>\n简评：旧标签。<br />\n第二行。\n", "旧标签。\n\n第二行。"),
        (f"- {LINK}  \n高通：不是标签。\n", "高通：不是标签。"),
    ],
)
def test_belongs_to_the_item_above(markdown: str, summary: str) -> None:
    item = only(KNOWN + markdown)
    assert (item.title, item.summary) == ("甲", summary)


@pytest.mark.parametrize(
    "markdown",
    [
        f"- {LINK}  \n摘要：三点：\n1. 一\n2. 二\n\n- {OTHER}\n",  # an item behind the list
        f"- {LINK}  \n摘要：分两种：\n\n- {OTHER}  \n摘要：二。\n",  # a link announces itself
        f"- {LINK}  \n摘要：完。\n\n- 乙  \n摘要：二。\n",  # no colon before it
        f"- {LINK}  \n摘要：见：\n\n- 乙 | 晨报  \n摘要：二。\n",  # a publisher
        f"- {LINK}\n- 乙\n",
        f"- {LINK}\n\n一段话。\n\n- {OTHER}\n",
    ],
)
def test_is_the_next_item(markdown: str) -> None:
    assert titles(KNOWN + markdown) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("markdown", "fields", "summary"),
    [
        ("项目：https://c.d\n摘要：完。", [("项目", "<https://c.d>")], "完。"),
        ("标题：甲\n摘要：完。", [("标题", "甲")], "完。"),
        (
            "链接：https://c.d 、 https://e.f\n摘要：完。",
            [("链接", "<https://c.d> 、 <https://e.f>")],
            "完。",
        ),
        ("摘要：完。\n项目地址：https://c.d", [("项目地址", "<https://c.d>")], "完。"),
        # no fact
        ("摘要：完。\n标题：乙", [], "完。\n\n标题：乙"),
        ("摘要：完。\n项目：在 https://c.d 这里", [], "完。\n\n项目：在 <https://c.d> 这里"),
        ("注意：甲", [], "注意：甲"),
        ("摘要：", [], ""),
    ],
)
def test_fields(markdown: str, fields: list[tuple[str, str]], summary: str) -> None:
    lines = markdown.replace("\n", "  \n")
    item = only(f"{KNOWN}- {LINK}  \n{lines}  \n")
    assert [(field.label, field.text) for field in item.fields] == fields
    assert item.summary == summary


def test_quotes_at_the_ends_are_the_sections() -> None:
    found = section(f"{KNOWN}> 注：开头。\n\n- {LINK}\n\n> 注：结尾。\n")
    assert (found.intro, found.outro) == ("> 注：开头。", "> 注：结尾。")


def test_a_note_between_two_items_stays_there() -> None:
    first, _ = section(f"{KNOWN}- {LINK}\n\n> 注：之间。\n\n- {OTHER}\n").items
    assert first.summary == "> 注：之间。"


def test_a_list_without_its_head_is_told() -> None:
    markdown = f"{KNOWN}1. 一\n2. 二\n\n- {LINK}\n"
    assert section(markdown).intro == "1. 一\n2. 二"
    assert [found.line for found in convert(markdown).diagnostics if found.code == "items-lost"] == [5]


@pytest.mark.parametrize(
    "markdown",
    [
        f"- {LINK}\n- {OTHER}\n",
        f"- {LINK} - 文。\n- {OTHER} — 文。\n",
        f"- {LINK}：文。\n- {OTHER}：文。\n",
        f"### {LINK}\n\n文。\n\n### {OTHER}\n",
        f"1、{LINK}：文。\n\n2、{OTHER}：文。\n",
        "- **甲**：文。\n- **乙**：文。\n",
        "**甲**：文。\n\n**乙**：文。\n",
        f"{LINK}\n\n文。\n\n{OTHER}\n\n文。\n",
        "1、**甲**：文。\n\n2、**乙**：文。\n",
        "1.**甲**：文。\n\n2.**乙**：文。\n",
    ],
)
def test_shapes_of_items_in_an_unknown_newsletter(markdown: str) -> None:
    assert titles(UNKNOWN + markdown) == ["甲", "乙"]


@pytest.mark.parametrize("markdown", [f"- {LINK}\n", f"- {LINK}\\\n文。\n", f"- {LINK}：文。\n"])
def test_a_section_of_an_unknown_newsletter_may_hold_one_item(markdown: str) -> None:
    assert titles(UNKNOWN + markdown) == ["甲"]


@pytest.mark.parametrize("markdown", [f"- 见{LINK}。\n", "- **甲** 和乙都好。\n"])
def test_a_single_bullet_of_running_text_is_no_title(markdown: str) -> None:
    assert titles(UNKNOWN + markdown) == [None]


@pytest.mark.parametrize(
    "markdown",
    [
        f"见{LINK}，以及{OTHER}。\n",
        f"{LINK}，且会使用乙。\n\n又一段。\n",
        "**甲** 和乙都好。\n\n**乙** 也好。\n",
        "3. 从三数起\n4. 不是条目\n",
        f"| {LINK} | {OTHER} |\n|---|---|\n",
        "- [x] 甲\n- [ ] 乙\n",
        "2020 年有三件事。\n\n2021 年没有。\n",
        "1.2 版修好了壶嘴。\n\n2.0 版没有壶嘴。\n",
        "![1、壶](a.png)\n\n![2、壶](b.png)\n",  # a description numbers nothing
    ],
)
def test_stays_text_in_an_unknown_newsletter(markdown: str) -> None:
    assert section(UNKNOWN + markdown).items == ()
    assert section(UNKNOWN + markdown).intro


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1. 甲", "2.5G 网络", "3. 丙"], ["1", "2", "3"]),
        (["1.5 版", "2.0 版"], [None, None]),
        (["1、甲", "2.5G 网络", "3、丙"], ["1", "2", "3"]),
        (["1.2 版", "1）甲"], [None, "1"]),  # no neighbour of it
        (["1.2 版", "2、乙"], [None, "2"]),  # of another kind
        (["甲", "12、乙", ""], [None, "12", None]),
    ],
)
def test_numbers_before_titles(texts: list[str], numbers: list[str | None]) -> None:
    assert [match and match[1] for match in read_numbers(texts)] == numbers


@pytest.mark.parametrize(
    "markdown",
    [
        "- 甲，一句话。\n- 乙，另一句。\n",
        f"- 见{LINK}的介绍。\n- 再看{OTHER}。\n",
    ],
)
def test_running_text_has_no_titles(markdown: str) -> None:
    assert titles(UNKNOWN + markdown) == [None, None]


@pytest.mark.parametrize(
    ("lead", "briefs"),
    [
        (f"先看：\n\n- {LINK}；\n- 短讯，{OTHER}。\n- 没有链接\n\n", ["甲", None, None]),
        (f"- {LINK}\n- {OTHER}\n\n", ["甲", "乙"]),
        ("只有一段话。\n\n", []),
        ("1. 一\n2. 二\n\n", []),
    ],
)
def test_briefs_in_the_lead(lead: str, briefs: list[str | None]) -> None:
    issue = read(KNOWN.replace("## 博文", f"{lead}## 博文") + f"- {OTHER}\n")
    assert [item.title for part in issue.sections if part.kind == "briefs" for item in part.items] == briefs


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("论文", "papers"),
        ("Papers", "papers"),
        ("【工具】", "projects"),
        ("NEWS:", "news"),
        ("散文", "other"),
    ],
)
def test_kind_of_a_section(name: str, kind: str) -> None:
    assert section(f"# 水壶周刊 (2020-01-01)\n\n## {name}\n\n- {LINK}\n- {OTHER}\n").kind == kind


def test_an_unknown_section_is_told_where_the_newsletter_is_known() -> None:
    codes = [
        found.code for found in convert(f"# 嵌入式AI简报 (2020-01-01)\n\n## 园艺\n\n- {LINK}\n").diagnostics
    ]
    assert "section-unknown" in codes
    codes = [
        found.code
        for found in convert(f"# 水壶周刊 (2020-01-01)\n\n## 园艺\n\n- {LINK}\n- {OTHER}\n").diagnostics
    ]
    assert "section-unknown" not in codes
