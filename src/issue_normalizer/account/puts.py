"""What claims put into the output, which the text that was taken in does not hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from issue_normalizer.account.signs import is_free, is_signs
from issue_normalizer.claims import Claim

_INSIDE: Final = frozenset(("description", "address", "played"))  # may stand in a line, beside text
_MOST: Final = 2000  # of them, that are looked for in lines
_ANY_NUMBER: Final = "played"  # of them may be shown, or none
# What such a claim says is shown, must be; the others only may.
_MUST: Final = frozenset(("title", "heading", "label", "address", "again"))


class Puts:
    """The texts that claims put into the output, and how many of each are not seen yet."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        put = [claim for claim in claims if claim.shown and not claim.taken]
        self.left = Counter(claim.shown for claim in put if claim.reason != _ANY_NUMBER)
        self.again = Counter(claim.shown for claim in put if claim.reason == "again")
        self._instead = {claim.shown for claim in claims if claim.taken or claim.reason == _ANY_NUMBER}
        self._inside = [*dict.fromkeys(claim.shown for claim in put if claim.reason in _INSIDE)][:_MOST]
        must = (claim.shown for claim in put if claim.reason in _MUST)
        self._must = dict.fromkeys(text for text in must if not is_free(text))
        self._pattern: re.Pattern[str] | None = None

    def are_inside(self) -> bool:
        """Tell whether lines may hold more than the text does."""
        return bool(self._inside)

    def inside(self, line: str) -> Iterator[tuple[int, str]]:
        """Find what may have been put into a line, in order: (place, text) each."""
        if not self._inside:
            return
        if self._pattern is None:
            longest_first = sorted(self._inside, key=len, reverse=True)
            self._pattern = re.compile("|".join(map(re.escape, longest_first)))
        for match in self._pattern.finditer(line):
            yield match.start(), match[0]

    def signs_of(self, line: str) -> str | None:
        """Give a line without what may have been put into it; None where that is more than signs."""
        if is_signs(line):
            return line
        rest, _ = self.without(line)
        return rest if is_signs(rest) else None

    def without(self, line: str) -> tuple[str, list[str]]:
        """Give a line without what may have been put into it, and that."""
        rest, end = "", 0
        found: list[str] = []
        for place, put in self.inside(line):
            rest += line[end:place]
            end = place + len(put)
            found.append(put)
        return rest + line[end:], found

    def may_be(self, line: str) -> bool:
        """Tell whether a line need not be of the text, or is but signs."""
        return self.is_put(line) or self.signs_of(line) is not None

    def is_put(self, line: str) -> bool:
        """Tell whether a claim says that a line is shown."""
        return line in self.left or line in self._instead

    def take(self, line: str) -> bool:
        """Count a line that is not of the text; False where no claim puts it in, or not so often."""
        if self.left[line] > 0:
            self.left[line] -= 1
            return True
        if line in self._instead:
            return True
        if line in self.left or is_signs(line) or not self.may_be(line):
            return False
        for _, put in self.inside(line):
            self.left[put] -= self.left[put] > 0
        return True

    def missing(self) -> Iterator[str]:
        """List what must be shown, and is not."""
        return (text for text in self._must if self.left[text] > 0)
