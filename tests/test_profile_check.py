"""`normalize profile check`: how well a profile reads issues."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from issue_normalizer.cli import main
from issue_normalizer.forms import schema_of
from issue_normalizer.profile_check.form import ProfileCheck

PROFILE = """series = "Kites"
title = "{series} {number}"
sections = "## {section}"
skip = "Jobs"
items = ["- [{title}]({url}) ({_} min)", "- [{title}]({url}) by {publisher}"]
"""


def issue(number: int) -> str:
    return (
        f"# Kites {number}\n\nHello from [us](https://k.example/{number}).\n\n## Read\n\n"
        + "".join(f"- [Knot {number}{n}](https://a.example/{number}{n}) by Ann\n" for n in range(4))
        + f"- [Tail {number}](https://a.example/{number}) (5 min)\n- a word on string\n\n"
        "## More\n\n- [Reel](https://b.example)\n\n## Jobs\n\n- [Pilot](https://j.example/1)\n"
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kites.toml").write_text(PROFILE, "utf-8")
    (tmp_path / "issues").mkdir()
    for number in (1, 2, 3):
        (tmp_path / "issues" / f"風箏-{number}.md").write_text(issue(number), "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["profile", "check", "kites.toml", *arguments])


def data(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--format", "json")
    read: dict[str, Any] = json.loads(result.stdout)
    Draft202012Validator(schema_of(ProfileCheck)).validate(read)
    return read


@pytest.mark.usefixtures("folder")
def test_figures() -> None:
    whole = data("issues")["all"]
    agreement = whole.pop("agreement")
    assert agreement["of"] >= agreement["count"] > 0
    assert whole == {
        "entries": {"count": 18, "of": 21},  # those of `Jobs` aside
        "headings": {"count": 9, "of": 9},
        "links": {"count": 15, "of": 21},
        "items": 18,
        "urls": {"count": 15, "of": 15},
        "lost": 0,
        "dropped": 3,
        "fixed": {"count": 3, "of": 3},
    }


@pytest.mark.usefixtures("folder")
def test_lines_that_look_like_claimed_ones() -> None:
    first = data("issues")["issues"][0]
    assert first["missed"] == [{"line": 16, "text": "Reel"}]


@pytest.mark.usefixtures("folder")
def test_two_issues_are_too_few_to_learn_from_the_others() -> None:
    assert data("issues/風箏-1.md", "issues/風箏-2.md")["all"]["agreement"] is None


@pytest.mark.usefixtures("folder")
def test_the_table_is_aligned() -> None:
    result = run("issues/風箏-1.md", "issues/風箏-2.md")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == "issue entries headings links items urls lost dropped fixed agreement".split()
    assert lines[1].startswith("風箏-1.md     85 %     100 %")
    assert lines[3].startswith("all           85 %     100 %")
    assert "items        8  - [{title}]({url}) by {publisher}" in lines
    assert lines[-1] == "  風箏-2.md:16: Reel"


def test_a_pattern_that_fits_nothing_is_marked_and_fails(folder: Path) -> None:
    (folder / "kites.toml").write_text(
        PROFILE.replace('"- [{title}]({url}) by', '"> {title}", "- [{title}]({url}) by'), "utf-8"
    )
    result = run("issues")
    assert result.exit_code == 1
    assert "> {title}                          <- fits nothing" in result.stdout


def test_what_holds_no_issue(folder: Path) -> None:
    (folder / "empty.md").write_text("", "utf-8")
    assert run("empty.md").exit_code == 3
    (folder / "own.md").write_text("---\nschema: issue/2\n---\n\n# Kites\n", "utf-8")
    assert "own.md: left out: it is in the canonical form already" in run("own.md").stderr
    assert "empty.md: left out" in run("empty.md", "issues/風箏-1.md").stderr
    assert run("none.md").exit_code == 2
