"""The sections of two issues: which is which, what is gone or new, and what stands in another place."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from issue_normalizer.check.changes import Changes
from issue_normalizer.check.items import item_name, item_place
from issue_normalizer.check.model import Place
from issue_normalizer.check.value import read_value
from issue_normalizer.identity.items import PlacedItem
from issue_normalizer.identity.pairing import Pair, Pairs
from issue_normalizer.issue import Issue, Section
from issue_normalizer.wording import counted, listed

_SHOWN = 3  # items that a message names, or that are told one by one


def section_place(issue: Issue, number: int, *, is_new: bool, part: str = "") -> Place:
    """Give the place of a section, or of a part of it."""
    return Place(f"sections/{number}{part}", issue.sections[number].title, is_new)


def compare_sections(old: Issue, new: Issue, pairs: Pairs, found: Changes) -> None:
    """Find sections that are gone, new, renamed or moved, and items that are gone, new or moved."""
    same = pairs.sections
    lost = [number for number in range(len(old.sections)) if number not in same]
    added = set(range(len(new.sections))) - set(same.values())
    moved = {text for at in lost for text in (old.sections[at].intro, old.sections[at].outro)}
    for number in lost:
        _lost_section(old, new, number, pairs, found)
    for number in sorted(added):
        _added_section(new, number, pairs, found)
    for number, at in same.items():
        _compare_texts(old.sections[number], new.sections[at], new, at, moved, found)
    _compare_items(pairs, set(lost), added, found)
    _compare_places(new, pairs.pairs, same, set(lost), added, found)


def _lost_section(old: Issue, new: Issue, number: int, pairs: Pairs, found: Changes) -> None:
    """Tell of a section once, with its items: gone with it, or standing elsewhere."""
    section = old.sections[number]
    elsewhere = Counter(pair.new.section for pair in pairs.pairs if pair.old.section == number)
    gone = [item_name(one.item) for one in pairs.lost if one.section == number]
    if elsewhere:
        at, _ = elsewhere.most_common(1)[0]
        where = f"under {new.sections[at].title!r}"
        message = f"the heading is gone; now {where}: {counted(elsewhere.total(), 'item')}"
        message += f"; gone: {counted(len(gone), 'item')}" if gone else ""
    else:
        message = f"the section is gone with {counted(len(gone), 'item')}" if gone else "the section is gone"
    names = [section.title, *gone]
    texts = [read_value(text).text for text in (section.intro, section.outro) if not section.items and text]
    place = section_place(old, number, is_new=False)
    found.add("section-lost", "loss", place, message, before="\n".join((*names, *texts)))


def _added_section(new: Issue, number: int, pairs: Pairs, found: Changes) -> None:
    added = [item_name(one.item) for one in pairs.added if one.section == number]
    message = f"the section is new, with {counted(len(new.sections[number].items), 'item')}"
    place = section_place(new, number, is_new=True)
    found.add("section-added", "gain", place, message, after="\n".join((new.sections[number].title, *added)))


def _compare_texts(
    old: Section, new: Section, issue: Issue, at: int, moved: set[str], found: Changes
) -> None:
    """Compare what stands beside the items; `moved` are texts of sections whose heading is gone."""
    place = section_place(issue, at, is_new=True)
    found.text("section-changed", place, "the heading", old.title, new.title)
    if bool(old.items) != bool(new.items) and _note(old) == _note(new):
        return  # without items between them, both are one
    for part, before, after in (("intro", old.intro, new.intro), ("outro", old.outro, new.outro)):
        if before != after and (before or after not in moved):
            where = section_place(issue, at, is_new=True, part=f"/{part}")
            what = "the text before the items" if part == "intro" else "the text after the items"
            found.value("section-changed", where, what, read_value(before), read_value(after))


def _note(section: Section) -> str:
    return "\n\n".join(filter(None, (section.intro, section.outro)))


def _compare_items(pairs: Pairs, lost: set[int], added: set[int], found: Changes) -> None:
    """Tell of items that are gone or new, apart from those of sections that are so themselves.

    An item that is there, only not as often, is one that was repeated. A section that lost all of many
    items is told once.
    """
    kept = {_repeated(pair.old) for pair in pairs.pairs}
    emptied = _emptied(pairs, lost)
    for some in emptied.values():
        names = "\n".join(item_name(one.item) for one in some)
        place = Place(f"sections/{some[0].section}", some[0].heading, is_new=False)
        message = f"all {len(some)} items of the section are gone"
        found.add("item-lost", "loss", place, message, before=names, count=len(some))
    for one in (one for one in pairs.lost if one.section not in lost and one.section not in emptied):
        place = item_place(one, is_new=False)
        if _repeated(one) in kept:
            found.add("item-repeated", "change", place, "the item is there once less", before=place.name)
        else:
            found.add("item-lost", "loss", place, "the item is gone", before=item_name(one.item))
    kept = {_repeated(pair.new) for pair in pairs.pairs}
    for one in (one for one in pairs.added if one.section not in added):
        place = item_place(one, is_new=True)
        if _repeated(one) in kept:
            found.add("item-repeated", "change", place, "the item is there once more", after=place.name)
        else:
            found.add("item-added", "gain", place, "the item is new", after=item_name(one.item))


def _emptied(pairs: Pairs, lost: set[int]) -> dict[int, list[PlacedItem]]:
    """Find the sections that are there without any of their items, and list those, if they are many."""
    gone: dict[int, list[PlacedItem]] = defaultdict(list)
    for one in pairs.lost:
        gone[one.section].append(one)
    kept = {pair.old.section for pair in pairs.pairs} | lost
    return {number: some for number, some in gone.items() if number not in kept and len(some) > _SHOWN}


def _repeated(one: PlacedItem) -> tuple[str | None, str]:
    return one.address, one.whole


def _compare_places(
    new: Issue,
    pairs: Sequence[Pair],
    same: Mapping[int, int],
    lost: set[int],
    added: set[int],
    found: Changes,
) -> None:
    """Tell of items in another section, and of items and sections in another order."""
    stayed: dict[int, list[Pair]] = defaultdict(list)
    moved: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        if same.get(pair.old.section) == pair.new.section:
            stayed[pair.new.section].append(pair)
        elif pair.old.section not in lost and pair.new.section not in added:
            moved[pair.old.section, pair.new.section].append(pair)
    for (_, at), some in moved.items():
        _moved_items(some, section_place(new, at, is_new=True), found)
    for number, here in stayed.items():
        if places := _moved([pair.old.number for pair in here]):
            names = [item_name(here[at].new.item) for at in places]
            _order(section_place(new, number, is_new=True), "items", names, found)
    old_order = [number for number, _ in sorted(same.items(), key=lambda one: one[1])]
    if places := _moved(old_order):
        names = [new.sections[same[old_order[at]]].title for at in places]
        _order(Place("sections", "the sections", is_new=True), "sections", names, found)


def _moved_items(pairs: Sequence[Pair], section: Place, found: Changes) -> None:
    """Tell of items that went from one section to another: each, or many of them as one change."""
    old, new = pairs[0].old.heading, pairs[0].new.heading
    if len(pairs) > _SHOWN:
        message = f"{len(pairs)} items stood under {old!r}"
        found.add("item-moved", "change", section, message, before=old, after=new, count=len(pairs))
        return
    for pair in pairs:
        place = item_place(pair.new, is_new=True)
        found.add("item-moved", "change", place, f"the item stood under {old!r}", before=old, after=new)


def _order(place: Place, what: str, names: Sequence[str], found: Changes) -> None:
    shown = listed([repr(name) for name in names], _SHOWN)
    found.add("order", "change", place, f"{what} stand in another order: {shown}")


def _moved(numbers: Iterable[int]) -> list[int]:
    """List the places of those numbers that break the rising order: as few as can be.

    What stays is a longest rising run, found by keeping the lowest end of a run of each length.
    """
    numbers = list(numbers)
    ends: list[int] = []
    holders: list[int] = []
    before: dict[int, int] = {}
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        if length:
            before[place] = holders[length - 1]
        ends[length : length + 1] = [number]
        holders[length : length + 1] = [place]
    stays = {*holders[-1:]}
    last = holders[-1] if holders else 0
    while last in before:
        last = before[last]
        stays.add(last)
    return [place for place in range(len(numbers)) if place not in stays]
