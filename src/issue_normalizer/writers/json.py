"""Issue -> canonical JSON."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass

from issue_normalizer.issue import SCHEMA, Issue


def write_json(issue: Issue) -> str:
    """Write an issue as canonical JSON: two spaces, keys in the order of the model, one line end."""
    return json.dumps({"schema": SCHEMA, **_object(issue)}, ensure_ascii=False, indent=2) + "\n"


def _object(value: object) -> dict[str, object]:
    return {field.name: _value(getattr(value, field.name)) for field in fields(value)}  # type: ignore[arg-type]


def _value(value: object) -> object:
    if is_dataclass(value):
        return _object(value)
    if isinstance(value, tuple):
        return [_value(entry) for entry in value]
    return value
