"""What an issue's title says: series, date, topics."""

from __future__ import annotations

import re
from typing import NamedTuple

_DATE = re.compile(r"((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_DATE_IN_TITLE = re.compile(rf"\s*[(（\[【]?\s*{_DATE.pattern}\s*[)）\]】]?")
_NUMBER_IN_TITLE = re.compile(
    r"\s*[(（\[【#|:：-]*\s*(?:第\s*\d+\s*期|(?:Issue|No\.?|Vol\.?|#)\s*#?\d+)", re.IGNORECASE
)
_SEPARATORS = " \t:：-—–|,，"


class TitleFacts(NamedTuple):
    """Series, date and topics of a title; None or () where it does not tell."""

    series: str | None
    date: str | None
    topics: tuple[str, ...]


def read_title(title: str) -> TitleFacts:
    """Read `嵌入式AI简报 (2020-11-30) 甲/乙`: series before the date, topics behind it."""
    match = _DATE_IN_TITLE.search(title)
    if match and (date := find_date(match[0])):
        series = title[: match.start()].strip(_SEPARATORS) or None
        rest = title[match.end() :].strip(_SEPARATORS)
        topics = tuple(topic for part in rest.split("/") if (topic := part.strip()))
        return TitleFacts(series, date, topics)
    number = _NUMBER_IN_TITLE.search(title)
    series = title[: number.start()].strip(_SEPARATORS) if number else ""
    return TitleFacts(series or None, None, ())


def find_date(text: str) -> str | None:
    """Find a date, however it is written, as `YYYY-MM-DD`."""
    match = _DATE.search(text)
    if match is None:
        return None
    year, month, day = (int(match[group]) for group in (1, 2, 3))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"
