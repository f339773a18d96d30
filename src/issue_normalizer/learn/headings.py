"""Which headings are sections, which are items, which are text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from issue_normalizer.learn.examples import Example
from issue_normalizer.learn.forms import Fit, fit_of, fits
from issue_normalizer.text import fold_width

_LINKED = ("[{title}]({url})", "**[{title}]({url})**", "[{title}]({url}){summary}")
_REPEATED = 0.4  # share of a level's headings that stand in several issues: it is one of sections
_HOLDS = 0.5  # share of them that hold entries or headings: so it is where they differ
_FEW = 0.4  # as many as others have an address, at least, where those are items beside sections
_RARE = 0.25  # share of them that stand in several issues, at most, where they are items
_DIGITS = re.compile(r"\d+")


class Head(Struct, frozen=True):
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
    texts: int


class Level(Struct, frozen=True):
    """What the headings of a level are: those that are sections, and items, or neither."""

    level: int
    sections: tuple[Head, ...]
    items: tuple[Head, ...]
    repeated: float


def key_of(text: str) -> str:
    """Give what headings of several issues are compared by: letters, and that there are digits."""
    return "".join(char for char in _DIGITS.sub("0", fold_width(text).casefold()) if char.isalnum())


def is_address(example: Example, at: int) -> bool:
    """Tell whether a line is nothing but an address."""
    return at < len(example.rows) and fits("{url}", example.rows[at].line) is not None


def heads_of(examples: Sequence[Example]) -> list[Head]:
    """List all headings."""
    return [head for issue, example in enumerate(examples) for head in _heads(issue, example)]


def _heads(issue: int, example: Example) -> Iterable[Head]:
    rows = example.rows
    places = [at for at, row in enumerate(rows) if row.line.mark == "heading"]
    for at, end in zip(places, [*places, len(rows)][1:], strict=True):
        level = rows[at].line.level
        below = rows[at + 1 : end]
        yield Head(
            issue,
            at,
            level,
            fit_of(rows[at].line, _LINKED),
            key_of(rows[at].text),
            sum(_may_be_entry(row.line.mark, row.line.depth) for row in below)
            + sum(fits("{n}、{summary}", row.line) is not None for row in below if row.line.mark == "text"),
            int(end < len(rows) and rows[end].line.level > level),
            is_address(example, at + 1),
            len(below),
        )


def _may_be_entry(mark: str, depth: int) -> bool:
    return mark in ("bullet", "number") and depth == 0


def levels_of(heads: Sequence[Head], *, may_be_items: bool = False) -> list[Level]:
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


def _level(level: int, heads: Sequence[Head], issues: Counter[str], *, has_sections: bool) -> Level:
    repeated = [head for head in heads if issues[head.key] > 1]
    linked = [head for head in heads if issues[head.key] == 1 and _is_titled(head)]
    below = [head for head in heads if head.has_address and issues[head.key] == 1 and head not in linked]
    rest = [head for head in heads if head not in linked and head not in below]
    share = len(repeated) / len(heads)
    if len(below) < _FEW * len(rest):
        rest, below = [head for head in heads if head not in linked], []
    items = [*linked, *below]
    if len(items) < _FEW * len(rest):
        rest, items = list(heads), []
    return _rest_of(level, rest, items, issues, share, has_sections=has_sections)


def _is_titled(head: Head) -> bool:
    """Tell whether a heading looks like an item's: it is a link, or has a running number and no entries."""
    return head.fit.is_linked or bool(head.fit.number and head.entries < 2 and not head.deeper)


def _rest_of(
    level: int, rest: list[Head], items: list[Head], issues: Counter[str], share: float, *, has_sections: bool
) -> Level:
    """Tell what those headings of a level are that have no address of their own."""
    if not rest:
        return Level(level, (), tuple(items), share)
    again = sum(issues[head.key] > 1 for head in rest) / len(rest)
    holding = sum(head.entries > 1 or head.deeper for head in rest) / len(rest)
    many = len(rest) >= 2 * len({head.issue for head in rest})
    if again >= _REPEATED or holding >= _HOLDS:
        return Level(level, tuple(rest), tuple(items), share)
    if again <= _RARE and (len(items) > len(rest) or (many and has_sections)):
        return Level(level, (), tuple(_in_order([*items, *rest])), share)
    return Level(level, tuple(rest), tuple(items), share)


def _in_order(heads: Iterable[Head]) -> list[Head]:
    return sorted(heads, key=lambda head: (head.issue, head.at))
