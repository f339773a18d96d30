"""Texts that count once each: of claims and facts, whose place is not known, and what claims put in."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from typing import Final

from msgspec import Struct

from issue_normalizer.account.lines import Line
from issue_normalizer.account.signs import FREE
from issue_normalizer.claims import Claim

_INSIDE: Final = frozenset(("address", "description", "markup"))  # may stand in a line, beside text


class Piece(Struct, frozen=True, gc=False):
    """A text of a claim or a fact. `put` is the number of what it puts in, -1 without that."""

    text: str
    claim: Claim | None = None
    line: Line | None = None
    put: int = -1


class Stock:
    """Pieces, and what claims put in: each has a number, and `left` tells which are there to be used.

    Of a claim that takes a text and puts another in, the other is there once the first was used.
    """

    def __init__(self, facts: Iterable[Line], claims: Iterable[Claim]) -> None:
        bare = [(claim.taken.strip(FREE), claim) for claim in claims]
        self.put_in = [claim for _, claim in bare if claim.shown]
        self.pieces = [Piece(line.text, None, line) for line in facts]
        self.first_put = put = len(self.pieces) + len([taken for taken, _ in bare if taken])
        for taken, claim in bare:
            if taken:
                self.pieces.append(Piece(taken, claim, None, put if claim.shown else -1))
            put += claim.shown != ""
        self.left = bytearray([1] * put)
        self._by_put: dict[str, list[int]] = {}
        for number, claim in enumerate(self.put_in, self.first_put):
            for text in _forms(claim.shown):
                self._by_put.setdefault(text, []).append(number)
            if claim.taken and claim.reason != "license":  # whose sentence may stay where it is, too
                self.left[number] = 0
        inside = [claim.shown for claim in self.put_in if claim.reason in _INSIDE]
        self._inside = {form for text in inside for form in _forms(text)}
        self._within: dict[str, list[tuple[int, str]]] = {}
        self._by_text: dict[str, list[int]] = {}
        self.sizes: dict[str, set[int]] = {}  # by the character that pieces begin with
        for number, piece in enumerate(self.pieces):
            for text in self._texts_of(piece):
                self._by_text.setdefault(text, []).append(number)
                self.sizes.setdefault(text[0], set()).add(len(text))

    def firsts(self) -> set[str]:
        """Give the characters that texts begin with."""
        return {text[0] for text in (*self._by_text, *self._by_put)}

    def use(self, number: int) -> None:
        """Use a text up."""
        self.left[number] = 0
        if number < self.first_put and (put := self.pieces[number].put) >= 0:
            self.left[put] = 1

    def piece(self, text: str, first: int, last: int) -> int:
        """Find a piece with a text: of a claim, or a fact of one of some items; -1 where none is left."""
        for number in self._by_text.get(text, ()):
            if self.left[number]:
                line = self.pieces[number].line
                if line is None or first <= line.item <= last or line.where == "colophon":
                    return number
        return -1

    def put(self, text: str, used: Container[int] = ()) -> int:
        """Find a text that is put in, besides some; -1 where none is left."""
        for number in self._by_put.get(text, ()):
            if self.left[number] and number not in used:
                return number
        return -1

    def puts(self, line: str, used: Collection[int] = ()) -> tuple[int, ...]:
        """Find what puts a whole line in; nothing where that is not all of it."""
        if (number := self.put(line, used)) >= 0:
            return (number,)
        rest, found = "", 0
        numbers: list[int] = []
        for place, text in self.within(line):
            number = self.put(text, (*used, *numbers))
            if number < 0:
                return ()
            rest += line[found:place]
            found = place + len(text)
            numbers.append(number)
        return tuple(numbers) if not (rest + line[found:]).strip(FREE) else ()

    def may_put(self, line: str) -> bool:
        """Tell whether a line, or a part of it, may have been put in."""
        return line in self._by_put or bool(self.within(line))

    def _texts_of(self, piece: Piece) -> tuple[str, ...]:
        """Give the text of a piece; of a fact, also without what may have been put into it."""
        if not self._inside or piece.line is None:
            return (piece.text,)
        rest = piece.text
        for place, put in reversed(self.within(rest)):
            rest = rest[:place] + rest[place + len(put) :]
        rest = rest.strip(FREE)
        return (piece.text, rest) if rest and rest != piece.text else (piece.text,)

    def within(self, line: str) -> list[tuple[int, str]]:
        """Find what may have been put into a line, in order, the longest first: (place, text) each."""
        if not self._inside:
            return []
        if (known := self._within.get(line)) is not None:
            return known
        found: list[tuple[int, str]] = []
        end = 0
        while places := [
            (place, -len(put), put) for put in self._inside if (place := line.find(put, end)) >= 0
        ]:
            place, _, put = min(places)
            found.append((place, put))
            end = place + len(put)
        self._within[line] = found
        return found


def _forms(text: str) -> set[str]:
    """Give the forms of a text at either end of a line, where signs that part texts are none."""
    return {text, text.lstrip(FREE), text.rstrip(FREE), text.strip(FREE)} - {""}
