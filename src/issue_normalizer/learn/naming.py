"""What names the issues of a newsletter: titles, front matter, names of files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from issue_normalizer.issue_title import find_date, read_title, without_facts
from issue_normalizer.learn.examples import Example
from issue_normalizer.learn.guesses import Guess, weighed
from issue_normalizer.learn.templates import (
    IN_ORDER,
    NUMBER,
    Texts,
    guess_texts,
    name_before,
    values_of,
    with_dates,
    with_series,
)
from issue_normalizer.profiles.spans import day_of

# Keys of the front matter, without `-` and `_`, the likeliest first.
_NUMBERS = "number issue no num issuenumber edition episode volume vol".split()
_DATES = "date publishdate publishedat published pubdate posted created day".split()
_SERIES = "series newsletter publication category categories column section collection".split()
_MAX_BESIDE = 16  # characters beside a day, on a line that is no sentence: `Monday, `
_LISTED = re.compile(r"[,;\[|/]")  # several names: they say what an issue is about


class Naming(Struct, frozen=True):
    """What names an issue: series, patterns of titles and file names, keys of the front matter.

    `dates` is the order of day and month, `missing` says what was not found.
    """

    series: tuple[str, ...]
    title: tuple[Guess, ...]
    front: Mapping[str, str]
    file: tuple[Guess, ...]
    dates: str
    missing: tuple[str, ...]


def name_issues(examples: Sequence[Example]) -> Naming:
    """Find what names the issues; the file's name counts where it tells what nothing else does."""
    order = _order_of_dates(examples)
    texts = Texts(tuple(example.titles for example in examples), "titles", order)
    literal = guess_texts(texts)
    titles, names = with_series(literal, texts)
    values = [_values(titles, example.titles, order) for example in examples]
    told = [set(one) for one in values]
    front = _front(examples, told, order)
    series = _series(literal, names, front, examples)
    files = Texts(tuple((example.name,) for example in examples), "file names", order, are_names=True)
    file = guess_texts(files)
    by_file = [_values(file, (example.name,), order) for example in examples]
    told = [have | set(front) for have in told]
    needs_file = any(set(more) - have for more, have in zip(by_file, told, strict=True))
    if not needs_file and not _agree(values, by_file, order):
        file, by_file = [], [{} for _ in examples]
    told = [have | set(more) for have, more in zip(told, by_file, strict=True)]
    titles = weighed(titles, len(examples), "the others are read as without a profile")
    told = [have | _told_anyway(one) for have, one in zip(told, examples, strict=True)]
    missing = tuple(_missing(series, told))
    return Naming(tuple(series), tuple(titles), front, tuple(file), order, missing)


def _values(guesses: Sequence[Guess], texts: Sequence[str], order: str) -> dict[str, str]:
    """Give what patterns tell of an issue."""
    return values_of([guess.value for guess in guesses], texts, order)


def _agree(values: Sequence[Mapping[str, str]], others: Sequence[Mapping[str, str]], order: str) -> bool:
    """Tell whether titles and file names tell the same: then files count where titles are silent."""
    for hole in ("number", "date"):
        pairs = [
            (have[hole], more[hole])
            for have, more in zip(values, others, strict=True)
            if hole in have and hole in more
        ]
        if len(pairs) > len(values) / 2:
            return all(_same(hole, one, other, order) for one, other in pairs)
    return False


def _same(hole: str, one: str, other: str, order: str) -> bool:
    if hole == "date":
        return day_of(one, order) == day_of(other, order)
    return one.lstrip("0") == other.lstrip("0")


def _order_of_dates(examples: Sequence[Example]) -> str:
    """Tell the order of day and month in dates such as 05-02-2023, by those where one exceeds 12."""
    texts = [text for one in examples for text in (*one.titles, *one.front.values(), one.name)]
    pairs = [(int(found[1]), int(found[2])) for text in texts for found in IN_ORDER.finditer(text)]
    day_first = sum(first > 12 for first, _ in pairs)
    month_first = sum(second > 12 for _, second in pairs)
    if day_first == month_first:
        return ""
    return "dmy" if day_first > month_first else "mdy"


def _front(examples: Sequence[Example], told: Sequence[set[str]], order: str) -> dict[str, str]:
    """Find the keys of the front matter that tell what the titles do not."""
    found: dict[str, str] = {}
    if not all("date" in have for have in told):
        key = _front_key(examples, _DATES, lambda text: "{date}" in with_dates(text, order))
        found |= {"date": key} if key else {}
    if not all("number" in have for have in told):
        key = _front_key(examples, _NUMBERS, lambda text: NUMBER.fullmatch(text.strip("# ")) is not None)
        found |= {"number": key} if key else {}
    for key in _SERIES:
        values = {example.front.get(key, "") for example in examples}
        value = next(iter(values))
        if len(values) == 1 and re.match(r"[^\W_]", value) and not _LISTED.search(value):
            return found | {"series": key}
    return found


def _front_key(examples: Sequence[Example], keys: Sequence[str], fits: Callable[[str], bool]) -> str | None:
    """Find the key that holds such a value in most examples that have front matter."""
    fronts = [example.front for example in examples if example.front]
    counts = Counter(key for front in fronts for key, value in front.items() if fits(value))
    plain = {key: key.replace("-", "").replace("_", "").casefold() for key in counts}
    known = [key for key in counts if plain[key] in keys and counts[key] > len(fronts) / 2]
    return min(known, key=lambda key: (-counts[key], keys.index(plain[key]), key), default=None)


def _series(
    literal: Sequence[Guess], names: set[str], front: Mapping[str, str], examples: Sequence[Example]
) -> list[str]:
    """List the names of the series: as the front matter has it, as titles begin, as all titles are."""
    stated = [examples[0].front[front["series"]]] if "series" in front else []
    titles = [example.titles[0] for example in examples if example.titles]
    begun = [name_before(guess.value) for guess in literal if _fits_any(guess.value, titles)]
    told = {read_title(title).series or "" for title in titles}
    if not begun and len(titles) == len(examples) and len(told) == 1:
        begun = list(told)  # the patterns are of other lines
    found = [name for name in [*begun, *sorted(names)] if name]
    if stated:
        found = [name for name in found if not name.startswith(stated[0])]
    if not stated and not found and len(set(titles)) == 1:
        found = titles[:1]
    return list(dict.fromkeys([*stated, *found]))


def _told_anyway(example: Example) -> set[str]:
    """List what the title, or a line below it that says little else, tells without a pattern."""
    title = example.titles[0] if example.titles else ""
    dated = any(find_date(text) and not _says_more(text) for text in example.titles)
    numbered = read_title(title).number is not None
    return ({"date"} if dated or find_date(title) else set()) | ({"number"} if numbered else set())


def _says_more(text: str) -> bool:
    return len(without_facts(text)) > _MAX_BESIDE


def _fits_any(source: str, titles: Sequence[str]) -> bool:
    return any(values_of([source], (title,), "") for title in titles)


def _missing(series: Sequence[str], told: Sequence[set[str]]) -> Iterator[str]:
    """Say what of their names not all examples tell."""
    if not series:
        yield "the series: no title holds its name; set series"
    for hole in ("number", "date"):
        without = sum(hole not in have for have in told)
        if without:
            yield f"the {hole} of {without} of {len(told)} issues; set title, front or file"
