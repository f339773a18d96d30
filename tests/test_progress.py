"""The line that tells how far a run is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cases import FIXTURES
from issue_normalizer.cli.progress import Progress, _duration


class Terminal:
    """A standard error that is a terminal, and keeps what is written."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.written.append(text)

    def flush(self) -> None:
        pass


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    return terminal


def clock(*times: float) -> Iterator[float]:
    yield from times


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    times = clock(0, 0.3, 0.6, 0.99)
    progress = Progress("inputs", 3, lambda: next(times))
    for _ in range(3):
        progress.step()
    assert terminal.written == []


def test_a_wait_is_told_with_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    times = clock(0, 0.5, 1.0, 1.05, 2.0)
    progress = Progress("inputs", 8, lambda: next(times))
    for _ in range(4):
        progress.step(", 1 refused")
    assert terminal.written == [
        "\r\x1b[Kinputs: 2 of 8 done, 2/s, 3 s left, 1 refused",
        "\r\x1b[Kinputs: 4 of 8 done, 2/s, 2 s left, 1 refused",
    ]
    progress.clear()
    assert terminal.written[-1] == "\r\x1b[K"


def test_a_total_that_is_not_known_or_was_too_low() -> None:
    times = clock(0, 1, 2)
    progress = Progress("inputs", 1, lambda: next(times))
    progress.step()
    progress.step()
    assert progress.line(2.0) == "inputs: 2 done, 1/s"


def test_no_terminal_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    times = clock(0, 5, 9)
    progress = Progress("inputs", 2, lambda: next(times))
    progress.step()
    progress.step()
    progress.clear()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "0 s"), (59, "59 s"), (61, "1 min"), (3599, "60 min"), (7800, "2 h 10 min")]
)
def test_durations(seconds: float, text: str) -> None:
    assert _duration(seconds) == text


def test_a_summary_names_inputs_as_they_were_typed(tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    page = FIXTURES / "jekyll" / "2020-title-lines.md"
    (tmp_path / "a b" / "page.md").write_bytes(page.read_bytes())
    run = subprocess.run(
        [sys.executable, "-m", "issue_normalizer", "batch", "./a b/page.md", "--out", "out"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    lines = run.stderr.splitlines()
    assert lines[0].startswith("1 input, 1 issue, ")
    assert "  items-lost: 1 input: ./a b/page.md" in lines
