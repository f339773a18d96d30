"""A check as JUnit XML: an issue a test case, which fails if the check does for it."""

from __future__ import annotations

from xml.etree import ElementTree as ET  # written only, never read

from issue_normalizer.check.formats.marks import in_brackets, marked
from issue_normalizer.check.formats.outcome import Outcome, heaviest_first
from issue_normalizer.check.model import Change, Comparison
from issue_normalizer.safe import remove_unsafe


def write_junit(outcome: Outcome) -> str:
    """Write a check as JUnit XML."""
    suite = ET.Element(
        "testsuite",
        name="normalize check",
        tests=str(len(outcome.comparisons)),
        failures=str(sum(map(outcome.fails, outcome.comparisons))),
        errors="0",
    )
    for one in outcome.comparisons:
        _case(suite, one, outcome)
    ET.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suite, encoding="unicode") + "\n"


def _case(suite: ET.Element, one: Comparison, outcome: Outcome) -> None:
    case = ET.SubElement(suite, "testcase", classname=_clean(one.name), name=_clean(one.title or one.name))
    changes = heaviest_first(one.changes)
    failing = [change for change in changes if change.weight in outcome.fail_on]
    others = [change for change in changes if change.weight not in outcome.fail_on]
    if failing:
        failure = ET.SubElement(
            case, "failure", type=failing[0].kind, message=_clean(_told(failing[0]).partition("\n")[0])
        )
        failure.text = _clean("\n".join(map(_told, failing)))
    if others:
        ET.SubElement(case, "system-out").text = _clean("\n".join(map(_told, others)))


def _told(change: Change) -> str:
    where = f"line {change.line}, " if change.line else ""
    name = f"{change.place.name}: " if change.place.name else ""
    words = marked(change, in_brackets)
    told = f"{change.weight} {change.kind}: {where}{name}{change.message}"
    return f"{told}\n  {words}" if words else told


def _clean(text: str) -> str:
    """Take out what XML cannot hold, and form feeds."""
    return remove_unsafe(text).replace("\f", " ")
