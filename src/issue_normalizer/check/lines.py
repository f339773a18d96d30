"""Where in its input a part of an issue stands, found by its words: an issue itself has no lines."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from issue_normalizer.check.items import item_name
from issue_normalizer.check.model import Change
from issue_normalizer.issue import Issue
from issue_normalizer.text import without_space

_TAG = re.compile(r"<[^<>]*>")
_MARKS = " #*-_>|·•●○◦\t"
_LONG, _SHORT = 16, 6  # characters of a title that are looked for: few enough to stand on one line


def with_lines(changes: Sequence[Change], old: Issue, new: Issue, text: str) -> list[Change]:
    """Give changes with the line of the new input that each is about.

    What is gone has no line: its place is behind what stood before it in the old issue.
    """
    if not changes:
        return []
    finder = _Finder(text)
    here = finder.places(new)
    return [replace(change, line=_line(change, old, here, finder)) for change in changes]


def _line(change: Change, old: Issue, here: dict[str, int], finder: _Finder) -> int:
    path = change.place.path
    if change.place.is_new:
        return here.get(path) or here.get("/".join(path.split("/")[:2])) or here.get("title", 1)
    for name in _before(path, old):
        if line := finder.line(name):
            return line
    return here.get("title", 1)


def _before(path: str, old: Issue) -> list[str]:
    """List the names of what stands before a place of the old issue, the nearest first."""
    names: list[str] = []
    for at, section in enumerate(old.sections):
        if path == f"sections/{at}":
            break
        names.append(section.title)
        for number, item in enumerate(section.items):
            if path == f"sections/{at}/items/{number}":
                return names[::-1]
            names.append(item_name(item))
    return names[::-1]


class _Finder:
    """Finds words in an input, white space inside its lines and entities aside."""

    def __init__(self, text: str) -> None:
        lines = [without_space(html.unescape(line) if "&" in line else line) for line in text.split("\n")]
        self.text = "\n".join(lines)
        self.starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self.bare: dict[str, list[int]] = defaultdict(list)
        for at, line in enumerate(lines):
            self.bare[_TAG.sub("", line).strip(_MARKS)].append(at + 1)

    def places(self, issue: Issue) -> dict[str, int]:
        """Find the lines of the title, the sections and the items, in their order."""
        found: dict[str, int] = {}
        at = found["title"] = self.line(issue.title) or 1
        for number, section in enumerate(issue.sections):
            headings = self.bare.get(without_space(section.title), [])
            heading = next((line for line in headings if line >= at), 0)
            if heading:
                at = found[f"sections/{number}"] = heading
            for place, item in enumerate(section.items):
                line = self.line(item_name(item), at)
                at = max(line, at)
                if line:
                    found[f"sections/{number}/items/{place}"] = line
        return found

    def line(self, words: str, first: int = 1) -> int:
        """Find the first line with some words, from a line on, then from the top; 0 where there is none."""
        letters = without_space(words)
        if not letters:
            return 0
        for needle in dict.fromkeys((letters[:_LONG], letters[:_SHORT])):
            for start in (self.starts[first - 1], 0):
                if (at := self.text.find(needle, start)) >= 0:
                    return bisect_right(self.starts, at)
        return 0
