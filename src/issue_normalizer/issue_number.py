"""The number of an issue in its title: `Issue 12`, `Vol. 3 No. 7`, `KW 18/2026`, `第十二期`, `Numéro XII`."""

from __future__ import annotations

import re
from typing import Final

from issue_normalizer.patterns import rare
from issue_normalizer.text import without_zeros

_NUMBER: Final = r"(\d{1,5}(?:[-.]\d{1,4})?)"
_HAN_NUMBER: Final = r"([〇零一二两兩三四五六七八九十百千]{1,9})"
_ROMAN_NUMBER: Final = r"((?-i:(?=[IVXLC]{2}|[VX]\b)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})))"
# A sign or the end behind it, a month and year, a capital. Must not: `no VI in my team`, `Episode IV Works`.
_ROMAN_THERE: Final = (
    rf"(?:{_ROMAN_NUMBER}(?=\s*(?:[^\w\s'’]|\Z)|\s+\S+\s(?:de\s)?(?:19|20)\d\d)"
    rf"|(?<!episode\s){_ROMAN_NUMBER}(?=\s+(?-i:[A-Z])))"
)
_NAMES: Final = (
    r"Issue(?:\s+No\.?)?|Number|No\.?|Nr\.?|Num\.?|Vol\.?|Volume|Edition|Episode|Ep\.?|Edi[cç][aã]o|Edici[oó]n"
    r"|Edizione|N[uú]m[eé]ro|N[uú]m\.?|N\.?\s?[oº°]|N\.|Nº|Ausgabe|Nummer|Numer|Folge|Utg[aå]ve|Utgave|Číslo|Č\."
    r"|Broj|Szám|Sayı|Выпуск|Випуск|Номер|Брой|Τεύχος|(?:ال)?عدد(?:\s+رقم)?|גיליון|شماره|अंक|ฉบับที่"
    # words for editions of books, too: no word of a title stands behind the number
    r"|(?:Editie|Wydanie|Edycja|Utgåva|Издание)(?=\s*#?\s*[\dIVXLC]{1,7}\s*(?:[^\w\s]|\Z))"
)
_WEEKS: Final = "Week|Woche|KW|CW|Semaine|Semana|Settimana|Vecka|Uke|Uge|Неделя|Тиждень"
# `第 12 期`, `Issue 12`, `№ 12`, `#12`, `Week 5`, `12ª edição`, `제12호`. Of `Vol. 3 No. 7` it is the 7. Must
# not: `#hashtag`, `v1.2`, `Top 10`, `C++20`, `Fashion Week 2024`, `台風12号`, `3호선`,
# `no VI in my team`, `Why Episode IV works`.
_IN_TITLE: Final = rare(
    r"\s{0,8}[(（\[【#|:：-]{0,8}\s{0,8}"
    rf"(?:第\s*(?:{_NUMBER}\s*[期号號回卷輯]|{_HAN_NUMBER}\s*[期号號])"
    rf"|제\s*{_NUMBER}\s*[호회]|(?<!\d)(\d{{1,4}})호(?!\w)"
    r"|\b((?:19|20)\d\d-?W\d\d?)\b"  # an ISO week
    # a year and a week: `Pond Weekly 2021-24`; elsewhere two years, or a month
    r"|(?:(?<=week\s)|(?<=eekly\s)|(?<=[周週][刊报報]\s))((?:19|20)\d\d-\d\d?)(?![\w-])"
    r"|(?:\bVol(?:ume|\.)?\s*(?:\d{1,4}|[IVXLC]{1,7})\b[\s,.:;·/|–—-]{1,3}"
    rf"(?=(?:Issue|Number|No\b|Nr\b|N[oº°]|№|#)))?"
    rf"(?:(?<![^\W\d_])(?:{_NAMES})|№|#)\s*#?\s*(?:{_NUMBER}(?![\d/])|(?<=\s)(?<!(?-i:no)\s){_ROMAN_THERE})"
    rf"|(?<![^\W\d_])(?<!der\s)(?<!the\s)(?<!\sla\s)(?<!\sda\s)(?:{_WEEKS})\s*#?\s*(?!(?:19|20)\d\d(?!\d)){_NUMBER}(?:\s?/\s?(?:19|20)\d\d)?"
    r"(?![\d/]|\s+of\b)"
    r"|(?<![\w.])(\d{1,4})(?:\.|\.?[ªº]|st|nd|rd|th|e|-?[йя])\s(?:issue|edition|edi[cç][aã]o|edici[oó]n|Ausgabe"
    r"|выпуск|випуск|номер|szám)\b)",
    re.IGNORECASE,
)
_WEEKLY: Final = r"(?:week|digest|news|letter|bulletin|report|tidings|周刊|周報|周报|月刊|简报)"
_NAME_OF_WEEKLY: Final = rare(rf"(?=.*{_WEEKLY})[^\W\d_][\w'’&-]*(?:\s[\w'’&-]+){{0,4}}", re.IGNORECASE)
# A number behind what is called a weekly or a digest, at the end or before a colon: `Harbour Weekly 284`,
# `Harbour Weekly - 284`, `Weekly 45: frogs`. Must not: a year, `Web 3`.
_AT_END: Final = rare(
    rf"(?=.*{_WEEKLY})"
    r"\D*[^\W\d_](?:\s+(?:[–—-]\s+)?|(?<=[^\x00-\x7f]))(?!(?:19|20)\d\d(?!\d))(\d{1,4})(?=$|\s?[:：])",
    re.IGNORECASE,
)
# A number behind a word that counts something else.
COUNTED: Final = (
    r"\b(?:top|best|last|next|first|part|chapter|lesson|step|day|season|level|phase|page|version|release"
    r"|web|http|html|css|python|java|windows|ios|android)\s+\d+"
)
# A number behind a name, before topics with semicolons between them: `Pond Letters 301: Frogs; toads`. Must
# not: a year, `Top 10: …`, `Apollo 11: a look back`.
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
    return _NAME_OF_WEEKLY.fullmatch(title) is not None


def find_number(text: str) -> str | None:
    """Find an issue's number, without leading zeros."""
    match = _IN_TITLE.search(text) or _AT_END.match(text)
    found = next(filter(None, match.groups()), None) if match else None
    return _in_digits(found) if found else None


def find_number_of_title(title: str) -> tuple[str | None, str]:
    """Give the number of a title, and what stands before it: also of `Pond 7`, a name and nothing else."""
    number = _IN_TITLE.search(title)
    at_end = _AT_END.match(title)
    if number is None and at_end is None:
        at_end = _NAME_AND_NUMBER.fullmatch(title) or _ABOVE_TOPICS.match(title)
    start = number.start() if number else at_end.start(1) if at_end else 0
    return find_number(title) or (without_zeros(at_end[1]) if at_end else None), title[:start]


def split_at_number(text: str) -> tuple[str, str]:
    """Give what stands before a number and behind it; all of the text where there is none."""
    match = _IN_TITLE.search(text)
    if match is None and (at_end := _AT_END.match(text)):
        return text[: at_end.start(1)], text[at_end.end(1) :]
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


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
