"""How far a profile and one that is learned from the other issues agree on an issue."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence

from issue_normalizer.batch.archives import Source
from issue_normalizer.issue import Issue
from issue_normalizer.learn.draft import draft_profile
from issue_normalizer.learn.examples import read_example
from issue_normalizer.pipeline import convert
from issue_normalizer.profile_check.form import Share
from issue_normalizer.profile_check.measure import items_of
from issue_normalizer.profiles.find import KnownProfiles
from issue_normalizer.profiles.make import make_profile

LEAST = 3  # issues, so that there are two to learn from


def agreements(sources: Sequence[Source], issues: Sequence[Issue]) -> list[Share | None]:
    """Learn from all issues but one, for each; None for all where they are too few.

    An item counts as the same by title, address and section. The share is that of items on either side.
    """
    if len(sources) < LEAST:
        return [None] * len(sources)
    examples = [read_example(source.name, source.data) for source in sources]
    found: list[Share | None] = []
    for at, (source, issue) in enumerate(zip(sources, issues, strict=True)):
        draft = draft_profile([*examples[:at], *examples[at + 1 :]])
        learned = make_profile(tomllib.loads(draft), "learned")
        other = convert(source.data, name=source.name, known=KnownProfiles(learned)).issue
        mine, theirs = _keys(issue), _keys(other)
        found.append(Share((mine & theirs).total(), (mine | theirs).total()))
    return found


def _keys(issue: Issue) -> Counter[tuple[str | None, str | None, str]]:
    return Counter((item.title, item.url, section) for section, item in items_of(issue))
