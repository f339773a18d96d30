"""What an earlier tool lost, told by the issue itself: numbers, sections, links, the end, the count."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest

from cases import FIXTURES, inputs, name_of
from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.errors import RefusedError
from issue_normalizer.pipeline import convert

HEAD = "# 茶壶周刊 (2020-01-01)\n\n## 新闻\n\n"
KNOWN = "# 嵌入式AI简报 (2020-01-01)\n\n"
DUMP = "Skip to content\nLatest commit\n\n茶壶周刊 (2020-01-01)\n\n新闻\n\n"
KNOWN_DUMP = "Skip to content\nLatest commit\n\n嵌入式AI简报 (2020-01-01)\n\n博文\n\n"
PAGE = "<!DOCTYPE html>\n<html><body>\n<h1>茶壶周刊 (2020-01-01)</h1>\n<h2>新闻</h2>\n"
MHTML = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
    "--b\nContent-Type: text/html; charset=utf-8\n\n"
)
WHOLE_PAGES = [path for path in inputs() if path.suffix == ".html" and b"</html>" in path.read_bytes()]


def told(text: str | bytes, code: str) -> list[Diagnostic]:
    return [found for found in convert(text).diagnostics if found.code == code]


def warnings(text: str) -> set[str]:
    return {found.code for found in convert(text).diagnostics if found.severity == "warning"}


class TestNumbersSkipped:
    @pytest.mark.parametrize(
        ("text", "line", "message"),
        [
            (f"{HEAD}壶有两只。\n\n3. 圆的\n4. 扁的\n", 7, "a numbered list begins with 3"),
            (f"{HEAD}7) 圆的\n", 5, "a numbered list begins with 7"),
            (f"{HEAD}> 3. 圆的\n> 4. 扁的\n", 5, "a numbered list begins with 3"),
            (f"{HEAD}1. 圆的\n2. 扁的\n\n先喝一口。\n\n5. 方的\n", 10, "number 5 follows 2"),
            (f"{DUMP}  1. 圆的\n  2. 扁的\n  4. 方的\n", 10, "number 4 follows 2"),
            (f"{DUMP}  2. 圆的\n  3. 扁的\n", 8, "a numbered list begins with 2"),
            (f"{PAGE}<ol start='5'><li>圆的</li></ol></body></html>", 5, "a numbered list begins with 5"),
            (
                f"{HEAD}### 1、圆的\n\n文。\n\n### 2、扁的\n\n文。\n\n### 4、方的\n\n文。\n",
                13,
                "number 4 follows 2",
            ),
            (
                "# 茶壶周刊 (2020-01-01)\n\n## 1、圆的\n\n文。\n\n## 2、扁的\n\n3. 三\n",
                9,
                "a numbered list begins with 3",
            ),
            (f"{HEAD}1、壶是圆的。\n\n2、盖是扁的。\n\n4、桌是方的。\n", 9, "number 4 follows 2"),
        ],
    )
    def test_is_told(self, text: str, line: int, message: str) -> None:
        assert [(found.line, found.message) for found in told(text, "numbers-skipped")] == [(line, message)]

    @pytest.mark.parametrize(
        "text",
        [
            f"{HEAD}1. 圆的\n2. 扁的\n3. 方的\n",
            f"{HEAD}1. 圆的\n\n它最圆。\n\n2. 扁的\n",
            f"{HEAD}1. 圆的\n\n```\ntea --hot\n```\n\n2. 扁的\n\n![壶](http://a.b/p.png)\n\n3. 方的\n",
            f"{HEAD}1. 圆的\n1. 扁的\n1. 方的\n",
            f"{HEAD}1. 圆的\n\n文。\n\n1. 扁的\n\n文。\n\n1. 方的\n",
            f"{HEAD}0. 没有\n1. 圆的\n",
            f"{HEAD}1. 圆的\n2. 扁的\n\n## 又来\n\n1. 方的\n",
            f"{HEAD}- 甲：\n\n1. 圆的\n2. 扁的\n\n- 乙：\n\n1. 方的\n",
            f"{HEAD}- 圆的\n- 扁的\n",
            f"{DUMP}  1. 圆的\n  2. 扁的\n  3. 方的\n",
            f"{KNOWN_DUMP}  • 甲\n    摘要：文\n      1. 圆\n      2. 扁\n  • 乙\n    摘要：\n      1. 方\n",
            f"{PAGE}<ol><li>圆的</li></ol><p>文。</p><ol start='2'><li>扁的</li></ol></body></html>",
            f"{HEAD}### 1、圆的\n\n文。\n\n### 2、扁的\n\n文。\n\n### 3、方的\n\n文。\n",
            f"{HEAD}### 2019、圆的\n\n文。\n\n### 3D 打印的壶\n\n文。\n\n### 5G 的壶\n\n文。\n",
            f"{HEAD}第 3 只壶。\n\n2021 年有 4 只。\n",
        ],
    )
    def test_is_not_told(self, text: str) -> None:
        assert not told(text, "numbers-skipped")

    def test_says_in_which_item(self) -> None:
        nested = (
            f"{KNOWN_DUMP}  • 甲 | 乙\n    摘要：文。\n"
            "  • 丙 | 丁\n    摘要：三点：\n      1. 圆\n      2. 扁\n      4. 方\n"
        )
        assert [found.where for found in told(nested, "numbers-skipped")] == ["sections/0/items/1"]
        titles = "".join(f"### {number}、壶\n\n文。\n\n" for number in (1, 2, 3, 6))
        assert [found.where for found in told(HEAD + titles, "numbers-skipped")] == ["sections/0/items/3"]

    def test_each_gap_is_told(self) -> None:
        titles = "".join(f"### {number}、壶\n\n文。\n\n" for number in (1, 3, 4, 8))
        messages = [found.message for found in told(HEAD + titles, "numbers-skipped")]
        assert messages == ["number 3 follows 1", "number 8 follows 4"]


ITEM = "- [圆壶](http://a.b)  \n摘要：文。\n"


class TestSectionMissing:
    @pytest.mark.parametrize("name", ["【论文】", "「论文」", "【 论文 】", "【论文：】"])
    def test_is_told(self, name: str) -> None:
        text = f"{KNOWN}> 导读：{name}两篇，【博文】一篇。\n\n## 博文\n\n{ITEM}"
        (found,) = told(text, "section-missing")
        assert (found.line, found.where) == (3, "lead")
        assert "论文" in found.message

    @pytest.mark.parametrize(
        ("lead", "sections"),
        [
            ("导读：【论文】两篇。", "## 论文"),
            ("导读：【论文】两篇。", "## 【论文】"),
            ("导读：【应用】与【博文】。", "## 应用\n\n文。\n\n## 博文"),
            ("导读：论文两篇，没有括号。", "## 博文"),
            ("导读：【茶壶】两只，没有这样的栏目。", "## 博文"),
            ("导读：【】与【论文里的茶壶比茶馆里的茶壶更圆一些】。", "## 博文"),
            ("注：没有导读。", "## 博文"),
        ],
    )
    def test_is_not_told(self, lead: str, sections: str) -> None:
        assert not told(f"{KNOWN}> {lead}\n\n{sections}\n\n{ITEM}", "section-missing")

    def test_each_name_is_told_once(self) -> None:
        text = f"{KNOWN}> 导读：【论文】两篇，【应用】一个，再说一次【论文】。\n\n## 博文\n\n{ITEM}"
        assert len(told(text, "section-missing")) == 2

    def test_a_name_in_an_item_is_none(self) -> None:
        text = f"{KNOWN}## 博文\n\n- [圆壶](http://a.b)  \n摘要：见【论文】。\n"
        assert not told(text, "section-missing")


CUT = "最后一只茶壶的说明写得特别长，一直写到壶嘴那里还没有写完，作者说下面还有三"


def items(last: str, *, before: int = 4, text: str = "它很圆。") -> str:
    entries = [(f"第{number}只", text) for number in range(before)] + [("最后一只", last)]
    return "".join(f"- [{title}](http://a.b)  \n摘要：{summary}\n" for title, summary in entries)


class TestTextCut:
    @pytest.mark.parametrize(
        "text",
        [
            f"{KNOWN}## 博文\n\n{items(CUT)}",
            f"{KNOWN}## 论文\n\n{items('它也很圆。')}\n## 博文\n\n- [圆壶](http://a.b)  \n摘要：{CUT}\n",
            f"{KNOWN}## 博文\n\n{items(CUT, before=12)}",
            f"{HEAD}{''.join(f'- 第{number}只壶，它很圆。' + chr(10) for number in range(4))}- {CUT}\n",
            f"{KNOWN}## 博文\n\n{items(f'它先是一段。{chr(10) * 2}  {CUT}')}",
        ],
    )
    def test_is_told(self, text: str) -> None:
        (found,) = told(text, "text-cut")
        assert found.message == "the text stops in the middle: '有写完，作者说下面还有三'"

    @pytest.mark.parametrize(
        "text",
        [
            f"{KNOWN}## 博文\n\n{items(CUT + '。')}",
            f"{KNOWN}## 博文\n\n{items(CUT + '**只**')}",
            f"{KNOWN}## 博文\n\n{items(CUT + '”')}",
            f"{KNOWN}## 博文\n\n{items(CUT, before=3)}",  # too few to tell what is usual
            f"{KNOWN}## 博文\n\n{items(CUT, text='它很圆')}",  # no text ends with a sign
            f"{KNOWN}## 博文\n\n{items('只有一个音符')}",  # short: it may be anything
            f"{KNOWN}## 博文\n\n{items(CUT + '：https://example.org/kettle')}",
            f"{KNOWN}## 博文\n\n{items(CUT)}\n## 往期回顾\n\n- [2019-12-01](2019-12-01.md)\n",
            f"{KNOWN}## 博文\n\n{items(CUT)}\n## 论文\n\n{items('它也很圆。')}",
            HEAD,
        ],
    )
    def test_is_not_told(self, text: str) -> None:
        assert not told(text, "text-cut")

    def test_says_in_which_item(self) -> None:
        text = f"{KNOWN}## 论文\n\n{items('它也很圆。')}\n## 博文\n\n- [圆壶](http://a.b)  \n摘要：{CUT}\n"
        assert [found.where for found in told(text, "text-cut")] == ["sections/1/items/0"]


class TestPageCut:
    @pytest.mark.parametrize(
        "text",
        [
            f"{PAGE}<p>文。</p>",
            f"{PAGE}<p>文",
            f"{PAGE}<p>文。</p></bo",
            f"{PAGE}<p>页的末尾写着 &lt;/body&gt; 与 &lt;/html&gt;。</p>",
            '<body><article class="markdown-body"><h1>茶壶周刊 (2020-01-01)</h1><p>文。</p></article>',
            f"{MHTML}{PAGE}<p>文。</p>\n\n--b--\n",
        ],
    )
    def test_is_told(self, text: str) -> None:
        assert [(found.line, found.where) for found in told(text, "page-cut")] == [(0, "")]

    @pytest.mark.parametrize(
        "text",
        [
            f"{PAGE}<p>文。</p></body></html>",
            f"{PAGE}<p>文。</p></BODY>\n</HTML >\n",
            f"{PAGE}<p>文。</p></body>",
            f"{MHTML}{PAGE}<p>文。</p></body></html>\n\n--b--\n",
            f"{PAGE}<p>文。</p></html><div>一个浏览器插件</div>",
            "<h1>茶壶周刊 (2020-01-01)</h1>\n<h2>新闻</h2>\n<p>文。</p>",
            f"{HEAD}页的开头写着 `<html><body>`。\n",
        ],
    )
    def test_is_not_told(self, text: str) -> None:
        assert not told(text, "page-cut")

    @pytest.mark.parametrize("share", [0.5, 0.75, 0.95])
    @pytest.mark.parametrize("path", WHOLE_PAGES, ids=name_of)
    def test_of_any_page(self, path: Path, share: float) -> None:
        page = path.read_bytes()
        assert not told(page, "page-cut")
        with suppress(RefusedError):  # nothing of the document is left, which is told as well
            assert told(page[: int(len(page) * share)], "page-cut")

    def test_the_fixture(self) -> None:
        codes = {
            found.code
            for found in convert((FIXTURES / "github-classic/page-cut.html").read_bytes()).diagnostics
        }
        assert codes >= {"page-cut", "text-cut", "items-lost"}


class TestLinksMissing:
    @pytest.mark.parametrize(
        ("linked", "bare", "expected"),
        [
            (2, 1, True),
            (5, 2, True),
            (9, 1, True),
            (1, 1, False),
            (3, 2, False),
            (3, 0, False),
            (0, 3, False),
        ],
    )
    def test_most_titles_have_one(self, linked: int, bare: int, *, expected: bool) -> None:
        text = HEAD + "### [圆壶](http://a.b)\n\n文。\n\n" * linked + "### 扁壶\n\n文。\n\n" * bare
        found = told(text, "links-missing")
        assert [(entry.message, entry.where) for entry in found] == (
            [(f"{bare} of {linked + bare} titles have no link", f"sections/0/items/{linked}")]
            if expected
            else []
        )

    def test_a_dump_has_none_anyway(self) -> None:
        text = f"{KNOWN_DUMP}  • 甲 | 乙\n    摘要：文。\n"
        assert not told(text, "links-missing")
        assert told(text, "links-lost")


class TestItemsLost:
    @pytest.mark.parametrize(
        "stated",
        [
            "本期3条。",
            "本次内容3条",
            "本期收录3篇。",
            "本期共推荐 3 个。",
            "本次共３条",
            "This issue has 3 items.",
            "this edition brings 3 stories to you",
            "This week features 3 articles",
            "This issue contains 3 links.",
            "There are 3 papers in this issue.",
            "3 posts for this week.",
            "Only 3 stories in this edition!",
        ],
    )
    @pytest.mark.parametrize(("there", "expected"), [(1, True), (2, True), (3, False), (4, False)])
    def test_the_stated_count(self, stated: str, there: int, *, expected: bool) -> None:
        entries = "- [Kettle](http://a.b): round.\n" * there
        text = f"# Teapot Weekly (2020-01-01)\n\nHello!\n\n{stated}\n\n## News\n\n{entries}"
        found = [(entry.line, entry.where, entry.message) for entry in told(text, "items-lost")]
        assert found == ([(5, "lead", f"the issue states 3 items, {there} are there")] if expected else [])

    @pytest.mark.parametrize(
        "lead",
        [
            "We had 3 items of cake.",
            "This issue has three items.",
            "This issue has 3.5 million readers.",
            "本期茶话会持续3天。",
            "第3期，共3条",
            "",
        ],
    )
    def test_other_numbers(self, lead: str) -> None:
        text = f"# Teapot Weekly (2020-01-01)\n\n{lead}\n\n## News\n\n- [Kettle](http://a.b): round.\n"
        assert not told(text, "items-lost")

    def test_a_count_below_a_section_is_none(self) -> None:
        assert not told(f"{HEAD}本期3条。\n\n- [圆壶](http://a.b)：文。\n", "items-lost")

    def test_a_list_without_its_head(self) -> None:
        found = told((FIXTURES / "dump/bullets-folded.txt").read_bytes(), "items-lost")
        assert [(entry.line, entry.where) for entry in found] == [(24, "lead"), (47, "sections/2")]


# A page whose items say how many they are; what is taken off it must be told.
LEAD = "# 嵌入式AI简报 (2021-10-10)\n\n**关注小模型与大耐心**\n\n> 导读：本期8条，都在厨房里。\n"
SECTIONS = {
    "业界新闻": ["烤箱学会等待", "冰箱开口说话", "抽油烟机的沉默"],
    "论文": ["一种新的切法", "论洋葱的层数"],
    "博文": ["锅底观察日记", "筷子的两面", "一只碗的自述"],
}
NEUTRAL_LEAD = "# Kitchen Letters (2021-10-10)\n\nThis issue has 8 items, all of them warm.\n"


def known_item(title: str) -> str:
    return (
        f"- [{title} | 厨房报](https://example.org/{len(title)})  \n"
        f"论文：https://example.org/{len(title)}.pdf  \n"
        f"摘要：关于**{title}**，厨房报写了一句。\n又写了一句。\n"
    )


def heading_item(title: str) -> str:
    return (
        f"### [{title}](https://example.org/{len(title)})\n\n关于{title}，写一句。\n\n- 又一句\n- 再一句\n\n"
    )


def bullet_item(title: str) -> str:
    return f"- [{title}](https://example.org/{len(title)}) — 写了一句。\n"


SHAPES = {
    "known": (LEAD, known_item),
    "headings": (NEUTRAL_LEAD, heading_item),
    "bullets": (NEUTRAL_LEAD, bullet_item),
}
shapes = pytest.mark.parametrize("shape", SHAPES)
COUNT = sum(map(len, SECTIONS.values()))


def page(shape: str, without: set[int] | None = None, section: str | None = None) -> str:
    """Write the page; items by their number, or a whole section, may be left out."""
    lead, item = SHAPES[shape]
    parts, number = [lead], 0
    for name, titles in SECTIONS.items():
        kept = [title for at, title in enumerate(titles, number) if at not in (without or set())]
        number += len(titles)
        if name != section:
            parts.append(f"\n## {name}\n\n" + "".join(map(item, kept)))
    return "".join(parts)


@shapes
class TestDamage:
    def test_the_whole_page(self, shape: str) -> None:
        issue = convert(page(shape)).issue
        assert [len(section.items) for section in issue.sections] == [
            len(titles) for titles in SECTIONS.values()
        ]
        assert warnings(page(shape)) == set()

    @pytest.mark.parametrize("number", range(COUNT))
    def test_an_item_is_gone(self, shape: str, number: int) -> None:
        assert "items-lost" in warnings(page(shape, {number}))

    @pytest.mark.parametrize("name", SECTIONS)
    def test_a_section_is_gone(self, shape: str, name: str) -> None:
        assert "items-lost" in warnings(page(shape, section=name))

    @pytest.mark.parametrize("seed", range(10))
    def test_several_items_are_gone(self, shape: str, seed: int) -> None:
        dice = random.Random(seed)  # noqa: S311 - the same damage in every run
        gone = set(dice.sample(range(COUNT), dice.randrange(2, COUNT)))
        assert "items-lost" in warnings(page(shape, gone))

    def test_the_last_third_is_gone(self, shape: str) -> None:
        lines = page(shape).splitlines(keepends=True)
        assert "items-lost" in warnings("".join(lines[: len(lines) * 2 // 3]))

    def test_the_end_is_gone(self, shape: str) -> None:
        lines = page(shape).splitlines(keepends=True)
        last = max(at for at, line in enumerate(lines) if SECTIONS["博文"][-1] in line and "](" in line)
        for end in range(SHAPES[shape][0].count("\n"), last + 1):
            assert "items-lost" in warnings("".join(lines[:end])), end

    def test_any_line_with_a_title_is_gone(self, shape: str) -> None:
        lines = page(shape).splitlines(keepends=True)
        for at, line in enumerate(lines):
            if "](" in line:
                assert "items-lost" in warnings("".join(lines[:at] + lines[at + 1 :])), line
