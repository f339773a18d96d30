"""Which profile knows an issue."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TypeAlias, TypeVar

from msgspec import Struct

from issue_normalizer.profiles.make import FOLDER, NEUTRAL, load, several, shipped_data
from issue_normalizer.profiles.model import Profile

# Profiles by where they come from; an earlier source counts more.
Sources: TypeAlias = Sequence[Sequence[Profile]]


class ChosenProfile(Struct, frozen=True):
    """The profile of an issue, and why it is this one."""

    profile: Profile
    why: str


class KnownProfiles(Struct, frozen=True):
    """The profiles that an input may be read with: the one that is `given`, or what the sources have.

    The shipped ones come behind all sources.
    """

    given: Profile | None = None
    sources: Sources = ()

    def choose(
        self, titles: Sequence[str], address: str | None = None, metadata: Mapping[str, str] | None = None
    ) -> ChosenProfile:
        """Choose the profile of an issue: the given one, else by what it says of itself.

        In each source, one counts whose `match` the front matter fits, else the one with the longest `series`
        that a title begins with, else one whose `addresses` the page was served from. The shipped ones come
        last; where none knows the issue, it is the neutral one.
        """
        if self.given:
            return ChosenProfile(self.given, "it was given")
        metadata = metadata or {}
        texts = [title for title in (*titles, metadata.get("series", "")) if title]
        for profiles in self.sources:
            if found := _fitting(profiles, metadata):
                return ChosenProfile(found, "its front matter fits `match`")
            if chosen := _by_signs(profiles, texts, address):
                return ChosenProfile(*chosen)
        if named := _by_signs([_signs(name) for name in shipped()], texts, address):
            return ChosenProfile(load(named[0].name), named[1])
        return ChosenProfile(load(NEUTRAL), "no profile knows it: read by structure alone")

    def named(self, series: str) -> ChosenProfile:
        """Choose the profile of a series by its name alone."""
        return self.choose([series] if series else [])


SHIPPED = KnownProfiles()


class _Signs(Struct, frozen=True):
    """By what a profile knows an issue."""

    name: str
    series: tuple[str, ...]
    addresses: tuple[str, ...]


K = TypeVar("K", _Signs, Profile)


@cache
def shipped() -> tuple[str, ...]:
    """List the profiles that ship with the package, but for the neutral one."""
    names = (file.removesuffix(".toml") for file in os.listdir(FOLDER) if file.endswith(".toml"))  # noqa: PTH208
    return tuple(sorted(name for name in names if name != NEUTRAL))


@cache
def _signs(name: str) -> _Signs:
    """Tell by what a shipped profile knows an issue."""
    stated = shipped_data(name)
    return _Signs(name, several(stated.get("series", ())), several(stated.get("addresses", ())))


def select(titles: Sequence[str], address: str | None) -> Profile:
    """Choose among the shipped profiles."""
    return SHIPPED.choose(titles, address).profile


def _by_signs(known: Sequence[K], titles: Sequence[str], address: str | None) -> tuple[K, str] | None:
    """Give the one that knows a title, else an address, and why."""
    by_title = [
        (-len(series), one.name, series, one)
        for one in known
        for series in one.series
        if any(title.startswith(series) for title in titles)
    ]
    if by_title:
        _, _, series, one = min(by_title, key=lambda found: found[:2])
        return one, f"its title begins with {series}"
    for one in sorted(known, key=lambda one: one.name):
        for part in one.addresses:
            if address and part in address:
                return one, f"it was served from {part}"
    return None


def _fitting(profiles: Iterable[Profile], metadata: Mapping[str, str]) -> Profile | None:
    """Give the profile whose `match` fits all that it names of the front matter."""
    for profile in sorted(profiles, key=lambda profile: profile.name):
        if profile.match:
            from issue_normalizer.profiles.patterns import match_text

            if all(match_text(pattern, metadata.get(key, "")) for key, pattern in profile.match.items()):
                return profile
    return None
