"""What damage is: a changed page, and what a check should tell of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import NamedTuple, TypeAlias

from issue_normalizer.check.model import Change
from issue_normalizer.issue import Issue


class Told(NamedTuple):
    """A change as it is counted: its kind, weight and place."""

    kind: str
    weight: str
    path: str
    is_new: bool = True


class Baseline(NamedTuple):
    """A page before it is damaged: its text, and the issue that it holds."""

    name: str
    text: str
    issue: Issue


class DamagedIssue(NamedTuple):
    """An issue that was damaged, and what a check should tell."""

    issue: Issue
    expected: tuple[Told, ...]


class DamagedText(NamedTuple):
    """A page that was damaged, and what a check should tell."""

    text: str
    expected: tuple[Told, ...] = ()


# They give None where a page has nothing that could be damaged in this way.
IssueDamage: TypeAlias = Callable[[Issue, Random], DamagedIssue | None]
TextDamage: TypeAlias = Callable[[Baseline, Random], DamagedText | None]


def told(changes: Iterable[Change]) -> list[Told]:
    """Give changes as they are counted."""
    return [Told(one.kind, one.weight, one.place.path, one.place.is_new) for one in changes]
