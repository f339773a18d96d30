"""What a project's settings make of the changes that were found."""

from __future__ import annotations

from msgspec.structs import replace

from issue_normalizer.check.model import Comparison
from issue_normalizer.settings import Settings


def applied(settings: Settings, comparison: Comparison) -> Comparison:
    """Leave out the changes that are ignored, and weigh the others as the settings say."""
    changes = tuple(
        replace(one, weight=settings.weights.get(one.kind, one.weight))
        for one in comparison.changes
        if one.kind not in settings.ignore
    )
    return replace(comparison, changes=changes)
