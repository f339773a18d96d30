"""The account: every visible character is kept, structure, or dropped; what a broken step does is told."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from broken_writers import KINDS
from cases import converted, every_input, inputs
from cost import IS_COMPILED
from issue_normalizer import pipeline
from issue_normalizer.account.cover import follow
from issue_normalizer.account.kinds import Known, believed
from issue_normalizer.account.lines import Numbering, form_of, read_lines
from issue_normalizer.account.markup import visible
from issue_normalizer.account.model import Account
from issue_normalizer.account.signs import FREE
from issue_normalizer.account.stock import Stock
from issue_normalizer.blocks import rewritten
from issue_normalizer.claims import Claim
from issue_normalizer.decoding import decode
from issue_normalizer.errors import NormalizeError
from issue_normalizer.issue import Issue
from issue_normalizer.options import DEFAULT
from issue_normalizer.profiles import load, select
from issue_normalizer.readers.detection import choose
from issue_normalizer.readers.markdown import parse_markdown
from issue_normalizer.readers.visible import visible_text
from issue_normalizer.text import without_space
from issue_normalizer.tree import Document, Paragraph, Text
from issue_normalizer.writers.markdown import write_markdown
from strategies import MANY, wild_texts

_LETTER = re.compile(r"\w")


@cache
def lines_of(path: Path) -> list[str]:
    """Give the Markdown of a fixture; none of JSON, of which what is taken in is written, too."""
    result = pipeline.convert(path.read_bytes())
    return result.markdown.split("\n") if result.format != "json" else []


def account_of(text: str, wrong: Callable[[str], str] = str) -> Account:
    """Give the account of an input whose Markdown was changed between writer and account."""

    def broken(issue: Issue, to: str = "md") -> str:
        return wrong(write_markdown(issue)) if to == "md" else ""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "write", broken)
        return pipeline.convert(text).account


@every_input()
def test_every_character_of_a_fixture_is_accounted_for(path: Path) -> None:
    account = converted(path).account
    assert not account.told(), account
    text = decode(path.read_bytes()).text
    document = choose(text).load()(text, DEFAULT)
    if isinstance(document, Document):
        whole = account.kept + account.structure + account.dropped
        assert whole >= len(without_space(document.intake.text))
        assert min(account.kept, account.structure, account.dropped) >= 0


@MANY
@given(wild_texts())
def test_no_false_alarm_on_what_nobody_would_write(text: str) -> None:
    try:
        account = pipeline.convert(text).account
    except NormalizeError:
        return
    assert not account.told(), account


def assert_words_are_those_a_parser_shows(issue: Issue) -> None:
    markdown = write_markdown(issue)
    lines = read_lines(markdown, form_of(issue, select([issue.series or ""], None)))
    facts = [line.text for line in lines.facts]
    put = [line.text for line in lines.put if not re.fullmatch(r"\d+[.)]", line.text)]  # of lists
    shown = "".join([*lines.body, *facts, *put])
    parsed = without_space(visible_text(parse_markdown(markdown.partition("\n---\n")[2])))
    assert sorted(_letters(shown)) == sorted(_letters(parsed))


def _letters(text: str) -> list[str]:
    return [char for char in _LETTER.findall(text) if char not in FREE]  # around a line, such are no text


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("[a [b] c](http://x.cn/(d)) e", "a [b] c e"),
        ("![alt](http://x.cn/a.png)后", "后"),
        ("[![alt](http://x.cn/a.png)](http://x.cn)", ""),
        (r"\*a\* **b** 2 * 3 `c*d` <http://x.cn/>", "*a* b 2 * 3 c*d http://x.cn/"),
        ("``a`b`` ~~c~~ x<sub>2</sub> 1 < 2!", "a`b c x2 1 < 2!"),
        ("a ] b [ c", "a ] b [ c"),
        (
            "a [ b\nc](http://x.cn/) *d\ne* f",
            "a [ b\nc](http://x.cn/) d\ne* f",
        ),  # what is open ends with its line
    ],
)
def test_what_a_line_shows(line: str, shown: str) -> None:
    assert visible(line) == shown


_TRIED = 160  # fixtures for each kind of damage: all of them tell no more, and take three times as long


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_broken_writer_does_is_told(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = told = 0
    paths = list(inputs())
    random.Random(kind).shuffle(paths)  # noqa: S311 - others for each kind, the same in every run
    for path in paths:
        if tried == _TRIED:
            break
        if path.suffix == ".json" and "link" in kind:
            continue  # it is read by way of its Markdown, links and all
        data = path.read_bytes()
        dice = random.Random(f"{kind} {path.name}")  # noqa: S311 - the same damage in every run
        lines = lines_of(path)
        damaged = KINDS[kind](lines, dice) if lines else None
        if damaged is None or damaged == lines:
            continue
        text = "\n".join(damaged)
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "write", lambda _issue, _to="md", text=text: text)
            tried, told = tried + 1, told + (pipeline.convert(data).account.told() > 0)
    assert tried > 20
    assert told >= 0.995 * tried, f"{told} of {tried}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("## [Frogs](#frogs) {#frogs}\n\nThey croak.", "a heading leads to itself"),
        (
            "## A frog talk\n\n<ul><li><a href='/tags/ci/'>CI</a></li></ul>\n\nIt croaks.",
            "a tag is a text",
        ),
        ("## Frogs\n\nSee <http://pond.example/a%5Bb> and [a](http://pond.example/a[b).", "one spelling"),
        ("# Pond http://pond.example/x\n\nThey croak.", "a title shows it"),
    ],
)
def test_addresses_that_an_output_need_not_lead_to(text: str, why: str) -> None:
    assert pipeline.convert(text).account.told() == 0, why


_LICENSED = """# 晨报 (2023-04-05)

