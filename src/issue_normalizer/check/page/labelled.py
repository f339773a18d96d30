"""An item, or the same item of two issues, line by line: what of it is read for itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from issue_normalizer.check.value import read_value
from issue_normalizer.issue import NO_ITEM, Field, Item, ItemLink

LabelKind: TypeAlias = Literal["title", "address", "fact", "text"]


class LabelledText(Struct, frozen=True):
    """A text with its label, as it was and as it is; "" where a side has it not."""

    kind: LabelKind
    label: str
    before: str
    after: str


def text_line(label: str, before: str, after: str) -> LabelledText:
    """Make a line of a text."""
    return LabelledText("text", label, before, after)


def item_lines(old: Item | None, new: Item | None) -> tuple[LabelledText, ...]:
    """Give the lines of an item that is on one side, or on both. What follows from others has no line."""
    lines = dict.fromkeys(_lines(old or NO_ITEM, new or NO_ITEM))  # a fact that is a link is one line
    return tuple(line for line in lines if line.before or line.after)


def _lines(old: Item, new: Item) -> Iterator[LabelledText]:
    before = read_value(old.summary)
    after = before if old.summary == new.summary else read_value(new.summary)
    yield LabelledText("title", "title", old.title or "", new.title or "")
    yield LabelledText("address", "", old.url or "", new.url or "")
    yield LabelledText("fact", "publisher", old.publisher or "", new.publisher or "")
    yield LabelledText("fact", "tags", ", ".join(old.tags), ", ".join(new.tags))
    yield from _field_lines(old.fields, new.fields)
    yield text_line("", before.text, after.text)
    yield from _link_lines(old.links, new.links)
    yield from _link_lines(before.images, after.images)


def _field_lines(old: Sequence[Field], new: Sequence[Field]) -> Iterator[LabelledText]:
    before, after = _facts(old), _facts(new)
    for label in dict.fromkeys((*before, *after)):
        yield LabelledText("fact", label, before.get(label, ""), after.get(label, ""))


def _facts(fields: Sequence[Field]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for field in fields:
        known = facts.get(field.label, "")
        facts[field.label] = "\n".join(filter(None, (known, read_value(field.text).text)))
    return facts


def _link_lines(old: Sequence[ItemLink], new: Sequence[ItemLink]) -> Iterator[LabelledText]:
    """Lay links side by side that lead to the same, else those of the same text."""
    rest = list(new)
    for link in old:
        twin = next((one for one in rest if one.url == link.url), None)
        twin = twin or next((one for one in rest if one.label == link.label), None)
        if twin:
            rest.remove(twin)
        yield LabelledText("fact", link.label, link.url, twin.url if twin else "")
    for link in rest:
        yield LabelledText("fact", link.label, "", link.url)
