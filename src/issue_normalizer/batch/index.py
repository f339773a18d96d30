"""The archive as a whole: its index, its items in one file, and the issues that were never scraped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import asdict

from issue_normalizer.markdown import line_text, link_text

SCHEMA = "archive/1"


class Listed(Struct, frozen=True):
    """An issue as the index lists it; `path` has no ending."""

    series: str | None
    date: str | None
    title: str
    path: str
    items: int
    links: int


class Missing(Struct, frozen=True):
    """An issue that others list and no input holds."""

    series: str | None
    date: str
    url: str | None


class Coverage:
    """Which issues the archive lists of issues tell of."""

    def __init__(self) -> None:
        self.named: dict[tuple[str, str], str | None] = {}

    def add(self, series: str | None, archive: Iterable[tuple[str, str | None]]) -> None:
        """Take in what an issue says of earlier ones: their dates and addresses."""
        for date, url in archive:
            self.named[series or "", date] = self.named.get((series or "", date)) or url

    def missing(self, listed: Iterable[Listed]) -> list[Missing]:
        """List the issues that were named and are not there, newest first."""
        there = {(one.series or "", one.date) for one in listed}
        gone = [
            Missing(series or None, date, url)
            for (series, date), url in self.named.items()
            if (series, date) not in there
        ]
        return sorted(gone, key=lambda one: (one.date, one.series or ""), reverse=True)


def index_json(listed: Sequence[Listed], missing: Sequence[Missing]) -> str:
    """Write the index as JSON, by series and date."""
    data = {
        "schema": SCHEMA,
        "issues": [asdict(one) for one in in_order(listed)],
        "missing": [asdict(one) for one in missing],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def index_markdown(listed: Sequence[Listed], missing: Sequence[Missing], ending: str | None) -> str:
    """Write the index for people: issues by series and date, newest first, then what is missing.

    `ending` is that of the files to link to, None where no issue has a file of its own.
    """
    lines = ["# Index", ""]
    heading: str | None = None
    several = len({one.series for one in listed}) > 1
    for one in in_order(listed):
        if several and heading != (one.series or "(no series)"):
            heading = one.series or "(no series)"
            lines += [*([""] if lines[-1] else []), f"## {line_text(heading)}", ""]
        count = f"{one.items} items, {one.links} links"
        name = one.title or one.path
        shown = line_text(name) if ending is None else link_text(name, _target(one.path + ending))
        lines.append(f"- {shown}: {count}")
    if missing:
        lines += ["", "## Never scraped", ""]
        for gone in missing:
            name = f"{gone.series} ({gone.date})" if several and gone.series else gone.date
            lines.append(f"- {link_text(name, gone.url) if gone.url else line_text(name)}")
    return "\n".join(lines) + "\n"


def in_order(listed: Iterable[Listed]) -> list[Listed]:
    """Sort by series and date, newest first; what has none of either comes last."""
    newest_first = sorted(
        sorted(listed, key=lambda one: one.path), key=lambda one: one.date or "", reverse=True
    )
    return sorted(newest_first, key=lambda one: (one.series is None, one.series or ""))


def _target(path: str) -> str:
    """Give a path as the address of a link."""
    from urllib.parse import quote

    return quote(path)
