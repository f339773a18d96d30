"""Lines that a pattern fits, made from the pattern: by them it is seen which pattern hides another."""

from __future__ import annotations

from issue_normalizer.profiles.lines import MarkedLine
from issue_normalizer.profiles.pattern_text import Blank, Close, Hole, Literally, Open, Part
from issue_normalizer.profiles.patterns import LinePattern, Pattern
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Inline, Inlines, Link, Styled, Text

_ADDRESS = "https://example.org/qx"
# What a hole takes: in the shortest line, in a long one.
_TAKEN = {
    "tags": ("", "🌟"),
    "date": ("2021-05-04", "May 4, 2021"),
    "number": ("7", "2021-18"),
    "n": ("1", "12"),
    "url": (_ADDRESS, _ADDRESS),
    "summary": ("", "qx zv, kj"),
    "_": ("", "qx zv"),
}
_TEXTS = ("qx", "qx: zv - (kj)")


def samples_of(pattern: Pattern) -> list[list[MarkedLine]]:
    """Make a short and a long sample of the lines of a pattern."""
    return [[_line(line, length) for line in pattern.lines] for length in (0, 1)]


def _line(pattern: LinePattern, length: int) -> MarkedLine:
    number = 1 if pattern.mark == "number" else None
    nodes = tidy(_nodes(list(pattern.parts), length)) or (Text("qx"),)
    return MarkedLine(pattern.mark, pattern.level, pattern.depth, number, nodes, 0)


def _nodes(parts: list[Part], length: int) -> Inlines:
    """Make the content of parts up to the end of the markup that they stand in."""
    out: list[Inline] = []
    while parts:
        part = parts.pop(0)
        if isinstance(part, Close):
            break
        if isinstance(part, Open):
            out.append(_markup(part, _nodes(parts, length)))
        elif isinstance(part, Blank):
            out.append(Text(" "))
        else:
            out.append(Text(_text(part, length)))
    return tuple(out)


def _markup(part: Open, inner: Inlines) -> Inline:
    inner = inner or (Text("qx"),)
    if part.kind != "link":
        return Styled(part.kind, inner)
    address = "".join(_ADDRESS if isinstance(one, Hole) else one.text for one in part.target)
    return Link(address, inner)


def _text(part: Literally | Hole, length: int) -> str:
    if isinstance(part, Literally):
        return part.text
    return _TAKEN.get(part.name, _TEXTS)[length]
