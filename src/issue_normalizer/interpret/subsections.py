"""Sections that are entries of a list, with their items in a list within."""

from __future__ import annotations

from msgspec.structs import replace

from issue_normalizer.interpret.entries import is_subsection, repeated_texts
from issue_normalizer.interpret.events import read_event
from issue_normalizer.interpret.outline import Part
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, List, Paragraph


def split_subsections(part: Part, profile: Profile) -> list[Part]:
    """Split a section at the entries of its lists that are sections themselves.

    Behind such an entry the section around it goes on, under the same title.
    """
    parts: list[tuple[Part, list[Block]]] = [(part, [])]
    for block in part.blocks:
        pieces = _pieces(block, profile) if type(block) is List else [block]
        for piece in pieces:
            if isinstance(piece, Part):
                parts += [(inner, list(inner.blocks)) for inner in split_subsections(piece, profile)]
            elif parts[-1][0].heading is part.heading:
                parts[-1][1].append(piece)
            else:
                parts.append((Part(part.heading, (), part.line), [piece]))
    return [replace(each, blocks=tuple(blocks)) for each, blocks in parts]


def _pieces(block: List, profile: Profile) -> list[Block | Part]:
    """Cut a list at its entries that are sections."""
    out: list[Block | Part] = []
    start = 0
    repeated = repeated_texts(block)
    for index, entry in enumerate(block.items):
        first = entry.blocks[0]
        if (
            type(first) is Paragraph
            and read_event(entry, profile) is None
            and is_subsection(entry, repeated, profile)
        ):
            if start < index:
                out.append(replace(block, items=block.items[start:index]))
            out.append(Part(first.children, entry.blocks[1:], entry.line))
            start = index + 1
    if start == 0:
        return [block]
    return [*out, replace(block, items=block.items[start:])] if start < len(block.items) else out
