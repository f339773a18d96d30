"""A draft beside structure alone: what it finds less of."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from issue_normalizer.issue import Issue
from issue_normalizer.pipeline import convert
from issue_normalizer.profiles import NEUTRAL, Profile, load
from issue_normalizer.profiles.find import Known


class Raw(Struct, frozen=True):
    """An example as it was read: the name of its file, and its bytes."""

    name: str
    data: bytes


def check_draft(raws: Sequence[Raw], profile: Profile) -> list[str]:
    """Tell of each example where the draft loses text, or finds fewer items or addresses than structure."""
    return [f"{raw.name}: {told}" for raw in raws for told in _check(raw, profile)]


def _check(raw: Raw, profile: Profile) -> list[str]:
    drafted = convert(raw.data, name=raw.name, known=Known(profile))
    alone = convert(raw.data, name=raw.name, known=Known(load(NEUTRAL)))
    told = []
    if lost := drafted.account.lost:
        told.append(f"the draft loses {lost} characters; please report it with the example")
    found, others = _counts(drafted.issue), _counts(alone.issue)
    if found[0] < others[0] or found[1] < others[1]:
        told.append(
            f"the draft finds {found[0]} items, {found[1]} with an address; structure alone finds"
            f" {others[0]}, {others[1]} with one; look at what it takes for items"
        )
    return told


def _counts(issue: Issue) -> tuple[int, int]:
    """Count the items, and those with an address."""
    items = [item for section in issue.sections for item in section.items]
    return len(items), sum(item.url is not None for item in items)
