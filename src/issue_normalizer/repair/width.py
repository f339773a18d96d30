"""Fullwidth punctuation that an earlier tool folded to ASCII: `摘要:` was `摘要：`.

Which sign was wide is told by what stands beside it. The rules were counted on Chinese newsletters in
their source form: behind a Han character nearly every sign is wide; a blank follows ASCII signs only.
"""

from __future__ import annotations

import re

from issue_normalizer.text import is_wide

_SIGN = re.compile(r"[,:;!?]")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_WIDE = {sign: chr(ord(sign) + 0xFEE0) for sign in ",:;!?()"}
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[!-~]*|www\.[!-~]*")
_HAN = re.compile(r"[\u3400-\u9fff]")
# The number of a point in running text, which stands in no pair of brackets.
_POINT = re.compile(r"(?:^|[\s,;:，；：。])\d{1,2}(\))(?=[^\s)])")
_BETWEEN = re.compile(r"[^\x00-\xff][,:;!?()](?=[^\x00-\xff])")
_CHINESE = 4  # Han characters that make a line a Chinese one


def count_widths(text: str) -> tuple[int, int]:
    """Count signs between Han characters: (halfwidth, fullwidth)."""
    full = sum(text.count(sign) for sign in "，：；！？（）")
    if sum(text.count(sign) for sign in ",:;!?()") < max(5, 4 * full):
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
    kept = [match.span() for match in _ADDRESS.finditer(text)]
    is_chinese = len(_HAN.findall(text)) >= _CHINESE
    wide: set[int] = set()
    for match in _BRACKETS.finditer(text):
        if _HAN.search(match[1]) or (match.start() and _HAN.match(text[match.start() - 1])):
            wide |= {match.start(), match.end() - 1}
        elif not _HAN.search(match[1]):
            kept.append(match.span())
    wide |= {
        match.start()
        for match in _SIGN.finditer(text)
        if _was_wide(text, match.start(), is_chinese=is_chinese)
    }
    wide |= {match.start(1) for match in _POINT.finditer(text)}
    wide -= {at for start, end in kept for at in range(start + 1, end)}
    return "".join(_WIDE[char] if at in wide else char for at, char in enumerate(text)) if wide else text


def _was_wide(text: str, at: int, *, is_chinese: bool) -> bool:
    """Tell whether a sign was wide, by the characters beside it."""
    sign, before, after = text[at], text[:at][-1:], text[at + 1 : at + 2]
    if not before:
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
