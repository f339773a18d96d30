"""Examples -> the draft of a profile, as TOML with comments."""

from __future__ import annotations

from collections.abc import Sequence

from issue_normalizer.learn.entries import find_entries
from issue_normalizer.learn.examples import Example
from issue_normalizer.learn.facts import guess_facts
from issue_normalizer.learn.guesses import Guess
from issue_normalizer.learn.items import guess_patterns
from issue_normalizer.learn.titles import name_issues
from issue_normalizer.learn.toml import write_profile
from issue_normalizer.learn.zones import lay_out


def draft_profile(examples: Sequence[Example]) -> str:
    """Draft the profile that reads the examples; their order does not count."""
    examples = sorted(examples, key=lambda example: (example.name, example.titles, [row.text for row in example.rows]))
    layout = lay_out(examples)
    entries = find_entries(layout)
    found = guess_patterns(layout, entries)
    facts = guess_facts(layout, entries)
    skipped = [
        Guess("skip", examples[head.issue].rows[head.at].text, head_issues(layout, head), head_issues(layout, head), "sections", head_issues(layout, head), len(examples))
        for head in layout.skipped
    ]
    return write_profile(name_issues(examples), found, facts, skipped)


def head_issues(layout, head):
    return len({spot.issue for spot in layout.spots if spot.key == head.key}) or 1
