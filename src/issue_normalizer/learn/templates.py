"""Titles or file names of issues -> patterns that tell their number, date and series."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from msgspec import Struct

from issue_normalizer.inlines import plain
from issue_normalizer.issue_title import read_title
from issue_normalizer.learn.forms import escaped
from issue_normalizer.learn.guesses import Guess
from issue_normalizer.month_names import is_month
from issue_normalizer.profiles.atoms import atoms_of
from issue_normalizer.profiles.patterns import compile_text, match_text
from issue_normalizer.profiles.spans import ends_of_date
from issue_normalizer.tree import Text

IN_ORDER = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](?:19|20)\d\d(?!\d)")
NUMBER = re.compile(r"\d+(?:[-.]\d+)*")
_DAY = re.compile(
    r"(?<![\w{])(?:([^\W\d_]{3,12})\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}\.? (?:de )?([^\W\d_]{3,12}))(?![\w}])"
)
_UNREAD = "{_}"  # a date whose order of day and month is not known
_YEAR = re.compile(r"(?:19|20)\d\d.*")  # it is another one day, and what follows it
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d(?:[-.]\d+)*")
_SIGNS = " \t:：-—–|｜·,，#№(（[【《》「」<>/._"
# Words that lead over from the series to a number or date: they are no part of its name.
_LEADS_OVER = frozenset(
    "issue n no no. nr nr. vol vol. volume number edition episode at of for from 第 期 号 č č. n° n.º №"
    " edição edición numéro nummer ausgabe выпуск випуск номер".split()
)

_AFTER_SIGN = frozenset(
    "week woche semaine semana settimana неделя тиждень".split()
)  # the same behind a sign


class Template(Struct, frozen=True):
    """A text with one of its numbers as the issue's: what stands before it and behind it."""

    before: str
    behind: str
    number: str


class Texts(Struct, frozen=True):
    """The texts of each issue that may be its title, likeliest first; or the names of their files.

    `what` is what they are called, `order` that of day and month in dates.
    """

    issues: tuple[tuple[str, ...], ...]
    what: str
    order: str
    are_names: bool = False


def guess_texts(texts: Texts) -> list[Guess]:
    """Find few patterns that fit texts of as many issues as can be, and tell their number or date."""
    groups: dict[tuple[str, bool, bool], dict[int, Template]] = defaultdict(dict)
    for issue, candidates in enumerate(texts.issues):
        for text in candidates:
            for one in _templates(text, texts):
                groups[one.before, bool(one.number), "{date}" in one.behind].setdefault(issue, one)
    found: list[Guess] = []
    left = set(range(len(texts.issues)))
    while groups and left:
        best = max(groups, key=lambda group: _worth(group, groups[group], left))
        if not _worth(best, groups[best], left)[0]:
            break
        source = _pattern(groups[best])
        fitting = {issue for issue in left if values_of([source], texts.issues[issue], texts.order)}
        if fitting:
            count = len(texts.issues)
            found.append(Guess(source, len(fitting), count, texts.what, len(fitting), count))
        left -= fitting | set(groups.pop(best))
    return found


def _templates(text: str, texts: Texts) -> Iterator[Template]:
    """List the ways to see a text: with each of its numbers as the issue's, or none but a date."""
    dated = _DAY.sub(_without_day, IN_ORDER.sub(_UNREAD, with_dates(text, texts.order)))
    if dated.count("{date}") > 1:
        return
    for found in NUMBER.finditer(dated):
        if not (texts.are_names and _YEAR_FIRST.fullmatch(found[0])):
            yield Template(dated[: found.start()], dated[found.end() :], found[0])
    if "{date}" in dated:
        before, _, behind = dated.partition("{date}")
        yield Template(before, "{date}" + behind, "")


def _without_day(match: re.Match[str]) -> str:
    """Give a hole for a day without its year: `May 4`."""
    return _UNREAD if is_month(match[1] or match[2]) else match[0]


def with_dates(text: str, order: str) -> str:
    """Write `{date}` for each date, and other text as a pattern has it."""
    atoms = atoms_of((Text(text),))
    out: list[str] = []
    at = 0
    while at < len(atoms):
        if ends := ends_of_date(atoms, at, order):
            out.append("{date}")
            at = ends[-1] - (atoms[ends[-1] - 1].kind == "blank")
        else:
            out.append(escaped(atoms[at].text))
            at += 1
    return "".join(out)


def _worth(
    group: tuple[str, bool, bool], templates: Mapping[int, Template], left: set[int]
) -> tuple[int, bool, bool, int, str]:
    """Say how good a group of like texts is: in how many issues it is new, what it tells."""
    before, has_number, has_date = group
    count = len(left & set(templates))
    if count < 2 or (has_number and not _differ(templates)):
        count = 0
    return count, has_number, has_date or "{date}" in before, len(before), before


