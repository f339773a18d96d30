"""Characters."""

from __future__ import annotations

import pytest

from issue_normalizer.text import (
    collapse,
    display_width,
    fold_width,
    is_blank,
    is_punctuation,
    is_wide,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a \t b\n", "a b"),
        ("a\u00a0\u00a0b", "a b"),
        ("a\u3000b", "a b"),
        ("a \u200b b", "a b"),
        ("a\u200bb", "a b"),
        ("\ufeffa", "a"),
        (" \n", ""),
        # stays
        ("a b", "a b"),
        ("ﬁ", "ﬁ"),
        ("a\u200db", "a\u200db"),
    ],
)
def test_collapse(text: str, expected: str) -> None:
    assert collapse(text) == expected


@pytest.mark.parametrize("char", " \t\n\u00a0\u3000\u200b\ufeff")
def test_blank(char: str) -> None:
    assert is_blank(char)
    assert not is_blank("a")


@pytest.mark.parametrize(
    ("text", "expected"), [("：（Ａ１）；！", ":(A1);!"), ("，", ","), ("。「」", "。「」"), ("abc", "abc")]
)
def test_fold_width(text: str, expected: str) -> None:
    assert fold_width(text) == expected


@pytest.mark.parametrize("char", "中，（ァ한Ａ")
def test_wide(char: str) -> None:
    assert is_wide(char)
    assert display_width(char) == 2


@pytest.mark.parametrize("char", "a,(é “")
def test_not_wide(char: str) -> None:
    assert not is_wide(char)
    assert display_width(char) == 1


@pytest.mark.parametrize("char", "，。「!*$“—+")
def test_punctuation(char: str) -> None:
    assert is_punctuation(char)


@pytest.mark.parametrize("char", "中a1 é")
def test_no_punctuation(char: str) -> None:
    assert not is_punctuation(char)
