"""What all exports say of an item."""

from __future__ import annotations

import re

# https://info.arxiv.org/help/arxiv_identifier.html
_VERSION = re.compile(r"(?P<id>.+?)(?:v(?P<version>\d+))?")


def arxiv_parts(arxiv: str | None) -> tuple[str | None, int | None]:
    """Part an arXiv number from its version: without it, it is that of other tables."""
    match = _VERSION.fullmatch(arxiv or "")
    if match is None:
        return None, None
    return match["id"], int(match["version"]) if match["version"] else None
