"""A line of a document, as patterns see it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from issue_normalizer.tree import Inlines

Mark: TypeAlias = Literal["heading", "bullet", "number", "quote", "text"]


class MarkedLine(Struct, frozen=True):
    """One line: what it is, and its content.

    `level` is that of a heading, else 0; `depth` counts the list entries around it: 0 for an entry of a
    list that stands by itself, 1 for an entry or text within one. `number` is that of an entry of a numbered
    list. `nodes` hold no breaks. `line` is the line of the input.
    """

    mark: Mark
    level: int
    depth: int
    number: int | None
    nodes: Inlines
    line: int
