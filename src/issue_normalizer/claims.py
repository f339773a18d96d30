"""What a step takes out of the running text, or puts in, it says: the account believes nothing else.

A claim travels with what the step gives, so that only what is used may claim.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

# The word before the name of who wrote something, in the languages that have one: `by NAME`.
AUTHOR_WORDS: Final = ("by", "von", "par", "por", "door", "от", "od", "af", "av")


class Claim(Struct, frozen=True, gc=False):
    """Text of the input that is not shown, or otherwise: `shown` stands for `taken`; either may be empty.

    `reason` is one of those that `account/kinds.py` knows, or that of a span that was left out.
    """

    reason: str
    taken: str = ""
    shown: str = ""


class Intake(Struct, frozen=True, gc=False):
    """What a reader took in.

    `text` is the visible text of the body as the parser gave it; `edits` tell how it became that of the
    blocks, each kind in order. `code` are the texts of code, white space and all.
    """

    text: str = ""
    edits: tuple[Claim, ...] = ()
    code: tuple[str, ...] = ()

    def behind(self, code: str) -> Intake:
        """Put code that was taken in before the rest."""
        return replace(self, text=f"{code}\n{self.text}", code=(code, *self.code))


NOTHING: Final = Intake()
