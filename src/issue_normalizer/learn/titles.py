"""What titles, front matter and file names of issues have in common: series, number, date."""

from __future__ import annotations

import os.path
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from issue_normalizer.learn.examples import Example
from issue_normalizer.learn.forms import escaped
from issue_normalizer.learn.guesses import Guess, weighed
from issue_normalizer.profiles.atoms import atoms_of
from issue_normalizer.profiles.patterns import compile_text, match_text
from issue_normalizer.profiles.spans import ends_of_date
from issue_normalizer.tree import Text

_NUMBER = re.compile(r"\d+(?:[-.]\d+)*")
_IN_ORDER = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](?:19|20)\d\d(?!\d)")
_SIGNS = " \t:：-—–|｜·,，#№(（[【《》「」<>/._"
# Words that lead over from the series to number or date; they are no part of its name.
_LEADS_OVER = frozenset(
    "issue no no. nr nr. vol vol. volume number edition episode at of for from the newsletter# 第 期 号 č. n° n.º №"
    " edição edición numéro nummer ausgabe выпуск випуск номер".split()
)
_FRONT_NUMBERS = (
    "number",
    "issue",
    "no",
    "num",
    "issuenumber",
    "issue_number",
    "edition",
    "episode",
    "volume",
    "vol",
)
_FRONT_DATES = ("date", "publishdate", "publishedat", "published", "pubdate", "posted", "created", "day")
_FRONT_SERIES = (
    "series",
    "newsletter",
    "publication",
    "category",
    "categories",
    "column",
    "section",
    "collection",
)


_UNREAD = "{_}"  # a date whose order of day and month is not known
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d(?:[-.]\d+)*")


class Template(Struct, frozen=True):
    """A text with one of its numbers as the issue's: what stands before it and behind it."""

    before: str
    behind: str
    number: str


class Named(Struct, frozen=True):
    """What names an issue: series, patterns of titles and file names, keys of the front matter.

    `dates` is the order of day and month, `missing` says what was not found.
    """

    series: tuple[str, ...]
    title: tuple[Guess, ...]
    front: Mapping[str, str]
    file: tuple[Guess, ...]
    dates: str
    missing: tuple[str, ...]


def name_issues(examples: Sequence[Example]) -> Named:
    """Find what names the issues."""
    order = _order_of_dates(examples)
    texts = [example.titles for example in examples]
    literal = _guesses("title", texts, order, "titles")
    titles, names = _with_series(literal, texts, order)
    found = [_values(titles, example.titles, order) for example in examples]
    front: dict[str, str] = {}
    for hole, keys, is_fitting in (
        ("date", _FRONT_DATES, lambda text: _holds_date(text, order)),
        ("number", _FRONT_NUMBERS, lambda text: _NUMBER.fullmatch(text.strip("# ")) is not None),
    ):
        if sum(hole in values for values in found) < len(examples) and (
            key := _front_key(examples, keys, is_fitting)
        ):
            front[hole] = key
    series = list(dict.fromkeys([*_series(literal), *sorted(names)])) or _constant_title(examples)
    if key := _constant_key(examples):
        front["series"] = key
        named = examples[0].front[key]
        series = [named, *(one for one in series if not one.startswith(named))]
    names = _guesses("file", [(example.name,) for example in examples], order, "file names")
    known = [{*values, *front} for values in found]
    named_by_file = [_values(names, (example.name,), order) for example in examples]
    if not any(set(values) - have for values, have in zip(named_by_file, known, strict=True)):
        names = []
    return Named(
        tuple(dict.fromkeys(series)),
        tuple(weighed(titles, len(examples), "the others are read as they are without a profile")),
        front,
        tuple(names),
        order,
        tuple(_missing(series, known, named_by_file if names else [], examples)),
    )


def _missing(
    series: Sequence[str],
    known: Sequence[set[str]],
    by_file: Sequence[Mapping[str, str]],
    examples: Sequence[Example],
) -> Iterator[str]:
    """Say what of their names not all examples tell."""
    if not series:
        yield "the series: no title holds its name; set series"
    for hole in ("number", "date"):
        told = (
            sum(hole in have for have in known)
            if not by_file
            else sum(hole in have or hole in more for have, more in zip(known, by_file, strict=True))
        )
        if told < len(examples):
            yield f"the {hole} of {len(examples) - told} of {len(examples)} issues; set title, front or file"


