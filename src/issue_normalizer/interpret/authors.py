"""Authors behind titles, where a tool left no sign of where a title's link ended: `A net by Ann Reed`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.claims import AUTHOR_WORDS, Claim
from issue_normalizer.inlines import links_of
from issue_normalizer.interpret.contents import Contents
from issue_normalizer.interpret.first_line import is_name
from issue_normalizer.interpret.item import Draft
from issue_normalizer.patterns import rare

_SEVERAL: Final = 3
_MAX_NAME: Final = 60
_AUTHOR: Final = rare(rf"(\S.*?)\s+({'|'.join(AUTHOR_WORDS)})\s+(\S.*)")


def split_authors(sections: Sequence[Contents], *, is_dump: bool) -> list[Contents]:
    """Split titles before `by NAME`, where most titles of an issue end so.

    Must not: `Death by Powerpoint`, `Das Ende von Twitter`; what stands within a link,
    of which a dump alone has lost the end.
    """
    heads = [draft for contents in sections for draft in contents.drafts if draft.head]
    authored = sum(_author(draft, is_dump=is_dump) is not None for draft in heads)
    if authored < _SEVERAL or authored * 2 <= len(heads):
        return list(sections)
    return [
        replace(one, drafts=tuple([_split(draft, is_dump=is_dump) for draft in one.drafts]))
        for one in sections
    ]


def _author(draft: Draft, *, is_dump: bool) -> re.Match[str] | None:
    head = draft.head
    if head is None or head.publisher is not None or (links_of(draft.headline) and not is_dump):
        return None
    match = _AUTHOR.fullmatch(head.title)
    return match if match and len(match[3]) <= _MAX_NAME and _is_full_name(match[3]) else None


def _is_full_name(text: str) -> bool:
    """Tell whether a text is a person's name: two words or more with a capital."""
    return is_name(text) and sum(word[0].isupper() for word in text.split()) > 1


def _split(draft: Draft, *, is_dump: bool) -> Draft:
    match, head = _author(draft, is_dump=is_dump), draft.head
    if match is None or head is None:
        return draft
    claims = (*head.claims, Claim("author", match[2]))
    return replace(draft, head=replace(head, title=match[1], publisher=match[3], claims=claims))
