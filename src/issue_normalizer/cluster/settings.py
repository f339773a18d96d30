"""How a run is done: what changes its tables, and what bounds the processes that convert."""

from __future__ import annotations

import re

from msgspec import Struct

from issue_normalizer.batch.entry import ConversionOptions
from issue_normalizer.batch.layout import DEFAULT as LAYOUT
from issue_normalizer.batch.layout import check_layout
from issue_normalizer.batch.sources import Filter
from issue_normalizer.cluster.defaults import MEMORY, SECONDS, SHARD_PAGES
from issue_normalizer.errors import UsageError


class Bounds(Struct, frozen=True):
    """What one document may take: `seconds` by clock and processor, 0 for any; bytes of `memory`."""

    seconds: float = SECONDS
    memory: int = MEMORY


class ClusterSettings(Struct, frozen=True):
    """How a source of web archives becomes tables.

    `match` is a pattern of addresses: others are no inputs. `shard_pages` pages are kept as one object.
    """

    options: ConversionOptions = ConversionOptions()
    layout: str = LAYOUT
    merge: bool = False
    match: str | None = None
    wanted: Filter = Filter()
    shard_pages: int = SHARD_PAGES
    bounds: Bounds = Bounds()


def check_settings(settings: ClusterSettings) -> None:
    """Raise UsageError for settings that cannot be."""
    check_layout(settings.layout)
    try:
        re.compile(settings.match or "")
    except re.error as error:
        raise UsageError(f"--match {settings.match!r}: {error}; write a regular expression") from None
