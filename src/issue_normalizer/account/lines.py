"""Canonical Markdown -> the lines it shows, white space aside, and where in the issue each stands.

Reads the form that `writers.markdown` writes, by its rules alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from issue_normalizer.account.markup import Targets, visible
from issue_normalizer.account.numbering import Numbering
from issue_normalizer.account.signs import FREE
from issue_normalizer.issue import NO_COLOPHON, NO_LICENSE, Issue
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.text import without_space

Kind: TypeAlias = Literal["title", "text", "fact", "archive", "ending", "own", "number"]

_NOTHING: Final = frozenset(("***", "---", "___", "<!-- -->"))
_TABLE_RULER: Final = rare(r"\|(?: :?-+:? \|)+\Z")
_RULER_ENDS: Final = ("- |", ": |")
_ROW_BAR: Final = rare(r"(?<!\\)\|")
_MARKS: Final = frozenset(" >-*+#0123456789")  # what may stand before the text of a block
_BEGINS_BLOCK: Final = _MARKS | {"|", "`"}
_BLOCK_MARKS: Final = re.compile(
    r"\s*(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?: \[[ x]\])?)(?:\s+|\Z))*(?:#{1,6}(?:\s+|\Z))?"
)
_HEADING: Final = re.compile(r"#{1,6}(?: |\Z)")
_TITLE: Final = len("# ")
_SECTION: Final = len("## ")
_ITEM: Final = len("### ")
_END: Final = "\0"  # no text holds it
_FENCE: Final = rare(r"(`{3,})[^`]*\Z")


class Line(Struct, frozen=True, gc=False):
    """A line of the output without the signs around it; of a fact, its label, or its value.

    `where` is the place in the issue, such as `sections/3/items/0`; `item` counts the items up to it. Lines
    of the kinds `text` and `ending` stand in the order of the input; `own` are the form's own words, and
    `number` is that of a list, out of its order. `code` is a line of code as it is, white space and all.
    """

    text: str
    kind: Kind
    where: str
    item: int
    code: str | None = None


class Form(Struct, frozen=True, gc=False):
    """What of an output is known beforehand: the form's own words."""

    profile: Profile
    words: Counter[str]


def form_of(issue: Issue, profile: Profile) -> Form:
    """Tell what the form of an issue holds besides its text."""
    own = profile.canonical
    end = issue.colophon
    words = Counter(own.editors for _ in end.editors)
    for section in issue.sections:
        for item in section.items:
            words[own.publisher] += bool(item.publisher)
            words[own.tag] += len(item.tags)
    there = {
        own.archive: issue.archive,
        own.colophon: end != NO_COLOPHON,
        own.contact: end.contact,
        own.project: end.project,
        own.license: end.license != NO_LICENSE,
    }
    words += Counter(word for word, value in there.items() if value)
    return Form(profile, Counter({without_space(word): count for word, count in words.items()}))


def read_lines(
    markdown: str, form: Form, starts: frozenset[int] = frozenset(), targets: Targets | None = None
) -> list[Line]:
    """Read what canonical Markdown shows; `starts` are numbers that its lists may begin with, besides 1.

    What it leads to is added to `targets`.
    """
    end = markdown.find("\n---\n", 3) if markdown.startswith("---\n") else -1
    lines = (markdown[end + len("\n---\n") :] if end >= 0 else markdown).split("\n")
    reader = _Reader(form, _endings(lines, form), Numbering(starts), targets or Targets())
    for number, line in enumerate(lines):
        reader.read(line, number, lines)
    return reader.lines()


def _endings(lines: Sequence[str], form: Form) -> dict[int, Kind]:
    """Find the headings of the form's last parts: no others of their names stand behind them."""
    own = form.profile.canonical
    found: dict[int, Kind] = {}
    end = len(lines)
    parts: tuple[tuple[bool, str, Kind], ...] = (
        (form.words[own.colophon] > 0, own.colophon, "ending"),
        (form.words[without_space(own.archive)] > 0, own.archive, "archive"),
    )
    for is_there, name, kind in parts:
        heading = f"## {name}"
        if is_there and heading in lines[:end]:
            end = end - 1 - lines[:end][::-1].index(heading)
            found[end] = kind
    return found


