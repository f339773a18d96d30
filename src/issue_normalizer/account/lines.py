"""Canonical Markdown -> the lines it shows, white space aside, and where in the issue each stands.

Reads the form that `writers.markdown` writes, by its rules alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from issue_normalizer.account.markup import Targets, visible
from issue_normalizer.account.signs import FREE
from issue_normalizer.issue import NO_COLOPHON, NO_LICENSE, Issue
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.text import without_space

Kind: TypeAlias = Literal["text", "fact", "own"]

ANYWHERE: Final = -1  # instead of the item that a fact is of

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
_NUMBER: Final = rare(r"(\d{1,9})([.)])")
_LAST: Final = 999_999_999  # Markdown counts no further; all that follow have this number


class Line(Struct, frozen=True, gc=False):
    """A line without its place in the order of the input: a fact, or what only claims put in.

    `where` is the place in the issue, such as `sections/3/items/0`; `item` counts the items up to it, and
    tells which one a fact is of: `ANYWHERE` for the issue's own.
    """

    text: str
    where: str
    item: int


class Shown(Struct, frozen=True, gc=False):
    """What an output shows, without white space and the signs around each line.

    `body` are the lines in the order of the input, `places` where in the issue each stands, `items` how many
    items begin up to there. `put` are dates of the archive, and numbers of lists out of their order; `code`
    lines of code as they are, with their places.
    """

    body: list[str]
    places: list[str]
    items: list[int]
    facts: list[Line]
    put: list[Line]
    code: list[tuple[str, str]]


class Form(Struct, frozen=True, gc=False):
    """What of an output is known beforehand: the form's own words, white space out."""

    profile: Profile
    words: tuple[str, ...]


def form_of(issue: Issue, profile: Profile) -> Form:
    """Tell what the form of an issue holds besides its text."""
    own = profile.canonical
    end = issue.colophon
    words = [own.editors] * len(end.editors)
    for section in issue.sections:
        for item in section.items:
            words += [own.publisher] * bool(item.publisher) + [own.tag] * len(item.tags)
    there = (
        (own.archive, issue.archive),
        (own.colophon, end != NO_COLOPHON),
        (own.contact, end.contact),
        (own.project, end.project),
        (own.license, end.license != NO_LICENSE),
    )
    words += [word for word, value in there if value]
    return Form(profile, tuple(map(without_space, words)))


def read_lines(
    markdown: str,
    form: Form,
    starts: frozenset[int] = frozenset(),
    targets: Targets | None = None,
    fold: Callable[[str], str] = str,
) -> Shown:
    """Read what canonical Markdown shows; `starts` are numbers that its lists may begin with, besides 1.

    What it leads to is added to `targets`; what it shows is folded by `fold`.
    """
    end = markdown.find("\n---\n", 3) if markdown.startswith("---\n") else -1
    lines = (markdown[end + len("\n---\n") :] if end >= 0 else markdown).split("\n")
    reader = _Reader(form, _endings(lines, form), Numbering(starts))
    for number, line in enumerate(lines):
        reader.read(line, number, lines)
    return reader.shown(targets or Targets(), fold)


def _endings(lines: Sequence[str], form: Form) -> dict[int, str]:
    """Find the headings of the form's last parts: no others of their names stand behind them."""
    own = form.profile.canonical
    found: dict[int, str] = {}
    end = len(lines)
    for place, name in (("colophon", own.colophon), ("archive", own.archive)):
        heading = f"## {name}"
        if without_space(name) in form.words and heading in lines[:end]:
            end = end - 1 - lines[:end][::-1].index(heading)
            found[end] = place
    return found


class Numbering:
    """The lists that are open, by the column that their numbers stand in, while lines are read."""

    def __init__(self, starts: frozenset[int]) -> None:
        self._starts = starts | {1}
        self.open: dict[int, tuple[int, str]] = {}

    def enter(self, marks: str) -> list[str]:
        """Go on to a line with such marks before its text; give the numbers that are out of order."""
        has_numbers = "." in marks or ")" in marks
        if not has_numbers and not self.open:
            return []
        indent = len(marks) - len(marks.lstrip(" >"))
        last, last_sign = self.open.get(indent, (0, ""))
        quote = marks.find(">")  # a list whose numbers stand in its column has ended above it
        self.open = {at: number for at, number in self.open.items() if at < indent and at != quote}
        wrong: list[str] = []
        for match in _NUMBER.finditer(marks) if has_numbers else ():
            column, number, sign = match.start(), int(match[1]), match[2]
            goes_on = column == indent and sign == last_sign
            if number != min(last + 1, _LAST) if goes_on else number not in self._starts:
                wrong.append(f"{number}{sign}")
            self.open[column] = (number, sign)
        return wrong


