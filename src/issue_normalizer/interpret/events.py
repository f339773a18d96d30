"""Events: an entry with day, place and group, the event itself in a list within or behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_link, is_text
from issue_normalizer.inlines import hard_lines, join_hard, links_of, plain
from issue_normalizer.interpret.first_line import read_first_line
from issue_normalizer.interpret.item import Draft, Fact
from issue_normalizer.issue_title import find_date
from issue_normalizer.month_names import is_month
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Inline, Inlines, Link, List, ListItem, Paragraph, Text

_MAX_DAY: Final = 30
_MAX_PLACE: Final = 40
_FEW_WORDS: Final = 2
_DAY: Final = rare(
    r"(?:[^\W\d_]{2,12}[.,]?\s)??(?:"
    r"(?:\d{1,2}\.?\s?[–-]\s?)?\d{1,2}(?:\.|st|nd|rd|th|er|[ºª])?\s+(?:of\s|de\s)?(?P<late>[^\W\d_]{3,12})\b\.?"
    r"(?:,?\s(?:de\s|del\s)?(?:19|20)\d\d)?"
    r"|(?P<early>[^\W\d_]{3,12})\.?\s\d{1,2}(?:st|nd|rd|th)?(?:\s?[–-]\s?\d{1,2})?(?!\d)(?:,?\s(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\.\d{1,2}\.(?:(?:19|20)\d\d)?|\d{1,2}/\d{1,2}/(?:19|20)?\d\d"
    r"|\d{1,2}/\d{1,2}\s?[(（](?:[月火水木金土日一二三四五六월화수목금토일]|[^\W\d_]{2,4}\.?)[)）]"
    r"|(?:(?:19|20)\d\d\s?[年년]\s?)?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일](?:\s?[(（].[)）])?"
    r")(?!\w)"
)
_PARTS: Final = rare(r"\s*[,:;|/·•:：、，–—-]\s*|\s+@\s+|(?<![ -~])\s+(?![ -~])|\s*\Z")


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


def read_dated(entry: ListItem, profile: Profile) -> Draft | None:
    """Read `- 12 May · Lisbon · [Frogs 101](…)`: a day, perhaps a place, a link; None for any other entry.

    Must fire: `**June 4:** [甲](…), at the pond`, `20.05.2026, Husum: [甲](…)`. Must not: `4 May: we met at
    [the pond](…)`, `4 frogs, [甲](…)`, `2026-05-04: [v2](…) is out`.
    """
    first = entry.blocks[0]
    line, *more = hard_lines(first.children) if isinstance(first, Paragraph) else [()]
    at = next((at for at, node in enumerate(line) if is_link(node)), 0)
    before = plain(line[:at])
    match = _DAY.match(before) if before and len(before) <= _MAX_DAY + _MAX_PLACE else None
    if match is None or not is_month(match["late"] or match["early"] or "may"):
        return None
    after = plain(line[at + 1 :])
    parts = _PARTS.split(before[match.end() :])
    places = [part for part in parts if part]
    is_parted = not places or not parts[-1]
    if (
        len(places) > 1
        or not is_parted
        or (places and not _is_place(places[0], parts))
        or after[:1].isalnum()
    ):
        return None
    found = read_first_line(line[at:], profile)
    if found is None:
        return None
    own: list[Fact] = [("Date", (Text(match[0]),)), *[("Place", (Text(place),)) for place in places]]
    claims = [Claim("label", shown=label) for label, _ in own]
    claims += [
        Claim("sign", sign) for sign in before[match.end() :] if not sign.isalnum() and not sign.isspace()
    ]
    head = replace(found.head, claims=(*found.head.claims, *claims))
    blocks = (*([Paragraph(join_hard(more), first.line)] if more else []), *entry.blocks[1:])
    return Draft(line[at:], blocks, entry.line, head=head, facts=tuple(own))


def begins_with_day(text: str) -> bool:
    """Tell whether a text begins with a day: `12 May, Lisbon: a talk`."""
    match = _DAY.match(text)
    return match is not None and is_month(match["late"] or match["early"] or "may")


def is_day(text: str) -> bool:
    """Tell whether a text is a day, with or without its year: `12 May`, `5月20日`."""
    match = _DAY.fullmatch(text)
    return match is not None and is_month(match["late"] or match["early"] or "may")


def _is_place(text: str, parts: Sequence[str]) -> bool:
    """Tell whether what stands between a day and a link is a place, and no sentence: `Lisbon`, `en línea`."""
    is_sentence = text.islower() and len(text.split()) > _FEW_WORDS
    return len(text) <= _MAX_PLACE and not parts[0] and not is_sentence and not is_day(text)


def _split_at_bars(nodes: Sequence[Inline]) -> list[Inlines]:
    """Split at the first two bars."""
    parts: list[list[Inline]] = [[]]
    for node in nodes:
        if is_text(node):
            before, *more = node.text.split("|", 3 - len(parts))
            parts[-1].append(Text(before))
            parts += [[Text(text)] for text in more]
        else:
            parts[-1].append(node)
    return [part for part in map(tidy, parts) if part] or [()]
