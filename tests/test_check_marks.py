"""Changed words in one line: cut to what matters, other widths unmarked beside them."""

from __future__ import annotations

import pytest

from issue_normalizer.check.formats.marks import in_brackets, marked
from issue_normalizer.check.model import Change, Place, Weight

LONG = "一二三四五六七八九十" * 6


def shown(before: str, after: str, weight: Weight = "change") -> str:
    change = Change("summary-changed", weight, Place("lead", "the lead", is_new=True), "", before, after)
    return marked(change, lambda gone, new: (f"-{gone}-" if gone else "") + (f"+{new}+" if new else ""))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("刨花的拓扑", "刨花的几何", "刨花的-拓扑-+几何+"),
        ("the old plane", "the new plane", "the -old-+new+ plane"),
        ("甲，乙一二三，丙", "甲,乙一二四,丙", "甲,乙一二-三，-+四,+丙"),
        ("甲\n乙", "甲\n丙", "甲 · -乙-+丙+"),
        ("甲乙", "", "-甲乙-"),
    ],
)
def test_words_are_marked(before: str, after: str, expected: str) -> None:
    assert shown(before, after, "change" if after else "loss") == expected


def test_a_width_is_marked_where_nothing_else_differs() -> None:
    assert shown("摘要：甲", "摘要:甲", "form") == "摘要-：-+:+甲"


def test_what_is_the_same_is_cut() -> None:
    text = shown(f"{LONG}甲{LONG}乙{LONG}", f"{LONG}丙{LONG}丁{LONG}")
    assert text.startswith("…")
    assert text.endswith("…")
    assert "-甲-+丙+" in text
    assert len(text) < 120


def test_what_says_it_all_is_not_repeated() -> None:
    place = Place("sections/0/items/0", "论文 › 甲", is_new=False)
    assert marked(Change("item-lost", "loss", place, "the item is gone", "甲"), in_brackets) == ""
    assert (
        marked(Change("tags-changed", "gain", place, "the tags are new", "", "乙"), in_brackets) == "{+乙+}"
    )
