"""The two versions of an issue as rows: what belongs together stands in one row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from issue_normalizer.check.model import Change, Comparison
from issue_normalizer.check.page.labelled import LabelledText, item_lines, text_line
from issue_normalizer.check.value import read_value
from issue_normalizer.identity.items import PlacedItem
from issue_normalizer.identity.pairing import Pair, Pairs
from issue_normalizer.issue import Colophon, Issue, Section

State: TypeAlias = Literal["same", "differs", "lost", "added", "moved", "away"]

_EARLIER = 8  # earlier issues that are shown of those listed differently


class AlignedRow(Struct, frozen=True):
    """What stands side by side: a text of the issue, or an item. `away` is the old place of a moved item.

    `path` is its place in the new issue, or in the old one where the new one has it not.
    """

    path: str
    state: State
    lines: tuple[LabelledText, ...]
    note: str = ""
    is_new: bool = True


class AlignedSection(Struct, frozen=True):
    """A section, or what stands before all sections (it has no path) or after them."""

    path: str
    state: State
    before: str
    after: str
    rows: tuple[AlignedRow, ...]
    is_new: bool = True


def align(comparison: Comparison) -> list[AlignedSection]:
    """Lay the two versions of an issue side by side; nothing where a side is not there."""
    old, new, pairs = comparison.old, comparison.new, comparison.pairs
    if old is None or new is None or pairs is None:
        return []
    head = AlignedSection("", "differs", "Head", "Head", _differing(_head_rows(old, new)))
    end = AlignedSection("colophon", "differs", "End", "End", _differing(_end_rows(old, new)))
    sections = _sections(old, new, pairs, comparison.changes)
    return [*filter(_has_rows, [head]), *sections, *filter(_has_rows, [end])]


def _has_rows(group: AlignedSection) -> bool:
    return bool(group.rows)


def _differing(rows: Iterable[AlignedRow]) -> tuple[AlignedRow, ...]:
    return tuple(row for row in rows if row.state != "same")


def _text_row(path: str, label: str, before: str, after: str) -> AlignedRow:
    """Make a row of a text that has its own place. Markup alone makes no difference that could be shown."""
    state: State = "same" if before == after else "differs"
    return AlignedRow(path, state, (text_line(label, before, after),))


def _head_rows(old: Issue, new: Issue) -> Iterator[AlignedRow]:
    yield _text_row("title", "title", old.title, new.title)
    yield _text_row("series", "series", old.series or "", new.series or "")
    yield _text_row("date", "date", old.date or "", new.date or "")
    yield _text_row("tagline", "tagline", old.tagline or "", new.tagline or "")
    yield _text_row("lead", "lead", read_value(old.lead).text, read_value(new.lead).text)


def _end_rows(old: Issue, new: Issue) -> Iterator[AlignedRow]:
    yield _text_row("archive", "earlier issues", _archive(old, new), _archive(new, old))
    before, after = _facts(old.colophon), _facts(new.colophon)
    for name in before:
        yield _text_row(f"colophon/{name}", name, before[name], after[name])


def _archive(issue: Issue, other: Issue) -> str:
    """List the earlier issues of one side that the other lists differently."""
    known = set(other.archive)
    entries = [f"{entry.date} {entry.url or ''}".rstrip() for entry in issue.archive if entry not in known]
    more = [f"… and {len(entries) - _EARLIER} more"] if len(entries) > _EARLIER else []
    return "\n".join((*entries[:_EARLIER], *more))


def _facts(colophon: Colophon) -> dict[str, str]:
    licence = colophon.license
    return {
        "editors": ", ".join(colophon.editors),
        "contact": colophon.contact or "",
        "project": colophon.project or "",
        "license": " ".join(filter(None, (licence.id, licence.url))),
        "text": read_value(colophon.text).text,
    }


def _sections(old: Issue, new: Issue, pairs: Pairs, changes: Sequence[Change]) -> Iterator[AlignedSection]:
    """List the sections in the order of the new issue, each that is gone behind what it stood behind."""
    same = pairs.sections
    gone_after: dict[int, list[int]] = defaultdict(list)
    last = -1
    for number in range(len(old.sections)):
        if number in same:
            last = same[number]
        else:
            gone_after[last].append(number)
    partners = {at: number for number, at in same.items()}
    told = {change.place.path for change in changes if change.place.is_new}
    shuffled = {change.place.path for change in changes if change.kind == "order"}
    for at in range(-1, len(new.sections)):
        if at >= 0:
            is_shuffled = f"sections/{at}" in shuffled
            yield _section(old, new, (partners.get(at), at), pairs, told, is_shuffled=is_shuffled)
        for number in gone_after[at]:
            yield _lost_section(old.sections[number], number, pairs)


def _lost_section(section: Section, number: int, pairs: Pairs) -> AlignedSection:
    path = f"sections/{number}"
    intro, outro = (
        [AlignedRow(f"{path}/{part}", "lost", (text_line("", read_value(text).text, ""),), is_new=False)]
        if text
        else []
        for part, text in (("intro", section.intro), ("outro", section.outro))
    )
    items = [row for _, row in _old_only(number, None, pairs)]
    return AlignedSection(path, "lost", section.title, "", (*intro, *items, *outro), is_new=False)


def _section(
    old: Issue,
    new: Issue,
    numbers: tuple[int | None, int],
    pairs: Pairs,
    told: set[str],
    *,
    is_shuffled: bool,
) -> AlignedSection:
    """Lay a section of the new issue beside the old one, if there was one."""
    number, at = numbers
    before = old.sections[number] if number is not None else Section("", "other", "", (), "")
    after = new.sections[at]
    path = f"sections/{at}"
    here = [pair for pair in pairs.pairs if pair.new.section == at]
    ranks = _ranks(here, number) if is_shuffled else {}
    rows: list[tuple[float, AlignedRow]] = [
        (pair.new.number, _pair_row(pair, number, told, ranks)) for pair in here
    ]
    rows += [
        (one.number, AlignedRow(one.path, "added", item_lines(None, one.item)))
        for one in pairs.added
        if one.section == at
    ]
    if number is not None:
        rows += _old_only(number, at, pairs)
    intro, outro = (
        _text_row(f"{path}/{name}", "", read_value(one).text, read_value(other).text)
        for name, one, other in (("intro", before.intro, after.intro), ("outro", before.outro, after.outro))
    )
    ordered = [row for _, row in sorted(rows, key=lambda one: one[0])]
    state: State = "added" if number is None else "same" if before.title == after.title else "differs"
    return AlignedSection(
        path, state, before.title, after.title, (*_differing([intro]), *ordered, *_differing([outro]))
    )


def _pair_row(
    pair: Pair, number: int | None, told: set[str], ranks: dict[str, tuple[int, int]]
) -> AlignedRow:
    """Make the row of an item that both issues have. `number` is its section's in the old issue."""
    old, new = pair.old, pair.new
    is_same = old.item == new.item and new.path not in told
    state: State = "same" if is_same else "differs"
    note = ""
    if old.section != number:
        state, note = "moved", f"stood in “{old.heading}”"
    elif new.path in ranks:
        state, note = "moved", "was no. {} here, is no. {}".format(*ranks[new.path])
    return AlignedRow(new.path, state, item_lines(old.item, new.item), note)


