"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable

import click

from issue_normalizer.limits import MAX_BYTES, MAX_NODES


def limit_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how much a document may hold: `max_bytes`, `max_nodes`."""
    size = click.option(
        "--max-bytes",
        type=click.IntRange(1),
        default=MAX_BYTES,
        show_default=True,
        help="Refuse a document that is larger.",
    )
    nodes = click.option(
        "--max-nodes",
        type=click.IntRange(1),
        default=MAX_NODES,
        show_default=True,
        help="Refuse a document with more lines and signs of markup.",
    )
    return size(nodes(command))
