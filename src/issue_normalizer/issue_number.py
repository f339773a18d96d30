"""The number of an issue in its title: `Issue 12`, `Vol. 3 No. 7`, `KW 18/2026`, `第十二期`, `Numéro XII`."""

from __future__ import annotations

import re
from typing import Final

from issue_normalizer.patterns import rare
from issue_normalizer.text import holds_any, without_zeros

_NUMBER: Final = r"(\d{1,5}(?:[-.]\d{1,4})?)"
_HAN_NUMBER: Final = r"([〇零一二两兩三四五六七八九十百千]{1,9})"
_ROMAN_NUMBER: Final = r"((?-i:(?=[IVXLC]{2}|[VX]\b)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})))"
# A sign or the end behind it, a month and year, a capital. Must not: `no VI in my team`, `Episode IV Works`.
_ROMAN_THERE: Final = (
    rf"(?:{_ROMAN_NUMBER}(?=\s*(?:[^\w\s'’]|\Z)|\s+\S+\s(?:de\s)?(?:19|20)\d\d)"
    rf"|(?<!episode\s){_ROMAN_NUMBER}(?=\s+(?-i:[A-Z])))"
)
_NAMES: Final = r"Issue(?:\s+No\.?)?|Number|No\.?|Nr\.?|Vol\.?|Volume|Edition|Episode|Ep\.?"
_NAMES_ELSEWHERE: Final = (
    r"Num\.?|Edi[cç][aã]o|Edici[oó]n|Edizione|N[uú]m[eé]ro|N[uú]m\.?|N\.?\s?[oº°]|N\.|Nº|Ausgabe|Nummer|Numer|Folge"
    r"|Utg[aå]ve|Utgave|Číslo|Č\.|Broj|Szám|Sayı|Выпуск|Випуск|Номер|Брой|Τεύχος|(?:ال)?عدد(?:\s+رقم)?|גיליון|شماره|अंक"
    r"|ฉบับที่"
    # words for editions of books, too: no word of a title stands behind the number
    r"|(?:Editie|Wydanie|Edycja|Utgåva|Издание)(?=\s*#?\s*[\dIVXLC]{1,7}\s*(?:[^\w\s]|\Z))"
)
_WEEKS: Final = "Week|Woche|KW|CW|Semaine|Semana|Settimana|Vecka|Uke|Uge|Неделя|Тиждень"
_VOLUME: Final = (  # of `Vol. 3 No. 7` it is the 7
    r"(?:\bVol(?:ume|\.)?\s*(?:\d{1,4}|[IVXLC]{1,7})\b[\s,.:;·/|–—-]{1,3}(?=(?:Issue|Number|No\b|Nr\b|N[oº°]|№|#)))?"
)
_BEHIND_NAME: Final = rf"\s*#?\s*(?:{_NUMBER}(?![\d/])|(?<=\s)(?<!(?-i:no)\s){_ROMAN_THERE})"
_BEHIND_ORDINAL: Final = r"(?:issue|edition|edi[cç][aã]o|edici[oó]n|Ausgabe|выпуск|випуск|номер|szám)\b"