## 新闻

### [甲发布](http://x.cn/a)

看 A 与 B 两种水壶的摘要、代码与论文，共 42 升，4 种，by 张三。

第二段说别的事。

## 往期回顾

- 2023/3/1
- 2023-2-1

---

Editor: 张三、李四

本作品采用[知识共享署名-相同方式共享 4.0 国际许可协议](http://creativecommons.org/licenses/by-sa/4.0/)进行许可。另有六十个字的话不是许可。
"""


@pytest.mark.parametrize(
    ("shown", "instead"),
    [
        ("A 与 B", "B 与 A"),
        ("42 升", "24 升"),
        ("，4 种", "， 种"),
        ("，by 张三", "， 张三"),
        ("的摘要、代码", "的、代码"),
        ("代码与论文", "论文与代码"),
        ("另有六十个字的话不是许可。", ""),
        ("张三。\n", "张三\n"),
        ("第二段说别的事。\n", "第二段说别的事。\n\n第二段说别的事。\n"),
        ("2023-03-01", "2023-03-11"),
        ("- 2023-02-01\n", ""),
        ("- 2023-02-01\n", "- 2023-02-01\n- 2023-02-01\n"),
        ("- Editor: 张三\n", ""),
        ("- License: ", "- "),
        ("CC-BY-SA-4.0", "CC-BY-NC-4.0"),
    ],
)
def test_what_was_excused_is_told(shown: str, instead: str) -> None:
    assert not account_of(_LICENSED).told()
    assert account_of(_LICENSED, lambda markdown: _changed(markdown, shown, instead)).told()


def _changed(markdown: str, shown: str, instead: str) -> str:
    assert shown in markdown, markdown
    return markdown.replace(shown, instead, 1)


def test_a_text_that_moved_is_told_as_one() -> None:
    account = account_of(
        "# 茶 (2023-04-05)\n\n甲段说水壶。\n\n乙段说茶杯。\n\n丙段说茶叶。\n",
        lambda markdown: markdown.replace("甲段说水壶。\n\n乙段说茶杯。", "乙段说茶杯。\n\n甲段说水壶。"),
    )
    assert [text for _, text in account.moved] == ["甲段说水壶。"]
    assert not account.missing
    assert not account.added


def test_a_difference_is_told_where_it_is_among_texts_that_repeat() -> None:
    again = "The tide waits for no one at this pier."
    text = "# Harbour\n\n" + "".join(f"## Day {day}\n\n{again}\n\n{again}\n\n" for day in range(6))
    account = account_of(text, lambda markdown: _changed(markdown, f"Day 2\n\n{again}", "Day 2\n\nThe tide."))
    assert account.missing == (("sections/2", "waitsfornooneatthispier"),)
    assert not account.added


_BOX = "<p>甲茶</p><div class=share-buttons>分享</div><p>乙茶</p>"


@pytest.mark.parametrize(
    "box",
    [
        f"<div hidden>{_BOX}</div>",
        f"<div hidden>{_BOX}</div><p>水壶</p><div hidden>{_BOX}</div>",
        f"<div hidden>{_BOX}<nav><a href=/b>更多</a></nav>{_BOX}</div>" * 3,
        f"<div hidden><button>按</button>{_BOX}</div><div hidden>{_BOX}</div>",
    ],
)
def test_what_is_hidden_may_hold_what_was_left_out_before(box: str) -> None:
    text = (
        "<p>渡船在冬天修理之后又开始过海湾，船长说新的发动机比以前的安静一半，周一早上第一班就坐满了人。</p>"
    )
    page = f"<html><body><article><h1>渡船</h1>{text}{box}{text}<p>末班</p></article></body></html>"
    account = account_of(page)
    assert "分享" not in pipeline.convert(page).markdown
    assert not account.told()
    assert account_of(page, lambda markdown: markdown.replace("末班", "甲茶")).told()


_CODE = "# 茶 (2023-04-05)\n\n- 步骤\n\n  ```python\n  for a in b:\n      c(a)\n\n      d()\n  e\n  ```\n"


@pytest.mark.parametrize(
    ("shown", "instead", "told"),
    [
        ("    c(a)", "c(a)", ["    c(a)"]),
        ("    c(a)", "\tc(a)", ["    c(a)"]),
        ("\n      d()\n  e", "\n      d()e", ["    d()"]),
        ("for a in b", "fora in b", ["for a in b:"]),
        ("d()\n  e", "d(\n  )\n  e", ["    d()"]),
        ("\n\n      d()", "\n      d()", []),  # a blank line shows nothing
    ],
)
def test_white_space_counts_in_code(shown: str, instead: str, told: list[str]) -> None:
    assert not account_of(_CODE).told()
    account = account_of(_CODE, lambda markdown: _changed(markdown, shown, instead))
    assert [text for _, text in account.missing] == told


@pytest.mark.parametrize(
    "code",
    [
        "<pre>a<br>b</pre>",
        "<pre><div>a</div><div>  b</div></pre>",
        "<pre>x\nx\nxx</pre>",
        "<pre><b>a</b><i>b</i>\n&nbsp; c</pre>",
        "<pre><span class=ln>1</span>a\n<span class=ln>2</span>b</pre>",
        "<pre><ol><li>1</li><li>2</li></ol><code>x = 12\ny</code></pre>",
        "<pre>\n  <code>a</code>\n  <code>b</code>\n</pre>",
        "<table><tr><th>甲<th>乙<tr><td>丙<td><pre>a\nb</pre></table>",  # a cell has one line
    ],
)
def test_code_of_any_shape_is_no_loss(code: str) -> None:
    page = f"<html><body><article><h1>标题</h1><p>甲</p>{code}</article></body></html>"
    assert not pipeline.convert(page).account.told()


@pytest.mark.skipif(IS_COMPILED, reason="compiled functions are not replaced")
@pytest.mark.parametrize("code", ["<pre>a<br>b</pre>", "<pre><div>a</div><div>b</div>c</pre>"])
def test_a_reader_that_glues_lines_of_code_is_told(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def glued(element: Any) -> str:
        return "".join(element.itertext())

    monkeypatch.setattr("issue_normalizer.readers.code.code_text", glued)
    page = f"<html><body><article><h1>标题</h1><p>甲</p>{code}</article></body></html>"
    assert ("", "a") in pipeline.convert(page).account.missing


@pytest.mark.parametrize(
    ("text", "shown", "instead"),
    [
        ("看 ![一只 *猫*](http://x.cn/a.png) 图。", "一只 猫", "一只狗"),
        ("| 甲 | 乙 |\n|---|---|\n| ![一\\|二](http://x.cn/a.png) | 丙 |", "一\\|二", "一"),
        ("[![猫 [1]](http://x.cn/a.png)](http://x.cn/)", "猫", "猫猫"),
        ("看 ![](http://x.cn/a.png) 图。", "![](http://x.cn/a.png)", ""),
        ("看 ![猫](http://x.cn/a.png) 图。", "![猫](http://x.cn/a.png)", ""),
        ("看 ![](http://x.cn/a.png) 图。", "a.png", "b.png"),
        ("![](http://x.cn/a.png) ![](http://x.cn/a.png)", "![](http://x.cn/a.png)", ""),
        ("## 论文\n\n### ![猫](http://x.cn/a.png) [甲](http://x.cn/)", "![猫](http://x.cn/a.png)", ""),
    ],
)
def test_an_image_may_neither_change_nor_vanish(text: str, shown: str, instead: str) -> None:
    assert not account_of(f"# 茶\n\n{text}\n").told()
    assert account_of(f"# 茶\n\n{text}\n", lambda markdown: _changed(markdown, shown, instead)).told()


@pytest.mark.parametrize(
    "text",
    [
        "Editor: 张三 ![猫](http://x.cn/a.png)\n",
        "[![CC](http://x.cn/cc.png)](http://creativecommons.org/licenses/by-sa/4.0/)\n",
        "## 往期回顾\n\n- 2023-02-01 ![](http://x.cn/a.png)\n- 2023-01-01\n",
    ],
)
def test_an_image_where_the_form_has_text_alone_is_no_loss(text: str) -> None:
    assert not account_of(f"# 嵌入式AI简报 (2023-04-05)\n\n## 新闻\n\n甲说水壶。\n\n{text}").told()


@pytest.mark.parametrize(("text", "sizes"), [("[17]stretch", [4]), ("[173454206.png]", []), ("17345", [])])
def test_a_number_taken_out_begins_no_longer_one(text: str, sizes: list[int]) -> None:
    stock = Stock([], [Claim("number", "[17]")], ())
    assert [size for size, _ in stock.there(stock.all, text, 0, [])] == sizes


@pytest.mark.parametrize(
    ("shown", "address"),
    [
        ("www.example.org/frogs", "https://www.example.org/frogs"),
        ("www.example.org/frogs", "http://www.example.org/frogs"),
        ("example.org/frogs", "https://example.org/frogs"),
        ("https://example.org/frogs", "https://example.org/frogs"),
    ],
)
def test_an_address_below_a_title_is_the_title_s(shown: str, address: str) -> None:
    items = "\n\n".join(f"### Frogs {n}\n\n[{shown}/{n}]({address}/{n})\n\nThey sing." for n in (1, 2))
    account = account_of(f"# Pond weekly 3\n\n## Frogs\n\n{items}\n")
    assert not account.told()


def _nothing(*_: object, **__: object) -> tuple[()]:
    return ()


def _without_last_cell(table: Any, read: Any) -> Any:
    from issue_normalizer.readers.html_table import read_table

    list(table.iter("td"))[-1].clear()
    return read_table(table, read)


def _losing_captions(body: Any) -> Iterator[Claim]:
    from issue_normalizer.readers.html_table import free_tables

    for caption in list(body.iter("caption")):
        caption.getparent().remove(caption)
    return free_tables(body)


@pytest.mark.skipif(IS_COMPILED, reason="compiled functions are not replaced")
@pytest.mark.parametrize(
    ("step", "broken", "text"),
    [
        ("html.free_tables", _losing_captions, "<table><caption>茶叶表</caption><tr><th>甲<td>乙</table>"),
        ("html.read_table", _without_last_cell, "<table><tr><th>甲<tr><td>乙<tr><td>茶叶</table>"),
        ("html.loose_text", _nothing, "<ul><li>甲</li>茶叶<li>乙</li></ul>"),
        ("html._linked_blocks", _nothing, "<p>甲</p><a href=b><p>茶叶</p></a>"),
        ("html._code_block", _nothing, "<p>甲</p><pre>茶叶</pre>"),
        ("html.split_alert", _nothing, "<p>甲</p><blockquote><p>茶叶</blockquote>"),
        ("html_inline.linked", _nothing, "<p>甲<a href=b>茶叶</a>乙</p>"),
        ("body_document.take_hidden", lambda body: body.remove(body[-1]) or (), "<p>甲</p><p>茶叶</p>"),
    ],
)
def test_a_step_that_loses_text_before_there_is_a_tree_is_told(
    step: str, broken: Callable[..., object], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"<html><body><h1>标题</h1>{text}</body></html>"
    assert not pipeline.convert(page).account.told()
    monkeypatch.setattr(f"issue_normalizer.readers.{step}", broken)
    result = pipeline.convert(page)
    assert any("茶叶" in text for _, text in result.account.missing), result.account
    assert "text-lost" in {found.code for found in result.diagnostics}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<table><tr><td>甲</td>茶叶<td>乙</td></tr></table>", "茶叶"),
        ("<p>甲<span hidden>茶叶</span>乙</p><button>按</button>", "甲乙"),
        ('<p>甲<sup><a data-footnote-ref href="#n">1</a></sup></p>', "甲[1]"),
        ('<p>甲<img class="emoji" alt="🎉">乙</p>', "甲🎉乙"),
        ('<p>甲<video src="b.mp4"></video>乙</p>', "b.mp4"),
        ("<table><tr><td>甲<table><tr><td>乙</td>丙<td>丁</td></tr></table></td>戊</tr></table>", "戊"),
    ],
)
def test_what_a_reader_changes_it_claims(text: str, shown: str) -> None:
    result = pipeline.convert(f"<html><body><article><h1>标题</h1>{text}</article></body></html>")
    assert not result.account.told()
    assert shown in visible(result.markdown)


@pytest.mark.parametrize(
    "text",
    [
        "<p>" + "".join(f"甲<span hidden>乙{number}</span>丙" for number in range(200)) + "</p>",
        "<p>" + "甲<sup><a data-footnote-ref href='#n'>1</a></sup>乙" * 200 + "</p>",
        "<pre>"
        + "".join(f"<span class=ln>{number}</span>a{number}\n" for number in range(1, 300))
        + "</pre>",
    ],
)
def test_any_number_of_claims_may_stand_in_one_text(text: str) -> None:
    result = pipeline.convert(f"<html><body><article><h1>标题</h1>{text}</article></body></html>")
    assert not result.account.told()


@pytest.mark.parametrize(
    "line", ["- [x] 乙", "- [ ] 乙", "- 甲：[x] 乙", "- - 乙", "- 1. 乙", "- > 乙", "- ```\n  乙\n  ```"]
)
def test_any_list_may_stand_where_facts_do(line: str) -> None:
    assert not account_of(f"# 茶 (2023-04-05)\n\n## 新闻\n\n### [甲](http://x.cn/)\n\n{line}\n\n丙\n").told()


def test_readings_are_no_loss_where_full_width_was_restored() -> None:
    text = "<p>この店は<ruby>茶<rt>ちゃ</rt></ruby>の店です,そして水もあります.</p>"
    page = f"<html lang=ja><body><article><h1>标题</h1>{text * 3}</article></body></html>"
    assert not pipeline.convert(page, repair=True).account.told()


_KNOWN = Known(load("embedded-ai"), "甲的标题\0一只猫\0晨报", {"http://x.cn/a"}, {"作者"})


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (Claim("number", "12、"), True),
        (Claim("number", "十二、"), False),
        (Claim("label", "摘要"), True),
        (Claim("label", "水壶"), False),
        (Claim("heading", "往期回顾"), True),
        (Claim("heading", "水壶"), False),
        (Claim("date", "2020/3/2", "2020-03-02"), True),
        (Claim("date", "2020/3/2", "2020-03-12"), False),
        (Claim("number", "2 0 2 0"), True),
        (Claim("number", "1"), True),
        (Claim("number", "1", "[1]"), False),
        (Claim("license", "本作品采用知识共享署名 4.0 国际许可协议进行许可", "CC-BY-4.0"), True),
        (Claim("license", "本作品采用一只水壶，知识共享许可协议", "CC-BY-4.0"), False),
        (Claim("address", "http://x.cn/a"), True),
        (Claim("address", "http://x.cn/b"), False),
        (Claim("address", "", "http://x.cn/a"), True),
        (Claim("address", "", "水壶"), False),
        (Claim("description", "", "一只猫"), True),
        (Claim("description", "", "一只狗"), False),
        (Claim("again", "", "晨报"), True),
        (Claim("again", "", "标题"), True),
        (Claim("again", "", "水壶"), False),
        (Claim("sign", "、"), True),
        (Claim("sign", "和"), False),
        (Claim("sign", "o"), True),
        (Claim("sign", "##"), True),
        (Claim("sign", "oh"), False),
        (Claim("sign", "~~~~"), True),
        (Claim("sign", "。，"), False),
        (Claim("sign", "", "["), True),
        (Claim("sign", "", "。"), False),
        (Claim("shortcode", ":tada:", "🎉"), True),
        (Claim("shortcode", ":tada:", "🐛"), False),
        (Claim("markup", "("), True),
        (Claim("markup", "甲"), False),
        (Claim("moved", "甲", "甲"), True),
        (Claim("moved", "甲", "乙"), False),
        (Claim("alert", "Note", "[!NOTE]"), True),
        (Claim("alert", "Note", "水壶"), False),
        (Claim("column", "作者"), True),
        (Claim("column", "摘要"), False),
        (Claim("hidden", "什么都行"), True),
        (Claim("hidden", "甲", "乙"), False),
        (Claim("whatever", "甲"), False),
    ],
)
def test_a_reason_admits_claims_of_its_kind(claim: Claim, *, expected: bool) -> None:
    assert bool(believed([claim], _KNOWN)) == expected


@pytest.mark.parametrize(
    ("taken", "shown", "expected"),
    [
        ("1:x::a:x", "1❌🅰️x", True),
        ("1:x::a:x", "1:x:🅰️x", True),  # a tag stood between the colons
        (":+1:和:thumbsup:", "👍和👍", True),
        (":tada:是:tada:", ":tada:是🎉", True),
        ("**重点。**后", "重点。后", True),
        ("2**3", "2**3", True),
        # something else differs
        ("今天:tada:和:bug:", "今天🎉", False),
        ("**重点。**后", "重。后", False),
    ],
)
def test_what_may_change_in_a_paragraph(taken: str, shown: str, *, expected: bool) -> None:
    before, after = ((Paragraph((Text(text),)),) for text in (taken, shown))
    covered = follow(taken, [shown], list(rewritten(before, after)))
    assert expected == (not covered.lost and not covered.added)


@pytest.mark.parametrize(
    ("before", "after", "edits", "lost", "added"),
    [
        ("甲乙丙", "甲丙", [Claim("hidden", "乙")], [], []),
        ("甲甲乙", "甲乙", [Claim("hidden", "甲")], [], []),
        ("甲乙", "甲茶乙", [Claim("description", "", "茶")], [], []),
        ("甲茶乙", "茶甲乙", [Claim("moved", "茶", "茶")], [], []),
        # what comes next begins as a claim's text does, again and again; the longest is not always the one
        ("1.11..1", "1.1", [Claim("number", "1."), Claim("number", "1.")], [], []),
        ("======v====", "v", [Claim("sign", sign) for sign in ("===", "===", "====")], [], []),
        ("#***#·***", "#***·", [Claim("sign", "#"), Claim("sign", "***")], [], []),
        (
            "t>v",
            ">vwvt",
            [Claim("moved", ">", ">"), Claim("moved", "v", "v"), Claim("description", "", "vw")],
            [],
            [],
        ),
        # a step that claims less than it did, or more
        ("甲乙丙", "甲", [Claim("hidden", "乙")], ["丙"], []),
        ("甲乙", "甲茶乙", [], [], ["茶"]),
        ("甲茶乙", "茶甲茶乙", [Claim("moved", "茶", "茶")], [], ["茶"]),
    ],
)
def test_what_stands_between_a_page_and_its_text(
    before: str, after: str, edits: list[Claim], lost: list[str], added: list[str]
) -> None:
    covered = follow(before, [after], edits)
    assert [text for _, text in covered.lost] == lost
    assert [text for _, text in covered.added] == added


@pytest.mark.parametrize(
    ("marks", "wrong"),
    [
        (["1. ", "2. ", "3. "], []),
        (["1. ", "   - ", "2. ", "", "1. "], []),
        (["4. ", "5. "], []),
        (["1. ", "3. "], ["3."]),
        (["1. ", "1. "], ["1."]),
        (["7. "], ["7."]),
        (["- 1. ", "  2. ", "- 1. "], []),
    ],
)
def test_numbers_of_lists_follow_each_other(marks: list[str], wrong: list[str]) -> None:
    numbering = Numbering(frozenset((4,)))
    assert [number for each in marks for number in numbering.enter(each)] == wrong


def test_names_of_signs_are_looked_up_only_where_one_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "emoji", None)  # whose table takes long to load
    assert not pipeline.convert("# 茶\n\n看 http://a.cn: 项目:code 文档:x y:**重点。**后续\n").account.told()


def test_a_shortcode_above_the_title_is_left_out_with_its_line() -> None:
    result = pipeline.convert(
        "# :tada:\n\n# 嵌入式AI简报 (2020-11-30)\n\n**往期回顾**\n\n- 2020-11-15\n- 2020-11-01\n"
    )
    assert result.profile.name == "embedded-ai"
    assert not result.account.told()


@pytest.mark.parametrize("between", ["> q", "> 1. q", "para", "***"])
def test_numbers_begin_again_behind_other_blocks(between: str) -> None:
    assert not pipeline.convert(
        f"# Kite 3\n\n1. one\n2. two\n\n{between}\n\n1. one\n".encode()
    ).account.told()
