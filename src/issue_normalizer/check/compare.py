"""An issue of the baseline beside its new scrape: everything that differs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Sequence

from issue_normalizer.check.changes import Changes, LinkCounts
from issue_normalizer.check.items import compare_items
from issue_normalizer.check.model import Change, Place, Weight
from issue_normalizer.check.sections import compare_sections
from issue_normalizer.check.value import read_value
from issue_normalizer.identity.keys import text_key
from issue_normalizer.identity.pairing import Pair, Pairs, pair_items
from issue_normalizer.issue import NO_COLOPHON, ArchiveEntry, Colophon, Issue

_WORDS_DIFFER = ("loss", "gain", "change")
_FEW = 3  # so few addresses of earlier issues are told each at its place
_DATE_PARTS = re.compile(r"[\d年月日]")


def compare(old: Issue, new: Issue) -> list[Change]:
    """List the changes from an issue to its new scrape; none where their canonical forms are the same."""
    return [] if old == new else compare_paired(old, new, pair_items(old, new))


def compare_paired(old: Issue, new: Issue, pairs: Pairs) -> list[Change]:
    """List the changes from an issue to its new scrape, whose items are paired."""
    found = Changes()
    _compare_heads(old, new, found)
    compare_sections(old, new, pairs, found)
    for pair in pairs.pairs:
        compare_items(pair, found)
    _compare_archives(old.archive, new.archive, found)
    _compare_colophons(old.colophon, new.colophon, found)
    whole = Place("", new.title or old.title, is_new=True)
    return found.summed_up(whole, lambda: _count_links(old, new, pairs.pairs))


def _place(path: str, name: str) -> Place:
    return Place(path, name, is_new=True)


def _compare_heads(old: Issue, new: Issue, found: Changes) -> None:
    _compare_titles(old, new, found)
    tagline = _place("tagline", "the tagline")
    found.text("lead", tagline, "the tagline", old.tagline or "", new.tagline or "")
    _compare_values("lead", _place("lead", "the lead"), "the lead", (old.lead, new.lead), found)


def _compare_titles(old: Issue, new: Issue, found: Changes) -> None:
    """Compare title, date and series. A title holds the others: what follows from it is not told again."""
    place, dates = _place("title", "the issue's title"), (old.date or "", new.date or "")
    if dates[0] != dates[1] and _undated(old.title) == _undated(new.title):
        found.text("date-changed", _place("date", "the date"), "the date", *dates)
    elif dates[0] != dates[1]:
        message = f"the title differs, and with it the date: {dates[1] or 'none'}, was {dates[0] or 'none'}"
        weight: Weight = "change" if new.date else "loss"
        found.add("title-changed", weight, place, message, before=old.title, after=new.title)
    elif found.text("title-changed", place, "the title", old.title, new.title) not in _WORDS_DIFFER:
        series = _place("series", "the series")
        found.text("date-changed", series, "the name of the series", old.series or "", new.series or "")


def _undated(title: str) -> str:
    return text_key(_DATE_PARTS.sub("", title))


def _compare_values(kind: str, place: Place, what: str, values: tuple[str, str], found: Changes) -> None:
    """Compare two Markdown values."""
    if values[0] != values[1]:
        found.value(kind, place, what, read_value(values[0]), read_value(values[1]))


def _compare_archives(old: tuple[ArchiveEntry, ...], new: tuple[ArchiveEntry, ...], found: Changes) -> None:
    """Compare the lists of earlier issues by date."""
    if old == new:
        return
    place = _place("archive", "the list of earlier issues")
    before, after = Counter(one.date for one in old), Counter(one.date for one in new)
    gone, added = sorted((before - after).elements(), reverse=True), sorted((after - before).elements())
    if gone or added:
        weight: Weight = "change" if gone and added else "loss" if gone else "gain"
        told = [_dates(len(gone), "gone")] * bool(gone) + [_dates(len(added), "new")] * bool(added)
        found.add(
            "archive", weight, place, ", ".join(told), before="\n".join(gone), after="\n".join(added[::-1])
        )
    known = found.count
    _compare_archive_addresses(old, new, place, found)
    if found.count == known and not gone and not added:
        found.form("archive", place, "the list of earlier issues", "order")


def _compare_archive_addresses(
    old: tuple[ArchiveEntry, ...], new: tuple[ArchiveEntry, ...], place: Place, found: Changes
) -> None:
    """Compare where entries of one date lead; many that differ are one change."""
    in_both = set(old) & set(new)
    left: dict[str, deque[str | None]] = defaultdict(deque)
    for one in old:
        if one not in in_both:
            left[one.date].append(one.url)
    changed = [
        (at, left[one.date].popleft(), one.url)
        for at, one in enumerate(new)
        if one not in in_both and left[one.date]
    ]
    if len(changed) > _FEW and all(before and after for _, before, after in changed):
        message = f"the addresses of {len(changed)} earlier issues differ"
        found.add("address-changed", "change", place, message, count=len(changed))
        return
    for at, before, after in changed:
        where = _place(f"archive/{at}", f"the earlier issue of {new[at].date}")
        found.address(where, "the address", before, after)


def _dates(count: int, what: str) -> str:
    return f"{count} earlier issues are {what}" if count > 1 else f"an earlier issue is {what}"


def _compare_colophons(old: Colophon, new: Colophon, found: Changes) -> None:
    """Compare what the issue says of its makers; several facts that are gone are one loss."""
    if old == new:
        return
    before, after = _facts(old), _facts(new)
    if new == NO_COLOPHON:
        text = "\n".join(filter(None, (*before.values(), read_value(old.text).text)))
        found.add("colophon", "loss", _place("colophon", "the colophon"), "the colophon is gone", before=text)
        return
    gone = {name: value for name, value in before.items() if value and not after[name]}
    if gone:
        whole = len(gone) > 1
        place = _place("colophon", "the colophon") if whole else _colophon_place(next(iter(gone)))
        message = f"{' and '.join(gone)} {'are' if whole else 'is'} gone"
        found.add("colophon", "loss", place, message, before="\n".join(gone.values()))
    for name in (name for name in before if name not in gone):
        found.text("colophon", _colophon_place(name), name, before[name], after[name])
    if old.license.id == new.license.id:
        where = _colophon_place("license")
        found.address(where, "the address of the license", old.license.url, new.license.url)
    if old.editors != new.editors and before["editors"] == after["editors"]:
        found.form("colophon", _colophon_place("editors"), "editors", "signs")
    _compare_values("colophon", _colophon_place("text"), "the text", (old.text, new.text), found)


def _colophon_place(name: str) -> Place:
    return _place(f"colophon/{name}", f"the colophon's {name}")


def _facts(colophon: Colophon) -> dict[str, str]:
    return {
        "editors": ", ".join(colophon.editors),
        "contact": colophon.contact or "",
        "project": colophon.project or "",
        "license": colophon.license.id or colophon.license.url or "",
    }


def _count_links(old: Issue, new: Issue, pairs: Sequence[Pair]) -> LinkCounts:
    """Count the links and images of the old issue, of what is still there: a lost item is told as one."""
    items = [pair.old.item for pair in pairs]
    titles = sum(item.url is not None for item in items)
    count = titles + sum(len(item.links) for item in items)
    count += sum(len(read_value(item.summary).images) for item in items if "![" in item.summary)
    count += old.colophon.license.url is not None
    if new.archive:
        count += sum(entry.url is not None for entry in old.archive)
    texts = [old.lead, old.colophon.text if new.colophon.text else ""]
    texts += [text for section in old.sections for text in (section.intro, section.outro)]
    count += sum(len(value.links) + len(value.images) for value in map(read_value, texts))
    return LinkCounts(count, titles)
