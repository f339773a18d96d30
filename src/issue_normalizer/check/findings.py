"""What a comparison finds, collected: one cause is told once, not a hundred times.

A tool that folds signs, or loses links, does so everywhere. What it did is summed up for the whole issue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from issue_normalizer.check.model import Change, Place, Weight
from issue_normalizer.check.value import Value
from issue_normalizer.check.words import difference
from issue_normalizer.issue import ItemLink
from issue_normalizer.urls import canonical_url

_MOST_LINKS = 0.5  # share of an issue's links whose loss is told once
_FEW_LINKS = 3  # so few losses of links are told one by one
_FEW_SIGNS = 3  # texts: so few in which other signs differ are told one by one


class LostLink(NamedTuple):
    """A link whose text is there and whose address is not, or an image that is gone."""

    kind: str
    place: Place
    link: ItemLink


class Findings:
    """The differences between two issues, as they are found."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.lost_links: list[LostLink] = []
        self.signs: list[Change] = []
        self.form: Counter[str] = Counter()

    def add(
        self, kind: str, weight: Weight, place: Place, message: str, *, before: str = "", after: str = ""
    ) -> None:
        """Take in a change."""
        self.changes.append(Change(kind, weight, place, message, before, after))

    def text(self, kind: str, place: Place, what: str, before: str, after: str) -> None:
        """Compare two plain texts."""
        weight = difference(before, after)
        if weight is None:
            return
        if weight == "width":
            self.form["width of signs"] += 1
        elif weight == "signs":
            message = f"{what}: signs only"
            self.signs.append(Change(kind, "form", place, message, before, after))
        else:
            self.add(kind, weight, place, _said(what, before, after), before=before, after=after)

    def value(self, kind: str, place: Place, what: str, before: Value, after: Value) -> None:
        """Compare two values that show and link to something."""
        marked = len(self.changes), len(self.signs), self.form.total()
        if (
            before.images
            and not after.images
            and difference(before.with_images, after.text) in (None, "width")
        ):
            before = before._replace(text=before.with_images)  # a dump shows what images are called
        self.text(kind, place, what, before.text, after.text)
        if before.text != after.text and marked == (len(self.changes), len(self.signs), self.form.total()):
            self.form["white space"] += 1
        self.links(place, before.links, after.links)
        self.images(place, before.images, after.images)

    def links(self, place: Place, before: Sequence[ItemLink], after: Sequence[ItemLink]) -> None:
        """Compare the links of a text: an address that changed, links that are gone or new."""
        gone, new = _only(before, after), _only(after, before)
        for link in tuple(gone):
            if twin := next((one for one in new if one.label == link.label), None):
                gone.remove(link)
                new.remove(twin)
                self.address(place, f"the address of {link.label!r}", link.url, twin.url)
        self.lost_links += [LostLink("links-changed", place, link) for link in gone]
        if new:
            self.add("links-changed", "gain", place, f"{_links(new)} new", after=_addresses(new))

    def images(self, place: Place, before: Sequence[ItemLink], after: Sequence[ItemLink]) -> None:
        """Compare the images of a text."""
        gone, new = _only(before, after), _only(after, before)
        if new:
            weight: Weight = "change" if gone else "gain"
            message = f"images: {len(gone)} gone, {len(new)} new"
            self.add("links-changed", weight, place, message, before=_addresses(gone), after=_addresses(new))
        else:
            self.lost_links += [LostLink("links-changed", place, image) for image in gone]

    def address(self, place: Place, what: str, before: str | None, after: str | None) -> None:
        """Compare two addresses; one that is gone is a lost link."""
        if before == after or (before and after and canonical_url(before) == canonical_url(after)):
            return
        if before and not after:
            self.lost_links.append(LostLink("address-changed", place, ItemLink(what, before)))
        else:
            weight: Weight = "change" if before else "gain"
            message = f"{what} changed" if before else f"{what} is new"
            self.add("address-changed", weight, place, message, before=before or "", after=after or "")

    def summed_up(self, issue: Place, links_before: int) -> list[Change]:
        """Give all changes; what one cause explains is told once. `links_before` counts the old links."""
        lost = len(self.lost_links)
        if lost > _FEW_LINKS and lost >= _MOST_LINKS * links_before:
            message = f"{lost} of {links_before} links are gone; the texts of the links are there"
            gone = _addresses([one.link for one in self.lost_links])
            self.changes.append(Change("links-lost", "loss", issue, message, gone, count=lost))
        else:
            self.changes += [_lost_link(one) for one in self.lost_links]
        if len(self.signs) > _FEW_SIGNS:
            self.form["signs"] += len(self.signs)
        else:
            self.changes += self.signs
        if self.form:
            told = ", ".join(f"{what} in {count} texts" for what, count in sorted(self.form.items()))
            message = f"only the form differs: {told}"
            self.changes.append(Change("form-only", "form", issue, message, count=self.form.total()))
        return self.changes


def _said(what: str, before: str, after: str) -> str:
    if not after:
        return f"{what} is gone"
    if not before:
        return f"{what} is new"
    return f"{what} differs"


def _lost_link(lost: LostLink) -> Change:
    what = lost.link.label if lost.kind == "address-changed" else f"the link {lost.link.label!r}"
    return Change(lost.kind, "loss", lost.place, f"{what} is gone", before=lost.link.url)


def _only(some: Sequence[ItemLink], others: Sequence[ItemLink]) -> list[ItemLink]:
    """List the links that lead where none of the others does, as often as they do so more."""
    there = Counter(canonical_url(link.url) for link in others)
    found = []
    for link in some:
        url = canonical_url(link.url)
        if there[url]:
            there[url] -= 1
        else:
            found.append(link)
    return found


def _links(links: Sequence[ItemLink]) -> str:
    return f"{len(links)} links are" if len(links) > 1 else f"the link {links[0].label!r} is"


def _addresses(links: Sequence[ItemLink]) -> str:
    return "\n".join(link.url for link in links)
