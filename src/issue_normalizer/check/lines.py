"""Where in its input a part of an issue stands, found by its words: an issue itself has no lines."""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec.structs import replace

from issue_normalizer.check.items import item_name
from issue_normalizer.check.model import Change
from issue_normalizer.check.value import read_value
from issue_normalizer.issue import Issue
from issue_normalizer.text import without_space

_TAG = re.compile(r"<[^<>]*>")
_INNER_MARKS = str.maketrans("", "", "*_`\\")
_MARKS = " #*-_>|·•●○◦\t"
_SEARCHED = 1_000_000_000  # characters
# Characters of a title that are looked for: the whole, or so few that they stand on one line.
_WHOLE, _LONG, _SHORT = 200, 16, 6


def with_lines(changes: Sequence[Change], old: Issue, new: Issue, text: str) -> list[Change]:
    """Give changes with the line of the new input that each is about.

    What is gone has no line: its place is behind what stood before it in the old issue.
    """
    if not changes:
        return []
    here = _Finder(text).places(new)
    before = _lines_before(old, new, here) if any(not one.place.is_new for one in changes) else {}
    return [replace(one, line=_line(one, here if one.place.is_new else before)) for one in changes]


def _line(change: Change, places: dict[str, int]) -> int:
    """Give the line of a place, else of the section or other part it is in, else of the title."""
    parts = change.place.path.split("/")
    above = ("/".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((places[path] for path in above if path in places), places.get("title", 1))


def _lines_before(old: Issue, new: Issue, here: dict[str, int]) -> dict[str, int]:
    """Find for each place of the old issue the line of what stands before it and is still there."""
    known = {name: here[path] for path, name in _named(new) if path in here}
    found, line = {}, here["title"]
    for path, name in _named(old):
        found[path] = line
        line = known.get(name, line)
    return found


def _named(issue: Issue) -> Iterator[tuple[str, str]]:
    """Walk the sections and items of an issue: (place, name)."""
    for at, section in enumerate(issue.sections):
        yield f"sections/{at}", section.title
        for number, item in enumerate(section.items):
            yield f"sections/{at}/items/{number}", item_name(item)


def _texts(issue: Issue) -> Iterator[tuple[str, str]]:
    """List what stands beside the items: (place, first words)."""
    values = [("lead", issue.lead), ("colophon", issue.colophon.text)]
    for at, section in enumerate(issue.sections):
        values += [(f"sections/{at}/intro", section.intro), (f"sections/{at}/outro", section.outro)]
    yield "tagline", issue.tagline or ""
    yield "archive", issue.archive[0].date if issue.archive else ""
    for name, words in (
        ("editors", ", ".join(issue.colophon.editors[:1])),
        ("contact", issue.colophon.contact or ""),
        ("project", issue.colophon.project or ""),
        ("license", issue.colophon.license.url or ""),
    ):
        yield f"colophon/{name}", words
    for path, markdown in values:
        yield path, read_value(markdown).text.partition("\n")[0]


def _bare(text: str) -> str:
    """Take out white space, and the marks that Markdown puts inside a line: code, emphasis, escapes."""
    return without_space(text).translate(_INNER_MARKS)


class _Finder:
    """Finds words in an input, white space, entities and marks inside its lines aside.

    It gives up once it has looked at `_SEARCHED` characters: what is not there is looked for in all.
    """

    def __init__(self, text: str) -> None:
        lines = [_bare(html.unescape(line) if "&" in line else line) for line in text.split("\n")]
        self.text = "\n".join(lines)
        self.left = _SEARCHED
        self.starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self.bare: dict[str, list[int]] = defaultdict(list)
        for at, line in enumerate(lines):
            self.bare[_TAG.sub("", line).strip(_MARKS)].append(at + 1)

    def places(self, issue: Issue) -> dict[str, int]:
        """Find the lines of the title, the sections and the items, in their order."""
        found: dict[str, int] = {}
        at = found["title"] = self.line(issue.title) or 1
        for number, section in enumerate(issue.sections):
            headings = self.bare.get(_bare(section.title), [])
            if (following := bisect_left(headings, at)) < len(headings):
                at = found[f"sections/{number}"] = headings[following]
            for place, item in enumerate(section.items):
                line = self.line(item_name(item), at)
                at = max(line, at)
                if line:
                    found[f"sections/{number}/items/{place}"] = line
        found |= {path: line for path, words in _texts(issue) if (line := self.line(words))}
        return found

    def line(self, words: str, first: int = 1) -> int:
        """Find the first line with some words, from a line on, then from the top; 0 where there is none."""
        letters = _bare(words)
        if not letters:
            return 0
        for needle in dict.fromkeys((letters[:_WHOLE], letters[:_LONG], letters[:_SHORT])):
            for start in (self.starts[first - 1], 0):
                if self.left <= 0:
                    return 0
                at = self.text.find(needle, start)
                self.left -= (at if at >= 0 else len(self.text)) - start
                if at >= 0:
                    return bisect_right(self.starts, at)
        return 0
