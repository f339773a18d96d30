"""Issue -> canonical JSON."""

from __future__ import annotations

from issue_normalizer.forms import write_as
from issue_normalizer.issue import Issue


def write_json(issue: Issue) -> str:
    """Write an issue as canonical JSON: its schema first, then the keys in the order of the model."""
    return write_as(issue)
