"""What a comparison finds, collected: one cause is told once, not a hundred times.

A tool that folds signs, or loses links, does so everywhere. What it did is summed up for the whole issue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.check.links import addresses, only, shown, twins, unexplained
from issue_normalizer.check.model import Change, Place, Weight
from issue_normalizer.check.moved import with_moved
from issue_normalizer.check.value import Value, without_addresses
from issue_normalizer.check.words import Difference, difference
from issue_normalizer.issue import ItemLink
from issue_normalizer.urls import canonical_url

_MOST_LINKS = 0.5  # share of an issue's links whose loss is told once
_MANY_LINKS = 0.3  # share of them that differ, and are told once
_FEW_LINKS = 3  # so few losses of links are told each at its place
_FEW_TEXTS = 3  # so few texts that differ in form alone are told each at its place
# What a difference of form is called.
_FORM = {
    "space": "white space",
    "width": "the width of signs",
    "signs": "signs",
    "markup": "markup",
    "order": "their order",
}


class LostLink(Struct, frozen=True):
    """A link whose text is there and whose address is not, or an image that is gone.

    `what` is what to call it.
    """

    kind: str
    place: Place
    what: str
    url: str


class LinkCounts(Struct, frozen=True):
    """How many links an issue has, images among them, and how many of its titles are links."""

    all: int
    titles: int


class Changes:
    """The differences between two issues, as they are found."""

    def __init__(self) -> None:
        self._changes: list[Change] = []
        self._lost_links: list[LostLink] = []
        self._form: dict[str, list[Change]] = defaultdict(list)

    @property
    def count(self) -> int:
        """How much was found until now."""
        return len(self._changes) + len(self._lost_links) + sum(map(len, self._form.values()))

    def add(
        self,
        kind: str,
        weight: Weight,
        place: Place,
        message: str,
        *,
        before: str = "",
        after: str = "",
        count: int = 1,
    ) -> None:
        """Take in a change."""
        self._changes.append(Change(kind, weight, place, message, before, after, count=count))

    def form(self, kind: str, place: Place, what: str, cause: str, before: str = "", after: str = "") -> None:
        """Take in that the form alone of something differs: the signs, their width, markup, white space."""
        message = f"{what}: only {_FORM[cause]} differ{'' if cause == 'signs' else 's'}"
        self._form[_FORM[cause]].append(Change(kind, "form", place, message, before, after))

    def text(self, kind: str, place: Place, what: str, before: str, after: str) -> Difference | None:
        """Compare two plain texts."""
        weight = difference(before, after)
        if weight in ("loss", "gain", "change"):
            message = _said(what, is_gone=not after, is_new=not before)
            self.add(kind, weight, place, message, before=before, after=after)
        elif weight:
            self.form(kind, place, what, weight, before, after)
        return weight

    def value(self, kind: str, place: Place, what: str, before: Value, after: Value) -> None:
        """Compare two values that show and link to something; they were written in different ways."""
        if not (before.text or before.images) or not (after.text or after.images):
            is_gone = bool(before.text or before.images)
            message = _said(what, is_gone=is_gone, is_new=not is_gone)
            weight: Weight = "loss" if is_gone else "gain"
            self.add(kind, weight, place, message, before=before.text, after=after.text)
            return
        known = self.count
        is_told = self.shown_text(kind, place, what, before, after)
        self.links(place, before, after, is_told=is_told)
        self.images(place, before.images, after.images)
        if self.count == known:
            self.form(kind, place, what, "markup")

    def shown_text(self, kind: str, place: Place, what: str, before: Value, after: Value) -> bool:
        """Compare what two values show, addresses aside: they are compared as links.

        Tells whether words differ.
        """
        if (
            before.images
            and not after.images
            and difference(before.with_images, after.text) in (None, "space", "width")
        ):
            before = replace(before, text=before.with_images)  # a dump shows what images are called
        old, new = before.text, after.text
        if before.links or after.links:
            old, new = without_addresses(old), without_addresses(new)
            if old == new:
                return False
        return self.text(kind, place, what, old, new) in ("loss", "gain", "change")

    def links(self, place: Place, before: Value, after: Value, *, is_told: bool = False) -> None:
        """Compare the links of two values: an address that changed, links that are gone or new.

        With `is_told`, words differ: a link that is gone, or new, with its words is told by them.
        """
        gone, new = only(before.links, after.links), only(after.links, before.links)
        changed, gone, new = twins(gone, new)
        if len(changed) > _FEW_LINKS:
            old_urls, new_urls = (addresses(side) for side in zip(*changed, strict=True))
            self.add(
                "address-changed",
                "change",
                place,
                f"{len(changed)} addresses in the text differ",
                before=old_urls,
                after=new_urls,
                count=len(changed),
            )
        else:
            for link, twin in changed:
                self.address(place, f"the address of {shown(link)}", link.url, twin.url)
        if is_told:
            gone, new = unexplained(gone, before, after), unexplained(new, after, before)
        self._lost_links += [
            LostLink("links-changed", place, f"the link {shown(link)}", link.url) for link in gone
        ]
        if new:
            what = f"{len(new)} links are" if len(new) > 1 else f"the link {shown(new[0])} is"
            self.add("links-changed", "gain", place, f"{what} new", after=addresses(new), count=len(new))

    def images(self, place: Place, before: Sequence[ItemLink], after: Sequence[ItemLink]) -> None:
        """Compare the images of a text."""
        gone, new = only(before, after), only(after, before)
        if new:
            weight: Weight = "change" if gone else "gain"
            message = f"images: {len(gone)} gone, {len(new)} new"
            self.add("links-changed", weight, place, message, before=addresses(gone), after=addresses(new))
        else:
            self._lost_links += [
                LostLink("links-changed", place, f"the image {shown(image)}", image.url) for image in gone
            ]

    def address(self, place: Place, what: str, before: str | None, after: str | None) -> None:
        """Compare two addresses; one that is gone is a lost link."""
        if before == after:
            return
        if before and after and canonical_url(before) == canonical_url(after):
            self.form("address-changed", place, what, "signs", before, after)
        elif before and not after:
            self._lost_links.append(LostLink("address-changed", place, what, before))
        else:
            weight: Weight = "change" if before else "gain"
            message = f"{what} differs" if before else f"{what} is new"
            self.add("address-changed", weight, place, message, before=before or "", after=after or "")

    def summed_up(self, issue: Place, count_links: Callable[[], LinkCounts]) -> list[Change]:
        """Give all changes; what one cause explains is told once. `count_links` counts the old links."""
        changes = [
            *_with_addresses_summed(with_moved(self._changes), issue, count_links),
            *self._lost(issue, count_links),
        ]
        count = sum(map(len, self._form.values()))
        if count <= _FEW_TEXTS:
            return [*changes, *chain.from_iterable(self._form.values())]
        causes = ((cause, len(found)) for cause, found in sorted(self._form.items()))
        told = ", ".join(
            f"{cause} in {number} texts" if number > 1 else f"{cause} in one" for cause, number in causes
        )
        return [*changes, Change("form-only", "form", issue, f"only the form differs: {told}", count=count)]

    def _lost(self, issue: Place, count_links: Callable[[], LinkCounts]) -> list[Change]:
        """Give the losses of links: once for the issue where most (of titles) are gone, else once a place."""
        rest, told = self._lost_links, []
        if len(rest) > _FEW_LINKS:
            counts = count_links()
            of_titles = [one for one in rest if one.kind == "address-changed" and "/items/" in one.place.path]
            if len(rest) >= _MOST_LINKS * counts.all:
                told, rest = [_lost_in_all(issue, rest, f"of {counts.all} links")], []
            elif len(of_titles) > max(_FEW_LINKS, _MOST_LINKS * counts.titles):
                told = [_lost_in_all(issue, of_titles, f"of {counts.titles} links of titles")]
                rest = [one for one in rest if one not in of_titles]
        places: dict[tuple[str, Place], list[LostLink]] = defaultdict(list)
        for one in rest:
            places[one.kind, one.place].append(one)
        return [*told, *(_lost_at(*where, gone) for where, gone in places.items())]


def _lost_in_all(issue: Place, lost: Sequence[LostLink], of: str) -> Change:
    message = f"{len(lost)} {of} are gone; the texts of the links are there"
    return Change("links-lost", "loss", issue, message, "\n".join(one.url for one in lost), count=len(lost))


def _with_addresses_summed(
    changes: Sequence[Change], issue: Place, count_links: Callable[[], LinkCounts]
) -> list[Change]:
    """Tell of addresses that differ once for the issue, where most do: a tool rewrote them."""
    differ = [one for one in changes if one.kind == "address-changed" and one.weight == "change"]
    count = sum(one.count for one in differ)
    if len(differ) <= _FEW_LINKS or count < _MANY_LINKS * (all_links := count_links().all):
        return list(changes)
    message = f"{count} of {all_links} addresses differ"
    before, after = "\n".join(one.before for one in differ), "\n".join(one.after for one in differ)
    rest = [one for one in changes if one not in differ]
    return [*rest, Change("address-changed", "change", issue, message, before, after, count=count)]


def _said(what: str, *, is_gone: bool, is_new: bool) -> str:
    return f"{what} {'is gone' if is_gone else 'is new' if is_new else 'differs'}"


def _lost_at(kind: str, place: Place, gone: Sequence[LostLink]) -> Change:
    """Tell of the links that are gone at one place."""
    what = f"{len(gone)} links are" if len(gone) > 1 else f"{gone[0].what} is"
    urls = "\n".join(one.url for one in gone)
    return Change(kind, "loss", place, f"{what} gone", before=urls, count=len(gone))
