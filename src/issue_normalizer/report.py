"""The report: where an issue came from, and what happened on the way."""

from __future__ import annotations

import hashlib
import json

from issue_normalizer.issue import Issue
from issue_normalizer.pipeline import Result
from issue_normalizer.safe import for_terminal

SCHEMA = "report/1"


def write_report(name: str, data: bytes, result: Result) -> str:
    """Write the report of one conversion as JSON. `name` is the input's name as the user gave it."""
    issue = result.issue
    report = {
        "schema": SCHEMA,
        "input": {
            "name": for_terminal(name),
            "format": result.format,
            "encoding": result.encoding,
            "bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
        },
        "issue": {"series": issue.series, "date": issue.date, **counts_of(issue)},
        "diagnostics": diagnostics_of(result),
        "account": account_of(result),
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def counts_of(issue: Issue) -> dict[str, int]:
    """Count the items of an issue and their links, those of titles too."""
    items = [item for section in issue.sections for item in section.items]
    links = sum((item.url is not None) + len(item.links) for item in items)
    return {"items": len(items), "links": links}


def diagnostics_of(result: Result) -> list[dict[str, object]]:
    """Give the diagnostics of a conversion as JSON values."""
    return [
        {"code": d.code, "severity": d.severity, "message": d.message, "line": d.line, "where": d.where}
        for d in result.diagnostics
    ]


def account_of(result: Result) -> dict[str, object]:
    """Give the account of a conversion as JSON values."""
    account = result.account
    return {
        "kept": account.kept,
        "structure": account.structure,
        "dropped": account.dropped,
        "lost": account.lost,
        "spans": [{"line": s.line, "text": s.text, "reason": s.reason} for s in account.spans],
    }
