"""Dumps of tools that wrap lines, number links, or cut lines: what is put together again, and what is not."""

from __future__ import annotations

import pytest

from issue_normalizer.pipeline import convert
from issue_normalizer.readers.dump import read_dump
from issue_normalizer.readers.references import has_marks, take_references, without_marks
from issue_normalizer.readers.underlines import find_underlines
from issue_normalizer.readers.wrapping import find_wrapping
from issue_normalizer.tree import Link, List, Paragraph, Text

# Wrapped anywhere, and at blanks only.
ANYWHERE = [
    "信箱现在会数数，数到一百就会满，满了以后会发一封信给邮局，邮",
    "局收到信以后会派人来取走 100 封信，其中一封就是它自己发的那一",
    "封，如此循环。",
    "",
] * 6
AT_BLANKS = [
    "山顶 weather station 学会了 on-device 预报，全村的",
    "雨伞都卖不出去了只好改卖 sun hat，hat 也只卖出 two，其中",
    "有一顶给了 weather station 自己，剩下的给了 the shop。",
    "",
] * 6
WHOLE = [
    "信箱升级 | 邮差报",
    "摘要：信箱现在会数数，数到一百就会满，满了以后会发一封信给邮局，邮局收到信以后会派人来取走一百封信，其中一封是它自己的，没有人拆开过它。",
    "后来 mail 少了。",
] * 6


CONFIG = [
    "Config",
    "set name ann",
    "set description a server that is located in the harbour of oldport",
    "set port 80",
    "add rule one for the people who are allowed to enter the harbour, at",
    "add rule two",
    "del rule one for the people who are allowed to enter the harbours now",
    "end",
]
VERSE = [
    "Afoot and light-hearted I take to the open road that leads me where",
    "i choose, healthy, free, the world before me,",
    "the long brown path before me leading wherever I choose to go, and",
    "on and on.",
    "Henceforth I ask not good-fortune, I myself am good-fortune,",
    "henceforth I whimper no more, postpone no more, need nothing, but",
    "strong and content I travel.",
]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (CONFIG, None),
        (VERSE, None),
        (ANYWHERE, (61, False)),
        (AT_BLANKS, (56, True)),
        (WHOLE, None),
        (ANYWHERE[:8], None),
    ],
)
def test_where_lines_were_wrapped(lines: list[str], found: tuple[int, bool] | None) -> None:
    wrapping = find_wrapping(lines)
    assert (wrapping and (wrapping.column, wrapping.at_blanks)) == found


@pytest.mark.parametrize("lines", [ANYWHERE, AT_BLANKS])
def test_wrapped_lines_are_one_paragraph(lines: list[str]) -> None:
    markdown = convert("\n".join(["邮差报 (2020-01-01)", "", *lines]), format="dump").markdown
    assert len(markdown.partition("# ")[2].strip().split("\n\n")) == 1 + 6


def test_a_break_stays_where_the_next_word_had_room() -> None:
    lines = [*AT_BLANKS, "station 累了。", "hat 也累了。"]
    markdown = convert("\n".join(["邮差报 (2020-01-01)", "", *lines]), format="dump").markdown
    assert "\n\nstation 累了。\n\nhat 也累了。\n" in markdown


LISTS = ["References", "", "   1. https://a.cn/1", "   2. https://a.cn/2"]


@pytest.mark.parametrize(
    "below",
    [
        LISTS,
        [
            "References",
            "",
            "   Visible links",
            "   . 1. https://a.cn/1",
            "   Hidden links:",
            "   2. https://a.cn/2",
        ],
        ["References:", "", "[1] https://a.cn/1", "[2] https://a.cn/2"],
    ],
    ids=["lynx", "elinks", "w3m"],
)
def test_numbers_of_links_give_their_addresses(below: list[str]) -> None:
    found = take_references(["  * [1]甲 | 乙", "  * 见 [2]丙", "", *below])
    assert [without_marks(line) for line in found.lines] == ["  * 甲 | 乙", "  * 见 丙", ""]
    assert found.addresses == {1: "https://a.cn/1", 2: "https://a.cn/2"}
    assert {span.reason for span in found.dropped} == {"references"}


@pytest.mark.parametrize(
    "lines",
    [
        ["见 [1] 和 [2]，也见 [1]。", "[3] 没有。"],  # citations, too few to prove themselves
        [f"见 [{number % 3 + 1}]。" for number in range(40)],  # the same ones again and again
        ["文 [12]字", *LISTS],  # a number that no link has
        [
            "比 MobileNet[1]快，",
            "也比 ResNet[2]快。",
            *LISTS,
        ],  # an issue's own list: citations stand behind a word
        ["faster [1], and smaller [2] too", *LISTS],
        ["文", "References", "", "   1. Some Author: A Paper", "   2. Another Author: A Paper"],
    ],
)
def test_other_numbers_in_brackets_stay(lines: list[str]) -> None:
    assert take_references(lines).lines == tuple(lines)


def test_many_rising_numbers_prove_themselves_without_a_list() -> None:
    found = take_references([f"  * [{number}]甲" for number in range(3, 20)])
    assert all(has_marks(line) for line in found.lines)
    assert not found.addresses


