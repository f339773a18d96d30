"""Which headings are sections, which are items, which are text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from issue_normalizer.learn.examples import Example, ExampleLine
from issue_normalizer.learn.forms import Fit, fit_of, fits
from issue_normalizer.text import fold_width

_LINKED = ("[{title}]({url})", "**[{title}]({url})**", "[{title}]({url}){summary}")
_HOLDS = 0.5  # share of a level's headings that hold entries or headings: it is one of sections
_FEW = 0.4  # as many as others have an address, at least, where those are items beside sections
_RARE = 0.25  # share of them that stand in several issues, at most, where they are items
_DIGITS = re.compile(r"\d+")


class ExampleHeading(Struct, frozen=True):
    """A heading: its issue and line there, its level, its form, how many entries and headings it holds.

    `key` is what it is compared by, `has_address` tells that an address stands right below.
    """

    issue: int
    at: int
    level: int
    fit: Fit
    key: str
    entries: int
    deeper: int
    has_address: bool


class Level(Struct, frozen=True):
    """What the headings of a level are: those that are sections, and items, or neither."""

    level: int
    sections: tuple[ExampleHeading, ...]
    items: tuple[ExampleHeading, ...]


def key_of(text: str) -> str:
    """Give what headings of several issues are compared by: letters, and that there are digits."""
    return "".join(char for char in _DIGITS.sub("0", fold_width(text).casefold()) if char.isalnum())


def is_address(example: Example, at: int) -> bool:
    """Tell whether a line is nothing but an address."""
    return at < len(example.rows) and is_own_address(example.rows[at])


def heads_of(examples: Sequence[Example]) -> list[ExampleHeading]:
    """List all headings."""
    return [head for issue, example in enumerate(examples) for head in _heads(issue, example)]


def _heads(issue: int, example: Example) -> Iterable[ExampleHeading]:
    rows = example.rows
    places = [at for at, row in enumerate(rows) if row.line.mark == "heading"]
    for at, end in zip(places, [*places, len(rows)][1:], strict=True):
        level = rows[at].line.level
        below = rows[at + 1 : end]
        yield ExampleHeading(
            issue,
            at,
            level,
            fit_of(rows[at].line, _LINKED),
            key_of(rows[at].text),
            sum(map(_may_be_entry, below)),
            int(end < len(rows) and rows[end].line.level > level),
            is_address(example, at + 1),
        )


def _may_be_entry(row: ExampleLine) -> bool:
    """Tell whether a line may begin an item: an entry, a numbered paragraph, one that a link leads."""
    if row.line.depth:
        return False
    is_led = row.is_first and bool(row.fit.number or (row.fit.is_linked and not is_own_address(row)))
    return row.line.mark in ("bullet", "number") or (row.line.mark == "text" and is_led)


def is_own_address(row: ExampleLine) -> bool:
    """Tell whether a line is a link that shows its address."""
    return fits("{url}", row.line) is not None


def levels_of(heads: Sequence[ExampleHeading], *, may_be_items: bool = False) -> list[Level]:
    """Tell of each level what its headings are.

    `may_be_items` tells that there are no other items: then headings without sections above may be.
    """
    issues = Counter(key for key, _ in {(head.key, head.issue) for head in heads})
    levels: list[Level] = []
    for level in sorted({head.level for head in heads}):
        own = [head for head in heads if head.level == level]
        above = may_be_items or any(one.sections for one in levels)
        levels.append(_level(level, own, issues, has_sections=above))
    return levels


def _level(level: int, heads: Sequence[ExampleHeading], issues: Counter[str], *, has_sections: bool) -> Level:
    """Tell what the headings of a level are: first those with an address or number, then the others."""
    alone = [head for head in heads if issues[head.key] == 1]
    linked = [head for head in alone if _is_titled(head)]
    below = [head for head in alone if head.has_address and head not in linked]
    if len(below) < _FEW * (len(heads) - len(linked) - len(below)):
        below = []
    items = [*linked, *below]
    if len(items) < _FEW * (len(heads) - len(items)):
        items = []
    rest = [head for head in heads if head not in items]
    if rest and _are_items(rest, items, issues, has_sections=has_sections):
        items, rest = list(heads), []
    return Level(level, tuple(rest), tuple(sorted(items, key=lambda head: (head.issue, head.at))))


def _are_items(
    rest: Sequence[ExampleHeading],
    items: Sequence[ExampleHeading],
    issues: Counter[str],
    *,
    has_sections: bool,
) -> bool:
    """Tell whether headings without an address are items: each is another, and holds but text."""
    again = sum(issues[head.key] > 1 for head in rest) / len(rest)
    holding = sum(head.entries > 1 or head.deeper for head in rest) / len(rest)
    are_many = len(rest) >= 2 * len({head.issue for head in rest})
    if again > _RARE or holding >= _HOLDS:
        return False
    return len(items) > len(rest) or (are_many and has_sections)


def _is_titled(head: ExampleHeading) -> bool:
    """Tell whether a heading looks like an item's: it is a link, or has a running number and no entries."""
    return head.fit.is_linked or bool(head.fit.number and head.entries < 2 and not head.deeper)
