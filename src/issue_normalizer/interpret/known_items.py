"""Items of a newsletter that has a profile: top-level bullets, or lines before a labelled one."""

from __future__ import annotations

from msgspec.structs import replace

from issue_normalizer.inline_types import is_link
from issue_normalizer.inlines import plain
from issue_normalizer.interpret.contents import Contents, Drafts, paragraphs
from issue_normalizer.interpret.headline import split_publisher
from issue_normalizer.interpret.item import Draft
from issue_normalizer.interpret.split import split_lines
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Blocks, Inlines, List, ListItem, Paragraph, Quote, Rule


def by_bullets(blocks: Blocks, profile: Profile) -> Contents | None:
    """Items as top-level bullets, as in the newsletters that have a profile.

    Markdown closes a bullet list before an ordered list or a paragraph at column 0: they belong to
    the item above. A quote at the very end is the section's, not the item's.
    """
    found = Drafts()
    headless: int | None = None
    for block in blocks:
        if type(block) is List and block.start is None:
            for entry in block.items:
                draft = None if entry.checked is not None else _draft(entry, profile)  # a task is text
                if draft is None or (found.started and _is_continuation(draft, found)):
                    found.add_bullets(List((entry,), None, entry.line))
                else:
                    found.start(draft)
        else:
            if type(block) is List and not found.started and not _ends_open(found):
                headless = block.line
            found.add(block)
    drafts = found.finished()
    if not drafts:
        return None
    last = drafts[-1].blocks
    end = len(last)
    while end and isinstance(last[end - 1], (Quote, Rule)):
        end -= 1
    drafts[-1] = replace(drafts[-1], blocks=last[:end])
    return Contents(tuple(found.intro), tuple(drafts), last[end:], headless)


def _draft(entry: ListItem, profile: Profile) -> Draft | None:
    """Make a draft of a list entry: its first line, and what follows; None where it has no line."""
    first, *rest = entry.blocks
    if type(first) is not Paragraph:
        return None
    headline, *lines = split_lines(first.children, profile)
    if not plain(headline):  # an image
        return None
    return Draft(headline, (*paragraphs(lines, first.line), *rest), entry.line)


def _is_continuation(draft: Draft, found: Drafts) -> bool:
    """Tell whether a bullet is a point of the text above, not an item: a list that was not indented.

    Must fire: `摘要：支持：` and then `- 训练` `- 推理`. Must not: `- 标题 | 来源`, `- [title](…)`, a bullet
    with a labelled line, or one below a text that does not end in a colon.
    """
    if draft.blocks or is_link(draft.headline[0]) or not _ends_open(found):
        return False
    text = plain(draft.headline)
    return not text.startswith("[") and split_publisher(text)[1] is None


def _ends_open(found: Drafts) -> bool:
    """Tell whether text announces a list: it ends in a colon, or in a list that such a text opened."""
    block = found.speaking
    return type(block) is Paragraph and plain(block.children)[-1:] in ("：", ":")


def by_labels(blocks: Blocks, profile: Profile) -> Contents | None:
    """Items of a dump without bullets: each line before a labelled one is a title."""
    lines = [
        (line, block.line)
        for block in blocks
        if type(block) is Paragraph
        for line in split_lines(block.children, profile)
    ]
    labelled = [_is_labelled(line, profile) for line, _ in lines]
    if not any(labelled) or len(lines) < 2 or any(type(block) is not Paragraph for block in blocks):
        return None
    found = Drafts()
    for index, (line, number) in enumerate(lines):
        following = index + 1 < len(lines) and labelled[index + 1]
        if following and not labelled[index]:
            found.start(Draft(line, (), number))
        else:
            found.add(Paragraph(line, number))
    return Contents(tuple(found.intro), tuple(found.finished()), ()) if found.started else None


def _is_labelled(line: Inlines, profile: Profile) -> bool:
    text = plain(line)
    return bool(profile.summary_label.match(text) or profile.field_label.match(text))
