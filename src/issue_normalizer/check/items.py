"""An item of the baseline beside the same item of the new scrape."""

from __future__ import annotations

from issue_normalizer.check.findings import Findings
from issue_normalizer.check.model import Place, Weight
from issue_normalizer.check.pairing import Entry, Pair
from issue_normalizer.check.value import Value, read_value
from issue_normalizer.issue import Field, Item

_NAME = 60  # characters of a title that name an item


def item_place(entry: Entry, *, is_new: bool) -> Place:
    """Give the place of an item, named by its section and its title or first words."""
    return Place(entry.path, f"{entry.heading} › {item_name(entry.item)}", is_new)


def item_name(item: Item) -> str:
    """Give what an item is called by: its title, or its first words."""
    text = item.title or read_value(item.summary).text
    return text if len(text) <= _NAME else f"{text[: _NAME - 1]}…"


def compare_items(pair: Pair, found: Findings) -> None:
    """Find all that differs between two items. What follows from other values is not compared."""
    old, new = pair.old.item, pair.new.item
    place = item_place(pair.new, is_new=True)
    if (old.title is None) != (new.title is None):  # a tool lost what makes a title one
        found.text("summary-changed", place, "the text", _whole(old), _whole(new))
    else:
        found.text("title-changed", place, "the title", old.title or "", new.title or "")
        _compare_summaries(old.summary, new.summary, place, found)
    found.address(place, "the address", old.url, new.url)
    found.text("publisher-changed", place, "the publisher", old.publisher or "", new.publisher or "")
    if old.tags != new.tags:
        _compare_tags(set(old.tags), set(new.tags), place, found)
    if old.fields != new.fields:
        _compare_fields(old.fields, new.fields, place, found)
    if old.links != new.links:
        found.links(place, old.links, new.links)


def _whole(item: Item) -> str:
    return " ".join(filter(None, (item.title, read_value(item.summary).text)))


def _compare_summaries(old: str, new: str, place: Place, found: Findings) -> None:
    if old == new:
        return
    before, after = read_value(old), read_value(new)
    if before.text == after.text and before.images == after.images:
        found.form["markup"] += 1
    without_links = before._replace(links=()), after._replace(links=())  # the item has them all
    found.value("summary-changed", place, "the text", *without_links)


def _compare_tags(old: set[str], new: set[str], place: Place, found: Findings) -> None:
    weight: Weight = "loss" if new < old else "gain" if old < new else "change"
    gone, added = ", ".join(sorted(old - new)), ", ".join(sorted(new - old))
    if not gone and not added:  # the same tags in another order
        weight = "form"
    found.add("tags-changed", weight, place, "the tags differ", before=gone, after=added)


def _compare_fields(old: tuple[Field, ...], new: tuple[Field, ...], place: Place, found: Findings) -> None:
    """Compare facts by label. One that is an address alone is a link: its label is all it adds."""
    before, after = _facts(old), _facts(new)
    for label in dict.fromkeys((*before, *after)):
        found.text(
            "fields-changed",
            place,
            f"the fact {label!r}",
            before.get(label, Value()).text,
            after.get(label, Value()).text,
        )
    old_labels, new_labels = _address_labels(old), _address_labels(new)
    for address in old_labels.keys() & new_labels.keys():
        if old_labels[address] != new_labels[address]:
            found.add(
                "fields-changed",
                "change",
                place,
                "a fact has another label",
                before=old_labels[address],
                after=new_labels[address],
            )


def _facts(fields: tuple[Field, ...]) -> dict[str, Value]:
    facts: dict[str, Value] = {}
    for field in fields:
        value = read_value(field.text)
        if not _is_address(value.text):
            known = facts.get(field.label, Value())
            facts[field.label] = Value(" ".join(filter(None, (known.text, value.text))))
    return facts


def _address_labels(fields: tuple[Field, ...]) -> dict[str, str]:
    values = ((field.label, read_value(field.text).text) for field in fields)
    return {text: label for label, text in values if _is_address(text)}


def _is_address(text: str) -> bool:
    return "://" in text and not any(map(str.isspace, text))
