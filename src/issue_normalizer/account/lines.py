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
_BLOCK_MARKS = re.compile(r"\s*(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?: \[[ x]\])?)(?:\s+|\Z))*(?:#{1,6}(?:\s+|\Z))?")
_END: Final = "\0"  # no text holds it
_FENCE = rare(r"(`{3,})[^`]*\Z")


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
    place, numbering = _Place(form, _endings(lines, form)), Numbering(starts)
    led = Targets() if targets is None else targets
    fence = prefix = ""
    in_table = False
    for number, line in enumerate(lines):
        if not line:
            in_table = False
            place.end_block()
        elif fence:
            code = _without_prefix(line, prefix)
            if code == fence:
                fence = ""
            else:
                place.show_as_is(code, place.line_kind, code)
        elif line in _NOTHING:
            place.follows_heading = False
            numbering.open.clear()
        elif line[0] not in _BEGINS_BLOCK:
            numbering.open.clear()
            place.go_on()
            place.show(line, place.kind)
        else:
            place.enter(line, number)
            marks = _BLOCK_MARKS.match(line) if line[0] in _MARKS else None
            content = line[marks.end() :] if marks else line
            mark = marks[0] if marks else ""
            if content or mark.strip(" >"):  # else a blank line of a quote
                for wrong in numbering.enter(mark):
                    place.show_as_is(wrong, "number")
            if content.startswith("```") and (opened := _FENCE.match(content)):
                fence, prefix = opened[1], line[: len(line) - len(content)]
            elif content[:1] == "|" or in_table:
                following = lines[number + 1] if number + 1 < len(lines) else ""
                in_table = in_table or (
                    following[-3:] in _RULER_ENDS and _TABLE_RULER.search(following) is not None
                )
                place.show_block(_row(content) if in_table else content, led)
            elif content not in _NOTHING:
                place.show_block(content, led)
    return place.lines(led)


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


class _Place:
    """Where in the issue a line stands, while lines are read."""

    def __init__(self, form: Form, endings: dict[int, Kind]) -> None:
        own = form.profile.canonical
        self.words = form.words.copy()  # the form's own that are still to come
        self.field, self.endings = form.profile.field_label, endings
        self.own_labels: dict[Kind, tuple[str, ...]] = {
            "text": (own.publisher, own.tag),
            "ending": (own.editors, own.contact, own.project, own.license),
        }
        self.arxiv, self.separator = own.arxiv, own.separator
        self.kind: Kind = "text"
        self.line_kind: Kind = "text"
        self.where = "lead"
        self.section = self.number = -1
        self.item = 0
        self.follows_heading = False  # where a list is one of facts
        self.is_fact = False
        self.contents: list[str] = []
        self.as_is: dict[int, str] = {}  # by number, what is no markup, or was read already
        self.places: list[tuple[Kind, str, int, str | None]] = []

    def end_block(self) -> None:
        """Go on to a blank line."""
        if self.is_fact:
            self.follows_heading = False

    def go_on(self) -> None:
        """Go on to a line of a paragraph."""
        self.line_kind, self.is_fact, self.follows_heading = self.kind, False, False

    def enter(self, line: str, number: int) -> None:
        """Go on to a line that is no code."""
        self.line_kind, self.is_fact = self.kind, False
        if number in self.endings:
            self.kind, self.line_kind, self.follows_heading = self.endings[number], "own", True
            self.where = "archive" if self.kind == "archive" else "colophon"
        elif line.startswith("# ") and self.section < 0:
            self.line_kind = "title"
        elif line.startswith("## "):
            self.section, self.number, self.follows_heading = self.section + 1, -1, False
            self.where = f"sections/{self.section}"
        elif line.startswith("### ") and self.kind == "text":
            self.number, self.item, self.follows_heading = self.number + 1, self.item + 1, True
            self.where = f"sections/{self.section}/items/{self.number}"
        else:
            self.is_fact = self.follows_heading = self.follows_heading and line.startswith("- ")

    def show(self, content: str, kind: Kind, code: str | None = None) -> None:
        """Add a line of a kind that stands here."""
        self.contents.append(content)
        self.places.append((kind, self.where, self.item, code))

    def show_as_is(self, text: str, kind: Kind, code: str | None = None) -> None:
        """Add a line without markup in it."""
        self.as_is[len(self.contents)] = text
        self.show("", kind, code)

    def show_block(self, content: str, targets: Targets) -> None:
        """Add what stands behind the marks of a block; of a fact, label and value."""
        if not self.is_fact:
            self.show(content, self.line_kind)
            return
        shown = visible(content, targets)
        label, is_own = self._label(shown)
        if label:
            self.show_as_is(label, "own" if is_own else "fact")
            shown = shown[len(label) :].lstrip(" ").removeprefix(":").removeprefix("：")
        self.show_as_is(shown, "fact" if label else self.line_kind)

    def lines(self, targets: Targets) -> list[Line]:
        """Give the lines that show anything, white space aside."""
        shown = visible("\n".join(self.contents), targets).split("\n")
        for at, text in self.as_is.items():
            shown[at] = text
        bare = without_space(_END.join(shown)).split(_END)
        found: list[Line] = []
        for text, (kind, where, item, code) in zip(bare, self.places, strict=False):
            if text := text if kind == "own" else text.strip(FREE):
                found.append(Line(text, kind, where, item, code))
        return found

    def _label(self, shown: str) -> tuple[str, bool]:
        """Find the label of a fact, and whether the form gives it."""
        for label in self.own_labels.get(self.kind, ()):
            if shown.startswith(label + self.separator):
                self.words[word := without_space(label)] -= 1
                return label, self.words[word] >= 0
        if shown.startswith(self.arxiv + self.separator):
            return self.arxiv, False
        match = self.field.match(shown) if self.kind == "text" else None
        return (match[1], False) if match else ("", False)


def _row(content: str) -> str:
    """Give the cells of a row of a table; bars in them are escaped."""
    return "" if _TABLE_RULER.fullmatch(content) else _ROW_BAR.sub(" ", content).replace("\\|", "|")


def _without_prefix(line: str, prefix: str) -> str:
    """Take off a line of code what its block stands behind: blanks and the marks of quotes."""
    at = 0
    while at < len(prefix) and at < len(line) and line[at] in " >":
        at += 1
    return line[at:]
