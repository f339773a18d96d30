"""What a pattern took of an item's first line, or of a fact's -> headline, facts, text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from issue_normalizer.blocks import dropped_images
from issue_normalizer.claims import Claim
from issue_normalizer.inlines import images_of, links_of, plain, without_images
from issue_normalizer.interpret.claimed import value_of
from issue_normalizer.interpret.headline import Headline
from issue_normalizer.interpret.item import Draft
from issue_normalizer.interpret.outline import described
from issue_normalizer.profiles.lines import MarkedLine
from issue_normalizer.profiles.patterns import NO_FACTS, Match
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Inlines, Link, Paragraph, Span, Text
from issue_normalizer.urls import bare_address

_TAG: Final = re.compile(r"\[([^\[\]]*)\]|\(([^()]*)\)|（([^（）]*)）|【([^【】]*)】|([^\s\[\]()（）【】]+)")
# What follows the sign before it: joiners, selectors, skin tones, the frame of a keycap.
_FOLLOWS: Final = frozenset("\u200d\ufe0e\ufe0f\u20e3🏻🏼🏽🏾🏿")


def draft_of(found: Match, lines: Sequence[MarkedLine]) -> Draft:
    """Read what a pattern took of the lines that an item begins with.

    An item without a title is running text: what the form cannot say beside it stays in it.
    """
    line = lines[0].line
    title, url, extras = _title(found)
    if title:
        head = Headline(title, url, extras=extras, rest=value_of(found, "summary"))
        return add_match(Draft((), (), line, head=head), found, line)
    if all(hole in ("summary", "n") for hole, _ in found.values):
        blocks = tuple(
            [Paragraph(nodes, line) for hole, nodes in found.values if hole == "summary" and nodes]
        )
        return Draft((), blocks, line, titled=False, claims=_taken(found))
    return Draft((), tuple([Paragraph(one.nodes, line) for one in lines]), line, titled=False)


def _taken(found: Match) -> tuple[Claim, ...]:
    """Claim the words of the pattern, and the running number."""
    numbers = [Claim("number", plain(nodes)) for hole, nodes in found.values if hole == "n"]
    addresses = [Claim("address", text) for text in found.addresses]
    return (*(Claim("pattern", text) for text in found.literals), *numbers, *addresses)


def add_match(draft: Draft, found: Match, line: int) -> Draft:
    """Add what a pattern took of a line to an item: tags, publisher, address, facts."""
    head = draft.head
    assert head is not None  # noqa: S101 - narrows the type; patterns add to drafts that they made
    facts, dropped, claims = list(draft.facts), list(draft.dropped), list(head.claims)
    extras, images, tags = list(head.extras), list(head.images), list(head.tags)
    publisher, url = head.publisher, head.url
    addresses = list(found.targets)
    claims += _taken(found)
    for hole, nodes in found.values:
        if hole == "publisher":
            publisher = plain(nodes)
        elif hole == "url":
            url = url or _address(nodes)
        elif hole == "tags":
            tags += tags_of(plain(nodes))
            claims += (Claim("sign", char) for char in plain(nodes) if char in "()（）【】")
        elif hole == "tag":
            tags.append(plain(nodes))
        elif hole == "_" and (text := plain(nodes)):
            dropped.append(Span(line, text, "profile"))
            claims += dropped_images(nodes)
        elif hole not in NO_FACTS:
            facts.append((label := hole.replace("_", " "), nodes))
            claims.append(Claim("label", shown=label))
        if hole in ("publisher", "tags", "tag", "_"):
            addresses += (link.url for link in links_of(nodes))
        if hole in ("title", "publisher", "tags", "tag"):
            claims += described(nodes)
            images += images_of(nodes)
    extras += (Link(address, (Text(address),)) for address in addresses)
    claims += (Claim("address", shown=address) for address in addresses)
    head = replace(
        head,
        url=url,
        publisher=publisher,
        tags=tuple(tags),
        extras=tuple(extras),
        images=tuple(images),
        claims=tuple(claims),
    )
    return replace(draft, head=head, facts=tuple(facts), dropped=tuple(dropped))


def _title(found: Match) -> tuple[str, str | None, tuple[Link, ...]]:
    """Give title, its address, and the other links in it."""
    values = dict(found.values)
    nodes = tidy(without_images(values.get("title", ())))
    links = links_of(nodes)
    if "url" in values or not links:
        return plain(nodes), None, tuple(links)
    if len(nodes) == 1 and not links[0].url.startswith("#"):
        return plain(nodes), links[0].url, ()
    return plain(nodes), None, tuple(links)


def _address(nodes: Inlines) -> str | None:
    """Give an address; one within the page itself is none."""
    address = plain(nodes)
    return None if address.startswith("#") else bare_address(address)


def tags_of(text: str) -> list[str]:
    """Split tags: `🌟🐢 [video] (Easy)` are four."""
    tags: list[str] = []
    for match in _TAG.finditer(text):
        *brackets, signs = match.groups()
        tags += [inner.strip() for inner in brackets if inner and inner.strip()]
        tags += _signs(signs) if signs else []
    return tags


def _signs(text: str) -> list[str]:
    """Split a run of signs at each; letters stay together."""
    out = [text[:1]]
    for before, char in pairwise(text):
        is_pair = _is_flag(before) and _is_flag(char) and len(out[-1]) % 2 == 1
        if char in _FOLLOWS or before == "\u200d" or char.isalnum() or is_pair:
            out[-1] += char
        else:
            out.append(char)
    return out


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
