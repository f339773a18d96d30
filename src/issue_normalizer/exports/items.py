"""What an archive and its exports say of an item."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

# https://info.arxiv.org/help/arxiv_identifier.html
_VERSION = re.compile(r"(?P<id>.+?)(?:v(?P<version>\d+))?")


def item_lines(issue: dict[str, Any], path: str) -> str:
    """Give a line of JSON for each item of an issue (canonical JSON) that stands at a path in the archive."""
    entries = (entry | {"path": path} for entry in item_entries(issue))
    return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)


def item_entries(issue: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the items of an issue (canonical JSON), each with what it says of its issue and its place."""
    for number, section in enumerate(issue["sections"]):
        for place, item in enumerate(section["items"]):
            yield {
                "series": issue["series"],
                "date": issue["date"],
                "number": issue.get("number"),
                "issue": issue["title"],
                "section": section["title"],
                "kind": section["kind"],
                "place": f"sections/{number}/items/{place}",
                **item,
                **dict(zip(("arxiv_id", "arxiv_version"), arxiv_parts(item["arxiv"]), strict=True)),
            }


def arxiv_parts(arxiv: str | None) -> tuple[str | None, int | None]:
    """Part an arXiv number from its version: without it, it is that of other tables."""
    match = _VERSION.fullmatch(arxiv or "")
    if match is None:
        return None, None
    return match["id"], int(match["version"]) if match["version"] else None
