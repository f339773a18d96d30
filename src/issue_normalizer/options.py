"""What may be asked of a reader."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

Selectors: TypeAlias = str | tuple[str, ...]


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """CSS selectors for the pages of a site; of several the first that matches counts, `drop` takes all."""

    addresses: Annotated[
        tuple[str, ...], Meta(description="Parts of the addresses that the pages are served from.")
    ] = ()
    body: Annotated[Selectors, Meta(description="The element of the document.")] = ()
    title: Annotated[Selectors, Meta(description="What shows the title.")] = ()
    date: Annotated[Selectors, Meta(description="What shows the date.")] = ()
    author: Annotated[Selectors, Meta(description="What shows the author.")] = ()
    drop: Annotated[Selectors, Meta(description="What is no part of the document.")] = ()


class Options(Struct, frozen=True):
    """`keep_furniture` leaves all that a page shows around its document; `pages` are selectors for sites.

    `clean_links` takes parameters off links that only follow readers.
    """

    keep_furniture: bool = False
    pages: tuple[Page, ...] = ()
    clean_links: bool = False


DEFAULT = Options()
