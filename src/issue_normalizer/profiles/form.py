"""What the file of a profile may hold: its schema is made from this."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from issue_normalizer.issue import Kind
from issue_normalizer.options import Selectors

Texts: TypeAlias = str | tuple[str, ...]


class Front(Struct, frozen=True, forbid_unknown_fields=True):
    """Keys of the front matter."""

    date: Annotated[str, Meta(description="The key that holds the date.")] = ""
    number: Annotated[str, Meta(description="The key that holds the issue's number.")] = ""
    series: Annotated[str, Meta(description="The key that holds the newsletter's name.")] = ""
    title: Annotated[str, Meta(description="The key that holds the title.")] = ""


class PageSelectors(Struct, frozen=True, forbid_unknown_fields=True):
    """CSS selectors for the newsletter's pages; the first that matches counts, `drop` takes all."""

    body: Annotated[Selectors, Meta(description="The element of the document.")] = ()
    title: Annotated[Selectors, Meta(description="What shows the title.")] = ()
    date: Annotated[Selectors, Meta(description="What shows the date.")] = ()
    author: Annotated[Selectors, Meta(description="What shows the author.")] = ()
    drop: Annotated[Selectors, Meta(description="What is no part of the document.")] = ()


class Labels(Struct, frozen=True, forbid_unknown_fields=True):
    """Words before a colon at the start of a line."""

    summary: Annotated[Texts, Meta(description="The item's text begins behind one of these.")] = ()
    fields: Annotated[Texts, Meta(description="A fact on one line.")] = ()
    title_notes: Annotated[Texts, Meta(description="Ends of words behind a title that lost their link.")] = ()
    editors: Annotated[Texts, Meta(description="Who makes the newsletter.")] = ()
    contact: Annotated[Texts, Meta(description="How they are reached.")] = ()
    project: Annotated[Texts, Meta(description="Where the newsletter is made.")] = ()


class Canonical(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that the canonical Markdown writes; those of the neutral profile stand for what is left out."""

    separator: str = ""
    publisher: str = ""
    tag: str = ""
    arxiv: str = ""
    link: str = ""
    briefs: str = ""
    items: str = ""
    archive: str = ""
    colophon: str = ""
    editors: str = ""
    contact: str = ""
    project: str = ""
    license: str = ""


class ProfileFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A profile: what is special about one newsletter. A list of one may be written as a text."""

    name: Annotated[str, Meta(description="The profile's name; by default that of its file.")] = ""
    series: Annotated[Texts, Meta(description="Starts of titles; the first is the newsletter's name.")] = ()
    addresses: Annotated[Texts, Meta(description="Parts of the addresses of its pages.")] = ()
    base: Annotated[str, Meta(description="What relative links resolve against.")] = ""
    match: Annotated[dict[str, str], Meta(description="Keys of the front matter that must fit.")] = {}
    title: Annotated[Texts, Meta(description="Patterns of the issue's title.")] = ()
    front: Front = Front()
    file: Annotated[Texts, Meta(description="Patterns of the file's name.")] = ()
    dates: Annotated[Literal["mdy", "dmy"], Meta(description="The order of dates in digits.")] = "mdy"
    sections: Annotated[Texts, Meta(description="Patterns of lines that open a section.")] = ()
    items: Annotated[Texts, Meta(description="Patterns of lines that begin an item.")] = ()
    facts: Annotated[Texts, Meta(description="Patterns of lines that state a fact of an item.")] = ()
    skip: Annotated[Texts, Meta(description="Titles of sections that hold no items.")] = ()
    only: Annotated[Texts, Meta(description="Titles of the sections that alone hold items.")] = ()
    lead: Annotated[Texts, Meta(description="Titles of sections that belong to the lead.")] = ()
    colophon: Annotated[Texts, Meta(description="Titles of sections that are the colophon.")] = ()
    archive: Annotated[Texts, Meta(description="Titles of the list of earlier issues.")] = ()
    lead_marks: Annotated[Texts, Meta(description="First words of what belongs to the lead.")] = ()
    tagline_first_line: Annotated[bool, Meta(description="A dump's first line is the tagline.")] = False
    page: PageSelectors = PageSelectors()
    kinds: Annotated[dict[Kind, Texts], Meta(description="Titles of sections of a kind.")] = {}
    labels: Labels = Labels()
    canonical: Canonical = Canonical()
