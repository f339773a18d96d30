"""What a run does unless told otherwise: without what it needs, for the help of a command."""

from __future__ import annotations

ENGINES = ("serial", "dask", "ray")
SHARD_PAGES = 5000
SECONDS = 60.0
MEMORY = 4 << 30
