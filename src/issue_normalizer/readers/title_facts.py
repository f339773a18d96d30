"""What a page says of a text beside its title: who wrote it and when, how long it is, how many read it."""

from __future__ import annotations

from typing import Final

from issue_normalizer.days import find_day
from issue_normalizer.patterns import rare
from issue_normalizer.readers.page_blocks import ENDS, HEADINGS, Block, inside
from issue_normalizer.readers.page_names import is_named as is_known
from issue_normalizer.readers.page_names import line_kind, words
from issue_normalizer.readers.page_text import spaced_text

_MAX_FACTS: Final = 240  # bytes of all of them
_MAX_FACT: Final = 24  # bytes: `Harbour correspondent`
_MAX_NAME: Final = 12  # the same of a name in scripts without capitals
_MAX_TIME: Final = 60  # the same of a time: `Last modified on 6 March 2024, 10.11 CET`
_CLOCK: Final = rare(r"\b\d{1,2}[:.h]\d\d\b|\b\d{1,2} ?[ap]\.?m\b", 2)
_TEXTS: Final = frozenset(("table", "figure", "pre", "blockquote"))


def holds_facts(block: Block, day: str, language: str) -> bool:
    """Tell whether a box above a text holds its day, and beside it nothing but short facts.

    Must fire: `Ann Tide`, `Harbour correspondent`, `5 March 2024` in a box of their own. Must not: a tagline,
    a number of the issue or the heading of a section beside the day.
    """
    if block.prose or not 0 < block.all_size + block.all_linked <= _MAX_FACTS:
        return False
    parts = [part for part in inside(block) if part.size or part.linked]
    is_named = False  # what stands behind a name may be what the one named is
    for part in parts:
        text = spaced_text(part.element) if not part.children else ""
        is_name = _is_name(part, text)
        if not (is_name or _is_fact(part, text, language) or (is_named and part.size <= _MAX_FACT)):
            return False
        if part.tag in HEADINGS or part.tag in _TEXTS or is_known(part.names, words().leads):
            return False
        is_named = is_name
    return _says(block, parts, day, language)


def _is_name(part: Block, text: str) -> bool:
    """Tell whether a part is linked, or words that all begin with a capital."""
    if part.linked >= part.size:
        return True
    most = _MAX_FACT if text.isascii() else _MAX_NAME
    return (
        0 < part.size <= most
        and part.last not in ENDS
        and all(not word[0].islower() for word in text.split())
    )


def _is_fact(part: Block, text: str, language: str) -> bool:
    text = text or spaced_text(part.element)
    return line_kind(text) is not None or (part.size <= _MAX_TIME and _tells_time(text, language))


def _tells_time(text: str, language: str) -> bool:
    return _CLOCK.search(text) is not None or find_day(text, language) is not None


def _says(block: Block, parts: list[Block], day: str, language: str) -> bool:
    """Tell whether one of the parts is the day, in words or as its time states it."""
    times = (time.get("datetime") or "" for time in block.element.iter("time", "relative-time"))
    if any(find_day(stated, language) == day for stated in times if stated):
        return True
    shown = (spaced_text(part.element) for part in parts if part is not block or not block.children)
    return any(find_day(text, language) == day for text in shown)
