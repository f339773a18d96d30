"""The account of one run, counted in visible characters, and what it tells."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.tree import Span

_SHOWN: Final = 60  # characters of a text that a message shows


class Account(Struct, frozen=True, gc=False):
    """What became of every visible character of an input.

    kept: it stands in the output; structure: the form expresses it otherwise (a label, a separator,
    a number); dropped: left out for a reason that its span names; lost: gone. `spans` are the texts
    that were dropped or lost. `missing` are the lost ones again, with the place in the issue where they
    should stand: (place, text) each. `added` are texts that the output shows and the input does not, or not
    so often; `moved` are texts that stand elsewhere than they did: (place in the issue, text) each.
    """

    kept: int
    structure: int
    dropped: int
    lost: int
    spans: tuple[Span, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    added: tuple[tuple[str, str], ...] = ()
    moved: tuple[tuple[str, str], ...] = ()

    def told(self) -> int:
        """Count the letters that there is something to report of."""
        return sum(len(text) for _, text in (*self.missing, *self.added, *self.moved))


def account_findings(account: Account, source: str) -> tuple[Diagnostic, ...]:
    """Tell each text that was lost, moved or added; `source` is the input, to find the lines in."""
    kinds = (
        ("text-lost", "is not in the output", account.missing),
        ("text-moved", "stands elsewhere than in the input", account.moved),
        ("text-added", "is not in the input, or not so often", account.added),
    )
    return tuple(
        Diagnostic(
            code, f"{_short(text)} {what}", _line_of(text, source) if code != "text-added" else 0, where
        )
        for code, what, found in kinds
        for where, text in found
    )


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")


def _line_of(text: str, source: str) -> int:
    """Find the line of the input that a text without blanks begins on; 0 where it cannot be seen."""
    at = source.find(text)
    if at < 0:
        at = source.find(text[:12])
    return source.count("\n", 0, at) + 1 if at >= 0 else 0
