"""How the parts of a pattern fit a line, and what they take of it.

It takes time in proportion to the length of the line, for each part: no way is tried twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from issue_normalizer.inline_types import is_link, is_styled
from issue_normalizer.profiles.atoms import Atom, atoms_of, nodes_between, text_between
from issue_normalizer.profiles.pattern_text import Blank, Close, Hole, Literally, Open, Part
from issue_normalizer.profiles.spans import (
    ends_of_address,
    ends_of_date,
    ends_of_number,
    ends_of_running,
    ends_of_tags,
)
from issue_normalizer.tree import Inlines, Text

LEADS_OVER = frozenset(":：,，.。;；、–—-|")
_MAX_TAG = 40
_MAY_BE_NOTHING = frozenset(("_", "summary"))


class Captures:
    """What the parts of a pattern take: holes, words, addresses of links, addresses that are written out."""

    def __init__(self) -> None:
        self.values: list[tuple[str, Inlines]] = []
        self.literals: list[str] = []
        self.targets: list[str] = []
        self.addresses: list[str] = []


class Matching:
    """Finds how parts fit atoms: from the right, which ends can be reached; from the left, which count."""

    def __init__(self, parts: Sequence[Part], atoms: Sequence[Atom], order: str) -> None:
        self.parts = parts
        self.atoms = atoms
        self.order = order
        self.fits: list[bytearray] = [bytearray(len(atoms) + 2) for _ in range(len(parts) + 1)]

    def find(self, taken: Captures) -> bool:
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

    def _read(self, at: int, taken: Captures) -> None:
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

    def _value(self, name: str, start: int, end: int, previous: str, taken: Captures) -> Inlines:
        if name == "url":
            taken.addresses.append(text_between(self.atoms, start, end))
            node = self.atoms[start].node
            return (Text(node.url),) if is_link(node) else nodes_between(self.atoms, start, end)
        if name == "summary" and previous == "title":  # the sign that leads over to it goes
            while start < end and self.atoms[start].kind == "blank":
                start += 1
            if start < end and self.atoms[start].text in LEADS_OVER:
                taken.literals.append(self.atoms[start].text)
                start += 1
        return nodes_between(self.atoms, start, end)

    def _read_target(self, part: Open, atom: Atom, taken: Captures) -> None:
        if is_link(atom.node) and Hole("url") in part.target:
            taken.values.append(("url", (Text(atom.node.url),)))
        elif is_link(atom.node):
            taken.targets.append(atom.node.url)


def _opens(part: Open, atom: Atom) -> bool:
    node = atom.node
    if part.kind != "link":
        return is_styled(node) and node.kind == part.kind
    if not is_link(node):
        return False
    if len(part.target) == 1 and isinstance(part.target[0], Hole):
        return True
    return Matching(part.target, atoms_of((Text(node.url),)), "").find(Captures())


_ENDS: dict[str, Callable[[Sequence[Atom], int, str], Sequence[int]]] = {
    "tags": lambda atoms, at, _order: ends_of_tags(atoms, at),
    "date": ends_of_date,
    "number": lambda atoms, at, _order: ends_of_number(atoms, at),
    "url": lambda atoms, at, _order: ends_of_address(atoms, at),
    "n": lambda atoms, at, _order: ends_of_running(atoms, at),
}
