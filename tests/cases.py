"""The fixtures as test cases: every file in `fixtures/` is one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from issue_normalizer.pipeline import Result, convert

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
    return pytest.mark.parametrize("path", [pytest.param(path, id=name_of(path)) for path in inputs()])


@cache
def converted(path: Path, *, repair: bool = False) -> Result:
    """Convert a fixture, once for all tests that look at what becomes of it."""
    return convert(path.read_bytes(), repair=repair)


def twin_folders() -> list[Path]:
    """List the folders whose files are one issue in several shapes."""
    return sorted(path for path in TWINS.iterdir() if path.is_dir())
