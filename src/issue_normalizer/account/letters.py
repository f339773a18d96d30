"""Text without white space, and where that stood."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from issue_normalizer.account.kinds import MARKS, bare, changes
from issue_normalizer.claims import Claim


class Letters(NamedTuple):
    """Visible text without white space; `breaks` are the places where white space stood, in order."""

    text: str
    breaks: Sequence[int]

    def is_break(self, at: int) -> bool:
        """Tell whether white space stood at a place, or the text begins there."""
        index = bisect_left(self.breaks, at)
        return at == 0 or (index < len(self.breaks) and self.breaks[index] == at)


def letters_of(text: str) -> Letters:
    """Take the white space out of a text, no-break and zero-width blanks too."""
    if "\u200b" in text or "\ufeff" in text:
        text = text.replace("\u200b", " ").replace("\ufeff", " ")
    chunks = text.split()
    return Letters("".join(chunks), list(accumulate(map(len, chunks))))


def rewritten(letters: Letters, claims: Iterable[Claim]) -> Letters:
    """Put what claims of signs of markup show in the place of what they took."""
    grown = 0
    for claim in bare(claim for claim in claims if claim.reason in MARKS):
        found = changes(claim)
        at = _find(claim.taken, letters, max(0, claim.before + min(0, grown))) if found else -1
        if at < 0:
            continue
        grown += len(claim.shown) - len(claim.taken)
        text, breaks = letters
        text = text[:at] + claim.shown + text[at + len(claim.taken) :]
        for start, stop, shown in reversed(found or []):
            first, last = bisect_right(breaks, at + start), bisect_left(breaks, at + stop)
            by = len(shown) - (stop - start)
            breaks = [*breaks[:first], *[place + by for place in breaks[last:]]]
        letters = Letters(text, breaks)
    return letters


def _find(sought: str, letters: Letters, start: int) -> int:
    """Find a text from a place on, else anywhere; best where white space stands around it."""
    first = -1
    for begin in (start, 0):
        at = letters.text.find(sought, begin)
        while at >= 0:
            if letters.is_break(at) and letters.is_break(at + len(sought)):
                return at
            first = at if first < 0 else first
            at = letters.text.find(sought, at + 1)
    return first
