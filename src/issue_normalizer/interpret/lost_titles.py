"""Titles of items in an issue that a tool left without any link: what its entries begin with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_text
from issue_normalizer.inlines import hard_lines, join_hard, links_of, plain
from issue_normalizer.interpret.contents import Contents
from issue_normalizer.interpret.derive import has_written_links
from issue_normalizer.interpret.events import begins_with_day
from issue_normalizer.interpret.first_line import take_tags
from issue_normalizer.interpret.headline import read_headline
from issue_normalizer.interpret.item import Draft
from issue_normalizer.interpret.plain_rows import ends_sentence, holds_sentences, kind_of
from issue_normalizer.issue_title import read_title
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Block, Inlines, List, Paragraph, Text

_SEVERAL: Final = 3  # items
_MOST: Final = 0.6  # share of items that have a title
_MAX_TITLE: Final = 100
_OFTEN: Final = 0.3  # share of items whose title ends at a colon
_FEW_WORDS: Final = 8
_CLAUSES: Final = rare(r"[,;，；]\s|\A(?:It|We|I|He|She|They|You|This|That|There|These|Those|Now)\b")
_BRACKETS: Final = "[(【（"
# Must not: a time, `10:30`; a score, `3:1`.
_COLON: Final = rare(r"([^:：]{2,80}?)\s*(：|:(?=\s|[^\x00-\xff]))\s*(?=[^\s\d])")


def with_lost_titles(sections: Sequence[Contents], title: str, profile: Profile) -> list[Contents]:
    """Give titles to items of running text, where an issue that says which it is has no link anywhere.

    Must fire: `• A net that holds` again and again, `• A net: It holds, and bends.`. Must not: paragraphs;
    where some item has an address.
    """
    every = [draft for contents in sections for draft in contents.drafts]
    drafts = [draft for draft in every if not draft.titled]
    facts = read_title(title)
    if len(drafts) < _SEVERAL or not (facts.number or facts.date):
        return list(sections)
    if any(has_written_links((*one.intro, *one.outro)) for one in sections) or any(
        (draft.head and draft.head.url) or has_written_links((Paragraph(draft.headline), *draft.blocks))
        for draft in every
    ):
        return list(sections)
    parted = sum(_by_colon(draft, profile) is not draft for draft in drafts)
    are_parted = parted >= max(_SEVERAL, _OFTEN * len(drafts))
    told = [_titled(draft, profile, are_parted=are_parted) for draft in drafts]
    titles = [plain(draft.headline).casefold() for draft in told if draft.titled]
    if len(titles) < _MOST * len(drafts) or len(set(titles)) < len(titles):  # those who speak, twice
        return list(sections)
    return [
        replace(one, drafts=tuple([_titled(draft, profile, are_parted=are_parted) for draft in one.drafts]))
        for one in sections
    ]


def _titled(draft: Draft, profile: Profile, *, are_parted: bool) -> Draft:
    """Give an item its title; where those of others end at a colon, a short line is parted there, too."""
    if draft.titled:
        return draft
    found = _by_colon(draft, profile, is_sure=are_parted)
    return found if found is not draft else _by_line(draft, profile)


def _lines(draft: Draft) -> list[Inlines]:
    first = draft.blocks[0] if draft.blocks else None
    return hard_lines(first.children) if isinstance(first, Paragraph) else []


def _by_line(draft: Draft, profile: Profile) -> Draft:
    """Take a short first line as the title: one sentence at most, no day, no address; no list below it."""
    lines = _lines(draft)
    text = plain(lines[0]) if lines else ""
    if not lines or len(text) > _MAX_TITLE or kind_of(lines[0]) not in ("short", "asks", "text"):
        return draft
    is_above_list = any(isinstance(block, List) for block in draft.blocks[1:2])
    if (
        is_above_list
        or links_of(lines[0])
        or holds_sentences(text)
        or _is_sentence(text)
        or begins_with_day(text)
    ):
        return draft
    return _read(draft, lines[0], (), lines[1:], profile)


def _is_sentence(text: str) -> bool:
    """Tell whether a line that ends in a stop is a sentence, and no short title: `A net for pools.`."""
    if text.endswith(("。", "；", ";")):
        return True
    return text.endswith(".") and (len(text.split()) > _FEW_WORDS or _CLAUSES.search(text) is not None)


def _by_colon(draft: Draft, profile: Profile, *, is_sure: bool = False) -> Draft:
    """Take what stands before a colon as the title of the text behind it: a sentence, unless that is sure."""
    lines = _lines(draft)
    first = lines[0][0] if lines else None
    match = _COLON.match(first.text) if is_text(first) else None
    if match is None or not is_text(first) or match[1][0] in _BRACKETS or begins_with_day(match[1]):
        return draft
    rest = tidy((Text(first.text[match.end() :]), *lines[0][1:]))
    behind = plain(rest)
    if len(behind) < len(match[1]) or not (is_sure or ends_sentence(behind) or len(behind) > _MAX_TITLE):
        return draft
    claimed = replace(draft, claims=(*draft.claims, Claim("sign", match[2])))
    return _read(claimed, (Text(match[1]),), rest, lines[1:], profile)


def _read(draft: Draft, title: Inlines, rest: Inlines, lines: Sequence[Inlines], profile: Profile) -> Draft:
    tags, named, brackets = take_tags(title)
    head = read_headline(named, profile, whole=True)
    first = draft.blocks[0]
    below: tuple[Block, ...] = (Paragraph(join_hard(lines), first.line),) if lines else ()
    return replace(
        draft,
        headline=named,
        head=replace(head, tags=(*tags, *head.tags), rest=rest, claims=(*head.claims, *brackets)),
        blocks=(*below, *draft.blocks[1:]),
        titled=True,
    )
