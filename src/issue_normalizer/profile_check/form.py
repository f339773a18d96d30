"""The result of `normalize profile check`, as data: its JSON Schema is made from this."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct


class Share(Struct, frozen=True, forbid_unknown_fields=True):
    """How many of all."""

    count: int
    of: int

    def __add__(self, other: Share) -> Share:
        """Pool two shares."""
        return Share(self.count + other.count, self.of + other.of)


NOTHING = Share(0, 0)


class Used(Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern, and how often it fits."""

    key: Annotated[str, Meta(description="The key of the profile that it stands in.")]
    pattern: str
    count: int


class Missed(Struct, frozen=True, forbid_unknown_fields=True):
    """A line that looks like those of items, and that no pattern claims."""

    line: int
    text: str


class Figures(Struct, frozen=True, forbid_unknown_fields=True):
    """What is counted, of one issue or of all."""

    entries: Annotated[Share, Meta(description="List entries in claimed lines or their items.")] = NOTHING
    headings: Annotated[Share, Meta(description="Headings in claimed lines or their items.")] = NOTHING
    links: Annotated[Share, Meta(description="Links, by address, in claimed lines or their items.")] = NOTHING
    items: Annotated[int, Meta(description="Items found.")] = 0
    urls: Annotated[Share, Meta(description="Titled items that have an address.")] = NOTHING
    lost: Annotated[int, Meta(description="Characters of text that are lost: 0.")] = 0
    dropped: Annotated[int, Meta(description="Characters that {_} left out.")] = 0
    fixed: Annotated[Share, Meta(description="Issues that come back the same, read again.")] = NOTHING
    agreement: Annotated[
        Share | None,
        Meta(description="Items on which the profile and one learned from the other issues agree."),
    ] = None

    def __add__(self, other: Figures) -> Figures:
        """Pool the figures of two issues."""
        known = [one for one in (self.agreement, other.agreement) if one is not None]
        return Figures(
            self.entries + other.entries,
            self.headings + other.headings,
            self.links + other.links,
            self.items + other.items,
            self.urls + other.urls,
            self.lost + other.lost,
            self.dropped + other.dropped,
            self.fixed + other.fixed,
            sum(known, NOTHING) if known else None,
        )


class OfIssue(Struct, frozen=True, forbid_unknown_fields=True):
    """The figures of one issue, and up to 5 lines that may be items and are none."""

    name: str
    figures: Figures
    missed: tuple[Missed, ...] = ()


class ProfileCheck(
    Struct, frozen=True, forbid_unknown_fields=True, tag_field="schema", tag="profile-check/1"
):
    """How well a profile reads issues."""

    profile: Annotated[str, Meta(description="The profile's name.")]
    issues: tuple[OfIssue, ...]
    all: Figures
    patterns: tuple[Used, ...]

    @property
    def has_failed(self) -> bool:
        """Tell whether text is lost, an issue does not come back the same, or a pattern fits nothing."""
        whole = self.all
        return (
            bool(whole.lost)
            or whole.fixed.count < whole.fixed.of
            or any(not one.count for one in self.patterns)
        )
