"""Where the holes that take but one kind of text may end: tags, dates, numbers, addresses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from issue_normalizer.days import find_day
from issue_normalizer.inline_types import is_link
from issue_normalizer.profiles.atoms import Atom, text_between
from issue_normalizer.urls import is_spelled_out

_MAX_TAG = 40
_MAX_BRACKET = 14
_BRACKETS = {
    "[": ("]", _MAX_TAG),
    "(": (")", _MAX_BRACKET),
    "（": ("）", _MAX_BRACKET),
    "【": ("】", _MAX_BRACKET),
}
_KEYCAP = "\u20e3"
_MAX_DATE = 40
_MAX_RUNNING = 3
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_ORDER = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)")
# What may be a date: in digits, year or day first, or with the name of a month in any language.
_DATE = re.compile(
    r"(?:19|20)\d\d\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}\s?[日일]?|(?:19|20)\d{6}"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d"
    r"|\d{1,2}(?:er|st|nd|rd|th|[.ºª])?\s+(?:de\s+|di\s+)?[^\W\d_]{3,12}\.?,?\s+(?:del?\s+)?(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"
)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+", re.IGNORECASE)
_JOINS = frozenset("\u200d\ufe0e\ufe0f\u20e3🏻🏼🏽🏾🏿")
# Extended_Pictographic of the Unicode character database: pairs of the first and the last.
_PICTURES = (
    0xA9, 0xA9, 0xAE, 0xAE, 0x203C, 0x203C, 0x2049, 0x2049, 0x2122, 0x2122, 0x2139, 0x2139, 0x2194, 0x2199,
    0x21A9, 0x21AA, 0x231A, 0x231B, 0x2328, 0x2328, 0x2388, 0x2388, 0x23CF, 0x23CF, 0x23E9, 0x23F3,
    0x23F8, 0x23FA, 0x24C2, 0x24C2, 0x25AA, 0x25AB, 0x25B6, 0x25B6, 0x25C0, 0x25C0, 0x25FB, 0x25FE,
    0x2600, 0x2605, 0x2607, 0x2612, 0x2614, 0x2685, 0x2690, 0x2705, 0x2708, 0x2712, 0x2714, 0x2714,
    0x2716, 0x2716, 0x271D, 0x271D, 0x2721, 0x2721, 0x2728, 0x2728, 0x2733, 0x2734, 0x2744, 0x2744,
    0x2747, 0x2747, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757, 0x2757, 0x2763, 0x2767,
    0x2795, 0x2797, 0x27A1, 0x27A1, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2934, 0x2935, 0x2B05, 0x2B07,
    0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55, 0x3030, 0x3030, 0x303D, 0x303D, 0x3297, 0x3297,
    0x3299, 0x3299, 0x1F000, 0x1F0FF, 0x1F10D, 0x1F10F, 0x1F12F, 0x1F12F, 0x1F16C, 0x1F171,
    0x1F17E, 0x1F17F, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F1E6, 0x1F1FF, 0x1F201, 0x1F20F,
    0x1F21A, 0x1F21A, 0x1F22F, 0x1F22F, 0x1F232, 0x1F23A, 0x1F23C, 0x1F23F, 0x1F249, 0x1F53D,
    0x1F546, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F774, 0x1F77F, 0x1F7D5, 0x1F7FF, 0x1F80C, 0x1F80F,
    0x1F848, 0x1F84F, 0x1F85A, 0x1F85F, 0x1F888, 0x1F88F, 0x1F8AE, 0x1F8FF, 0x1F90C, 0x1F93A,
    0x1F93C, 0x1F945, 0x1F947, 0x1FAFF, 0x1FC00, 0x1FFFD,
)  # fmt: skip


def ends_of_tags(atoms: Sequence[Atom], start: int) -> list[int]:
    """List where tags that begin at a place may end; the place itself is one."""
    ends = [start]
    at = start
    while True:
        at = _skip_blanks(atoms, at)
        end = _tag_end(atoms, at)
        if end == at:
            return ends
        ends.append(end)
        at = end


def may_begin_with_tag(text: str) -> bool:
    """Tell whether a text may begin with a tag: to take a long one apart for nothing takes long."""
    first = text.lstrip()[:1]
    return not first or first in _BRACKETS or is_picture(first) or _KEYCAP in text


def _tag_end(atoms: Sequence[Atom], at: int) -> int:
    """Give the end of the sign or bracket at a place; the place itself where there is none."""
    if at >= len(atoms) or atoms[at].kind != "sign":
        return at
    char = atoms[at].text[0]
    if (bracket := _BRACKETS.get(char)) is not None:
        closing, most = bracket
        end = at + 1
        while end < len(atoms) and atoms[end].kind in ("sign", "blank") and end - at <= most + 1:
            if atoms[end].text == closing:
                return end + 1 if end > at + 1 else at
            end += 1
        return at
    is_keycap = char in "#*0123456789" and _follows(atoms, at + 1, _KEYCAP)
    if not (is_picture(char) or is_keycap):
        return at
    end = at + 1
    while end < len(atoms) and atoms[end].kind == "sign":
        text = atoms[end].text
        if not (text[0] in _JOINS or atoms[end - 1].text[-1] == "\u200d"):
            break
        end += 1
    return end


def _follows(atoms: Sequence[Atom], at: int, sign: str) -> bool:
    return any(sign in atom.text for atom in atoms[at - 1 : at + 2])


def is_picture(char: str) -> bool:
    """Tell whether a character is a picture or half of a flag."""
    code = ord(char)
    at = bisect_left(_PICTURES, code)
    return at < len(_PICTURES) and (at % 2 == 1 or _PICTURES[at] == code)


def ends_of_number(atoms: Sequence[Atom], start: int) -> list[int]:
    """List where an issue's number that begins at a place may end."""
    ends: list[int] = []
    has_digit = False
    at = start
    while at < len(atoms) and atoms[at].kind == "sign":
        text = atoms[at].text
        is_letter = text.isalnum()
        if not is_letter and (text not in ("-", ".", "_") or at == start):
            break
        has_digit = has_digit or text.isdecimal()
        at += 1
        if has_digit and is_letter:
            ends.append(at)
    return ends


