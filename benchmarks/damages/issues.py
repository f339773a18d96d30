"""Damage done to an issue: its items, its sections, and what stands beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from random import Random

from damages.model import DamagedIssue, IssueDamage, Told
from damages.places import is_titled, path_of, unique_items, with_items, with_section
from damages.texts import MARKUP, other_address, without_sentence
from msgspec.structs import replace

from issue_normalizer.issue import NO_COLOPHON, NO_ITEM, ArchiveEntry, Colophon, Issue, Section

_NEW_ITEM = replace(
    NO_ITEM, title="从未见过的新条目", url="https://new.example/item", summary="它说的事和别的都不相干。"
)


def _drop_items(count: int) -> IssueDamage:
    def damage(issue: Issue, random: Random) -> DamagedIssue | None:
        places = unique_items(issue)
        if len(places) <= count:
            return None
        gone = sorted(random.sample(places, count), reverse=True)
        damaged = issue
        for at, number in gone:
            items = list(damaged.sections[at].items)
            del items[number]
            damaged = with_items(damaged, at, items)
        return DamagedIssue(
            damaged, tuple(Told("item-lost", "loss", path_of(one), is_new=False) for one in gone)
        )

    return damage


def _add_item(issue: Issue, random: Random) -> DamagedIssue | None:
    sections = [
        at
        for at, one in enumerate(issue.sections)
        if one.items and one.kind != "briefs" and all(map(is_titled, one.items))
    ]
    if not sections:
        return None
    at = random.choice(sections)
    items = list(issue.sections[at].items)
    number = random.randint(0, len(items))
    items.insert(number, _NEW_ITEM)
    return DamagedIssue(with_items(issue, at, items), (Told("item-added", "gain", path_of((at, number))),))


def _duplicate_item(issue: Issue, random: Random) -> DamagedIssue | None:
    places = unique_items(issue)
    if not places:
        return None
    at, number = random.choice(places)
    items = list(issue.sections[at].items)
    items.insert(number + 1, items[number])
    expected = Told("item-repeated", "change", path_of((at, number + 1)))
    return DamagedIssue(with_items(issue, at, items), (expected,))


def _drop_brief_link(issue: Issue, random: Random) -> DamagedIssue | None:
    """Make running text of an item of a list of links."""
    places = [
        place
        for place in unique_items(issue, lambda one: one.url and not MARKUP.search(one.title or "*"))
        if issue.sections[place[0]].kind == "briefs"
    ]
    if not places:
        return None
    at, number = random.choice(places)
    items = list(issue.sections[at].items)
    items[number] = replace(NO_ITEM, summary=items[number].title or "")
    return DamagedIssue(
        with_items(issue, at, items), (Told("address-changed", "loss", path_of((at, number))),)
    )


def _swap_items(issue: Issue, random: Random) -> DamagedIssue | None:
    places = unique_items(issue)
    sections = [at for at, count in Counter(at for at, _ in places).items() if count > 1]
    if not sections:
        return None
    at = random.choice(sections)
    one, other = random.sample([number for where, number in places if where == at], 2)
    items = list(issue.sections[at].items)
    items[one], items[other] = items[other], items[one]
    return DamagedIssue(with_items(issue, at, items), (Told("order", "change", f"sections/{at}"),))


def _move_item(issue: Issue, random: Random) -> DamagedIssue | None:
    places = [place for place in unique_items(issue, is_titled) if issue.sections[place[0]].kind != "briefs"]
    targets = sorted({at for at, _ in places if all(map(is_titled, issue.sections[at].items))})
    if len(targets) < 2:
        return None
    at, number = random.choice([place for place in places if place[0] in targets])
    target = random.choice([one for one in targets if one != at])
    items, others = list(issue.sections[at].items), list(issue.sections[target].items)
    where = random.randint(0, len(others))
    others.insert(where, items.pop(number))
    damaged = with_items(with_items(issue, at, items), target, others)
    return DamagedIssue(damaged, (Told("item-moved", "change", path_of((target, where))),))


def _drop_section(issue: Issue, random: Random) -> DamagedIssue | None:
    if not issue.sections:
        return None
    at = random.randrange(len(issue.sections))
    damaged = replace(issue, sections=(*issue.sections[:at], *issue.sections[at + 1 :]))
    return DamagedIssue(damaged, (Told("section-lost", "loss", f"sections/{at}", is_new=False),))


def _add_section(issue: Issue, random: Random) -> DamagedIssue | None:
    at = random.randint(min(1, len(issue.sections)), len(issue.sections))
    section = Section("凭空多出的栏目", "other", "", (_NEW_ITEM,), "")
    damaged = replace(issue, sections=(*issue.sections[:at], section, *issue.sections[at:]))
    return DamagedIssue(damaged, (Told("section-added", "gain", f"sections/{at}"),))


def _swap_sections(issue: Issue, random: Random) -> DamagedIssue | None:
    free = [at for at, section in enumerate(issue.sections) if section.kind != "briefs"]
    if len(free) < 2:
        return None
    one, other = random.sample(free, 2)
    sections = list(issue.sections)
    sections[one], sections[other] = sections[other], sections[one]
    return DamagedIssue(replace(issue, sections=tuple(sections)), (Told("order", "change", "sections"),))


def _rename_section(issue: Issue, random: Random) -> DamagedIssue | None:
    free = [at for at, section in enumerate(issue.sections) if section.items and section.kind != "briefs"]
    if not free:
        return None
    at = random.choice(free)
    damaged = with_section(issue, at, replace(issue.sections[at], title="换了名字的栏目"))
    return DamagedIssue(damaged, (Told("section-changed", "change", f"sections/{at}"),))


def _drop_note(issue: Issue, random: Random) -> DamagedIssue | None:
    notes = [
        (at, part)
        for at, section in enumerate(issue.sections)
        for part, text in (("intro", section.intro), ("outro", section.outro))
        if text and section.items
    ]
    if not notes:
        return None
    at, part = random.choice(notes)
    section = issue.sections[at]
    section = replace(section, intro="") if part == "intro" else replace(section, outro="")
    expected = Told("section-changed", "loss", f"sections/{at}/{part}")
    return DamagedIssue(with_section(issue, at, section), (expected,))


def _drop_last_items(issue: Issue, random: Random) -> DamagedIssue | None:
    """Cut an issue off behind an item."""
    places = unique_items(issue)
    if len(places) < 2:
        return None
    at, number = random.choice(places[:-1])
    section = issue.sections[at]
    cut = replace(section, items=section.items[: number + 1], outro="")
    damaged = replace(issue, sections=(*issue.sections[:at], cut), archive=(), colophon=NO_COLOPHON)
    lost = [path_of((at, later)) for later in range(number + 1, len(section.items))]
    expected = [Told("item-lost", "loss", path, is_new=False) for path in lost]
    later_sections = range(at + 1, len(issue.sections))
    expected += [Told("section-lost", "loss", f"sections/{later}", is_new=False) for later in later_sections]
    expected += [Told("section-changed", "loss", f"sections/{at}/outro")] if section.outro else []
    expected += [Told("archive", "loss", "archive")] if issue.archive else []
    expected += [Told("colophon", "loss", "colophon")] if issue.colophon != NO_COLOPHON else []
    return DamagedIssue(damaged, tuple(expected))


def _on_issue(told: Told, change: Callable[[Issue, Random], Issue | None]) -> IssueDamage:
    """Give damage to what stands beside the items."""

    def damage(issue: Issue, random: Random) -> DamagedIssue | None:
        changed = change(issue, random)
        return None if changed is None or changed == issue else DamagedIssue(changed, (told,))

    return damage


def _drop_date(issue: Issue, random: Random) -> Issue | None:  # noqa: ARG001 - there is one place
    if not issue.date or issue.date not in issue.title:
        return None
    title = re.sub(rf"\s*[(（]?{issue.date}[)）]?", "", issue.title)
    return replace(issue, title=title, date=None)


def _change_archive_address(issue: Issue, random: Random) -> DamagedIssue | None:
    linked = [at for at, entry in enumerate(issue.archive) if entry.url]
    if not linked:
        return None
    at = random.choice(linked)
    entry = issue.archive[at]
    url = other_address(entry.url or "", random)
    if not url:
        return None
    changed = ArchiveEntry(entry.date, url)
    damaged = replace(issue, archive=(*issue.archive[:at], changed, *issue.archive[at + 1 :]))
    return DamagedIssue(damaged, (Told("address-changed", "change", f"archive/{at}"),))


def _drop_archive_date(issue: Issue, random: Random) -> Issue | None:
    if len(issue.archive) < 2:
        return None
    gone = random.randrange(len(issue.archive))
    return replace(issue, archive=issue.archive[:gone] + issue.archive[gone + 1 :])


def _in_lead(change: Callable[[str, Random], str | None]) -> Callable[[Issue, Random], Issue | None]:
    def changed(issue: Issue, random: Random) -> Issue | None:
        text = change(issue.lead, random)
        return None if text is None else replace(issue, lead=text)

    return changed


def _colophon(change: Callable[[Colophon], Colophon | None]) -> Callable[[Issue, Random], Issue | None]:
    def changed(issue: Issue, random: Random) -> Issue | None:  # noqa: ARG001 - there is one place
        colophon = change(issue.colophon)
        return None if colophon is None else replace(issue, colophon=colophon)

    return changed


ISSUE_DAMAGES: dict[str, IssueDamage] = {
    "drop an item": _drop_items(1),
    "drop three items": _drop_items(3),
    "add an item": _add_item,
    "duplicate an item": _duplicate_item,
    "swap two items": _swap_items,
    "move an item to another section": _move_item,
    "drop a section": _drop_section,
    "add a section": _add_section,
    "swap two sections": _swap_sections,
    "rename a section": _rename_section,
    "drop a section's note": _drop_note,
    "cut off the end of the issue": _drop_last_items,
    "drop a brief's link": _drop_brief_link,
    "drop the tagline": _on_issue(Told("lead", "loss", "tagline"), lambda one, _: replace(one, tagline=None)),
    "drop the lead": _on_issue(Told("lead", "loss", "lead"), lambda one, _: replace(one, lead="")),
    "drop a sentence of the lead": _on_issue(Told("lead", "loss", "lead"), _in_lead(without_sentence)),
    "drop the date": _on_issue(Told("date-changed", "loss", "date"), _drop_date),
    "drop the archive": _on_issue(
        Told("archive", "loss", "archive"), lambda one, _: replace(one, archive=())
    ),
    "drop a date of the archive": _on_issue(Told("archive", "loss", "archive"), _drop_archive_date),
    "one character of an archive's address": _change_archive_address,
    "drop the editors": _on_issue(
        Told("colophon", "loss", "colophon/editors"),
        _colophon(lambda one: replace(one, editors=()) if len(one.editors) else None),
    ),
    "drop the colophon": _on_issue(Told("colophon", "loss", "colophon"), _colophon(lambda _: NO_COLOPHON)),
}
