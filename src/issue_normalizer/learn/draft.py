"""Examples -> the draft of a profile, as TOML with comments."""

from __future__ import annotations

from collections.abc import Sequence

from issue_normalizer.learn.entries import find_entries
from issue_normalizer.learn.examples import Example
from issue_normalizer.learn.facts import guess_facts
from issue_normalizer.learn.forms import escaped, pattern_of
from issue_normalizer.learn.guesses import Guess
from issue_normalizer.learn.items import Guesses, guess_patterns
from issue_normalizer.learn.naming import name_issues
from issue_normalizer.learn.toml import write_named, write_profile
from issue_normalizer.learn.zones import ExampleLayout, lay_out
from issue_normalizer.profiles.patterns import MAX_LINES, match


def draft_profile(examples: Sequence[Example], *, by_structure: bool = False) -> str:
    """Draft the profile that reads the examples; their order does not count.

    `by_structure` leaves sections and items to structure, and names the patterns that it finds in a comment.
    """
    examples = sorted(examples, key=lambda one: (one.name, one.titles, [row.text for row in one.rows]))
    layout = lay_out(examples)
    entries = find_entries(layout)
    found = guess_patterns(layout, entries)
    if not found.items:
        layout = lay_out(examples, may_be_items=True)
        entries = find_entries(layout)
        found = guess_patterns(layout, entries)
    if by_structure:
        return write_named(name_issues(examples), found)
    return write_profile(
        name_issues(examples), found, guess_facts(layout, entries), _guess_skipped(layout, found)
    )


def _guess_skipped(layout: ExampleLayout, found: Guesses) -> list[Guess]:
    """Guess the sections to skip: those without news in which patterns would find items."""
    patterns = [pattern_of(guess.value) for guess in found.items]
    count = len(layout.examples)
    guesses = []
    for head in layout.skipped:
        own = [spot for spot in layout.spots if spot.zone == "skipped" and spot.key == head.key]
        rows = [layout.examples[spot.issue].rows[spot.at : spot.at + MAX_LINES] for spot in own]
        lines = [[row.line for row in some] for some in rows]
        if any(match(pattern, some) for pattern in patterns for some in lines):
            title = escaped(layout.examples[head.issue].rows[head.at].text)
            issues = len({spot.issue for spot in own})
            guesses.append(Guess(title, issues, issues, "sections", issues, count))
    return guesses
