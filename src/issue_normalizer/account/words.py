"""Words in text without white space: finding them, and telling them from the form's own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

WORD = re.compile(r"[^\W丨]+")  # 丨 is a letter to Unicode, a bar to those who type it
COLONS = (":", "：")
_NEAR = 40


def without_own_labels(text: str, start: int, end: int, labels: re.Pattern[str]) -> str:
    """Cut a stretch out of shown text and blank out the labels in it: they are the form's.

    A label is one by the colon behind it, which may stand behind the stretch.
    """
    stretch = text[start:end]
    behind = text[start + 1 : end + 1]
    if ":" not in behind and "：" not in behind:
        return stretch

    def blank(word: re.Match[str]) -> str:
        is_own = behind[word.end() - 1 : word.end()] in COLONS and labels.fullmatch(word[0])
        return blanks(word) if is_own else word[0]

    return WORD.sub(blank, stretch)


def longest_start(word: str, text: str) -> int:
    """Give the length of the longest start of a word that a text holds."""
    return bisect_right(range(len(word)), 0, key=lambda length: word[: length + 1] not in text)


def blanks(match: re.Match[str]) -> str:
    """Give as many blanks as a match has characters: places behind it stay the same."""
    return " " * len(match[0])


def is_within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a place is inside one of the spans, which are in order: (start, end) each."""
    index = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return index >= 0 and place < spans[index][1]


def find_word(word: str, text: str) -> int:
    """Find a word where it is not part of a longer one; -1 where it is not."""
    return next((match.start() for match in WORD.finditer(text) if match[0] == word), -1)


def outwards(index: int, count: int) -> Iterator[int]:
    """Count outwards from a place among `count`; what is far away follows in order."""
    yield index
    for distance in range(1, min(_NEAR, count)):
        if index + distance < count:
            yield index + distance
        if index >= distance:
            yield index - distance
    yield from range(max(0, index - _NEAR + 1))
    yield from range(index + _NEAR, count)
