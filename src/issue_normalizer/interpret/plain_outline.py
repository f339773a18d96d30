"""Headings and titles of a dump that no profile knows, told by what repeats from line to line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import Final

from msgspec.structs import replace

from issue_normalizer.inlines import hard_lines, plain
from issue_normalizer.interpret.plain_lists import bold_before_dash
from issue_normalizer.interpret.plain_rows import (
    Row,
    alike,
    ends_sentence,
    in_place,
    rows_of,
    without_bylines,
    without_repeated,
)
from issue_normalizer.patterns import rare
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Block, Blocks, Break, Heading, Inlines, Paragraph

_SEVERAL: Final = 3  # texts with a line above each
_SECTIONS: Final = 2  # lines in a row, and sections, at least
_LEAST: Final = 0.8  # share of texts with a line above, of titles that do not begin small
_LONGER: Final = 1.2  # times that texts are as long as titles
_MAX_VERSE: Final = 60  # characters of a text that is broken into lines
_BRACKETED: Final = rare(r"\s*[(（][^()（）]*[)）]\Z")


def find_outline(blocks: Blocks, *, soft: bool) -> Blocks:
    """Make headings of short lines above texts, and bold words of what stands before dashes.

    Where a short line stands above nearly each text, and two above some, the first of two is a section.
    Must fire: `Tools` / `A net` / `It holds.` / `A hook` / `It bends.` …, whatever is blank between. Must
    not: chapters of several paragraphs, lines of a poem, a list of plain sentences. Below headings that are
    there, a line above each text is enough. With `soft`, lines of Markdown are lines, too.
    """
    titles = (at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1)
    start = next(titles, -1) + 1
    below = blocks[start:]
    heads = [block.level for block in below if isinstance(block, Heading)]
    rows = without_bylines(tuple(rows_of(below, soft=soft)))
    if _are_speakers(rows):
        return blocks
    for told in (alike(in_place(without_repeated(rows))), in_place(rows)):
        judged = _whole_texts(told) if soft else told
        if levels := _levels(judged, heads):
            return (*blocks[:start], *_rebuilt(below, judged, levels, soft=soft))
    return blocks


def _whole_texts(rows: Sequence[Row]) -> list[Row]:
    """Tell that the lines of a text in one paragraph of Markdown are one text: all but the last go on."""
    begun = {
        at
        for at, (row, below) in enumerate(pairwise(rows))
        if row.kind == below.kind == "text" and row.at == below.at
    }
    return [replace(row, kind="begun") if at in begun else row for at, row in enumerate(rows)]


def _are_speakers(rows: Sequence[Row]) -> bool:
    """Tell whether the lines above texts are names of who speaks: several of them again and again.

    Must not: `Read more`, which is one line.
    """
    lines = Counter(
        row.text for row, below in pairwise(rows) if row.kind == "short" and below.kind in ("text", "asks")
    )
    often = [count for count in lines.values() if count > 1]
    return len(often) > 1 and (sum(often) - len(often)) * 3 > lines.total()


def _levels(rows: Sequence[Row], heads: Sequence[int]) -> dict[int, int]:
    """Give the places of titles (3), of sections (2), and of texts that their titles begin (0).

    `heads` are the levels of the headings that are there: titles stand below them.
    """
    above: list[list[int]] = []  # the short lines in a row above each text that no list stands before
    texts: list[int] = []
    run: list[int] | None = []
    for at, row in enumerate(rows):
        if row.kind == "other":
            run = None
        elif row.kind in ("short", "entry"):
            run = [*(run or ())[-_SECTIONS:], at]
        elif row.kind in ("text", "led"):
            if run is not None or row.kind == "led":
                above.append([*(run or ()), at] if row.kind == "led" else run or [])
                texts.append(at)
            run = []
    first = next((place for place, run in enumerate(above) if run), 0)  # below a lead
    above, texts = above[first:], texts[first:]
    titled = [run for run in above if run]
    entries = sum(rows[run[-1]].kind == "entry" for run in titled)
    sections = [run for run in titled if len(run) > 1]
    longest = max(map(len, titled[1:]), default=0)
    may_be_long = _SECTIONS if set(heads) <= {2} else 1
    if len(titled) < _SEVERAL or len(titled) < _LEAST * len(above) or longest > may_be_long:
        return {}
    has_sections = entries == len(titled) or len(heads) >= _SECTIONS
    if not has_sections and not _SECTIONS <= len(sections) < len(titled):
        return {}
    if not _are_titles(rows, above, texts):
        return {}
    level = min(max((2, *heads)) + 1, 6)
    titles = {run[-1]: 0 if rows[run[-1]].kind == "led" else level for run in titled}
    return titles | {run[-2]: 2 for run in sections}


def _are_titles(rows: Sequence[Row], above: Sequence[Sequence[int]], texts: Sequence[int]) -> bool:
    """Tell whether lines above texts look as titles do: shorter than these, and they do not begin small."""
    pairs = [(rows[run[-1]], rows[text]) for run, text in zip(above, texts, strict=True) if run]
    titles = [title for title, text in pairs if title is not text]
    verses = [at for at in texts if rows[at - 1].kind == "begun" and _is_verse(rows[at - 1 : at + 1])]
    if not titles or len(verses) * 2 > len(texts):
        return not titles
    if sum(_is_wrapped(rows, run[-1]) for run in above if run) * 2 > len(titles):
        return False
    small = sum(title.text[0].islower() for title in titles)
    length = median([len(_BRACKETED.sub("", title.text)) for title in titles])
    ended = sum(ends_sentence(text.text) for _, text in pairs)
    return (
        small <= (1 - _LEAST) * len(titles)
        and median([len(text.text) for _, text in pairs]) >= _LONGER * length
        and ended * 2 >= len(pairs)
    )


def _is_verse(rows: Sequence[Row]) -> bool:
    """Tell whether lines are short: of a text that a tool has wrapped, only the last one is."""
    return all(len(plain(row.children)) <= _MAX_VERSE for row in rows)


def _is_wrapped(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a line is about as long as one below that goes on: both were divided by a tool."""
    below = rows[at + 1]
    return (
        below.kind == "begun" and below.at == rows[at].at and len(below.text) < _LONGER * len(rows[at].text)
    )


