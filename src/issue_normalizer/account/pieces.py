"""Texts whose place is not known beforehand: those of claims, and facts of items."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from issue_normalizer.account.letters import Letters
from issue_normalizer.account.lines import Line
from issue_normalizer.claims import Claim


class Piece(NamedTuple):
    """A text of a claim, or of a fact."""

    text: str
    claim: Claim | None = None
    line: Line | None = None


class Rank(NamedTuple):
    """What of several texts goes first: one that white space stood behind, the longest, the next line."""

    is_whole: bool
    length: int
    is_next: bool = False


NO_RANK: Final = Rank(is_whole=False, length=0)


class Pieces:
    """The pieces that are not placed yet."""

    def __init__(self, letters: Letters, pieces: Iterable[Piece]) -> None:
        self._letters = letters
        self._pieces: dict[str, list[Piece]] = {}
        self._sizes: dict[str, set[int]] = {}  # by the character that pieces begin with
        for piece in pieces:
            self._pieces.setdefault(piece.text, []).append(piece)
            self._sizes.setdefault(piece.text[0], set()).add(len(piece.text))

    def find(self, at: int, rank: Rank, is_here: Callable[[Piece], bool]) -> Piece | None:
        """Find the best piece that begins at a place, of a higher rank than something else."""
        text = self._letters.text
        best: Piece | None = None
        for size in self._sizes.get(text[at], ()):
            end = at + size
            for piece in self._pieces.get(text[at:end], ()):
                own = Rank(self._letters.is_break(end), size)
                if own > rank and self._letters.is_edge(end) and is_here(piece):
                    best, rank = piece, own
                    break
        return best

    def take(self, piece: Piece) -> None:
        """Take a piece that is placed."""
        self._pieces[piece.text].remove(piece)

    def lines(self) -> Iterable[Line]:
        """List the facts that are left."""
        return (piece.line for pieces in self._pieces.values() for piece in pieces if piece.line)
