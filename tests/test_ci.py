"""What runs in the CI of others: the pre-commit hook and the GitHub action, as far as no network goes."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from cases import ROOT, TWINS


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Give a folder of scrapes as a repository has it, and `normalize` on the path."""
    (tmp_path / "scrapes").mkdir()
    page = (TWINS / "known-newsletter" / "raw.md").read_bytes()
    (tmp_path / "scrapes" / "page.md").write_bytes(page)
    return tmp_path


def _run(command: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def _hook(name: str) -> dict[str, Any]:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return next(hook for hook in hooks if hook["id"] == name)


def test_the_hook_for_checks_fails_where_something_was_lost(repository: Path) -> None:
    hook = _hook("normalize-check")
    assert hook["language"] == "python"
    command = [*shlex.split(hook["entry"]), *hook["args"]]
    assert _run([*command, "--update"], repository).returncode == 0
    assert _run(command, repository).returncode == 0
    page = repository / "scrapes" / "page.md"
    page.write_text(page.read_text("utf-8").partition("\n## ")[0], "utf-8")
    run = _run(command, repository)
    assert run.returncode == 1
    assert "section-lost" in run.stdout


def test_the_hook_for_issues_fails_where_one_changed_or_appears(repository: Path) -> None:
    hook = _hook("normalize-issues")
    assert hook["language"] == "python"
    command = [*shlex.split(hook["entry"]), *hook["args"]]
    first = _run(command, repository)
    assert first.returncode == 1, first.stderr  # all of it appears
    before = {path: path.stat().st_mtime_ns for path in (repository / "issues").iterdir() if path.is_file()}
    assert before
    assert _run(command, repository).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before
    page = repository / "scrapes" / "page.md"
    (repository / "scrapes" / "new.md").write_text(page.read_text("utf-8").replace("2023", "2024"), "utf-8")
    assert _run(command, repository).returncode == 1
    assert _run(command, repository).returncode == 0


def test_the_hook_for_canonical_files_takes_their_names(repository: Path) -> None:
    hook = _hook("normalize-canonical")
    _run(["normalize", "batch", "scrapes", "--out", "issues"], repository)
    (issue,) = [path for path in (repository / "issues").rglob("*.md") if path.name != "index.md"]
    command = [*shlex.split(hook["entry"]), str(issue.relative_to(repository))]
    assert _run(command, repository).returncode == 0
    issue.write_text(issue.read_text("utf-8").replace("\n- ", "\n* "), "utf-8")
    assert _run(command, repository).returncode == 1


def test_wheels_are_compiled_by_the_checker_of_the_lint_group() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    hook = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]
    assert {one for one in hook["dependencies"] if one.startswith("mypy==")} <= set(
        project["dependency-groups"]["lint"]
    )
    assert hook["enable-by-default"] is False


def _act(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the last step of the action, as a runner does, with what stands for the environment it makes."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    values = {name: value["default"] for name, value in action["inputs"].items()} | inputs
    step = action["runs"]["steps"][-1]
    environment = {
        name: values[text.removeprefix("${{ inputs.").removesuffix(" }}")]
        for name, text in step["env"].items()
    }
    runner = folder / "runner"
    (runner / "normalize").mkdir(parents=True, exist_ok=True)
    if not (runner / "normalize" / "bin").exists():
        (runner / "normalize" / "bin").symlink_to(Path(sys.executable).parent)
    (runner / "summary.md").touch()
    environment |= {"RUNNER_TEMP": str(runner), "GITHUB_STEP_SUMMARY": str(runner / "summary.md")}
    return _run(["bash", "-euo", "pipefail", "-c", step["run"]], folder, **environment)


@pytest.mark.skipif(os.name == "nt", reason="the runner's bash has other paths there")
class TestAction:
    def test_the_python_of_the_job_stays(self) -> None:
        steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
        assert steps[0]["with"]["update-environment"] is False
        assert '-m venv "$RUNNER_TEMP/normalize"' in steps[1]["run"]
        assert '"$GITHUB_ACTION_PATH"' in steps[1]["run"]

    def test_it_converts_with_annotations_and_a_summary(self, repository: Path) -> None:
        (repository / "my scrapes").mkdir()
        (repository / "my scrapes" / "a page.md").write_text("# Kettle\n\n## News\n\ntext\n", "utf-8")
        run = _act(repository, sources="scrapes\nmy scrapes\n", args="--merge --layout '{series}/{date}'")
        assert run.returncode == 0, run.stderr
        assert (repository / "issues" / "manifest.jsonl").is_file()
        assert "::warning file=my scrapes/a page.md,line=1,title=date-missing::" in run.stdout
        summary = (repository / "runner" / "summary.md").read_text("utf-8")
        assert "    2 inputs, 2 issues" in summary
        assert "::" not in summary

    def test_it_fails_as_the_command_does(self, repository: Path) -> None:
        (repository / "scrapes" / "empty.md").touch()
        assert _act(repository).returncode == 1
        assert _act(repository, sources="none").returncode == 2
        assert _act(repository, mode="else").returncode == 2

    def test_it_checks(self, repository: Path) -> None:
        assert _act(repository).returncode == 0
        assert _act(repository, mode="check").returncode == 0
        page = repository / "scrapes" / "page.md"
        page.write_text(page.read_text("utf-8").partition("\n## ")[0], "utf-8")
        run = _act(repository, mode="check")
        assert run.returncode == 1
        assert "::error file=scrapes/page.md," in run.stdout
        assert "section-lost" in (repository / "runner" / "summary.md").read_text("utf-8")
