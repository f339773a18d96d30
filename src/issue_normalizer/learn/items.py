"""Lines that begin items or sections -> patterns of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from issue_normalizer.learn.behind import particular
from issue_normalizer.learn.entries import Entries, is_enough, is_strong
from issue_normalizer.learn.forms import TITLED, UNTITLED, fits, mark_of, mark_text
from issue_normalizer.learn.guesses import Guess
from issue_normalizer.learn.headings import Head, Level
from issue_normalizer.learn.zones import Layout, Spot

_DEEPEST = 6


class Guesses(Struct, frozen=True):
    """Patterns of sections and items, and the shapes that were left out."""

    sections: tuple[Guess, ...]
    items: tuple[Guess, ...]
    left_out: tuple[str, ...]


class _Collected:
    """Guesses while they are made."""

    def __init__(self, examples: int) -> None:
        self.examples = examples
        self.items: list[Guess] = []
        self.bare: list[Guess] = []
        self.left_out: list[str] = []

    def add(self, pattern: str, fitting: Sequence[Spot | Head], of: int, what: str, otherwise: str) -> None:
        issues = len({one.issue for one in fitting})
        if not is_enough(fitting):
            self.left_out.append(pattern)
            return
        guess = Guess("items", pattern, len(fitting), of, what, issues, self.examples, otherwise)
        if guess not in self.items:
            (self.bare if pattern.strip(" -1.#").startswith(UNTITLED) else self.items).append(guess)


def guess_patterns(layout: Layout, entries: Entries) -> Guesses:
    """Guess the patterns of sections and items."""
    collected = _Collected(len(layout.examples))
    for level in layout.levels:
        _add_headings(level, collected)
    if entries.events:
        _add_events(entries.events, collected)
    if entries.below:
        of = len(entries.below)
        collected.add("{title}\n{url}", entries.below, of, "lines above an address", "")
    for kind, spots in entries.items.items():
        others = [spot for other, more in entries.items.items() if other != kind for spot in more]
        _add_lines(spots, others, collected)
    return Guesses(
        tuple(_sections(layout, entries)),
        (*collected.items, *collected.bare),
        tuple(sorted(set(collected.left_out))),
    )


def _add_headings(level: Level, collected: _Collected) -> None:
    """Add headings that are items: those that are links, and those that are not."""
    mark = "#" * level.level + " "
    what = f"headings of level {level.level}"
    of = len(level.items) + len(level.sections)
    forms: dict[tuple[str, str], list[Head]] = defaultdict(list)
    for head in level.items:
        forms[head.fit.number, _title_of(head, level)].append(head)
    tags = "{tags} " if any(head.fit.has_tags for head in level.items) else ""
    for number, body in sorted(forms, key=lambda form: (form[1].startswith("{title}"), form)):
        heads = forms[number, body]
        start = f"{mark}{number} " if number else mark
        collected.add(f"{start}{tags}{body}", heads, of, what, "")
        of -= len(heads)


def _title_of(head: Head, level: Level) -> str:
    """Give what a heading has for its title: where all of its level are items, a link needs no form of its own."""
    if head.fit.is_linked and (level.sections or head.fit.nodes("summary")):
        return head.fit.body
    return "{title}\n{url}" if level.sections else "{title}"


def _add_events(events: Sequence[Spot], collected: _Collected) -> None:
    """Add entries that begin with a date, in which a titled entry stands."""
    fields = {1: "{date}", 2: "{date} | {place}", 3: "{date} | {place} | {publisher}"}
    by_depth: dict[tuple[int, int], list[Spot]] = defaultdict(list)
    for spot in events:
        by_depth[spot.row.line.depth, min(3, spot.row.text.count("|") + 1)].append(spot)
    for (depth, count), spots in sorted(by_depth.items(), key=lambda one: (one[0][0], -one[0][1])):
        first, inner = mark_text("bullet", 0, depth), mark_text("bullet", 0, depth + 1)
        body = fields[count]
        fitting = [spot for spot in spots if fits(body, spot.row.line)]
        pattern = f"{first}{body}\n{inner}[{{title}}]({{url}}){{summary}}"
        collected.add(pattern, fitting, len(spots), "entries that begin with a date", "text of the item above")


def _add_lines(spots: Sequence[Spot], others: Sequence[Spot], collected: _Collected) -> None:
    """Add the forms that lines of a kind have, the most particular first."""
    what = "entries" if spots[0].row.line.mark in ("bullet", "number") else "paragraphs"
    left = list(spots)
    is_list = what == "entries"
    tagged = "{tags} " if sum(spot.fit.has_tags for spot in spots) > 1 else ""
    for body in (*TITLED, UNTITLED):
        own = [spot for spot in left if spot.fit.body == body]
        for form in (*particular(body, own), body):
            start = mark_of(spots[0].row.line) if is_list else ""
            number = "" if is_list else spots[0].fit.number
            tags = tagged if form.startswith(("[", "*", "{summary}")) and body != UNTITLED else ""
            fitting = [spot for spot in own if fits(f"{spot.fit.number}{tagged}{form}", spot.row.line)]
            if not fitting or (form == UNTITLED and is_list and not _are_alone(spots, fitting, others)):
                continue
            gap = " " if number and form != UNTITLED and tags else ""
            pattern = f"{start}{number}{gap}{tags}{form}"
            collected.add(pattern, fitting, len(left), what, f"{what} without a title")
            left = [spot for spot in left if spot not in fitting]
            own = [spot for spot in own if spot not in fitting]

def _are_alone(spots: Sequence[Spot], untitled: Sequence[Spot], others: Sequence[Spot]) -> bool:
    """Tell whether there are lists of nothing but running text that are items.

    Entries beside titled ones need no pattern; those below an item of another kind are its text.
    """
    mixed = {(spot.issue, spot.row.group) for spot in spots if spot.fit.body != UNTITLED}
    first: dict[int, int] = {}
    for spot in others:
        first.setdefault(spot.section, spot.at)
    alone = {
        spot.issue
        for spot in untitled
        if (spot.issue, spot.row.group) not in mixed and not first.get(spot.section, spot.at) < spot.at
    }
    return len(alone) > 1


def _sections(layout: Layout, entries: Entries) -> list[Guess]:
    """Guess what opens a section. A heading above the deepest that does is one, too."""
    count = len(layout.examples)
    found: list[Guess] = []
    for level in layout.levels:
        if level.sections:
            of = len(level.sections) + len(level.items)
            what = f"headings of level {level.level}"
            found.append(_section("#" * level.level + " {section}", level.sections, of, what, count))
    by_mark: dict[str, list[Spot]] = defaultdict(list)
    for spot in entries.sections:
        by_mark[mark_of(spot.row.line)].append(spot)
    for mark, spots in sorted(by_mark.items(), key=lambda one: (len(one[0]), one[0])):
        body = "**{section}**" if all(map(is_strong, spots)) else "{section}"
        found.append(_section(f"{mark}{body}", spots, len(spots), "entries that hold entries", count))
    return found


def _section(pattern: str, spots: Sequence[Spot | Head], of: int, what: str, count: int) -> Guess:
    return Guess("sections", pattern, len(spots), of, what, len({spot.issue for spot in spots}), count)
