"""Two texts: how they differ, and how much that matters. Chinese is compared character by character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from issue_normalizer.text import without_space

Difference: TypeAlias = Literal["space", "width", "signs", "loss", "gain", "change"]

# A word below the scripts that are written without blanks, white space, or any one character.
_TOKEN = re.compile(r"[^\W\u2e80-\uffff]+|\s+|.", re.DOTALL)
# What tools fold beyond what Unicode calls compatible.
_FOLDED = str.maketrans(
    {"。": ".", "、": ",", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "―": "-"}
)
# Signs that part, hold or mark text; without them it says the same. Others, such as + # %, carry meaning.
_TYPOGRAPHIC = frozenset("*_`,.:;!?'\"()[]{}-…·•。、，；：！？（）【】《》〈〉「」『』〔〕“”‘’—–―~～|｜丨")
_WORD_OR_BLANK = re.compile(r"[^\W\u2e80-\uffff]|\s")
_TEXT = 40  # letters: what is shorter is replaced by something shorter without being lost
_CELLS = 200_000_000  # of the table of a comparison, a bit each: larger ones are not made


class Segment(Struct, frozen=True):
    """A stretch of two texts: the same in both, or `before` was replaced by `after`."""

    before: str
    after: str

    @property
    def is_same(self) -> bool:
        """Tell whether both texts have it."""
        return self.before == self.after


def difference(before: str, after: str) -> Difference | None:
    """Tell how a text differs from what it was; None where it does not.

    `space`: in white space alone. `width`: fullwidth signs or typographic quotes became plain ones, or
    the other way. `signs`: other signs that only part text. `loss`: text is gone and none is new, or most of
    a text gave way to a few words; `gain`: text is new and none is gone.
    """
    if before == after:
        return None
    if without_space(before) == without_space(after):
        return "space"
    one, other = _folded(before), _folded(after)
    if one == other:
        return "width"
    # A sign between letters of ASCII is theirs; whether it is one may depend on its width.
    essences = (
        (_folded(_without_typography(before)), _folded(_without_typography(after))),
        (_without_typography(one), _without_typography(other)),
    )
    if any(old == new for old, new in essences):
        return "signs"
    old, new = essences[0]
    if _is_part(new, old) or (len(old) >= _TEXT and len(new) * 2 < len(old)):
        return "loss"
    return "gain" if _is_part(old, new) else "change"


def segments(before: str, after: str) -> list[Segment]:
    """Part two texts into what they have in common and what was replaced, in order.

    Joined, the sides are the two texts. Short matches between two replaced stretches count as replaced.
    """
    start = _shared_start(before, after)
    old, new = before[start:], after[start:]
    end = _shared_start(old[::-1], new[::-1])
    same = Segment(before[:start], before[:start]), Segment(old[len(old) - end :], old[len(old) - end :])
    parts = [same[0], *_compared(old[: len(old) - end], new[: len(new) - end]), same[1]]
    return _joined([part for part in parts if part.before or part.after])


def _shared_start(before: str, after: str) -> int:
    """Give how long two texts are the same from their start, in whole words."""
    pairs = enumerate(zip(before, after, strict=False))
    count = next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))
    while count and _WORD_OR_BLANK.match(before, count - 1):
        count -= 1
    return count


def _compared(before: str, after: str) -> list[Segment]:
    """Compare two texts word by word where they are not too long for that."""
    if len(before) * len(after) > _CELLS:
        return [Segment(before, after)]
    from rapidfuzz.distance import Indel

    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    return [
        Segment("".join(old[code.src_start : code.src_end]), "".join(new[code.dest_start : code.dest_end]))
        for code in Indel.opcodes(old, new)
    ]


def _joined(parts: Sequence[Segment]) -> list[Segment]:
    """Join neighbours that were replaced, and what little stands between two of them."""
    joined: list[Segment] = []
    for index, part in enumerate(parts):
        is_crumb = part.is_same and 0 < index < len(parts) - 1 and len(part.before.strip()) <= 1
        if joined and not joined[-1].is_same and (is_crumb or not part.is_same):
            last = joined.pop()
            joined.append(Segment(last.before + part.before, last.after + part.after))
        else:
            joined.append(part)
    return joined


def _folded(text: str) -> str:
    return without_space(unicodedata.normalize("NFKC", text.translate(_FOLDED)))


def _without_typography(text: str) -> str:
    """Take out the signs that only part text; one between two letters of ASCII is theirs: `3.5`."""
    return "".join(
        char
        for at, char in enumerate(text)
        if char not in _TYPOGRAPHIC or (0 < at < len(text) - 1 and _is_joined(text[at - 1 : at + 2]))
    )


def _is_joined(three: str) -> bool:
    return three.isascii() and three[0].isalnum() and three[2].isalnum()


def _is_part(part: str, whole: str) -> bool:
    """Tell whether a text is what is left of another when some of it is taken out."""
    rest = iter(whole)
    return all(char in rest for char in part)
