"""The account: every visible character is kept, structure, or dropped; what a broken writer does is told."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from msgspec.structs import replace

from cases import every_input
from issue_normalizer.account.align import Gap, align
from issue_normalizer.account.free import Free
from issue_normalizer.account.make import Intake, make_account
from issue_normalizer.account.numbers import Numbers
from issue_normalizer.account.shown import read_shown, visible
from issue_normalizer.account.signs import spelling_of
from issue_normalizer.account.words import letters
from issue_normalizer.decoding import decode
from issue_normalizer.errors import NormalizeError
from issue_normalizer.issue import Issue
from issue_normalizer.pipeline import convert
from issue_normalizer.profiles import select
from issue_normalizer.readers.detection import choose
from issue_normalizer.readers.markdown import parse_markdown
from issue_normalizer.readers.options import DEFAULT
from issue_normalizer.readers.page_text import visible_text
from issue_normalizer.text import without_space
from issue_normalizer.tree import Document
from issue_normalizer.writers.markdown import write_markdown
from strategies import issues, wild_texts
from test_properties import MANY

_SENTENCE = re.compile(r"[^。！？.!?\n]+[。！？.!?]?")
_WORD = re.compile(r"\w")
_LONG_ENOUGH = 8


@every_input()
def test_every_character_of_a_fixture_is_accounted_for(path: Path) -> None:
    account = convert(path.read_bytes()).account
    assert not account.told(), account
    text = decode(path.read_bytes()).text
    document = choose(text).load()(text, DEFAULT)
    if isinstance(document, Document):
        around = sum(len(without_space(span.text)) for span in document.dropped)
        assert (
            account.kept + account.structure + account.dropped == len(without_space(document.text)) + around
        )


@MANY
@given(wild_texts())
def test_no_false_alarm_on_what_nobody_would_write(text: str) -> None:
    try:
        account = convert(text).account
    except NormalizeError:
        return
    assert not account.told(), account


@MANY
@given(issues())
def test_the_shown_words_are_what_a_markdown_parser_shows(issue: Issue) -> None:
    markdown = write_markdown(issue)
    own = select([issue.series or ""], None).canonical
    shown = read_shown(markdown, own).letters.text
    parsed = without_space(visible_text(parse_markdown(markdown.partition("\n---\n")[2])))
    assert _WORD.findall(shown) == _WORD.findall(parsed)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("[a [b] c](http://x.cn/(d)) e", "a [b] c e"),
        ("![alt](http://x.cn/a.png)后", "后"),
        ("[![alt](http://x.cn/a.png)](http://x.cn)", ""),
        (r"\*a\* **b** 2 * 3 `c*d` <http://x.cn/>", "*a* b 2 * 3 c*d http://x.cn/"),
        ("``a`b`` ~~c~~ x<sub>2</sub> 1 < 2!", "a`b c x2 1 < 2!"),
        ("a ] b [ c", "a ] b [ c"),
    ],
)
def test_what_a_line_shows(line: str, shown: str) -> None:
    assert visible(line) == shown


# What a broken writer does: texts of an issue -> the same with one sentence gone, twice, or elsewhere.
def _delete(texts: list[str], at: int, sentence: str, _dice: random.Random) -> list[str]:
    return [*texts[:at], texts[at].replace(sentence, "", 1), *texts[at + 1 :]]


def _duplicate(texts: list[str], _at: int, sentence: str, dice: random.Random) -> list[str]:
    target = dice.randrange(len(texts))
    return [*texts[:target], f"{texts[target]}\n\n{sentence}", *texts[target + 1 :]]


def _move(texts: list[str], at: int, sentence: str, dice: random.Random) -> list[str]:
    target = dice.choice([index for index in range(len(texts)) if index != at])
    texts = _delete(texts, at, sentence, dice)
    return [*texts[:target], f"{texts[target]}\n\n{sentence}", *texts[target + 1 :]]


def _texts(issue: Issue) -> list[str]:
    """List the running texts of the items: those that stand between two headings."""
    return [item.summary for section in issue.sections for item in section.items if item.title is not None]


def _with_texts(issue: Issue, texts: list[str]) -> Issue:
    left = iter(texts)
    sections = tuple(
        replace(
            section,
            items=tuple(
                replace(item, summary=next(left)) if item.title is not None else item
                for item in section.items
            ),
        )
        for section in issue.sections
    )
    return replace(issue, sections=sections)


@pytest.mark.parametrize("damage", [_delete, _duplicate, _move])
@every_input()
def test_what_a_broken_writer_does_is_told(path: Path, damage: Callable[..., list[str]]) -> None:
    issue = convert(path.read_bytes()).issue
    markdown = write_markdown(issue)
    texts = _texts(issue)
    profile = select([issue.series or ""], None)
    intake = Intake(visible_text(parse_markdown(markdown.partition("\n---\n")[2])))
    sentences = [
        (at, sentence)
        for at, text in enumerate(texts)
        for sentence in _SENTENCE.findall(text)
        if len(_WORD.findall(sentence)) >= _LONG_ENOUGH
        and without_space(intake.text).count(without_space(sentence)) == 1
        and not sentence.startswith("#")  # elsewhere than in code, a heading
        and not re.search(re.escape(sentence) + r"\w", text)  # a stop inside a word ends no sentence
    ]
    if not sentences or len(texts) < 2:
        pytest.skip("no sentence to damage")
    license_id = issue.colophon.license.id
    assert not make_account(intake, markdown, profile, license_id).told()
    dice = random.Random(path.name)  # noqa: S311 - the same damage in every run
    for at, sentence in dice.sample(sentences, min(12, len(sentences))):
        broken = write_markdown(_with_texts(issue, damage(texts, at, sentence, dice)))
        if broken == markdown:
            continue  # in a section of bullets, the item's text is not written
        assert make_account(intake, broken, profile, license_id).told(), sentence


def test_a_difference_is_placed_where_a_person_sees_it() -> None:
    (gap,) = align("标题摘要：摘自某处的文字", "标题摘自某处的文字").gaps
    assert "标题摘要：摘自某处的文字"[gap.taken : gap.taken_end] == "摘要："


@pytest.mark.parametrize(
    ("taken", "shown"),
    [
        ("1:x::a:x", "1❌🅰️x"),
        ("1:x::a:x", "1:x:🅰️x"),  # a tag stood between the colons
        ("做:ta\nda:好", "做🎉好"),  # another inside the name
        (":+1: 和 :thumbsup:", "👍 和 👍"),
        ("`:tada:` 是 :tada:", "`:tada:` 是 🎉"),
        ("项目:code: :foo: 10:30:45", "项目:code: :foo: 10:30:45"),
    ],
)
def test_a_shortcode_and_its_sign_are_the_same(taken: str, shown: str) -> None:
    account = make_account(Intake(taken), shown, select([], None), None)
    assert not account.told()
    assert account.kept + account.structure + account.dropped == len(without_space(taken))


@pytest.mark.parametrize(
    ("taken", "shown"),
    [
        ("今天 :tada: 和 :bug:", "今天 🎉"),
        ("今天 :tada: :tada:", "今天 🎉"),
        ("今天 :tada:", "今天 🎉 🎉"),
        ("今天 :tada: 甲", "今天 🐛 甲"),
    ],
)
def test_a_lost_or_other_sign_is_told(taken: str, shown: str) -> None:
    assert make_account(Intake(taken), shown, select([], None), None).told()


def test_names_of_signs_are_looked_up_only_where_one_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "emoji", None)  # whose table takes long to load
    assert spelling_of("http://a.cn: 项目:code 文档:x y:") is None
    with pytest.raises(ImportError):
        spelling_of("今天 :tada:")


@pytest.mark.parametrize(
    ("taken", "shown"),
    [
        ("1. = # 1", "# 1\n\n1. =\n"),  # the number of the list is no title
        ("- 200 2 0 - 200 2 0 - - 20-", "- 200 2 0\n- 200 2 0\n- \\- 20-\n"),
    ],
)
def test_a_short_text_is_looked_at_again(taken: str, shown: str) -> None:
    profile = select([], None)
    assert not make_account(Intake(taken), shown, profile, None).told()


@pytest.mark.parametrize(
    ("taken", "shown"),
    [
        # the list's number is none of the text
        ("买 3 个茶壶 丙 丁 戊", "买 个茶壶\n\n1. 丙\n2. 丁\n3. 戊\n"),
        ("版本 1.5 好", "版本 .5 好\n"),
        ("时间 10:30 开始", "时间 :30 开始\n"),
        ("价格 元 高", "价格 100 元 高\n"),
        ("共 42 种", "共 42 42 种\n"),
        ("看 https://a.cn/tea 与 https://a.cn/teapot 吧", "看 与 <https://a.cn/teapot> 吧\n"),
        ("往期 2020-03-02 共 17", "## Earlier issues\n\n- 2020-03-02\n"),
    ],
)
def test_numbers_and_addresses_are_told(taken: str, shown: str) -> None:
    assert make_account(Intake(taken), shown, select([], None), None).told()


@pytest.mark.parametrize(
    "lines",
    [
        [f"- [2020-{month:02}-{day:02}](a.md)" for month in range(1, 9) for day in (5, 12, 19, 26)],
        ["- [2020-11-15](a.md) [2020-11-15](b.md)", "- [2020-11-15](a.md)"],
        ["- [2020/11/15](a.md)", "- [2020.11.1](b.md)", "- [2020-11-30](c.md)"],
        ["- 2020/1/5", "- 2020/2/9", "- 2020/3/1"],
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_sorted_dates_are_no_difference(lines: list[str], order: int) -> None:
    text = "水壶很好。" * 100  # a long text is not aligned by letters
    result = convert(
        "\n".join(("# 晨报 (2020-12-01)\n", "## 新闻\n", text, "\n## 往期回顾\n", *lines[::order]))
    )
    assert "## Earlier issues" in result.markdown or "## 往期回顾" in result.markdown
    assert not result.account.told()


def test_a_date_that_is_lost_is_told() -> None:
    text = "水壶很好。" * 200
    shown = f"{text}\n\n## Earlier issues\n\n- 2020-11-15\n"
    for lost in ("- 2020-11-01", "- 2020-11-18"):
        taken = f"{text}\n{lost}\n- 2020-11-15\n"
        assert make_account(Intake(taken), shown, select([], None), None).told()


def test_a_long_text_is_looked_at_again_word_by_word() -> None:
    text = "水壶很好。" * 200
    taken = f"{text} 2 0 2 0 甲 {text} 2 0 2 0 乙"
    shown = f"{text} 2 0 2 0 甲\n\n{text} 2 0 2 0 乙\n"
    assert not make_account(Intake(taken), shown, select([], None), None).told()
    assert make_account(Intake(taken), shown.replace("甲", "", 1), select([], None), None).told()


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("1、甲", "1", True),
        ("甲 2. 乙", "2", True),
        ("甲 (3) 乙", "3", True),
        ("1、2020年大会", "1", True),
        ("2. 甲 3.5G 手机", "3", True),
        # no order
        ("版本 1.5", "1", False),
        ("时间 10:30", "10", False),
        ("第1、2章", "1", False),
        ("2020. 甲", "2020", False),
    ],
)
def test_numbers_that_order(text: str, number: str, *, expected: bool) -> None:
    taken = letters(text)
    at = taken.text.index(number)
    assert Numbers(taken).is_order(number, at, taken.text[at + len(number)]) == expected


def test_letters_of_an_address_excuse_no_word() -> None:
    intake = Intake("A cup or two of tea", beside=("https://example.org/cup",))
    assert make_account(intake, "A cup or or two of tea\n", select([], None), None).told()


def test_what_is_taken_off_is_free_where_it_is_put_back() -> None:
    shown = letters("tada ada")
    free = Free(shown, [Gap(0, 0, 0, len(shown.text))], select([], None).labels)
    assert free.take("a", 0, whole=True) is None
    assert free.take("tada", 0, whole=True) == (0, 0)
    assert free.take("tada", 0, whole=True) is None
    free.put_back("tada", 0, 0)
    assert free.take("tad", 0, whole=False) == (0, 0)
    assert free.take("a", 0, whole=True) == (0, 3)  # what is left of a word is one
    assert free.take("da", 0, whole=True) is None
    free.put_back("tad", 0, 0)
    assert free.take("ad", 0, whole=False) == (0, 1)


def test_a_word_is_no_part_of_an_address_beside_it() -> None:
    account = make_account(
        Intake("茶 (https://example.com/tea) tea 好"),
        "[茶](https://example.com/tea) 好",
        select([], None),
        None,
    )
    assert account.missing == (("lead", "tea"),)


def test_a_shortcode_above_the_title_is_left_out_with_its_line() -> None:
    result = convert(
        "# :tada:\n\n# 嵌入式AI简报 (2020-11-30)\n\n**往期回顾**\n\n- 2020-11-15\n- 2020-11-01\n"
    )
    assert result.profile.name == "embedded-ai"
    assert not result.account.told()


def test_doubled_words_and_lines_are_told() -> None:
    markdown = (
        "# Teapots\n\nA [cup](https://example.org/cup) of tea is the best GPU for an AI.\n\n![a pot](b.png)\n"
    )
    result = convert(markdown)
    intake = Intake(visible_text(parse_markdown(markdown)), beside=("https://example.org/cup", "a pot"))
    for word in ("of", "tea", "the", "best", "GPU", "AI", "of tea is"):
        broken = result.markdown.replace(f" {word}", f" {word} {word}", 1)
        assert make_account(intake, broken, result.profile, None).told(), word
    assert not make_account(intake, result.markdown, result.profile, None).told()


@pytest.mark.parametrize("blank", [" ", ""])
def test_a_long_gap_is_divided_where_no_word_is_cut(blank: str) -> None:
    shown = letters(blank.join(f"[word{number}]" for number in range(2000)))
    gaps = align("", *shown).gaps
    assert len(gaps) > 2
    assert "".join(shown.text[gap.shown : gap.shown_end] for gap in gaps) == shown.text
    assert all(shown.text[gap.shown - 1] in "[]" for gap in gaps[1:])
