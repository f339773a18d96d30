"""Lines that begin items or sections -> patterns of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from issue_normalizer.learn.behind import particular
from issue_normalizer.learn.entries import Entries, is_enough, is_strong
from issue_normalizer.learn.forms import NUMBERED_TITLES, TITLED, UNTITLED, fits, mark_of, mark_text
from issue_normalizer.learn.guesses import Guess, weighed
from issue_normalizer.learn.headings import ExampleHeading, Level
from issue_normalizer.learn.zones import ExampleLayout, Spot

_EVENTS = {1: "{date}", 2: "{date} | {place}", 3: "{date} | {place} | {publisher}"}


class Guesses(Struct, frozen=True):
    """Patterns of sections and items, and the shapes that were left out."""

    sections: tuple[Guess, ...]
    items: tuple[Guess, ...]
    left_out: tuple[str, ...]


class _Kind:
    """Patterns of the lines of a kind, tried in the order in which they are added."""

    def __init__(
        self, lines: Sequence[Spot | ExampleHeading], what: str, otherwise: str, examples: int
    ) -> None:
        self.lines = lines
        self.what = what
        self.otherwise = otherwise
        self.examples = examples
        self.left = len(lines)
        self.guesses: list[Guess] = []
        self.left_out: list[str] = []

    def add(self, pattern: str, fitting: Sequence[Spot | ExampleHeading]) -> None:
        """Add a pattern, if enough lines fit it that fit none before."""
        if not is_enough(fitting):
            self.left_out.append(pattern)
            return
        issues = len({one.issue for one in fitting})
        self.guesses.append(Guess(pattern, len(fitting), self.left, self.what, issues, self.examples))
        self.left -= len(fitting)

    def weighed(self) -> list[Guess]:
        """Give the patterns, unsure where too many lines fit none."""
        return weighed(self.guesses, len(self.lines), self.otherwise)


def guess_patterns(layout: ExampleLayout, entries: Entries) -> Guesses:
    """Guess the patterns of sections and items."""
    count = len(layout.examples)
    kinds = [_of_headings(level, count) for level in layout.levels if level.items]
    kinds += _of_events(entries.events, count)
    if entries.below:
        below = _Kind(entries.below, "lines above an address", "", count)
        below.add("{title}\n{url}", entries.below)
        kinds.append(below)
    for name, spots in entries.items.items():
        others = [spot for other, more in entries.items.items() if other != name for spot in more]
        kinds.append(_of_lines(spots, others, count))
    items = [guess for kind in kinds for guess in kind.weighed()]
    sections = _sections(layout, entries)
    taken = {guess.value.replace("{section}", UNTITLED) for guess in sections}
    items = [guess for guess in items if guess.value not in taken]  # it would claim them all
    left_out = sorted({pattern for kind in kinds for pattern in kind.left_out})
    # What is bare is tried last, wherever it stands: so it stands there.
    items.sort(key=lambda guess: guess.value.lstrip(" -") == UNTITLED)
    return Guesses(tuple(sections), tuple(items), tuple(left_out))


def _of_headings(level: Level, count: int) -> _Kind:
    """Give the patterns of headings that are items: those that are links first."""
    mark = "#" * level.level + " "
    kind = _Kind(level.items, f"headings of level {level.level} that are items", "", count)
    forms: dict[tuple[str, str], list[ExampleHeading]] = defaultdict(list)
    for head in level.items:
        forms[head.fit.number, _title_of(head, level)].append(head)
    tags = "{tags} " if any(head.fit.has_tags for head in level.items) else ""
    for number, body in sorted(forms, key=lambda form: (form[1].startswith("{title}"), form)):
        kind.add(f"{mark}{number}{tags}{body}", forms[number, body])
    return kind


def _title_of(head: ExampleHeading, level: Level) -> str:
    """Give a heading's form; where all of its level are items, a link needs none of its own."""
    if head.fit.is_linked and (level.sections or head.fit.nodes("summary")):
        return head.fit.body
    return "{title}\n{url}" if level.sections and not head.fit.number else "{title}"


def _of_events(events: Sequence[Spot], count: int) -> list[_Kind]:
    """Give the patterns of entries that begin with a date, in which a titled entry stands."""
    forms: dict[tuple[int, int], list[Spot]] = defaultdict(list)
    for spot in events:
        forms[spot.row.line.depth, -min(3, spot.row.text.count("|") + 1)].append(spot)
    kinds = []
    for (depth, bars), spots in sorted(forms.items()):
        kind = _Kind(spots, "entries that begin with a date", "the others are text", count)
        first, inner = mark_text("bullet", 0, depth), mark_text("bullet", 0, depth + 1)
        body = _EVENTS[-bars]
        fitting = [spot for spot in spots if fits(body, spot.row.line)]
        kind.add(f"{first}{body}\n{inner}[{{title}}]({{url}}){{summary}}", fitting)
        kinds.append(kind)
    return kinds


def _of_lines(spots: Sequence[Spot], others: Sequence[Spot], count: int) -> _Kind:
    """Give the patterns of the forms that lines have, the most particular first."""
    is_list = spots[0].row.line.mark in ("bullet", "number")
    what = "entries" if is_list else "paragraphs"
    otherwise = "the others are entries without a title" if is_list else "the others are text"
    kind = _Kind(spots, what, otherwise, count)
    start = mark_of(spots[0].row.line) if is_list else spots[0].fit.number
    tags = "{tags} " if sum(spot.fit.has_tags for spot in spots) > 1 else ""
    for body in (*NUMBERED_TITLES, *TITLED, UNTITLED):
        own = [spot for spot in spots if spot.fit.body == body]
        for form in (*particular(body, own), body):
            fitting = [spot for spot in own if fits(f"{spot.fit.number}{{tags}}{form}", spot.row.line)]
            own = [spot for spot in own if spot not in fitting]
            if not fitting or (form == UNTITLED and is_list and not _are_alone(spots, fitting, others)):
                continue
            kind.add(f"{start}{tags if form[0] in '[*' else ''}{form}", fitting)
    return kind


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


def _sections(layout: ExampleLayout, entries: Entries) -> list[Guess]:
    """Guess what opens a section."""
    count = len(layout.examples)
    found: list[Guess] = []
    for level in layout.levels:
        if level.sections:
            of = len(level.sections) + len(level.items)
            what = f"headings of level {level.level}"
            pattern = "#" * level.level + " {section}"
            found += weighed([_section(pattern, level.sections, of, what, count)], of - len(level.items), "")
    if layout.strong:
        of = len(layout.strong)
        found.append(_section("**{section}**", layout.strong, of, "lines of strong text above lists", count))
    by_mark: dict[str, list[Spot]] = defaultdict(list)
    for spot in entries.sections:
        by_mark[mark_of(spot.row.line)].append(spot)
    for mark, spots in sorted(by_mark.items(), key=lambda one: (len(one[0]), one[0])):
        body = "**{section}**" if all(map(is_strong, spots)) else "{section}"
        found.append(_section(f"{mark}{body}", spots, len(spots), "entries that hold entries", count))
    return found


def _section(pattern: str, spots: Sequence[Spot | ExampleHeading], of: int, what: str, count: int) -> Guess:
    return Guess(pattern, len(spots), of, what, len({spot.issue for spot in spots}), count)
