"""Two short texts -> as much as they can have in common: slower than `align.py`, and not misled so easily."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from issue_normalizer.account.align import Alignment, Gap, Match
from issue_normalizer.account.words import Letters
from issue_normalizer.patterns import rare

_TOKEN = rare(r"[A-Za-z]+|[0-9]+|\w")


def align_words(taken: Letters, shown: Letters, start: int = 0) -> Alignment:
    """Align two texts word by word, as many words as there can be; a word is what white space stands around.

    What is shown before `start` is left out.
    """
    ones, others = (list(pairwise((0, *letters.breaks))) for letters in (taken, shown))
    return _align_stretches(
        taken, shown, ones, others[bisect_left(shown.breaks, start + 1) if start else 0 :]
    )


def align_tokens(taken: Letters, shown: Letters, stretch: tuple[int, int], beside: str) -> Alignment:
    """Align two texts token by token: a Latin word, a number, or any other letter; see `align_words`.

    What is shown outside a stretch, (start, end), is left out, and so are words of it that stand beside the
    taken text, and not in it.
    """
    words = (taken.text[low:high] for low, high in pairwise((0, *taken.breaks)))
    apart = set(beside.split()).difference(words)
    others = [span for span in _tokens(shown, apart) if stretch[0] <= span[0] < stretch[1]]
    return _align_stretches(taken, shown, list(_tokens(taken, ())), others)


def _tokens(letters: Letters, apart: Container[str]) -> Iterator[tuple[int, int]]:
    for low, high in pairwise((0, *letters.breaks)):
        if letters.text[low:high] not in apart:
            yield from (token.span() for token in _TOKEN.finditer(letters.text, low, high))


def _align_stretches(
    taken: Letters, shown: Letters, ones: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> Alignment:
    """Align two texts by stretches of each, (start, end) in order: as many as there can be."""
    from rapidfuzz.distance import LCSseq

    found: list[Match] = []
    words = [taken.text[i:j] for i, j in ones], [shown.text[i:j] for i, j in others]
    for a, b, size in LCSseq.opcodes(*words).as_matching_blocks():
        for (low, high), (at, _) in zip(ones[a : a + size], others[b : b + size], strict=True):
            last = found[-1] if found else Match(0, 0, 0)
            if (last.taken + last.length, last.shown + last.length) == (low, at):
                found[-1:] = [last._replace(length=last.length + high - low)]
            else:
                found.append(Match(low, at, high - low))
    return _with_gaps(found, len(taken.text), len(shown.text))


def align_letters(taken: Letters, shown: Letters, start: int = 0) -> Alignment:
    """Align two short texts letter by letter, the longest common stretch first; see `align_words`."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, taken.text, shown.text[start:], autojunk=False)
    found = [Match(a, b + start, size) for a, b, size in matcher.get_matching_blocks() if size]
    return _with_gaps(found, len(taken.text), len(shown.text))


def _with_gaps(matches: Sequence[Match], taken: int, shown: int) -> Alignment:
    """Find the gaps between matches; the numbers are the texts' lengths."""
    gaps: list[Gap] = []
    at_taken = at_shown = 0
    for match in (*matches, Match(taken, shown, 0)):
        if match.taken > at_taken or match.shown > at_shown:
            gaps.append(Gap(at_taken, match.taken, at_shown, match.shown))
        at_taken, at_shown = match.taken + match.length, match.shown + match.length
    return Alignment(tuple(matches), tuple(gaps))
