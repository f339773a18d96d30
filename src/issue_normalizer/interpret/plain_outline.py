"""Headings and titles of a dump that no profile knows, told by what repeats from line to line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from statistics import median
from typing import Final

from issue_normalizer.inlines import join_hard
from issue_normalizer.interpret.plain_lists import bold_before_dash
from issue_normalizer.interpret.plain_rows import CLOSING, ENDS, Row, in_place, rows_of, without_repeated
from issue_normalizer.tree import Block, Blocks, Heading, Inlines, Paragraph

_SEVERAL: Final = 3  # texts with a line above each
_SECTIONS: Final = 2  # lines in a row, and sections, at least
_LEAST: Final = 0.8  # share of texts with a line above, of titles that do not begin small
_LONGER: Final = 1.2  # times that texts are as long as titles


def find_outline(blocks: Blocks) -> Blocks:
    """Make headings of short lines above texts, and bold words of what stands before dashes.

    Where a short line stands above nearly each text, and two above some, the first of two is a section.
    Must fire: `Tools` / `A net` / `It holds.` / `A hook` / `It bends.` …, whatever is blank between. Must
    not: chapters of several paragraphs, lines of a poem, a list of plain sentences.
    """
    rows = tuple(rows_of(blocks))
    levels = _levels(in_place(without_repeated(rows))) or _levels(in_place(rows))
    return _rebuilt(blocks, rows, levels) if levels else blocks


def _levels(rows: Sequence[Row]) -> dict[int, int]:
    """Give the places of titles (3), of sections (2), and of texts that their titles begin (0)."""
    above: list[list[int]] = []  # the short lines in a row above each text that no list stands before
    texts: list[int] = []
    run: list[int] | None = []
    for at, row in enumerate(rows):
        if row.kind == "other":
            run = None
        elif row.kind == "short":
            run = [*(run or ()), at]
        elif row.kind in ("text", "led"):
            if run is not None:
                above.append([*run, at] if row.kind == "led" else run)
                texts.append(at)
            run = []
    first = next((place for place, run in enumerate(above) if run), 0)  # below a lead
    above, texts = above[first:], texts[first:]
    titled = [run for run in above if run]
    longest = max(map(len, titled[1:]), default=0)
    sections = [run for run in titled if len(run) > 1]
    is_outline = len(titled) >= _SEVERAL and len(titled) >= _LEAST * len(above) and longest == _SECTIONS
    if not is_outline or not _SECTIONS <= len(sections) < len(titled):
        return {}
    if not _are_titles(rows, above, texts):
        return {}
    titles = {run[-1]: 3 if rows[run[-1]].kind == "short" else 0 for run in titled}
    return titles | {run[-2]: 2 for run in sections}


def _are_titles(rows: Sequence[Row], above: Sequence[Sequence[int]], texts: Sequence[int]) -> bool:
    """Tell whether lines above texts look as titles do: shorter than these, and they do not begin small."""
    pairs = [(rows[run[-1]], rows[text]) for run, text in zip(above, texts, strict=True) if run]
    titles = [title for title, text in pairs if title is not text]
    if not titles:
        return True
    small = sum(title.text[0].islower() for title in titles)
    length = median([len(title.text) for title in titles])
    ended = sum(text.text.rstrip(CLOSING)[-1:] in ENDS for title, text in pairs)
    return (
        small <= (1 - _LEAST) * len(titles)
        and median([len(text.text) for _, text in pairs]) >= _LONGER * length
        and ended * 2 >= len(pairs)
    )


def _rebuilt(blocks: Blocks, rows: Sequence[Row], levels: dict[int, int]) -> Blocks:
    """Give headings and texts their own blocks; lines that stood together stay together."""
    out: list[Block] = []
    for at, group in groupby(enumerate(rows), lambda pair: pair[1].at):
        block = blocks[at]
        if not isinstance(block, Paragraph):
            out.append(block)
            continue
        lines: list[Inlines] = []
        for place, row in group:
            level = levels.get(place)
            if level is None and row.kind != "address":
                lines.append(row.children)
                continue
            out += [Paragraph(join_hard(lines), block.line)] if lines else []
            lines = []
            if level:
                out.append(Heading(level, row.children, block.line))
            elif level == 0:
                out.append(Paragraph(bold_before_dash(row.children), block.line))
            else:
                out.append(Paragraph(row.children, block.line))
        out += [Paragraph(join_hard(lines), block.line)] if lines else []
    return tuple(out)
