"""What the account tells: text that went missing, stands elsewhere, or is there twice."""

from __future__ import annotations

from typing import Final

from issue_normalizer.account.model import Account
from issue_normalizer.diagnostics import Diagnostic

_SHOWN: Final = 60  # characters of a text that a message shows


def account_findings(account: Account, source: str) -> tuple[Diagnostic, ...]:
    """Tell each text that was lost, moved or added; `source` is the input, to find the lines in."""
    lost = (
        Diagnostic("text-lost", f"{_short(text)} is not in the output", _line_of(text, source), where)
        for where, text in account.missing
    )
    moved = (
        Diagnostic(
            "text-moved", f"{_short(text)} stands elsewhere than in the input", _line_of(text, source), where
        )
        for where, text in account.moved
    )
    added = (
        Diagnostic("text-added", f"{_short(text)} is not in the input, or not so often", 0, where)
        for where, text in account.added
    )
    return (*lost, *moved, *added)


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")


def _line_of(text: str, source: str) -> int:
    """Find the line of the input that a text without blanks begins on; 0 where it cannot be seen."""
    at = source.find(text[:12])
    return source.count("\n", 0, at) + 1 if at >= 0 else 0
