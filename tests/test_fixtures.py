"""Every file in `fixtures/` is a case: it converts, its output is valid and a fixed point.

To add a case, put a file there, run `pytest --snapshot-update` and `python tests/make_out.py`, and
read the new snapshot.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from cases import every_input
from issue_normalizer import normalize
from issue_normalizer.forms import schema_of
from issue_normalizer.issue import Issue
from issue_normalizer.pipeline import convert, write
from issue_normalizer.report import Report, write_report


class MarkdownSnapshot(SingleFileSnapshotExtension):
    """One Markdown file a case."""

    _write_mode = WriteMode.TEXT
    file_extension = "md"


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(MarkdownSnapshot)


FORMS = {"issue": Issue, "report": Report}


@cache
def validator(name: str) -> Draft202012Validator:
    schema = schema_of(FORMS[name])
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@every_input()
def test_snapshot(path: Path, snapshot: SnapshotAssertion) -> None:
    result = convert(path.read_bytes())
    noticed = [f"{d.line}: {d.severity}[{d.code}]" for d in result.diagnostics]
    shown = [write(result.issue), "=" * 80, f"read as {result.format}, {result.encoding}", *noticed]
    assert "\n".join(shown) + "\n" == snapshot


@every_input()
def test_json_validates(path: Path) -> None:
    validator("issue").validate(json.loads(normalize(path.read_bytes(), to="json")))


@every_input()
def test_report_validates(path: Path) -> None:
    data = path.read_bytes()
    report = json.loads(write_report(path.name, data, convert(data)))
    validator("report").validate(report)
    assert report["input"]["bytes"] == len(data)


@every_input()
def test_output_is_a_fixed_point(path: Path) -> None:
    data = path.read_bytes()
    md, json_ = normalize(data), normalize(data, to="json")
    assert normalize(md) == md
    assert normalize(md, to="json") == json_
    assert normalize(json_) == md
    assert normalize(json_, to="json") == json_


@every_input()
def test_text_files_end_well(path: Path) -> None:
    for text in (normalize(path.read_bytes()), normalize(path.read_bytes(), to="json")):
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert "\r" not in text
        assert all(line == line.rstrip() for line in text.split("\n") if not line.startswith("    "))
