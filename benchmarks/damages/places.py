"""Items of an issue, and issues with other ones in their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from issue_normalizer.issue import Issue, Item, Section

Place: TypeAlias = tuple[int, int]  # number of the section, number of the item


def unique_items(issue: Issue, holds: Callable[[Item], object] = bool) -> list[Place]:
    """List the places of items that hold something, and that are there once."""
    counts = Counter(_identity(item) for section in issue.sections for item in section.items)
    return [
        (at, number)
        for at, section in enumerate(issue.sections)
        for number, item in enumerate(section.items)
        if counts[_identity(item)] == 1 and holds(item)
    ]


def _identity(item: Item) -> tuple[str | None, str | None, str]:
    return item.url, item.title, item.summary


def is_titled(item: Item) -> bool:
    """Tell whether an item has a title."""
    return item.title is not None


def path_of(place: Place) -> str:
    """Give the place in the JSON."""
    return f"sections/{place[0]}/items/{place[1]}"


def item_at(issue: Issue, place: Place) -> Item:
    """Give the item of a place."""
    return issue.sections[place[0]].items[place[1]]


def with_section(issue: Issue, at: int, section: Section) -> Issue:
    """Give an issue with another section in the place of one."""
    return replace(issue, sections=(*issue.sections[:at], section, *issue.sections[at + 1 :]))


def with_items(issue: Issue, at: int, items: list[Item]) -> Issue:
    """Give an issue with other items in a section."""
    return with_section(issue, at, replace(issue.sections[at], items=tuple(items)))
