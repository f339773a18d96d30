"""Events: an entry with day, place and group, the event itself in a list within."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import links_of, plain
from issue_normalizer.interpret.first_line import read_first_line
from issue_normalizer.interpret.item import Draft, Fact
from issue_normalizer.issue_title import find_date
from issue_normalizer.profiles import Profile
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Inline, Inlines, Link, List, ListItem, Paragraph, Text

_MAX_DAY: Final = 30


def read_event(entry: ListItem, profile: Profile) -> Draft | None:
    """Read `- 2024-10-24 | Lisbon | [Frog Club](…)` with `- [Frogs 101](…)` within; None for any other entry.

    The day comes first, the group last, the place between them; a second entry within is text.
    """
    first, *rest = entry.blocks
    inner = rest[0] if rest else None
    if type(first) is not Paragraph or type(inner) is not List:
        return None
    facts = _split_at_bars(first.children)
    day = plain(facts[0])
    event = inner.items[0].blocks[0]
    if len(facts) < 2 or len(day) > _MAX_DAY or find_date(day) is None or type(event) is not Paragraph:
        return None
    found = read_first_line(event.children, profile)
    if found is None:
        return None
    own: list[Fact] = [("Date", facts[0])]
    place, group = (facts[1], facts[2]) if len(facts) > 2 else (facts[1], ())
    own.append(("Place", place))
    extras = tuple([Link(link.url, (Text(link.url),)) for link in links_of(group)])
    claims = [Claim("label", shown=label) for label, _ in own]
    claims += [Claim("address", shown=link.url) for link in extras]
    head = replace(
        found.head,
        publisher=plain(group) or found.head.publisher,
        extras=(*found.head.extras, *extras),
        claims=(*found.head.claims, *claims),
    )
    more = (replace(inner, items=inner.items[1:]),) if len(inner.items) > 1 else ()
    blocks = (*inner.items[0].blocks[1:], *more, *rest[1:])
    return Draft(event.children, blocks, entry.line, head=head, facts=tuple(own))


def _split_at_bars(nodes: Sequence[Inline]) -> list[Inlines]:
    """Split at the first two bars."""
    parts: list[list[Inline]] = [[]]
    for node in nodes:
        if type(node) is Text:
            before, *more = node.text.split("|", 3 - len(parts))
            parts[-1].append(Text(before))
            parts += [[Text(text)] for text in more]
        else:
            parts[-1].append(node)
    return [part for part in map(tidy, parts) if part] or [()]
