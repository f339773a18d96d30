"""The report: where an issue came from, and what happened on the way."""

from __future__ import annotations

import json
from dataclasses import dataclass

from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.issue import Issue

SCHEMA = "report/1"


@dataclass(frozen=True, slots=True)
class InputFacts:
    """The input: its name as given, the reader used, how it was decoded, its size and checksum."""

    name: str
    format: str
    encoding: str
    bytes: int
    sha256: str


def write_report(facts: InputFacts, issue: Issue, diagnostics: tuple[Diagnostic, ...]) -> str:
    """Write the report of one conversion as JSON."""
    items = [item for section in issue.sections for item in section.items]
    links = sum((item.url is not None) + len(item.links) for item in items)
    data = {
        "schema": SCHEMA,
        "input": {
            "name": facts.name,
            "format": facts.format,
            "encoding": facts.encoding,
            "bytes": facts.bytes,
            "sha256": facts.sha256,
        },
        "issue": {"series": issue.series, "date": issue.date, "items": len(items), "links": links},
        "diagnostics": [
            {"code": d.code, "severity": d.severity, "message": d.message, "line": d.line, "where": d.where}
            for d in diagnostics
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
