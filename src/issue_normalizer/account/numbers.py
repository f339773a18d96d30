"""Numbers that order what follows, which the form says otherwise, and numbers that do not."""

from __future__ import annotations

import re
from bisect import bisect_left

from issue_normalizer.account.words import Letters

_ORDER = re.compile(r"\d{1,3}[、.．)）:：]")
_BEFORE = ("(", "（", "[")


def is_order(word: str, at: int, sign: str, taken: Letters) -> bool:
    """Tell whether a word at a place numbers what follows: `1、` or `(2)` behind white space.

    `sign` is the character behind it. Must not: `1.5`, `10:30`, `第1、2章`.
    """
    if not word.isdigit() or not _ORDER.match(word + sign) or is_digit_behind(word, at, taken):
        return False
    start = at - 1 if taken.text[at - 1 : at] in _BEFORE else at
    return start <= 0 or _is_break(start, taken)


def is_digit_behind(word: str, at: int, taken: Letters) -> bool:
    """Tell whether the sign behind a word at a place stands inside a number."""
    behind = at + len(word) + 1
    return taken.text[behind : behind + 1].isdigit() and not _is_break(behind, taken)


def _is_break(at: int, taken: Letters) -> bool:
    """Tell whether white space stood at a place."""
    index = bisect_left(taken.breaks, at)
    return index < len(taken.breaks) and taken.breaks[index] == at
