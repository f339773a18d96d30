"""The ways in which lines begin an item: each as the body of a pattern, the most particular first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.inlines import plain
from issue_normalizer.profiles.lines import Mark, MarkedLine
from issue_normalizer.profiles.patterns import Match, Pattern, compile_pattern, match
from issue_normalizer.tree import Inlines

# What leads a line; what follows is the start of its summary. `{n}` and a sign may stand before each.
STRONG_LINK = "**[{title}]({url})**{summary}"
TITLED = (
    "**{publisher}:** [{title}]({url})",
    STRONG_LINK,
    "*[{title}]({url})*{summary}",
    "[{title}]({url}){summary}",
    "**{title}:**{summary}",
    "**{title}**{summary}",
)
# The same with the running number inside.
NUMBERED_TITLES = (
    "**{n}. {title}**{summary}",
    "**{n}、{title}**{summary}",
    "[{n}. {title}]({url}){summary}",
    "[{n}、{title}]({url}){summary}",
)
UNTITLED = "{summary}"
_STARTS_NUMBER = frozenset("0123456789（(")
NUMBERED = ("{n}、", "{n}. ", "{n}.", "{n}) ", "{n})", "（{n}）", "({n}) ", "({n})")


class Fit(Struct, frozen=True):
    """How a line fits: the body of the pattern, the number before it, whether it has tags, what it gave."""

    body: str
    number: str
    has_tags: bool
    values: tuple[tuple[str, Inlines], ...]

    def text(self, hole: str) -> str:
        """Give what a hole took as plain text."""
        return plain(self.nodes(hole))

    def nodes(self, hole: str) -> Inlines:
        """Give what a hole took; () where there is none."""
        return next((nodes for name, nodes in self.values if name == hole), ())

    @property
    def is_linked(self) -> bool:
        """Tell whether its title is a link that leads out of the page."""
        return bool(address := self.text("url")) and not address.startswith("#")


@cache
def pattern_of(source: str) -> Pattern:
    """Compile a pattern once."""
    return compile_pattern(source)


def fits(source: str, line: MarkedLine) -> Match | None:
    """Match the content of a line, whatever its mark is."""
    bare = replace(line, mark="text", level=0, depth=0, number=None)
    return match(pattern_of(source), (bare,), is_exact=True)


def fit_of(line: MarkedLine, bodies: Sequence[str] = TITLED) -> Fit:
    """Find the form that a line has."""
    may_be_numbered = plain(line.nodes)[:1] in _STARTS_NUMBER
    if may_be_numbered:
        bodies = (*NUMBERED_TITLES, *bodies)
    numbers = ("", *NUMBERED) if may_be_numbered else ("",)
    for number in numbers:
        for body in bodies:
            if found := fits(f"{number}{{tags}} {body}", line):
                return _fit(body, number, found)
    for number in (*numbers[1:], ""):
        if found := fits(f"{number}{{tags}}{UNTITLED}", line):
            return _fit(UNTITLED, number, found)
    return Fit(UNTITLED, "", has_tags=False, values=())


def _fit(body: str, number: str, found: Match) -> Fit:
    has_tags = any(hole == "tags" and plain(nodes) for hole, nodes in found.values)
    return Fit(body, number, has_tags, found.values)


def mark_of(line: MarkedLine) -> str:
    """Give what a pattern writes before the content of such a line."""
    return mark_text(line.mark, line.level, line.depth)


def mark_text(mark: Mark, level: int, depth: int) -> str:
    """Write a mark with the blanks before it."""
    signs = {"heading": "#" * level + " ", "bullet": "- ", "number": "1. ", "quote": "> ", "text": ""}
    return "  " * depth + signs[mark]


def escaped(text: str) -> str:
    """Write words of a newsletter as literal text of a pattern."""
    for sign in "\\*[":
        text = text.replace(sign, "\\" + sign)
    return text.replace("{", "{{").replace("}", "}}")
