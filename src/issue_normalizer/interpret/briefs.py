"""Short news in the lead of a dump that lost its bullets: lines that end in a semicolon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from issue_normalizer.inlines import hard_lines, plain
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Inlines, List, ListItem, Paragraph


def bullets_of_lines(blocks: Sequence[Block], profile: Profile) -> Iterator[Block]:
    """Make a bullet list of the lines behind one that announces them, up to a note.

    Must fire: `先是热身新闻：` / `甲发布；` / `乙量产；` / `丙融资。`. Must not: lines of which fewer than
    two end in a semicolon, or where no line before them ends in a colon.
    """
    lines = [
        (line, block.line)
        for block in blocks
        if type(block) is Paragraph
        for line in hard_lines(block.children)
    ]
    texts = [plain(line) for line, _ in lines]
    start = next(
        (i for i, text in enumerate(texts) if text.endswith(("：", ":")) and _announces(texts, i)), None
    )
    if start is None or any(type(block) is not Paragraph for block in blocks):
        yield from blocks
        return
    end = next(
        (i for i in range(start + 1, len(texts)) if texts[i].startswith(profile.lead_marks)), len(texts)
    )
    yield from (Paragraph(line, number) for line, number in lines[: start + 1])
    yield List(
        tuple(_entry(line, number) for line, number in lines[start + 1 : end]), None, lines[start + 1][1]
    )
    yield from (Paragraph(line, number) for line, number in lines[end:])


def _announces(texts: Sequence[str], index: int) -> bool:
    following = texts[index + 1 : index + 3]
    return len(following) == 2 and all(text.endswith(("；", ";")) for text in following)


def _entry(line: Inlines, number: int) -> ListItem:
    return ListItem((Paragraph(line, number),), None, number)
