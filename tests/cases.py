"""The fixtures as test cases: every file in `fixtures/` is one."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
TWINS = FIXTURES / "twins"
OUT = ROOT / "out"
# Files in `fixtures/` that explain and are no input.
NOT_INPUTS = frozenset({FIXTURES / "README.md"})


def inputs() -> list[Path]:
    """List the input files, sorted by name."""
    return sorted(path for path in FIXTURES.rglob("*") if path.is_file() and path not in NOT_INPUTS)


def name_of(path: Path) -> str:
    """Give a fixture's name: its path below `fixtures/`."""
    return path.relative_to(FIXTURES).as_posix()


def every_input() -> pytest.MarkDecorator:
    """Run a test once for every fixture, as the argument `path`."""
    # syrupy names a snapshot's file after the case and drops slashes
    return pytest.mark.parametrize(
        "path", [pytest.param(path, id=name_of(path).replace("/", "--")) for path in inputs()]
    )


def output_of(path: Path) -> Path:
    """Give the file in `out/` that shows a fixture's canonical Markdown."""
    return OUT / f"{name_of(path)}.md"


def twin_folders() -> list[Path]:
    """List the folders whose files are one issue in several shapes."""
    return sorted(path for path in TWINS.iterdir() if path.is_dir())
