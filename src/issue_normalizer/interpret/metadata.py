"""Metadata that stands as text above an issue: Pelican's `Title:` and `Date:` lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from issue_normalizer.inlines import plain, split_at
from issue_normalizer.tree import Blocks, Break, Paragraph

_LINE = re.compile(r"(Title|Date|Modified|Category|Tags|Slug|Authors?|Summary|Status|Lang)\s*:\s*(.*)")


def take_metadata(blocks: Blocks, known: Mapping[str, str]) -> tuple[Mapping[str, str], Blocks]:
    """Take metadata lines off the start: a first paragraph of nothing else, a title among them.

    Must fire: `Title: 周刊` / `Date: 2023-01-02`. Must not: `Title: 周刊` alone, or with a sentence
    below it. What the front matter says wins.
    """
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph):
        return known, blocks
    lines = split_at(first.children, lambda node: isinstance(node, Break))
    found = [_LINE.fullmatch(plain(line)) for line in lines]
    values = {match[1].lower(): match[2] for match in found if match}
    if len(found) < 2 or not all(found) or "title" not in values:
        return known, blocks
    return {**values, **known}, blocks[1:]
