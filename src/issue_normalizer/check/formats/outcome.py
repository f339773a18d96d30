"""The outcome of a check: what every format writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from issue_normalizer.check.model import WEIGHTS, Change, Comparison, Weight


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
    names = {"loss": ("loss", "losses"), "change": ("change", "changes"), "gain": ("gain", "gains")}
    told = [
        number(counts[weight], *names[weight]) for weight in WEIGHTS if counts[weight] and weight in names
    ]
    if counts["form"]:
        told.append(f"{counts['form']} in form only")
    same = len(outcome.comparisons) - len(outcome.changed)
    checked = number(len(outcome.comparisons), "issue", "issues")
    if not told:
        return f"{checked} checked against {outcome.baseline}: nothing changed"
    return f"{checked} checked against {outcome.baseline}: {', '.join(told)}; {same} unchanged"


def number(count: int, one: str, many: str) -> str:
    """Say how many there are of a thing."""
    return f"{count} {one if count == 1 else many}"
