"""An issue -> its lines, and what the patterns of a profile claim of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from issue_normalizer.decoding import decode
from issue_normalizer.errors import RefusedError
from issue_normalizer.inlines import plain
from issue_normalizer.interpret.claimed import Claimed, lowest_heading
from issue_normalizer.interpret.metadata import take_metadata
from issue_normalizer.interpret.normalize import Normalizer
from issue_normalizer.interpret.outline import split_title
from issue_normalizer.interpret.pattern_outline import claims_of
from issue_normalizer.interpret.places import lines_of
from issue_normalizer.issue import Issue
from issue_normalizer.options import Options
from issue_normalizer.profiles import Profile
from issue_normalizer.profiles.lines import MarkedLine
from issue_normalizer.readers.detection import choose


class LaidLine(Struct, frozen=True):
    """A line: what claims it, whether it is in a claimed line or an item, whether items may stand there."""

    line: MarkedLine
    claimed: Claimed | None
    is_covered: bool
    may_be_item: bool


class Layout(Struct, frozen=True):
    """An issue as patterns see it: the texts that may be its title, its front matter, its lines."""

    titles: tuple[str, ...]
    front: Mapping[str, str]
    rows: tuple[LaidLine, ...]


def lay_out(data: bytes, profile: Profile, options: Options) -> Layout:
    """Lay out an issue. Raises RefusedError for one in the canonical form, which no pattern reads."""
    text = decode(data).text
    reader = choose(text)
    taken = reader.load()(text, options)
    if isinstance(taken, Issue) or reader.name == "canonical":
        raise RefusedError("it is in the canonical form already; give issues as the newsletter writes them")
    front, blocks = take_metadata(taken.blocks, taken.metadata)
    blocks = Normalizer(profile.base or taken.address or "", taken.address, []).blocks(blocks)
    head = split_title(blocks, front, profile, is_dump=taken.is_dump)
    places, lines = lines_of(head.blocks)
    claims = claims_of(lines, places, profile.patterns)
    titles = (front.get("title", ""), head.title, *_texts(lines))
    return Layout(titles, front, tuple(_rows(lines, claims, lowest_heading(profile.patterns))))


def _texts(lines: list[MarkedLine]) -> Iterator[str]:
    return (plain(line.nodes) for line in lines if line.mark in ("heading", "text"))


def _rows(lines: list[MarkedLine], claims: list[Claimed | None], lowest: int) -> Iterator[LaidLine]:
    """Say of each line whether it is covered: claimed, or of an item that goes on."""
    in_item, may_be_item, taken = False, True, 0
    for at, (line, claimed) in enumerate(zip(lines, claims, strict=True)):
        if claimed is not None:
            taken = at + claimed.found.lines
            if claimed.kind == "section":
                in_item, may_be_item = False, claimed.role == "items"
            elif claimed.kind == "item":
                in_item = True
        elif at >= taken and line.mark == "heading" and line.level <= lowest:
            in_item = False
        yield LaidLine(line, claimed, at < taken or in_item, may_be_item)
