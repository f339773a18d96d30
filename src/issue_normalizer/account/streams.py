"""The lines of an output that stand in the order of the input, and which of them may come next."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from issue_normalizer.account.lines import Line
from issue_normalizer.account.puts import Puts

AHEAD: Final = 40  # lines that are looked for where the text goes on differently


class Stream:
    """Lines in order. Those before `at` are placed.

    `coming` are the numbers of those that may be next: what need not be of the text, and `certain`, which
    must. `signs` holds a line that shows nothing but signs, what claims put in aside; else None.
    """

    def __init__(self, lines: list[Line], puts: Puts) -> None:
        self.lines = lines
        self.texts = [line.text for line in lines]
        self.signs = [puts.signs_of(text) for text in self.texts]
        self._must = [
            number
            for number, text in enumerate(self.texts)
            if self.signs[number] is None and not puts.is_put(text)
        ]
        self.at = self.certain = 0
        self.coming: list[int] = []
        self.go_on(0)

    def go_on(self, at: int) -> None:
        """Go on to a line."""
        self.at = at
        place = bisect_left(self._must, at)
        if place < len(self._must):
            self.certain = self._must[place]
            self.coming = [*range(at, min(self.certain, at + AHEAD)), self.certain]
        else:
            self.certain = len(self.lines)
            self.coming = [*range(at, min(self.certain, at + AHEAD))]
