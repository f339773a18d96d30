"""Where in the output text stands, and whether it may stand elsewhere than in the input."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from issue_normalizer.account.align import Gap, Match
from issue_normalizer.account.shown import TAIL, Shown, Zone
from issue_normalizer.account.words import WORD

# Where the form puts things in an order of its own.
_OWN_ORDER = frozenset(("title", "publisher", "fact", "archive", "colophon"))
_HEAD = ("heading", "publisher", "fact")  # of an item
_YEAR_OR_DIGIT = re.compile(r"(?:19|20)\d\d|\d")


class Places:
    """The zones of an output, and the words in them that the input has too, both in order."""

    def __init__(self, shown: Shown, matches: Sequence[Match]) -> None:
        self.zones = shown.zones
        self.starts = [zone.start for zone in shown.zones]
        self._text, self._all = shown.letters.text, matches
        self._worded: list[Match] | None = None

    @property
    def matches(self) -> list[Match]:
        """The matches that are more than signs; looked at where something stands elsewhere only."""
        if self._worded is None:
            self._worded = [
                match
                for match in self._all
                if WORD.search(self._text, match.shown, match.shown + match.length)
            ]
        return self._worded

    def zone(self, at: int) -> Zone:
        """Give the zone of a place in the shown text."""
        index = bisect_right(self.starts, at) - 1
        return self.zones[index] if index >= 0 else Zone(0, "text", "")

    def said_beside(self, at: int, shown: str) -> str:
        """Give what else stands at the head of an item: the second link of a title is a fact too."""
        index = bisect_right(self.starts, at) - 1
        zone = self.zone(at)
        if zone.kind not in _HEAD:
            return ""
        ends = (*self.starts[1:], len(shown))
        around = range(max(0, index - len(_HEAD)), min(len(self.zones), index + len(_HEAD) + 1))
        return "\n".join(
            shown[self.starts[other] : ends[other]]
            for other in around
            if other != index and self.zones[other].kind in _HEAD and self.zones[other].where == zone.where
        )

    def may_move(self, taken: Gap, at: int) -> bool:
        """Tell whether text of a gap may stand elsewhere, at a place of the shown text.

        The form orders facts, archive and colophon its own way: neither their text has moved, nor what
        changed places with nothing else. It takes the short news out of the middle of the lead: in
        either part, the order stays.
        """
        zone = self.zone(at)
        if zone.kind in _OWN_ORDER or not self._is_text_between(taken.shown, at):
            return True
        if zone.kind not in ("lead", "briefs"):
            return False
        behind = bisect_right(self.matches, at, key=lambda match: match.shown)
        before = next(
            (m for m in reversed(self.matches[:behind]) if self.zone(m.shown).kind == zone.kind), None
        )
        if before is not None and before.taken > taken.taken:
            return False
        for match in self.matches[behind:]:
            kind = self.zone(match.shown).kind
            if kind == zone.kind or kind not in ("lead", "briefs", "heading"):
                return match.taken > taken.taken
        return True

    def _is_text_between(self, one: int, other: int) -> bool:
        """Tell whether running text that both sides have stands between two places."""
        low, high = sorted((one, other))
        start = bisect_left(self.matches, low, key=lambda match: match.shown)
        end = bisect_left(self.matches, high, key=lambda match: match.shown)
        return any(self.zone(match.shown).kind not in _OWN_ORDER for match in self.matches[start:end])

    def is_in_tail(self, gap: Gap) -> bool:
        """Tell whether a gap is behind the sections: at the earlier issues, or the colophon."""
        return self.zone(gap.shown).kind in TAIL or self.zone(gap.shown_end).kind in TAIL

    def is_year_of_archive(self, word: str, gap: Gap) -> bool:
        """Tell whether a word stands beside the dates of earlier issues: their year, or a digit of it."""
        is_at_archive = "archive" in (self.zone(gap.shown).kind, self.zone(gap.shown_end).kind)
        return is_at_archive and _YEAR_OR_DIGIT.fullmatch(word) is not None