def _form(signs: str, pattern: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Give a form of numbers: any text with it holds one of the signs, when in lower case."""
    before = r"\s{0,8}[(（\[【#|:：-]{0,8}\s{0,8}"
    return tuple(signs.split("|")), rare(f"{before}(?:{pattern})", re.IGNORECASE)


# To compile them all takes a tenth of the time in which the command converts a page. Must not: `#hashtag`,
# `v1.2`, `Top 10`, `C++20`, `Fashion Week 2024`, `台風12号`, `3호선`, `no VI in my team`,
# `Why Episode IV works`.
_FORMS: Final = (
    _form("第", rf"第\s*(?:{_NUMBER}\s*[期号號回卷輯]|{_HAN_NUMBER}\s*[期号號])"),
    _form("제|호", rf"제\s*{_NUMBER}\s*[호회]|(?<!\d)(\d{{1,4}})호(?!\w)"),
    _form("w", r"\b((?:19|20)\d\d-?W\d\d?)\b"),  # an ISO week
    # a year and a week: `Pond Weekly 2021-24`; elsewhere two years, or a month
    _form(
        "week|周刊|周报|周報|週刊|週报|週報",
        r"(?:(?<=weekly\s)|(?<=[周週][刊报報]\s))((?:19|20)\d\d-\d\d?)(?![\w-])",
    ),
    _form("issue|no|nr|vol|num|edition|ep|№|#", rf"{_VOLUME}(?:(?<![^\W\d_])(?:{_NAMES})|№|#){_BEHIND_NAME}"),
    _form(
        "num|núm|n.|n o|º|°|edi|edy|wydanie|ausgabe|folge|utg|číslo|č.|broj|szám|say|выпуск|випуск|номер|брой"
        "|издание|τεύχο|عدد|גיליון|شماره|अंक|ฉบับที่",
        rf"{_VOLUME}(?<![^\W\d_])(?:{_NAMES_ELSEWHERE}){_BEHIND_NAME}",
    ),
    _form(
        _WEEKS.casefold(),
        rf"(?<![^\W\d_])(?<!der\s)(?<!the\s)(?<!\sla\s)(?<!\sda\s)(?:{_WEEKS})\s*#?\s*(?!(?:19|20)\d\d(?!\d)){_NUMBER}(?:\s?/\s?(?:19|20)\d\d)?"
        r"(?![\d/]|\s+of\b)",
    ),
    _form(
        "issue|edi|ausgabe|выпуск|випуск|номер|szám",
        rf"(?<![\w.])(\d{{1,4}})(?:\.|\.?[ªº]|st|nd|rd|th|e|-?[йя])\s{_BEHIND_ORDINAL}",
    ),
)
_PERIODICALS: Final = tuple(
    "week|digest|news|letter|bulletin|report|tidings|周刊|周報|周报|月刊|简报".split("|")
)
_FEW_WORDS: Final = rare(r"[^\W\d_][\w'’&-]*(?:\s[\w'’&-]+){0,4}")
# A number behind what is called a weekly or a digest, at the end or before a colon: `Harbour Weekly 284`,
# `Harbour Weekly - 284`, `Weekly 45: frogs`. Must not: a year, `Web 3`,
# `Breaking news - 5`.
_AT_END: Final = rare(
    r"(?:\D*[^\W\d_](?:\s+|(?<=[^\x00-\x7f]))|\D*(?<!\S)(?-i:[A-Z])[^\W\d_]+\s+[–—-]\s+)(?!(?:19|20)\d\d(?!\d))(\d{1,4})(?=$|\s?[:：])",
    re.IGNORECASE,
)
# A number behind a word that counts something else.
COUNTED: Final = (
    r"\b(?:top|best|last|next|first|part|chapter|lesson|step|day|season|level|phase|page|version|release"
    r"|web|http|html|css|python|java|windows|ios|android)\s+\d+"
)
# A number behind a name, before topics with semicolons between them: `Pond Letters 301: Frogs; toads`. Must
# not: a year, `Top 10: …`, `Apollo 11: a look back; a look ahead`, which names no periodical.
_ABOVE_TOPICS: Final = rare(
    rf"(?!\D{{0,40}}{COUNTED})[^\W\d_][^\d:：;；]{{0,40}}\s(?!(?:19|20)\d\d(?!\d))(\d{{1,4}})\s?[:：](?=[^;；]*[;；]\s*\S)",
    re.IGNORECASE,
)
# A name of a few words and a number, and nothing else: `Pond 7`, `池塘 128`, `Rundbrief 3/2026`. Must not: a
# year, `Top 10`, `Chapter 3`, `Web 3`.
_NAME_AND_NUMBER: Final = rare(
    rf"(?!.*{COUNTED}\Z)"
    r"[^\W\d_][^\W\d]*(?:\s[^\W\d_][^\W\d]*){0,3}\s(?!(?:19|20)\d\d\Z)(\d{1,4})(?:/(?:19|20)\d\d)?",
    re.IGNORECASE,
)
_HAN_DIGITS: Final = "零一二三四五六七八九"
_HAN_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def names_newsletter(title: str) -> bool:
    """Tell whether a title is a name of a few words that says what it names: `Pond Weekly`, `池塘周刊`."""
    last = title.casefold().rpartition(" ")[2]
    return holds_any(last, _PERIODICALS) and _FEW_WORDS.fullmatch(title) is not None


def find_number(text: str) -> str | None:
    """Find an issue's number, without leading zeros."""
    match = _first(text) or _at_end(text)
    found = next(filter(None, match.groups()), None) if match else None
    return _in_digits(found) if found else None


def find_number_of_title(title: str) -> tuple[str | None, str]:
    """Give the number of a title, and what stands before it: also of `Pond 7`, a name and nothing else."""
    number = _first(title)
    at_end = _at_end(title)
    if number is None and at_end is None:
        at_end = _NAME_AND_NUMBER.fullmatch(title) or _above_topics(title)
    start = number.start() if number else at_end.start(1) if at_end else 0
    return find_number(title) or (without_zeros(at_end[1]) if at_end else None), title[:start]


def split_at_number(text: str) -> tuple[str, str]:
    """Give what stands before a number and behind it; all of the text where there is none."""
    match = _first(text)
    if match is None and (at_end := _at_end(text)):
        return text[: at_end.start(1)], text[at_end.end(1) :]
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


def _first(text: str) -> re.Match[str] | None:
    """Find the first number that stands in one of the forms; of two at one place, the longer."""
    folded = text.casefold()
    found = (pattern.search(text) for signs, pattern in _FORMS if holds_any(folded, signs))
    return min(filter(None, found), key=lambda match: (match.start(), -match.end()), default=None)


def _at_end(text: str) -> re.Match[str] | None:
    return _AT_END.match(text) if holds_any(text.casefold(), _PERIODICALS) else None


def _above_topics(title: str) -> re.Match[str] | None:
    match = _ABOVE_TOPICS.match(title)
    return match if match and holds_any(title[: match.start(1)].casefold(), _PERIODICALS) else None


def _in_digits(number: str) -> str:
    """Give a number as digits without leading zeros: `007`, `一百二十三`, `二〇`, `XII`, `١٢`."""
    if number[0].isdecimal():
        return without_zeros("".join(str(int(sign)) if sign.isdecimal() else sign for sign in number))
    if number[0] in _ROMAN:
        return str(_of_roman(number))
    number = number.replace("〇", "零").replace("两", "二").replace("兩", "二")
    if not _HAN_UNITS.keys() & set(number):
        return without_zeros("".join(str(_HAN_DIGITS.index(sign)) for sign in number))
    total, digit = 0, 0
    for sign in number:
        if unit := _HAN_UNITS.get(sign):
            total, digit = total + (digit or 1) * unit, 0
        else:
            digit = _HAN_DIGITS.index(sign)
    return str(total + digit)


def _of_roman(number: str) -> int:
    values = [_ROMAN[sign] for sign in number]
    return sum(-one if one < other else one for one, other in zip(values, (*values[1:], 0), strict=True))
