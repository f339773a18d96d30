"""What can be run by hand says what it does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cases import ROOT

SCRIPTS = [
    path
    for folder in ("benchmarks", "fuzz")
    for path in sorted((ROOT / folder).glob("*.py"))
    if "__main__" in path.read_text("utf-8")
]
OF_EXTRAS = {"scale.py": "fsspec"}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_help(path: Path) -> None:
    if path.name in OF_EXTRAS:
        pytest.importorskip(OF_EXTRAS[path.name])
    run = subprocess.run(
        [sys.executable, str(path), "--help"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith(f"usage: {path.name} ")
