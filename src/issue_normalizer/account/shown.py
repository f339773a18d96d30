"""Canonical Markdown -> the text it shows, white space aside, and where in the issue it stands.

Reads the form that `writers.markdown` writes, by its rules alone: no parser of general Markdown, and
none of the code that wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from issue_normalizer.account.signs import Spell
from issue_normalizer.account.words import Letters, chunks, joined
from issue_normalizer.profiles import CanonicalLabels
from issue_normalizer.text import holds_any, without_space
from issue_normalizer.urls import bare_address, find_bare

Kind: TypeAlias = Literal[
    "title", "lead", "briefs", "heading", "publisher", "fact", "text", "archive", "colophon"
]

TAIL: Final = ("archive", "colophon")
_FRONT_MATTER = re.compile(r"\A---\n(?:.*\n)*?---\n")
_NOTHING: Final = frozenset(("***", "---", "___", "<!-- -->"))
_TABLE_RULER: Final = re.compile(r"\|(?: :?-+:? \|)+\Z")
_RULER_ENDS: Final = ("- |", ": |")
_ROW_BAR = re.compile(r"(?<!\\)\|")
_MARKS: Final = frozenset(" >-*+#0123456789")  # what may stand before the text of a block
_BLOCK_MARKS = re.compile(r"\s*(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?: \[[ x]\])?)(?:\s+|\Z))*(?:#{1,6}(?:\s+|\Z))?")
_NUMBER = re.compile(r"\d+[.)]")
_FENCE = re.compile(r"(`{3,})[^`]*\Z")
_FACT = re.compile(r"- [^\s：:]{1,16}(?:：|: )")
_SPECIAL: Final = re.compile(r"[\\`<\[\]~*!]")
_SIGNS: Final = tuple("\\`<[]~*!")
# What may begin with a sign; a sign that begins nothing is text. A group is what of it is shown.
_BEGINS: Final = {
    "\\": re.compile(r"\\([!-/:-@\[-`{-~])"),
    "`": re.compile(r"(?P<fence>`+)(?P<shown>.+?)(?<!`)(?P=fence)(?!`)"),
    "<": re.compile(r"<(?P<shown>[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*)>|</?(?:strong|em|del|sub|sup|br)>"),
    "!": re.compile(r"!(?=\[)"),
    "]": re.compile(r"\]\((?:<[^<>]*+>|(?:[^\s()]++|\([^\s()]*+\))*+)\)"),
    "~": re.compile(r"~~"),
    "*": re.compile(r"\*+"),
}
_IMAGE: Final = "\0!"  # until the image's end is found
_BLANK = ("", " ")


class Zone(NamedTuple):
    """A stretch of the shown text: from `start` up to the next zone.

    `where` is the place in the issue, such as `sections/3/items/0`.
    """

    start: int
    kind: Kind
    where: str


class Shown(NamedTuple):
    """The text an output shows, with its zones in order; `numbered`: with the numbers of its lists."""

    letters: Letters
    zones: tuple[Zone, ...]
    numbered: bool = False


class _Place:
    """Where in the issue a line stands, while lines are read."""

    def __init__(self, own: CanonicalLabels) -> None:
        self.own: dict[str, Kind] = {own.archive: "archive", own.colophon: "colophon", own.briefs: "briefs"}
        self.publisher = f"- {own.publisher}{own.separator}"
        self.kind: Kind = "lead"
        self.where = "lead"
        self.section = self.item = -1

    def enter(self, line: str) -> Kind:
        """Go on to a line; give the kind of zone that it belongs to."""
        first = line[0]
        if first != "#":
            is_fact = first == "-" and self.item >= 0 and _FACT.match(line)
            return self.kind if not is_fact else "publisher" if line.startswith(self.publisher) else "fact"
        if line.startswith("# "):
            return "title"
        if line.startswith("## "):
            self.kind = self.own.get(line[3:], "text")
            self.section, self.item = self.section + 1, -1
            is_tail = self.kind in TAIL
            self.where = self.kind if is_tail else f"sections/{self.section}"
            return self.kind if is_tail else "heading"
        if line.startswith("### ") and self.kind == "text":
            self.item += 1
            self.where = f"sections/{self.section}/items/{self.item}"
            return "heading"
        return self.kind


def read_shown(
    markdown: str,
    own: CanonicalLabels,
    taken: str | None = None,
    *,
    numbered: bool = False,
    spell: Spell | None = None,
) -> Shown:
    """Read what canonical Markdown shows; `own` are the words of its own headings.

    `taken` is the text of the input without white space: lines that the form alone says, and that stand
    nowhere in it, are left out, so that nothing is taken for a piece of them. `numbered` tells that the
    numbers of lists are text; `spell` is what the text of each line is passed through.
    """
    place = _Place(own)
    headings = (own.items, own.briefs, own.archive, own.colophon)
    words: list[str] = []
    zones: list[tuple[int, Kind, str]] = []  # each with the number of the word that it starts at
    last: tuple[str, str] | None = None
    fence = prefix = ""
    in_table = False
    echoes: list[str] = []
    front = _FRONT_MATTER.match(markdown)
    lines = markdown[front.end() if front else 0 :].split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line:
            in_table = False
            continue
        if fence:
            text = _without_prefix(line, prefix)
            if text == fence:
                fence = ""
                continue
        else:
            kind = place.enter(line)
            if last != (kind, place.where):
                last = kind, place.where
                zones.append((len(words), kind, place.where))
            marks = _BLOCK_MARKS.match(line) if line[0] in _MARKS else None
            content = line[marks.end() :] if marks else line
            if marks and numbered:
                words += _NUMBER.findall(marks[0])
            if content.startswith("```") and (opened := _FENCE.match(content)):
                fence, prefix = opened[1], line[: len(line) - len(content)]
                continue
            is_echo = echoes and line[0] != "#" and content[:1] in ("<", "[")
            if is_echo and (echo := visible(content)) in echoes:
                echoes.remove(echo)
                continue
            if following[-3:] in _RULER_ENDS and _TABLE_RULER.search(following):
                in_table = True
            text = _shown_line(content, in_table=in_table)
            is_own = (line[:3] == "## " and text in headings) or _is_bare_link(content, text)
            if taken is not None and is_own and without_space(text) not in taken:
                continue
            if kind in ("title", "heading") and ("://" in text or "www." in text):
                # An address in a heading is text; the link to it stands below.
                echoes = [bare_address(text[first:end]) for first, end in find_bare(text)]
        words += chunks(spell(text) if spell else text)
    shown = joined(words)
    starts = (0, *shown.breaks)
    return Shown(shown, tuple(Zone(starts[at], kind, where) for at, kind, where in zones), numbered)


def _is_bare_link(content: str, text: str) -> bool:
    """Tell whether a line is a link whose text is its address."""
    return content[:1] in ("<", "[") and content in (f"<{text}>", f"[{text}]({text})")


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


def visible(line: str) -> str:
    """Give what a line shows: links as their text, no marks of emphasis, images as nothing."""
    if not holds_any(line, _SIGNS):
        return line
    sign = _SPECIAL.search(line)
    out: list[str] = []
    opened: list[int] = []
    marks: list[str] = []
    end = 0
    while sign:
        start, char = sign.start(), sign[0]
        if start > end:
            out.append(line[end:start])
        match = None if char == "[" else _BEGINS[char].match(line, start)
        end = match.end() if match else start + 1
        if char == "[":
            opened.append(len(out))
            out.append(char)
        elif char == "]" and opened and match:
            _close_link(out, opened.pop())
        elif match is None or char == "]" or (char == "*" and _is_alone(line, start, end, marks)):
            if char == "]":
                del opened[-1:]
            out.append(line[start:end])
        elif char == "!":
            out.append(_IMAGE)
        elif char == "*":
            if marks[-1:] == [match[0]]:
                marks.pop()
            else:
                marks.append(match[0])
        elif match.lastindex:
            out.append(match[match.lastindex])
        sign = _SPECIAL.search(line, end)
    out.append(line[end:])
    return "".join(out).replace(_IMAGE, "!")


def _close_link(out: list[str], start: int) -> None:
    """Take the mark off a link whose text begins at a place of `out`; an image shows nothing."""
    if start and out[start - 1] == _IMAGE:
        del out[start - 1 :]
    else:
        out[start] = ""


def _is_alone(line: str, start: int, end: int, marks: Sequence[str]) -> bool:
    """Tell whether asterisks mark nothing: a blank follows, and a blank or no open mark stands before."""
    return line[end : end + 1] in _BLANK and (not marks or line[start - 1 : start] in _BLANK)
