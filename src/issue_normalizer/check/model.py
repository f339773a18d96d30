"""What a check finds: changes, each with a kind, a weight and its place in both issues."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from issue_normalizer.identity.pairing import Pairs
from issue_normalizer.issue import Issue

Weight: TypeAlias = Literal["loss", "change", "gain", "form"]
WEIGHTS: tuple[Weight, ...] = ("loss", "change", "gain", "form")

# kind -> what it says
KINDS: dict[str, str] = {
    "issue-lost": "an issue of the baseline is not among the new scrapes",
    "issue-added": "the baseline has no such issue",
    "scrape-refused": "a new scrape holds no document",
    "section-lost": "a section is gone, or its heading",
    "section-added": "a section is new",
    "section-changed": "a section's heading, or the text before or after its items, differs",
    "item-lost": "an item is gone",
    "item-added": "an item is new",
    "item-repeated": "an item is there more often than before, or less often",
    "item-moved": "an item stands in another section",
    "order": "items of a section, or the sections, stand in another order",
    "title-changed": "a title, of an item or of the issue, differs",
    "date-changed": "the date, or the name of the series, differs",
    "address-changed": "an address differs, or is gone while the text of its link is there",
    "publisher-changed": "an item's publisher differs",
    "tags-changed": "an item's tags differ",
    "fields-changed": "an item's labelled facts differ",
    "summary-changed": "an item's text differs",
    "links-changed": "links, or images, inside a text differ",
    "links-lost": "most links of the issue are gone: told once for all of them",
    "lead": "what stands before the first section differs",
    "archive": "the list of earlier issues differs",
    "colophon": "what the issue says of its makers differs",
    "form-only": "only signs, their width, or markup differ: told once for the whole issue",
}
if TYPE_CHECKING:
    Kind: TypeAlias = str
else:
    Kind = Literal[tuple(KINDS)]  # a type checker cannot read the names off the table; settings can


class Place(Struct, frozen=True):
    """Where something stands: `path` in the JSON, such as `sections/3/items/0`, `name` for a reader.

    `is_new` tells which of the two issues the path belongs to.
    """

    path: str
    name: str
    is_new: bool


class Change(Struct, frozen=True):
    """One difference between an issue of the baseline and its new scrape.

    `before` and `after` are what differs, as plain text, where that is short enough to be shown.
    `line` is where to look in the new input (1-based, 0 where unknown). `count` is how many things the
    change stands for.
    """

    kind: str
    weight: Weight
    place: Place
    message: str
    before: str = ""
    after: str = ""
    line: int = 0
    count: int = 1


class Origin(Struct, frozen=True):
    """An input: its name as the user would call it, and its file, None for a member of an archive.

    `forms` are other files of the same issue beside it: a baseline may hold it as Markdown and as JSON.
    """

    name: str
    path: Path | None
    forms: tuple[Path, ...] = ()


class Comparison(Struct, frozen=True):
    """An issue of the baseline beside its new scrape. A side that is not there is None.

    `items` is the number of items of the new issue, of the old one where there is no new one; `riches`
    tells how much the new one holds, for comparing scrapes. The issues themselves, and the pairs of their
    items, are there only where something changed; `below` is the path of the new scrape below the folder it
    came from.
    """

    title: str
    items: int
    riches: tuple[int, ...]
    old_origin: Origin | None
    new_origin: Origin | None
    below: str
    old: Issue | None
    new: Issue | None
    changes: tuple[Change, ...] = ()
    pairs: Pairs | None = None

    @property
    def name(self) -> str:
        """The input to look at: the new one, if there is one."""
        origin = self.new_origin or self.old_origin
        return origin.name if origin else ""