def _order_of_dates(examples: Sequence[Example]) -> str:
    """Tell the order of day and month in dates such as 05-02-2023, by those where one exceeds 12."""
    texts = [
        text for example in examples for text in (*example.titles, *example.front.values(), example.name)
    ]
    pairs = [(int(m[1]), int(m[2])) for text in texts for m in _IN_ORDER.finditer(text)]
    day_first = sum(first > 12 for first, _ in pairs)
    month_first = sum(second > 12 for _, second in pairs)
    if day_first == month_first:
        return ""
    return "dmy" if day_first > month_first else "mdy"


def _holds_date(text: str, order: str) -> bool:
    return "{date}" in _with_dates(text, order)


def _with_dates(text: str, order: str) -> str:
    """Write `{date}` for each date, and other text as a pattern has it."""
    atoms = atoms_of((Text(text),))
    out: list[str] = []
    at = 0
    while at < len(atoms):
        ends = ends_of_date(atoms, at, order)
        if ends:
            out.append("{date}")
            at = ends[-1] if atoms[ends[-1] - 1].kind != "blank" else ends[-1] - 1
        else:
            out.append(escaped(atoms[at].text))
            at += 1
    return "".join(out)


def _templates(text: str, order: str, *, is_name: bool = False) -> Iterator[Template]:
    """List the ways to see a text: with each of its numbers as the issue's, or none but a date."""
    dated = _IN_ORDER.sub(_UNREAD, _with_dates(text, order))
    if dated.count("{date}") > 1:
        return
    for found in _NUMBER.finditer(dated):
        if is_name and _YEAR_FIRST.fullmatch(found[0]):
            continue
        yield Template(dated[: found.start()], dated[found.end() :], found[0])
    if "{date}" in dated:
        before, _, behind = dated.partition("{date}")
        yield Template(before, "{date}" + behind, "")


def _guesses(key: str, texts: Sequence[Sequence[str]], order: str, what: str) -> list[Guess]:
    """Find few patterns that fit texts of as many issues as can be, and tell their number or date."""
    groups: dict[tuple[str, bool, bool], dict[int, Template]] = defaultdict(dict)
    for issue, candidates in enumerate(texts):
        for text in candidates:
            for one in _templates(text, order, is_name=key == "file"):
                group = one.before, bool(one.number), "{date}" in one.behind
                groups[group].setdefault(issue, one)
    found: list[Guess] = []
    left = set(range(len(texts)))
    while left:
        best = max(groups.items(), key=lambda one: _worth(one[0], one[1], left), default=None)
        if best is None or not _worth(*best, left)[0]:
            break
        source = _pattern(best[1])
        fitting = {issue for issue in left if _first_fit(source, texts[issue], order)}
        fitting = fitting or set(best[1])
        if any(_first_fit(source, texts[issue], order) for issue in left):
            found.append(Guess(source, len(fitting), len(texts), what, len(fitting), len(texts)))
        left -= fitting | set(best[1])
        del groups[best[0]]
    return found


def _with_series(
    literal: Sequence[Guess], texts: Sequence[Sequence[str]], order: str
) -> tuple[list[Guess], set[str]]:
    """Put a pattern with a hole for the series in the place of those it does for; give the names it found."""
    more, names = _of_any_series(texts, order)
    if more is None:
        return list(literal), names
    pattern = compile_text(more.value, order=order)
    return [*(one for one in literal if not match_text(pattern, _as_text(one.value))), more], names


def _as_text(source: str) -> str:
    """Give a title that a pattern fits."""
    return (
        source.replace("{number}", "7").replace("{date}", "2020-01-01").replace("{_}", "x").replace("\\", "")
    )


def _of_any_series(texts: Sequence[Sequence[str]], order: str) -> tuple[Guess | None, set[str]]:
    """Find a pattern with a hole for the series, where titles begin with several names."""
    groups: dict[tuple[str, str], dict[int, Template]] = defaultdict(dict)
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for issue, candidates in enumerate(texts):
        for text in candidates[:1]:
            for one in _templates(text, order):
                name = _name_in(one.before)
                lead, found, between = one.before.partition(escaped(name)) if name else ("", "", "")
                if found and one.number and between.strip():
                    groups[lead, between].setdefault(issue, one)
                    names[lead, between].add(name)
    several = {key: group for key, group in groups.items() if len(names[key]) > 1}
    if not several:
        return None, set()
    (lead, between), group = max(several.items(), key=lambda one: (len(one[1]), one[0]))
    example = next(iter(group.values()))
    behind = _pattern(group).removeprefix(f"{example.before}{{number}}".lstrip())
    source = f"{lead}{{series}}{between}{{number}}{behind}"
    guess = Guess(source, len(group), len(texts), "titles", len(group), len(texts))
    return guess, names[lead, between]


