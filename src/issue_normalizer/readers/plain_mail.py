"""Plain text of mails: lines that someone typed, or that a tool made of HTML, with addresses written out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_text
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
from issue_normalizer.tree import Block, Blocks, Document, Heading, Paragraph, Span, Text

# What plain text does not hold by chance: links, headings and fences of Markdown.
_MARKDOWN: Final = rare(
    r"\]\((?:https?:|/|#)|^#{1,6} \S|^```|^\[[^\]\n]+\]: ?\S|^\*\*[^*\s][^*\n]*\*\*|^---\n", 8
)
_ADDRESS: Final = rare(r"[\s:(<]*https?://\S+|\s*\[\d{1,3}\]")  # or the number of one
_EDGE: Final = 15  # lines at either end, where a mail speaks of itself
_MAIL: Final = "furniture: mail"
_LONGEST_SIGNATURE: Final = 8  # lines
_NARROWEST, _WIDEST = 60, 80  # columns that mail programs wrap at
_NEAR: Final = 8
_FEWEST: Final = 2  # lines that are as long as the column
_FEWEST_RUBRICS: Final = 2
_LONGEST_RUBRIC: Final = 60
_BETWEEN_SIGNS: Final = rare(r"([*=~+#_]{1,6}|[—–-]{2,6})\s+([^\W_].*\w)\s+\1")


def read_plain(text: str, subject: str, options: Options = DEFAULT) -> Document:
    """Read the plain text of a mail: as Markdown, if it is written so, else line by line."""
    if _MARKDOWN.search(text):
        from issue_normalizer.readers.source import read_source

        return read_source(text, options)
    ways = Ways(take=take_addresses, strip=strip_mail, wrapping=_wrapping)
    document = read_dump(text, options, ways)
    headed, signs = _with_rubrics(document.blocks)
    intake = replace(document.intake, edits=(*document.intake.edits, *signs))
    return replace(document, blocks=_below_subject(headed, subject), intake=intake, is_dump=False)


def strip_mail(lines: Sequence[str]) -> Body:
    """Take out the lines at either end in which a mail speaks of itself, and all below the first at its end.

    Must fire: `View online: https://…`, `Unsubscribe`, the address below it, one in a signature.
    Must not: a sentence on mails, a signature that is a name.
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
    """Tell whether a mail ends at a line: that speaks of the mail, or a signature that does stands below."""
    return shown[place] in found or (
        lines[shown[place]].rstrip() == "--" and _is_signature(lines, shown[place + 1 :], found)
    )


def _is_signature(lines: Sequence[str], below: Sequence[int], found: set[int]) -> bool:
    """Tell whether the lines below `--` are one paragraph of a few, some of which speaks of the mail.

    Must not: news between rows of `--`, a signature with a text below it.
    """
    is_one = bool(below) and below[-1] - below[0] < len(below) <= _LONGEST_SIGNATURE
    return is_one and not found.isdisjoint(below) and all(lines[at].rstrip() != "--" for at in below)


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


def _with_rubrics(blocks: Blocks) -> tuple[Blocks, list[Claim]]:
    """Make headings of several lines in capitals, or between signs, that stand alone; the title may be one.

    Must fire: `NEWS` and `EVENTS`, `** News **` and `** Jobs **`. Must not: one that ends as a sentence, that
    has an address, whose letters have no cases; beside other headings; `— Ann Reed —`, who wrote a part.
    """
    found = {at: rubric for at, block in enumerate(blocks) if (rubric := _rubric(block))}
    headings = [block for block in blocks if isinstance(block, Heading)]
    if len(found) < _FEWEST_RUBRICS or any(head.level > 1 for head in headings) or len(headings) > 1:
        return blocks, []
    out = [
        Heading(2, (Text(found[at]),), block.line) if at in found and isinstance(block, Paragraph) else block
        for at, block in enumerate(blocks)
    ]
    shown = [plain(block.children) for at in found if isinstance(block := blocks[at], Paragraph)]
    signs = [sign for text, rubric in zip(shown, found.values(), strict=True) for sign in text.split(rubric)]
    return tuple(out), [Claim("sign", char) for sign in signs for char in sign.strip()]


def _rubric(block: Block) -> str:
    """Give the name of a section that a line is; "" for any other."""
    if not isinstance(block, Paragraph) or not all(is_text(node) for node in block.children):
        return ""
    text = plain(block.children)
    match = _BETWEEN_SIGNS.fullmatch(text)
    name = match[2] if match else text if text.isupper() else ""
    return name if len(name) <= _LONGEST_RUBRIC and name[-1:] not in ".,;:!?" else ""


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