def _ranks(here: Sequence[Pair], number: int | None) -> dict[str, tuple[int, int]]:
    """Map the items that stayed in a section, but at another place among their like, to both places."""
    stayed = [pair for pair in here if pair.old.section == number]
    order = sorted(stayed, key=lambda pair: pair.old.number)
    places = {pair.old.path: rank for rank, pair in enumerate(order, start=1)}
    return {
        pair.new.path: (places[pair.old.path], rank)
        for rank, pair in enumerate(stayed, start=1)
        if places[pair.old.path] != rank
    }


def _old_only(number: int, at: int | None, pairs: Pairs) -> Iterator[tuple[float, AlignedRow]]:
    """List the items of an old section that its partner `at` has not, each behind what it stood behind."""
    partners = {pair.old.path: pair.new for pair in pairs.pairs if pair.old.section == number}
    lost = [one for one in pairs.lost if one.section == number]
    moved = [pair.old for pair in pairs.pairs if pair.old.section == number and pair.new.section != at]
    stayed = {pair.old.number: pair.new.number for pair in pairs.pairs if _is_within(pair, number, at)}
    for one in sorted((*lost, *moved), key=lambda one: one.number):
        place = max((old for old in stayed if old < one.number), default=None)
        behind = -1 if place is None else stayed[place]
        yield behind + 0.5, _old_row(one, partners.get(one.path))


def _is_within(pair: Pair, number: int, at: int | None) -> bool:
    return pair.old.section == number and pair.new.section == at


def _old_row(one: PlacedItem, partner: PlacedItem | None) -> AlignedRow:
    if partner is None:
        return AlignedRow(one.path, "lost", item_lines(one.item, None), is_new=False)
    name = text_line("title", one.item.title or read_value(one.item.summary).text, "")
    return AlignedRow(one.path, "away", (name,), f"now in “{partner.heading}”", is_new=False)