class _Reader:
    """Where in the issue the next line stands, and the lines above it."""

    def __init__(self, form: Form, endings: dict[int, Kind], numbering: Numbering, targets: Targets) -> None:
        own = form.profile.canonical
        self.endings, self.numbering, self.targets = endings, numbering, targets
        self.field = form.profile.field_label
        labels = (own.publisher, own.tag, own.arxiv, own.editors, own.contact, own.project, own.license)
        self.labels = [(label, label + own.separator) for label in labels]
        self.words = form.words.copy()  # the form's own that are still to come
        self.kind: Kind = "text"
        self.where = "lead"
        self.section = self.number = -1
        self.item = 0
        self.holds_facts = False  # a list that begins here
        self.is_fact = False
        self.fence = self.prefix = ""
        self.in_table = False
        self.contents: list[str] = []
        self.as_is: dict[int, str] = {}  # by number, what is no markup, or was read already
        self.places: list[tuple[Kind, str, int, str | None]] = []

    def read(self, line: str, number: int, lines: Sequence[str]) -> None:
        """Read the next line."""
        if not line:
            self.in_table = False
            if self.is_fact:
                self.holds_facts = self.is_fact = False
        elif self.fence:
            code = _without_prefix(line, self.prefix)
            if code == self.fence:
                self.fence = ""
            else:
                self._show_as_is(code, self.kind, code)
        elif line[0] == "#" and (heading := _HEADING.match(line)):
            self.numbering.open.clear()
            self._show(line[heading.end() :], self._kind_of_heading(heading.end(), number))
        elif line in _NOTHING:
            self.numbering.open.clear()
            self.holds_facts = False
        elif line[0] not in _BEGINS_BLOCK:
            self.numbering.open.clear()
            self.holds_facts = False
            self._show(line, self.kind)
        else:
            self.holds_facts = self.is_fact = self.holds_facts and line.startswith("- ")
            self._read_block(line, lines[number + 1] if number + 1 < len(lines) else "")

    def _kind_of_heading(self, level: int, number: int) -> Kind:
        """Go on to a heading; its level is counted with a blank."""
        if number in self.endings:
            self.kind, self.holds_facts = self.endings[number], True
            self.where = "archive" if self.kind == "archive" else "colophon"
            return "own"
        self.holds_facts = level == _ITEM and self.kind == "text"
        if level == _TITLE and self.section < 0:
            return "title"
        if level == _SECTION:
            self.section, self.number = self.section + 1, -1
            self.where = f"sections/{self.section}"
        elif self.holds_facts:
            self.number, self.item = self.number + 1, self.item + 1
            self.where = f"sections/{self.section}/items/{self.number}"
        return self.kind

    def _read_block(self, line: str, following: str) -> None:
        """Read a line that begins with marks of blocks."""
        marks = _BLOCK_MARKS.match(line)
        mark = marks[0] if marks else ""
        content = line[len(mark) :]
        if content or mark.strip(" >"):  # else a blank line of a quote
            for wrong in self.numbering.enter(mark):
                self._show_as_is(wrong, "number")
        if content.startswith("```") and (opened := _FENCE.match(content)):
            self.fence, self.prefix = opened[1], mark
            return
        if content[:1] == "|" and following[-3:] in _RULER_ENDS and _TABLE_RULER.search(following):
            self.in_table = True
        if self.is_fact:
            self._show_fact(visible(content, self.targets))
        elif content not in _NOTHING:
            self._show(_row(content) if self.in_table else content, self.kind)

    def _show(self, content: str, kind: Kind, code: str | None = None) -> None:
        """Add a line of a kind that stands here."""
        self.contents.append(content)
        self.places.append((kind, self.where, self.item, code))

    def _show_as_is(self, text: str, kind: Kind, code: str | None = None) -> None:
        """Add a line without markup in it."""
        self.as_is[len(self.contents)] = text
        self._show("", kind, code)

    def _show_fact(self, shown: str) -> None:
        """Add a fact: its label and its value, or what has no label."""
        label = next((label for label, start in self.labels if shown.startswith(start)), "")
        if not label and self.kind == "text" and (match := self.field.match(shown)):
            label = match[1]
        if label:
            self.words[word := without_space(label)] -= 1
            self._show_as_is(label, "own" if self.words[word] >= 0 else "fact")
            shown = shown[len(label) :].lstrip(" ").removeprefix(":").removeprefix("：")
        self._show_as_is(shown, "fact" if label else self.kind)

    def lines(self) -> list[Line]:
        """Give the lines that show anything, white space aside."""
        shown = visible("\n".join(self.contents), self.targets).split("\n")
        for at, text in self.as_is.items():
            shown[at] = text
        bare = without_space(_END.join(shown)).split(_END)
        found: list[Line] = []
        for each, (kind, where, item, code) in zip(bare, self.places, strict=False):
            if text := each.strip(FREE):
                found.append(Line(text, kind, where, item, code))
        return found


def _row(content: str) -> str:
    """Give the cells of a row of a table; bars in them are escaped."""
    return "" if _TABLE_RULER.fullmatch(content) else _ROW_BAR.sub(" ", content).replace("\\|", "|")


def _without_prefix(line: str, prefix: str) -> str:
    """Take off a line of code what its block stands behind: blanks and the marks of quotes."""
    at = 0
    while at < len(prefix) and at < len(line) and line[at] in " >":
        at += 1
    return line[at:]
