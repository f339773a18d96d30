"""How much of one text stands in another."""

from __future__ import annotations

from issue_normalizer.identity.keys import shown_key, text_key
from issue_normalizer.identity.thresholds import STANDS_THERE, STRETCH

_LONGEST = 200_000  # letters that are compared in order: that takes the square of the time


def share(markdown: str, whole: str) -> float:
    """Give the share of a text that stands somewhere in another, which is given by its key.

    Each line is looked for by itself, in stretches: lines may move, and words may stand between them.
    """
    keys = [key for line in markdown.split("\n") if (key := shown_key(line))]
    there = _stretches(whole)
    length = found = 0
    for key in keys:
        wanted = _stretches(key)
        length += len(key)
        if wanted:
            found += len(key) * len(wanted & there) // len(wanted)
        elif key in whole:
            found += len(key)
    return found / length if length else 1.0


def share_in_order(part: str, whole: str) -> float:
    """Give the share of a text that stands in another in its order, however many letters differ between."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(part[:_LONGEST], whole[:_LONGEST]) / len(part[:_LONGEST]) if part else 1.0


def _stretches(key: str) -> frozenset[str]:
    return frozenset(key[start : start + STRETCH] for start in range(len(key) - STRETCH + 1))


class KnownText:
    """A text, to be asked what it lacks: what it shows, and what stands in its markup.

    The description of an image and the address of a link are lines of their own in a dump.
    """

    def __init__(self, markdown: str) -> None:
        self.shown = shown_key(markdown)
        self.written = text_key(markdown)

    def lacks(self, markdown: str) -> bool:
        """Tell whether hardly anything of another text is there."""
        return max(share(markdown, self.shown), share(markdown, self.written)) < STANDS_THERE
