"""Issues and their parts, made with what matters to a test; what is left out is empty."""

from __future__ import annotations

from msgspec.structs import replace

from issue_normalizer.issue import NO_COLOPHON, NO_ITEM, Colophon, Issue, Item, Kind, Section

_NO_ISSUE = Issue(None, "", None, None, (), None, "", (), (), NO_COLOPHON)


def make_item(
    title: str | None = None, url: str | None = None, publisher: str | None = None, **others: object
) -> Item:
    """Make an item."""
    return replace(NO_ITEM, title=title, url=url, publisher=publisher, **others)


def make_section(title: str, kind: Kind = "other", **others: object) -> Section:
    """Make a section."""
    return replace(Section(title, kind, "", (), ""), **others)


def make_colophon(**facts: object) -> Colophon:
    """Make a colophon."""
    return replace(NO_COLOPHON, **facts)


def make_issue(**others: object) -> Issue:
    """Make an issue."""
    return replace(_NO_ISSUE, **others)
