"""The invariants that are fuzzed: on all that was found so far, and on texts of hypothesis's own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from issue_normalizer.readers.detection import names
from strategies import wild_texts

FUZZ = Path(__file__).parent.parent / "fuzz"
sys.path.insert(0, str(FUZZ))
from invariants import BrokenInvariantError, check  # noqa: E402 - it stands beside the fuzzer
from tokens import TOKENS  # noqa: E402

FINDS = sorted((FUZZ / "corpus").iterdir())


def reader_of(path: Path) -> str | None:
    """Give the reader that a find was made with: its name begins with it."""
    name = path.name.partition("-")[0]
    return None if name == "any" else name


@pytest.mark.parametrize("path", FINDS, ids=[path.name for path in FINDS])
def test_what_was_found_stays_mended(path: Path) -> None:
    check(path.read_bytes(), reader_of(path))


@pytest.mark.parametrize("reader", [None, *names()])
@settings(derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.one_of(wild_texts(), st.lists(st.sampled_from(TOKENS), max_size=14).map("".join)))
def test_every_reader_holds_the_invariants(reader: str | None, text: str) -> None:
    check(text.encode("utf-8", "surrogatepass"), reader)


def test_the_check_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("issue_normalizer.pipeline.write", lambda issue, _="md": f"{issue.title}\x1b")
    with pytest.raises(BrokenInvariantError, match="safe to show"):
        check(b"# a\n\nb\n")
