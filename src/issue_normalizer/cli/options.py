"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable

import click

from issue_normalizer.cli.units import COUNT, SIZE, as_size
from issue_normalizer.limits import MAX_BYTES, MAX_NODES


def limit_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how much a document may hold: `max_bytes`, `max_nodes`."""
    size = click.option(
        "--max-bytes",
        type=SIZE,
        default=as_size(MAX_BYTES),
        show_default=True,
        help="Refuse a document that is larger: 500kB, 64MiB.",
    )
    nodes = click.option(
        "--max-nodes",
        type=COUNT,
        default=MAX_NODES,
        show_default=True,
        help="Refuse a document with more lines and signs of markup.",
    )
    return size(nodes(command))
