"""The documentation is true: its examples run, its pages are listed, its site is built without a warning."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from cases import ROOT
from issue_normalizer import __version__, normalize
from issue_normalizer.advice import ADVICE
from issue_normalizer.cli.commands import COMMANDS
from issue_normalizer.diagnostics import CODES
from issue_normalizer.settings import read_settings

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def shell(command: str, folder: Path) -> str:
    """Run a command; give what it writes, standard output first."""
    run = subprocess.run(  # noqa: S602
        command,
        shell=True,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
    )
    return run.stdout + run.stderr


@pytest.mark.skipif(os.name == "nt", reason="paths are written otherwise there")
def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    ran = 0
    for language, title, text in FENCE.findall((DOCS / "tutorial.md").read_text("utf-8")):
        if title:
            (tmp_path / title).parent.mkdir(exist_ok=True)
            (tmp_path / title).write_text(text, "utf-8")
        elif language == "console":
            command, _, expected = text.removeprefix("$ ").partition("\n")
            told = shell(command, tmp_path)
            assert told == expected if expected else told
            ran += 1
    assert ran == 4


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_python_examples(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sources = [text for language, _, text in FENCE.findall(page.read_text("utf-8")) if language == "pycon"]
    examples = doctest.DocTestParser().get_doctest("\n".join(sources), {}, page.name, str(page), 0)
    failed, _ = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(examples)
    assert failed == 0


def test_the_check_in_the_how_to_does_what_it_says(tmp_path: Path) -> None:
    """Its baseline is the example of the README, and its scrape that with a change and a loss."""
    page = (DOCS / "how-to" / "ci.md").read_text("utf-8")
    raw = next(
        text
        for language, _, text in FENCE.findall((ROOT / "README.md").read_text("utf-8"))
        if language == "text"
    )
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "2023-04-05.md").write_text(normalize(raw), "utf-8")
    scrape = raw.partition("\n## 开源项目")[0].replace("加法的小网络", "减法的小网络")
    (tmp_path / "new.txt").write_text(scrape, "utf-8")
    expected = next(text for language, _, text in FENCE.findall(page) if language == "text")
    assert shell("normalize check new.txt --baseline issues", tmp_path) == expected


def test_settings_example(tmp_path: Path) -> None:
    page = (DOCS / "reference" / "settings.md").read_text("utf-8")
    first, second = (text for language, _, text in FENCE.findall(page) if language == "toml")
    (tmp_path / "pyproject.toml").write_text(first, "utf-8")
    settings = read_settings(tmp_path / "pyproject.toml")
    assert (settings.fail_on, settings.ignore_codes) == ({"loss", "change"}, {"link-ephemeral"})
    (tmp_path / "normalize.toml").write_text(second, "utf-8")
    assert read_settings(tmp_path / "normalize.toml").page[0].drop == (".poll", ".sponsor")


def test_what_can_be_copied_names_this_version() -> None:
    page = (DOCS / "how-to" / "ci.md").read_text("utf-8")
    assert set(re.findall(r"(?:==|@v)(\d+\.\d+\.\d+)", page)) == {__version__}


def test_hooks_that_can_be_copied_are_yaml() -> None:
    page = (DOCS / "how-to" / "ci.md").read_text("utf-8")
    hooks = next(text for language, _, text in FENCE.findall(page) if "pass_filenames" in text)
    assert [hook["id"] for hook in yaml.safe_load(hooks)["repos"][0]["hooks"]] == [
        "normalize-issues",
        "normalize-check",
    ]


def test_advice_is_of_codes_that_are_there() -> None:
    assert set(ADVICE) <= set(CODES)


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="the dependency group `docs` is not installed")
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    commands = (tmp_path / "reference" / "commands" / "index.html").read_text("utf-8")
    assert all(f"normalize {command}" in commands for command in COMMANDS)
    codes = (tmp_path / "reference" / "codes" / "index.html").read_text("utf-8")
    assert all(code in codes for code in CODES)
    for page in tmp_path.rglob("*.html"):
        loaded = re.findall(r'(?:src|<link[^>]+href)="(https?:[^"]+)"', page.read_text("utf-8"))
        assert not loaded
