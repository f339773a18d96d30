"""Numbers of items that go on from section to section: they say which item of the issue each is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.interpret.contents import Contents
from issue_normalizer.interpret.item import Draft
from issue_normalizer.interpret.paragraph_items import number_of
from issue_normalizer.tree import Text

_LABEL: Final = "No."  # one of the neutral profile's facts


def with_running_numbers(sections: Sequence[Contents]) -> list[Contents]:
    """Make facts of the numbers of titled items, where a section goes on behind the last number of another.

    Must fire: 1, 2 in one section and 3, 4 in the next. Must not: numbers that begin anew in each section,
    where the order says the same.
    """
    last = 0
    goes_on = False
    for contents in sections:
        numbers = [number for draft in contents.drafts if (number := number_of(draft))]
        goes_on = goes_on or bool(last and numbers and numbers[0] == last + 1)
        last = numbers[-1] if numbers else last
    if not goes_on:
        return list(sections)
    return [replace(one, drafts=tuple(map(_numbered, one.drafts))) for one in sections]


def _numbered(draft: Draft) -> Draft:
    number = number_of(draft)
    if not number or not draft.titled:
        return draft
    claims = (*draft.claims, Claim("label", shown=_LABEL), Claim("again", shown=str(number)))
    return replace(draft, facts=(*draft.facts, (_LABEL, (Text(str(number)),))), claims=claims)
