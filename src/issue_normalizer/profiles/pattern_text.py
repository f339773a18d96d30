"""The text of a pattern -> its parts: literal signs, blanks, holes, ends of markup."""

from __future__ import annotations

import unicodedata
from typing import Literal, TypeAlias

from msgspec import Struct

from issue_normalizer.profiles.atoms import fold

Markup: TypeAlias = Literal["link", "strong", "em"]

_MAX_HOLES = 16
_MAX_LENGTH = 400


class Literally(Struct, frozen=True):
    """Signs without blanks, as they are written and `folded`."""

    text: str
    folded: str


class Blank(Struct, frozen=True):
    """White space, which may be absent where it is `optional`."""

    optional: bool


class Hole(Struct, frozen=True):
    """A hole by its name; `_` is one without."""

    name: str


class Open(Struct, frozen=True):
    """The start of markup; of a link, `target` is what its address must look like."""

    kind: Markup
    target: tuple[Literally | Hole, ...] = ()


class Close(Struct, frozen=True):
    """The end of the markup that was opened last."""


Part: TypeAlias = Literally | Blank | Hole | Open | Close


class PatternError(Exception):
    """Tells what is wrong with a pattern: a code, and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def parse(text: str) -> tuple[Part, ...]:
    """Parse a line of a pattern behind its mark. Raises PatternError."""
    if len(text) > _MAX_LENGTH:
        raise PatternError("too-long", f"a pattern has at most {_MAX_LENGTH} characters")
    parts = _Parser(text).parse()
    if sum(isinstance(part, Hole) for part in parts) > _MAX_HOLES:
        raise PatternError("too-long", f"a pattern has at most {_MAX_HOLES} holes")
    return tuple(_with_blanks(parts))


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.parts: list[Part] = []
        self.literal: list[str] = []

    def parse(self, end: str = "") -> list[Part]:
        """Read up to an end that is written so, or to the end of the text."""
        while self.at < len(self.text):
            if end and self.text.startswith(end, self.at):
                break
            self._one()
        self._flush()
        return self.parts

    def _one(self) -> None:
        text, at = self.text, self.at
        char = text[at]
        if char == "\\" and at + 1 < len(text):
            self.literal.append(text[at + 1])
            self.at += 2
        elif text.startswith(("{{", "}}"), at):
            self.literal.append(char)
            self.at += 2
        elif char == "{":
            self._hole()
        elif char == "}":
            raise PatternError("unclosed-brace", "a } closes nothing; write }} for the sign")
        elif char == "[" and (ends := _link_ends(text, at)):
            self._link(*ends)
        elif char == "*" and self._emphasis():
            pass
        elif char.isspace():
            self._flush()
            self.parts.append(Blank(optional=False))
            while self.at < len(text) and text[self.at].isspace():
                self.at += 1
        else:
            self.literal.append(char)
            self.at += 1

    def _flush(self) -> None:
        if self.literal:
            self.parts.append(_literally("".join(self.literal)))
            self.literal = []

    def _hole(self) -> None:
        self._flush()
        hole, self.at = _hole_at(self.text, self.at)
        self.parts.append(hole)

    def _link(self, text_end: int, target_end: int) -> None:
        self._flush()
        inner = _Parser(self.text[self.at + 1 : text_end]).parse()
        target = _target(self.text[text_end + 2 : target_end])
        self.parts += [Open("link", target), *inner, Close()]
        self.at = target_end + 1

    def _emphasis(self) -> bool:
        """Read emphasis, where the sign has one that closes it."""
        mark = "**" if self.text.startswith("**", self.at) else "*"
        end = self.text.find(mark, self.at + len(mark))
        if end <= self.at + len(mark):
            return False
        self._flush()
        inner = _Parser(self.text[self.at + len(mark) : end]).parse()
        self.parts += [Open("strong" if mark == "**" else "em"), *inner, Close()]
        self.at = end + len(mark)
        return True


def _literally(text: str) -> Literally:
    return Literally(text, fold(text))


def _hole_at(text: str, at: int) -> tuple[Hole, int]:
    end = text.find("}", at)
    if end < 0:
        raise PatternError("unclosed-brace", "a { is never closed; write {{ for the sign")
    name = text[at + 1 : end]
    if not name or not all(char.isalnum() or char == "_" or unicodedata.combining(char) for char in name):
        raise PatternError("unknown-hole", f"{{{name}}} is no name of a hole: it has letters and _ only")
    return Hole(name), end + 1


def _link_ends(text: str, at: int) -> tuple[int, int] | None:
    """Find where the text of a link ends, and its target; None where a bracket is but a bracket."""
    depth = 0
    position = at
    while position < len(text):
        char = text[position]
        if char == "\\":
            position += 1
        elif char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
            if not depth:
                end = text.find(")", position)
                return (position, end) if text.startswith("](", position) and end > 0 else None
        position += 1
    return None


def _target(text: str) -> tuple[Literally | Hole, ...]:
    out: list[Literally | Hole] = []
    at = 0
    while at < len(text):
        if text[at] == "{":
            hole, at = _hole_at(text, at)
            out.append(hole)
        else:
            end = text.find("{", at)
            end = len(text) if end < 0 else end
            out.append(_literally(text[at:end]))
            at = end
    return tuple(out)


def _with_blanks(parts: list[Part]) -> list[Part]:
    """Make blanks optional, or put optional ones, around full-width signs, around tags, before a summary."""
    out: list[Part] = []
    for index, part in enumerate(parts):
        before = parts[index - 1] if index else None
        if isinstance(part, Blank):
            following = parts[index + 1] if index + 1 < len(parts) else None
            out.append(Blank(optional=_is_loose_end(before) or _is_loose_start(following)))
            continue
        if (
            before is not None
            and not isinstance(before, Blank)
            and (_is_loose_end(before) or _is_loose_start(part))
        ):
            out.append(Blank(optional=True))
        out.append(part)
    return out


def _is_loose_end(part: Part | None) -> bool:
    return (isinstance(part, Literally) and _is_wide_sign(part.text[-1])) or part == Hole("tags")


def _is_loose_start(part: Part | None) -> bool:
    return (isinstance(part, Literally) and _is_wide_sign(part.text[0])) or part in (
        Hole("tags"),
        Hole("summary"),
    )


def _is_wide_sign(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "FW" and not char.isalnum()
