"""Days that Markdown takes for a list, since a number with a dot begins them: `4. Mai 2026`."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import plain
from issue_normalizer.month_names import is_month
from issue_normalizer.patterns import rare
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Block, Blocks, List, Paragraph, Text

_MONTH: Final = rare(r"([^\W\d_]{3,12})(?:\.?\s((?:19|20)\d\d)(?![\w-])|\.?(?=[\s,;:]|\Z))")
_LAST: Final = 31


def with_days(blocks: Blocks) -> tuple[Blocks, tuple[Claim, ...]]:
    """Make paragraphs of days that stand as lists: the number is the day's, and is shown.

    Must fire: `4. Mai 2026`, `12. Mai in Kiel: ein Treffen`, `- 12. Mai, Kiel: eines`. Must not: `1. Mai
    2026` above a second entry, `1. Frogs 2026`, `3. May we?` behind `2. …`, any where one is the first of a
    month: as text, that would be numbered.
    """
    lists = [block for block in blocks if isinstance(block, List)]
    starts = {
        block.start + at for block in lists if block.start is not None for at in range(len(block.items))
    }
    out: list[Block] = []
    claims: list[Claim] = []
    for block in blocks:
        day = _day_of(block, starts)
        if day is not None and isinstance(block, List):
            if block.start == 1:
                return tuple(blocks), ()
            claims.append(Claim("day", shown=day))
            out += _as_text(block, day)
        else:
            out.append(_with_days_within(block, claims) if isinstance(block, List) else block)
    return tuple(out), tuple(claims)


def _with_days_within(block: List, claims: list[Claim]) -> List:
    """Make text of the days that begin entries."""
    days = [_day_of(entry.blocks[0], set()) if entry.blocks else None for entry in block.items]
    if not any(days):
        return block
    claims += [Claim("day", shown=day) for day in days if day]
    return replace(
        block,
        items=tuple(
            replace(entry, blocks=(*_as_text(first, day), *entry.blocks[1:]))
            if day and isinstance(first := entry.blocks[0], List)
            else entry
            for entry, day in zip(block.items, days, strict=True)
        ),
    )


def _as_text(block: List, day: str) -> Blocks:
    first, *rest = block.items[0].blocks
    begun = (
        Paragraph(tidy((Text(f"{day} "), *first.children)), block.line)
        if isinstance(first, Paragraph)
        else first
    )
    return (begun, *rest)


def _day_of(block: Block, starts: set[int]) -> str | None:
    """Give the day that a list begins with, as `12.`; `starts` are the numbers of all lists beside it."""
    first = block.items[0].blocks[0] if isinstance(block, List) and len(block.items) == 1 else None
    if not isinstance(block, List) or not isinstance(first, Paragraph) or not 0 < (block.start or 0) <= _LAST:
        return None
    number = block.start or 0
    match = _MONTH.match(plain(first.children))
    runs = starts & {number - 1, number + 1} or (starts and number == 1)
    if match is None or not is_month(match[1]) or (runs and not match[2]):
        return None
    return f"{number}."
