"""Diagnostics for programs: JSON, annotations of GitHub Actions, SARIF."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any

from msgspec import Meta, Struct

from issue_normalizer import __version__
from issue_normalizer.advice import ADVICE
from issue_normalizer.check.formats.github import annotation
from issue_normalizer.diagnostics import CODES, Diagnostic
from issue_normalizer.forms import write_as
from issue_normalizer.report import Told
from issue_normalizer.safe import for_terminal, remove_unsafe

ToldOf = Sequence[tuple[str, Sequence[Diagnostic]]]  # by the name of an input, what was told of it

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}  # SARIF 2.1.0, 3.27.10
_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class OfInput(Struct, frozen=True, forbid_unknown_fields=True):
    """What was told of one input."""

    name: Annotated[str, Meta(description="The input, as the user gave it.")]
    diagnostics: tuple[Told, ...]


class DiagnosticsForm(
    Struct, frozen=True, forbid_unknown_fields=True, tag_field="schema", tag="diagnostics/1"
):
    """The diagnostics of one run, by input."""

    inputs: tuple[OfInput, ...]


def write_diagnostics(told: ToldOf, form: str) -> str:
    """Write diagnostics as `json` (`diagnostics/1`), `github` or `sarif`."""
    return {"json": write_json, "github": write_github, "sarif": write_sarif}[form](told)


def write_json(told: ToldOf) -> str:
    """Write diagnostics as JSON."""
    return write_as(
        DiagnosticsForm(
            tuple(OfInput(for_terminal(name), tuple(map(Told.of, found))) for name, found in told)
        )
    )


def write_github(told: ToldOf) -> str:
    """Write diagnostics as workflow commands: GitHub shows each beside its line."""
    return "".join(
        annotation(
            "notice" if one.severity == "info" else one.severity,
            {"file": name, "line": one.line, "col": one.column, "title": one.code},
            one.message,
        )
        + "\n"
        for name, found in told
        for one in found
    )


def write_sarif(told: ToldOf) -> str:
    """Write diagnostics as a log of static analysis, SARIF 2.1.0."""
    codes = sorted({one.code for _, found in told for one in found})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": CODES[code][1]},
            "help": {"text": f"What to do: {ADVICE.get(code, 'nothing')}."},
            "defaultConfiguration": {"level": _LEVELS[CODES[code][0]]},
        }
        for code in codes
    ]
    driver = {
        "name": "normalize",
        "semanticVersion": __version__,
        "rules": rules,
    }
    results = [_result(name, one, codes.index(one.code)) for name, found in told for one in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(name: str, one: Diagnostic, rule: int) -> dict[str, Any]:
    from urllib.parse import quote

    location: dict[str, Any] = {"artifactLocation": {"uri": quote(remove_unsafe(name), safe="/:")}}
    if one.line:
        column = {"startColumn": one.column} if one.column else {}
        location["region"] = {"startLine": one.line, **column}
    return {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": _LEVELS[one.severity],
        "message": {"text": remove_unsafe(one.message)},
        "locations": [{"physicalLocation": location}],
    }
