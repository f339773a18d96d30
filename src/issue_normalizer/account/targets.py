"""Addresses that were written out, and are links' targets in the output."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from issue_normalizer.account.align import Gap
from issue_normalizer.account.words import Letters, address_end, addresses_in
from issue_normalizer.urls import canonical_url, trim_bare

_LONGEST = 400  # characters of an address
_PIECES = 16  # of an address that tags cut
_ENDS = (")", ">", "\n", " ", "")  # what may stand behind a link's target


class Targets:
    """The addresses of a text that was taken in; found when first asked for."""

    def __init__(self, taken: Letters, markdown: str) -> None:
        self._taken, self._markdown = taken, markdown
        self._asked: dict[str, bool] = {}
        self._found: list[tuple[int, int]] | None = None

    def behind(self, word: str, at: int, gap: Gap) -> Iterator[str]:
        """Give what of a word stands behind each address of a gap that it may be of: "" where nothing does.

        `at` is the place of the word. The output leads to each of the addresses.
        """
        if self._found is None:
            self._found = addresses_in(self._taken)
        first = bisect_right(self._found, (gap.taken, 0)) - 1
        for start, end in self._found[max(0, first) :]:
            if start > at or start >= gap.taken_end:
                return
            for address in self._readings(start, end, gap.taken_end):
                if at < start + len(address) and self._leads_to(address):
                    yield word[start + len(address) - at :]

    def _readings(self, start: int, end: int, limit: int) -> Iterator[str]:
        """Give what an address may be: trimmed or not, and on behind the breaks that tags have cut it at."""
        text, breaks = self._taken
        first = bisect_left(breaks, end)
        whole = address_end(text, start, min(limit, start + _LONGEST))
        ends = (end, *(min(whole, stop) for stop in breaks[first : first + _PIECES]))
        pieces = [text[start:stop] for stop in dict.fromkeys(ends)]
        # Hashes that close a heading are none of it.
        yield from dict.fromkeys([*(trim_bare(piece.rstrip("#")) for piece in pieces), *pieces])

    def _leads_to(self, address: str) -> bool:
        """Tell whether a link of the output leads to an address, in the form's spelling or as it is."""
        if address not in self._asked:
            self._asked[address] = self._is_written(address) or self._is_written(canonical_url(address))
        return self._asked[address]

    def _is_written(self, address: str) -> bool:
        at = self._markdown.find(address)
        while at >= 0 and self._markdown[at + len(address) : at + len(address) + 1] not in _ENDS:
            at = self._markdown.find(address, at + 1)
        return at >= 0