def _rebuilt(blocks: Blocks, rows: Sequence[Row], levels: Mapping[int, int], *, soft: bool) -> Blocks:
    """Give headings and texts their own blocks; lines that stood together stay together."""
    out: list[Block] = []
    for at, group in groupby(enumerate(rows), lambda pair: pair[1].at):
        block = blocks[at]
        places = list(group)
        if isinstance(block, Paragraph) or any(place in levels for place, _ in places):
            is_hard = not soft or (isinstance(block, Paragraph) and len(hard_lines(block.children)) > 1)
            out += _parted(places, levels, block.line, is_hard=is_hard)
        else:
            out.append(block)
    return tuple(out)


def _parted(
    places: Sequence[tuple[int, Row]], levels: Mapping[int, int], number: int, *, is_hard: bool
) -> Iterator[Block]:
    """Give the blocks that the rows of one block become; an address stands alone, what goes on is joined."""
    lines: list[Row] = []
    for place, row in places:
        level = levels.get(place)
        if level is None and row.kind != "address":
            lines.append(row)
            continue
        if lines:
            yield Paragraph(_joined(lines, is_hard=is_hard), number)
            lines = []
        if level:
            yield Heading(level, row.children, number)
        else:
            led = bold_before_dash(row.children) if level == 0 else ()
            yield Paragraph(led or row.children, number)
    if lines:
        yield Paragraph(_joined(lines, is_hard=is_hard), number)


def _joined(rows: Sequence[Row], *, is_hard: bool) -> Inlines:
    nodes = [node for row in rows for node in (*row.children, Break(hard=is_hard and row.kind != "begun"))]
    return tidy(nodes)
