"""Several scrapes of one issue -> one that has what any of them has.

The most complete scrape is the base. What it lost is filled from the others: whole items, links, facts,
and the same text in its better form (with links, in full width). Text that differs is never mixed, and
nothing is taken that is there already.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from issue_normalizer.batch.entry import Entry, make_entry
from issue_normalizer.identity.items import PlacedItem, is_among, name_of
from issue_normalizer.identity.keys import shown_key
from issue_normalizer.identity.pairing import pair_items
from issue_normalizer.identity.shares import KnownText
from issue_normalizer.interpret.build import interpret
from issue_normalizer.issue import ArchiveEntry, Colophon, Field, Issue, Item, License, Section
from issue_normalizer.pipeline import write
from issue_normalizer.readers.canonical_json import read_json
from issue_normalizer.readers.source import read_source
from issue_normalizer.report import counts_of


class Filling(Struct, frozen=True):
    """What was filled: the place in the issue, what it is, and the input it came from."""

    where: str
    what: str
    source: str


def heal(entries: Sequence[tuple[str, Entry]]) -> tuple[Entry, list[dict[str, Any]]]:
    """Fill the first entry from the others, each with its name; give it with the list of fillings."""
    (_, best), *others = entries
    issue = read_json(best.json)
    fillings: list[Filling] = []
    for name, entry in others:
        issue = _Healer(issue, read_json(entry.json), name, fillings).healed()
    if not fillings:
        return best, []
    issue = interpret(read_source(write(issue))).issue  # what follows from other values follows anew
    holds = best.record["issue"] | {"title": issue.title} | asdict(counts_of(issue))
    record = best.record | {"issue": holds}
    return make_entry(record, issue, write(issue)), [asdict(one) for one in fillings]


class _Healer:
    """Fills one issue from another."""

    def __init__(self, base: Issue, other: Issue, name: str, fillings: list[Filling]) -> None:
        self.base, self.other, self.name, self.fillings = base, other, name, fillings
        self.pairs = pair_items(base, other)
        self.there = KnownText(write(replace(base, lead="")))  # a lead names what comes
        self.everything = KnownText(write(base))

    def fill(self, where: str, what: str) -> None:
        self.fillings.append(Filling(where, what, self.name))

    def healed(self) -> Issue:
        """Give the base with everything filled."""
        base, other = self.base, self.other
        return replace(
            base,
            title=self.better(base.title, other.title, "title"),
            tagline=self.better(base.tagline or "", other.tagline or "", "tagline") or None,
            lead=self.better(base.lead, other.lead, "lead"),
            sections=self._with_missing_items(
                [self._with_better_items(*one) for one in enumerate(base.sections)]
            ),
            archive=self._archive(),
            colophon=self._colophon(),
        )

    def better(self, one: str, other: str, where: str) -> str:
        """Choose the richer form of a text; one that says something else is left alone."""
        if not other or one == other or (one and shown_key(one) != shown_key(other)):
            return one
        if not (_is_richer(other, one) if one else self.everything.lacks(other)):
            return one
        self.fill(where, "its better form" if one else "text")
        return other

    def _with_better_items(self, number: int, section: Section) -> Section:
        """Fill the items of a section that both issues have, and the text around them."""
        partners = {pair.old.path: pair.new.item for pair in self.pairs.pairs}
        items = []
        for place, item in enumerate(section.items):
            path = f"sections/{number}/items/{place}"
            items.append(self._better_item(item, partners[path], path) if path in partners else item)
        twin = self.other.sections[self.pairs.sections[number]] if number in self.pairs.sections else section
        return replace(
            section,
            title=self.better(section.title, twin.title, f"sections/{number}"),
            intro=self.better(section.intro, twin.intro, f"sections/{number}") if section.intro else "",
            items=tuple(items),
            outro=self.better(section.outro, twin.outro, f"sections/{number}") if section.outro else "",
        )

    def _better_item(self, item: Item, other: Item, where: str) -> Item:
        if item.title is None or other.title is None:
            return replace(item, summary=self.better(item.summary, other.summary, where))
        url = item.url
        if url is None and other.url is not None and other.url not in item.title:
            self.fill(where, "address")  # an address that is the title was a link to the dump's reader only
            url = other.url
        if item.publisher is None and other.publisher is not None:
            self.fill(where, "publisher")
        if not item.tags and other.tags:
            self.fill(where, "tags")
        return replace(
            item,
            title=self.better(item.title, other.title, where),
            url=url,
            publisher=self.better(item.publisher or "", other.publisher or "", where) or None
            if item.publisher
            else other.publisher,
            tags=item.tags or other.tags,
            fields=self._better_fields(item, other, where),
            summary=self.better(item.summary, other.summary, where),
        )

    def _better_fields(self, item: Item, other: Item, where: str) -> tuple[Field, ...]:
        """Fill facts: those that the item has in no other way, and better forms of those it has."""
        fields = {shown_key(field.text): field for field in item.fields}
        summary = shown_key(item.summary)
        for field in other.fields:
            key = shown_key(field.text)
            known = fields.get(key)
            if known is None and key not in summary:
                self.fill(where, f"fact {field.label}")
                fields[key] = field
            elif known is not None:
                fields[key] = Field(known.label, self.better(known.text, field.text, where))
        return tuple(fields.values())

    def _with_missing_items(self, sections: list[Section]) -> tuple[Section, ...]:
        """Add the items that only the other issue has, each behind the one it follows there."""
        there = {
            pair.new.path: sections[pair.old.section].items[pair.old.number] for pair in self.pairs.pairs
        }
        homes = {at: number for number, at in self.pairs.sections.items()}
        known = {name_of(one) for one in self.pairs.all_old}
        before: dict[int, Item] = {}
        for one in self.pairs.all_new:
            item = there.get(one.path)
            is_new = item is None and not is_among(one, known) and self._lacks(one.item)
            if is_new and self._insert(sections, one, before.get(one.section), homes):
                item = one.item
                known.add(name_of(one))
            if item:
                before[one.section] = item
        return tuple(sections)

    def _lacks(self, item: Item) -> bool:
        return self.there.lacks(item.summary or item.title or "")

    def _insert(
        self, sections: list[Section], one: PlacedItem, before: Item | None, homes: dict[int, int]
    ) -> bool:
        """Insert an item; False where its section holds items of the other kind, titled or not.

        `homes` are the sections of the base that those of the other issue are; one that is added is put in.
        """
        item, section = one.item, self.other.sections[one.section]
        at = next((n for n, each in enumerate(sections) if before is not None and before in each.items), None)
        if at is None:
            at = homes.setdefault(one.section, len(sections))
        if at == len(sections):
            sections.append(replace(section, items=()))
        items = list(sections[at].items)
        if items and (item.title is None) != (items[0].title is None):
            return False
        items.insert(items.index(before) + 1 if before in items else 0, item)
        sections[at] = replace(sections[at], items=tuple(items))
        self.fill(f"sections/{at}", f"item {item.title or item.summary[:40]}")
        return True

    def _archive(self) -> tuple[ArchiveEntry, ...]:
        """Add dates, and the addresses of dates."""
        urls = {entry.date: entry.url for entry in self.other.archive}
        dates = {entry.date for entry in self.base.archive}
        filled = [replace(entry, url=entry.url or urls.get(entry.date)) for entry in self.base.archive]
        filled += [entry for entry in self.other.archive if entry.date not in dates]
        archive = tuple(sorted(filled, key=lambda entry: entry.date, reverse=True))
        if archive != self.base.archive:
            self.fill("archive", "dates or addresses")
        return archive

    def _colophon(self) -> Colophon:
        one, other = self.base.colophon, self.other.colophon
        facts = Colophon(
            one.editors or other.editors,
            one.contact or other.contact,
            one.project or other.project,
            License(one.license.id or other.license.id, one.license.url or other.license.url),
            one.text,
        )
        if facts != one:
            self.fill("colophon", "facts")
        return replace(facts, text=self.better(one.text, other.text, "colophon") if one.text else "")


def _is_richer(one: str, other: str) -> bool:
    """Tell whether a form of a text has more links or signs in full width, and less of neither."""
    ours, theirs = _riches(one), _riches(other)
    return ours != theirs and all(mine >= yours for mine, yours in zip(ours, theirs, strict=True))


def _riches(text: str) -> tuple[int, int]:
    return text.count("](") + text.count("<http"), sum(text.count(sign) for sign in "，：；！？（）")
