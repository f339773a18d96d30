"""Where an issue is written: a path made of what it says of itself, and of nothing else in the archive."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from issue_normalizer.batch.names import safe_name
from issue_normalizer.errors import UsageError
from issue_normalizer.issue_title import find_number

DEFAULT = "{series}/{date}"
_UNKNOWN = "unknown"  # the folder of issues without a series
_FIELDS = ("series", "date", "number", "title")


def check_layout(layout: str) -> None:
    """Raise UsageError for a layout that names no issue, or what is not known of one."""
    try:
        fields = fields_of(layout)
    except ValueError as error:
        raise UsageError(f"--layout {layout!r}: {error}; write such as {DEFAULT!r}") from None
    for field in fields:
        if field not in _FIELDS:
            raise UsageError(
                f"--layout {layout!r}: there is no {{{field}}}; choose from {', '.join(_FIELDS)}"
            )
    if not {"date", "number", "title"}.intersection(fields):
        raise UsageError(f"--layout {layout!r}: it gives all issues of a series one name; add {{date}}")
    if any(part in ("", ".", "..") for part in layout.split("/")):
        raise UsageError(f"--layout {layout!r}: it leads out of the archive; write such as {DEFAULT!r}")


def fields_of(layout: str) -> list[str]:
    """Give what a layout asks of an issue. Raises ValueError for what is none."""
    return [field for _, field, _, _ in Formatter().parse(layout) if field is not None]


def path_of(issue: Mapping[str, Any], layout: str = DEFAULT) -> str:
    """Give the path of an issue, by its record: without ending, safe on every file system.

    What has neither date nor number is named by its address or identifier, else by its title.
    """
    name = issue.get("address") or issue["title"]
    number = number_of(issue)
    values = {
        "series": issue["series"] or _UNKNOWN,
        "date": issue["date"] or number or _bare_address(name),
        "number": number or issue["date"] or _bare_address(name),
        "title": issue["title"] or _bare_address(name),
    }
    values = {field: safe_name(value) for field, value in values.items()}
    return "/".join(safe_name(part.format_map(values)) for part in layout.split("/"))


def number_of(issue: Mapping[str, Any]) -> str | None:
    """Give the number of an issue: its own, else the one that its title tells."""
    return str(issue.get("number") or "") or find_number(issue["title"])


def _bare_address(name: str) -> str:
    """Take off an address what every address has."""
    return re.sub(r"\A[a-z]+://|\A<|[#>/]+\Z", "", name)
