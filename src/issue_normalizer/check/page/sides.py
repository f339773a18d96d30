"""The rows of an issue as HTML: old on the left, new on the right, changed words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from issue_normalizer.check.items import item_name
from issue_normalizer.check.page.align import Group, Row
from issue_normalizer.check.page.lines import Line
from issue_normalizer.check.page.markup import Markup, element, is_web, joined, link, spelled_out
from issue_normalizer.check.words import Segment, segments
from issue_normalizer.issue import Issue

_LONGEST = 600  # characters that are shown of a stretch that is the same in both versions
_CHANGED = 4000  # characters that are shown of a stretch that differs, or stands on one side only
_ADDRESS = 80  # characters that are shown of an address that is the same in both versions
_GLIMPSE = 120  # characters of an item that did not change
_SIDES = ("old", "new")
_BADGES = {"lost": "lost", "added": "new", "moved": "moved", "away": "moved away"}


def place_id(issue: int, path: str, *, is_new: bool) -> str:
    """Name a place in the page; the issue as a whole where it has no path."""
    return f"i{issue}-{'new' if is_new else 'old'}-{path.replace('/', '-')}" if path else f"i{issue}"


def place_ids(issue: int, groups: Sequence[Group]) -> set[str]:
    """List the places that a change can lead to."""
    places: list[Group | Row] = [*groups, *(row for group in groups for row in group.rows)]
    return {place_id(issue, one.path, is_new=one.is_new) for one in places}


def write_sides(issue: int, groups: Sequence[Group], language: str) -> Markup:
    """Write the two versions of an issue."""
    parts = [_group(issue, group) for group in groups]
    columns = element("div", {"class": "columns", "aria-hidden": "true"}, *(_column(one) for one in _SIDES))
    return element("div", {"class": "sides", "lang": language}, columns, *parts)


def write_outline(issue: Issue, language: str) -> Markup:
    """Write what an issue holds that stands on one side only: sections and titles."""
    parts = []
    for section in issue.sections:
        parts.append(element("h5", {"dir": "auto"}, section.title))
        items = (element("li", {"dir": "auto"}, item_name(item)) for item in section.items)
        parts.append(element("ul", {}, *items))
    return element("div", {"class": "outline", "lang": language}, *parts)


def _column(side: str) -> Markup:
    return element("span", {"lang": "en"}, "Baseline" if side == "old" else "New scrape")


def _group(issue: int, group: Group) -> Markup:
    is_quiet = {group.state, *(row.state for row in group.rows)} == {"same"}
    attributes: dict[str, str | bool] = {"class": f"group {'quiet' if is_quiet else group.state}"}
    if group.path:
        attributes["id"] = place_id(issue, group.path, is_new=group.is_new)
    parts: list[Markup] = []
    for is_same, rows in groupby(group.rows, lambda row: row.state == "same"):
        if is_same:
            parts.append(_unchanged(tuple(rows)))
        else:
            parts += [_row(issue, row) for row in rows]
    return element("section", attributes, _heading(group), *parts)


def _heading(group: Group) -> Markup:
    if not group.path.startswith("sections"):
        return element("h5", {"lang": "en"}, group.after)
    if group.state in _BADGES:
        title = joined((_badge(group.state), group.before or group.after))
    elif group.before == group.after:
        title = joined((group.after,))
    else:
        title = joined(
            element("span", {"class": "title"}, _marked(group.before, group.after, side)) for side in _SIDES
        )
    return element("h5", {"dir": "auto"}, title)


def _badge(state: str) -> Markup:
    return element("span", {"class": "badge", "lang": "en"}, _BADGES[state])


def _unchanged(rows: Sequence[Row]) -> Markup:
    """Fold items that did not change into one line."""
    count = f"{len(rows)} items unchanged" if len(rows) > 1 else "1 item unchanged"
    items = (element("li", {"dir": "auto"}, *_glimpse(row.lines)) for row in rows)
    summary = element("summary", {"lang": "en"}, count)
    return element("details", {"class": "folded"}, summary, element("ul", {}, *items))


def _glimpse(lines: Sequence[Line]) -> Iterator[str]:
    """Show how an item begins."""
    kinds: dict[str, str] = {}
    for line in lines:
        kinds.setdefault(line.kind, line.after)
    title, text, url = (kinds.get(kind, "") for kind in ("title", "text", "address"))
    if title:
        yield element("b", {}, title)
    if text:
        yield element("span", {"class": "glimpse"}, _cut(text, _GLIMPSE))
    if url:
        yield link(url, _cut(url, _ADDRESS))


def _row(issue: int, row: Row) -> Markup:
    """Write a row; a side that has nothing is an empty cell that a narrow page leaves out."""
    attributes: dict[str, str | bool] = {
        "class": f"row {row.state}",
        "id": place_id(issue, row.path, is_new=row.is_new),
    }
    notes: list[Markup] = []
    if row.state in _BADGES:
        note = element("span", {}, row.note) if row.note else Markup()
        notes = [element("p", {"class": "note", "lang": "en"}, _badge(row.state), note)]
    return element("div", attributes, *notes, *(_cell(row, side) for side in _SIDES))


def _cell(row: Row, side: str) -> Markup:
    lines = [_line(row, line, side) for line in row.lines if (line.before if side == "old" else line.after)]
    if not lines:
        return element("div", {"class": f"cell {side} empty"})
    name = element("span", {"class": "side", "lang": "en"}, side)
    return element("div", {"class": f"cell {side}"}, name, *lines)


def _line(row: Row, line: Line, side: str) -> Markup:
    value = line.before if side == "old" else line.after
    if line.before == line.after and is_web(value):
        words = joined((_cut(value, _ADDRESS),))
    elif row.state in ("differs", "moved"):
        words = _marked(line.before, line.after, side)
    else:
        words = joined((_cut(value, _CHANGED),))
    if is_web(value):
        words = link(value, words)
    elif line.kind == "address":
        words = element("span", {"class": "address"}, words)
    label = (
        element("span", {"class": "label"}, line.label) if line.label and line.kind != "title" else Markup()
    )
    return element("p", {"class": line.kind, "dir": "auto"}, label, words)


def _marked(before: str, after: str, side: str) -> Markup:
    """Show one side of a text, with the words marked that the other side has not."""
    parts = segments(before, after)
    return joined(_stretch(part, side, _ends(at, len(parts))) for at, part in enumerate(parts))


def _ends(at: int, count: int) -> tuple[bool, bool]:
    return at == 0, at == count - 1


def _stretch(part: Segment, side: str, ends: tuple[bool, bool]) -> str:
    if part.is_same:
        return _around(part.before, *ends)
    text = part.before if side == "old" else part.after
    if not text:
        return ""
    return element("del" if side == "old" else "ins", {}, spelled_out(_cut(text, _CHANGED)))


def _around(text: str, is_first: bool, is_last: bool) -> str:  # noqa: FBT001 - as _ends gives them
    """Cut a long stretch that is the same in both versions to what stands beside changed words."""
    if len(text) <= _LONGEST:
        return text
    start = "" if is_first and not is_last else text[: _LONGEST // 2]
    end = "" if is_last and not is_first else text[-_LONGEST // 2 :]
    return f"{start} … {end}"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"
