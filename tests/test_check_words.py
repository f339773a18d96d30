"""How two texts differ: the table of the rule, and the parting of two texts into what differs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issue_normalizer.check.words import Difference, Segment, difference, segments
from issue_normalizer.identity.keys import text_key
from strategies import MANY, texts

_PROSE = st.lists(texts(), max_size=6).map(" ".join)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("一样", "一样", None),
        ("模型 变小", "模型变小", "space"),
        ("模型\n变小", "模型 变小", "space"),
        ("重点：快，准。", "重点:快,准.", "width"),
        ("他说“慢”——", '他说"慢"--', "width"),
        ("ＡＢＣ", "ABC", "width"),
        ("甲、乙", "甲；乙", "signs"),
        ("《甲》发布", "甲发布", "signs"),
        ("重点。后续", "**重点.**后续", "signs"),
        ("先甲后乙再丙", "先甲再丙", "loss"),
        ("先甲后乙再丙", "", "loss"),
        ("先甲再丙", "先甲后乙再丙", "gain"),
        ("先甲后乙", "先丙后乙", "change"),
        ("甲乙", "乙甲", "change"),
        # a sign between letters of ASCII is theirs, and others carry meaning anywhere
        ("3.5 倍", "35 倍", "loss"),
        ("C++ 库", "C 库", "loss"),
        ("state-of-the-art", "stateoftheart", "loss"),
        ("涨 5%", "涨 5#", "change"),
    ],
)
def test_how_texts_differ(before: str, after: str, expected: Difference | None) -> None:
    assert difference(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after"), [("甲、乙", "甲乙"), ("甲。", "甲."), ("甲", "甲乙"), ("甲 乙", "甲乙")]
)
def test_the_other_way_round_is_the_reverse(before: str, after: str) -> None:
    reverse = {"loss": "gain", "gain": "loss"}
    there, back = difference(before, after), difference(after, before)
    assert there
    assert back == reverse.get(there, there)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("GhostNet：线性变换", "ghostnet:线性 变换", True),
        ("ＡＢ（１）", "ab(1)", True),
        ("甲、乙", "甲乙", True),
        ("甲乙", "甲丙", False),
        ("v1.5", "v1.6", False),
    ],
)
def test_texts_are_matched_by_letters_and_digits(one: str, other: str, *, is_same: bool) -> None:
    assert (text_key(one) == text_key(other)) is is_same


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("模型变小", "模型变小", [("模型变小", "模型变小")]),
        ("模型变小了", "模型变大了", [("模型变", "模型变"), ("小", "大"), ("了", "了")]),
        # a word of letters is one, however much of it is the same
        ("use model now", "use modal now", [("use ", "use "), ("model", "modal"), (" now", " now")]),
        ("甲乙", "", [("甲乙", "")]),
        ("", "甲乙", [("", "甲乙")]),
        # a crumb between two stretches that were replaced is replaced with them
        ("头甲乙丙丁尾", "头一乙二三尾", [("头", "头"), ("甲乙丙丁", "一乙二三"), ("尾", "尾")]),
    ],
)
def test_segments(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert segments(before, after) == [Segment(*one) for one in expected]


@MANY
@given(_PROSE, _PROSE)
def test_joined_segments_are_the_texts(before: str, after: str) -> None:
    parts = segments(before, after)
    assert "".join(part.before for part in parts) == before
    assert "".join(part.after for part in parts) == after
    assert all(part.before or part.after for part in parts)


@MANY
@given(_PROSE, _PROSE)
def test_neighbours_are_not_both_replaced(before: str, after: str) -> None:
    parts = segments(before, after)
    assert all(one.is_same or other.is_same for one, other in pairwise(parts))


def test_what_is_too_long_is_replaced_as_a_whole() -> None:
    before, after = "头" + "甲乙" * 10_000 + "尾", "头" + "丙丁" * 10_000 + "尾"
    assert [part.is_same for part in segments(before, after)] == [True, False, True]
