"""Records: frozen in every build, and the one definition of the JSON and TOML that is read and written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec import Struct
from msgspec.structs import fields

from cases import TWINS
from issue_normalizer import issue, normalize, tree
from issue_normalizer.check.formats.json import CheckForm
from issue_normalizer.forms import FormError, read_as, schema_of, write_as
from issue_normalizer.issue import Issue
from issue_normalizer.pipeline import convert
from issue_normalizer.report import Report, write_report
from issue_normalizer.settings import Settings

RECORDS = [
    one
    for module in (tree, issue)
    for one in vars(module).values()
    if isinstance(one, type) and issubclass(one, Struct) and one is not Struct
]
PAGE = TWINS / "known-newsletter" / "saved.html"


def canonical() -> dict[str, Any]:
    """Give canonical JSON, parsed."""
    return json.loads(normalize(PAGE.read_bytes(), to="json"))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_records_are_frozen(record: type[Struct]) -> None:
    made = record(*([()] * len(fields(record))))
    for field in fields(record):
        with pytest.raises(AttributeError, match="immutable"):
            setattr(made, field.name, "")
    assert hash(made) == hash(record(*([()] * len(fields(record)))))


@pytest.mark.parametrize("form", [Issue, Report, CheckForm, Settings], ids=lambda form: form.__name__)
def test_schemas_are_valid_and_closed(form: type[Struct]) -> None:
    schema = schema_of(form)
    Draft202012Validator.check_schema(schema)
    for kind in (schema, *schema["$defs"].values()):
        assert kind["additionalProperties"] is False
        assert form is Settings or set(kind["required"]) == set(kind["properties"])


def test_what_is_written_is_read() -> None:
    data = PAGE.read_bytes()
    text = write_report("a page", data, convert(data))
    assert write_as(read_as(json.loads(text), Report)) == text


def _at(data: dict[str, Any], *path: str | int) -> Any:
    value: Any = data
    for step in path:
        value = value[step]
    return value


@pytest.mark.parametrize(
    ("path", "key", "value", "told"),
    [
        ((), "title", None, "$.title: it must be text, not null"),
        ((), "date", "May", r"$.date: it must be text like '^\\d{4}-\\d{2}-\\d{2}$'"),
        ((), "extra", 1, "$: there is no 'extra'; choose from series, title, date"),
        (
            ("sections", 1, "items", 0),
            "links",
            "x",
            "$.sections[1].items[0].links: it must be a list, not text",
        ),
        (
            ("sections", 0),
            "kind",
            "poem",
            "$.sections[0].kind: there is no 'poem'; choose from applications,",
        ),
        (
            ("colophon", "license"),
            "id",
            3,
            "$.colophon.license.id: it must be text or null, not a whole number",
        ),
        (("archive", 0), "note", "", "$.archive[0]: there is no 'note'; choose from date, url"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(
    path: tuple[str | int, ...], key: str, value: object, told: str
) -> None:
    data = canonical()
    _at(data, *path)[key] = value
    with pytest.raises(FormError) as error:
        read_as(data, Issue)
    assert str(error.value).startswith(told)
    assert "\n" not in str(error.value)


def test_what_is_missing_is_told_with_its_place() -> None:
    data = canonical()
    del data["sections"][0]["items"][1]["summary"]
    with pytest.raises(FormError, match=r"^\$\.sections\[0\]\.items\[1\]: 'summary' is missing$"):
        read_as(data, Issue)


@pytest.mark.parametrize("data", [[], "text", 1, None])
def test_what_is_no_object_is_told(data: object) -> None:
    with pytest.raises(FormError, match=r"^\$: it must be an object, not "):
        read_as(data, Issue)
