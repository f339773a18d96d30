"""A draft beside structure alone: what it finds less of."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from issue_normalizer.issue import Issue
from issue_normalizer.pipeline import convert
from issue_normalizer.profiles import NEUTRAL, Profile, load
from issue_normalizer.profiles.find import KnownProfiles

_LEAST_SHARE = 0.75  # of the items, and of their addresses, that structure finds


class Raw(Struct, frozen=True):
    """An example as it was read: the name of its file, and its bytes."""

    name: str
    data: bytes


def check_draft(raws: Sequence[Raw], profile: Profile) -> list[str]:
    """Tell of each example where the draft loses text, or finds fewer items or addresses than structure."""
    return [f"{raw.name}: {told}" for raw in raws for told in _check(raw, profile)]


def falls_short(raws: Sequence[Raw], profile: Profile) -> bool:
    """Tell whether a draft finds far fewer items, or addresses of items, than structure, in all examples."""

    def counted(profile: Profile) -> list[int]:
        known = KnownProfiles(profile)
        return [
            sum(of)
            for of in zip(
                *(_counts(convert(r.data, name=r.name, known=known).issue) for r in raws), strict=True
            )
        ]

    return any(
        found < _LEAST_SHARE * other
        for found, other in zip(counted(profile), counted(load(NEUTRAL)), strict=True)
    )


def _check(raw: Raw, profile: Profile) -> list[str]:
    drafted = convert(raw.data, name=raw.name, known=KnownProfiles(profile))
    alone = convert(raw.data, name=raw.name, known=KnownProfiles(load(NEUTRAL)))
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
