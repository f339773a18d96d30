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


def test_the_hook_runs_as_pre_commit_would_run_it(repository: Path) -> None:
    hook = _hook("normalize-issues")
    assert hook["language"] == "python"
    command = [*shlex.split(hook["entry"]), *hook["args"]]
    run = _run(command, repository)
    assert run.returncode == 0, run.stderr
    before = {path: path.stat().st_mtime_ns for path in (repository / "issues").iterdir() if path.is_file()}
    assert before
    assert _run(command, repository).returncode == 0
    assert {
        path: path.stat().st_mtime_ns for path in before
    } == before  # pre-commit fails where a file changed


def test_wheels_are_compiled_by_the_checker_of_the_lint_group() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    hook = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]
    assert {one for one in hook["dependencies"] if one.startswith("mypy==")} <= set(
        project["dependency-groups"]["lint"]
    )
    assert hook["enable-by-default"] is False


def test_the_action_runs_its_steps(repository: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    steps = {step["name"]: step for step in action["runs"]["steps"] if "run" in step}
    assert "$GITHUB_ACTION_PATH" in steps["Install"]["run"]
    values = {name: value["default"] for name, value in action["inputs"].items()} | {"args": "--merge"}
    step = steps["Normalize"]
    variables = {
        name: values[text.removeprefix("${{ inputs.").removesuffix(" }}")]
        for name, text in step["env"].items()
    }
    run = _run(["bash", "-euo", "pipefail", "-c", step["run"]], repository, **variables)
    assert run.returncode == 0, run.stderr
    assert (repository / "issues" / "manifest.jsonl").is_file()
