"""Sections that are entries of a list, with their items in a list within."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from issue_normalizer.inlines import links_of, plain
from issue_normalizer.interpret.contents import is_bullets
from issue_normalizer.interpret.entries import MAX_TITLE, is_address_line, is_item_list, listed_address
from issue_normalizer.interpret.events import read_event
from issue_normalizer.interpret.outline import Part
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, List, ListItem, Paragraph


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
    repeated = _repeated_texts(block)
    for index, entry in enumerate(block.items):
        first = entry.blocks[0]
        if (
            type(first) is Paragraph
            and read_event(entry, profile) is None
            and _is_subsection(entry, repeated, profile)
        ):
            if start < index:
                out.append(replace(block, items=block.items[start:index]))
            out.append(Part(first.children, entry.blocks[1:], entry.line))
            start = index + 1
    if start == 0:
        return [block]
    return [*out, replace(block, items=block.items[start:])] if start < len(block.items) else out


def _is_subsection(entry: ListItem, repeated: frozenset[str], profile: Profile) -> bool:
    """Tell whether an entry names a section, and the list within it holds the items.

    Must fire: `- **工具**` or `- Tools:` above a list of links. Must not: an entry that is a link itself, or
    whose links say the same in each entry (`Code`, `Docs`): the texts that are `repeated`.
    """
    lists = entry.blocks[1:]
    first = entry.blocks[0]
    inner = lists[0] if len(lists) == 1 else None
    if type(first) is not Paragraph or type(inner) is not List or not is_bullets(inner):
        return False
    text = plain(first.children)
    is_named = bool(text) and len(text) <= MAX_TITLE and not links_of(first.children)
    if not is_named or text[-1:] in "。！？；;.!?," or not is_item_list(inner, profile):
        return False
    if listed_address(inner) or all(is_address_line(one.blocks[0]) for one in inner.items):
        return False  # `- 甲` with its address in a list within
    return not _texts(inner) & repeated


def _repeated_texts(block: List) -> frozenset[str]:
    """List the texts of links that the lists within several entries have."""
    inner = [_inner_texts(entry) for entry in block.items]
    counts = Counter(text for texts in inner for text in texts)
    return frozenset([text for text, count in counts.items() if count > 1])


def _inner_texts(entry: ListItem) -> set[str]:
    return {text for block in entry.blocks if type(block) is List for text in _texts(block)}


def _texts(block: List) -> set[str]:
    return {
        plain(links_of(first.children)[:1])
        for entry in block.items
        if isinstance(first := entry.blocks[0], Paragraph) and links_of(first.children)
    }
