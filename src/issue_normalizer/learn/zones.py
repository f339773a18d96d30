"""Where in an issue a line stands: above the sections, in one, in an item that a heading began."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.inlines import links_of
from issue_normalizer.learn.examples import Example, ExampleLine
from issue_normalizer.learn.forms import Fit, fits
from issue_normalizer.learn.headings import ExampleHeading, Level, heads_of, key_of, levels_of

Zone: TypeAlias = Literal["lead", "section", "item", "skipped"]

_LISTED = 0.6  # share of its entries that name parts of the issue: it is a table of contents
_ENDING = 0.8  # share of the lists of links in items that end sections, where these are items
_SAME = 0.8  # share of a section's lines that stand in other issues, too: it holds no news


class Spot(Struct, frozen=True):
    """A line that is no heading: its issue and place there, its form, and the section that it stands in.

    `section` counts the sections of all issues; `key` is what its title is compared by.
    """

    issue: int
    at: int
    row: ExampleLine
    fit: Fit
    zone: Zone
    section: int
    key: str


class ExampleLayout(Struct, frozen=True):
    """All examples as headings and the lines between. `skipped` are titles of sections without news.

    `strong` are lines of strong text that open sections.
    """

    examples: tuple[Example, ...]
    levels: tuple[Level, ...]
    spots: tuple[Spot, ...]
    skipped: tuple[ExampleHeading, ...]
    strong: tuple[Spot, ...]


def lay_out(examples: Sequence[Example], *, may_be_items: bool = False) -> ExampleLayout:
    """Tell headings apart, and where each line stands; see `levels_of` for `may_be_items`."""
    heads = heads_of(examples)
    levels = tuple(levels_of(heads, may_be_items=may_be_items))
    skipped = _skipped(examples, levels)
    keys = {head.key for head in skipped}
    roles = {(head.issue, head.at): "section" for level in levels for head in level.sections}
    roles |= {(head.issue, head.at): "item" for level in levels for head in level.items}
    strong = _strong_lines(examples)
    lowest = max((level.level for level in levels if level.sections or level.items), default=0)
    spots: list[Spot] = []
    titled: list[Spot] = []
    section = 0
    for issue, example in enumerate(examples):
        section += 1
        zone: Zone = "lead" if roles else "section"
        key = ""
        skip_level = 0
        for at, row in enumerate(example.rows):
            if (issue, at) in strong and zone != "item":
                section, zone, key = section + 1, "section", key_of(row.text)
                titled.append(Spot(issue, at, row, row.fit, zone, section, key))
                continue
            if row.line.mark != "heading":
                place: Zone = "skipped" if skip_level else zone
                spots.append(Spot(issue, at, row, row.fit, place, section, key))
                continue
            level, role = row.line.level, roles.get((issue, at))
            if skip_level and level <= skip_level:
                skip_level = 0
            if role == "section":
                section += 1
                zone, key = "section", key_of(row.text)
                skip_level = skip_level or (level if key in keys else 0)
            elif role == "item":
                zone = "item"
            elif level <= lowest:
                zone = "item"  # what follows ends the items above
    return ExampleLayout(tuple(examples), levels, tuple(_freed(spots, roles)), skipped, tuple(titled))


def _freed(spots: Sequence[Spot], roles: Mapping[tuple[int, int], str]) -> list[Spot]:
    """Take lists of links that end sections out of the last item: they are items like it.

    So where nearly all such lists stand there, below two items at least.
    """
    lists: dict[tuple[int, int], list[Spot]] = defaultdict(list)
    for spot in spots:
        if spot.zone == "item" and spot.row.line.depth == 0 and spot.row.line.mark == "bullet":
            lists[spot.issue, spot.row.group].append(spot)
    of_links = {at: some for at, some in lists.items() if all(map(_is_link, some))}
    ending = {at for at, some in of_links.items() if _ends_section(some[-1], roles)}
    if len({issue for issue, _ in ending}) < 2 or len(ending) < _ENDING * len(of_links):
        return list(spots)
    return [
        replace(spot, zone="section") if (spot.issue, spot.row.group) in ending else spot for spot in spots
    ]


def _is_link(spot: Spot) -> bool:
    return spot.fit.is_linked and not spot.fit.nodes("summary")


def _ends_section(spot: Spot, roles: Mapping[tuple[int, int], str]) -> bool:
    """Tell whether a section opens behind a line, or the issue ends, and two items stand above it."""
    heads = sorted((at, role) for (issue, at), role in roles.items() if issue == spot.issue)
    above = [role for at, role in heads if at < spot.at]
    behind = [role for at, role in heads if at > spot.at]
    return above[-2:] == ["item", "item"] and behind[:1] in ([], ["section"])


def _strong_lines(examples: Sequence[Example]) -> set[tuple[int, int]]:
    """Find lines of strong text above lists that stand in several issues: they open sections."""
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for issue, example in enumerate(examples):
        for at, (row, below) in enumerate(pairwise(example.rows)):
            is_line = row.line.mark == "text" and row.line.depth == 0 and row.is_first
            if is_line and below.line.mark in ("bullet", "number") and fits("**{title}**", row.line):
                found[key_of(row.text)].add((issue, at))
    again = [spots for key, spots in found.items() if key and len({issue for issue, _ in spots}) > 1]
    return set().union(*again) if sum(map(len, again)) > sum(map(len, found.values())) / 2 else set()


def _skipped(examples: Sequence[Example], levels: Sequence[Level]) -> tuple[ExampleHeading, ...]:
    """Find the sections whose text is the same wherever they stand: the first heading of each."""
    texts: dict[str, dict[tuple[int, int], list[str]]] = defaultdict(dict)
    first: dict[str, ExampleHeading] = {}
    for head in sorted((head for level in levels for head in level.sections), key=lambda h: (h.issue, h.at)):
        texts[head.key][head.issue, head.at] = _texts_below(examples[head.issue].rows, head.at)
        first.setdefault(head.key, head)
    titles = [{key_of(row.text) for row in one.rows if row.line.mark == "heading"} for one in examples]
    return tuple(
        first[key]
        for key, found in texts.items()
        if key and (_is_same(found) or _are_contents(found, examples, titles))
    )


def _are_contents(
    found: Mapping[tuple[int, int], list[str]], examples: Sequence[Example], titles: Sequence[set[str]]
) -> bool:
    """Tell whether sections list what the issue holds: their entries are headings, or lead into it."""
    listed = entries = 0
    for issue, at in found:
        for row in _below(examples[issue].rows, at):
            if row.line.mark in ("bullet", "number"):
                links = links_of(row.line.nodes)
                entries += 1
                listed += key_of(row.text) in titles[issue] or bool(links and links[0].url.startswith("#"))
    return len({issue for issue, _ in found}) > 1 and listed > _LISTED * entries


def _below(rows: Sequence[ExampleLine], at: int) -> list[ExampleLine]:
    """List the lines of a section, with those of the sections in it."""
    level = rows[at].line.level
    found: list[ExampleLine] = []
    for row in rows[at + 1 :]:
        if row.line.mark == "heading" and row.line.level <= level:
            break
        found.append(row)
    return found


def _texts_below(rows: Sequence[ExampleLine], at: int) -> list[str]:
    """Give the texts of a section; none where nothing in it looks like items."""
    below = _below(rows, at)
    may_hold_items = any(row.line.mark in ("bullet", "number") or links_of(row.line.nodes) for row in below)
    return [row.text for row in below if row.text] if may_hold_items else []


def _is_same(found: Mapping[tuple[int, int], list[str]]) -> bool:
    issues = {issue for issue, _ in found}
    lines = [(issue, text) for (issue, _), texts in found.items() for text in texts]
    if len(issues) < 2 or not lines:
        return False
    seen: dict[str, set[int]] = defaultdict(set)
    for issue, text in lines:
        seen[text].add(issue)
    return sum(len(seen[text]) > 1 for _, text in lines) >= _SAME * len(lines)
