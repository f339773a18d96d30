"""The README's example is what the program really does, and its commands name files that are there."""

from __future__ import annotations

import json
import re
from pathlib import Path

from issue_normalizer import normalize
from issue_normalizer.pipeline import convert

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def fence(language: str, number: int = 0) -> str:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)[number]


def test_markdown_example() -> None:
    assert normalize(fence("text")) == fence("markdown")


def test_diagnostics_example() -> None:
    shown = [found.format("raw.txt") for found in convert(fence("text")).diagnostics]
    assert shown == fence("text", 1).splitlines()


def test_json_example() -> None:
    item = json.loads(normalize(fence("text"), to="json"))["sections"][0]["items"][0]
    shown = json.loads(fence("json"))
    assert {key: item[key] for key in shown} == shown


def test_main_job_names_a_fixture() -> None:
    command = re.search(r"<!-- command: main job -->\n```sh\n(.*?)\n```", README)
    assert command is not None
    assert (ROOT / command[1].split()[-1]).is_file()
