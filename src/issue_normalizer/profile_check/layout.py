"""An issue -> its lines, and what the patterns of a profile claim of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from issue_normalizer.inlines import plain
from issue_normalizer.interpret.claimed import Claimed, lowest_heading
from issue_normalizer.interpret.pattern_outline import claims_of
from issue_normalizer.learn.lines import read_lines
from issue_normalizer.options import Options
from issue_normalizer.profiles import Profile
from issue_normalizer.profiles.lines import MarkedLine


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
    found = read_lines(data, profile, options)
    claims = claims_of(found.lines, found.places, profile.patterns)
    titles = (found.front.get("title", ""), found.title, *_texts(found.lines))
    return Layout(titles, found.front, tuple(_rows(found.lines, claims, lowest_heading(profile.patterns))))


def _texts(lines: Sequence[MarkedLine]) -> Iterator[str]:
    return (plain(line.nodes) for line in lines if line.mark in ("heading", "text"))


def _rows(lines: Sequence[MarkedLine], claims: Sequence[Claimed | None], lowest: int) -> Iterator[LaidLine]:
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
