"""Items that are rows of a table, in a newsletter that no profile knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import hard_lines, images_of, links_of, plain
from issue_normalizer.interpret.first_line import read_first_line
from issue_normalizer.interpret.headline import Headline
from issue_normalizer.interpret.item import Draft, Fact
from issue_normalizer.issue_title import find_date
from issue_normalizer.profiles import Profile
from issue_normalizer.profiles.model import is_label
from issue_normalizer.tree import Block, Inlines, Paragraph, Table

_LEAST_ROWS: Final = 2
_PUBLISHERS: Final = frozenset(("source", "publisher", "author", "by", "from", "来源", "出处", "作者"))
_TEXTS: Final = frozenset(
    ("summary", "description", "notes", "about", "摘要", "简介", "介绍", "描述", "说明", "备注", "推荐理由")
)


def drafts_of_table(block: Block, profile: Profile) -> list[Draft]:
    """Read the rows of a table as items; none where it is one of figures, of pictures or of dates.

    The first column whose cells are all a link, each of another text, holds the titles. The others are the
    publisher, the text, or facts, as their heads say.
    """
    if not isinstance(block, Table) or len(block.rows) <= _LEAST_ROWS:
        return []
    head, *rows = block.rows
    labels = [plain(cell).strip() for cell in head]
    column = next((at for at in range(len(head)) if _are_titles([row[at] for row in rows], profile)), None)
    if column is None or not all(label and is_label(label) for label in labels) or links_of(head[column]):
        return []
    drafts = [_draft(row, labels, column, block.line, profile) for row in rows]
    claims = [Claim("column", label) for label in labels]
    claims += [Claim("again", shown=label) for draft in drafts for label, _ in draft.facts]
    return [replace(drafts[0], claims=tuple(claims)), *drafts[1:]]


def _are_titles(cells: Sequence[Inlines], profile: Profile) -> bool:
    found = [read_first_line(cell, profile) if cell else None for cell in cells]
    titles = [one.head.title for one in found if one and one.form == "line" and one.head.url]
    differ = len(titles) == len(cells) == len(set(titles))
    return differ and not any(map(find_date, titles)) and all(len(hard_lines(cell)) == 1 for cell in cells)


def _draft(row: Sequence[Inlines], labels: Sequence[str], column: int, line: int, profile: Profile) -> Draft:
    found = read_first_line(row[column], profile)
    head = found.head if found else Headline(plain(row[column]))
    facts: list[Fact] = []
    blocks: list[Block] = []
    for at, (label, cell) in enumerate(zip(labels, row, strict=True)):
        if at == column or not cell:
            continue
        if (
            label.casefold() in _PUBLISHERS
            and head.publisher is None
            and plain(cell)
            and not links_of(cell)
            and not images_of(cell)
        ):
            head = replace(head, publisher=plain(cell))
        elif label == profile.canonical.tag and not links_of(cell) and not images_of(cell):
            head = replace(head, tags=(*head.tags, plain(cell)))
        elif label.casefold() in _TEXTS or len(hard_lines(cell)) > 1:
            blocks.append(Paragraph(cell, line))
        else:
            facts.append((label, cell))
    return Draft(row[column], tuple(blocks), line, head=head, facts=tuple(facts))