def test_how_far_a_link_goes() -> None:
    lines = ["* [CVPR 2020] [1]甲 | 乙 [2][code]", "  见[3]丙，[4]2020-01-02 丁", "  [5]戊", "References"]
    lines += [f"  {number}. https://a.cn/{number}" for number in range(1, 6)]
    lines[1] += "，[12] 己"  # no link's number
    (block,) = read_dump("\n".join(lines)).blocks
    assert isinstance(block, List)
    (paragraph,) = block.items[0].blocks
    assert isinstance(paragraph, Paragraph)
    links = [node for node in paragraph.children if isinstance(node, Link)]
    assert links == [
        Link("https://a.cn/1", (Text("甲 | 乙"),)),
        Link("https://a.cn/2", (Text("[code]"),)),
        Link("https://a.cn/3", (Text("丙"),)),
        Link("https://a.cn/4", (Text("2020-01-02"),)),
        Link("https://a.cn/5", (Text("戊"),)),
    ]


def test_no_link_to_what_is_not_live() -> None:
    document = read_dump("* [1]甲\n* [2]乙\n\nReferences\n\n 1. javascript:x\n 2. file:///etc/x")
    (block,) = document.blocks
    assert isinstance(block, List)
    assert [item.blocks for item in block.items] == [
        (Paragraph((Text("甲"),), 1),),
        (Paragraph((Text("乙"),), 2),),
    ]


def test_numbers_in_front_of_the_document_do_not_shift_the_others() -> None:
    lines = [
        "layout  [1]title",
        "default [1]甲",
        "",
        "甲 (2020-01-02)",
        "",
        "* [2]乙",
        "* [4]丙",
        "",
        "References",
        "",
    ]
    text = "\n".join([*lines, *(f" {number}. https://a.cn/{number}" for number in range(1, 5))])
    (section,) = convert(text, format="dump").issue.sections
    assert [item.url for item in section.items] == ["https://a.cn/2", "https://a.cn/4"]


def test_a_wrapped_title_keeps_its_link_and_its_summary_does_not() -> None:
    title = "小熊推理框架发布新版本以后启动更快也更省内存了据称 | 晨报"
    lines = ["嵌入式AI简报 (2020-01-01)", "", "博文", "", *ANYWHERE, f"* [1]{title}", "  社", f"* [2]{title}"]
    lines += ["  摘要：短。", "", "References", "", " 1. https://a.cn/1", " 2. https://a.cn/2"]
    (section,) = convert("\n".join(lines), format="dump").issue.sections
    assert [(item.url, item.publisher, item.summary) for item in section.items] == [
        ("https://a.cn/1", "晨报社", ""),
        ("https://a.cn/2", "晨报", "短。"),
    ]


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["  * 甲", "      + 乙", "          o 丙", "          o 丁"], "- 甲\n  - 乙\n    - 丙\n    - 丁\n"),
        (["  * uma", "      + dentro dela está outra nova", "        o que aconteceu"], "o que aconteceu"),
    ],
)
def test_the_letter_o_as_bullet(lines: list[str], shown: str) -> None:
    assert shown in convert("\n".join(["新闻 (2020-01-01)", "", *lines]), format="dump").markdown


def test_dates_straight_above_the_colophon_are_earlier_issues() -> None:
    text = "嵌入式AI简报 (2020-01-02)\n业界新闻\n甲 | 乙\n摘要：丙。\n往期回顾\n2019-12-02\nEditor: x\n"
    issue = convert(text, format="dump").issue
    assert [entry.date for entry in issue.archive] == ["2019-12-02"]
    assert issue.colophon.editors == ("x",)
    assert not issue.colophon.text


def test_a_date_of_the_colophon_is_no_earlier_issue() -> None:
    text = "嵌入式AI简报 (2020-01-02)\n\n业界新闻\n\n甲\n\n往期回顾\n\n2019-12-02\n\n2020-01-02\nEditor: x\n"
    issue = convert(text, format="dump").issue
    assert [entry.date for entry in issue.archive] == ["2019-12-02"]


UNDERLINED = """Kite Weekly
===========

Hello

Strings 5.1
───────────

  Archive: <https://kite.example/5>

Ann announced
~~~~~~~~~~~~~

  They hold.

Tails
─────

The last line of a text
-----------------------
"""


def test_underlined_headings() -> None:
    """Rows of signs make headings; the order of their levels is the usual one."""
    done = convert(UNDERLINED.encode(), format="dump")
    assert not done.account.told()
    headings = [line for line in done.markdown.split("\n") if line.startswith("#")]
    assert headings == [
        "# Kite Weekly",
        "## Strings 5.1",
        "### Ann announced",
        "## Tails",
        "## The last line of a text",
    ]
    assert "Archive: <https://kite.example/5>" in done.markdown


@pytest.mark.parametrize(
    "text",
    [
        "A line\nand its last\n------------\n",  # below a paragraph
        "Kite    Tail\n------------\nred     long\n",  # the head of a table
        "Kite\n--------------------\n",  # of another width
        "\n------------\n",  # between blank lines
    ],
)
def test_rows_that_underline_nothing(text: str) -> None:
    assert not find_underlines(text.split("\n")).levels
