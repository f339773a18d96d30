"""In code, white space counts: its lines, and what they begin with, are shown as they were taken in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from issue_normalizer.text import without_space


def lost_in_code(
    before: Iterable[str], taken: Iterable[str], shown: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Tell the lines of code that are shown with other white space: (place in the issue, line) each.

    `before` is the code as the page shows it, `taken` as it was made into blocks. Letters are not compared:
    those are the account's.
    """
    lines = [line for text in taken for line in _lines(text)]
    known = frozenset(lines)
    bare = [without_space(line) for line in lines]
    yield from (("", line) for line in _glued(map(_lines, before), bare))
    wrong = [(where, line) for where, line in shown if without_space(line) and _clean(line) not in known]
    if wrong:
        seen = frozenset(_clean(line) for _, line in shown)
        missing = [(line, text) for line, text in zip(lines, bare, strict=True) if line not in seen]
        letters = "".join(bare)
        yield from dict.fromkeys(
            (where, _original(text, missing))
            for where, line in wrong
            if (text := without_space(line)) in letters
        )


def _lines(text: str) -> list[str]:
    """List the lines that show anything."""
    return [line for each in text.split("\n") if (line := _clean(each)) and without_space(line)]


def _clean(line: str) -> str:
    return line.replace("\xa0", " ").rstrip()


def _glued(texts: Iterable[Sequence[str]], found: Sequence[str]) -> Iterator[str]:
    """List the lines that the next one stands behind, on one line with it; numbers may be those of lines."""
    ends, whole = frozenset(found), "\n".join(found)
    for lines in texts:
        for line, following in pairwise(map(without_space, lines)):
            if line not in ends and not line.isdigit() and line + following in whole:
                yield line


def _original(shown: str, missing: Iterable[tuple[str, str]]) -> str:
    """Find the line that is shown otherwise: alone, with another, or in part."""
    return next((line for line, text in missing if text in shown or shown in text), shown)
