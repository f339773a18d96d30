"""Canonical JSON -> issue."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import Any, TypeVar

from issue_normalizer.errors import RefusedError
from issue_normalizer.issue import (
    SCHEMA,
    ArchiveEntry,
    Colophon,
    Field,
    Issue,
    Item,
    ItemLink,
    License,
    Section,
)

T = TypeVar("T")

# What the entries of a key are; every other value is text, None or a list of text.
_NESTED: dict[str, type] = {
    "sections": Section,
    "items": Item,
    "fields": Field,
    "links": ItemLink,
    "archive": ArchiveEntry,
    "colophon": Colophon,
    "license": License,
}
_LISTS = frozenset(("topics", "tags", "editors", "sections", "items", "fields", "links", "archive"))
_REQUIRED_TEXT = frozenset(("label", "text", "title", "intro", "outro", "summary", "lead", "kind"))
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_KINDS = ("news", "applications", "papers", "projects", "posts", "briefs", "other")


def read_json(text: str) -> Issue:
    """Read canonical JSON. Raises RefusedError with the place of what does not fit the schema."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RefusedError(
            f"it is no valid JSON: {error}; give JSON that `normalize --to json` wrote"
        ) from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise RefusedError(f'it is JSON without "schema": "{SCHEMA}"; only the canonical JSON can be read')
    issue = _read(Issue, data, "$")
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


def _read(model: type[T], data: object, path: str) -> T:
    if not isinstance(data, dict):
        raise RefusedError(f"{path} is no object; see `normalize schema`")
    known = fields(model)  # type: ignore[arg-type]
    unknown = data.keys() - {field.name for field in known} - {"schema"}
    if unknown:
        raise RefusedError(f"{path} has an unknown key {min(unknown)!r}; see `normalize schema`")
    values = {}
    for field in known:
        if field.name not in data:
            raise RefusedError(f"{path}.{field.name} is missing; see `normalize schema`")
        values[field.name] = _value(model, field.name, data[field.name], f"{path}.{field.name}")
    return model(**values)


def _value(model: type, name: str, value: Any, path: str) -> object:  # noqa: ANN401 - what JSON holds
    nested = _NESTED.get(name)
    if name in _LISTS:
        if not isinstance(value, list):
            raise RefusedError(f"{path} is no list; see `normalize schema`")
        if nested:
            return tuple(_read(nested, entry, f"{path}[{index}]") for index, entry in enumerate(value))
        if all(isinstance(entry, str) for entry in value):
            return tuple(value)
        raise RefusedError(f"{path} holds something other than text; see `normalize schema`")
    if nested:
        return _read(nested, value, path)
    if name == "date" and isinstance(value, str) and not _DATE.fullmatch(value):
        raise RefusedError(f"{path} is no date as YYYY-MM-DD")
    if name == "kind" and value not in _KINDS:
        raise RefusedError(f"{path} is none of {', '.join(_KINDS)}")
    required = name in _REQUIRED_TEXT and not (model is Item and name == "title")
    if not isinstance(value, str) and (required or value is not None):
        raise RefusedError(f"{path} is no text; see `normalize schema`")
    return value
