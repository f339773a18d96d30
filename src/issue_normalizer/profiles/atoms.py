"""Inline content -> atoms: what patterns are matched against, one sign or one end of markup each."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from issue_normalizer.inline_types import has_children, is_break, is_image, is_text
from issue_normalizer.tidy import tidy, with_children
from issue_normalizer.tree import Code, Inline, Inlines, Text

Kind: TypeAlias = Literal["sign", "blank", "open", "close", "object"]

# Signs that are written one way or another.
_SAME = str.maketrans({
    "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
})  # fmt: skip


class Atom(Struct, frozen=True):
    """A sign with its combining marks, a blank, an end of markup, or what is neither (code, an image).

    `folded` is what signs are compared by. `after` is the place behind the atom and, where it opens markup,
    all that is in it.
    """

    kind: Kind
    text: str
    folded: str
    after: int
    node: Inline | None = None


def fold(text: str) -> str:
    """Give what literal text is compared by: width, case, quotes and dashes folded."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_SAME)


def atoms_of(nodes: Sequence[Inline]) -> list[Atom]:
    """Take inline content apart."""
    out: list[Atom] = []
    _add(nodes, out)
    return out


def _add(nodes: Sequence[Inline], out: list[Atom]) -> None:
    for node in nodes:
        if is_text(node):
            _add_text(node.text, out)
        elif has_children(node):
            start = len(out)
            out.append(Atom("open", "", "", 0, node))
            _add(node.children, out)
            out.append(Atom("close", "", "", len(out) + 1, node))
            out[start] = Atom("open", "", "", len(out), node)
        elif is_break(node):
            out.append(Atom("blank", " ", " ", len(out) + 1))
        else:
            out.append(Atom("object", "", "", len(out) + 1, node))


def _add_text(text: str, out: list[Atom]) -> None:
    for char in text:
        last = out[-1] if out else None
        if unicodedata.combining(char) and last is not None and last.kind == "sign":
            whole = last.text + char
            out[-1] = Atom("sign", whole, fold(whole), len(out))
        elif char.isspace():
            out.append(Atom("blank", char, " ", len(out) + 1))
        else:
            out.append(Atom("sign", char, fold(char), len(out) + 1))


def nodes_between(atoms: Sequence[Atom], start: int, end: int) -> Inlines:
    """Put the atoms of a stretch together again; markup in it must be whole."""
    return tidy(_nodes(atoms, start, end))


def _nodes(atoms: Sequence[Atom], start: int, end: int) -> list[Inline]:
    out: list[Inline] = []
    text: list[str] = []
    at = start
    while at < end:
        atom = atoms[at]
        if atom.kind in ("sign", "blank"):
            text.append(atom.text)
        else:
            if text:
                out.append(Text("".join(text)))
                text = []
            node = atom.node
            if has_children(node):
                out.append(with_children(node, tuple(_nodes(atoms, at + 1, atom.after - 1))))
            elif type(node) is Code or is_image(node):
                out.append(node)
        at = atom.after
    if text:
        out.append(Text("".join(text)))
    return out


def text_between(atoms: Sequence[Atom], start: int, end: int) -> str:
    """Give the visible text of a stretch."""
    return "".join([_text(atom) for atom in atoms[start:end]])


def _text(atom: Atom) -> str:
    return atom.node.text if type(atom.node) is Code else atom.text
