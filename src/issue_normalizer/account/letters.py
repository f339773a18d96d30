"""Text without white space, and where that stood."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from msgspec import Struct

from issue_normalizer.account.kinds import MARKS, Change, bare, changes
from issue_normalizer.account.signs import is_signs
from issue_normalizer.claims import Claim

_TRIES: Final = 100


class Letters(Struct, frozen=True, gc=False):
    """Visible text without white space; `breaks` are the places where white space stood, in order."""

    text: str
    breaks: list[int]


def is_break(letters: Letters, at: int) -> bool:
    """Tell whether white space stood at a place, or the text begins there."""
    breaks = letters.breaks
    index = bisect_left(breaks, at)
    return at == 0 or (index < len(breaks) and breaks[index] == at)


def is_edge(letters: Letters, at: int) -> bool:
    """Tell whether a word may end before a place."""
    text = letters.text
    if at >= len(text) or is_signs(text[at]) or is_signs(text[at - 1]):
        return True
    if not (text[at].isalnum() and text[at - 1].isalnum()):  # a picture is a word by itself
        return True
    return text[at].isascii() != text[at - 1].isascii() or is_break(letters, at)


def letters_of(text: str) -> Letters:
    """Take the white space out of a text, no-break and zero-width blanks too."""
    if "\u200b" in text or "\ufeff" in text:
        text = text.replace("\u200b", " ").replace("\ufeff", " ")
    chunks = text.split()
    return Letters("".join(chunks), list(accumulate(map(len, chunks))))


def rewritten(letters: Letters, claims: Iterable[Claim]) -> Letters:
    """Put what claims of signs of markup show in the place of what they took."""
    marked = [claim for claim in bare(claims) if claim.reason in MARKS]
    for reason in MARKS if marked else ():
        letters = _changed(letters, [claim for claim in marked if claim.reason == reason])
    return letters


def _changed(letters: Letters, claims: Sequence[Claim]) -> Letters:
    """Change a text in all places at once."""
    found: list[Change] = []
    end = 0
    for claim in claims:
        changed = changes(claim)
        at = _find(claim.taken, letters, max(claim.before, end)) if changed else -1
        if at >= 0:
            found += [(at + start, at + stop, shown) for start, stop, shown in changed or ()]
            end = at + len(claim.taken)
            continue
        for start, stop, shown in changed or ():  # beside what was put in
            at = _find(claim.taken[start:stop], letters, max(claim.before, end))
            found += ((at, at + stop - start, shown),) if at >= 0 else ()
    texts: list[str] = []
    breaks: list[int] = []
    end = first = grown = 0
    for start, stop, shown in sorted(found):
        if start < end:
            continue  # what two claims took
        last, behind = bisect_right(letters.breaks, start), bisect_left(letters.breaks, stop)
        breaks += [place + grown for place in letters.breaks[first:last]]
        texts += (letters.text[end:start], shown)
        end, first, grown = stop, behind, grown + len(shown) - (stop - start)
        breaks += (stop + grown,) if behind == len(letters.breaks) or letters.breaks[behind] != stop else ()
    breaks += [place + grown for place in letters.breaks[first:]]
    return Letters("".join((*texts, letters.text[end:])), breaks)


def _find(sought: str, letters: Letters, start: int) -> int:
    """Find a text from a place on, else anywhere; best where white space stands around it."""
    first = -1
    for begin in (start, 0):
        at = letters.text.find(sought, begin)
        for _ in range(_TRIES):
            if at < 0 or _is_apart(letters, at, len(sought)):
                break
            first = at if first < 0 else first
            at = letters.text.find(sought, at + 1)
        if at >= 0 and _is_apart(letters, at, len(sought)):
            return at
    return first


def _is_apart(letters: Letters, at: int, length: int) -> bool:
    return is_break(letters, at) and is_break(letters, at + length)
