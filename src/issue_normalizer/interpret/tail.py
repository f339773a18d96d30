"""What follows the sections of an issue: earlier issues, and the colophon."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import links_of, visible
from issue_normalizer.interpret.archive import is_archive_block, read_archive, split_dates
from issue_normalizer.interpret.colophon import colophon_start
from issue_normalizer.interpret.outline import Part
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Blocks, Link, Paragraph, Text


class Tail(Struct, frozen=True, gc=False):
    """What follows the sections: blocks of the archive, blocks of the colophon.

    `headless` is the line of an archive that has lost its heading, else 0; `is_moved` tells that sections
    stood behind.
    """

    archive: Blocks
    colophon: Blocks
    headless: int = 0
    is_moved: bool = False
    claims: tuple[Claim, ...] = ()


def take_tail(parts: Sequence[Part], profile: Profile) -> tuple[list[Part], Tail]:
    """Take the archive and the colophon off the sections; either may have lost its heading."""
    archive: Blocks = ()
    colophon: Blocks = ()
    kept: list[Part] = []
    claims: list[Claim] = []
    headless = 0
    is_moved = False
    for index, part in enumerate(parts):
        is_last = index == len(parts) - 1
        blocks = part.blocks
        ending: Blocks = ()
        if is_last and (start := colophon_start(blocks, profile)) is not None:
            blocks, ending = blocks[:start], blocks[start:]
        if profile.is_archive(part.title) and _is_archive_part(replace(part, blocks=blocks), profile):
            dates, ending = ((), ending) if blocks else split_dates(ending)
            archive += (*blocks, *dates)
            # Where the heading of a known series leads is the series itself.
            urls = (link.url for link in links_of(part.heading))
            led = [url for url in urls if not any(known in url for known in profile.addresses)]
            colophon += tuple(Paragraph((Link(url, (Text(url),)),)) for url in led)
            claims.append(Claim("heading", visible(part.heading)))
            claims += (Claim("address", shown=url) for url in led)
        elif part.title == profile.canonical.colophon:
            colophon += blocks
            claims.append(Claim("heading", visible(part.heading)))
        else:
            is_moved = bool(archive or colophon)
            if is_last and any(is_archive_block(block) for block in blocks):
                at = next(i for i, block in enumerate(blocks) if is_archive_block(block))
                headless = blocks[at].line
                archive, blocks = archive + blocks[at:], blocks[:at]
            kept.append(Part(part.heading, blocks, part.line))
        colophon += ending
    return kept, Tail(archive, colophon, headless, is_moved, tuple(claims))


def _is_archive_part(part: Part, profile: Profile) -> bool:
    """Tell whether a section with the archive's title lists issues; a known newsletter's always does."""
    if profile.knows_sections or any(is_archive_block(block) for block in part.blocks):
        return True
    earlier = read_archive(part.blocks)
    return part.title == profile.canonical.archive and bool(earlier.entries) and not earlier.rest
