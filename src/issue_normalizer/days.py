"""A date as anyone may write it -> the day, as written: no time zone is converted."""

from __future__ import annotations

import datetime as dt
from typing import Final

from issue_normalizer.patterns import rare

_ISO: Final = rare(r"(?<!\d)((?:19|20)\d\d)[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})(?!\d)(?:日)?")
_KOREAN: Final = rare(r"((?:19|20)\d\d)\s?[년.]\s?(\d{1,2})\s?[월.]\s?(\d{1,2})\s?[일.]?")
_COMPACT: Final = rare(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")
_SECONDS: Final = rare(r"1[0-9]{9}(?:\d{3})?")
_YEAR: Final = rare(r"(?:19|20)\d\d")
_LETTER: Final = rare(r"[^\W\d_]")
_ASCII_MONTH: Final = rare(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", 2)
# A day, the name of a month and a year in any language, and what may stand between.
_SPELLED: Final = rare(
    r"\d{1,2}(?:er|st|nd|rd|th|[.ºª°])?\s+(?:de\s+|di\s+)?[^\W\d_]{3,12}\.?,?\s+(?:del?\s+)?(?:19|20)\d\d|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"
)
# How Unix and Java write a time: `Tue Jan 28 15:28:56 CET 2020`.
_CLOCK: Final = rare(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2}) [\d:]{5,8} (?:[A-Z]{2,5}(?:[+-][\d:]+)? )?((?:19|20)\d\d)"
)
_ORDINAL: Final = rare(r"(?<=\d)[ºª°]")
_DIGITS: Final = rare(
    r"(?<!\d)(\d{1,2})([./-])(?:(?<=\.)\s)?(\d{1,2})[./-](?:(?<=\.)\s)?((?:19|20)\d\d)(?!\d)"
)
# The same with two digits of the year, and no more than a day of the week before and a time behind it.
_SHORT: Final = rare(r"(?:[^\W\d_]{2,10}[.,]{0,2} )?(\d{1,2})([./])(\d{1,2})\2(\d\d)(?:,? .{0,16})?")
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY: Final = rare(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b", 2)
_COUNTRIES: Final = frozenset(("en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za", "en-ca"))
_MAX_LENGTH: Final = 60
_TO_ASCII: Final = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９", "0123456789" * 5
)
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925}  # the years before the first
_ERA: Final = rare(r"(令和|平成|昭和)\s?(元|\d{1,2})(?=年)")
_VIETNAMESE: Final = rare(r"(\d{1,2}) tháng (\d{1,2}),?(?: năm)? ((?:19|20)\d\d)")
_BUDDHIST: Final = rare(r"(?<!\d)25\d\d(?!\d)")
_BEFORE_CHRIST: Final = 543


def find_day(text: str, language: str = "") -> str | None:
    """Give the day of a text that is little else than a date, as `YYYY-MM-DD`; None where it is none.

    Spellings with a month's name are python-dateutil's where they are English, else dateparser's, in the
    page's language. Days such as 05/03/2024 are read where the language tells their order.
    """
    text = text.strip()
    if not text.isascii():
        text = _plain_years(text, language)
        if "tháng" in text and (match := _VIETNAMESE.search(text)):
            return _day(int(match[3]), int(match[2]), int(match[1]))
    for pattern in (_ISO, _KOREAN):
        if match := pattern.search(text):
            return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _COMPACT.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if _SECONDS.fullmatch(text):
        return dt.datetime.fromtimestamp(int(text[:10]), dt.UTC).date().isoformat()
    if match := _SHORT.fullmatch(text):
        text = f"{match[1]}{match[2]}{match[3]}{match[2]}20{match[4]}"
    if ":" in text and text[-4:].isdigit() and (match := _CLOCK.fullmatch(text)):
        text = f"{match[1]}, {match[2]}"
    if len(text) > _MAX_LENGTH or not _YEAR.search(text):
        return None
    if _ASCII_MONTH.search(text):
        spelled = _SPELLED.search(text)
        if found := _english(spelled[0] if spelled else text):
            return found
    return _other(text, language)


def _plain_years(text: str, language: str) -> str:
    """Write numbers with ASCII digits, and years of Japanese eras and of the Buddhist calendar as ours."""
    text = text.translate(_TO_ASCII)
    if any(era in text for era in _ERAS):
        text = _ERA.sub(lambda era: str(_ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))), text)
    if language.startswith("th"):
        text = _BUDDHIST.sub(lambda year: str(int(year[0]) - _BEFORE_CHRIST), text)
    return text


def _english(text: str) -> str | None:
    from dateutil import parser

    defaults = dt.datetime(1, 1, 1), dt.datetime(2, 2, 2)  # noqa: DTZ001 - what the text lacks differs
    try:
        first, second = (
            parser.parse(text, default=default, ignoretz=True, fuzzy=True) for default in defaults
        )
    except (ValueError, OverflowError):
        return None
    return first.date().isoformat() if first.date() == second.date() else None


def _other(text: str, language: str) -> str | None:
    """Read a date in another language, or in digits, whose order the language and its country tell."""
    if match := _DIGITS.search(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if first > 12 or first == second or match[2] == ".":  # dots part days from months wherever they do
            return _day(year, second, first)
        if second > 12:
            return _day(year, first, second)
        if day := _by_weekday(text, year, first, second):
            return day
        if language.lower() in ("", "en"):
            return None
        text = match[0]
    elif match := _SPELLED.search(text):
        text = _ORDINAL.sub("", match[0])
    elif not _LETTER.search(text):
        return None
    languages, locales = _where(text, language.lower())
    if not languages and not locales:
        return None
    import dateparser

    settings = {"STRICT_PARSING": True, "RETURN_AS_TIMEZONE_AWARE": False}
    try:
        found = dateparser.parse(text, languages=languages, locales=locales, settings=settings)
    except (ValueError, OverflowError):
        return None
    return found.date().isoformat() if found is not None else None


def _by_weekday(text: str, year: int, first: int, second: int) -> str | None:
    """Give the day that the name of its weekday tells: `Tue, 03/05/2024` is no day of May."""
    if (named := _WEEKDAY.search(text)) is None:
        return None
    weekday = _WEEKDAYS.index(named[1].lower())
    days = (_day(year, second, first), _day(year, first, second))
    fits = [day for day in days if day and dt.date.fromisoformat(day).weekday() == weekday]
    return fits[0] if len(fits) == 1 else None


def _where(text: str, language: str) -> tuple[list[str] | None, list[str] | None]:
    """Tell in which languages or locale a date is to be read; (None, None) where none has such a month.

    A page's own language goes first, but a theme may name another one than that of its texts.
    """
    short = language.partition("-")[0].partition("_")[0]
    if _DIGITS.fullmatch(text):
        if language in _COUNTRIES:
            return None, [f"en-{language[3:].upper()}"]
        return [short] if short else None, None
    from issue_normalizer.month_names import languages_of

    known = list(languages_of(text))
    return [short] if short in known else known or None, None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
