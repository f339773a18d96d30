"""An issue -> its lines, as the patterns of a profile see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from issue_normalizer.decoding import decode
from issue_normalizer.errors import RefusedError
from issue_normalizer.first_bytes import refuse_no_document
from issue_normalizer.interpret.metadata import take_metadata
from issue_normalizer.interpret.normalize import Normalizer
from issue_normalizer.interpret.outline import split_title
from issue_normalizer.interpret.places import BlockPlace, lines_of
from issue_normalizer.issue import Issue
from issue_normalizer.limits import DEFAULT, refuse_large, refuse_many
from issue_normalizer.options import DEFAULT as PLAIN
from issue_normalizer.options import Options
from issue_normalizer.profiles import Profile
from issue_normalizer.profiles.lines import MarkedLine
from issue_normalizer.readers.detection import choose


class IssueLines(Struct, frozen=True):
    """An issue: its title as it is found there, its front matter, its lines and their places."""

    title: str
    front: Mapping[str, str]
    places: Sequence[BlockPlace]
    lines: Sequence[MarkedLine]


def read_lines(data: bytes, profile: Profile, options: Options = PLAIN) -> IssueLines:
    """Read an issue up to its lines.

    Raises RefusedError for what holds no document, and for the canonical form, which no pattern reads.
    """
    refuse_large(len(data), DEFAULT)
    refuse_no_document(data)
    text = decode(data).text
    refuse_many(text, DEFAULT)
    reader = choose(text)
    taken = reader.load()(text, options)
    if isinstance(taken, Issue) or reader.name == "canonical":
        raise RefusedError("it is in the canonical form already; give issues as the newsletter writes them")
    front, blocks = take_metadata(taken.blocks, taken.metadata)
    blocks = Normalizer(profile.base or taken.address or "", taken.address, []).blocks(blocks)
    head = split_title(blocks, front, profile, is_dump=taken.is_dump)
    return IssueLines(head.title, front, *lines_of(head.blocks))
