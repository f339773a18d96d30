"""Lines -> what the patterns of a profile say of each: the start of a section, an item, a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from issue_normalizer.inlines import plain
from issue_normalizer.interpret.places import BlockPlace
from issue_normalizer.profiles import Patterns
from issue_normalizer.profiles.lines import MarkedLine
from issue_normalizer.profiles.patterns import MAX_LINES, Match, Pattern, match, match_text
from issue_normalizer.tree import Inlines, List

# What a section is read as: with items, or as text that belongs to it, to the lead, to the colophon, …
Role: TypeAlias = Literal["items", "text", "lead", "colophon", "archive"]

# Tells whether a section begins on a line, by the patterns that are bare or by the others.
Sections: TypeAlias = Callable[[int, bool], Match | None]

_BELOW_HEADINGS: Final = 7  # the level of a section that no heading opens
_ONCE: Final = frozenset(("url", "publisher"))  # a second one is text, or one more link


class Claimed(Struct, frozen=True, gc=False):
    """A line that a pattern claims, with those behind it that the pattern took, too.

    `role` is that of a section.
    """

    kind: Literal["section", "item", "fact"]
    found: Match
    role: Role = "items"


class _Open(Struct, frozen=True, gc=False):
    """A section that is not at its end: its level, the line on which its entry ends, or 0."""

    level: int
    end: int
    role: Role


class _Item:
    """The item that lines stand below, if there is one."""

    def __init__(self) -> None:
        self.holes: set[str] | None = None
        self.next = -1  # the line right below its first one, or below a fact

    def start(self, claimed: Claimed, following: int) -> None:
        self.holes = set(_holes(claimed.found))
        self.next = following

    def add(self, claimed: Claimed, following: int) -> None:
        if self.holes is not None:
            self.holes.update(_holes(claimed.found))
            self.next = following

    def end(self) -> None:
        self.holes = None


def claim_lines(
    lines: Sequence[MarkedLine], places: Sequence[BlockPlace], patterns: Patterns, sections: Sections
) -> list[Claimed | None]:
    """Say for each line what claims it; lines that the one above took are None, as unclaimed ones are."""
    ends = dict(_entries(places))
    lowest = lowest_heading(patterns)
    claims: list[Claimed | None] = [None] * len(lines)
    opened: list[_Open] = []
    item = _Item()
    at = 0
    while at < len(lines):
        line = lines[at]
        opened = [one for one in opened if not one.end or at < one.end]
        role = opened[-1].role if opened else "items"
        claimed = _claim(lines, at, patterns, sections, item, is_text=role != "items")
        if claimed is None:
            if line.mark == "heading" and line.level <= lowest:
                item.end()
            at += 1
            continue
        following = at + claimed.found.lines
        if claimed.kind == "section":
            item.end()
            end = ends.get(at, 0)
            level = line.level or _BELOW_HEADINGS
            if not end:
                opened = [one for one in opened if not one.end and one.level < level]
            role = _role_of(title_of(claimed.found), patterns, opened[-1].role if opened else None)
            opened.append(_Open(level, end, role))
            claimed = Claimed("section", claimed.found, role)
        elif claimed.kind == "item":
            item.start(claimed, following)
        else:
            item.add(claimed, following)
        claims[at] = claimed
        at = following
    return claims


def _claim(
    lines: Sequence[MarkedLine],
    at: int,
    patterns: Patterns,
    sections: Sections,
    item: _Item,
    *,
    is_text: bool,
) -> Claimed | None:
    """Try the patterns on a line: those that are not bare, then the bare ones."""
    rest = lines[at : at + MAX_LINES]
    for bare in (False, True):
        if not is_text and (found := _first(patterns.items or (), rest, bare=bare)):
            return Claimed("item", found)
        if found := sections(at, bare):
            return Claimed("section", found)
        if is_text or item.holes is None or (bare and at != item.next):
            continue
        for pattern in patterns.facts:
            found = match(pattern, rest) if pattern.is_bare == bare else None
            if found and not _ONCE.intersection(_holes(found)) & item.holes:
                return Claimed("fact", found)
    return None


def _first(patterns: Sequence[Pattern], lines: Sequence[MarkedLine], *, bare: bool) -> Match | None:
    return next(
        (found for pattern in patterns if pattern.is_bare == bare and (found := match(pattern, lines))), None
    )


def by_patterns(lines: Sequence[MarkedLine], patterns: Patterns) -> Sections:
    """Give the sections that patterns tell."""
    return lambda at, bare: _first(patterns.sections or (), lines[at : at + MAX_LINES], bare=bare)


def _holes(found: Match) -> Iterator[str]:
    return (hole for hole, _ in found.values)


def value_of(found: Match, hole: str) -> Inlines:
    """Give what a hole took; () where the pattern has none of the name."""
    return next((nodes for name, nodes in found.values if name == hole), ())


def title_of(found: Match) -> str:
    """Give the title of a section."""
    return plain(value_of(found, "section"))


def _role_of(title: str, patterns: Patterns, around: Role | None) -> Role:
    """Tell what a section is read as; what is said of the one around it counts for it, too."""
    if around not in (None, "items"):
        return around or "items"
    named: tuple[tuple[Role, tuple[Pattern, ...]], ...] = (
        ("lead", patterns.lead),
        ("colophon", patterns.colophon),
        ("archive", patterns.archive),
        ("text", patterns.skip),
    )
    for role, titles in named:
        if any(match_text(pattern, title) for pattern in titles):
            return role
    is_only = around == "items" or any(match_text(pattern, title) for pattern in patterns.only)
    return "items" if is_only or not patterns.only else "text"


def lowest_heading(patterns: Patterns) -> int:
    """Give the level of the deepest heading that a pattern begins with; 0 for none."""
    lines = (*(patterns.sections or ()), *(patterns.items or ()))
    return max((pattern.level for pattern in lines), default=0)


def _entries(places: Sequence[BlockPlace]) -> Iterator[tuple[int, int]]:
    """List the entries of lists: the line that each begins on, the line behind it."""
    for place in places:
        for entry in place.inner:
            if type(place.block) is List and entry and entry[0].start < entry[-1].end:
                yield entry[0].start, entry[-1].end
            yield from _entries(entry)
