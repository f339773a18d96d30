"""What became of an issue's items, in numbers."""

from __future__ import annotations

from msgspec import Struct

from issue_normalizer.check.model import Comparison
from issue_normalizer.identity.pairing import Pair


class Items(Struct, frozen=True):
    """How many items of an issue are as they were, say something else, are gone, are new."""

    kept: int = 0
    changed: int = 0
    lost: int = 0
    added: int = 0


def count_items(one: Comparison) -> Items:
    """Count what became of an issue's items. What differs in form only is kept."""
    if not one.changes:
        return Items(kept=one.items)
    if one.old is None:
        return Items(added=one.items)
    if one.new is None or one.pairs is None:
        return Items(lost=one.items)
    told = {change.place.path for change in one.changes if change.place.is_new and change.weight != "form"}
    pairs = one.pairs
    changed = sum(pair.new.path in told or _lost_links(pair) for pair in pairs.pairs)
    return Items(len(pairs.pairs) - changed, changed, len(pairs.lost), len(pairs.added))


def _lost_links(pair: Pair) -> bool:
    old, new = pair.old.item, pair.new.item
    return bool(old.url and not new.url) or len(old.links) > len(new.links)
