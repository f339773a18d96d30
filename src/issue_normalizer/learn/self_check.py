"""A draft beside structure alone: what it finds less of."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from issue_normalizer.pipeline import convert
from issue_normalizer.profiles import Profile
from issue_normalizer.profiles.find import KnownProfiles

_LEAST_SHARE = 0.75  # of the items, and of their addresses, that structure finds


class Found(Struct, frozen=True):
    """What a profile finds in an example: items, those with an address; and how many characters it loses."""

    name: str
    items: int
    addresses: int
    lost: int


def find_in(name: str, data: bytes, profile: Profile) -> Found:
    """Read an example with a profile. Raises RefusedError for what holds no document."""
    result = convert(data, name=name, known=KnownProfiles(profile))
    items = [item for section in result.issue.sections for item in section.items]
    addresses = sum(item.url is not None for item in items)
    return Found(name, len(items), addresses, result.account.lost)


def falls_short(drafted: Sequence[Found], alone: Sequence[Found]) -> bool:
    """Tell whether a draft finds far fewer items, or addresses of items, than structure, in all examples."""
    return any(
        sum(counts) < _LEAST_SHARE * sum(others)
        for counts, others in (
            ([one.items for one in drafted], [one.items for one in alone]),
            ([one.addresses for one in drafted], [one.addresses for one in alone]),
        )
    )


def shortcomings(drafted: Sequence[Found], alone: Sequence[Found]) -> list[str]:
    """Tell of each example where the draft loses text, or finds fewer items or addresses than structure."""
    told = []
    for draft, other in zip(drafted, alone, strict=True):
        if draft.lost:
            told.append(
                f"{draft.name}: the draft loses {draft.lost} characters; please report it with the example"
            )
        if draft.items < other.items or draft.addresses < other.addresses:
            told.append(
                f"{draft.name}: the draft finds {draft.items} items, {draft.addresses} with an address;"
                f" structure alone finds {other.items}, {other.addresses} with one;"
                " look at what it takes for items"
            )
    return told
