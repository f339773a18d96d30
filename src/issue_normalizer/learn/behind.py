"""What stands around an item's title on its line: who wrote it, when, and what else all such lines share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from issue_normalizer.inlines import plain
from issue_normalizer.interpret.events import begins_with_day, is_day
from issue_normalizer.learn.forms import UNTITLED, escaped, fits
from issue_normalizer.learn.zones import Spot

_MAX_NAME = 40  # characters of a publisher's name
_OFTEN = 0.3  # share of the lines with more than a title that go on so
_ADDRESSES = ("{title}: {url}", "{title} - {url}", "{title} ({url})", "{title} {url}")
_PUBLISHERS = (
    " | {publisher}",
    " - *{publisher}*",
    " *{publisher}*",
    " ({publisher})",
    " - {publisher}",
)
_AGAIN = 0.8  # share of names that differ, at most, where they might be text
_DATES = (
    "{date}: [{title}]({url}){summary}",
    "{date} - [{title}]({url}){summary}",
    "{date} [{title}]({url}){summary}",
)
_NAMED = "{publisher}: [{title}]({url})"
# Days without a year, places: signs that part them from each other and from the title.
_DAYS = (
    "{Date}: [{title}]({url}){summary}",
    "**{Date}:** [{title}]({url}){summary}",
    "**{Date}**: [{title}]({url}){summary}",
    "{Date} · {Place} · [{title}]({url}){summary}",
    "{Date} | {Place} | [{title}]({url}){summary}",
    "{Date} - {Place} - [{title}]({url}){summary}",
    "{Date}, {Place}: [{title}]({url}){summary}",
    "{Date}, {Place} - [{title}]({url}){summary}",
    "{Date} - {Place}: [{title}]({url}){summary}",
)
_MAY_BE_DAYS = (UNTITLED, "**{title}:**{summary}", "**{title}**{summary}")
SENTENCE_ENDS = ".!?。！？…"


def particular(body: str, spots: Sequence[Spot]) -> list[str]:
    """List bodies that say more than one that all lines fit: to be tried before it."""
    days = _with_days(spots) if body in _MAY_BE_DAYS else []
    if body == UNTITLED:
        forms = (*_DATES, *days, _NAMED, *_ADDRESSES)
        return [form for form in forms if _is_often([fits(form, spot.row.line) for spot in spots], spots)]
    if days or not body.endswith("{summary}"):
        return days
    rests = [(spot.fit.text("summary"), spot.issue) for spot in spots if spot.fit.nodes("summary")]
    start = body.removesuffix("{summary}")
    found = [f"{start} {escaped(word)} {{publisher}}" for word in _words_before_names(rests)]
    for behind in _PUBLISHERS:
        found += [start + behind] if _are_publishers(start + behind, spots, len(rests)) else []
    return found


def _are_publishers(form: str, spots: Sequence[Spot], count: int) -> bool:
    """Tell whether what a form takes for publishers is often there, and looks like names.

    What leads over to a text, too, takes names that come again only.
    """
    names = [(name, spot.issue) for spot in spots if is_name(name := _publisher(form, spot))]
    if len(names) <= 2 or len(names) < _OFTEN * count or len({issue for _, issue in names}) < 2:
        return False
    if sum(any(map(str.isdecimal, name)) for name, _ in names) * 2 > len(names):
        return False  # `(45 min)`
    different = len({name for name, _ in names})
    if form.endswith(" - {publisher}"):
        return different < _AGAIN * len(names) and all(name[0].isupper() for name, _ in names)
    return different > 2


def _with_days(spots: Sequence[Spot]) -> list[str]:
    """Give the form in which lines begin with a day, where they often do."""
    dated = [spot for spot in spots if begins_with_day(spot.row.text)]
    if len(dated) < _OFTEN * len(spots):
        return []
    found = (form for form in _DAYS if _is_often([_has_day(form, spot) for spot in dated], dated))
    return list(islice(found, 1))


def _has_day(form: str, spot: Spot) -> object:
    """Tell whether a form finds a day on a line; None where it does not."""
    found = fits(form, spot.row.line)
    return found if found and is_day(plain(dict(found.values)["Date"])) else None


def _publisher(form: str, spot: Spot) -> str:
    """Give the publisher that a form finds on a line; "" where it does not fit."""
    found = fits(f"{{tags}} {form}", spot.row.line)
    return plain(dict(found.values)["publisher"]) if found else ""


def _is_often(found: Sequence[object], spots: Sequence[Spot]) -> bool:
    fitting = [spot for spot, one in zip(spots, found, strict=True) if one is not None]
    return len(fitting) >= _OFTEN * len(spots) and len({spot.issue for spot in fitting}) > 1


def _words_before_names(rests: Sequence[tuple[str, int]]) -> list[str]:
    """Find words such as `by`: in lower case, names follow them to the line's end."""
    words: Counter[str] = Counter()
    all_with: Counter[str] = Counter()
    issues: dict[str, set[int]] = {}
    for text, issue in rests:
        word, _, name = text.partition(" ")
        if not (word.isalpha() and word.islower()):
            continue
        all_with[word] += 1
        if is_name(name) and (name[0].isupper() or name[0] == "@"):
            words[word] += 1
            issues.setdefault(word, set()).add(issue)
    return sorted(
        word
        for word, count in words.items()
        if count > 2
        and count >= _OFTEN * len(rests)
        and count > 0.8 * all_with[word]
        and len(issues[word]) > 1
    )


def is_name(text: str) -> bool:
    """Tell whether a text may be a name: it is short, and no sentence."""
    return bool(text) and len(text) <= _MAX_NAME and text[-1] not in SENTENCE_ENDS
