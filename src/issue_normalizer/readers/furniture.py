"""Page furniture in text: the lines that GitHub's page puts before and after a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from msgspec import Struct

from issue_normalizer.data import read_data
from issue_normalizer.patterns import is_plain, rare
from issue_normalizer.readers import __path__ as package
from issue_normalizer.tree import Span

# The last is the number of a link, or what `references.py` puts there.
_MARKS: Final = re.compile(
    r"[\s>]*(?:(?:#{1,6}|[•*◦+-]|\d+\.|\(BUTTON\)|\[ ?\])\s+)*(?:\[\d+\]|\ufdd0\d+\ufdd1)?"
)
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
# A line that shows nothing: tags alone, the line below a heading.
_NOTHING: Final = re.compile(r"\s*(?:(?:</?[a-z][^<>]*>\s*)+|[-=_*]{3,}\s*)")
_PIECES: Final = re.compile(r"!?\[|\]\([^()\s]*\)")
# Where a document certainly begins: a fence, front matter, a title with its date in brackets.
_DOCUMENT_START: Final = re.compile(r"```|~~~|---\s*$|.{0,60}[(（](?:19|20)\d\d-\d\d-\d\d[)）]")
_HEAD_LINES: Final = 12  # a dump of a page shows itself within so many lines that are not blank
_PROVED: Final = 2
_MAX_GAP: Final = 100  # a file tree may stand between two marks
_PROSE: Final = 160  # a line this long is the document's
_TAIL_LINES: Final = 80


class _Lines(Struct, frozen=True, gc=False):
    """Lines that mean one thing: those that stand as they are, and a pattern of the others."""

    texts: frozenset[str]
    pattern: re.Pattern[str]

    def hold(self, line: str) -> bool:
        """Tell whether a line is one of them."""
        return line in self.texts or self.pattern.fullmatch(line) is not None


class _Words(Struct, frozen=True, gc=False):
    start: _Lines
    nearest: _Lines
    boxes: _Lines
    start_beside: _Lines
    beside: _Lines
    end: _Lines
    end_beside: _Lines
    sidebar_start: str
    sidebar: _Lines
    joined: tuple[str, ...]
    row: re.Pattern[str]


class Body(Struct, frozen=True, gc=False):
    """The lines of the document, the number of lines before them, and what was taken off."""

    lines: tuple[str, ...]
    first: int
    dropped: tuple[Span, ...]


@cache
def _words() -> _Words:
    data = read_data(f"{package[0]}/furniture")
    joined = tuple(data.pop("joined"))
    return _Words(
        sidebar_start=data.pop("sidebar_start"),
        joined=joined,
        row=rare(rf"\s*(?:(?:{'|'.join(joined)})(?:\s+|$)){{2,}}"),
        **{key: _lines(stated) for key, stated in data.items()},
    )


def _lines(stated: Sequence[str]) -> _Lines:
    texts = frozenset(filter(is_plain, stated))
    return _Lines(texts, rare("|".join(line for line in stated if line not in texts)))


def whole(lines: Sequence[str]) -> Body:
    """Give all lines as the document's."""
    return Body(tuple(lines), 0, ())


def strip_furniture(lines: Sequence[str]) -> Body:
    """Take the page's lines off a text. A text that shows no page around it is left whole."""
    first, rest = _start(lines)
    last = _end(lines, first)
    above, kept = list(lines[:first]), list(lines[first:last])
    if rest is not None:
        above[-1] = above[-1].removesuffix(rest)
        kept.insert(0, rest)
    dropped = (*_spans(above, 1), *_spans(lines[last:], last + 1))
    return Body(tuple(kept), first if rest is None else first - 1, dropped)


def _spans(lines: Sequence[str], first: int) -> Iterator[Span]:
    for number, line in enumerate(lines, first):
        if shown := line.strip():
            yield Span(number, shown, "furniture")


def _bare(line: str) -> str:
    """Give what a line shows: list signs and heading marks off, links as their text, no emphasis."""
    if "](" in line:
        line = _LINK.sub(r"\1", line)
    marks = _MARKS.match(line)
    rest = line[marks.end() :] if marks else line
    return rest.rstrip().rstrip("#").rstrip().strip("*_ ")


def _is_start(line: str, bare: str) -> bool:
    """Tell whether a line proves that a page was dumped; of several links on a line, one is enough."""
    start = _words().start
    if start.hold(bare):
        return True
    if line.count("](") < 2:
        return False
    return any(start.hold(piece.strip()) for piece in _PIECES.split(line) if piece.strip())


def _start(lines: Sequence[str]) -> tuple[int, str | None]:
    """Find the first line of the document, and text of it that stands behind joined labels."""
    words = _words()
    after = proof = 0
    is_near = False
    seen = gap = 0
    rest: str | None = None
    for index, line in enumerate(lines):
        bare = _bare(line)
        if not bare:
            continue
        seen += 1
        joined = words.row.match(line) if line.lstrip().startswith(words.joined) else None
        mark = 2 if joined or _is_start(line, bare) else 1 if words.start_beside.hold(bare) else 0
        if is_near and words.boxes.hold(bare):
            continue
        is_near = is_near or words.nearest.hold(bare)
        if mark:
            after, gap, proof = index + 1, 0, proof + mark
            rest = (line[joined.end() :] or None) if joined else None
            continue
        gap += 1
        if _DOCUMENT_START.match(line) or gap > _MAX_GAP or (not after and seen > _HEAD_LINES):
            break
        if after and len(line) > _PROSE and not words.beside.hold(bare) and _is_document(lines, index):
            break
    if proof < _PROVED:
        return 0, None
    while rest is None and after < len(lines) and words.beside.hold(_bare(lines[after])):
        if _is_fence(lines[after]) and not _is_underline(lines[after], lines[after - 1]):
            break
        after += 1
    return after, rest


def _is_fence(line: str) -> bool:
    """Tell whether a line of signs is front matter or a code fence, not a separator of the page."""
    return line.startswith(("---", "```", "~~~", "***", "___"))


def _is_underline(line: str, above: str) -> bool:
    """Tell whether a line of signs makes the line above it a heading; three are a fence."""
    return len(line.rstrip()) > 3 and not line.strip("-= ") and bool(above.strip())


def _is_document(lines: Sequence[str], index: int) -> bool:
    """Tell whether a long line is the document's: no sign of the page comes soon after it."""
    return not any(_is_start(line, _bare(line)) for line in lines[index + 1 : index + 40])


def _end(lines: Sequence[str], first: int) -> int:
    """Find the line after the document."""
    words = _words()
    last, hits = len(lines), 0
    lowest = max(first, len(lines) - _TAIL_LINES)
    for index in range(len(lines) - 1, lowest - 1, -1):
        bare = _bare(lines[index])
        if not bare or _NOTHING.fullmatch(lines[index]):
            continue
        following = _bare(lines[index + 1]) if index + 1 < len(lines) else ""
        if words.end.hold(bare) or (following and words.end.hold(f"{bare} {following}")):
            last, hits = index, hits + 1
        elif not words.end_beside.hold(bare):
            break
    if not first and hits < _PROVED:
        return len(lines)  # a sentence of the document may look like a footer
    return _before_sidebar(lines, first, last) if first else last


def _before_sidebar(lines: Sequence[str], first: int, last: int) -> int:
    words = _words()
    for index in range(max(first, last - 120), last):
        if words.sidebar_start in lines[index] and _bare(lines[index]) == words.sidebar_start:
            shown = [line for line in lines[index + 1 : last] if words.sidebar.hold(_bare(line))]
            if len(shown) >= 4:
                return index
    return last