def _differ(templates: Mapping[int, Template]) -> bool:
    """Tell whether each issue has a number of its own."""
    return len({template.number for template in templates.values()}) == len(templates)


def _pattern(templates: Mapping[int, Template]) -> str:
    """Write the pattern of a group of texts: what all share behind the number, a hole for the rest."""
    some = next(iter(templates.values()))
    behind = [template.behind for template in templates.values()]
    rest = _YEAR.sub("{_}", behind[0])
    if len(set(behind)) > 1:
        shared = _shared(behind)
        tails = [text[len(shared) :] for text in behind]
        has_topics = "{date}" in some.before + shared and sum("/" in tail for tail in tails) > len(tails) / 2
        rest = shared + ("{topics}" if has_topics else "{_}")
    return f"{some.before}{'{number}' if some.number else ''}{rest}".strip()


def _shared(texts: Sequence[str]) -> str:
    """Give what all texts begin with, up to the end of a word; no hole is cut."""
    same = takewhile(lambda signs: len(set(signs)) == 1, zip(*texts, strict=False))
    shared = "".join(signs[0] for signs in same)
    if shared.count("{") > shared.count("}"):
        shared = shared[: shared.rindex("{")]
    while shared and shared[-1].isalnum():
        shared = shared[:-1]
    return shared.removesuffix("\\")


def with_series(literal: Sequence[Guess], texts: Texts) -> tuple[list[Guess], set[str]]:
    """Put a pattern with a hole for the series in the place of those it does for, if there are several names.

    The names that it finds come with it.
    """
    groups: dict[tuple[str, str], dict[int, Template]] = defaultdict(dict)
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for issue, candidates in enumerate(texts.issues):
        for one in (one for text in candidates[:1] for one in _templates(text, texts)):
            name = name_in(one.before)
            lead, found, between = one.before.partition(escaped(name)) if name else ("", "", "")
            if found and one.number and between.strip():
                groups[lead, between].setdefault(issue, one)
                names[lead, between].add(name)
    several = [group for group in groups if len(names[group]) > 1 and _differ(groups[group])]
    if not several or (len(literal) == 1 and literal[0].fits == len(texts.issues)):
        return list(literal), set()
    best = max(several, key=lambda group: (len(groups[group]), group))
    some = next(iter(groups[best].values()))
    behind = _pattern(groups[best]).removeprefix(f"{some.before}{{number}}".lstrip())
    source = f"{best[0]}{{series}}{best[1]}{{number}}{behind}"
    count = len(groups[best])
    guess = Guess(source, count, len(texts.issues), texts.what, count, len(texts.issues))
    pattern = compile_text(source, order=texts.order)
    return [*(one for one in literal if not match_text(pattern, _as_text(one.value))), guess], names[best]


def _as_text(source: str) -> str:
    """Give a title that a pattern fits."""
    filled = source.replace("{number}", "7").replace("{date}", "2020-01-01")
    return filled.replace("{_}", "x").replace("\\", "")


def values_of(sources: Iterable[str], texts: Sequence[str], order: str) -> dict[str, str]:
    """Give what patterns tell of an issue, each by the first text that it fits."""
    found: dict[str, str] = {}
    for source in sources:
        pattern = compile_text(source, order=order)
        matches = (match_text(pattern, text) for text in texts)
        if match := next(filter(None, matches), None):
            for hole, nodes in match.values:
                found.setdefault(hole, plain(nodes))
    return found


def name_before(source: str) -> str:
    """Give the name that a pattern of titles begins with: as an issue's title says it, else its words."""
    before, hole, behind = (*re.split(r"(\{(?:number|date)\})", source, maxsplit=1), "", "")[:3]
    told = (
        read_title(_as_text(before.replace(_UNREAD, "May 4") + hole + behind.replace(_UNREAD, "2020"))).series
        or ""
    )
    own = name_in(before)
    is_week = own.removeprefix(told).strip().casefold() in _AFTER_SIGN
    return told if told and own.startswith(told) and not is_week else own


def name_in(before: str) -> str:
    """Give the name of a series in what stands before a number or date: no signs, no words that lead over."""
    name = before.replace("\\", "").strip(_SIGNS)
    while (last := name.rpartition(" ")[2]).casefold() in _LEADS_OVER:
        name = name.removesuffix(last).strip(_SIGNS)
        if not name:
            return ""
    if last.casefold() in _AFTER_SIGN and name.removesuffix(last).rstrip(" ")[-1:] in _SIGNS:
        name = name.removesuffix(last).strip(_SIGNS)
    for word in sorted(_LEADS_OVER):
        if not word.isascii() and name.endswith(word):
            name = name.removesuffix(word).strip(_SIGNS)
    return name
