"""An item of the baseline beside the same item of the new scrape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from issue_normalizer.check.changes import Changes
from issue_normalizer.check.model import Place, Weight
from issue_normalizer.check.value import Value, read_value
from issue_normalizer.check.words import difference
from issue_normalizer.identity.items import PlacedItem
from issue_normalizer.identity.keys import text_key
from issue_normalizer.identity.pairing import Pair
from issue_normalizer.issue import Field, Item
from issue_normalizer.wording import shortened

_NAME = 60  # characters of a title that name an item


def item_place(entry: PlacedItem, *, is_new: bool) -> Place:
    """Give the place of an item, named by its section and its title or first words."""
    return Place(entry.path, f"{entry.heading} › {item_name(entry.item)}", is_new)


def item_name(item: Item) -> str:
    """Give what an item is called by: its title, or its first words."""
    if item.title:
        return item.title
    return shortened(read_value(item.summary).text.partition("\n")[0], _NAME)


def compare_items(pair: Pair, found: Changes) -> None:
    """Find all that differs between two items. What follows from other values is not compared."""
    old, new = pair.old.item, pair.new.item
    if old == new:
        return
    place = item_place(pair.new, is_new=True)
    known = found.count
    if (old.title is None) != (new.title is None):
        _compare_wholes(old, new, place, found)
        return
    _compare_heads(old, new, place, found)
    found.address(place, "the address", old.url, new.url)
    if (old.fields, old.links, old.summary) == (new.fields, new.links, new.summary):
        return  # what differs follows from the section, or from what was told
    is_told = _compare_fields(old.fields, new.fields, place, found)
    before, after = read_value(old.summary), read_value(new.summary)
    if old.summary != new.summary:
        is_told |= found.shown_text("summary-changed", place, "the text", before, after)
        found.images(place, before.images, after.images if after.text or not before.text else before.images)
    if old.links != new.links:
        found.links(place, _linked(old, before), _linked(new, after), is_told=is_told)
    if found.count == known:
        found.form("summary-changed", place, "the text", "markup")


def _compare_wholes(old: Item, new: Item, place: Place, found: Changes) -> None:
    """Compare an item that is running text with one that has a title: what was lost makes the difference.

    Signs follow from it: a list of links has none between them.
    """
    known = found.count
    before, after = _whole(old), _whole(new)
    if difference(before.text, after.text) in ("loss", "gain", "change"):
        found.value("summary-changed", place, "the text", before, after)
    else:
        found.links(place, before, after)
    urls = {link.url for link in (*before.links, *after.links)}
    found.address(
        place,
        "the address",
        old.url if old.url not in urls else None,
        new.url if new.url not in urls else None,
    )
    if found.count == known:
        found.form("summary-changed", place, "the text", "markup")


def _whole(item: Item) -> Value:
    """Give an item as one running text."""
    value = read_value(item.summary)
    facts = (f"{field.label}：{read_value(field.text).text}" for field in item.fields)
    text = " ".join(filter(None, (*item.tags, item.title, item.publisher, *facts, value.text)))
    return replace(value, text=text, with_images=text, links=item.links)


def _linked(item: Item, summary: Value) -> Value:
    """Give the text in which an item's links stand, and the links."""
    facts = (f"{field.label} {read_value(field.text).text}" for field in item.fields)
    return Value("\n".join((*facts, summary.text)), links=item.links)


def _compare_heads(old: Item, new: Item, place: Place, found: Changes) -> None:
    """Compare title, publisher and tags; what went from one to another of them is one change."""
    before, after = _headline(old), _headline(new)
    is_regrouped = (old.publisher or "", old.tags) != (new.publisher or "", new.tags)
    is_same = text_key(before) == text_key(after) and text_key(old.title or "") != text_key(new.title or "")
    if is_same and is_regrouped:
        message = "the same words are parted into title, publisher and tags in another way"
        found.add("title-changed", "change", place, message, before=before, after=after)
        return
    found.text("title-changed", place, "the title", old.title or "", new.title or "")
    found.text("publisher-changed", place, "the publisher", old.publisher or "", new.publisher or "")
    if old.tags != new.tags:
        _compare_tags(set(old.tags), set(new.tags), place, found)


def _headline(item: Item) -> str:
    """Give tags, title and publisher as a newsletter writes them."""
    tags = "".join(f"[{tag}] " for tag in item.tags)
    return f"{tags}{item.title or ''}{f' | {item.publisher}' if item.publisher else ''}"


def _compare_tags(old: set[str], new: set[str], place: Place, found: Changes) -> None:
    gone, added = ", ".join(sorted(old - new)), ", ".join(sorted(new - old))
    if not gone and not added:
        found.form("tags-changed", place, "the tags", "order")
        return
    weight: Weight = "loss" if not added else "gain" if not gone else "change"
    what = "gone" if not added else "new" if not gone else "other ones"
    found.add("tags-changed", weight, place, f"tags are {what}", before=gone, after=added)


def _compare_fields(old: tuple[Field, ...], new: tuple[Field, ...], place: Place, found: Changes) -> bool:
    """Compare facts by label; addresses that stand on both sides are links. Tells whether words differ."""
    if old == new:
        return False
    before, after = _facts(old), _facts(new)
    gone = {label: before[label] for label in before if label not in after}
    added = {label: after[label] for label in after if label not in before}
    is_told = bool(gone or added)
    labels = {value.text: label for label, value in added.items()}
    for label in (label for label in before if label in after):
        is_told |= found.shown_text(
            "fields-changed", place, f"the fact {label!r}", before[label], after[label]
        )
    for label, value in gone.items():
        if twin := labels.pop(value.text, None):
            del added[twin]
            message = f"the fact {label!r} is called {twin!r}"
            found.add("fields-changed", "change", place, message, before=label, after=twin)
        else:
            found.add("fields-changed", "loss", place, f"the fact {label!r} is gone", before=value.text)
    for label, value in added.items():
        found.add("fields-changed", "gain", place, f"the fact {label!r} is new", after=value.text)
    return is_told


def _facts(fields: tuple[Field, ...]) -> dict[str, Value]:
    """Give facts by label; those of one label are one."""
    values: dict[str, list[Value]] = defaultdict(list)
    for field in fields:
        values[field.label].append(read_value(field.text))
    return {label: _joined(own) for label, own in values.items()}


def _joined(values: Sequence[Value]) -> Value:
    text = "\n".join(value.text for value in values)
    return Value(text, text, tuple(link for value in values for link in value.links))
