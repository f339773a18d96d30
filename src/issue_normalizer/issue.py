"""The issue: what a document means. Its fields are those of the canonical JSON, in their order.

`lead`, `intro`, `outro`, `summary`, `Field.text` and `Colophon.text` hold canonical Markdown;
every other text is plain. What is not there is None, "" or ().
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

SCHEMA = "issue/1"

Kind: TypeAlias = Literal["news", "applications", "papers", "projects", "posts", "briefs", "other"]


@dataclass(frozen=True, slots=True)
class Field:
    """A one-line labelled fact of an item, such as 代码, 论文 or 项目."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemLink:
    """A link of an item other than its title's."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news, paper, project or post."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    tags: tuple[str, ...] = ()
    arxiv: str | None = None
    repository: str | None = None
    fields: tuple[Field, ...] = ()
    links: tuple[ItemLink, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its items; `intro` stands before them, `outro` after them."""

    title: str
    kind: Kind = "other"
    intro: str = ""
    items: tuple[Item, ...] = ()
    outro: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """An earlier issue, as the issue lists it."""

    date: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class License:
    """A licence: SPDX identifier where known, and the address it was given with."""

    id: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Colophon:
    """Who makes the series, and under which terms."""

    editors: tuple[str, ...] = ()
    contact: str | None = None
    project: str | None = None
    license: License = License()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a newsletter."""

    series: str | None = None
    title: str = ""
    date: str | None = None
    topics: tuple[str, ...] = ()
    tagline: str | None = None
    lead: str = ""
    sections: tuple[Section, ...] = ()
    archive: tuple[ArchiveEntry, ...] = ()
    colophon: Colophon = Colophon()
