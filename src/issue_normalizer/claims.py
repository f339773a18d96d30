"""What a step takes out of the running text, or puts in, it says: the account believes nothing else.

A claim travels with what the step gives, so that only what is used may claim.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

# The reasons of claims, besides those that texts are left out for. `account/kinds.py` says what each admits.
# address: an address that became a link's target, or a target that is shown as text
# again: the text of a link that a title holds, too; a title out of the front matter
# alert: the title of an alert, as it is written: `[!NOTE]`
# alternative: the text of an image that is not shown as one
# author: the word before the name of who wrote something
# column: the head of a column, of a table of items
# date: of an earlier issue, in the form's spelling
# description: the text that stands for an image
# formula: as it is drawn, and as TeX
# heading: of a part that the form names itself
# image: where the form has text alone; what is taken is its address
# label: of a fact or a text
# license: a sentence that says a licence
# markup: signs of a link that was never closed, or is not shown as one
# moved: out of a table, or to the end of the issue
# number: of an item, a note, a line of code; years above dates, a digit a cell
# pattern: words that a pattern of the profile writes around its holes
# played: the address of what is played, or of a link around nothing but links
# shortcode: the name of a sign, `:tada:`
# sign: between texts, around one or below it; a bullet, also the letter `o`; asterisks that were bold

# The word before the name of who wrote something, in the languages that have one: `by NAME`.
AUTHOR_WORDS: Final = ("by", "von", "par", "por", "door", "от", "od", "af", "av")


class Claim(Struct, frozen=True, gc=False):
    """Text of the input that is not shown, or otherwise: `shown` stands for `taken`; either may be empty.

    `reason` is one of those above, or that of a span that was left out.
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
