"""`--repair`: folded width, wrong encodings and loose emphasis are mended, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cases import FIXTURES, converted, every_input
from issue_normalizer import normalize
from issue_normalizer.cli import main
from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.pipeline import Result, convert, write
from issue_normalizer.repair.mojibake import find_mojibake, mend_mojibake
from issue_normalizer.repair.width import count_widths, is_folded, widen

FOLD = {ord(sign): ord(sign) - 0xFEE0 for sign in "，：；！？（）"}
REPAIRS = ("width-repaired", "mojibake-repaired", "emphasis-repaired")


def told(result: Result, *codes: str) -> list[Diagnostic]:
    return [found for found in result.diagnostics if found.code in codes]


def is_whole(result: Result) -> bool:
    account = result.account
    return not (account.lost or account.moved or account.added)


class TestWiden:
    @pytest.mark.parametrize(
        ("folded", "wide"),
        [
            ("摘要:本文", "摘要：本文"),
            ("网络(GhostNet)的", "网络（GhostNet）的"),
            ("比A快,比B小", "比A快，比B小"),
            ("真的吗?真的!", "真的吗？真的！"),
            ("茶壶;茶杯;茶匙", "茶壶；茶杯；茶匙"),
            ("(见下)", "（见下）"),
            ("茶壶(旧)", "茶壶（旧）"),
            ("teapot(茶壶)", "teapot（茶壶）"),
            ("茶壶(2020)", "茶壶（2020）"),
            ("甲(1)乙(2)丙(3)", "甲（1）乙（2）丙（3）"),
            ("大小为(3,224,224)的茶壶", "大小为（3,224,224）的茶壶"),
            ("“茶壶”,很圆", "“茶壶”，很圆"),
            ("《茶壶》:很圆", "《茶壶》：很圆"),
            ('他说:"茶!"她说:"好!"', '他说："茶！"她说："好！"'),
            ("茶壶:Teapot", "茶壶：Teapot"),
            ("Teapot:茶壶", "Teapot：茶壶"),
            ("用int8,int16两种精度", "用int8，int16两种精度"),
            ("茶壶v1.0,v2.0都很圆", "茶壶v1.0，v2.0都很圆"),
            ("A;B;C都是茶壶", "A；B；C都是茶壶"),
            ("温度是-10,湿度是20", "温度是-10，湿度是20"),
            ("12:30,出发", "12:30，出发"),
            ("1)甲;2)乙;3)丙", "1）甲；2）乙；3）丙"),
            ("一共三点:1)壶", "一共三点：1）壶"),
            ("F(6,3)很快,比F(2,3)快", "F(6,3)很快，比F(2,3)快"),
            ("共1,024只,都很圆", "共1,024只，都很圆"),
            ("见https://a.b/x,y:z 的说明,很圆", "见https://a.b/x,y:z 的说明，很圆"),
            ("作者:Zhang, Li", "作者：Zhang, Li"),
            ("ガラス:透明", "ガラス：透明"),
        ],
    )
    def test_in_chinese(self, folded: str, wide: str) -> None:
        assert widen(folded) == wide
        assert len(widen(folded)) == len(folded)
        assert widen(wide) == wide

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "F(6,3)",
            "1,024",
            "a, b",
            "One, two: three; four (five)! Six?",
            "12:30",
            "x,y;z",
            "共1,024只茶壶",
            "矩阵F(6,3)的茶壶",
            "函数f(x, y)的图像",
            "function f(x, y)很圆很圆",
            "我们用 a, b 两种茶壶",
            "see 中 here, and there (or not)",
            "see 中 here,there:everywhere;",
            "时间12:30开会",
            "比例是3:4的茶壶",
            "有10,20,30三种大小",
            "茶壶 (teapot) 很圆",
            "ResNet(2015)与VGG(2014)",
            "(a,b)茶壶很圆",
            "表[1,2]中的茶壶",
            "详见https://a.b/x,y:z?q=1;r",
            "详见www.a.b/c,d:e",
            "茶壶很圆，茶杯（小）也很圆：真的！",
            "茶壶很圆。",
            "!",
            ",茶",
        ],
    )
    def test_nowhere_else(self, text: str) -> None:
        assert widen(text) == text

    @pytest.mark.parametrize(
        ("text", "widths", "folded"),
        [
            ("一,二,三,四,五,六", (5, 0), True),
            ("一,二,三,四,五", (0, 0), False),  # too few to count
            ("一,二,三,四,五, a, b", (4, 0), False),
            ("一,二:三;四!五?六(七)八", (7, 0), True),
            ("一，二，三，四，五，六", (0, 5), False),
            ("一,二,三,四,五,六，七", (5, 1), True),
            ("一,二,三,四,五,六，七，八", (0, 2), False),
            ("a,b,c,d,e,f,g", (0, 0), False),
            ("甲 , 乙 , 丙 , 丁 , 戊 , 己", (0, 0), False),
        ],
    )
    def test_is_folded(self, text: str, widths: tuple[int, int], *, folded: bool) -> None:
        assert count_widths(text) == widths
        assert is_folded(*widths) is folded


def as_windows_1252(text: str) -> str:
    """Read UTF-8 as Windows-1252, as browsers do: undefined bytes become control characters."""
    return "".join(
        chr(byte) if byte in b"\x81\x8d\x8f\x90\x9d" else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    )


def as_latin_1(text: str) -> str:
    return text.encode().decode("latin-1")


def as_gbk(text: str) -> str:
    return text.encode().decode("gb18030")


class TestMojibake:
    @pytest.mark.parametrize("misread", [as_windows_1252, as_latin_1])
    @pytest.mark.parametrize(
        "text",
        [
            "中文",
            "茶壶很圆。",
            "“茶壶”，很圆",
            "你好，世界！",
            "他说：“茶”—很圆…",
            "水壶\u3000水",
            "日本語テキスト",
            "the teapot (茶壶) is round, 很圆",
            "- [茶壶](https://a.b/c?d=e) **很圆**\n- 茶杯\n",
        ],
    )
    def test_windows_1252(self, text: str, misread: type[str]) -> None:
        broken = misread(text)
        assert broken != text
        stretches = find_mojibake(broken)
        assert {stretch.encoding for stretch in stretches} == {"cp1252"}
        assert all(broken[stretch.start : stretch.end] == misread(stretch.text) for stretch in stretches)
        assert mend_mojibake(broken, stretches) == text

    # GBK makes a character of two bytes: of other texts than these, some bytes make none.
    @pytest.mark.parametrize(
        "text", ["中文", "你好，世界！", "中国的茶壶很圆，", "是圆的，茶壶", "a 中文 b 你好，世界！ c\n"]
    )
    def test_gbk(self, text: str) -> None:
        broken = as_gbk(text)
        stretches = find_mojibake(broken)
        assert {stretch.encoding for stretch in stretches} == {"gb18030"}
        assert mend_mojibake(broken, stretches) == text

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "plain",
            "Ärger",
            "déjà vu",
            "Crème brûlée à la carte",
            "“déjà” — l’été…",
            "Ünïcödé, æøå, ÅÄÖ, ñandú, ção",
            "Résumé™ €5 Â£5",
            "è¿™",  # one character proves nothing
            "ï¼",
            "中文",
            "茶壶很圆，真的！",
            "涓涓细流，汇成江河。",
            "涓滴之恩",
            "一滴涓埃：“鐨”字与“锛”字很少见。",
            "茶壶 café",
        ],
    )
    def test_is_not_there(self, text: str) -> None:
        assert find_mojibake(text) == []
        assert mend_mojibake(text, []) == text

    def test_only_what_is_broken_is_mended(self) -> None:
        text = f"茶壶，déjà vu，{as_windows_1252('茶匙，很圆')}，Ärger。"
        assert mend_mojibake(text, find_mojibake(text)) == "茶壶，déjà vu，茶匙，很圆，Ärger。"


DUMP = """\
Skip to content
Latest commit

