"""What a draft says, with what speaks for it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

_SURE = 0.8  # share of the lines of a kind that patterns fit, at least, where they are sure


class Guess(Struct, frozen=True):
    """A pattern, and how many of the lines that it is about it fits, in how many issues of all.

    `otherwise` says how the others are read: where it is told, the guess is unsure.
    """

    value: str
    fits: int
    of: int
    what: str
    issues: int
    examples: int
    otherwise: str = ""

    @property
    def comment(self) -> str:
        """Say what speaks for it, on a line."""
        told = f"{self.fits} of {self.of} {self.what} in {self.issues} of {self.examples} issues"
        return f"unsure: {told}; {self.otherwise}" if self.otherwise else told


def weighed(guesses: Sequence[Guess], of: int, otherwise: str) -> list[Guess]:
    """Mark guesses about lines of one kind as unsure, where all together fit too few of them."""
    if sum(guess.fits for guess in guesses) >= _SURE * of:
        return list(guesses)
    return [replace(guess, otherwise=otherwise) for guess in guesses]
