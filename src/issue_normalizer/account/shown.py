"""Canonical Markdown -> the text it shows, white space aside, and where in the issue it stands.

Reads the form that `writers.markdown` writes, by its rules alone: no parser of general Markdown, and
none of the code that wrote it.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from issue_normalizer.text import without_space

Kind: TypeAlias = Literal["title", "lead", "briefs", "heading", "fact", "text", "archive", "colophon"]

_FRONT_MATTER = re.compile(r"\A---\n(?:.*\n)*?---\n")
_NOTHING = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*(?:\*{3}|---|___|<!-- -->|(?:\|? *:?-+:? *)+\|)?\s*\Z")
_BLOCK_MARKS = re.compile(r"\s*(?:(?:>|[-*+](?: \[[ x]\])?|\d{1,9}[.)]|#{1,6})(?:\s+|\Z))*")
_FENCE = re.compile(r"(`{3,})[^`]*\Z")
_FACT = re.compile(r"- [^\s：:]{1,16}(?:：|: )")
_INLINE = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # 1: an escaped sign
    r"|(`+)(.+?)(?<!`)\2(?!`)"  # 2, 3: a code span
    r"|<([A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*)>"  # 4: an address
    r"|</?(?:strong|em|del|sub|sup|br)>"
    r"|(!?\[)"  # 5: the start of a link or an image
    r"|(\]\((?:<[^<>]*>|(?:[^\s()]|\([^\s()]*\))*)\))"  # 6: its end
    r"|(\])"  # 7
    r"|~~"
    r"|(?<![\s*])\*+|\*+(?![\s*])"
    r"|\|"  # 8 below: a bar in a table
)
_SPECIAL = re.compile(r"[\\`<\[\]~*|]")


class Zone(NamedTuple):
    """A stretch of the shown text: from `start` up to the next zone.

    `where` is the place in the issue, such as `sections/3/items/0`.
    """

    start: int
    kind: Kind
    where: str


class Shown(NamedTuple):
    """The text an output shows, white space aside, with its zones in order."""

    text: str
    zones: tuple[Zone, ...]


class _Place:
    """Where in the issue a line stands, while lines are read."""

    def __init__(self, archive: str, colophon: str, briefs: str) -> None:
        self.own: dict[str, Kind] = {archive: "archive", colophon: "colophon", briefs: "briefs"}
        self.kind: Kind = "lead"
        self.section = self.item = -1

    def enter(self, line: str) -> Kind:
        """Go on to a line; give the kind of zone that it belongs to."""
        if line.startswith("# "):
            return "title"
        if line.startswith("## "):
            self.kind = self.own.get(line[3:], "text")
            self.section, self.item = self.section + 1, -1
            return "heading"
        if line.startswith("### ") and self.kind == "text":
            self.item += 1
            return "heading"
        return "fact" if self.item >= 0 and _FACT.match(line) else self.kind

    @property
    def where(self) -> str:
        if self.kind in ("lead", "archive", "colophon"):
            return self.kind
        section = f"sections/{self.section}"
        return section if self.item < 0 else f"{section}/items/{self.item}"


def read_shown(markdown: str, archive: str, colophon: str, briefs: str) -> Shown:
    """Read what canonical Markdown shows; the words name its own headings."""
    place = _Place(archive, colophon, briefs)
    parts: list[str] = []
    zones: list[Zone] = []
    start = 0
    fence = prefix = ""
    for line in _FRONT_MATTER.sub("", markdown, count=1).split("\n"):
        if not line:
            continue
        if fence:
            inside = _without_prefix(line, prefix)
            if inside == fence:
                fence = ""
                continue
            text = inside
        else:
            kind = place.enter(line)
            if not zones or (kind, place.where) != zones[-1][1:]:
                zones.append(Zone(start, kind, place.where))
            content = line[_block_marks(line) :]
            if opened := _FENCE.match(content):
                fence, prefix = opened[1], line[: -len(content)] if content != line else ""
                continue
            text = "" if _NOTHING.match(line) else visible(content)
        text = without_space(text)
        parts.append(text)
        start += len(text)
    return Shown("".join(parts), tuple(zones))


def _block_marks(line: str) -> int:
    match = _BLOCK_MARKS.match(line)
    return match.end() if match else 0


def _without_prefix(line: str, prefix: str) -> str:
    """Take off a line of code what its block stands behind: blanks and the marks of quotes."""
    at = 0
    while at < len(prefix) and at < len(line) and line[at] in " >":
        at += 1
    return line[at:]


def visible(line: str) -> str:
    """Give what a line shows: links as their text, no marks of emphasis, images as nothing."""
    if not _SPECIAL.search(line):
        return line
    out: list[str] = []
    opened: list[int] = []
    end = 0
    for match in _INLINE.finditer(line):
        out.append(line[end : match.start()])
        end = match.end()
        if match[1] or match[3] or match[4]:
            out.append(match[1] or match[3] or match[4])
        elif match[5]:
            opened.append(len(out))
            out.append(match[5])
        elif match[6] and opened:
            start = opened.pop()
            if out[start] == "![":
                del out[start:]
            else:
                out[start] = ""
        elif match[7]:
            if opened:
                opened.pop()
            out.append("]")
        elif match[6]:
            out.append(match[6])
    out.append(line[end:])
    return "".join(out)
