"""Fullwidth punctuation that an earlier tool folded to ASCII: `摘要:` was `摘要：`.

Which sign was wide is told by what stands beside it. The rules were counted on Chinese newsletters in
their source form: behind a Han character nearly every sign is wide; a blank follows ASCII signs only.
"""

from __future__ import annotations

from typing import Final

from issue_normalizer.patterns import rare
from issue_normalizer.text import is_wide
from issue_normalizer.urls import trim_bare

_WIDE: Final = {sign: chr(ord(sign) + 0xFEE0) for sign in ",:;!?()"}
_ADDRESS: Final = rare(r"[A-Za-z][A-Za-z0-9+.-]*://[!-~]*|www\.[!-~]*")
_HAN: Final = rare(r"[\u3400-\u9fff]")
# The number of a point in running text, which stands in no pair of brackets.
_POINT: Final = rare(r"(?:^|[\s,;:，；：。])\d{1,2}(\))(?=[^\s)])")
_BETWEEN: Final = rare(r"[^\x00-\xff][,:;!?()](?=[^\x00-\xff])")
_CHINESE: Final = 4  # Han characters that make a line a Chinese one


def count_widths(text: str) -> tuple[int, int]:
    """Count signs between Han characters: (halfwidth, fullwidth)."""
    full = sum(map(text.count, "，：；！？（）"))
    if sum(map(text.count, ",:;!?()")) < max(5, 4 * full):
        return 0, full  # most texts: there are not even so many halfwidth signs
    return len(_BETWEEN.findall(text)), full


def is_folded(half: int, full: int) -> bool:
    """Tell whether a text's fullwidth signs were folded."""
    return half >= max(5, 4 * full)


def widen(text: str) -> str:
    """Restore the fullwidth signs of one line, in Chinese context only.

    Must fire: `摘要:本文`, `网络(GhostNet)的`, `比A快,比B小`. Must not: `F(6,3)`, `1,024`, `a, b`, addresses,
    a line of Latin words.
    """
    if not _HAN.search(text):
        return text
    wide, narrow = _brackets(text)
    paired = {start for start, _ in narrow} | {end for _, end in narrow}
    wide |= {match.start(1) for match in _POINT.finditer(text)} - paired
    kept = [(match.start(), match.start() + len(trim_bare(match[0]))) for match in _ADDRESS.finditer(text)]
    fixed = bytearray(len(text))
    for start, end in (*kept, *narrow):
        fixed[start + 1 : end] = b"\1" * max(0, end - start - 1)
    is_chinese = len(_HAN.findall(text)) >= _CHINESE
    out: list[str] = []
    for at, char in enumerate(text):
        before, after = out[-1] if out else "", text[at + 1 : at + 2]
        folded = char in _WIDE and not fixed[at]
        if folded and (at in wide or _was_wide(char, before, after, is_chinese=is_chinese)):
            out.append(_WIDE[char])
        else:
            out.append(char)
    return "".join(out)


def _brackets(text: str) -> tuple[set[int], list[tuple[int, int]]]:
    """Find the pairs of brackets: the places of those that were wide, and the spans of the others.

    A pair was wide where a Han character stands in it, or straight before it.
    """
    wide: set[int] = set()
    narrow: list[tuple[int, int]] = []
    opened: list[int] = []
    for at, char in enumerate(text):
        if char == "(":
            opened.append(at)
        elif char == ")" and opened:
            start = opened.pop()
            if _HAN.search(text, start, at) or (start and _HAN.match(text[start - 1])):
                wide |= {start, at}
            else:
                narrow.append((start, at))
    return wide, narrow


def _was_wide(sign: str, before: str, after: str, *, is_chinese: bool) -> bool:
    """Tell whether a sign was wide, by the characters beside it."""
    if not before or sign in "()" or (sign == ":" and ":" in (before, after)):
        return False
    if is_wide(before) or (after and is_wide(after)):
        return True
    if not is_chinese:
        return False
    if sign == ";":
        return True
    if sign == ":":
        return after.isalpha()
    return sign == "," and after.isalnum() and not (before.isdigit() and after.isdigit())