def _worth(
    group: tuple[str, bool, bool], templates: Mapping[int, Template], left: set[int]
) -> tuple[int, bool, bool, int, str]:
    """Say how good a group of like texts is: in how many issues it is new, whether it tells number and date."""
    before, has_number, has_date = group
    count = len(left & set(templates))
    numbers = {template.number for template in templates.values()}
    if count < 2 or (has_number and len(numbers) < len(templates)):
        count = 0
    return count, has_number, has_date or "{date}" in before, len(before), before


def _pattern(templates: Mapping[int, Template]) -> str:
    """Write the pattern of a group of texts: what all share behind the number, a hole for the rest."""
    some = next(iter(templates.values()))
    behind = [template.behind for template in templates.values()]
    if len(set(behind)) == 1:
        rest = behind[0]
    else:
        shared = _shared(behind)
        tails = [text[len(shared) :] for text in behind]
        hole = "{topics}" if sum("/" in tail for tail in tails) > len(tails) / 2 else "{_}"
        rest = shared + (hole if all(tails) else "{_}")
    return f"{some.before}{'{number}' if some.number else ''}{rest}".strip()


def _shared(texts: Sequence[str]) -> str:
    """Give what all texts begin with, up to the end of a word; no hole is cut."""
    shared = os.path.commonprefix(list(texts))
    if shared.count("{") > shared.count("}"):
        shared = shared[: shared.rindex("{")]
    while shared and shared[-1].isalnum():
        shared = shared[:-1]
    return shared.removesuffix("\\")


def _first_fit(source: str, texts: Iterable[str], order: str) -> bool:
    pattern = compile_text(source, order=order)
    return any(match_text(pattern, text) for text in texts)


def _values(guesses: Sequence[Guess], texts: Sequence[str], order: str) -> dict[str, str]:
    """Give what the patterns tell of an issue."""
    found: dict[str, str] = {}
    for guess in guesses:
        pattern = compile_text(guess.value, order=order)
        for text in texts:
            if one := match_text(pattern, text):
                for hole, nodes in one.values:
                    found.setdefault(hole, str(nodes))
                break
    return found


def _front_key(examples: Sequence[Example], keys: Sequence[str], is_fitting: object) -> str | None:
    """Find the key of the front matter that holds something in all examples that have front matter."""
    assert callable(is_fitting)  # noqa: S101
    with_front = [example.front for example in examples if example.front]
    counts = Counter(key for front in with_front for key, value in front.items() if is_fitting(value))
    plain = {key: key.replace("-", "").replace("_", "").casefold() for key in counts}
    known = [key for key in counts if plain[key] in keys and counts[key] > len(with_front) / 2]
    return min(known, key=lambda key: (-counts[key], keys.index(plain[key]), key), default=None)


def _constant_key(examples: Sequence[Example]) -> str | None:
    """Find the key of the front matter that holds the same name in all examples."""
    for key in _FRONT_SERIES:
        values = {example.front.get(key, "") for example in examples}
        if len(values) == 1 and (value := next(iter(values))) and not value.startswith(("[", "-")):
            return key
    return None


def _constant_title(examples: Sequence[Example]) -> list[str]:
    """Give the title, where all issues have the same: it is the series' name."""
    titles = {example.titles[0] for example in examples if example.titles}
    return sorted(titles) if len(titles) == 1 else []


def _series(titles: Sequence[Guess]) -> list[str]:
    """Give the names that titles begin with, the most frequent first."""
    names = [_name_in(re.split(r"\{(?:number|date|series)\}", guess.value)[0]) for guess in titles]
    return [name for name in names if name]


def _name_in(before: str) -> str:
    """Give the name of the series in what stands before a number or date: without signs and words behind it."""
    name = before.replace("\\", "").strip(_SIGNS)
    while (last := name.rpartition(" ")[2]).casefold() in _LEADS_OVER:
        name = name.removesuffix(last).strip(_SIGNS)
        if not name:
            return ""
    for word in _LEADS_OVER:
        if not word.isascii() and name.endswith(word):
            name = name.removesuffix(word).strip(_SIGNS)
    return name
