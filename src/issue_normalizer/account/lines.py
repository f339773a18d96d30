"""Canonical Markdown -> the lines it shows, white space aside, and where in the issue each stands.

Reads the form that `writers.markdown` writes, by its rules alone: no parser of general Markdown, and
none of the code that wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from issue_normalizer.account.shown import visible
from issue_normalizer.profiles import CanonicalLabels, Profile
from issue_normalizer.text import without_space

Kind: TypeAlias = Literal["title", "text", "fact", "archive", "ending"]

_FRONT_MATTER = re.compile(r"\A---\n(?:.*\n)*?---\n")
_NOTHING: Final = frozenset(("***", "---", "___", "<!-- -->"))
_TABLE_RULER: Final = re.compile(r"\|(?: :?-+:? \|)+\Z")
_RULER_ENDS: Final = ("- |", ": |")
_ROW_BAR = re.compile(r"(?<!\\)\|")
_MARKS: Final = frozenset(" >-*+#0123456789")  # what may stand before the text of a block
_BLOCK_MARKS = re.compile(r"\s*(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?: \[[ x]\])?)(?:\s+|\Z))*(?:#{1,6}(?:\s+|\Z))?")
_FENCE = re.compile(r"(`{3,})[^`]*\Z")


class Line(NamedTuple):
    """A line of the output, or a fact's label or value.

    `where` is the place in the issue, such as `sections/3/items/0`; `item` counts the items before it and
    its own. Text of the kinds `text` and `ending` is in the input's order.
    """

    text: str
    kind: Kind
    where: str
    item: int


class Endings(NamedTuple):
    """Whether the form writes a list of earlier issues, and a colophon."""

    archive: bool = False
    colophon: bool = False


def read_lines(markdown: str, profile: Profile, endings: Endings) -> list[Line]:
    """Read what canonical Markdown shows."""
    front = _FRONT_MATTER.match(markdown)
    lines = markdown[front.end() if front else 0 :].split("\n")
    place = _Place(profile, _ends(lines, profile.canonical, endings))
    fence = prefix = ""
    in_table = False
    found: list[Line] = []
    for number, line in enumerate(lines):
        if not line:
            in_table = False
            place.rest()
        elif fence:
            text = _without_prefix(line, prefix)
            if text == fence:
                fence = ""
            else:
                found += place.lines(without_space(text))
        elif line in _NOTHING:
            place.close()
        else:
            place.enter(line, number)
            marks = _BLOCK_MARKS.match(line) if line[0] in _MARKS else None
            content = line[marks.end() :] if marks else line
            if content.startswith("```") and (opened := _FENCE.match(content)):
                fence, prefix = opened[1], line[: len(line) - len(content)]
                continue
            following = lines[number + 1] if number + 1 < len(lines) else ""
            if following[-3:] in _RULER_ENDS and _TABLE_RULER.search(following):
                in_table = True
            found += place.lines(_shown_line(content, in_table=in_table))
    return found


def _ends(lines: Sequence[str], own: CanonicalLabels, endings: Endings) -> dict[int, Kind]:
    """Find the lines that the form's last parts begin on: no other parts of these names stand behind them."""
    found: dict[int, Kind] = {}
    names: list[tuple[bool, str, Kind]] = [
        (endings.colophon, own.colophon, "ending"),
        (endings.archive, own.archive, "archive"),
    ]
    last = len(lines)
    for is_there, name, kind in names:
        heading = f"## {name}"
        if is_there and (at := next((i for i in range(last - 1, -1, -1) if lines[i] == heading), None)) is not None:
            found[at] = kind
            last = at
    return found


class _Place:
    """Where in the issue a line stands, while lines are read."""

    def __init__(self, profile: Profile, ends: dict[int, Kind]) -> None:
        self.own, self.field = profile.canonical, profile.field_label
        self.ends = ends
        self.kind: Kind = "text"
        self.where = "lead"
        self.section = self.item = -1
        self.count = 0
        self.facts = 0  # 1 where a list of facts may begin, 2 in one
        self.is_heading = self.is_fact = False

    def close(self) -> None:
        """Go on to what shows nothing."""
        self.facts = 0

    def rest(self) -> None:
        """Go on behind a block."""
        if self.facts == 2:
            self.facts = 0

    def enter(self, line: str, number: int) -> None:
        """Go on to a line that is no code."""
        self.is_heading = self.is_fact = False
        if number in self.ends:
            self.kind, self.where, self.facts = self.ends[number], ("colophon", "archive")[self.ends[number] == "archive"], 1
            self.is_heading = True
        elif line.startswith("# ") and self.section < 0:
            self.kind, self.is_heading = "title", True
        elif line.startswith("## "):
            self.section, self.item = self.section + 1, -1
            self.where, self.facts = f"sections/{self.section}", 0
        elif line.startswith("### ") and self.kind == "text":
            self.item += 1
            self.count += 1
            self.where, self.facts = f"sections/{self.section}/items/{self.item}", 1
        elif self.facts and line.startswith("- "):
            self.is_fact, self.facts = True, 2
        else:
            self.facts = 0

    def lines(self, shown: str) -> Iterator[Line]:
        """Give a line's text; a fact's label and value apart, without the labels that the form gives."""
        if self.is_heading and self.kind != "title":
            return
        kind = self.kind
        if self.is_heading:
            self.kind = "text"
        if not self.is_fact or kind == "archive":
            if text := without_space(shown):
                yield Line(text, kind, self.where, self.count)
            return
        label, is_own = self._label(shown, is_colophon=kind == "ending")
        value = shown[len(label) :].lstrip(" :：") if label else shown
        for text in (label if not is_own else "", value):
            if text := without_space(text):
                yield Line(text, "fact" if label else kind, self.where, self.count)

    def _label(self, shown: str, *, is_colophon: bool) -> tuple[str, bool]:
        own = self.own
        names = (own.editors, own.contact, own.project, own.license) if is_colophon else (own.publisher, own.tag)
        for name in names:
            if shown.startswith(name + own.separator.rstrip()):
                return name, True
        if is_colophon:
            return "", False
        if shown.startswith(own.arxiv + own.separator.rstrip()):
            return own.arxiv, False
        match = self.field.match(shown)
        return (match[1], False) if match else ("", False)


def _shown_line(content: str, *, in_table: bool) -> str:
    """Give what a line shows behind its block marks; bars in a table's cells are escaped."""
    if content in _NOTHING or (in_table and _TABLE_RULER.fullmatch(content)):
        return ""
    text = visible(_ROW_BAR.sub(" ", content) if in_table else content)
    return text.replace("\\|", "|") if in_table else text


def _without_prefix(line: str, prefix: str) -> str:
    """Take off a line of code what its block stands behind: blanks and the marks of quotes."""
    at = 0
    while at < len(prefix) and at < len(line) and line[at] in " >":
        at += 1
    return line[at:]
