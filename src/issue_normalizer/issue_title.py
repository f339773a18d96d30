"""What an issue's title says: series, date, topics."""

from __future__ import annotations

import datetime as dt
import re

from msgspec import Struct

from issue_normalizer.patterns import rare

_DATE = re.compile(r"((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_NUMBER = r"(\d{1,5}(?:[-.]\d{1,4})?)"
_HAN_NUMBER = r"([〇零一二两三四五六七八九十百千]{1,9})"
# `第 12 期`, `Issue 12`, `№ 12`, `#12`, `Week 5`. Must not: `#hashtag`, `v1.2`, `Top 10`, `C++20`,
# `Fashion Week 2024`.
_NUMBER_IN_TITLE = rare(
    r"\s{0,8}[(（\[【#|:：-]{0,8}\s{0,8}"
    rf"(?:第\s*(?:{_NUMBER}\s*[期号回卷]|{_HAN_NUMBER}\s*[期号])"
    r"|\b((?:19|20)\d\d-?W\d\d?)\b"  # an ISO week
    r"|(?:(?<![^\W\d_])(?:Issue|Number|No\.?|Nr\.?|Num\.?|Vol\.?|Volume|Edition|Episode|Ep\.?|Edi[cç][aã]o|"
    rf"Num[eé]ro|N[oº°]|Nº|Ausgabe|Выпуск|Випуск|Č\.)|№|#)\s*#?\s*{_NUMBER}(?![\d/])"
    rf"|(?<![^\W\d_])(?:Week|Woche|KW|Semaine|Semana)\s*#?\s*(?!(?:19|20)\d\d(?!\d)){_NUMBER}(?![\d/]|\s+of\b))",
    re.IGNORECASE,
)
# A number behind what is called a weekly or a digest, at the end or before a colon: `Harbour Weekly 284`,
# `Weekly 45: frogs`. Must not: a year, `Web 3`.
_NUMBER_AT_END = rare(
    r"(?=.*(?:week|digest|news|letter|bulletin|report|tidings|周刊|周報|周报|月刊|简报))"
    r"\D*[^\W\d_](?:\s+|(?<=[^\x00-\x7f]))(?!(?:19|20)\d\d(?!\d))(\d{1,4})(?=$|\s?[:：])",
    re.IGNORECASE,
)
# A name of a few words and a number, and nothing else: `Pond 7`, `池塘 128`. Must not: a year, `Top 10`,
# `Chapter 3`, `Web 3`: words behind which a number counts something else.
_NAME_AND_NUMBER = rare(
    r"(?!.*\b(?:top|best|last|next|first|part|chapter|lesson|step|day|season|level|phase|page|version|release"
    r"|web|http|html|css|python|java|windows|ios|android)\s+\d+\Z)"
    r"[^\W\d_][^\W\d]*(?:\s[^\W\d_][^\W\d]*){0,3}\s(?!(?:19|20)\d\d\Z)(\d{1,4})",
    re.IGNORECASE,
)
_HAN_DIGITS = "零一二三四五六七八九"
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# `9 June 2020`, `June 9th, 2020`.
_ENGLISH_DATE = rare(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.?\s+"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?((?:19|20)\d{2})\b"
)
# A day first, or a month: `27/09/2022`, `09-27-2022`; which is which must be plain.
_DAY_OR_MONTH_FIRST = rare(r"(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?![\d-])")
# A month's name in any language, and what may stand around it.
_SPELLED_DATE = rare(
    r"(?<!\d)\d{1,2}(?:er|[.ºª])?\s+(?:de\s+|di\s+)?[^\W\d_]{3,12}\.?,?\s+(?:del?\s+)?(?:19|20)\d\d(?!\d)"
)
_YEAR_AT_END = rare(r"[^\W\d_]\.?,?\s+(?:19|20)\d\d(?!\d)")
# What leads over to a date is no part of a name: `Weekly news at 2018/04/06`; `Week Ending` is none at all.
_LEADS_OVER = rare(r"\s+(?:at|for|of|on|from|as of|vom|am|du|del|dal|от|від)$", re.IGNORECASE)
_NO_NAME = rare(r"(?:the\s+)?week\s+(?:ending|of|beginning|starting)(?:\s+on)?", re.IGNORECASE)
_BOOK_MARKS = rare(r"《([^《》]+)》")
# First and last character of the blocks of pictures, of what joins them, and of what chooses their look.
_PICTURES = (("\U0001f000", "\U0001faff"), ("\u2600", "\u27bf"), ("\u200d", "\u200d"), ("\ufe0f", "\ufe0f"))
_OPENING, _CLOSING = " (（[【", " )）]】"
_SEPARATORS = " \t:：-—–|,，"


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
        before, after = title[:start].rstrip(_OPENING), title[end:].lstrip(_CLOSING)
        series, between = _cut_number(before)
        named = after.strip(_SEPARATORS) or between
        topics = split_topics(named)
        return TitleFacts(_name(series, date=True), date, topics, find_number(before) or find_number(after))
    if not _has_digit(title):
        return TitleFacts(None, None, ())
    number = _NUMBER_IN_TITLE.search(title)
    at_end = _NUMBER_AT_END.match(title) or (None if number else _NAME_AND_NUMBER.fullmatch(title))
    start = number.start() if number else at_end.start(1) if at_end else 0
    found = find_number(title) or (without_zeros(at_end[1]) if at_end else None)
    return TitleFacts(_name(title[:start].strip(_SEPARATORS)), None, (), found)


def _without_pictures(title: str) -> str:
    start, end = 0, len(title)
    while start < end and _adorns(title[start]):
        start += 1
    while start < end and _adorns(title[end - 1]):
        end -= 1
    return title[start:end]


def _adorns(char: str) -> bool:
    return char.isspace() or any(first <= char <= last for first, last in _PICTURES)


def split_topics(text: str) -> tuple[str, ...]:
    """Split what an issue is about: `甲 / 乙`."""
    return tuple(topic for part in text.split("/") if (topic := part.strip()))


def _name(text: str, *, date: bool = False) -> str | None:
    """Give the name that stands before a number or a `date`; None where what stands there is none."""
    if date and any(map(str.isspace, text)):
        if _NO_NAME.fullmatch(text):
            return None
        text = _LEADS_OVER.sub("", text)
    match = _BOOK_MARKS.fullmatch(text) if text.startswith("《") else None
    return (match[1] if match else text) or None


def find_number(text: str) -> str | None:
    """Find an issue's number, without leading zeros."""
    if not _has_digit(text):
        return None
    match = _NUMBER_IN_TITLE.search(text) or _NUMBER_AT_END.match(text)
    found = next(filter(None, match.groups()), None) if match else None
    return _in_digits(found) if found else None


def _in_digits(number: str) -> str:
    """Give a number as digits without leading zeros: `007`, `一百二十三`, `二〇`."""
    if number[0].isdecimal():
        return without_zeros(number)
    number = number.replace("〇", "零").replace("两", "二")
    if not _HAN_UNITS.keys() & set(number):
        return without_zeros("".join(str(_HAN_DIGITS.index(sign)) for sign in number))
    total, digit = 0, 0
    for sign in number:
        if unit := _HAN_UNITS.get(sign):
            total, digit = total + (digit or 1) * unit, 0
        else:
            digit = _HAN_DIGITS.index(sign)
    return str(total + digit)


def _has_digit(text: str) -> bool:
    """Tell whether a text may hold a number: looking takes a hundredth of compiling the patterns."""
    return "第" in text or any(map(str.isdecimal, text))


def without_zeros(number: str) -> str:
    """Take the zeros off that a number begins with."""
    return number.lstrip("0") or number[-1:]


def _cut_number(text: str) -> tuple[str, str]:
    """Take the number of an issue out of a title: `周刊（第8期）：甲` is a series and what follows it."""
    if not _has_digit(text):
        return text.strip(_SEPARATORS), ""
    number = _NUMBER_IN_TITLE.search(text)
    series = text[: number.start()].strip(_SEPARATORS) if number else ""
    if number is None or not series:
        return _NUMBER_IN_TITLE.sub("", text).strip(_SEPARATORS), ""
    return series, text[number.end() :].strip(_CLOSING + _SEPARATORS)


def find_date(text: str) -> str | None:
    """Find a date, however it is written, as `YYYY-MM-DD`."""
    located = _locate_date(text)
    return located[0] if located else None


def _locate_date(text: str) -> tuple[str, int, int] | None:
    """Find a date: (as `YYYY-MM-DD`, where it starts, where it ends)."""
    if "19" not in text and "20" not in text:
        return None
    match = _DATE.search(text)
    if match:
        return _located(match, match[1], match[2], match[3])
    if (match := _DAY_OR_MONTH_FIRST.search(text)) and (found := _in_plain_order(match)):
        return found
    lower = text.lower()
    if any(name in lower for name in _MONTHS):
        match = _ENGLISH_DATE.search(text)
        if match and bool(match[1]) != bool(match[3]):
            month = _MONTHS.index(match[2][:3].lower()) + 1
            if found := _located(match, match[4], month, match[1] or match[3]):
                return found
    if _YEAR_AT_END.search(text) and (match := _SPELLED_DATE.search(text)):
        from issue_normalizer.days import find_day

        day = find_day(match[0])
        return (day, match.start(), match.end()) if day else None
    return None


def _in_plain_order(match: re.Match[str]) -> tuple[str, int, int] | None:
    """Read `09-27-2022` or `27/09/2022`; None for `05-02-2023`, which may be either."""
    first, second = int(match[1]), int(match[3])
    if first == second or first > 12:
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
    return _NUMBER_IN_TITLE.sub("", text, count=1)
