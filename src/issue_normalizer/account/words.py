"""Words in text without white space: finding them, and telling them from the form's own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from issue_normalizer.patterns import rare

WORD: Final = re.compile(r"[^\W丨]+")  # 丨 is a letter to Unicode, a bar to those who type it
_ADDRESS_SIGN = re.compile(r"://(?=[!-;=-~])|www\.(?=[!-;=-~])")
_SCHEME = rare(r"(?:https?|ftp)\Z", re.IGNORECASE)
_LONGEST_SCHEME = 5
_ADDRESS_REST = re.compile(r"[!-;=-~]+")
_BEFORE_WWW = "*_~("  # or white space (GFM 6.9)
# Sentences that an SPDX identifier stands for, white space out.
_LICENSE = re.compile(
    r"(?:本作品采用|Thisworkislicensedunder)"
    r"(?:.{0,90}?(?:许可协议(?:进行许可)?|进行许可|Licen[cs]e)|.{0,60})"
    r"|知识共享许可协议|CreativeCommonsLicen[cs]e",
    re.IGNORECASE,
)
_SHORTEST_LICENSE = len("知识共享许可协议")
COLONS: Final = (":", "：")
_NEAR = 40
LONG: Final = 4  # a shorter name or number is no part of a longer one


class Letters(NamedTuple):
    """Visible text without white space; `breaks` are the places where white space stood, in order."""

    text: str
    breaks: Sequence[int]


def letters(text: str) -> Letters:
    """Take the white space out of a text."""
    return joined(chunks(text))


def chunks(text: str) -> list[str]:
    """Split a text where white space stands, no-break and zero-width blanks too."""
    if "\u200b" in text or "\ufeff" in text:
        text = text.replace("\u200b", " ").replace("\ufeff", " ")
    return text.split()


def joined(chunks: Sequence[str]) -> Letters:
    """Join what white space stood between."""
    return Letters("".join(chunks), list(accumulate(map(len, chunks))))


def stands_apart(text: str) -> bool:
    """Tell whether a text is never part of a longer word: a short name or number."""
    return text.isascii() and len(text) < LONG


def words_in(text: str, start: int, breaks: Sequence[int]) -> Iterator[tuple[int, str]]:
    """List the words of a stretch that starts at a place, with where in the stretch each begins."""
    for match in WORD.finditer(text):
        at, end = match.span()
        index = bisect_right(breaks, start + at)
        while index < len(breaks) and (place := breaks[index] - start) < end:
            yield at, text[at:place]
            at = place
            index += 1
        yield at, text[at:end]


def find_whole(word: str, text: str, start: int, breaks: Sequence[int]) -> int:
    """Find a word in a stretch that starts at a place, where it is no part of a longer one; else -1."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        inside = bisect_left(breaks, start + end) - bisect_right(breaks, start + at)
        if not inside and _is_edge(text, at, start, breaks) and _is_edge(text, end, start, breaks):
            return at
        at = text.find(word, at + 1)
    return -1


def _is_edge(text: str, at: int, start: int, breaks: Sequence[int]) -> bool:
    """Tell whether a word may begin or end at a place of a stretch."""
    if at in (0, len(text)) or not WORD.match(text[at - 1]) or not WORD.match(text[at]):
        return True
    index = bisect_left(breaks, start + at)
    return index < len(breaks) and breaks[index] == start + at


def addresses_in(shown: Letters) -> list[tuple[int, int]]:
    """Find the addresses that are written out: (start, end) each. White space ends one."""
    found = []
    at = 0
    while sign := _ADDRESS_SIGN.search(shown.text, at):
        start = _address_start(shown, sign, at)
        if start is None:
            at = sign.end()
            continue
        index = bisect_right(shown.breaks, start)
        limit = shown.breaks[index] if index < len(shown.breaks) else len(shown.text)
        at = address_end(shown.text, start, limit)
        found.append((start, at))
    return found


def _address_start(shown: Letters, sign: re.Match[str], at: int) -> int | None:
    """Tell where an address begins, of which a sign was found; None where it is of none (GFM 6.9)."""
    text, start = shown.text, sign.start()
    if is_scheme := sign[0] == "://":
        scheme = _SCHEME.search(text, max(at, start - _LONGEST_SCHEME), start)
        if scheme is None:
            return None
        start = scheme.start()
    index = bisect_left(shown.breaks, start)
    if start == 0 or (index < len(shown.breaks) and shown.breaks[index] == start):
        return start
    before = text[start - 1]
    begins = not (before.isascii() and before.isalnum()) if is_scheme else before in _BEFORE_WWW
    return start if begins else None


def address_end(text: str, start: int, limit: int) -> int:
    """Tell where an address that starts at a place ends, at a limit at most: where ASCII does."""
    rest = _ADDRESS_REST.match(text, start, limit)
    return rest.end() if rest else limit


def without_own_labels(shown: Letters, start: int, end: int, labels: re.Pattern[str]) -> str:
    """Cut a stretch out of shown text and blank out the labels in it: they are the form's.

    A label is one by the colon behind it, which may stand behind the stretch.
    """
    stretch = shown.text[start:end]
    behind = shown.text[start + 1 : end + 1]
    if ":" not in behind and "：" not in behind:
        return stretch
    for at, word in words_in(stretch, start, shown.breaks):
        after = at + len(word)
        if behind[after - 1 : after] in COLONS and labels.fullmatch(word):
            stretch = stretch[:at] + " " * len(word) + stretch[after:]
    return stretch


def without_whole_labels(text: str, start: int, breaks: Sequence[int], labels: re.Pattern[str]) -> str:
    """Blank out labels, of several words too (`Earlier issues`), that stand between breaks.

    `start` is the place of the text itself.
    """
    ends = {0, *breaks[bisect_left(breaks, start) : bisect_right(breaks, start + len(text))]}
    return labels.sub(
        lambda match: blanks(match) if {start + match.start(), start + match.end()} <= ends else match[0],
        text,
    )


def without_license(text: str) -> str:
    """Blank out the sentences of a licence: its identifier says the same."""
    return _LICENSE.sub(blanks, text) if len(text) >= _SHORTEST_LICENSE else text


def longest_start(word: str, text: str) -> int:
    """Give the length of the longest start of a word that a text holds."""
    return bisect_right(range(len(word)), 0, key=lambda length: word[: length + 1] not in text)


def without_label(word: str, labels: re.Pattern[str]) -> str:
    """Take labels off the start of a word: without blanks, several may hang together."""
    match = labels.match(word)
    return word[match.end() :] if match else word


def blanks(match: re.Match[str]) -> str:
    """Give as many blanks as a match has characters: places behind it stay the same."""
    return " " * len(match[0])


def blank_out(text: str, start: int, spans: Sequence[tuple[int, int]]) -> str:
    """Blank out the parts of a text that lie in spans, which are in order: (start, end) each.

    `start` is the place of the text itself. It may begin or end inside a span.
    """
    index = max(0, bisect_right(spans, start, key=lambda span: span[0]) - 1)
    for first, last in spans[index:]:
        if first >= start + len(text):
            break
        low, high = max(0, first - start), max(0, min(len(text), last - start))
        text = text[:low] + " " * (high - low) + text[high:] if high > low else text
    return text


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
