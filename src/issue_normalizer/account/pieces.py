"""Texts whose place is not known beforehand: those of claims, and facts of items."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct

from issue_normalizer.account.letters import Letters, is_break, is_edge
from issue_normalizer.account.lines import Line
from issue_normalizer.claims import Claim

_WHOLE: Final = 1 << 40  # more than any length


class Piece(Struct, frozen=True):
    """A text of a claim, or of a fact."""

    text: str
    claim: Claim | None = None
    line: Line | None = None


def rank_of(letters: Letters, at: int, length: int, *, is_next: bool = False) -> int:
    """Rank a text that begins at a place; 0 where no word may end behind it.

    Of several, first goes one that white space stood behind, then the longest, then the next line.
    """
    if not is_edge(letters, at + length):
        return 0
    return (_WHOLE if is_break(letters, at + length) else 0) + 2 * length + is_next


class Pieces:
    """The pieces that are not placed yet."""

    def __init__(self, letters: Letters, pieces: Iterable[Piece]) -> None:
        self._letters, self._text = letters, letters.text
        self._pieces: dict[str, list[Piece]] = {}
        self._sizes: dict[str, set[int]] = {}  # by the character that pieces begin with
        for piece in pieces:
            self._pieces.setdefault(piece.text, []).append(piece)
            self._sizes.setdefault(piece.text[0], set()).add(len(piece.text))

    def find(self, at: int, rank: int, is_here: Callable[[Piece], bool]) -> Piece | None:
        """Find the best piece that begins at a place, of a higher rank than something else."""
        best: Piece | None = None
        sizes = self._sizes.get(self._text[at])
        if sizes is None:
            return None
        for size in sizes:
            pieces = self._pieces.get(self._text[at : at + size])
            if pieces and (own := rank_of(self._letters, at, size)) > rank:
                for piece in pieces:
                    if is_here(piece):
                        best, rank = piece, own
                        break
        return best

    def take(self, piece: Piece) -> None:
        """Take a piece that is placed."""
        self._pieces[piece.text].remove(piece)

    def lines(self) -> Iterable[Line]:
        """List the facts that are left."""
        return [piece.line for pieces in self._pieces.values() for piece in pieces if piece.line]
