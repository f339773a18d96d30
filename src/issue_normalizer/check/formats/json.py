"""A check as JSON (`check/1`): every issue, with its changes."""

from __future__ import annotations

import json
from typing import Any

from issue_normalizer.check.formats.outcome import Outcome
from issue_normalizer.check.model import WEIGHTS, Change, Comparison
from issue_normalizer.safe import remove_unsafe

SCHEMA = "check/1"


def write_json(outcome: Outcome) -> str:
    """Write a check as JSON."""
    counts = outcome.count()
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "baseline": outcome.baseline,
        "failed": outcome.has_failed,
        "counts": {
            "issues": len(outcome.comparisons),
            "unchanged": len(outcome.comparisons) - len(outcome.changed),
            **{str(weight): counts[weight] for weight in WEIGHTS},
        },
        "issues": [_issue(one, outcome) for one in outcome.comparisons],
    }
    return remove_unsafe(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _issue(one: Comparison, outcome: Outcome) -> dict[str, Any]:
    return {
        "title": one.title,
        "new": one.new_origin.name if one.new_origin else None,
        "old": one.old_origin.name if one.old_origin else None,
        "items": one.items,
        "failed": outcome.fails(one),
        "changes": [_change(change) for change in one.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "weight": change.weight,
        "where": change.place.path,
        "in": "new" if change.place.is_new else "old",
        "name": change.place.name,
        "line": change.line,
        "message": change.message,
        "before": change.before,
        "after": change.after,
        "count": change.count,
    }
