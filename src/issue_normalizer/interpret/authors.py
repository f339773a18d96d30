"""Authors behind titles, where a tool left no sign of where a title's link ended: `A net by Ann Reed`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.claims import AUTHOR_WORDS, Claim
from issue_normalizer.interpret.contents import Contents
from issue_normalizer.interpret.first_line import is_name
from issue_normalizer.interpret.item import Draft
from issue_normalizer.patterns import rare

_SEVERAL: Final = 3
_MAX_NAME: Final = 60
_AUTHOR: Final = rare(rf"(\S.*?)\s+({'|'.join(AUTHOR_WORDS)})\s+(\S.*)")


def split_authors(sections: Sequence[Contents]) -> list[Contents]:
    """Split titles before `by NAME`, where half the titles of an issue end so.

    Must not: `Death by Powerpoint` among others.
    """
    heads = [draft for contents in sections for draft in contents.drafts if draft.head]
    authored = sum(_author(draft) is not None for draft in heads)
    if authored < _SEVERAL or authored * 2 < len(heads):
        return list(sections)
    return [replace(one, drafts=tuple(map(_split, one.drafts))) for one in sections]


def _author(draft: Draft) -> re.Match[str] | None:
    match = _AUTHOR.fullmatch(draft.head.title) if draft.head and draft.head.publisher is None else None
    return match if match and len(match[3]) <= _MAX_NAME and is_name(match[3]) else None


def _split(draft: Draft) -> Draft:
    match, head = _author(draft), draft.head
    if match is None or head is None:
        return draft
    claims = (*head.claims, Claim("author", match[2]))
    return replace(draft, head=replace(head, title=match[1], publisher=match[3], claims=claims))
