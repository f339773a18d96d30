"""How diagnostics are told: grouped, at their place, in colour, in forms for programs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from cases import FIXTURES, converted, every_input
from issue_normalizer.cli import main
from issue_normalizer.cli.diagnostic_forms import DiagnosticsForm, write_sarif
from issue_normalizer.cli.output import Telling, in_colour
from issue_normalizer.diagnostics import CODES, Diagnostic, grouped, located, place
from issue_normalizer.forms import schema_of

PAGE = FIXTURES / "jekyll" / "2020-title-lines.md"


def run(*arguments: str | Path, **options: Any) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], **options)


class TestGroups:
    def test_one_is_told_as_it_is(self) -> None:
        (group,) = grouped([Diagnostic("link-broken", "no address", 3, column=5)])
        assert group.format("a.md") == "a.md:3:5: warning[link-broken]: no address"

    def test_several_share_a_line(self) -> None:
        found = [Diagnostic("link-ephemeral", "it expires", line) for line in (3, 7, 7, 9)]
        (group,) = grouped(found)
        assert group.format("a.md") == "a.md:3: info[link-ephemeral]: it expires: 4 times, lines 3, 7, 9"

    def test_messages_that_differ_give_that_of_the_code(self) -> None:
        found = [Diagnostic("summary-missing", f"no text below {line}", line) for line in (1, 2)]
        assert CODES["summary-missing"][1] in grouped(found)[0].format("a.md")

    def test_many_lines_are_counted(self) -> None:
        found = [Diagnostic("link-ephemeral", "it expires", line) for line in range(1, 17)]
        assert grouped(found)[0].format("a").endswith("16 times, lines 1, 2, 3, 4, 5, 6, 7, 8 and 8 more")

    def test_without_lines(self) -> None:
        found = [Diagnostic("links-lost", "gone")] * 2
        assert grouped(found)[0].format("a.txt") == "a.txt: warning[links-lost]: gone: 2 times"

    @pytest.mark.parametrize(
        ("line", "column", "shown"), [(0, 0, "a"), (3, 0, "a:3"), (3, 4, "a:3:4"), (0, 4, "a")]
    )
    def test_no_place_is_made_up(self, line: int, column: int, shown: str) -> None:
        assert place("a", line, column) == shown


class TestPlaces:
    TEXT = "# one\n\nfirst words\nthen **more。**words\n\n**more。**again\n"

    @pytest.mark.parametrize(
        ("line", "near", "found"),
        [
            (3, "**more。", (4, 6)),
            (3, "first", (3, 1)),
            (3, "again", (3, 0)),  # in another paragraph
            (3, "", (3, 0)),
            (6, "**more。", (6, 1)),
            (0, "again", (6, 10)),  # there once
            (0, "**more。", (0, 0)),  # there twice
            (99, "again", (99, 0)),
        ],
    )
    def test_where_it_stands(self, line: int, near: str, found: tuple[int, int]) -> None:
        (one,) = located([Diagnostic("text-cut", "", line, near=near)], self.TEXT)
        assert (one.line, one.column) == found

    def test_two_of_a_paragraph_are_told_apart(self) -> None:
        found = located([Diagnostic("link-broken", "", 1, near="x")] * 3, "x and x\nx")
        assert [(one.line, one.column) for one in found] == [(1, 1), (1, 7), (2, 1)]

    def test_an_address_in_html(self) -> None:
        (one,) = located([Diagnostic("link-ephemeral", "", 1, near="?a&b")], "<a href='?a&amp;b'>")
        assert one.column == 10

    @every_input()
    def test_every_column_is_in_its_line(self, path: Path) -> None:
        result = converted(path)
        lines = result.text.split("\n")
        for found in result.diagnostics:
            assert 0 <= found.line <= len(lines)
            if found.column:
                rest = lines[found.line - 1][found.column - 1 :]
                assert rest.startswith((found.near, found.near.replace("&", "&amp;")))


class TestChoice:
    def test_grouped_unless_verbose(self) -> None:
        grouped_lines = run(PAGE).stderr.splitlines()
        every = run(PAGE, "--verbose").stderr.splitlines()
        assert len(every) == len(converted(PAGE).diagnostics)
        assert len(grouped_lines) == len({one.code for one in converted(PAGE).diagnostics})

    def test_codes_are_ignored(self) -> None:
        found = run(PAGE, "--ignore-codes", "link-broken, items-lost")
        assert "link-broken" not in found.stderr
        assert "items-lost" not in found.stderr
        assert "text-trailing" in found.stderr

    def test_codes_are_selected(self) -> None:
        lines = run(PAGE, "--select-codes", "link-broken").stderr.splitlines()
        assert len(lines) == 1
        assert "link-broken" in lines[0]

    def test_what_is_ignored_does_not_fail(self) -> None:
        assert run(PAGE, "--strict").exit_code == 1
        assert run(PAGE, "--strict", "--select-codes", "summary-missing").exit_code == 0

    def test_an_unknown_code_is_wrong_usage(self) -> None:
        found = run(PAGE, "--ignore-codes", "link-brokn")
        assert (found.exit_code, found.stdout) == (2, "")
        assert "did you mean 'link-broken'?" in found.stderr

    def test_settings_leave_codes_out(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "normalize.toml").write_text('ignore-codes = ["link-broken"]\n', "utf-8")
        monkeypatch.chdir(tmp_path)
        assert "link-broken" not in run(PAGE).stderr
        batch = run("batch", PAGE, "--out", "out")
        assert "link-broken" not in batch.stderr
        assert "items-lost: 1 input" in batch.stderr

    def test_errors_are_always_told(self) -> None:
        telling = Telling(selected=frozenset(), ignored=frozenset({"text-lost"}))
        assert telling.wants("text-lost")
        assert not telling.wants("link-broken")


class TestColour:
    def test_when_asked(self) -> None:
        assert "\x1b[33mwarning[items-lost]\x1b[0m" in run(PAGE, "--color", "always").stderr
        assert "\x1b" not in run(PAGE, "--color", "never", env={"FORCE_COLOR": "1"}).stderr

    @pytest.mark.parametrize(
        ("variables", "is_coloured"),
        [
            ({}, False),
            ({"FORCE_COLOR": "1"}, True),
            ({"FORCE_COLOR": ""}, False),
            ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ],
    )
    def test_as_the_environment_says(
        self, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, is_coloured: bool
    ) -> None:
        for name in ("FORCE_COLOR", "NO_COLOR"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        with open(os.devnull, "w", encoding="utf-8") as stream:  # noqa: PTH123
            assert in_colour(stream) is is_coloured


class TestForms:
    def test_json(self) -> None:
        form = json.loads(run(PAGE, "--diagnostics", "json").stderr)
        Draft202012Validator(schema_of(DiagnosticsForm)).validate(form)
        (one,) = form["inputs"]
        assert one["name"] == str(PAGE)
        assert [each["code"] for each in one["diagnostics"]] == [
            each.code for each in converted(PAGE).diagnostics
        ]

    def test_annotations(self) -> None:
        lines = run(PAGE, "--diagnostics", "github").stderr.splitlines()
        assert len(lines) == len(converted(PAGE).diagnostics)
        assert f"::warning file={PAGE},line=28,col=4,title=link-broken::a link has no address" in lines[2]

    def test_a_place_is_left_out_where_there_is_none(self) -> None:
        page = FIXTURES / "dump" / "bullets-folded.txt"
        lines = run(page, "--diagnostics", "github").stderr.splitlines()
        assert lines[1].startswith(f"::warning file={page},title=links-lost::")

    def test_sarif_of_a_batch(self, tmp_path: Path) -> None:
        found = run("batch", PAGE.parent, "--out", tmp_path / "out", "--diagnostics", "sarif", "--quiet")
        log = json.loads(found.stderr)
        (run_,) = log["runs"]
        rules = run_["tool"]["driver"]["rules"]
        for result in run_["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in {"error", "warning"}
        assert (
            len(
                {
                    one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                    for one in run_["results"]
                }
            )
            > 1
        )

    def test_sarif_validates(self) -> None:
        told = [(one.name, converted(one).diagnostics) for one in sorted(PAGE.parent.iterdir())]
        told.append(("a b.md", [Diagnostic("text-lost", "‘%\n’", 3)]))
        path = os.environ.get("NORMALIZE_SARIF_SCHEMA")
        if not path:
            pytest.skip("NORMALIZE_SARIF_SCHEMA names no file with the schema of SARIF 2.1.0; .ci/run does")
        schema = json.loads(Path(path).read_text("utf-8"))
        jsonschema.validate(json.loads(write_sarif(told)), schema)
