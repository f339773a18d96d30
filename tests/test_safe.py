"""What makes text safe to show: in files, and on a terminal."""

from __future__ import annotations

import pytest

from issue_normalizer.safe import code_point, find_unsafe, for_terminal, remove_unsafe

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    "char",
    [
        *("\x00", "\x07", "\x08", "\x1b", "\x7f", "\x85", "\x9b"),
        *("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"),
        *("\ud800", "\udfff", "\ufdd0", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"),
        *("\u206a", "\ufff9", "\ufffb", "\U000e0001", "\U000e0041", "\U000e007f"),
    ],
)
def test_unsafe_characters_are_found_taken_out_and_spelled_out(char: str) -> None:
    assert find_unsafe(f"a{char}b") == [1]
    assert remove_unsafe(f"a{char}b") == "ab"
    assert for_terminal(f"a{char}b").isascii()
    assert for_terminal(f"a{char}b").isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "重点。后续",
        "👩\u200d💻",  # a zero-width joiner
        "می\u200cخواهم",  # a zero-width non-joiner
        "❤\ufe0f",  # a variation selector
        "葛\U000e0100",
        "a\u00a0b\u3000c",
        "שלום",
    ],
)
def test_what_scripts_and_emoji_need_stays(text: str) -> None:
    assert find_unsafe(text) == []
    assert remove_unsafe(text) == text
    assert for_terminal(text) == text


def test_the_tags_of_a_flag_stay_in_files() -> None:
    assert remove_unsafe(f"a{ENGLAND}b") == f"a{ENGLAND}b"
    assert for_terminal(ENGLAND).isprintable()


def test_tags_that_only_begin_like_a_flag_go() -> None:
    assert remove_unsafe("\U0001f3f4\U000e0067 b") == "\U0001f3f4 b"
    assert remove_unsafe(f"{ENGLAND}\U000e0041") == ENGLAND


def test_a_file_keeps_line_ends_tabs_and_direction_marks() -> None:
    text = "a\tb\nc\u200fd\u200e"
    assert remove_unsafe(text) == text


def test_a_terminal_line_stays_one_line() -> None:
    assert for_terminal("a\nb\tc\u2028d\re") == r"a\nb\tc\u2028d\re"


def test_a_character_is_named() -> None:
    assert code_point("\x1b") == "U+001B"
    assert code_point("\U0010ffff") == "U+10FFFF"
