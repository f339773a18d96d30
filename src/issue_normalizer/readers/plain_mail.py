"""Plain text of mails: lines that someone typed, or that a tool made of HTML, with addresses written out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.inlines import plain
from issue_normalizer.options import DEFAULT, Options
from issue_normalizer.patterns import rare
from issue_normalizer.readers.dump import read_dump
from issue_normalizer.readers.dump_lines import Ways
from issue_normalizer.readers.furniture import Body
from issue_normalizer.readers.page_head import folded
from issue_normalizer.readers.page_names import line_kind
from issue_normalizer.readers.plain_links import take_addresses
from issue_normalizer.readers.references import without_marks
from issue_normalizer.readers.wrapping import Wrapping, find_wrapping, with_addresses_apart
from issue_normalizer.text import collapse, display_width
from issue_normalizer.tree import Blocks, Document, Heading, Paragraph, Span, Text

# What plain text does not hold by chance: links, headings and fences of Markdown.
_MARKDOWN: Final = rare(r"\]\((?:https?:|/|#)|^#{1,6} \S|^```|^\[[^\]\n]+\]: ?\S|^\*\*[^*\s][^*\n]*\*\*|^---\n", 8)
_ADDRESS: Final = rare(r"[\s:(<]*https?://\S+|\s*\[\d{1,3}\]")  # or the number of one
_EDGE: Final = 15  # lines at either end, where a mail speaks of itself
_MAIL: Final = "furniture: mail"
_NARROWEST, _WIDEST = 60, 80  # columns that mail programs wrap at
_NEAR: Final = 8
_FEWEST: Final = 2  # lines that are as long as the column
_FEWEST_RUBRICS: Final = 2
_LONGEST_RUBRIC: Final = 60


def read_plain(text: str, subject: str, options: Options = DEFAULT) -> Document:
    """Read the plain text of a mail: as Markdown, if it is written so, else line by line."""
    if _MARKDOWN.search(text):
        from issue_normalizer.readers.source import read_source

        return read_source(text, options)
    ways = Ways(take=take_addresses, strip=strip_mail, wrapping=_wrapping)
    document = read_dump(text, options, ways)
    blocks = _below_subject(_with_rubrics(document.blocks), subject)
    return replace(document, blocks=blocks, is_dump=False)


def strip_mail(lines: Sequence[str]) -> Body:
    """Take out the lines at either end in which a mail speaks of itself, and all below the first at its end.

    Must fire: `View online: https://…`, `Unsubscribe`, the address below it, a signature below `--`. Must not:
    a sentence on mails.
    """
    shown = [at for at, line in enumerate(lines) if line.strip()]
    found = {at for at in (*shown[:_EDGE], *shown[-_EDGE:]) if _is_mails(lines[at])}
    half = len(shown) // 2
    end = next((place for place in range(half, len(shown)) if _ends(lines, shown, place, found)), len(shown))
    while half < end < len(shown) and _may_end(lines[shown[end - 1]]):
        end -= 1
    found.update(shown[end:])
    kept = ["" if at in found else line for at, line in enumerate(lines)]
    return Body(tuple(kept), 0, tuple(Span(at + 1, lines[at].strip(), _MAIL) for at in sorted(found)))


def _ends(lines: Sequence[str], shown: Sequence[int], place: int, found: set[int]) -> bool:
    """Tell whether the text of a mail ends at a line: it speaks of the mail, or a signature stands below."""
    is_signature = lines[shown[place]].rstrip() == "--" and len(shown) - place <= _EDGE
    return shown[place] in found or is_signature


def _is_mails(line: str) -> bool:
    return _kind(line) == "mail"


def _may_end(line: str) -> bool:
    """Tell whether a line may stand above what a mail says of itself: a row of signs, where else it is."""
    return not any(map(str.isalnum, line)) or _kind(line) in ("mail", "share", "subscribe")


def _kind(line: str) -> str | None:
    text = collapse(_ADDRESS.sub(" ", without_marks(line))).strip("[]()<>* ")
    return line_kind(text) if text else None


def _wrapping(lines: Sequence[str]) -> Wrapping | None:
    """Find how a mail was wrapped: of few lines, two or more must be about as long as the longest."""
    if found := find_wrapping(lines):
        return found
    widths = [display_width(line.rstrip()) for line in lines if "://" not in line and " " in line.strip()]
    column = max(widths, default=0)
    near = sum(width >= column - _NEAR for width in widths)
    if near < _FEWEST or not _is_column(column):
        return None
    return with_addresses_apart(Wrapping(column, display_width, at_blanks=True), lines)


def _is_column(width: int) -> bool:
    return _NARROWEST <= width <= _WIDEST


def _with_rubrics(blocks: Blocks) -> Blocks:
    """Make headings of several lines in capitals that stand alone, where the mail has no others.

    Must not fire: one that ends as a sentence, that has an address, whose letters have no cases.
    """
    found = [block for block in blocks if isinstance(block, Paragraph) and _is_rubric(block)]
    if len(found) < _FEWEST_RUBRICS or any(isinstance(block, Heading) for block in blocks):
        return blocks
    return tuple(
        Heading(2, block.children, block.line) if isinstance(block, Paragraph) and block in found else block
        for block in blocks
    )


def _is_rubric(block: Paragraph) -> bool:
    text = plain(block.children)
    is_plain = all(isinstance(node, Text) for node in block.children)
    return is_plain and text.isupper() and len(text) <= _LONGEST_RUBRIC and text[-1] not in ".,;:!?"


def _below_subject(blocks: Blocks, subject: str) -> Blocks:
    """Put headings below the mail's subject; where the first line says it, that is the title."""
    if blocks and isinstance(blocks[0], Paragraph) and folded(plain(blocks[0].children)) == folded(subject):
        return (Heading(1, blocks[0].children, blocks[0].line), *_lower(blocks[1:]))
    first = next((block for block in blocks if isinstance(block, Heading)), None)
    if first is None or first.level > 1 or folded(plain(first.children)) in folded(subject):
        return blocks
    return _lower(blocks)


def _lower(blocks: Blocks) -> Blocks:
    return tuple(
        replace(block, level=min(block.level + 1, 6)) if isinstance(block, Heading) else block
        for block in blocks
    )
