"""Mend a document before it is given a meaning: folded width, emphasis with blanks inside its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from issue_normalizer.blocks import map_inlines, rewritten, text_of
from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.inline_types import is_break, is_text
from issue_normalizer.inlines import visible
from issue_normalizer.repair.width import count_widths, is_folded, widen
from issue_normalizer.tidy import tidy, with_children
from issue_normalizer.tree import Document, Inline, Inlines, Link, Styled, Text

# With a blank inside one mark at least, and a letter between: `2 ** 3 ** 4` is arithmetic.
_LOOSE_BOLD: Final = re.compile(
    r"(?<![*\\])\*\*(?=[^*\n]*[^\W\d_])(?:\s+([^*\n]*[^*\s])\s*|([^*\s][^*\n]*[^*\s]|[^*\s])\s+)\*\*(?!\*)"
)
_OPAQUE: Final = "\x00"  # stands for what is no text


def repair_document(document: Document) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Mend what can be mended safely; each kind of mending is told, with the line of the first."""
    mended: dict[str, list[int]] = {"width": [], "bold": []}
    folded = is_folded(*count_widths(text_of(document.blocks, visible)))

    def mend(nodes: Inlines, line: int) -> Inlines:
        changed = _widened(nodes) if folded else nodes
        if changed != nodes:
            mended["width"].append(line)
        bold = _with_bold(changed)
        if bold != changed:
            mended["bold"].append(line)
        return nodes if bold == nodes else bold

    blocks = map_inlines(document.blocks, mend)
    found = []
    if mended["width"]:
        message = f"fullwidth punctuation was restored in {len(mended['width'])} places"
        found.append(Diagnostic("width-repaired", message, mended["width"][0]))
    if mended["bold"]:
        message = f"bold with blanks inside its marks was restored in {len(mended['bold'])} places"
        found.append(Diagnostic("emphasis-repaired", message, mended["bold"][0]))
    edits = (*document.intake.edits, *rewritten(document.blocks, blocks))
    intake = replace(document.intake, edits=edits)
    return replace(document, blocks=blocks, intake=intake), tuple(found)


def _widened(nodes: Inlines) -> Inlines:
    """Widen the signs of a line as a whole: what stands beside a sign may be in another node."""
    before = "".join(_texts(nodes))
    after = "\n".join(map(widen, before.split("\n")))
    return nodes if after == before else _with_texts(nodes, iter(after))


def _texts(nodes: Inlines) -> Iterator[str]:
    for node in nodes:
        if is_text(node):
            yield node.text
        elif isinstance(node, (Styled, Link)):
            yield from _texts(node.children)
        else:
            yield "\n" if is_break(node) else _OPAQUE


def _with_texts(nodes: Inlines, chars: Iterator[str]) -> Inlines:
    """Put the characters back where they came from: widening changes no length."""
    out: list[Inline] = []
    for node in nodes:
        if is_text(node):
            out.append(Text("".join(next(chars) for _ in node.text)))
        elif isinstance(node, (Styled, Link)):
            out.append(with_children(node, _with_texts(node.children, chars)))
        else:
            next(chars)
            out.append(node)
    return tuple(out)


def _with_bold(nodes: Inlines) -> Inlines:
    """Read `** text **` as bold: CommonMark takes no mark beside a blank."""
    if not any(is_text(node) and "**" in node.text for node in nodes):
        return nodes
    out: list[Inline] = []
    for node in nodes:
        if not is_text(node):
            out.append(node)
            continue
        end = 0
        for match in _LOOSE_BOLD.finditer(node.text):
            out += (Text(node.text[end : match.start()]), Styled("strong", (Text(match[1] or match[2]),)))
            end = match.end()
        out.append(Text(node.text[end:]))
    return tidy(out)
