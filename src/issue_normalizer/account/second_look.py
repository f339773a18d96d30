"""A second, closer look at what the account would tell: a few letters may match where they do not belong."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from issue_normalizer.account.align import REACH, Alignment, align
from issue_normalizer.account.align_best import align_letters, align_tokens, align_words
from issue_normalizer.account.context import Context
from issue_normalizer.account.model import Account
from issue_normalizer.account.settle import settle
from issue_normalizer.account.shown import Shown
from issue_normalizer.account.words import Letters, joined

_SHORT = 1000  # characters of both texts together, that are aligned letter by letter
_MANY = 10_000  # words of either text that are aligned word by word: the memory for it is quadratic, 12 MB


def look_again(taken: Letters, looks: Sequence[Shown], context: Context) -> Account | None:
    """Find an alignment that leaves nothing to tell; None where there is none, or the texts are too long.

    `looks` are ways to read the output.
    """
    first = looks[0].letters
    if max(len(taken.breaks), len(first.breaks)) > _MANY:
        return None
    by_letters = len(taken.text) + len(first.text) <= _SHORT
    orders = [taken, _title_first(taken, looks[0], context.beside)] if by_letters else [taken]
    for shown, ordered in product(looks, orders):
        for alignment in _alignments(ordered, shown, context.beside, by_letters=by_letters):
            for restated_first in (False, True):
                account = settle(
                    ordered, shown, alignment, context, strict=True, restated_first=restated_first
                )
                if not account.told():
                    return account
    return None


def _alignments(taken: Letters, shown: Shown, beside: str, *, by_letters: bool) -> Iterator[Alignment]:
    """Align two texts in several ways; not word by word where little is alike: one could be anywhere."""
    yield align(taken.text, *shown.letters)
    title_end = _title_end(shown)
    # A title that stood further down may say what the first line says too.
    for start in dict.fromkeys((0, title_end)):
        if by_letters:
            yield align_letters(taken, shown.letters, start)
            yield align_tokens(taken, shown.letters, (start, len(shown.letters.text)), beside)
        by_words = align_words(taken, shown.letters, start)
        if all(max(gap.taken_end - gap.taken, gap.shown_end - gap.shown) <= REACH for gap in by_words.gaps):
            yield by_words


def _title_end(shown: Shown) -> int:
    return shown.zones[1].start if len(shown.zones) > 1 and shown.zones[0].kind == "title" else 0


def _title_first(taken: Letters, shown: Shown, beside: str) -> Letters:
    """Put the words of the title first, as the form does, where they stand together below other text."""
    matches = align_tokens(taken, shown.letters, (0, _title_end(shown)), beside).matches
    if not matches:
        return taken
    words = [taken.text[low:high] for low, high in pairwise((0, *taken.breaks))]
    first = bisect_right(taken.breaks, matches[0].taken)
    last = bisect_left(taken.breaks, matches[-1].taken + matches[-1].length)
    return joined([*words[first : last + 1], *words[:first], *words[last + 1 :]])