嵌入式AI简报 (2021-05-05)

关注茶壶与大耐心

导读：本期3条，论文一篇（很短）。

业界新闻

  • 茶壶厂换了新盖子：再也不漏 | 茶馆日报
    摘要：盖子分三种：大的、小的、没有的。厂长说：“没有盖子的卖得最好！”你信吗？记者不信；读者也不信（编辑信）。
    新盖子共1,024个，比旧的轻，比旧的圆。
  • 茶叶学会排队（真的） | 茶馆日报
    摘要：排队用了F(6,3)算法，从12:30排到13:45，见 https://example.org/a,b:c 的说明。

论文

  • [CVPR 2021] 用PotNet煮茶（2021） | 茶大学
    文章：https://arxiv.org/abs/2105.00001
    摘要：PotNet（一种网络）比BoilNet快，比SteamNet慢：1）先加水；2）再加茶；3）最后加火。
    Hot water, hot tea: both are hot (or not), why?
"""


class TestFoldedDump:
    def test_is_told(self) -> None:
        plain = convert(DUMP.translate(FOLD))
        assert told(plain, "width-folded")
        assert not told(plain, *REPAIRS)
        assert not told(convert(DUMP), "width-folded")

    def test_is_as_before(self) -> None:
        mended = convert(DUMP.translate(FOLD), repair=True)
        assert mended.markdown == convert(DUMP).markdown
        assert write(mended.issue, "json") == normalize(DUMP, to="json")
        assert is_whole(mended)

    def test_the_mending_is_told(self) -> None:
        (found,) = told(convert(DUMP.translate(FOLD), repair=True), *REPAIRS, "width-folded")
        assert (found.code, found.line) == ("width-repaired", 8)
        assert found.message.startswith("fullwidth punctuation was restored in ")

    def test_a_second_time_there_is_nothing_to_mend(self) -> None:
        mended = convert(DUMP.translate(FOLD), repair=True)
        again = convert(mended.markdown, repair=True)
        assert again.markdown == mended.markdown
        assert not told(again, *REPAIRS)

    def test_what_was_not_folded_is_not_mended(self) -> None:
        a_few = DUMP.replace("比旧的轻，", "比旧的轻,")
        assert convert(a_few, repair=True).markdown == convert(a_few).markdown


class TestCommand:
    @pytest.mark.parametrize("form", ["md", "json"])
    def test_writes_what_was_mended(self, form: str) -> None:
        found = CliRunner().invoke(main, ["-", "--repair", "--to", form], input=DUMP.translate(FOLD).encode())
        assert (found.exit_code, found.stdout) == (0, normalize(DUMP, to=form))
        assert "info[width-repaired]" in found.stderr

    def test_does_not_mend_without_being_asked(self) -> None:
        folded = DUMP.translate(FOLD).encode()
        found = CliRunner().invoke(main, ["-"], input=folded)
        assert found.stdout == normalize(folded)
        assert "warning[width-folded]" in found.stderr


MARKDOWN = """\
# 茶壶周刊 (2021-05-05)

