"""What was written in an older version of the form is read, told, and written again in the present one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from issue_normalizer import normalize
from issue_normalizer.cli import main
from issue_normalizer.issue import OLDER, SCHEMA
from issue_normalizer.pipeline import convert

SCRAPE = (
    "# Kettle Weekly #12 (2020-03-02)\n\n## News\n\n"
    "- [One](https://a.example/1)\n- [Two](https://a.example/2)\n"
)
MARKDOWN = normalize(SCRAPE).replace(SCHEMA, OLDER).replace('number: "12"\n', "").replace("number: 12\n", "")
JSON = json.dumps(
    {key: value for key, value in json.loads(normalize(SCRAPE, to="json")).items() if key != "number"}
).replace(SCHEMA, OLDER)


@pytest.mark.parametrize("old", [MARKDOWN, JSON], ids=["markdown", "json"])
def test_is_read_and_told(old: str) -> None:
    assert OLDER in old
    assert "number" not in old
    result = convert(old.encode())
    assert "form-old" in [found.code for found in result.diagnostics]
    assert result.markdown.startswith(f"---\nschema: {SCHEMA}\n")
    again = convert(result.markdown.encode())
    assert again.markdown == result.markdown
    assert "form-old" not in [found.code for found in again.diagnostics]


def test_what_it_did_not_have_is_not_guessed() -> None:
    assert convert(SCRAPE.encode()).issue.number == "12"
    assert convert(MARKDOWN.encode()).issue.number is convert(JSON.encode()).issue.number is None


@pytest.mark.parametrize(("name", "old"), [("old.md", MARKDOWN), ("old.json", JSON)])
def test_is_a_baseline(tmp_path: Path, name: str, old: str) -> None:
    (tmp_path / name).write_text(old, "utf-8")
    (tmp_path / "scrape.md").write_text(SCRAPE, "utf-8")
    arguments = ["check", str(tmp_path / "scrape.md"), "--baseline", str(tmp_path / name)]
    run = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert run.exit_code == 0, run.output


@pytest.mark.parametrize("number", ["131", "2023-w05", "12.5", "no 7", "true", "1e3", "0x1"])
def test_a_number_is_text(number: str) -> None:
    given = json.loads(normalize(SCRAPE, to="json")) | {"number": number}
    markdown = normalize(json.dumps(given))
    assert convert(markdown.encode()).issue.number == number
    assert normalize(markdown) == markdown
