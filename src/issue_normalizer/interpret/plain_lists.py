"""Titles in the lists of a dump that no profile knows, where all markup of them is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.inline_types import is_link, is_text
from issue_normalizer.inlines import join_soft, links_of, plain
from issue_normalizer.interpret.plain_rows import DASH, ends_sentence, is_led, kind_of, lines_of
from issue_normalizer.patterns import rare
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Blocks, Heading, Inlines, Link, List, ListItem, Paragraph, Styled, Text

_SEVERAL: Final = 3  # entries
_LEAST: Final = 0.8  # share of entries that have a title
_MAX_WORDS: Final = 8  # of a title before a dash
_LONG_DASH: Final = rare(r"(\S.{0,88}?)(\s+[—–]\s+)(?=\S)")
_COLON: Final = rare(r"([^\s\[【][^:：]{0,88}?)\s*(?:[:：]\s+|：)(?=\S)")
# Several words, or wide characters of them; no speaker, who says something.
_SEVERAL_WORDS: Final = rare(
    r"(?!.*\s(?:said|says|asked|asks|told|added|agreed|decided|wrote|writes|replied|answered|sagte?|fragte?)\Z)"
    r"(?:\S+\s+\S|\S*[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]\S{3,})"
)
_LEVEL: Final = 3  # of the headings that are titles


def with_titles(blocks: Blocks, *, soft: bool) -> Blocks:
    """Mark the titles of entries: before a dash or a colon, or on a line above the text.

    Must fire: `• A net - it holds`, `• A net: It holds.`, `• A net` above `It holds.`, in a list or in most
    lists. Must not: sentences, few entries, facts as `Size: 3 cm`.
    """

    def below(entry: ListItem) -> ListItem:
        return _with_line_above(entry, soft=soft)

    entries = [entry for block in blocks if isinstance(block, List) for entry in block.items]
    for told in (below, _bold_before_colon):
        if _are_most(entries, told) and (told is below or _are_named(entries)):
            return tuple(_told(block, told) if isinstance(block, List) else block for block in blocks)
    return tuple(_with_own_titles(block, below) if isinstance(block, List) else block for block in blocks)


def _with_own_titles(block: List, below: Callable[[ListItem], ListItem]) -> List:
    """Mark the titles of the entries of one list, where they are told in one way."""
    if _are_most(block.items, below):
        return _told(block, below)
    if _are_most(block.items, _bold_before_dash):
        return _told(block, _bold_before_dash)
    is_told = len(block.items) > _SEVERAL and all(
        _bold_before_colon(entry) is not entry for entry in block.items
    )
    return _told(block, _bold_before_colon) if is_told and _are_named(block.items) else block


def _are_most(entries: Sequence[ListItem], told: Callable[[ListItem], ListItem]) -> bool:
    """Tell whether a way finds titles in nearly all of several entries."""
    found = sum(told(entry) is not entry for entry in entries)
    return len(entries) >= _SEVERAL and found >= _LEAST * len(entries)


def _are_named(entries: Sequence[ListItem]) -> bool:
    """Tell whether what stands before colons are titles: of several words, mostly.

    Must not: `Note: …`, `Ann: …`, `--verbose: …`, `He said: …`.
    """
    titles = [
        plain(_first(told)[:1]) for entry in entries if (told := _bold_before_colon(entry)) is not entry
    ]
    named = sum(_SEVERAL_WORDS.match(title) is not None for title in titles)
    return named * 2 > len(titles) and not any(title[:1] in "-–—/" for title in titles)


def _told(block: List, told: Callable[[ListItem], ListItem]) -> List:
    return replace(block, items=tuple(map(told, block.items)))


def _first(entry: ListItem) -> Inlines:
    first = entry.blocks[0]
    return first.children if isinstance(first, Paragraph) else ()


def _with_first(entry: ListItem, nodes: Inlines) -> ListItem:
    first = entry.blocks[0]
    if not nodes or not isinstance(first, Paragraph):
        return entry
    return replace(entry, blocks=(replace(first, children=nodes), *entry.blocks[1:]))


def bold_before_dash(nodes: Inlines) -> Inlines:
    """Make bold what stands before a dash; a link must have gone too far, to the end of a sentence."""
    leads = bool(nodes) and is_link(nodes[0])
    return _parted(nodes, _LONG_DASH if leads else DASH) if not leads or is_led(plain(nodes)) else ()


def _bold_before_dash(entry: ListItem) -> ListItem:
    return _with_first(entry, bold_before_dash(_first(entry)))


def _bold_before_colon(entry: ListItem) -> ListItem:
    """Make bold what stands before a colon, and a sentence behind it."""
    first = _first(entry)
    lead = first[0] if first else None
    is_long = is_link(lead) and len(first) == 1 and ends_sentence(plain(first))  # it went too far
    is_linked = any("://" not in plain((link,)) for link in links_of(first))
    found = () if is_linked and not is_long else _parted(first, _COLON)
    said = plain(found[1:])
    is_said = ends_sentence(said) and len(said) > len(plain(found[:1]))
    return _with_first(entry, found) if is_said else entry


def _parted(nodes: Inlines, pattern: re.Pattern[str]) -> Inlines:
    """Make bold the title that a pattern finds; where it is a link that went too far, that ends there."""
    first = nodes[0] if nodes else None
    inner = join_soft(first.children) if is_link(first) else nodes[:1]
    if len(inner) != 1 or not is_text(inner[0]):
        return ()
    text = inner[0].text
    match = pattern.match(text)
    if match is None or len(match[1].split()) > _MAX_WORDS or match[1][0].isdecimal():
        return ()
    title = (Text(match[1]),)
    lead = Link(first.url, title) if is_link(first) else Styled("strong", title)
    return tidy((lead, Text(text[match.end(1) :]), *nodes[1:]))


def _with_line_above(entry: ListItem, *, soft: bool) -> ListItem:
    """Make a heading of a short line that is no sentence, above a text."""
    line, *below = lines = lines_of(entry.blocks[0], soft=soft) or [()]
    text = next((plain(one) for one in reversed(below) if "://" not in plain(one)), "")
    if len(lines) == 1 and len(entry.blocks) > 1 and isinstance(second := entry.blocks[1], Paragraph):
        text = plain(second.children)
    if not line or kind_of(line) not in ("short", "asks") or not ends_sentence(text):
        return entry
    number = entry.blocks[0].line
    texts = (Paragraph(one, number) for one in below)
    return replace(entry, blocks=(Heading(_LEVEL, line, number), *texts, *entry.blocks[1:]))
