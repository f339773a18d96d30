"""The Python interface: what is public, what it gives, and what it says of wrong values."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import issue_normalizer
from cases import FIXTURES
from issue_normalizer import Account, Diagnostic, Issue, Limits, RefusedError, Result, UsageError
from issue_normalizer.errors import NormalizeError

PAGE = FIXTURES / "jekyll" / "2021-briefs.md"
FOLDER = FIXTURES / "jekyll"


@pytest.mark.parametrize("name", issue_normalizer.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(issue_normalizer, name) is not None
    assert name in dir(issue_normalizer)


def test_another_name_is_none() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = issue_normalizer.nothing


def test_convert_gives_all_there_is() -> None:
    result = issue_normalizer.convert(PAGE.read_bytes())
    assert isinstance(result, Result)
    assert isinstance(result.issue, Issue)
    assert isinstance(result.account, Account)
    assert all(isinstance(one, Diagnostic) for one in result.diagnostics)
    assert result.markdown == issue_normalizer.normalize(PAGE.read_bytes())
    assert result.json == issue_normalizer.normalize(PAGE.read_bytes(), to="json")
    assert result.issue == issue_normalizer.read(PAGE.read_bytes())


def test_convert_takes_what_the_command_takes() -> None:
    text = "# Kettle News\n\n## News\n\n- [A](a.html): text.\n"
    result = issue_normalizer.convert(
        text,
        format="markdown",
        base_url="https://example.org/",
        name="2024-05-06.md",
        limits=Limits(bytes=99),
    )
    assert result.issue.date == "2024-05-06"
    assert result.issue.sections[0].items[0].url == "https://example.org/a.html"
    with pytest.raises(RefusedError, match="larger than 9 bytes"):
        issue_normalizer.convert(text, limits=Limits(bytes=9))
    with pytest.raises(UsageError, match="word"):
        issue_normalizer.convert(text, format="word")


def test_a_profile_that_changed_counts_as_it_is_now(tmp_path: Path) -> None:
    text = "# Kettle News 7\n\n## News\n\n- [A](https://example.org/a)\n"
    profile = tmp_path / "kettle.toml"
    for series in ("Kettle", "The Kettle"):
        profile.write_text(f'name = "kettle"\nseries = ["{series}"]\n', "utf-8")
        assert issue_normalizer.read(text, profile=profile).series == series
    with pytest.raises(TypeError, match="profile must be a path, not int"):
        issue_normalizer.convert(text, profile=7)
    with pytest.raises(UsageError, match="none"):
        issue_normalizer.convert(text, profile=tmp_path / "none.toml")


def test_batch_and_check_take_a_profile(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Kettle News (2024-01-02)\n\n## News\n\ntext\n", "utf-8")
    profile = tmp_path / "kettle.toml"
    profile.write_text('name = "kettle"\nseries = ["The Kettle"]\n', "utf-8")
    issue_normalizer.batch(tmp_path / "a.md", tmp_path / "out", profile=profile)
    assert (tmp_path / "out" / "The-Kettle" / "2024-01-02.md").is_file()
    assert not issue_normalizer.check(tmp_path / "a.md", tmp_path / "out", profile=profile).has_failed


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: issue_normalizer.convert(PAGE),
            "data must be bytes or text, not .*Path; give what the file",
        ),
        (lambda: issue_normalizer.convert(None), "data must be bytes or text, not NoneType"),
        (lambda: issue_normalizer.convert(b"a", format=1), "format must be text or None, not int"),
        (lambda: issue_normalizer.convert(b"a", name=PAGE), "name must be text or None, not .*Path"),
        (lambda: issue_normalizer.convert(b"a", repair="yes"), "repair must be True or False, not str"),
        (lambda: issue_normalizer.convert(b"a", limits=9), "limits must be issue_normalizer.Limits, not int"),
        (lambda: issue_normalizer.normalize(7), "data must be bytes or text, not int"),
        (lambda: issue_normalizer.read([]), "data must be bytes or text, not list"),
        (lambda: issue_normalizer.batch(3, "out"), "sources must be a path or several, not int"),
        (lambda: issue_normalizer.batch([3], "out"), "each of sources must be a path, not int"),
        (lambda: issue_normalizer.batch("a", None), "out must be a path, not NoneType"),
        (lambda: issue_normalizer.batch("a", "b", to=[1]), "to must be a list of texts, not of int"),
        (lambda: issue_normalizer.check("a", None), "baseline must be a path, not NoneType"),
        (lambda: issue_normalizer.check("a", FOLDER, ignore=4), "ignore must be a list of texts, not of int"),
    ],
)
def test_wrong_types_are_told_in_plain_words(call: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        call()


def test_batch_and_check(tmp_path: Path) -> None:
    out = tmp_path / "issues"
    summary = issue_normalizer.batch(FOLDER, out, to=["md", "json"])
    assert summary.is_done
    assert summary.issues == len(list(FOLDER.iterdir()))
    outcome = issue_normalizer.check([FOLDER], out, fail_on=["loss", "change"])
    assert not outcome.has_failed
    assert len(outcome.comparisons) == summary.issues
    (tmp_path / "less.md").write_text(PAGE.read_text("utf-8").partition("\n## ")[0], "utf-8")
    assert issue_normalizer.check(tmp_path / "less.md", out).has_failed
    assert not issue_normalizer.check(tmp_path / "less.md", out, fail_on=()).has_failed


@pytest.mark.parametrize(
    "call",
    [
        lambda path: issue_normalizer.batch(path / "none", path / "out"),
        lambda path: issue_normalizer.batch(PAGE, path / "out", to="pdf"),
        lambda path: issue_normalizer.check(PAGE, path / "none"),
        lambda _: issue_normalizer.check(PAGE, FOLDER, ignore=["nothing"]),
        lambda _: issue_normalizer.check(PAGE, FOLDER, fail_on="everything"),
        lambda path: issue_normalizer.normalize("# a", to=str(path)),
    ],
)
def test_wrong_values_are_errors_of_the_package(call: Any, tmp_path: Path) -> None:
    with pytest.raises(NormalizeError):
        call(tmp_path)
    assert not (tmp_path / "out").exists()


def test_importing_the_package_loads_little() -> None:
    code = "import issue_normalizer, sys; print(sum(n.startswith('issue_normalizer') for n in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "1\n"


@pytest.mark.parametrize("name", ["batch", "check"])
def test_a_package_can_be_called_and_imported(name: str) -> None:
    code = (
        f"from issue_normalizer import {name}\n"
        f"import issue_normalizer.{name}.run as run\n"
        f"import issue_normalizer\nassert callable({name}) and issue_normalizer.{name} is {name} and run\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
