"""Canonical JSON -> issue."""

from __future__ import annotations

import json

from issue_normalizer.errors import RefusedError
from issue_normalizer.forms import FormError, read_as
from issue_normalizer.issue import SCHEMA, Issue, Section


def read_json(text: str) -> Issue:
    """Read canonical JSON. Raises RefusedError with the place of what does not fit the schema."""
    try:
        data = json.loads(text)  # takes halves of surrogate pairs, which msgspec does not: they are mended
    except (ValueError, RecursionError) as error:
        raise RefusedError(
            f"it is no valid JSON: {error}; give JSON that `normalize --to json` wrote"
        ) from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise RefusedError(f'it is JSON without "schema": "{SCHEMA}"; only the canonical JSON can be read')
    try:
        issue = read_as(data, Issue)
    except FormError as error:
        raise RefusedError(f"{error}; see `normalize schema`") from None
    for index, section in enumerate(issue.sections):
        if not _can_be_written(section):
            raise RefusedError(
                f"$.sections[{index}] has items without a title beside items with more than title and url; "
                "give all of them a title"
            )
    return issue


def _can_be_written(section: Section) -> bool:
    """Tell whether Markdown can hold a section: as headings, or as bullets of text and bare links."""
    if section.kind != "briefs" and all(item.title is not None for item in section.items):
        return True
    bare = (item for item in section.items if item.title is not None)
    return all(item.url and not (item.publisher or item.tags or item.fields or item.summary) for item in bare)
