"""The account of one run, counted in visible characters."""

from __future__ import annotations

from msgspec import Struct

from issue_normalizer.tree import Span


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
