"""Every file in `fixtures/` is a case: it converts, its output is valid and a fixed point.

To add a case, put a file there, run `pytest --snapshot-update tests/test_fixtures.py`, and read the new
files in `out/`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion
from syrupy.data import SnapshotCollections
from syrupy.extensions.single_file import SingleFileSnapshotExtension
from syrupy.location import PyTestLocation

from cases import OUT, converted, every_input, inputs, name_of
from issue_normalizer import normalize
from issue_normalizer.forms import schema_of
from issue_normalizer.issue import Issue
from issue_normalizer.pipeline import convert, write
from issue_normalizer.report import Report, write_report


class Golden(SingleFileSnapshotExtension):
    """The file in `out/` that shows a fixture's canonical Markdown, byte for byte."""

    file_extension = "md"

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:  # noqa: ARG003
        return str(OUT)

    @classmethod
    def get_file_basename(cls, *, test_location: PyTestLocation, index: object) -> str:  # noqa: ARG003
        return name_of(test_location.item.callspec.params["path"])

    @classmethod
    def matches_test_location(cls, **_: object) -> bool:
        return True  # syrupy looks for the name of the test in the name of the file

    def discover_snapshots(self, **_: object) -> SnapshotCollections:
        return SnapshotCollections()  # a test below looks for files that belong to no fixture

    def diff_lines(self, serialized_data: bytes, snapshot_data: bytes) -> Iterator[str]:
        return super().diff_lines((serialized_data or b"").decode(), (snapshot_data or b"").decode())


class GoldenDiagnostics(Golden):
    """The file beside it: what was told."""

    file_extension = "diagnostics"


FORMS = {"issue": Issue, "report": Report}


@cache
def validator(name: str) -> Draft202012Validator:
    schema = schema_of(FORMS[name])
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@every_input()
def test_output(path: Path, snapshot: SnapshotAssertion) -> None:
    assert normalize(path.read_bytes()).encode() == snapshot.use_extension(Golden)


@every_input()
def test_diagnostics(path: Path, snapshot: SnapshotAssertion) -> None:
    result = converted(path)
    noticed = [
        f"{d.line}{f':{d.column}' if d.column else ''}: {d.severity}[{d.code}]" for d in result.diagnostics
    ]
    told = "\n".join([f"read as {result.format}, {result.encoding}", *noticed, ""])
    assert told.encode() == snapshot.use_extension(GoldenDiagnostics)


def test_out_holds_nothing_else(pytestconfig: pytest.Config) -> None:
    ends = (Golden.file_extension, GoldenDiagnostics.file_extension)
    golden = {OUT / f"{name_of(path)}.{end}" for path in inputs() for end in ends}
    stale = {path for path in OUT.rglob("*") if path.is_file()} - golden
    if pytestconfig.option.update_snapshots:
        for path in stale:
            path.unlink()
    else:
        assert stale == set()


@every_input()
def test_json_validates(path: Path) -> None:
    validator("issue").validate(json.loads(write(converted(path).issue, "json")))


@every_input()
def test_report_validates(path: Path) -> None:
    data = path.read_bytes()
    report = json.loads(write_report(path.name, data, converted(path)))
    validator("report").validate(report)
    assert report["input"]["bytes"] == len(data)


def assert_reads_as_itself(markdown: str, as_json: str) -> None:
    """Either form of an issue, read again, gives both forms again."""
    for form in (markdown, as_json):
        again = convert(form)
        assert again.markdown == markdown
        assert write(again.issue, "json") == as_json


@every_input()
def test_marks_of_the_form_stand_in_no_text(path: Path) -> None:
    assert "<!-- -->" not in write(converted(path).issue, "json")


@every_input()
def test_output_is_a_fixed_point(path: Path) -> None:
    result = converted(path)
    assert_reads_as_itself(result.markdown, write(result.issue, "json"))


@every_input()
def test_text_files_end_well(path: Path) -> None:
    result = converted(path)
    for text in (result.markdown, write(result.issue, "json")):
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert "\r" not in text
        assert all(line == line.rstrip() for line in text.split("\n") if not line.startswith("    "))