**圆的好，方的也好！**

## 新闻（旧）

- [茶壶厂：换了盖子，不漏了](https://example.org/a,b:c(d)) - 厂长说，**不漏**；记者问：真的？
- [茶叶排队](https://example.org/b) - 用`茶,壶:(x)`算，*很快*，也很准：两分钟。

```
茶,壶:(x);"一,二";
```

| 名：字 | 甲，乙 |
| --- | --- |
| 茶（壶） | `一,二` |

> 引用：茶壶（圆），很圆。

1. 一：甲，乙
2. 二（丙）
"""
FOLDED_MARKDOWN = MARKDOWN.translate(FOLD)  # its code and addresses hold nothing to fold


class TestFoldedMarkdown:
    def test_is_as_before(self) -> None:
        mended = convert(FOLDED_MARKDOWN, repair=True)
        assert mended.markdown == convert(MARKDOWN).markdown
        assert is_whole(mended)
        assert [found.code for found in mended.diagnostics] == ["width-repaired"]

    def test_code_and_addresses_stay(self) -> None:
        markdown = convert(FOLDED_MARKDOWN, repair=True).markdown
        for kept in ("`茶,壶:(x)`", '\n茶,壶:(x);"一,二";\n', "`一,二`", "https://example.org/a,b:c(d)"):
            assert kept in markdown

    def test_signs_at_the_edge_of_a_node(self) -> None:
        text = "# 茶壶 (2021-05-05)\n\n**茶壶**,[茶杯](http://a.b):*茶匙*;`x`,茶托!茶盘?一,二,三,四\n"
        assert "**茶壶**，[茶杯](http://a.b)：*茶匙*；`x`，茶托！茶盘？一，二，三，四" in repaired(text)


def repaired(text: str) -> str:
    return convert(text, repair=True).markdown


LETTER = """\
# 茶壶周刊 (2021-05-05)

它会唱歌，很圆。

## 新闻

- [茶壶](https://example.org/a)没有走：它说太烫了，没有人拦它。
- [Crème](https://example.org/b): déjà vu.
"""


class TestMojibakeDocument:
    def test_is_told(self) -> None:
        result = convert(broken_letter())
        (found,) = told(result, "mojibake")
        assert found.line == 3
        assert "'它会唱歌，很'" in found.message
        assert is_whole(result)

    def test_is_as_before(self) -> None:
        result = convert(broken_letter(), repair=True)
        assert result.markdown == normalize(LETTER)
        assert is_whole(result)

    def test_the_mending_is_told(self) -> None:
        (found,) = told(convert(broken_letter(), repair=True), *REPAIRS, "mojibake")
        assert (found.code, found.line) == ("mojibake-repaired", 3)

    def test_the_fixture(self) -> None:
        data = (FIXTURES / "other/mojibake.md").read_bytes()
        assert [found.line for found in told(convert(data), "mojibake")] == [7]
        mended = convert(data, repair=True)
        titles = [item.title for section in mended.issue.sections for item in section.items]
        assert titles == ["茶壶会唱歌", "茶托走了", "茶匙升职", "Crème brûlée à la carte", "“中文"]

    def test_of_gbk(self) -> None:
        broken = LETTER.replace("它会唱歌，很圆。", as_gbk("你好，世界！"))
        assert told(convert(broken), "mojibake")
        result = convert(broken, repair=True)
        assert told(result, "mojibake-repaired")
        assert result.markdown == normalize(LETTER.replace("它会唱歌，很圆。", "你好，世界！"))


def broken_letter() -> str:
    """Break two lines of the letter, as pasted from elsewhere; none of its bytes is undefined."""
    lines = LETTER.split("\n")
    return "\n".join(as_windows_1252(line) if number in (2, 6) else line for number, line in enumerate(lines))


BOLD_HEAD = "# 茶壶周刊 (2020-01-01)\n\n## 新闻\n\n"


class TestEmphasis:
    @pytest.mark.parametrize(
        ("loose", "bold"),
        [
            ("这是** 重点 **。", "这是**重点**。"),
            ("这是** 重点**，很圆。", "这是**重点**，很圆。"),
            ("Keep ** the lid ** on.", "Keep **the lid** on."),
            ("** 重点 **在前。", "**重点**在前。"),
        ],
    )
    def test_is_mended_and_told(self, loose: str, bold: str) -> None:
        result = convert(f"{BOLD_HEAD}{loose}\n", repair=True)
        assert result.markdown == normalize(f"{BOLD_HEAD}{bold}\n")
        (found,) = told(result, *REPAIRS)
        assert (found.code, found.line) == ("emphasis-repaired", 5)
        assert is_whole(result)

    def test_not_without_being_asked(self) -> None:
        result = convert(f"{BOLD_HEAD}这是** 重点 **。\n")
        assert not told(result, *REPAIRS)
        assert r"这是\*\* 重点 \*\*。" in result.markdown

    @pytest.mark.parametrize(
        "text",
        [
            "`** 码 **`",
            "```\n** 码 **\n```",
            "    ** 码 **",
            "这是**重点**。",
            "两颗星 ** 在这里。",
            "** 一行\n\n另一行 **",
            "*** 三颗星 ***",
            "****",
        ],
    )
    def test_what_is_none_stays(self, text: str) -> None:
        text = f"{BOLD_HEAD}{text}\n"
        result = convert(text, repair=True)
        assert result.markdown == convert(text).markdown
        assert not told(result, *REPAIRS)


class TestEveryFixture:
    @every_input()
    def test_what_is_not_broken_is_the_same(self, path: Path) -> None:
        plain, mended = converted(path), converted(path, repair=True)
        if told(plain, "width-folded", "mojibake"):
            assert told(mended, "width-repaired", "mojibake-repaired")
            assert mended.markdown != plain.markdown
        else:
            assert mended.markdown == plain.markdown
            assert write(mended.issue, "json") == write(plain.issue, "json")
            assert {found.code for found in mended.diagnostics} == {found.code for found in plain.diagnostics}

    @every_input()
    def test_nothing_is_lost(self, path: Path) -> None:
        assert is_whole(converted(path, repair=True))

    @every_input()
    def test_is_a_fixed_point(self, path: Path) -> None:
        result = converted(path, repair=True)
        for form in ("md", "json"):
            again = write(result.issue, form)
            assert convert(again).markdown == result.markdown
            assert convert(again, repair=True).markdown == result.markdown

    @every_input()
    def test_code_is_untouched(self, path: Path) -> None:
        def code(result: Result) -> list[str]:
            return result.markdown.split("\n```")[1::2]

        assert code(converted(path, repair=True)) == code(converted(path))


def test_a_lone_sign_is_mended_beside_proof_only() -> None:
    broken = "— 茶壶会唱歌".encode().decode("cp1252")
    stretches = find_mojibake(broken)
    assert mend_mojibake(broken, stretches) == "— 茶壶会唱歌"
    assert not find_mojibake("—".encode().decode("cp1252"))
