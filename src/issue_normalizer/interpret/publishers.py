"""Publishers behind a bar in titles: told by the titles of the whole issue."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from issue_normalizer.interpret.contents import Contents
from issue_normalizer.interpret.headline import split_publisher
from issue_normalizer.interpret.item import Draft


def split_publishers(sections: Sequence[Contents]) -> list[Contents]:
    """Split titles at their last bar, where half the titles of an issue have one: `甲 | 机器之心`.

    Elsewhere a bar is part of its title; a wide one (`｜`), which many titles hold, unless most have it.
    """
    titles = [draft.head.title for contents in sections for draft in contents.drafts if draft.head]
    barred = [title for title in titles if split_publisher(title)[1] is not None]
    wide = sum("｜" in title for title in barred)
    if not barred or len(barred) * 2 < len(titles) + bool(wide):
        return list(sections)
    return [replace(one, drafts=tuple([_split(draft) for draft in one.drafts])) for one in sections]


def _split(draft: Draft) -> Draft:
    head = draft.head
    if head is None or head.publisher is not None:
        return draft
    title, publisher = split_publisher(head.title)
    return replace(draft, head=replace(head, title=title, publisher=publisher))
