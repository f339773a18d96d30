"""Hard-wrapped text dumps: the column that a tool wrapped at, and which lines go on from the one above."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, starmap
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.text import display_width

_NARROWEST, _WIDEST = 40, 120  # columns: no tool wraps wider
_NARROW, _WIDE = 60, 100  # columns, where few lines tell
_FEWEST_SMALL: Final = 3  # words that begin small and were too much for the line above
_CONTINUES: Final = 0.25  # share of divided lines that go on within a sentence
_ALL_BUT_FEW: Final = 0.9  # share of lines that go on below, which had no room for the next word
_CODE_ENDS: Final = "{};="
_SENTENCE_ENDS: Final = ".!?。！？"
_FEWEST_LINES: Final = 12
_FEWEST_PAIRS: Final = 8
_NEAR, _FULL = 10, 0.3  # columns from the end, and the share of lines that come so near
_INSIDE: Final = 0.96  # share of lines that were wrapped; a table's may be longer
_FILLED: Final = 0.8  # share of lines that are full to the last character, of those that seem to be divided
_TIGHT: Final = 0.5  # share of lines to which the next word was too much: some end in a break of their own
_FEWEST_PARAGRAPHS: Final = 3
_SHORT_LAST: Final = 0.8  # of the column: how long last lines may be, taken together
_SLACK: Final = 4  # columns: a sign that must not begin a line takes a character with it
_SHORT_WORD: Final = 20  # columns; a longer one proves nothing
_BULLET: Final = re.compile(r"\s*(?:[•◦▪▸●○■‣∙·*+\-–]|\d{1,3}[.)])?\s+")
_SOLID: Final = re.compile(r"\s*[!-~]+")  # an address, a rule: no tool divides it
_ADDRESS: Final = re.compile(r"\s*<?https?://[!-~]+\s*")
_UNIT: Final = re.compile(r"[!-~]+|\S")  # what is not divided where lines are wrapped anywhere
_WORD: Final = re.compile(r"\S+")


class Wrapping(Struct, frozen=True, gc=False):
    """How a tool wrapped long lines: at which column, counted by `measure`, and where it divides them.

    Some divide Chinese text anywhere, others at blanks only: then lines without blanks are longer. Where
    addresses stand `apart`, on lines of their own, the line above one ends there, even one that is full.
    """

    column: int
    measure: Callable[[str], int]
    at_blanks: bool
    apart: bool = False

    def goes_on(self, line: str, following: str) -> bool:
        """Tell whether a line was divided from the one below: what that begins with was too much for it."""
        if self.apart and _ADDRESS.fullmatch(following):
            return False
        width = self.measure(line)
        if self.at_blanks:
            return width + 1 + self.measure(_first(_WORD, following)) > self.column
        return width + max(self.measure(_first(_UNIT, following)), 2) + _SLACK > self.column


def find_wrapping(lines: Sequence[str]) -> Wrapping | None:
    """Find how long lines were wrapped; None where they are whole."""
    shown = [line.rstrip() for line in lines]
    full = [line for line in shown if line]
    found = _of_many(shown, full) if len(full) >= _FEWEST_LINES else None
    wrapping = (found if found and _is_text(shown, found) else None) or _of_few(shown)
    return wrapping and with_addresses_apart(wrapping, shown)


def with_addresses_apart(wrapping: Wrapping, lines: Sequence[str]) -> Wrapping:
    """Tell that addresses stand on lines of their own, where most do below lines that had room for them."""
    pairs = [pair for pair in pairwise(lines) if _ADDRESS.fullmatch(pair[1]) and " " in pair[0].strip()]
    had_room = sum(not wrapping.goes_on(*pair) for pair in pairs)
    return replace(wrapping, apart=True) if had_room > 1 and had_room * 2 >= len(pairs) else wrapping


def _is_text(lines: Sequence[str], wrapping: Wrapping) -> bool:
    """Tell whether lines that seem to be divided go on as a text does: many begin small, or in a sentence.

    Must not: titles above texts that are about as long as each other.
    """
    divided = [pair for pair in _pairs(lines, wrapping) if wrapping.goes_on(*pair)]
    return sum(starmap(_continues, divided)) >= _CONTINUES * len(divided)


def _continues(line: str, below: str) -> bool:
    first = below.lstrip()[:1]
    is_cased = first.lower() != first.upper()
    return first.islower() if is_cased else line[-1] not in _SENTENCE_ENDS


def _of_many(shown: Sequence[str], full: Sequence[str]) -> Wrapping | None:
    """Find how lines were wrapped by how long they are, where that is most of them."""
    if max(map(len, full)) <= _WIDEST:  # columns are no fewer than characters
        widths = [display_width(line) for line in full if not _SOLID.fullmatch(line)]
        column = max(widths, default=0)
        near = sum(width >= column - _NEAR for width in widths)
        if _NARROWEST <= column <= _WIDEST and near >= _FULL * len(full):
            anywhere = Wrapping(column, display_width, at_blanks=False)
            return anywhere if _fills_lines(shown, anywhere) else replace(anywhere, at_blanks=True)
    divisible = [line for line in full if _can_be_divided(line)]
    if not divisible or _column(divisible, len) > _WIDEST:
        return None
    for measure in (display_width, len):
        column = _column(divisible, measure)
        at_blanks = Wrapping(column, measure, at_blanks=True)
        is_likely = _NARROWEST <= column <= _WIDEST and _is_tight(shown, at_blanks)
        if is_likely and _ends_short(shown, at_blanks):
            return at_blanks
    return None


def _of_few(lines: Sequence[str]) -> Wrapping | None:
    """Find how a few lines among many short ones were wrapped, by how the text goes on below them.

    Must fire: three lines that the next word was too much for, and it begins small. Must not: titles and
    texts that are no longer than a line; verses and code, where lines go on below that had room.
    """
    if sum(line.lstrip()[:1].islower() for line in lines) < _FEWEST_SMALL:
        return None
    divisible = [line for line in lines if "://" not in line and _can_be_divided(line)]
    if max(map(len, divisible), default=0) > _WIDE:  # columns are no fewer than characters
        return None
    column = max(map(display_width, divisible), default=0)
    if _NARROW <= column <= _WIDE:
        at_blanks = Wrapping(column, display_width, at_blanks=True)
        divided = [
            pair
            for pair in _pairs(lines, at_blanks)
            if at_blanks.goes_on(*pair) and display_width(_first(_WORD, pair[1])) <= _SHORT_WORD
        ]
        told = sum(below.lstrip()[:1].islower() and _stops_open(line) for line, below in divided)
        goes_on = sum(
            below.lstrip()[:1].islower() and _stops_open(line) for line, below in pairwise(lines) if line
        )
        is_prose = told >= _ALL_BUT_FEW * goes_on and not any(
            line[-1:] in _CODE_ENDS for line in lines if line
        )
        if told >= _FEWEST_SMALL and told * 2 >= len(divided) and is_prose:
            return at_blanks
    return None


def _stops_open(line: str) -> bool:
    """Tell whether a line stops behind a word or a comma."""
    return line[-1].isalpha() or line[-1] in ",，"


def _column(lines: Sequence[str], measure: Callable[[str], int]) -> int:
    """Give the width of the lines, but for the few that are wider."""
    widths = sorted(map(measure, lines))
    return widths[int(len(widths) * _INSIDE)]


def _fills_lines(lines: Sequence[str], anywhere: Wrapping) -> bool:
    """Tell whether divided lines are mostly full to the last character, not only to the last word."""
    at_blanks = replace(anywhere, at_blanks=True)
    divided = [pair for pair in _pairs(lines, at_blanks) if at_blanks.goes_on(*pair)]
    return sum(anywhere.goes_on(*pair) for pair in divided) >= _FILLED * len(divided)


def _is_tight(lines: Sequence[str], at_blanks: Wrapping) -> bool:
    """Tell whether the word that a line begins with was too much for the line above it, mostly."""
    pairs = [
        pair for pair in _pairs(lines, at_blanks) if at_blanks.measure(_first(_WORD, pair[1])) <= _SHORT_WORD
    ]
    tight = sum(at_blanks.goes_on(*pair) for pair in pairs)
    return len(pairs) >= _FEWEST_PAIRS and tight >= _TIGHT * len(pairs)


def _ends_short(lines: Sequence[str], at_blanks: Wrapping) -> bool:
    """Tell whether paragraphs that seem to be divided end in a shorter line: lines of like length do not."""
    lasts = [
        at_blanks.measure(paragraph[-1])
        for paragraph in _paragraphs(lines)
        if any(at_blanks.goes_on(*pair) for pair in _pairs(paragraph, at_blanks))
    ]
    told = [width for width in lasts if width <= at_blanks.column]
    return len(told) >= _FEWEST_PARAGRAPHS and sum(told) <= _SHORT_LAST * at_blanks.column * len(told)


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    """Part lines at blank ones, and before bullets and numbers."""
    paragraph: list[str] = []
    for line in (*lines, ""):
        if paragraph and (not line or _begins_entry(line)):
            yield paragraph
            paragraph = []
        if line:
            paragraph.append(line)


def _pairs(lines: Sequence[str], wrapping: Wrapping) -> Iterator[tuple[str, str]]:
    """Give the lines, each with the one below it, that may tell where a tool divides lines."""
    for line, following in pairwise(lines):
        if not line or not following or not _can_be_divided(line) or _begins_entry(following):
            continue
        if wrapping.measure(line) <= wrapping.column:
            yield line, following


def _can_be_divided(line: str) -> bool:
    """Tell whether there is a blank inside a line, behind indent and bullet."""
    marker = _BULLET.match(line)
    return " " in (line[marker.end() :] if marker else line)


def _begins_entry(line: str) -> bool:
    marker = _BULLET.match(line)
    return marker is not None and not marker[0].isspace()


def _first(pattern: re.Pattern[str], line: str) -> str:
    found = pattern.search(line)
    return found[0] if found else ""
