"""What an issue's title says: series, date, topics."""

from __future__ import annotations

import datetime as dt
import re

from msgspec import Struct

from issue_normalizer.patterns import rare
from issue_normalizer.text import holds_any

# `2020-03-02`, `2020年3月2日`, `2020년 3월 2일`, `2020. 3. 2.`
_DATE = re.compile(
    r"((?:19|20)\d{2})(?:[-/]|[年년.]\s?)(\d{1,2})(?:[-/]|[月월.]\s?)(\d{1,2})"
    r"(?:[日일]|(?<=\. \d)\.|(?<=\. \d\d)\.)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# `9 June 2020`, `9th of June, 2020`, `9-Jun-2020`, `June 9th, 2020`, `June the 9th, 2020`.
_ENGLISH_DATE = rare(
    r"(?:(\d{1,2})(?:(?:st|nd|rd|th)(?:\s+of)?)?[\s-]\s*)?"
    r"((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.?(?:,?\s+|-)"
    r"(?:(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?,?\s+)?((?:19|20)\d{2})\b"
)
# A day first, or a month: `27/09/2022`, `09-27-2022`; which is which must be plain. Dots part
# days from months.
_DAY_OR_MONTH_FIRST = rare(r"(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?![\d-])")
# Digits alone, right behind a bracket: `（20211018前編）`.
_COMPACT_DATE = rare(r"(?<=[(（\[【])((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
# A month's name in any language, and what may stand around it; the year comes last or first.
_SPELLED_DATE = rare(
    r"(?<!\d)\d{1,2}(?:er|[.ºª°])?\s+(?:de\s+|di\s+)?[^\W\d_]{3,12}\.?,?\s+(?:del?\s+)?(?:19|20)\d\d(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d\.?\s+[^\W\d_]{3,12}\.?\s+\d{1,2}(?!\d)\.?"
)
_YEAR_BESIDE = rare(r"[^\W\d_]\.?,?\s+(?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d\.?\s+[^\W\d_]")
# A month and a year, no day: `May 2026`, `Mai 2026`, `2026年5月号`.
_MONTH_AT_END = rare(
    r"[\s,(（\[【:：|·–—-]+(?:([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(?:19|20)\d\d"
    r"|(?:19|20)\d\d\s?[年년]\s?\d{1,2}\s?[月월]\s?[号號호]?)[)）\]】]?\s*\Z"
)
# A day without its year, behind a sign: `Pond · May 4`.
_DAY_AT_END = rare(
    r"\s*[·•|,:：–—-]\s*(?:[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?|\d{1,2}\.?\s[^\W\d_]{3,12}\.?)\Z"
)
_BEFORE_DAY = rare(r"(?:[^\W\d_][\w ]{1,20},\s){0,2}")
_BEHIND_DAY = rare(r"\.(?=\s)|[。：·|]|\s?:(?=\s)|\s[–—-]+\s")
_MAX_FIRST_DAY = 60
_MOST_WORDS = 6  # of a name that stands before a month
# What leads over to a date is no part of a name: `Weekly news at 2018/04/06`; `Week Ending` is none at all.
_LEADS_OVER = rare(r"\s+(?:at|for|of|on|in|from|as of|vom|am|im|du|del|dal|от|від|за)$", re.IGNORECASE)
_NO_NAME = rare(r"(?:the\s+)?week\s+(?:ending|of|beginning|starting)(?:\s+on)?", re.IGNORECASE)
_BRACKETED = rare(r"《([^《》]+)》|\[([^\[\]]+)\]|【([^【】]+)】")
_FULL_STOP = rare(r"(?<=[^\W\d_]{4})\.\Z")  # `Pond. Issue 7`; it belongs to a short word: `Pond Inc.`
# Digits of other scripts that dates are written in, as in `٤ مايو ٢٠٢٦`.
_ZEROS = (0x660, 0x6F0, 0x966, 0xFF10)
_DIGITS = {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)}
_CENTURIES = tuple(
    chr(zero + first) + chr(zero + second) for zero in _ZEROS for first, second in ((1, 9), (2, 0))
)
# First and last character of the blocks of pictures, of what joins them, and of what chooses their look.
_PICTURES = (("\U0001f000", "\U0001faff"), ("\u2600", "\u27bf"), ("\u200d", "\u200d"), ("\ufe0f", "\ufe0f"))
_FIRST_LETTERS = "1980"  # a text that begins with an earlier day tells of it
_ROMAN_STARTS = (" I", " V", " X", " L", " C")
_OPENING, _CLOSING = " (（[【", " )）]】"
_SEPARATORS = " \t:：-—–|｜,，·•・/"


class TitleFacts(Struct, frozen=True):
    """Series, date, topics and number of a title; None or () where it does not tell."""

    series: str | None
    date: str | None
    topics: tuple[str, ...]
    number: str | None = None


def read_title(title: str) -> TitleFacts:
    """Read `嵌入式AI简报 (2020-11-30) 甲/乙`: series before the date, topics behind it.

    Pictures at its ends only adorn it.
    """
    title = _without_pictures(title)
    located = _locate_date(title)
    if located:
        date, start, end = located
        before, after = title[:start].rstrip(_OPENING + _SEPARATORS), title[end:].lstrip(_CLOSING)
        series, between = _cut_number(before)
        named = after.strip(_SEPARATORS) or between
        topics = split_topics(named)
        return TitleFacts(_name(series, date=True), date, topics, find_number(before) or find_number(after))
    if not _may_hold_number(title):
        return TitleFacts(None, None, ())
    from issue_normalizer.issue_number import find_number_of_title

    number, before = find_number_of_title(title)
    name = _name(_without_bracket(before).strip(_SEPARATORS)) if number else _name_before_month(title)
    return TitleFacts(name, None, (), number)


def _name_before_month(title: str) -> str | None:
    """Give the name that a title says before a month: `Pond Notes, May 2026`.

    Must not: a sentence that ends in one, `Top 10 of May 2026`.
    """
    match = _MONTH_AT_END.search(title)
    if match is None:
        return None
    if match[1]:
        from issue_normalizer.month_names import is_month

        if not is_month(match[1]):
            return None
    name = _name(title[: match.start()].strip(_SEPARATORS), date=True)
    is_name = name is not None and len(name.split()) <= _MOST_WORDS and not any(map(str.isdecimal, name))
    return name if is_name else None


def _without_pictures(title: str) -> str:
    start, end = 0, len(title)
    while start < end and _adorns(title[start]):
        start += 1
    while start < end and _adorns(title[end - 1]):
        end -= 1
    return title[start:end]


def _adorns(char: str) -> bool:
    return char.isspace() or any(first <= char <= last for first, last in _PICTURES)


def _without_bracket(text: str) -> str:
    """Take off the bracket around a name and its number: `[Pond 12] Frogs`."""
    is_open = text.startswith(("[", "【")) and not any(sign in text for sign in "]】")
    return text[1:] if is_open else text


def split_topics(text: str) -> tuple[str, ...]:
    """Split what an issue is about: `甲 / 乙`."""
    return tuple(topic for part in text.split("/") if (topic := part.strip()))


def _name(text: str, *, date: bool = False) -> str | None:
    """Give the name that stands before a number or a `date`; None where what stands there is none."""
    if date and any(map(str.isspace, text)):
        if _NO_NAME.fullmatch(text):
            return None
        text = _LEADS_OVER.sub("", text)
    elif text[-1:].isalnum() and any(map(str.isdecimal, text)):
        text = _DAY_AT_END.sub("", text)
    match = _BRACKETED.fullmatch(text) if text.startswith(("《", "[", "【")) else None
    text = match[match.lastindex or 0].strip() if match else text
    return (_FULL_STOP.sub("", text) if text.endswith(".") else text) or None


def find_number(text: str) -> str | None:
    """Find an issue's number, without leading zeros."""
    if not _may_hold_number(text):
        return None
    from issue_normalizer.issue_number import find_number as found

    return found(text)


def _may_hold_number(text: str) -> bool:
    """Tell whether a text may hold a number: looking takes a hundredth of loading the patterns."""
    return "第" in text or any(map(str.isdecimal, text)) or any(sign in text for sign in _ROMAN_STARTS)


def _cut_number(text: str) -> tuple[str, str]:
    """Take the number of an issue out of a title: `周刊（第8期）：甲` is a series and what follows it."""
    if not _may_hold_number(text):
        return text.strip(_SEPARATORS), ""
    from issue_normalizer.issue_number import split_at_number

    before, after = split_at_number(text)
    series = before.strip(_SEPARATORS)
    return (series, after.strip(_CLOSING + _SEPARATORS)) if series else (after.strip(_SEPARATORS), "")


def find_date(text: str) -> str | None:
    """Find a date, however it is written, as `YYYY-MM-DD`."""
    located = _locate_date(text)
    return located[0] if located else None


def find_first_day(text: str) -> str | None:
    """Find the day that a text begins with, a weekday or a place before it, a sign behind it.

    Must fire: `October 3, 2026. The nights are cold.`, `Ostend, October 3, 2026 – The nights`. Must not:
    `October 3, 2026 was cold`, `October 3, 2026, when it rained`, `On October 3, 2026: rain`.
    """
    located = _locate_date(text[:_MAX_FIRST_DAY])
    if (
        located is None
        or located[0] < _FIRST_LETTERS
        or not _BEFORE_DAY.fullmatch(text, 0, located[1])
        or not _BEHIND_DAY.match(text, located[2])
    ):
        return None
    return located[0]


def _locate_date(text: str) -> tuple[str, int, int] | None:
    """Find a date: (as `YYYY-MM-DD`, where it starts, where it ends)."""
    if not text.isascii() and holds_any(text, _CENTURIES):
        text = text.translate(_DIGITS)
    if "19" not in text and "20" not in text:
        return None
    match = _DATE.search(text)
    if match:
        return _located(match, match[1], match[2], match[3])
    if (match := _COMPACT_DATE.search(text)) and (found := _located(match, match[1], match[2], match[3])):
        return found
    if (match := _DAY_OR_MONTH_FIRST.search(text)) and (found := _in_plain_order(match)):
        return found
    lower = text.lower()
    if any(name in lower for name in _MONTHS):
        match = _ENGLISH_DATE.search(text)
        if match and bool(match[1]) != bool(match[3]):
            month = _MONTHS.index(match[2][:3].lower()) + 1
            if found := _located(match, match[4], month, match[1] or match[3]):
                return found
    if _YEAR_BESIDE.search(text) and (match := _SPELLED_DATE.search(text)):
        from issue_normalizer.days import find_day

        day = find_day(match[0])
        return (day, match.start(), match.end()) if day else None
    return None


def _in_plain_order(match: re.Match[str]) -> tuple[str, int, int] | None:
    """Read `09-27-2022`, `27/09/2022` or `05.02.2023`; None for `05-02-2023`, which may be either."""
    first, second = int(match[1]), int(match[3])
    if first == second or first > 12 or match[2] == ".":
        return _located(match, match[4], second, first)
    return _located(match, match[4], first, second) if second > 12 else None


def _located(
    match: re.Match[str], year: str | int, month: str | int, day: str | int
) -> tuple[str, int, int] | None:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat(), match.start(), match.end()


def without_facts(text: str) -> str:
    """Give what a text says besides its date and number."""
    if located := _locate_date(text):
        text = text[: located[1]] + text[located[2] :]
    if not _may_hold_number(text):
        return text
    from issue_normalizer.issue_number import split_at_number

    return "".join(split_at_number(text))
