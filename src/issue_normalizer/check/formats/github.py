"""A check as annotations of GitHub Actions: a line a change, which points at file and line.

Form: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from issue_normalizer.check.formats.marks import in_brackets, marked
from issue_normalizer.check.formats.outcome import Outcome, heaviest_first, summary
from issue_normalizer.check.model import Change, Comparison
from issue_normalizer.safe import remove_unsafe

_IN_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_DATA | str.maketrans({":": "%3A", ",": "%2C"})


def write_github(outcome: Outcome) -> str:
    """Write a check as workflow commands: errors for what fails it, warnings for changes, else notices."""
    lines = [_told(change, one, outcome) for one in outcome.changed for change in heaviest_first(one.changes)]
    return "\n".join((*lines, _data(summary(outcome)))) + "\n"


def _told(change: Change, one: Comparison, outcome: Outcome) -> str:
    level = "notice"
    if change.weight in outcome.fail_on:
        level = "error"
    elif change.weight in ("loss", "change"):
        level = "warning"
    origin = one.new_origin or one.old_origin
    file = (origin.path.as_posix() if origin.path else origin.name) if origin else ""
    told = f"{change.place.name}: {change.message}" if change.place.name else change.message
    if words := marked(change, in_brackets):
        told += f"\n{words}"
    return annotation(level, {"file": file, "line": max(1, change.line), "title": change.kind}, told)


def annotation(level: str, properties: dict[str, str | int], message: str) -> str:
    """Write a workflow command; what has no value, such as line 0, is left out."""
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    return f"::{level} {given}::{_data(message)}"


def _data(text: str) -> str:
    return remove_unsafe(text).translate(_IN_DATA)


def _property(text: str) -> str:
    return remove_unsafe(text).translate(_IN_PROPERTY)
