"""A mail that was forwarded: what it says of itself stands in its text, as programs write it there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.data import read_data
from issue_normalizer.days import find_day
from issue_normalizer.inlines import hard_lines, join_hard, plain
from issue_normalizer.patterns import rare
from issue_normalizer.readers import __path__ as package
from issue_normalizer.text import collapse
from issue_normalizer.tree import Block, Blocks, Document, Inlines, Paragraph, Quote, Span, Table, Text

_NEAR: Final = 12  # blocks from the top
_FEWEST: Final = 3  # headers
_PREFIX: Final = rare(r"(?:(?:re|fwd?|aw|wg|tr|rv|转发|回复|答复)\s*[:：]\s*|\[[^\]\d]{1,40}\]\s+(?=\S))+", 2)
_HEADER: Final = re.compile(r"\s*([^\W\d][\w -]{0,20}?)\s*[:：]\s*(.*)", re.DOTALL)


class Forwarded(Struct, frozen=True, gc=False):
    """A document without the headers of the mail in it, and their values by name: from, date, subject."""

    document: Document
    headers: Mapping[str, str]


class _Words(Struct, frozen=True, gc=False):
    names: Mapping[str, str]
    begin: re.Pattern[str]


@cache
def _words() -> _Words:
    data: Mapping[str, Mapping[str, str]] = read_data(f"{package[0]}/mail")
    headers = dict(data["headers"])
    begin = "|".join(headers.pop("begin").split("\n")[:-1])
    names = {name: kind for kind, block in headers.items() for name in block.split("\n") if name}
    return _Words(names, re.compile(begin, re.IGNORECASE))


def take_headers(document: Document) -> Forwarded:
    """Take the headers of a forwarded mail out of a document, and the quote off that it stands in.

    Must fire: `From:`, `Sent:`, `Subject:` on lines that follow one another, near the top. Must not: a label
    of the letter such as `From: the harbour` alone.
    """
    for blocks in (document.blocks, tuple(_unquoted(document.blocks))):
        if run := _run(blocks):
            break
    else:
        return Forwarded(document, _left_out(document.dropped))
    spans = [Span(blocks[at].line, text, "front-matter") for at, _, text in run]
    edits = (*document.intake.edits, *[Claim(span.reason, span.text) for span in spans])
    taken = {(at, place) for at, place, _ in run}
    without = replace(
        document,
        blocks=tuple(_without(blocks, taken)),
        dropped=(*document.dropped, *spans),
        intake=replace(document.intake, edits=edits),
    )
    headers = dict([found for _, _, text in run if (found := _header(text)) is not None])
    return Forwarded(without, headers)


def said_by(headers: Mapping[str, str], language: str) -> dict[str, str]:
    """Give title and date of a mail by its headers as they stand in the text of another."""
    subject, date = headers.get("subject", ""), headers.get("date", "")
    found = {"title": _PREFIX.sub("", subject, 1) or subject, "date": find_day(date, language) or ""}
    return {key: value for key, value in found.items() if value}


def _left_out(dropped: Sequence[Span]) -> dict[str, str]:
    """Read headers that went with what stands above the title, in pieces: `From:`, then the sender."""
    texts = [span.text for span in dropped if span.reason.startswith("furniture")]
    pairs = [f"{name} {value}" for name, value in pairwise(texts) if name[-1:] in ":："]
    run = [(0, 0, text) for text in (*texts, *pairs) if _header(text) is not None]
    return dict([found for _, _, text in run if (found := _header(text))]) if _is_mail(run) else {}


def _unquoted(blocks: Blocks) -> Iterator[Block]:
    for at, block in enumerate(blocks):
        if isinstance(block, Quote) and at < _NEAR:
            yield from block.blocks
        else:
            yield block


def _lines(block: Block) -> list[Inlines]:
    """Give the lines of a block as a mail program writes headers: with breaks, or in rows."""
    if isinstance(block, Paragraph):
        return hard_lines(block.children)
    if isinstance(block, Table):
        return [tuple([node for cell in row for node in (*cell, Text(" "))]) for row in block.rows]
    return []


def _run(blocks: Blocks) -> list[tuple[int, int, str]]:
    """Find the lines that are headers: (block, place in it, text) each; [] where there are too few."""
    run: list[tuple[int, int, str]] = []
    for at, block in enumerate(blocks[:_NEAR]):
        texts = [collapse(plain(line)) for line in _lines(block)]
        if not texts and _is_mail(run):
            return run
        for place, text in enumerate(texts):
            if _words().begin.fullmatch(text) or _header(text) is not None:
                run.append((at, place, text))
            elif _is_mail(run):
                return run
            else:
                run = []
    return run if _is_mail(run) else []


def _is_mail(run: Sequence[tuple[int, int, str]]) -> bool:
    kinds = [found[0] for _, _, text in run if (found := _header(text)) is not None]
    return len(kinds) >= _FEWEST and "from" in kinds and not {"date", "subject"}.isdisjoint(kinds)


def _header(text: str) -> tuple[str, str] | None:
    """Read a line as a header: which, and its value."""
    match = _HEADER.fullmatch(text)
    kind = _words().names.get(match[1].casefold()) if match else None
    return (kind, match[2]) if match and kind else None


def _without(blocks: Blocks, taken: set[tuple[int, int]]) -> Iterator[Block]:
    for at, block in enumerate(blocks):
        if not any(place[0] == at for place in taken):
            yield block
        elif isinstance(block, Paragraph):
            lines = enumerate(hard_lines(block.children))
            if kept := [line for place, line in lines if (at, place) not in taken]:
                yield replace(block, children=join_hard(kept))
