"""Headings within the text of items, and headings of one rank that are sections and items in turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.inlines import links_of, plain
from issue_normalizer.tree import Block, Blocks, Heading

_SEVERAL: Final = 2
_MOST: Final = 6  # the lowest rank of headings


def leads_away(head: Heading) -> bool:
    """Tell whether a heading holds a link to another page."""
    return any(not link.url.startswith("#") for link in links_of(head.children))


def repeated_headings(blocks: Blocks) -> frozenset[str]:
    """List what several headings say, none of them a link: parts that items have, `Why it matters`."""
    counts = Counter(
        plain(block.children) for block in blocks if isinstance(block, Heading) and not leads_away(block)
    )
    return frozenset([text for text, count in counts.items() if count >= _SEVERAL])


def with_titles_below_names(blocks: Blocks) -> Blocks:
    """Lower the headings that lead away where some of their rank, right above them, name sections.

    Must fire: `### Tools`, `### [甲](…)`, a text, `### [乙](…)`, a text, `### Talks`, `### [丙](…)`. Must
    not: titles without a link among such as have one, a single name, names with a text below.
    """
    lowered = (_lowered(blocks, level) for level in range(2, _MOST))
    return next(filter(None, lowered), blocks)


def _lowered(blocks: Blocks, level: int) -> Blocks:
    """Lower the titles of a rank below names of it; nothing where there are no such."""
    alike = [at for at, block in enumerate(blocks) if _rank(block) == level]
    names = [at for at in alike if not _leads(blocks, at)]
    titles = len(alike) - len(names)
    if len(names) < _SEVERAL or titles < len(names) or alike[0] != names[0]:
        return ()
    if not all(at + 1 in alike and at + 1 not in names for at in names):
        return ()
    return tuple(
        [
            _lower(block) if _rank(block) >= level and at not in names else block
            for at, block in enumerate(blocks)
        ]
    )


def _leads(blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at]
    return isinstance(block, Heading) and leads_away(block)


def _rank(block: Block) -> int:
    return block.level if isinstance(block, Heading) else 0


def _lower(block: Block) -> Block:
    return replace(block, level=min(block.level + 1, _MOST)) if isinstance(block, Heading) else block
