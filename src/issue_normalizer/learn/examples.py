"""An issue as a profile is drafted from it: its lines, and what may name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from issue_normalizer.inlines import plain
from issue_normalizer.interpret.places import BlockPlace
from issue_normalizer.learn.forms import Fit, fit_of
from issue_normalizer.learn.lines import read_lines
from issue_normalizer.profiles import NEUTRAL, load
from issue_normalizer.profiles.lines import MarkedLine
from issue_normalizer.tree import List

_MAX_TITLE = 120  # characters of a line that may be a title


class ExampleLine(Struct, frozen=True):
    """A line with its form, and what stands around it.

    `entry` is the line on which the list entry around it begins, -1 for none; `group` that of its list or
    paragraph, `is_first` tells the first line of a block or entry.
    """

    line: MarkedLine
    text: str
    fit: Fit
    entry: int
    group: int
    is_first: bool


class Example(Struct, frozen=True):
    """An issue. `titles` are the texts that may be its title, likeliest first; `name` is its file's."""

    name: str
    titles: tuple[str, ...]
    front: Mapping[str, str]
    rows: tuple[ExampleLine, ...]


def read_example(name: str, data: bytes) -> Example:
    """Read an issue up to its lines. Raises RefusedError for what holds no document."""
    found = read_lines(data, load(NEUTRAL))
    texts = [plain(line.nodes) for line in found.lines]
    titles = _titles(found.title, found.front, found.lines, texts)
    return Example(_stem(name), titles, found.front, tuple(_rows(found.places, found.lines, texts)))


def _stem(name: str) -> str:
    """Give the name of a file without folder and extension."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return last.rpartition(".")[0] or last


def _titles(
    title: str, front: Mapping[str, str], lines: Sequence[MarkedLine], texts: Sequence[str]
) -> tuple[str, ...]:
    """List what may be the title: as it was found, as it is stated, headings of level 1, lines on top."""
    found = [title, front.get("title", "")]
    found += [text for line, text in zip(lines, texts, strict=True) if line.level == 1]
    for line, text in zip(lines, texts, strict=True):
        if line.mark == "heading":
            break
        if line.mark == "text" and len(text) <= _MAX_TITLE:
            found.append(text)
    return tuple(dict.fromkeys(text for text in found if text))


def _rows(
    places: Sequence[BlockPlace], lines: Sequence[MarkedLine], texts: Sequence[str]
) -> list[ExampleLine]:
    around: list[tuple[int, int, bool]] = [(-1, -1, False)] * len(lines)
    _walk(places, -1, around)
    return [
        ExampleLine(line, text, fit_of(line), *one)
        for line, text, one in zip(lines, texts, around, strict=True)
    ]


def _walk(places: Sequence[BlockPlace], entry: int, around: list[tuple[int, int, bool]]) -> None:
    """Say of each line which entry is around it, where its list or paragraph begins, whether it is first."""
    for place in places:
        if type(place.block) is List:
            for inner in place.inner:
                _walk_entry(inner, entry, place.start, around)
        elif place.inner:
            for inner in place.inner:
                _walk(inner, entry, around)
        else:
            for at in range(place.start, place.end):
                around[at] = entry, place.start, at == place.start


def _walk_entry(
    inner: Sequence[BlockPlace], entry: int, group: int, around: list[tuple[int, int, bool]]
) -> None:
    start, end = inner[0].start, inner[0].end
    _walk(inner, start, around)
    if start < end:
        around[start] = entry, group, True
