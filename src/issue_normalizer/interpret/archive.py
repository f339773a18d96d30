"""The list of earlier issues: bullets, a table of four columns, or a dump's rows of dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from msgspec import Struct

from issue_normalizer.blocks import contents_of, dropped_images, text_of
from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_link
from issue_normalizer.inlines import hard_lines, images_of, join_hard, links_of, plain
from issue_normalizer.issue import ArchiveEntry
from issue_normalizer.issue_title import find_date
from issue_normalizer.patterns import rare
from issue_normalizer.text import holds_any
from issue_normalizer.tree import Block, Blocks, Inlines, List, Paragraph, Table

# What a table of dates shows beside them: dashes for empty cells, a year spelled out digit by digit.
_SPELLED_YEAR: Final = rare(r"(?:1\s+9|2\s+0)\s+\d\s+\d(?!\d)")
_DASHES: Final = "|-–—"
_ISO_DATE: Final = rare(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_DATE: Final = rare(r"(?<!\d)(?<!\d[-/.])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?![-/.]?\d)")


class Archive(Struct, frozen=True, gc=False):
    """The earlier issues that blocks list, and what is left of the blocks."""

    entries: list[ArchiveEntry]
    rest: list[Block]
    claims: tuple[Claim, ...] = ()


def read_archive(blocks: Sequence[Block]) -> Archive:
    """Take the earlier issues out of blocks."""
    entries: list[ArchiveEntry] = []
    rest: list[Block] = []
    taken: list[Block] = []
    for block in blocks:
        found = _entries_of(block)
        if found is None:
            rest.append(block)
        else:
            entries += found
            taken.append(block)
    if not entries:  # years alone list nothing
        return Archive([], list(blocks))
    return Archive(entries, rest, (*_claims(text_of(taken)), *dropped_images(*contents_of(taken))))


def _claims(text: str) -> Iterator[Claim]:
    """Claim dates, and years above them."""
    for match in _DATE.finditer(text):
        yield Claim("date", match[0], find_date(match[0]) or "")
    for match in _SPELLED_YEAR.finditer(_DATE.sub(" ", text)):
        yield Claim("number", match[0])


def is_archive_block(block: Block) -> bool:
    """Tell whether a block holds nothing but dates of earlier issues, and at least two of them.

    Must fire: `2 0 2 0` / `2020-03-02 2020-02-16`. Must not: a paragraph that mentions a date.
    """
    found = _entries_of(block)
    return found is not None and len(found) > 1


def split_dates(blocks: Blocks) -> tuple[Blocks, Blocks]:
    """Split blocks behind the lines of dates that they begin with: a dump may have lost its blank lines."""
    first = blocks[0] if blocks else None
    lines = hard_lines(first.children) if type(first) is Paragraph else []
    dated = list(takewhile(lambda line: _entries_in([line]) is not None, lines))
    if type(first) is not Paragraph or not dated or len(dated) == len(lines):
        return (), blocks
    dates, rest = (Paragraph(join_hard(part), first.line) for part in (dated, lines[len(dated) :]))
    return (dates,), (rest, *blocks[1:])


def sort_archive(entries: Sequence[ArchiveEntry]) -> tuple[ArchiveEntry, ...]:
    """Sort newest first, each entry once; a date without an address gives way to one with it."""
    addressed = {entry.date for entry in entries if entry.url}
    kept = dict.fromkeys(entry for entry in entries if entry.url or entry.date not in addressed)
    return tuple(sorted(kept, key=lambda entry: entry.date, reverse=True))


def _entries_of(block: Block) -> list[ArchiveEntry] | None:
    """Read a block as entries; None where it holds anything else."""
    if type(block) is Paragraph:
        return _entries_in([block.children])
    if type(block) is Table:
        rows = [row for row in block.rows if not _is_year(row)]
        return _entries_in([cell for row in rows for cell in row])
    if type(block) is List:
        lines: list[Inlines] = []
        for item in block.items:
            for inner in item.blocks:
                if type(inner) is not Paragraph:
                    return None
                lines.append(inner.children)
        return _entries_in(lines)
    return None


def _is_year(row: Sequence[Inlines]) -> bool:
    """Tell whether a row of a table spells out a year, a digit a cell."""
    if any(links_of(cell) or images_of(cell) for cell in row):
        return False
    return _is_beside_dates(" ".join(map(plain, row)))


def _entries_in(lines: Sequence[Inlines]) -> list[ArchiveEntry] | None:
    entries: list[ArchiveEntry] = []
    for nodes in lines:
        if images_of(nodes):
            return None
        only = nodes[0] if len(nodes) == 1 else None
        if is_link(only) and _ISO_DATE.fullmatch(label := plain(only.children)):
            entries.append(ArchiveEntry(label, only.url))  # what nearly all entries are
            continue
        dates = _dates_in(plain(nodes))
        if dates is None:
            return None
        addressed: set[str] = set()
        for link in links_of(nodes):
            linked = _dates_in(plain(link.children))
            if not linked:
                return None
            addressed.update(linked)
            entries += [ArchiveEntry(date, link.url) for date in linked]
        entries += [ArchiveEntry(date, None) for date in dates if date not in addressed]
    return entries


def _is_beside_dates(text: str) -> bool:
    """Tell whether a text holds nothing but blanks, dashes and years that are spelled out."""
    if holds_any(text, ("1 ", "2 ")):
        text = _SPELLED_YEAR.sub(" ", text)
    return not "".join(text.split()).strip(_DASHES)


def _dates_in(text: str) -> list[str] | None:
    """List the dates of a text; None where it holds anything else, or what looks like a date and is none."""
    if any(map(str.isalpha, text)) or not _is_beside_dates(_DATE.sub(" ", text)):
        return None
    dates = [find_date(match[0]) for match in _DATE.finditer(text)]
    return None if None in dates else [date for date in dates if date]
