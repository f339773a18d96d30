"""What stands in a text at no known place: what claims take out of it and put in, and facts, once each."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from issue_normalizer.account.lines import ANYWHERE, Line
from issue_normalizer.account.signs import FREE
from issue_normalizer.claims import Claim

_INSIDE: Final = frozenset(("address", "day", "description", "markup"))  # may stand in a line, beside text
_ANY_NUMBER: Final = "played"  # such may be put in as often as one stands there
_MOST: Final = 200  # equal claims that share a number
_ANY: Final = 255
_BYTES: Final = [bytes((count,)) for count in range(256)]


class Table:
    """Texts, and the numbers of what has them; found by the character they begin with, and by length.

    Numbers that are alike make a run: any of them stands for all, so the first that is left is found.
    """

    def __init__(self) -> None:
        self.runs: dict[str, list[list[int]]] = {}
        self.sizes: dict[str, list[int]] = {}

    def add(self, text: str, number: int, *, is_alike: bool = False) -> None:
        """Add a text; `is_alike` tells that its number is like the last one with that text."""
        if text not in self.runs:
            self.runs[text] = [[number]]
            sizes = self.sizes.setdefault(text[0], [])
            if len(text) not in sizes:
                insort(sizes, len(text))
        elif is_alike:
            self.runs[text][-1].append(number)
        else:
            self.runs[text].append([number])

    def there(self, left: bytes, text: str, at: int) -> list[tuple[int, int]]:
        """Find what is left and stands at a place of a text, the longest last: (length, number) each."""
        found: list[tuple[int, int]] = []
        if (sizes := self.sizes.get(text[at : at + 1])) is None:
            return found
        for size in sizes:
            for number in self.find(left, text[at : at + size]):
                found.append((size, number))  # noqa: PERF401 - mostly one
        return found

    def find(self, left: bytes, text: str) -> list[int]:
        """List what is left and has a text."""
        found: list[int] = []
        if (runs := self.runs.get(text)) is None:
            return found
        for run in runs:
            for number in run:
                if left[number]:
                    found.append(number)
                    break
        return found

    def all_left(self, left: bytes) -> Iterator[int]:
        """Give all numbers that are left."""
        return (number for runs in self.runs.values() for run in runs for number in run if left[number])


class Stock:
    """Texts by number: claim n takes number 2n out and puts number 2n+1 in; facts stand behind them.

    How many are left of each is told by a byte, `all` at first. `edits` are claims of what readers did to the
    page: they may stand within a line, of the others some reasons. Those that say a text otherwise do so at
    its place: they are `pairs`, with the forms of what is shown. What `moved` is gone from its place once it
    was seen elsewhere.
    """

    def __init__(self, edits: Sequence[Claim], claims: Sequence[Claim], facts: Sequence[Line]) -> None:
        before = list(_counted(edits))
        self.counted, self.edits = [*before, *_counted(claims)], len(before)
        self.facts = facts
        size = 2 * (len(self.counted) + len(facts))
        left, self._waits = bytearray(size), bytearray(size)
        self.takes, self.puts, self.pairs = Table(), Table(), Table()
        self.inside: set[int] = set()
        self.longest = 0  # within a line
        self.forms: dict[int, list[str]] = {}
        for number, (claim, count) in enumerate(self.counted):
            take, put = 2 * number, 2 * number + 1
            is_alike = number not in (0, self.edits) and claim is self.counted[number - 1][0]
            left[take] = count if claim.taken else 0
            is_edit = number < self.edits
            if is_edit or claim.reason in _INSIDE:
                self.inside.update((take, put))
                self.longest = max(self.longest, len(claim.taken), len(claim.shown))
            if is_edit and claim.taken and claim.shown and claim.reason != "moved":
                self.pairs.add(claim.taken, take, is_alike=is_alike)
                self.forms[take] = _forms(claim.shown)
                continue
            if is_edit and claim.reason == "moved":
                left[take], self._waits[take] = 0, 1
            left[put] = _ANY if claim.reason == _ANY_NUMBER else count if claim.shown else 0
            for text in _forms(claim.taken) if claim.taken else ():
                self.takes.add(text, take, is_alike=is_alike)
            for text in _forms(claim.shown, may_be_number=True) if claim.shown else ():
                self.puts.add(text, put, is_alike=is_alike)
        self._facts: dict[int, Table] = {ANYWHERE: Table()}  # by item
        for number, fact in enumerate(facts, len(self.counted)):
            if fact.item not in self._facts:
                self._facts[fact.item] = Table()
            self._facts[fact.item].add(fact.text, 2 * number, is_alike=True)
            left[2 * number] = 1
        self.last = max(self._facts)  # item that has facts
        self._beginnings = {fact.text[0] for fact in facts}
        self.firsts = {*self.takes.sizes, *self._beginnings}  # characters
        self.all = bytes(left)

    def without(self, left: bytes, number: int) -> bytes:
        """Use a text up; give what is left."""
        rest = left[:number] + _BYTES[left[number] - 1] + left[number + 1 :]
        if self._waits[number ^ 1]:
            number ^= 1
            rest = rest[:number] + _BYTES[rest[number] + 1] + rest[number + 1 :]
        return rest

    def there(self, left: bytes, text: str, at: int, items: Sequence[int]) -> list[tuple[int, int]]:
        """Find what claims take out at a place, and facts of items there, the longest last.

        Each is its length and its number; of facts that are alike, that of the first item is the last.
        """
        found = self.takes.there(left, text, at)
        if text[at : at + 1] in self._beginnings:
            for table in self._tables(items[::-1]):
                found += table.there(left, text, at)
        if len(found) > 1:
            found.sort(key=_length)
        return found

    def fact(self, number: int) -> Line:
        """Give a fact by its number."""
        return self.facts[number // 2 - len(self.counted)]

    def facts_left(self, left: bytes, items: Sequence[int]) -> list[int]:
        """List the numbers of items' facts, and of the issue's own, that are not placed."""
        return [number for table in self._tables(items) for number in table.all_left(left)]

    def _tables(self, items: Sequence[int]) -> list[Table]:
        return [self._facts[item] for item in (ANYWHERE, *items) if item in self._facts]

    def pieces(self, left: bytes, items: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Give what may stand in a text with edits within: facts of items, and what claims take out."""
        for table in self._tables(items):
            for text in table.runs:
                for number in table.find(left, text):
                    yield number, text
        for number in range(0, 2 * len(self.counted), 2):
            if left[number] and number not in self.forms:
                yield number, self.counted[number // 2][0].taken


def _length(take: tuple[int, int]) -> int:
    return take[0]


def _counted(claims: Sequence[Claim]) -> Iterator[tuple[Claim, int]]:
    """Count equal claims, so many at a time as a byte tells."""
    for claim, count in Counter(claims).items():
        for start in range(0, count, _MOST):
            yield claim, min(_MOST, count - start)


def _forms(text: str, *, may_be_number: bool = False) -> list[str]:
    """Give the forms of a text at either end of a line, where signs that part texts are none.

    Of a text that is read, a number without its signs may begin a longer one.
    """
    is_number = not may_be_number and text.strip(FREE).isdigit()
    if is_number or (text[0] not in FREE and text[-1] not in FREE):
        return [text]
    forms = (text, text.lstrip(FREE), text.rstrip(FREE), text.strip(FREE))
    return [form for form in dict.fromkeys(forms) if form]
