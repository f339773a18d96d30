"""The issue: what a document means. Its fields are those of the canonical JSON, in their order.

`lead`, `intro`, `outro`, `summary`, `Field.text` and `Colophon.text` hold canonical Markdown;
every other text is plain. Every field is always given: what is not there is None, "" or ().
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

SCHEMA = "issue/2"
OLDER: Final = "issue/1"  # is read, too: it has no number, and no section of items with and without titles
FORMS: Final = (SCHEMA, OLDER)

Kind: TypeAlias = Literal["news", "applications", "papers", "projects", "posts", "briefs", "other"]
Date: TypeAlias = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="a day as YYYY-MM-DD")]


class Field(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A one-line labelled fact of an item, such as 代码, 论文 or 项目."""

    label: str
    text: Annotated[str, Meta(description="Markdown, one line")]


class ItemLink(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A link of an item other than its title's."""

    label: str
    url: str


class Item(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """One piece of news, paper, project or post."""

    title: Annotated[
        str | None,
        Meta(description="plain text, without tags and publisher; null where the item is running text"),
    ]
    url: Annotated[str | None, Meta(description="what the title links to")]
    publisher: Annotated[str | None, Meta(description="what stands after the title's last bar")]
    tags: Annotated[tuple[str, ...], Meta(description="leading brackets")]
    arxiv: Annotated[
        str | None, Meta(description="arXiv number, from a bracket with its version or else from a link")
    ]
    repository: Annotated[str | None, Meta(description="owner/name")]
    fields: Annotated[tuple[Field, ...], Meta(description="one-line labelled facts, in order")]
    links: Annotated[tuple[ItemLink, ...], Meta(description="every other link of the item, in order")]
    summary: Annotated[str, Meta(description="Markdown: the text, without its leading label")]


class Section(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A section with its items."""

    title: Annotated[str, Meta(description="the heading, plain text")]
    kind: Kind
    intro: Annotated[str, Meta(description="Markdown before the items")]
    items: tuple[Item, ...]
    outro: Annotated[str, Meta(description="Markdown after the items")]


class ArchiveEntry(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """An earlier issue, as the issue lists it."""

    date: Date
    url: str | None


class License(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A licence, and the address it was given with."""

    id: Annotated[str | None, Meta(description="SPDX identifier")]
    url: str | None


class Colophon(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """Who makes the series, and under which terms."""

    editors: tuple[str, ...]
    contact: str | None
    project: str | None
    license: License
    text: Annotated[str, Meta(description="Markdown, without what the other keys say")]


class Issue(Struct, frozen=True, gc=False, forbid_unknown_fields=True, tag_field="schema", tag=SCHEMA):
    """One newsletter issue in canonical form."""

    series: Annotated[str | None, Meta(description="text before the date in the title")]
    title: Annotated[str, Meta(description="the whole heading, plain text; empty where there is none")]
    date: Annotated[Date | None, Meta(description="the issue's date")]
    number: Annotated[str | None, Meta(description="the issue's number as text, without leading zeros")]
    topics: Annotated[tuple[str, ...], Meta(description="what follows the date in the title, split at /")]
    tagline: Annotated[str | None, Meta(description="the bold line below the title")]
    lead: Annotated[str, Meta(description="Markdown: what stands before the first section")]
    sections: tuple[Section, ...]
    archive: Annotated[tuple[ArchiveEntry, ...], Meta(description="earlier issues, newest first")]
    colophon: Colophon


# What an issue has where it says nothing.
NO_ITEM = Item(None, None, None, (), None, None, (), (), "")
NO_LICENSE = License(None, None)
NO_COLOPHON = Colophon((), None, None, NO_LICENSE, "")