class _Reader:
    """Where in the issue the next line stands, and the lines above it."""

    def __init__(self, form: Form, endings: dict[int, str], numbering: Numbering) -> None:
        own = form.profile.canonical
        self.endings, self.numbering = endings, numbering
        self.field = form.profile.field_label
        labels = (own.publisher, own.tag, own.arxiv, own.editors, own.contact, own.project, own.license)
        self.labels = [(label, label + own.separator) for label in labels]
        self.where = "lead"
        self.is_in_sections = True
        self.section = self.number = -1
        self.item = 0
        self.holds_facts = self.is_fact = False  # a list that begins here, or goes on
        self.fence = self.prefix = ""
        self.in_table = False
        self.contents: list[str] = []
        self.places: list[tuple[Kind, str, int]] = []
        self.code: dict[int, str] = {}  # by number of content
        self.wrong: list[Line] = []  # numbers

    def read(self, line: str, number: int, lines: Sequence[str]) -> None:
        """Read the next line."""
        if not line:
            self.in_table = False
            self.holds_facts = self.holds_facts and not self.is_fact
            self.is_fact = False
        elif self.fence:
            code = line[len(self.prefix) :]
            if code == self.fence:
                self.fence = ""
            else:
                self.code[len(self.contents)] = code
                self._show("", "text")
        elif line[0] in _BEGINS_BLOCK and line not in _NOTHING:
            if heading := _HEADING.match(line):
                self.numbering.open.clear()
                self._show(line[heading.end() :], self._kind_of_heading(heading.end(), number))
                return
            self.holds_facts = self.is_fact = self.holds_facts and line.startswith("- ")
            self._read_block(line, lines[number + 1] if number + 1 < len(lines) else "")
        else:
            self.numbering.open.clear()
            self.holds_facts = False
            if line not in _NOTHING:
                self._show(line, "text")

    def _kind_of_heading(self, level: int, number: int) -> Kind:
        """Go on to a heading; its level is counted with a blank."""
        if number in self.endings:
            self.where, self.holds_facts, self.is_in_sections = self.endings[number], True, False
            return "own"
        self.holds_facts = level == _ITEM and self.is_in_sections
        if level == _TITLE and self.section < 0:
            return "own"
        if level == _SECTION:
            self.section, self.number = self.section + 1, -1
            self.where = f"sections/{self.section}"
        elif self.holds_facts:
            self.number, self.item = self.number + 1, self.item + 1
            self.where = f"sections/{self.section}/items/{self.number}"
        return "text"

    def _read_block(self, line: str, following: str) -> None:
        """Read a line that begins with marks of blocks."""
        marks = _BLOCK_MARKS.match(line)
        mark = marks[0] if marks else ""
        content = line[len(mark) :]
        if content or mark.strip(" >"):  # else a blank line of a quote
            self.wrong += [Line(wrong, self.where, self.item) for wrong in self.numbering.enter(mark)]
        if content.startswith("```") and (opened := _FENCE.match(content)):
            self.fence, self.prefix = opened[1], mark
            return
        begins_table = following[-3:] in _RULER_ENDS and _TABLE_RULER.search(following)
        self.in_table = content[:1] == "|" and (self.in_table or bool(begins_table))
        if content not in _NOTHING:
            self._show(_row(content) if self.in_table else content, "fact" if self.is_fact else "text")

    def _show(self, content: str, kind: Kind) -> None:
        """Add a line of a kind that stands here; what is the issue's own may stand anywhere in the input."""
        self.contents.append(content)
        self.places.append((kind, self.where, self.item))

    def shown(self, targets: Targets, fold: Callable[[str], str]) -> Shown:
        """Give what was read, white space aside."""
        shown = Shown([], [], [], [], self.wrong, [(self.places[at][1], self.code[at]) for at in self.code])
        lines = visible("\n".join(self.contents), targets).split("\n")
        for at, code in self.code.items():
            lines[at] = code
        bare = fold(without_space(_END.join(lines))).split(_END)
        for at, (kind, where, item) in enumerate(self.places):
            label = self._label_of(lines[at], where) if kind == "fact" else ""
            if label:
                rest = lines[at][len(label) :].lstrip(" ").removeprefix(":").removeprefix("：")
                for part in (label, rest):
                    _add(shown, kind, fold(without_space(part)), where, item)
            else:
                _add(shown, "text" if kind == "fact" else kind, bare[at], where, item)
        return shown

    def _label_of(self, text: str, where: str) -> str:
        """Give the label of a fact; "" where there is none, and it is text."""
        for label, start in self.labels:
            if text.startswith(start):
                return label
        match = self.field.match(text) if where.startswith("sections") else None
        return match[1] if match else ""


def _add(shown: Shown, kind: Kind, text: str, where: str, item: int) -> None:
    """Add a text of a kind, white space out, unless it is signs alone that part texts."""
    if not (text := text.strip(FREE)):
        return
    if kind == "text" and where != "archive":
        shown.body.append(text)
        shown.places.append(where)
        shown.items.append(item)
    elif kind == "own" or where == "colophon":
        shown.facts.append(Line(text, where, ANYWHERE))
    else:
        (shown.put if where == "archive" else shown.facts).append(Line(text, where, item))


def _row(content: str) -> str:
    """Give the cells of a row of a table; bars in them are escaped."""
    return "" if _TABLE_RULER.fullmatch(content) else _ROW_BAR.sub(" ", content).replace("\\|", "|")
