"""What stands in a text at no known place: what claims take out of it and put in, and facts, once each."""

from __future__ import annotations

import sys
from collections.abc import Container, Sequence
from typing import Final, TypeAlias

from issue_normalizer.account.lines import Line
from issue_normalizer.claims import Claim

_ANY_NUMBER: Final = "played"  # such may be put in as often as one stands there
_ONCE, _ALWAYS = 1, 2

_Numbers: TypeAlias = dict[str, list[int]]
# By the character that they begin with, the longest first.
_Table: TypeAlias = dict[str, list[tuple[str, list[int]]]]


class Stock:
    """Texts by number: claim n takes number 2n out and puts number 2n+1 in; `left` tells which are there.

    Of a claim that does both, the second is there once the first was used; of a text that moved, the other
    way round. Within a line, claims of the reasons `inside` are there, all of them where none is given.
    Signs of `free` are none at the ends of a text. Facts stand behind the claims; each is taken once, too.
    """

    def __init__(
        self, claims: Sequence[Claim], free: str, inside: Container[str] = (), facts: Sequence[Line] = ()
    ) -> None:
        self.claims, self.facts, self.free, self.signs = claims, facts, free, frozenset(free)
        self.left = bytearray(2 * len(claims) + 2 * len(facts))
        self._waits = bytearray(len(self.left))
        takes: _Numbers = {}
        for number, fact in zip(self._numbers(), facts, strict=True):
            takes.setdefault(fact.text, []).append(number)
            self.left[number] = _ONCE
        inner: _Numbers = {}
        inner_puts: _Numbers = {}
        self._puts: _Numbers = {}
        for at, claim in enumerate(claims):
            taken, shown = claim.taken.strip(free), claim.shown
            if claim.reason == "moved":
                taken = shown
            is_inside = not inside or claim.reason in inside
            if taken:
                self.left[2 * at] = _ONCE
                for table in (takes, inner) if is_inside else (takes,):
                    table.setdefault(taken, []).append(2 * at)
            if shown:
                has_ends = shown[0] in self.signs or shown[-1] in self.signs
                self.left[2 * at + 1] = _ALWAYS if claim.reason == _ANY_NUMBER else _ONCE
                for table in (self._puts, inner_puts) if is_inside else (self._puts,):
                    for text in _forms(shown, free) if has_ends else (shown,):
                        table.setdefault(text, []).append(2 * at + 1)
            if taken and shown and claim.reason != "license":  # whose sentence may stay where it is, too
                second = 2 * at + (claim.reason != "moved")
                self.left[second], self._waits[second] = 0, 1
        self._takes, self._inner, self._inner_puts = map(_by_first, (takes, inner, inner_puts))
        self.longest = max(map(len, (*inner, *inner_puts)), default=0)  # within a line

    def use(self, number: int) -> None:
        """Use a text up."""
        if self.left[number] == _ONCE:
            self.left[number] = 0
        if self._waits[number ^ 1]:
            self.left[number ^ 1] = _ONCE

    def takes(self, text: str, at: int, above: int, below: int) -> list[tuple[int, int]]:
        """Find what claims take out at a place, and facts between two items there: (length, number) each."""
        found: list[tuple[int, int]] = []
        for each, numbers in self._takes.get(text[at : at + 1], ()):
            if text.startswith(each, at):
                for number in numbers:
                    if self.left[number] and self._is_between(number, above, below):
                        found.append((len(each), number))
                        break
        return found

    def facts_left(self, above: int = 0, below: int = sys.maxsize) -> list[tuple[int, Line]]:
        """List the facts between two items that are not placed."""
        return [
            (number, fact)
            for number, fact in zip(self._numbers(), self.facts, strict=True)
            if self.left[number] and self._is_between(number, above, below)
        ]

    def _numbers(self) -> range:
        """Give the numbers of facts."""
        return range(2 * len(self.claims), len(self.left), 2)

    def _is_between(self, number: int, above: int, below: int) -> bool:
        """Tell whether a fact stands between two items, or is of none; so are claims."""
        at = number // 2 - len(self.claims)
        if at < 0:
            return True
        fact = self.facts[at]
        return above <= fact.item <= below or fact.kind == "title" or fact.where == "colophon"

    def inner_takes(self, text: str, at: int, used: Container[int]) -> list[tuple[int, int]]:
        """Find what they take out within a line, besides what is used there already."""
        return self._there(self._inner, text, at, used)

    def inner_puts(self, line: str, at: int, used: Container[int]) -> list[tuple[int, int]]:
        """Find what they put in at a place of a line, besides what is used there already."""
        return self._there(self._inner_puts, line, at, used)

    def put(self, line: str, used: Container[int] = ()) -> int:
        """Find a whole line that is put in, besides some; -1 where none is left."""
        return self._first_left(self._puts.get(line, ()), used)

    def _there(self, table: _Table, text: str, at: int, used: Container[int]) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for each, numbers in table.get(text[at : at + 1], ()):
            if text.startswith(each, at) and (number := self._first_left(numbers, used)) >= 0:
                found.append((len(each), number))
        return found

    def _first_left(self, numbers: Sequence[int], used: Container[int]) -> int:
        for number in numbers:
            left = self.left[number] or (self._waits[number] and number ^ 1 in used)
            if left == _ALWAYS or (left and number not in used):
                return number
        return -1


def _by_first(texts: _Numbers) -> _Table:
    table: _Table = {}
    for text in sorted(texts, key=len, reverse=True):
        table.setdefault(text[0], []).append((text, texts[text]))
    return table


def _forms(text: str, free: str) -> set[str]:
    """Give the forms of a text at either end of a line, where signs that part texts are none."""
    return {text, text.lstrip(free), text.rstrip(free), text.strip(free)} - {""}
