"""Metadata that stands as text above an issue: Pelican's `Title:` and `Date:` lines, Hugo's TOML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from issue_normalizer.inlines import split_at_breaks, visible
from issue_normalizer.patterns import rare
from issue_normalizer.safe import remove_unsafe
from issue_normalizer.tree import Blocks, Paragraph

_LINE: Final = rare(r"([^\W\d_][\w -]{0,24})\s*:(?:\s+(.*))?")


def take_metadata(blocks: Blocks, known: Mapping[str, str]) -> tuple[Mapping[str, str], Blocks]:
    """Take metadata lines off the start: a first paragraph of nothing else, a title among them.

    Must fire: `Title: 周刊` / `Date: 2023-01-02`. Must not: `Title: 周刊` alone, or with a sentence
    below it. What the front matter says wins.
    """
    first = blocks[0] if blocks else None
    if type(first) is not Paragraph:
        return known, blocks
    lines = [visible(line) for line in split_at_breaks(first.children)]
    if lines[0] == lines[-1] == "+++" and len(lines) > 2:
        return {**_read_toml(lines[1:-1]), **known}, blocks[1:]
    found = [_LINE.fullmatch(line) for line in lines]
    values = {match[1].strip().lower(): match[2] or "" for match in found if match}
    if len(found) < 2 or not all(found) or "title" not in values:
        return known, blocks
    return {**values, **known}, blocks[1:]


def _read_toml(lines: list[str]) -> dict[str, str]:
    """Read Hugo's front matter; what is no TOML tells nothing."""
    import tomllib

    try:
        values = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return {}
    scalars = {key: value for key, value in values.items() if not isinstance(value, dict | list)}
    return {key.lower(): remove_unsafe(str(value)) for key, value in scalars.items()}
