"""Patterns: lines of a newsletter's own Markdown with holes in them, and what fits them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from issue_normalizer.inline_types import is_text
from issue_normalizer.profiles.atoms import atoms_of, fold
from issue_normalizer.profiles.lines import Mark, MarkedLine
from issue_normalizer.profiles.matching import LEADS_OVER, Captures, Matching
from issue_normalizer.profiles.pattern_text import Blank, Hole, Literally, Part, PatternError, parse
from issue_normalizer.tree import Inlines, Text

MAX_LINES = 4
_AFTER_NUMBER = frozenset("、.．)）")
# Holes of an item's line that are no facts of it.
NO_FACTS = frozenset(("title", "url", "publisher", "tags", "tag", "n", "summary", "section", "_"))


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
    return frozenset(words | set(map(fold, LEADS_OVER)))


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


def match(pattern: Pattern, lines: Sequence[MarkedLine], *, is_exact: bool = False) -> Match | None:
    """Match a pattern with the lines from the first on; None where it does not fit.

    Any sign behind a running number fits any, but where `is_exact`.
    """
    if len(lines) < len(pattern.lines):
        return None
    taken = Captures()
    for one, line in zip(pattern.lines, lines, strict=False):
        parts = _parts_for(one, line, is_exact=is_exact)
        if parts is None or not Matching(parts, atoms_of(line.nodes), pattern.order).find(taken):
            return None
    return _match(pattern, taken)


def match_text(pattern: Pattern, text: str) -> Match | None:
    """Match a pattern with a text."""
    taken = Captures()
    fits = Matching(pattern.lines[0].parts, atoms_of((Text(text),)), pattern.order).find(taken)
    return _match(pattern, taken) if fits else None


def _match(pattern: Pattern, taken: Captures) -> Match:
    return Match(
        len(pattern.lines),
        tuple(taken.values),
        tuple(taken.literals),
        tuple(taken.targets),
        tuple(taken.addresses),
        pattern.source,
    )


def _with_sign_of(line: MarkedLine, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Put the sign that a line has behind its running number in the place of the pattern's: any fits any."""
    if line.mark != "text" or len(parts) < 2 or parts[0] != Hole("n"):
        return parts
    at = 2 if isinstance(parts[1], Blank) else 1
    own, first = parts[at] if at < len(parts) else None, line.nodes[0] if line.nodes else None
    written = first.text.lstrip().lstrip("0123456789").lstrip() if is_text(first) else ""
    sign, is_amount = written[:1], written[1:2].isdecimal()  # `3.5 kettles`
    if not isinstance(own, Literally) or not _AFTER_NUMBER.issuperset((own.text[0], sign)) or is_amount:
        return parts
    rest = parts[at + 1 :]
    if rest and isinstance(rest[0], Blank) and len(own.text) == 1:
        rest = rest[1:]
    behind = (Blank(optional=True), *rest) if len(own.text) == 1 else rest
    text = sign + own.text[1:]
    return (parts[0], Blank(optional=True), Literally(text, fold(text)), *behind)


def _parts_for(pattern: LinePattern, line: MarkedLine, *, is_exact: bool) -> tuple[Part, ...] | None:
    """Give what must fit a line's content; None where its mark, level or depth are others."""
    if (pattern.depth != line.depth and line.mark != "number") or pattern.level != line.level:
        return None
    if pattern.mark == line.mark:
        if pattern.depth != line.depth:
            return None
        return pattern.parts if is_exact else _with_sign_of(line, pattern.parts)
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
