"""An issue of the baseline beside its new scrape: everything that differs."""

from __future__ import annotations

from issue_normalizer.check.findings import Findings
from issue_normalizer.check.items import compare_items
from issue_normalizer.check.model import Change, Place, Weight
from issue_normalizer.check.pairing import pair_items
from issue_normalizer.check.sections import compare_sections
from issue_normalizer.check.value import read_value
from issue_normalizer.issue import ArchiveEntry, Colophon, Issue


def compare(old: Issue, new: Issue) -> list[Change]:
    """List the changes from an issue to its new scrape; none where their canonical forms are the same."""
    if old == new:
        return []
    found = Findings()
    pairs = pair_items(old, new)
    _compare_heads(old, new, found)
    compare_sections(old, new, pairs, found)
    for pair in pairs.pairs:
        if pair.old.item != pair.new.item:
            compare_items(pair, found)
    _compare_archives(old.archive, new.archive, found)
    _compare_colophons(old.colophon, new.colophon, found)
    return found.summed_up(Place("", new.title or old.title, is_new=True), _count_links(old))


def _place(path: str, name: str) -> Place:
    return Place(path, name, is_new=True)


def _compare_heads(old: Issue, new: Issue, found: Findings) -> None:
    found.text("title-changed", _place("title", "the issue's title"), "the title", old.title, new.title)
    if old.title == new.title:  # else they follow from it
        found.text("date-changed", _place("date", "the date"), "the date", old.date or "", new.date or "")
        series = _place("series", "the series")
        found.text("date-changed", series, "the name of the series", old.series or "", new.series or "")
    found.text("lead", _place("tagline", "the tagline"), "the tagline", old.tagline or "", new.tagline or "")
    _compare_values("lead", _place("lead", "the lead"), "the lead", (old.lead, new.lead), found)


def _compare_values(kind: str, place: Place, what: str, values: tuple[str, str], found: Findings) -> None:
    """Compare two Markdown values."""
    if values[0] == values[1]:
        return
    before, after = map(read_value, values)
    if before == after:
        found.form["markup"] += 1
    found.value(kind, place, what, before, after)


def _compare_archives(old: tuple[ArchiveEntry, ...], new: tuple[ArchiveEntry, ...], found: Findings) -> None:
    """Compare the lists of earlier issues by date."""
    if old == new:
        return
    place = _place("archive", "the list of earlier issues")
    before, after = {one.date: one.url for one in old}, {one.date: one.url for one in new}
    gone = sorted(before.keys() - after.keys(), reverse=True)
    added = sorted(after.keys() - before.keys(), reverse=True)
    if gone or added:
        weight: Weight = "change" if gone and added else "loss" if gone else "gain"
        message = f"dates: {len(gone)} gone, {len(added)} new"
        found.add("archive", weight, place, message, before=", ".join(gone), after=", ".join(added))
    for date in before.keys() & after.keys():
        found.address(place, f"the address of {date}", before[date], after[date])


def _compare_colophons(old: Colophon, new: Colophon, found: Findings) -> None:
    if old == new:
        return
    before, after = _facts(old), _facts(new)
    gone = {name: before[name] for name in before if not after[name] and before[name]}
    if gone:
        message = f"gone: {', '.join(gone)}"
        place = _place("colophon", "the colophon")
        found.add("colophon", "loss", place, message, before="\n".join(gone.values()))
    for name in before.keys() - gone.keys():
        place = _place(f"colophon/{name}", f"the colophon's {name}")
        found.text("colophon", place, name, before[name], after[name])
    place = _place("colophon/license", "the colophon's license")
    found.address(place, "the licence's address", old.license.url, new.license.url)
    text = _place("colophon/text", "the colophon's text")
    _compare_values("colophon", text, "the text", (old.text, new.text), found)


def _facts(colophon: Colophon) -> dict[str, str]:
    return {
        "editors": ", ".join(colophon.editors),
        "contact": colophon.contact or "",
        "project": colophon.project or "",
        "license": colophon.license.id or "",
    }


def _count_links(issue: Issue) -> int:
    """Count all links of an issue."""
    texts = [issue.lead, issue.colophon.text]
    count = sum(entry.url is not None for entry in issue.archive) + (issue.colophon.license.url is not None)
    for section in issue.sections:
        texts += [section.intro, section.outro]
        count += sum((item.url is not None) + len(item.links) for item in section.items)
    values = [read_value(text) for text in texts]
    images = sum(len(read_value(item.summary).images) for section in issue.sections for item in section.items)
    return count + images + sum(len(value.links) + len(value.images) for value in values)