def ends_of_running(atoms: Sequence[Atom], start: int) -> list[int]:
    """List where the running number of a list may end."""
    ends: list[int] = []
    at = start
    while at < len(atoms) and atoms[at].text.isdecimal() and at - start < _MAX_RUNNING:
        at += 1
        ends.append(at)
    return ends


def ends_of_address(atoms: Sequence[Atom], start: int) -> list[int]:
    """List where an address that begins at a place may end: a link that shows it, or its signs."""
    if start >= len(atoms):
        return []
    atom = atoms[start]
    if is_link(atom.node) and atom.kind == "open":
        shown = text_between(atoms, start + 1, atom.after - 1)
        return [atom.after] if is_spelled_out(atom.node.url, shown) or shown == atom.node.url else []
    end = start
    while end < len(atoms) and atoms[end].kind == "sign":
        end += 1
    match = _ADDRESS.match("".join([one.text for one in atoms[start:end]]))
    return list(range(start + 5, end + 1)) if match else []


def ends_of_date(atoms: Sequence[Atom], start: int, order: str) -> list[int]:
    """List where a date that begins at a place may end, or the days from one to another."""
    ends = _ends_of_day(atoms, start, order)
    if ends and (second := _behind_dash(atoms, ends[-1])):
        ends += _ends_of_day(atoms, second, order)
    return ends


def _behind_dash(atoms: Sequence[Atom], at: int) -> int | None:
    """Give the place behind a dash; None where there is none."""
    at = _skip_blanks(atoms, at)
    if at < len(atoms) and atoms[at].folded in ("-", "~"):
        return _skip_blanks(atoms, at + 1)
    return None


def _skip_blanks(atoms: Sequence[Atom], at: int) -> int:
    while at < len(atoms) and atoms[at].kind == "blank":
        at += 1
    return at


def _ends_of_day(atoms: Sequence[Atom], start: int, order: str) -> list[int]:
    if start >= len(atoms) or not atoms[start].text.isalnum():
        return []
    if start and atoms[start - 1].text.isalnum():
        return []
    stretch = _stretch(atoms, start)
    if not _YEAR.search(stretch):
        return []
    return [start + length for length in range(len(stretch), 7, -1) if day_of(stretch[:length], order)][::-1]


def _stretch(atoms: Sequence[Atom], start: int) -> str:
    """Give the text that a date may take, a character an atom."""
    out: list[str] = []
    for atom in atoms[start : start + _MAX_DATE]:
        if atom.kind not in ("sign", "blank"):
            break
        out.append(atom.text[0])
    return "".join(out)


def day_of(text: str, order: str) -> str | None:
    """Give the day of a text that is wholly a date. `order` is that of month and day: "mdy", "dmy" or ""."""
    match = _IN_ORDER.fullmatch(text)
    if match and order:
        day, month = (match[1], match[2]) if order == "dmy" else (match[2], match[1])
        text = f"{match[3]}-{month:0>2}-{day:0>2}"
    return find_day(text) if _DATE.fullmatch(text) else None
