"""Damage done to one item, which stays what it is and where it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from random import Random

from damages.model import DamagedIssue, IssueDamage, Told
from damages.places import is_titled, item_at, path_of, unique_items, with_items
from damages.texts import (
    OTHER_WORDS,
    WORD,
    cut_off,
    other_address,
    with_other_address,
    with_other_words,
    with_sentence,
    without_image,
    without_link,
    without_sentence,
)
from msgspec.structs import replace

from issue_normalizer.issue import Field, Issue, Item


def _on_item(
    kind: str, weight: str, holds: Callable[[Item], object], change: Callable[[Item, Random], Item | None]
) -> IssueDamage:
    """Give damage to a single item."""

    def damage(issue: Issue, random: Random) -> DamagedIssue | None:
        places = unique_items(issue, holds)
        random.shuffle(places)
        for place in places:
            changed = change(item_at(issue, place), random)
            if changed is not None and changed != item_at(issue, place):
                items = list(issue.sections[place[0]].items)
                items[place[1]] = changed
                return DamagedIssue(with_items(issue, place[0], items), (Told(kind, weight, path_of(place)),))
        return None

    return damage


def _in_summary(change: Callable[[str, Random], str | None]) -> Callable[[Item, Random], Item | None]:
    def changed(item: Item, random: Random) -> Item | None:
        text = change(item.summary, random)
        return None if text is None else replace(item, summary=text)

    return changed


def _in_title(item: Item, random: Random) -> Item | None:
    words = list(WORD.finditer(item.title or ""))
    if not words or "://" in (item.title or ""):
        return None
    word, title = random.choice(words), item.title or ""
    if not item.url and 6 * len(word[0]) > len(title + item.summary):
        return None  # nothing tells that it is the same item
    return replace(item, title=title[: word.start()] + random.choice(OTHER_WORDS) + title[word.end() :])


def _cut_title(item: Item, random: Random) -> Item | None:
    title = item.title or ""
    if len(title) < 8:
        return None
    cut = title[: random.randint(len(title) // 2, len(title) - 2)].rstrip(" ，。：:,.|-—(（[【")
    return replace(item, title=cut)


def _title_signs(item: Item, random: Random) -> Item | None:
    title = item.title or ""
    signs = [at for at, char in enumerate(title) if char in "，：；、！？" and 0 < at < len(title) - 1]
    if not signs:
        return replace(item, title=f"《{title}》")
    at = random.choice(signs)
    return replace(item, title=title[:at] + ("；" if title[at] != "；" else "、") + title[at + 1 :])


def _other_item_address(item: Item, random: Random) -> Item | None:
    url = other_address(item.url or "", random)
    return replace(item, url=url) if url else None


def _without_tag(item: Item, random: Random) -> Item:
    gone = random.randrange(len(item.tags))
    return replace(item, tags=item.tags[:gone] + item.tags[gone + 1 :])


def _without_field(item: Item, random: Random) -> Item | None:
    labels = Counter(field.label for field in item.fields)
    own = [at for at, field in enumerate(item.fields) if labels[field.label] == 1]
    if not own:
        return None
    gone = random.choice(own)
    return replace(item, fields=item.fields[:gone] + item.fields[gone + 1 :])


def _other_field_address(item: Item, random: Random) -> Item | None:
    fields = list(item.fields)
    addresses = [at for at, field in enumerate(fields) if re.fullmatch(r"<https?://[!-;=?-~]+>", field.text)]
    if not addresses:
        return None
    at = random.choice(addresses)
    other = other_address(fields[at].text[1:-1], random)
    if not other:
        return None
    fields[at] = Field(fields[at].label, f"<{other}>")
    return replace(item, fields=tuple(fields))


def _published(item: Item) -> bool:
    return is_titled(item) and bool(item.publisher)


ITEM_DAMAGES: dict[str, IssueDamage] = {
    "cut a summary": _on_item("summary-changed", "loss", is_titled, _in_summary(cut_off)),
    "drop a summary": _on_item(
        "summary-changed",
        "loss",
        lambda one: is_titled(one) and one.summary,
        lambda one, _: replace(one, summary=""),
    ),
    "drop a sentence": _on_item("summary-changed", "loss", is_titled, _in_summary(without_sentence)),
    "add a sentence": _on_item("summary-changed", "gain", is_titled, _in_summary(with_sentence)),
    "replace words in a summary": _on_item(
        "summary-changed", "change", is_titled, _in_summary(with_other_words)
    ),
    "drop one link in a summary": _on_item("links-changed", "loss", is_titled, _in_summary(without_link)),
    "drop an image": _on_item("links-changed", "loss", is_titled, _in_summary(without_image)),
    "one character of a link in a summary": _on_item(
        "address-changed", "change", is_titled, _in_summary(with_other_address)
    ),
    "change words of a title": _on_item("title-changed", "change", is_titled, _in_title),
    "cut a title": _on_item("title-changed", "loss", is_titled, _cut_title),
    "change signs of a title": _on_item("title-changed", "form", is_titled, _title_signs),
    "drop a title's link": _on_item(
        "address-changed",
        "loss",
        lambda one: one.url and (one.summary or one.publisher),
        lambda one, _: replace(one, url=None),
    ),
    "one character of an address": _on_item("address-changed", "change", is_titled, _other_item_address),
    "drop a publisher": _on_item(
        "publisher-changed", "loss", _published, lambda one, _: replace(one, publisher=None)
    ),
    "change a publisher": _on_item(
        "publisher-changed", "change", _published, lambda one, _: replace(one, publisher="无名小站")
    ),
    "publisher goes into the title": _on_item(
        "title-changed",
        "change",
        _published,
        lambda one, _: replace(one, title=f"{one.title} | {one.publisher}", publisher=None),
    ),
    "drop a tag": _on_item("tags-changed", "loss", lambda one: one.tags, _without_tag),
    "drop a fact": _on_item("fields-changed", "loss", lambda one: one.fields, _without_field),
    "one character of a fact's address": _on_item(
        "address-changed", "change", is_titled, _other_field_address
    ),
}
