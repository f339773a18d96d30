"""Days that Markdown takes for a list, since a number with a dot begins them: `4. Mai 2026`."""

from __future__ import annotations

from typing import Final

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import plain
from issue_normalizer.month_names import is_month
from issue_normalizer.patterns import rare
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Block, Blocks, List, Paragraph, Text

_MONTH: Final = rare(r"([^\W\d_]{3,12})\.?\s(?:19|20)\d\d(?![\w-])")
_LAST: Final = 31


def with_days(blocks: Blocks) -> tuple[Blocks, tuple[Claim, ...]]:
    """Make paragraphs of days that stand as lists: the number is the day's, and is shown.

    Must fire: `4. Mai 2026`, `4. Mai 2026. Die Nächte sind kalt.`. Must not: `1. Mai 2026` above a second
    entry, `1. Frogs 2026`, any where one is the first of a month: as text, that would be numbered.
    """
    out: list[Block] = []
    claims: list[Claim] = []
    for block in blocks:
        first = block.items[0].blocks[0] if isinstance(block, List) else None
        if isinstance(block, List) and isinstance(first, Paragraph) and _is_day(block, first):
            if block.start == 1:
                return tuple(blocks), ()
            day = f"{block.start}."
            out += (
                Paragraph(tidy((Text(f"{day} "), *first.children)), block.line),
                *block.items[0].blocks[1:],
            )
            claims.append(Claim("day", shown=day))
        else:
            out.append(block)
    return tuple(out), tuple(claims)


def _is_day(block: List, first: Paragraph) -> bool:
    match = _MONTH.match(plain(first.children)) if len(block.items) == 1 else None
    return match is not None and 0 < (block.start or 0) <= _LAST and is_month(match[1])
