"""Patterns: lines of a newsletter's own Markdown with holes in them, and what fits them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from issue_normalizer.profiles.atoms import Atom, atoms_of, fold, nodes_between, text_between
from issue_normalizer.profiles.lines import Line, Mark
from issue_normalizer.profiles.pattern_text import (
    Blank,
    Close,
    Hole,
    Literally,
    Open,
    Part,
    PatternError,
    parse,
)
from issue_normalizer.profiles.spans import (
    ends_of_address,
    ends_of_date,
    ends_of_number,
    ends_of_running,
    ends_of_tags,
)
from issue_normalizer.tree import Inlines, Link, Styled, Text

MAX_LINES = 4
_MAX_TAG = 40
_AFTER_NUMBER = frozenset("、.．)）")
_LEADS_OVER = frozenset(":：,，.。;；、–—-|")
# Holes of an item's line that are no facts of it.
NO_FACTS = frozenset(("title", "url", "publisher", "tags", "tag", "n", "summary", "section", "_"))
_MAY_BE_NOTHING = frozenset(("_", "summary"))


class LinePattern(Struct, frozen=True):
    """A line of a pattern: its mark, and its parts behind it."""

    mark: Mark
    level: int
    depth: int
    parts: tuple[Part, ...]


class Pattern(Struct, frozen=True):
    """A pattern. `source` is its text, `order` the one of month and day in dates.

    It is bare when it says nothing but a mark and one hole, and at most tags beside it.
    """

    source: str
    lines: tuple[LinePattern, ...]
    is_bare: bool
    order: str = ""

    @property
    def level(self) -> int:
        """The level of the heading that it begins with; 0 for none."""
        return self.lines[0].level


class Match(Struct, frozen=True):
    """What a pattern took: the one of the text `pattern`.

    `lines` counts the lines; `values` are the holes with what each took, in order; `literals` the words of
    the pattern, as the lines have them; `targets` the addresses of links that the pattern does not name,
    `addresses` those that were written out.
    """

    lines: int
    values: tuple[tuple[str, Inlines], ...]
    literals: tuple[str, ...]
    targets: tuple[str, ...]
    addresses: tuple[str, ...] = ()
    pattern: str = ""


def compile_pattern(source: str, order: str = "") -> Pattern:
    """Compile a pattern of lines. Raises PatternError."""
    texts = source.split("\n")
    if len(texts) > MAX_LINES:
        raise PatternError("too-long", f"a pattern has at most {MAX_LINES} lines")
    lines = tuple([_line_pattern(text) for text in texts])
    return Pattern(source, lines, len(lines) == 1 and _is_bare(lines[0].parts), order)


def compile_text(source: str, order: str = "") -> Pattern:
    """Compile a pattern of a text, such as a title: it has no mark. Raises PatternError."""
    parts = parse(source.strip())
    return Pattern(source, (LinePattern("text", 0, 0, parts),), _is_bare(parts), order)


def labels_of(patterns: Sequence[Pattern]) -> tuple[str, ...]:
    """List the labels of the facts that patterns have holes for."""
    parts = (part for pattern in patterns for line in pattern.lines for part in line.parts)
    names = {part.name for part in parts if isinstance(part, Hole)}
    return tuple(sorted(name.replace("_", " ") for name in names - NO_FACTS))


def words_of(patterns: Sequence[Pattern]) -> frozenset[str]:
    """Give what patterns write around their holes, folded, and the signs that lead over to a summary."""
    parts = [part for pattern in patterns for line in pattern.lines for part in line.parts]
    words = {"".join(part.folded.split()) for part in parts if isinstance(part, Literally)}
    return frozenset(words | set(map(fold, _LEADS_OVER)))


def _line_pattern(text: str) -> LinePattern:
    stripped = text.lstrip(" ")
    depth = (len(text) - len(stripped)) // 2
    head, _, rest = stripped.partition(" ")
    if head and set(head) == {"#"} and len(head) <= 6 and rest:
        return LinePattern("heading", len(head), depth, parse(rest.strip()))
    for sign, mark in (("-", "bullet"), ("1.", "number"), (">", "quote")):
        if head == sign and rest:
            return LinePattern(mark, 0, depth, parse(rest.strip()))  # type: ignore[arg-type]
    return LinePattern("text", 0, depth, parse(stripped.strip()))


def _is_bare(parts: Sequence[Part]) -> bool:
    names = [part.name for part in parts if isinstance(part, Hole) and part.name != "tags"]
    return len(names) == 1 and all(isinstance(part, (Hole, Blank)) for part in parts)


class _Taken:
    """What the parts of a pattern take, while they are read."""

    def __init__(self) -> None:
        self.values: list[tuple[str, Inlines]] = []
        self.literals: list[str] = []
        self.targets: list[str] = []
        self.addresses: list[str] = []

    def match(self, pattern: Pattern) -> Match:
        """Give all of it."""
        return Match(
            len(pattern.lines),
            tuple(self.values),
            tuple(self.literals),
            tuple(self.targets),
            tuple(self.addresses),
            pattern.source,
        )


def match(pattern: Pattern, lines: Sequence[Line]) -> Match | None:
    """Match a pattern with the lines from the first on; None where it does not fit."""
    if len(lines) < len(pattern.lines):
        return None
    taken = _Taken()
    for one, line in zip(pattern.lines, lines, strict=False):
        parts = _parts_for(one, line)
        if parts is None or not _Matching(parts, atoms_of(line.nodes), pattern.order).find(taken):
            return None
    return taken.match(pattern)


def match_text(pattern: Pattern, text: str) -> Match | None:
    """Match a pattern with a text."""
    taken = _Taken()
    fits = _Matching(pattern.lines[0].parts, atoms_of((Text(text),)), pattern.order).find(taken)
    return taken.match(pattern) if fits else None


def _parts_for(pattern: LinePattern, line: Line) -> tuple[Part, ...] | None:
    """Give what must fit a line's content; None where its mark, level or depth are others."""
    if (pattern.depth != line.depth and line.mark != "number") or pattern.level != line.level:
        return None
    if pattern.mark == line.mark:
        return pattern.parts if pattern.depth == line.depth else None
    if line.mark != "number" or pattern.mark != "text" or pattern.depth != line.depth:
        return None
    first, *rest = pattern.parts
    if first != Hole("n"):
        return None
    while rest and isinstance(rest[0], Blank):
        rest = rest[1:]
    sign = rest[0] if rest else None
    if isinstance(sign, Literally) and sign.text[0] in _AFTER_NUMBER:
        rest = rest[1:] if len(sign.text) == 1 else [Literally(sign.text[1:], fold(sign.text[1:])), *rest[1:]]
    while rest and isinstance(rest[0], Blank):
        rest = rest[1:]
    return tuple(rest)


