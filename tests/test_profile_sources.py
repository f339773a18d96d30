"""Where profiles come from, which of them reads an issue, and that every command reads with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from issue_normalizer import convert
from issue_normalizer.cli import main

ISSUE = "# Kites 12\n\n## Read\n\n- Ann: [One](https://a.example/1)\n"
PROFILE = """series = "Kites"
title = "{series} {number}"
sections = "## {section}"
items = "- {publisher}: [{title}]({url})"
"""
PAGE = """<html><head><link rel="canonical" href="https://kites.example.org/12"></head><body>
<nav>Menu of all kites that we ever flew</nav><div class="ad">Buy string, it is cheap today.</div>
<div id="post"><h2>Read</h2><p>A long text on knots, and on the tails of kites in the wind of March.</p></div>
<h1 class="name">Kites 12</h1><span class="day">2021-02-03</span></body></html>"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    (tmp_path / "issue.md").write_text(ISSUE, "utf-8")
    (tmp_path / "kites.toml").write_text(PROFILE, "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def publisher(*arguments: str) -> str | None:
    result = run("issue.md", "--to", "json", *arguments)
    assert result.exit_code == 0, result.output
    items = json.loads(result.stdout)["sections"][0]["items"]
    return items[0]["publisher"] if items else None


@pytest.mark.usefixtures("folder")
def test_a_given_one_reads_any_input() -> None:
    assert publisher() is None
    assert publisher("--profile", "kites.toml") == "Ann"


def test_the_settings_name_profiles(folder: Path) -> None:
    (folder / "profiles").mkdir()
    (folder / "profiles" / "kites.toml").write_text(PROFILE, "utf-8")
    (folder / "normalize.toml").write_text('profiles = ["profiles/*.toml"]', "utf-8")
    assert publisher() == "Ann"
    assert "its title begins with Kites" in run("explain", "issue.md").output
    assert "kites" in run("profiles").output


def test_settings_that_name_nothing_are_told(folder: Path) -> None:
    (folder / "normalize.toml").write_text('profiles = ["none/*.toml"]', "utf-8")
    result = run("issue.md")
    assert result.exit_code == 2
    assert "no file fits none/*.toml" in result.stderr


def test_the_folder_of_the_user(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    home = folder / "home" / "issue-normalizer"
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_names, **_more: str(home))
    (home / "profiles").mkdir(parents=True)
    (home / "profiles" / "kites.toml").write_text(PROFILE, "utf-8")
    assert publisher() == "Ann"


def test_the_entry_points_of_packages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = folder / "site"
    (site / "kite_profiles").mkdir(parents=True)
    (site / "kite_profiles" / "__init__.py").write_text("", "utf-8")
    (site / "kite_profiles" / "kites.toml").write_text(PROFILE, "utf-8")
    info = site / "kite_profiles-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kite-profiles\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[issue_normalizer.profiles]\nkites = kite_profiles\n", "utf-8")
    monkeypatch.syspath_prepend(str(site))
    assert publisher() == "Ann"


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ({}, "its title begins with Kites"),
        ({"a.toml": 'series = "Kites 1"'}, "its title begins with Kites 1"),
        ({"a.toml": 'match = { layout = "kite" }'}, "its front matter fits `match`"),
        ({"a.toml": 'series = "Boats"'}, "its title begins with Kites"),
    ],
)
def test_which_one_counts(others: dict[str, str], why: str, folder: Path) -> None:
    for name, text in others.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "normalize.toml").write_text('profiles = ["[ak]*.toml"]', "utf-8")
    (folder / "issue.md").write_text("---\nlayout: Kite\n---\n\n" + ISSUE, "utf-8")
    assert f"{why}\n" in run("explain", "issue.md").output


def test_the_python_interface(folder: Path) -> None:
    result = convert(ISSUE, profile=folder / "kites.toml")
    assert result.issue.number == "12"
    assert result.why == "it was given"


def test_a_batch_reads_again_with_another_profile(folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "issue.md").write_text(ISSUE, "utf-8")

    def read(profile: str) -> str:
        result = run("batch", "in", "--out", "out", "--profile", profile)
        assert result.exit_code == 0, result.output
        return "".join(path.read_text("utf-8") for path in (folder / "out").rglob("*.md"))

    assert "- Source: Ann" in read("kites.toml")
    (folder / "kites.toml").write_text(PROFILE.replace("{publisher}", "{by}"), "utf-8")
    assert "- by: Ann" in read("kites.toml")


def test_a_check_reads_with_the_profile(folder: Path) -> None:
    (folder / "base").mkdir()
    given = ("--profile", "kites.toml")
    (folder / "base" / "issue.md").write_text(run("issue.md", *given).stdout, "utf-8")
    assert run("check", "issue.md", "--baseline", "base/issue.md", *given).exit_code == 0
    assert run("check", "issue.md", "--baseline", "base/issue.md").exit_code == 1


def test_selectors_of_pages(folder: Path) -> None:
    page = '\n[page]\nbody = "#post"\ntitle = ".name"\ndate = ".day"\ndrop = ".ad"\nauthor = ".nobody"'
    (folder / "kites.toml").write_text(f"{PROFILE}{page}", "utf-8")
    (folder / "page.html").write_text(PAGE, "utf-8")
    result = run("page.html", "--profile", "kites.toml")
    assert "# Kites 12" in result.stdout
    assert "date: 2021-02-03" in result.stdout
    assert "A long text on knots" in result.stdout
    assert "string" not in result.stdout
    assert "nothing on the page matches author: .nobody" in result.stderr
