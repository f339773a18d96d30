"""What stands in a text at no known place: what claims take out of it and put in, and facts, once each."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import Final

from issue_normalizer.account.lines import Line
from issue_normalizer.claims import Claim

_ANY_NUMBER: Final = "played"  # such may be put in as often as one stands there
_MOST: Final = 200  # equal claims that share a number
_ALWAYS: Final = 255
_ANYWHERE: Final = -1  # instead of the item that something is of


class Table:
    """Texts, and the numbers of what has them; found by the character they begin with, and by length."""

    def __init__(self) -> None:
        self.numbers: dict[str, list[int]] = {}
        self.sizes: dict[str, list[int]] = {}

    def add(self, text: str, number: int) -> None:
        """Add a text."""
        if text not in self.numbers:
            self.numbers[text] = []
            sizes = self.sizes.setdefault(text[0], [])
            if len(text) not in sizes:
                insort(sizes, len(text))
        self.numbers[text].append(number)

    def find(self, left: bytes, text: str) -> int:
        """Find what is left and has a text; -1 for nothing."""
        for number in self.numbers.get(text, ()):
            if left[number]:
                return number
        return -1

    def there(self, left: bytes, text: str, at: int) -> list[tuple[int, int]]:
        """Find what is left and stands at a place of a text, the longest last: (length, number) each."""
        found: list[tuple[int, int]] = []
        for size in self.sizes.get(text[at : at + 1], ()):
            for number in self.numbers.get(text[at : at + size], ()):
                if left[number]:
                    found.append((size, number))
                    break
        return found


class Stock:
    """Texts by number: claim n takes number 2n out and puts number 2n+1 in; facts stand behind them.

    How many are left of each is told by a byte, `all` at first. Of a claim that takes and puts, the second is
    there once the first was used; of a text that moved, the other way round. Within a line, claims of the
    reasons `inside` are there, all where none is given. Signs of `free` are none at the ends of a text.
    """

    def __init__(
        self, claims: Sequence[Claim], free: str, inside: Container[str] = (), facts: Sequence[Line] = ()
    ) -> None:
        self.free, self.signs = free, frozenset(free)
        self.counted = list(_counted(claims))
        self.facts = facts
        self._waits = bytearray(2 * len(self.counted) + 2 * len(facts))
        self._takes = {_ANYWHERE: Table()}
        self._of_item: dict[int, list[int]] = {}
        self._last = 0  # item that has facts
        self.puts, self.inner_takes, self.inner_puts = Table(), Table(), Table()
        left = bytearray(len(self._waits))
        for number, fact in enumerate(facts, len(self.counted)):
            is_of_item = fact.kind == "fact" and fact.where != "colophon"
            item = fact.item if is_of_item else _ANYWHERE
            self._takes.setdefault(item, Table()).add(fact.text, 2 * number)
            self._of_item.setdefault(item, []).append(2 * number)
            self._last = max(self._last, item)
            left[2 * number] = 1
        for number, (claim, count) in enumerate(self.counted):
            self._add(claim, 2 * number, inside)
            is_both = bool(claim.taken and claim.shown)
            left[2 * number] = count if claim.taken else 0
            left[2 * number + 1] = _ALWAYS if claim.reason == _ANY_NUMBER else count if claim.shown else 0
            if claim.reason == "moved":
                self._waits[2 * number] = 1
            elif is_both and claim.reason != "license":  # whose sentence may stay where it is, too
                left[2 * number + 1], self._waits[2 * number + 1] = 0, 1
        self.all = bytes(left)
        inner = (*self.inner_takes.numbers, *self.inner_puts.numbers)
        self.longest = max(map(len, inner), default=0)  # within a line

    def _add(self, claim: Claim, take: int, inside: Container[str]) -> None:
        taken, shown = claim.shown if claim.reason == "moved" else claim.taken, claim.shown
        is_inside = not inside or claim.reason in inside
        if bare := taken.strip(self.free):
            self._takes[_ANYWHERE].add(bare, take)
        if taken and is_inside:
            self.inner_takes.add(taken, take)
        for text in _forms(shown, self.free) if shown else ():
            self.puts.add(text, take + 1)
            if is_inside:
                self.inner_puts.add(text, take + 1)

    def without(self, left: bytes, number: int) -> bytes:
        """Use a text up; give what is left."""
        rest = bytearray(left)
        if rest[number] != _ALWAYS:
            rest[number] -= 1
        if self._waits[number ^ 1]:
            rest[number ^ 1] += 1
        return bytes(rest)

    def takes(self, left: bytes, text: str, at: int, items: tuple[int, int]) -> list[tuple[int, int]]:
        """Find what claims take out at a place, and facts between two items there, the longest last.

        Each is its length and its number.
        """
        found: list[tuple[int, int]] = []
        first = text[at : at + 1]
        if first in self._takes[_ANYWHERE].sizes:
            found += self._takes[_ANYWHERE].there(left, text, at)
        for item in range(min(items[1], self._last), items[0] - 1, -1):  # of the one above rather
            if item in self._takes and first in self._takes[item].sizes:
                found += self._takes[item].there(left, text, at)
        if len(found) > 1:
            found.sort(key=_length)
        return found

    def facts_left(self, left: bytes, items: tuple[int, int]) -> list[tuple[int, Line]]:
        """List the facts between two items that are not placed."""
        between = (*range(items[0], min(items[1], self._last) + 1), _ANYWHERE)
        numbers = [number for item in between for number in self._of_item.get(item, ()) if left[number]]
        return [(number, self.facts[number // 2 - len(self.counted)]) for number in numbers]


def _length(take: tuple[int, int]) -> int:
    return take[0]


def _counted(claims: Sequence[Claim]) -> Iterator[tuple[Claim, int]]:
    """Count equal claims, so many at a time as a byte tells."""
    for claim, count in Counter(claims).items():
        for start in range(0, count, _MOST):
            yield claim, min(_MOST, count - start)


def _forms(text: str, free: str) -> set[str]:
    """Give the forms of a text at either end of a line, where signs that part texts are none."""
    if text[0] not in free and text[-1] not in free:
        return {text}
    return {text, text.lstrip(free), text.rstrip(free), text.strip(free)} - {""}
