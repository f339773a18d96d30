"""What stands in a text at no known place: what claims take out of it and put in, and facts, once each."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final, TypeAlias

from issue_normalizer.account.lines import Line
from issue_normalizer.claims import Claim

_ANY_NUMBER: Final = "played"  # such may be put in as often as one stands there
_ONCE: Final = 1
_ALWAYS: Final = 2

_Numbers: TypeAlias = dict[str, list[int]]
# By the character that they begin with, by length.
_Table: TypeAlias = dict[str, list[tuple[str, list[int]]]]


class Stock:
    """Texts by number: claim n takes number 2n out and puts number 2n+1 in; facts stand behind them.

    What is left of them is told by a byte each, `all` at first. Of a claim that takes and puts, the second is
    there once the first was used; of a text that moved, the other way round. Within a line, claims of the
    reasons `inside` are there, all where none is given. Signs of `free` are none at the ends of a text.
    """

    def __init__(
        self, claims: Sequence[Claim], free: str, inside: Container[str] = (), facts: Sequence[Line] = ()
    ) -> None:
        self.claims, self.facts, self.free, self.signs = claims, facts, free, frozenset(free)
        left = bytearray(2 * len(claims) + 2 * len(facts))
        self._waits = bytearray(len(left))
        takes: _Numbers = {}
        inner: _Numbers = {}
        inner_puts: _Numbers = {}
        self._puts: _Numbers = {}
        for number, fact in enumerate(facts, len(claims)):
            takes.setdefault(fact.text, []).append(2 * number)
            left[2 * number] = _ONCE
        for number, claim in enumerate(claims):
            take, put, shown = 2 * number, 2 * number + 1, claim.shown
            taken = shown if claim.reason == "moved" else claim.taken
            is_inside = not inside or claim.reason in inside
            if taken:
                left[take] = _ONCE
                if bare := taken.strip(free):
                    takes.setdefault(bare, []).append(take)
                if is_inside:
                    inner.setdefault(taken, []).append(take)
            if shown:
                left[put] = _ALWAYS if claim.reason == _ANY_NUMBER else _ONCE
                for table in (self._puts, inner_puts) if is_inside else (self._puts,):
                    for text in _forms(shown, free):
                        table.setdefault(text, []).append(put)
            if taken and shown and claim.reason != "license":  # whose sentence may stay where it is, too
                second = take if claim.reason == "moved" else put
                left[second], self._waits[second] = 0, 1
        self.all = bytes(left)
        self._takes, self._inner, self._inner_puts = map(_by_first, (takes, inner, inner_puts))
        self.longest = max(map(len, (*inner, *inner_puts)), default=0)  # within a line

    def without(self, left: bytes, number: int) -> bytes:
        """Use a text up; give what is left."""
        rest = bytearray(left)
        if rest[number] == _ONCE:
            rest[number] = 0
        if self._waits[number ^ 1]:
            rest[number ^ 1] = _ONCE
        return bytes(rest)

    def takes(self, left: bytes, text: str, at: int, items: tuple[int, int]) -> list[tuple[int, int]]:
        """Find what claims take out at a place, and facts between two items there, the longest last.

        Each is its length and its number.
        """
        found: list[tuple[int, int]] = []
        for each, numbers in self._takes.get(text[at : at + 1], ()):
            if text.startswith(each, at):
                for number in numbers:
                    if left[number] and self._is_between(number, items):
                        found.append((len(each), number))
                        break
        return found

    def inner_takes(self, left: bytes, text: str, at: int) -> list[tuple[int, int]]:
        """Find what claims take out within a line."""
        return _there(self._inner, left, text, at)

    def inner_puts(self, left: bytes, line: str, at: int) -> list[tuple[int, int]]:
        """Find what claims put in at a place of a line."""
        return _there(self._inner_puts, left, line, at)

    def put(self, left: bytes, line: str) -> int:
        """Find a claim that puts a whole line in; -1 where none is left."""
        return _first_left(self._puts.get(line, ()), left)

    def facts_left(self, left: bytes, items: tuple[int, int]) -> list[tuple[int, Line]]:
        """List the facts between two items that are not placed."""
        numbered = zip(range(2 * len(self.claims), len(left), 2), self.facts, strict=True)
        return [
            (number, fact) for number, fact in numbered if left[number] and self._is_between(number, items)
        ]

    def _is_between(self, number: int, items: tuple[int, int]) -> bool:
        """Tell whether a fact stands between two items, or is of none; so are claims."""
        at = number // 2 - len(self.claims)
        if at < 0:
            return True
        fact = self.facts[at]
        return items[0] <= fact.item <= items[1] or fact.kind == "title" or fact.where == "colophon"


def _there(table: _Table, left: bytes, text: str, at: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for each, numbers in table.get(text[at : at + 1], ()):
        if text.startswith(each, at) and (number := _first_left(numbers, left)) >= 0:
            found.append((len(each), number))
    return found


def _first_left(numbers: Sequence[int], left: bytes) -> int:
    for number in numbers:
        if left[number]:
            return number
    return -1


def _by_first(texts: _Numbers) -> _Table:
    table: _Table = {}
    for text in sorted(texts, key=len):
        table.setdefault(text[0], []).append((text, texts[text]))
    return table


def _forms(text: str, free: str) -> set[str]:
    """Give the forms of a text at either end of a line, where signs that part texts are none."""
    if text[0] not in free and text[-1] not in free:
        return {text}
    return {text, text.lstrip(free), text.rstrip(free), text.strip(free)} - {""}
