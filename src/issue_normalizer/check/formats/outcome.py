"""The outcome of a check: what every format writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from issue_normalizer.check.model import WEIGHTS, Change, Comparison, Weight
from issue_normalizer.wording import counted


class Outcome(Struct, frozen=True):
    """All comparisons of a check in the order of their names, what they were compared with, what fails."""

    comparisons: Sequence[Comparison]
    baseline: str
    fail_on: frozenset[Weight]

    @property
    def changed(self) -> list[Comparison]:
        """The comparisons in which something changed."""
        return [one for one in self.comparisons if one.changes]

    @property
    def has_failed(self) -> bool:
        """Tell whether anything fails the check."""
        return any(map(self.fails, self.comparisons))

    def fails(self, comparison: Comparison) -> bool:
        """Tell whether a comparison fails the check."""
        return any(change.weight in self.fail_on for change in comparison.changes)

    def count(self) -> Counter[Weight]:
        """Count the changes of each weight."""
        return Counter(change.weight for one in self.comparisons for change in one.changes)


def heaviest_first(changes: Sequence[Change]) -> list[Change]:
    """Sort changes by weight, else in their order."""
    return sorted(changes, key=lambda change: WEIGHTS.index(change.weight))


def summary(outcome: Outcome) -> str:
    """Say in one line what was found."""
    counts = outcome.count()
    told = [weighed(weight, counts[weight]) for weight in WEIGHTS if counts[weight]]
    same = len(outcome.comparisons) - len(outcome.changed)
    checked = counted(len(outcome.comparisons), "issue")
    if not told:
        return f"{checked} checked against {outcome.baseline}: nothing changed"
    return f"{checked} checked against {outcome.baseline}: {', '.join(told)}; {same} unchanged"


def weighed(weight: Weight, count: int) -> str:
    """Say how many changes of a weight there are."""
    if weight == "form":
        return f"{count} in form only"
    return counted(count, weight, "losses" if weight == "loss" else "")