class _Matching:
    """Finds how parts fit atoms: from the right, which ends can be reached; from the left, which count."""

    def __init__(self, parts: Sequence[Part], atoms: Sequence[Atom], order: str) -> None:
        self.parts = parts
        self.atoms = atoms
        self.order = order
        self.fits: list[bytearray] = [bytearray(len(atoms) + 2) for _ in range(len(parts) + 1)]

    def find(self, taken: _Taken) -> bool:
        """Tell whether the parts fit, and add what they take."""
        count = len(self.atoms)
        last = self.fits[-1]
        at = count
        last[at] = 1
        while at and self.atoms[at - 1].kind == "blank":
            at -= 1
            last[at] = 1
        for index in range(len(self.parts) - 1, -1, -1):
            self._fill(index)
            if not any(self.fits[index]):
                return False
        start = 0
        while start < count and self.atoms[start].kind == "blank":
            start += 1
        if self.fits[0][start]:
            self._read(start, taken)
        return bool(self.fits[0][start])

    def _fill(self, index: int) -> None:
        """Say from which places the parts from one on fit up to the end."""
        part, here, after = self.parts[index], self.fits[index], self.fits[index + 1]
        if isinstance(part, Hole) and part.name not in _ENDS:
            self._fill_text(index, part.name)
            return
        for at in range(len(self.atoms) + 1):
            here[at] = any(after[end] for end in self._ends(part, at))

    def _fill_text(self, index: int, name: str) -> None:
        """Fill for a hole of text: whether it may end at a place, or go on to one where it may."""
        atoms, here, after = self.atoms, self.fits[index], self.fits[index + 1]
        ends = [-1] * (len(atoms) + 2)  # where it ends first, from each place on; -1 where it cannot
        for at in range(len(atoms), -1, -1):
            following = self._next(at)
            ends[at] = at if after[at] else -1 if following is None else ends[following]
        for at in range(len(atoms), -1, -1):
            following = self._next(at)
            if name in _MAY_BE_NOTHING:
                here[at] = ends[at] >= 0
            elif following is not None and atoms[at].kind == "blank":
                here[at] = here[following]
            elif following is not None:
                here[at] = ends[following] >= 0 and (name != "tag" or ends[following] - at <= _MAX_TAG)

    def _next(self, at: int) -> int | None:
        """Give the place behind an atom and all that is in it; None at the end of markup."""
        if at >= len(self.atoms) or self.atoms[at].kind == "close":
            return None
        return self.atoms[at].after

    def _ends(self, part: Part, at: int) -> Sequence[int]:
        """List where a part that begins at a place may end, the one that counts most last."""
        if isinstance(part, Literally):
            end = self._literal_end(part.folded, at)
            return (end,) if end >= 0 else ()
        if isinstance(part, Blank):
            end = at
            while end < len(self.atoms) and self.atoms[end].kind == "blank":
                end += 1
            return (end,) if end > at or part.optional or not at else ()
        if isinstance(part, Hole):
            return _ENDS[part.name](self.atoms, at, self.order)
        if at >= len(self.atoms):
            return ()
        atom = self.atoms[at]
        if isinstance(part, Close):
            return (at + 1,) if atom.kind == "close" else ()
        return (at + 1,) if atom.kind == "open" and _opens(part, atom) else ()

    def _literal_end(self, folded: str, at: int) -> int:
        taken = 0
        while taken < len(folded):
            if at >= len(self.atoms) or self.atoms[at].kind != "sign":
                return -1
            sign = self.atoms[at].folded
            if not folded.startswith(sign, taken):
                return -1
            taken += len(sign)
            at += 1
        return at

    def _read(self, at: int, taken: _Taken) -> None:
        """Read what each part takes, the first as little (or as much) as the others allow."""
        previous = ""
        for index, part in enumerate(self.parts):
            end = self._end(index, part, at)
            if isinstance(part, Hole):
                taken.values.append((part.name, self._value(part.name, at, end, previous, taken)))
                previous = part.name
            elif isinstance(part, Literally):
                taken.literals.append(text_between(self.atoms, at, end))
                previous = ""
            elif isinstance(part, Open):
                self._read_target(part, self.atoms[at], taken)
            at = end

    def _end(self, index: int, part: Part, at: int) -> int:
        after = self.fits[index + 1]
        if not isinstance(part, Hole) or part.name in _ENDS:
            return [end for end in self._ends(part, at) if after[end]][-1]
        if part.name not in _MAY_BE_NOTHING:
            while self.atoms[at].kind == "blank":
                at += 1
            at = self.atoms[at].after
        while not after[at]:
            at = self.atoms[at].after
        return at

    def _value(self, name: str, start: int, end: int, previous: str, taken: _Taken) -> Inlines:
        if name == "url":
            taken.addresses.append(text_between(self.atoms, start, end))
            node = self.atoms[start].node
            return (Text(node.url),) if isinstance(node, Link) else nodes_between(self.atoms, start, end)
        if name == "summary" and previous == "title":  # the sign that leads over to it goes
            while start < end and self.atoms[start].kind == "blank":
                start += 1
            if start < end and self.atoms[start].text in _LEADS_OVER:
                taken.literals.append(self.atoms[start].text)
                start += 1
        return nodes_between(self.atoms, start, end)

    def _read_target(self, part: Open, atom: Atom, taken: _Taken) -> None:
        if isinstance(atom.node, Link) and Hole("url") in part.target:
            taken.values.append(("url", (Text(atom.node.url),)))
        elif isinstance(atom.node, Link):
            taken.targets.append(atom.node.url)


def _opens(part: Open, atom: Atom) -> bool:
    node = atom.node
    if part.kind != "link":
        return type(node) is Styled and node.kind == part.kind
    if type(node) is not Link:
        return False
    if len(part.target) == 1 and isinstance(part.target[0], Hole):
        return True
    return _Matching(part.target, atoms_of((Text(node.url),)), "").find(_Taken())


_ENDS: dict[str, Callable[[Sequence[Atom], int, str], Sequence[int]]] = {
    "tags": lambda atoms, at, _order: ends_of_tags(atoms, at),
    "date": ends_of_date,
    "number": lambda atoms, at, _order: ends_of_number(atoms, at),
    "url": lambda atoms, at, _order: ends_of_address(atoms, at),
    "n": lambda atoms, at, _order: ends_of_running(atoms, at),
}
