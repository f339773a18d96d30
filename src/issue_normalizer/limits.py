"""How much of anything a document may hold: what holds more is refused, with one line."""

from __future__ import annotations

from msgspec import Struct

from issue_normalizer.errors import RefusedError

MAX_BYTES = 32 * 1024 * 1024
MAX_NODES = 1_000_000
MAX_ARCHIVE = 4 * 1024 * 1024 * 1024
MAX_RATIO = 200
# Lists count twice (the list, its entry), quotes once. markdown-it's own limit, to which the canonical
# form is read again, is higher: the form may put what it holds one list deeper.
MAX_DEPTH = 90
# What may be a node of its own: a line, a tag, a sign of Markdown, an escape in JSON.
_MARKS = "\n<*_`[]!&~|\\"


class Limits(Struct, frozen=True):
    """The limits of one conversion.

    `bytes` is the size of the input, `nodes` the number of lines and signs of markup in it: each may become
    a node of the tree. `archive` is what an archive may unpack to, in bytes, and `ratio` how many times its
    own size.
    """

    bytes: int = MAX_BYTES
    nodes: int = MAX_NODES
    archive: int = MAX_ARCHIVE
    ratio: int = MAX_RATIO


DEFAULT = Limits()


def refuse_large(size: int, limits: Limits) -> None:
    """Raise RefusedError for an input of more bytes than allowed."""
    if size > limits.bytes:
        raise RefusedError(
            f"it is larger than {limits.bytes:,} bytes; split it, or allow more with --max-bytes"
        )


def refuse_many(text: str, limits: Limits = DEFAULT) -> None:
    """Raise RefusedError for a text with more lines and signs of markup than allowed."""
    if len(text) > limits.nodes and sum(map(text.count, _MARKS)) > limits.nodes:
        what = f"more than {limits.nodes:,} lines and signs of markup"
        raise RefusedError(f"it holds {what}; split it, or allow more with --max-nodes")


def refuse_deep(depth: int, limit: int = MAX_DEPTH) -> None:
    """Raise RefusedError for what is nested deeper than allowed."""
    if depth > limit:
        raise too_deep()


def too_deep() -> RefusedError:
    """Give the error for what is nested too deep to be read."""
    return RefusedError("its lists, quotes or elements are nested too deep; take out what is around the text")
