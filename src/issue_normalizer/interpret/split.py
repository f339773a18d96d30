"""A paragraph of an item -> its lines, as its author meant them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from issue_normalizer.inline_types import is_break, is_link, is_text
from issue_normalizer.inlines import hard_lines, has_break, plain
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.text import holds_any
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Break, Inline, Inlines, Text

_BLANK: Final = rare(r"(?<=\S) (?=\S)")


def split_lines(nodes: Inlines, profile: Profile) -> list[Inlines]:
    """Split a paragraph into its lines.

    A hard break ends a line. A soft one does where the next line begins with a label, and behind a
    line that is one link: the title of an item whose author left out the two blanks.
    """
    lines: list[Inlines] = []
    for hard in hard_lines(nodes):
        if not has_break(hard):
            lines.append(hard)
            continue
        pieces = _split_top(hard)
        current: list[Inline] = list(pieces[0])
        for piece in pieces[1:]:
            ends_title = not lines and len(current) == 1 and is_link(current[0])
            if ends_title or _starts_with_label(piece, profile):
                lines.append(tuple(current))
                current = list(piece)
            else:
                current += (Break(hard=False), *piece)
        lines.append(tuple(current))
    lines = [part for line in lines for part in _split_labels(line, profile)]
    return [*_split_summary(lines[0], profile), *lines[1:]] if lines else lines


def _split_summary(line: Inlines, profile: Profile) -> list[Inlines]:
    """Split a title from the text whose label stands on its line, as in a dump: `标题 摘要：文字`."""
    first = line[0]
    if not is_text(first):
        return [line]
    if not holds_any(first.text, ":：") or profile.summary_label.search(first.text, 1) is None:
        return [line]  # as nearly all are
    for blank in _BLANK.finditer(first.text):
        if profile.summary_label.match(first.text, blank.end()) and not profile.field_label.match(first.text):
            return [(Text(first.text[: blank.start()]),), tidy((Text(first.text[blank.end() :]), *line[1:]))]
    return [line]


def _split_top(nodes: Inlines) -> list[list[Inline]]:
    """Split at breaks, but not at those inside a link or emphasis: a wrapped title is one."""
    pieces: list[list[Inline]] = [[]]
    for node in nodes:
        if is_break(node):
            pieces.append([])
        else:
            pieces[-1].append(node)
    return pieces


def _starts_with_label(nodes: Sequence[Inline], profile: Profile) -> bool:
    text = plain(nodes[:2])
    return bool(profile.summary_label.match(text) or profile.field_label.match(text))


def _split_labels(line: Inlines, profile: Profile) -> list[Inlines]:
    """Split where a dump ran lines together: `链接：<address> 摘要：…`, a label behind an address."""
    starts = [0]
    for index in range(1, len(line)):
        node = line[index]
        before = line[index - 1]
        behind_address = is_text(node) and is_link(before) and node.text[:1] == " "
        if behind_address and _starts_with_label(line[index : index + 2], profile):
            starts.append(index)
    if len(starts) == 1:
        return [line]
    return [tidy(line[start:end]) for start, end in pairwise((*starts, len(line)))]
