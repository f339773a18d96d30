"""What the template shows: issues in their order, their changes, the cells of both versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby

from msgspec import Struct
from msgspec.structs import asdict

from issue_normalizer.check.formats.outcome import Outcome, heaviest_first
from issue_normalizer.check.model import WEIGHTS, Change, Comparison, Weight
from issue_normalizer.check.page.align import AlignedRow, AlignedSection, align
from issue_normalizer.check.page.counts import Items, count_items
from issue_normalizer.check.page.labelled import LabelledText
from issue_normalizer.check.page.texts import cut, is_web, with_escapes
from issue_normalizer.check.words import Segment, segments
from issue_normalizer.issue import Issue

SIGNS = {"loss": "−", "change": "≠", "gain": "+", "form": "≈"}

_LONGEST = 600  # characters that are shown of a stretch that is the same in both versions
_CHANGED = 4000  # characters that are shown of a stretch that differs, or stands on one side only
_ADDRESS = 80  # characters that are shown of an address that is the same in both versions
_GLIMPSE = 120  # characters of an item that did not change
_LEAST = 2.0  # per cent of a bar: what there is of anything can be seen
_PERMALINK = 10  # hexadecimal digits: enough for all changes of a page

Stretches = list[tuple[str, str]]  # (element, text): the element is "" where both versions have the text


class ChangeView(Struct, frozen=True):
    """A change, the name of its entry, and the place that it leads to."""

    change: Change
    permalink: str
    target: str


class IssueView(Struct, frozen=True):
    """An issue, both versions in groups; `only` is the one version there is. A full page has neither."""

    id: str
    one: Comparison
    items: Items
    changes: tuple[ChangeView, ...]
    groups: tuple[AlignedSection, ...]
    only: Issue | None
    is_open: bool

    @property
    def bar(self) -> list[tuple[str, str, str]]:
        """The shares of its items: (name, start, width), in per cent."""
        counts = {name: count for name, count in asdict(self.items).items() if count}
        scale = (100 - _LEAST * len(counts)) / max(1, sum(counts.values()))
        parts = []
        start = 0.0
        for name, count in counts.items():
            width = _LEAST + count * scale
            parts.append((name, f"{start:.2f}", f"{width:.2f}"))
            start += width
        return parts

    @property
    def bar_text(self) -> str:
        """The same in words."""
        counted = [f"{count} {name}" for name, count in asdict(self.items).items() if count]
        return ", ".join(counted) or "none"

    @property
    def weights(self) -> list[tuple[Weight, int]]:
        """How many changes there are of each weight."""
        return weights_of(self.one.changes)

    @property
    def headings(self) -> str:
        """The title and sections, whose script tells the language."""
        issue = self.one.new or self.one.old
        return "\n".join((issue.title, *(section.title for section in issue.sections))) if issue else ""

    def place(self, path: str, *, is_new: bool) -> str:
        """Name a place in the page."""
        return _place(self.id, path, is_new=is_new)


def views(outcome: Outcome, largest: int) -> list[tuple[str, list[IssueView]]]:
    """Give the issues under their headings: what differs first, then what is missing or new, the same last.

    The first that differs stands open. Behind `largest` characters, issues are shown without their texts.
    """
    parts: dict[str, list[IssueView]] = {"changed": [], "missing": [], "new": [], "unchanged": []}
    length = 0
    numbered = sorted(enumerate(outcome.comparisons), key=lambda one: _order(one[1]))
    for number, one in numbered:
        part = parts[_part(one)]
        groups = tuple(align(one)) if one.changes and length < largest else ()
        only = (one.new or one.old) if one.changes and length < largest and not groups else None
        length += sum(len(line.before) + len(line.after) for group in groups for line in _lines_of(group))
        is_open = part is parts["changed"] and not part
        part.append(_view(f"i{number}", one, groups, only, is_open=is_open))
    return list(parts.items())


def _order(one: Comparison) -> tuple[bool, bool]:
    """Sort what says other things before what differs in form only."""
    return not one.changes, all(change.weight == "form" for change in one.changes)


def _part(one: Comparison) -> str:
    if not one.changes:
        return "unchanged"
    if one.new is None and one.new_origin is None:
        return "missing"
    return "new" if one.old_origin is None else "changed"


def _lines_of(group: AlignedSection) -> Iterator[LabelledText]:
    return (line for row in group.rows for line in row.lines)


def _view(
    own: str, one: Comparison, groups: tuple[AlignedSection, ...], only: Issue | None, *, is_open: bool
) -> IssueView:
    within: list[AlignedSection | AlignedRow] = [*groups, *(row for group in groups for row in group.rows)]
    places = {_place(own, each.path, is_new=each.is_new) for each in within}
    names = Counter[str]()
    changes = []
    for change in heaviest_first(one.changes):
        place = change.place
        path = place.path
        while path and _place(own, path, is_new=place.is_new) not in places:
            path = path.rpartition("/")[0]
        name = _permalink(one, change)
        names[name] += 1
        name += f"-{names[name]}" if names[name] > 1 else ""
        changes.append(ChangeView(change, name, _place(own, path, is_new=place.is_new)))
    return IssueView(own, one, count_items(one), tuple(changes), groups, only, is_open)


def _place(issue: str, path: str, *, is_new: bool) -> str:
    """Name a place in the page; the issue as a whole where it has no path."""
    return f"{issue}-{'new' if is_new else 'old'}-{path.replace('/', '-')}" if path else issue


def _permalink(one: Comparison, change: Change) -> str:
    """Name a change by what it is, so that its address holds in the page of another check, too."""
    said = f"{one.name}\n{change.kind}\n{change.place.name}\n{change.message}"
    return f"c-{sha256(said.encode('utf-8', 'replace')).hexdigest()[:_PERMALINK]}"


def weights_of(changes: Iterable[Change]) -> list[tuple[Weight, int]]:
    """Count changes by weight, the heaviest first; what does not occur is left out."""
    counts = Counter(change.weight for change in changes)
    return [(weight, counts[weight]) for weight in WEIGHTS if counts[weight]]


def heading(group: AlignedSection) -> list[Stretches]:
    """Give the heading of a section: once, or as it was and as it is."""
    if group.state in ("lost", "added") or group.before == group.after:
        return [[("", group.after or group.before)]]
    return [_marked(group.before, group.after, side) for side in ("old", "new")]


def runs(rows: Sequence[AlignedRow]) -> Iterator[tuple[bool, list[AlignedRow]]]:
    """Part rows where those that did not change begin or end."""
    for is_same, run in groupby(rows, lambda row: row.state == "same"):
        yield is_same, list(run)


def glimpse(row: AlignedRow) -> tuple[str, str, str]:
    """Give how an item begins that did not change: title, text, address."""
    kinds: dict[str, str] = {}
    for line in row.lines:
        kinds.setdefault(line.kind, line.after)
    return kinds.get("title", ""), cut(kinds.get("text", ""), _GLIMPSE), kinds.get("address", "")


def cells(row: AlignedRow) -> Iterator[tuple[str, list[tuple[LabelledText, str, Stretches]]]]:
    """Give both sides of a row: of each the lines that it has, with their text and its stretches."""
    for side in ("old", "new"):
        values = ((line, line.before if side == "old" else line.after) for line in row.lines)
        yield side, [(line, value, _stretches(row, line, value, side)) for line, value in values if value]


def _stretches(row: AlignedRow, line: LabelledText, value: str, side: str) -> Stretches:
    if line.before == line.after and is_web(value):
        return [("", cut(value, _ADDRESS))]
    if row.state in ("differs", "moved"):
        return _marked(line.before, line.after, side)
    return [("", cut(value, _CHANGED))]


def _marked(before: str, after: str, side: str) -> Stretches:
    """Give one side of a text, with the words marked that the other side has not."""
    parts = segments(before, after)
    return [one for at in range(len(parts)) if (one := _stretch(parts, at, side))[1]]


def _stretch(parts: Sequence[Segment], at: int, side: str) -> tuple[str, str]:
    part = parts[at]
    if part.is_same:
        return "", _around(part.before, is_first=at == 0, is_last=at == len(parts) - 1)
    text = part.before if side == "old" else part.after
    return ("del" if side == "old" else "ins"), with_escapes(cut(text, _CHANGED))


def _around(text: str, *, is_first: bool, is_last: bool) -> str:
    """Cut a long stretch that is the same in both versions to what stands beside changed words."""
    if len(text) <= _LONGEST:
        return text
    start = "" if is_first and not is_last else text[: _LONGEST // 2]
    end = "" if is_last and not is_first else text[-_LONGEST // 2 :]
    return f"{start} … {end}"
