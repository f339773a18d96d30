"""Canonical JSON -> issue."""

from __future__ import annotations

import json

from issue_normalizer.errors import RefusedError
from issue_normalizer.forms import FormError, read_as
from issue_normalizer.issue import FORMS, OLDER, SCHEMA, Issue


def read_json(text: str) -> Issue:
    """Read canonical JSON. Raises RefusedError with the place of what does not fit the schema."""
    try:
        data = json.loads(text)  # takes halves of surrogate pairs, which msgspec does not: they are mended
    except (ValueError, RecursionError) as error:
        raise RefusedError(
            f"it is no valid JSON: {error}; give JSON that `normalize --to json` wrote"
        ) from None
    if not isinstance(data, dict) or data.get("schema") not in FORMS:
        raise RefusedError(f'it is JSON without "schema": "{SCHEMA}"; only the canonical JSON can be read')
    if data["schema"] == OLDER:
        data = {**data, "schema": SCHEMA, "number": None}
    try:
        issue = read_as(data, Issue)
    except FormError as error:
        raise RefusedError(f"{error}; see `normalize schema`") from None
    return issue
