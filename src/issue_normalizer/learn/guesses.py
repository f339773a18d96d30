"""What a draft says, with what speaks for it."""

from __future__ import annotations

from msgspec import Struct

_SURE = 0.8


class Guess(Struct, frozen=True):
    """A pattern for a key of the profile, and how many of the lines that it is about it fits.

    `otherwise` says how the others are read.
    """

    key: str
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
        if self.fits >= _SURE * self.of:
            return told
        return f"unsure: {told}{'; ' if self.otherwise else ''}{self.otherwise}"
