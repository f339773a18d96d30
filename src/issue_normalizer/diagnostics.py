"""Diagnostics: what the reader of an issue should know, each with a code and a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct, structs

Severity: TypeAlias = Literal["info", "warning", "error"]

_LINES = 8  # lines that a group names
_PARAGRAPH = 200  # lines in which what a finding speaks of is looked for

# code -> (severity, what it says)
CODES: dict[str, tuple[Severity, str]] = {
    "links-lost": ("warning", "the input is a text dump: its links are gone"),
    "items-lost": ("warning", "fewer items are there than the issue states, or a list has lost its head"),
    "headings-lost": ("warning", "a section's content is there without its heading"),
    "links-missing": ("info", "some titles have no link where most have one"),
    "numbers-skipped": ("warning", "a numbered list starts above 1 or skips a number"),
    "section-missing": ("warning", "the lead names a section that is not there"),
    "text-cut": ("warning", "the last text stops in the middle of a sentence"),
    "selector-unmatched": ("warning", "a selector of the settings matches nothing on the page"),
    "page-cut": ("warning", "the page ends before its own end"),
    "width-folded": ("warning", "fullwidth punctuation was folded to ASCII by an earlier tool"),
    "furniture-removed": ("info", "page furniture (menus, file header, footer) was dropped"),
    "width-repaired": ("info", "fullwidth punctuation was restored (--repair)"),
    "mojibake": ("warning", "text was read in a wrong encoding by an earlier tool"),
    "mojibake-repaired": ("info", "text read in a wrong encoding was turned back (--repair)"),
    "link-broken": ("warning", "a link without an address, or link markup that was never closed"),
    "link-ephemeral": ("info", "a link that expires"),
    "links-cleaned": ("info", "parameters that only follow readers were taken off links (--clean-links)"),
    "links-unwrapped": ("info", "links that led through a page of redirection give their target"),
    "emphasis-repaired": ("info", "bold that CommonMark leaves as asterisks was read as bold"),
    "summary-missing": ("info", "an item has an empty label or no text"),
    "date-guessed": ("info", "the date is that of the file's name: the document has none"),
    "date-from-name": ("info", "the profile takes the date from the file's name"),
    "number-from-name": ("info", "the number is that of the file's name: the document has none"),
    "date-missing": ("warning", "neither the title nor the front matter has a date"),
    "section-unknown": ("warning", "the newsletter's profile does not know a section"),
    "form-old": ("info", "the input is in an older version of the form"),
    "form-repaired": ("warning", "the input is JSON that was not in canonical form"),
    "encoding-guessed": ("warning", "the input declares no encoding and is not valid UTF-8"),
    "unsafe-removed": ("warning", "controls, or characters that reorder or hide text, were taken out"),
    "text-lost": ("error", "text of the input is not in the output: a defect of this program"),
    "text-moved": ("error", "text stands elsewhere than in the input: a defect of this program"),
    "text-added": (
        "error",
        "text is there that the input has not, or not so often: a defect of this program",
    ),
    "not-an-issue": ("warning", "a document and no issue: an error or log-in page, an empty page, a list"),
    "text-trailing": ("warning", "text after the colophon was dropped"),
}
if TYPE_CHECKING:
    Code: TypeAlias = str
else:
    Code = Literal[tuple(CODES)]  # a type checker cannot read the names off the table; settings can


class Diagnostic(Struct, frozen=True, gc=False):
    """One finding.

    `line` and `column` are its place in the input (1-based, 0 where unknown), `where` the place in the issue,
    such as `sections/3/items/0`, "" for the whole. `near` is text of the input that it speaks of: what is
    known to stand in a paragraph is found by it.
    """

    code: str
    message: str
    line: int = 0
    where: str = ""
    column: int = 0
    near: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of its code."""
        return CODES[self.code][0]

    def format(self, name: str) -> str:
        """Give the line for standard error."""
        return f"{place(name, self.line, self.column)}: {self.severity}[{self.code}]: {self.message}"


class Group(Struct, frozen=True, gc=False):
    """The findings of one code in one input, in their order."""

    code: str
    found: tuple[Diagnostic, ...]

    def format(self, name: str) -> str:
        """Give the one line for all of them: how many they are, and on which lines."""
        first = self.found[0]
        if len(self.found) == 1:
            return first.format(name)
        lines = list(dict.fromkeys(str(one.line) for one in self.found if one.line))
        listed = f"lines {', '.join(lines[:_LINES])}" if len(lines) > 1 else f"line {''.join(lines)}"
        more = f" and {len(lines) - _LINES} more" if len(lines) > _LINES else ""
        what = first.message if len({one.message for one in self.found}) == 1 else CODES[self.code][1]
        told = f"{what}: {len(self.found)} times{f', {listed}{more}' if lines else ''}"
        return f"{place(name, first.line, 0)}: {first.severity}[{self.code}]: {told}"


def place(name: str, line: int, column: int) -> str:
    """Name a place as compilers do, as far as it is known: `raw.txt:20:4`."""
    return ":".join((name, *(str(number) for number in (line, column if line else 0) if number)))


def grouped(diagnostics: Iterable[Diagnostic]) -> list[Group]:
    """Put findings of one code together, in the order in which the codes occur."""
    groups: dict[str, list[Diagnostic]] = {}
    for found in diagnostics:
        groups.setdefault(found.code, []).append(found)
    return [Group(code, tuple(found)) for code, found in groups.items()]


def located(diagnostics: Iterable[Diagnostic], text: str) -> list[Diagnostic]:
    """Find in the input where each finding's `near` stands: from its line on, within its paragraph.

    A finding without a line gets one only where its text stands in the input once. Several findings of the
    same text are told in their order.
    """
    lines = text.split("\n")
    ends: dict[tuple[int, str], tuple[int, int]] = {}  # behind what was found last
    placed = []
    for found in diagnostics:
        start = ends.get((found.line, found.near), (found.line, 0))
        at = _find(found, start, lines, text) if found.near else None
        if at:
            ends[found.line, found.near] = at[0], at[1] + 1
            found = structs.replace(found, line=at[0], column=at[1] + 1)  # noqa: PLW2901
        placed.append(found)
    return placed


def _find(
    found: Diagnostic, start: tuple[int, int], lines: Sequence[str], text: str
) -> tuple[int, int] | None:
    """Give the line of a finding's text, and how many characters stand before it."""
    for near in dict.fromkeys((found.near, found.near.replace("&", "&amp;"))):
        if not found.line and text.count(near) == 1:
            at = text.index(near)
            return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at) - 1
        line, column = start
        while found.line and line <= min(len(lines), start[0] + _PARAGRAPH):
            if (at := lines[line - 1].find(near, column)) >= 0:
                return line, at
            if not lines[line - 1].strip() and line > start[0]:
                break
            line, column = line + 1, 0
    return None
