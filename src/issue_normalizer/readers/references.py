"""Dumps of text browsers (lynx, elinks, w3m): `[12]` stands before a link, the addresses below the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from issue_normalizer.tree import Inline, Link, Span, Text
from issue_normalizer.urls import canonical_url, is_live

MARK = "\ufdd0"  # stands for the number of a link: no text holds it, for it is no character
_NUMBER = re.compile(r"\[(\d{1,4})\]")
_TITLE = re.compile(r"\s*References:?\s*")
_GROUP = re.compile(r"\s*(?:Visible|Hidden) links:?\s*")
_ADDRESS = re.compile(r"\s*(?:\.\s+)?\[?(\d{1,4})[.\]]\s+(\S+)\s*")
_MAX_STEP = 4  # links that show nothing have a number too
_FEWEST = 8  # numbers that prove themselves without a list
_CITED = 0.1  # share of other numbers in brackets among them
# What is a link by itself where it is unknown how far a link goes: `[原文]`, a date.
_CLOSED = re.compile(r"\[[^\[\]]+\]|\d{4}-\d\d-\d\d")
_BEFORE_TITLE = re.compile(r"(?:\s*\[[^\[\]]{1,40}\])*\s*")


class Referenced(NamedTuple):
    """Lines with MARK for each link's number, the links' addresses in that order, and what was taken off."""

    lines: tuple[str, ...]
    addresses: tuple[str | None, ...]
    dropped: tuple[Span, ...]


def take_references(lines: Sequence[str]) -> Referenced:
    """Take the numbers of links and their list off a dump. Other numbers in brackets stay: `[1]` of a paper.

    Numbers rise from link to link, each standing once. Without a list below, there must be many of them.
    """
    end, addresses = _list_below(lines)
    found = list(_rising(lines[:end]))
    if not found or (not addresses and not _prove_themselves(found, lines)):
        return Referenced(tuple(lines), (), ())
    marked = list(lines[:end])
    for index, on_line in groupby(found, key=lambda entry: entry[0]):
        marked[index] = _marked(lines[index], [match.span() for _, match in on_line])
    numbers = (Span(index + 1, match[0], "references") for index, match in found)
    below = (Span(number, line.strip(), "references") for number, line in enumerate(lines[end:], end + 1))
    targets = tuple(addresses.get(int(match[1])) for _, match in found)
    return Referenced(tuple(marked), targets, (*numbers, *(span for span in below if span.text)))


def _marked(line: str, spans: Sequence[tuple[int, int]]) -> str:
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    return MARK.join(line[low:high] for low, high in zip([0, *ends], [*starts, len(line)], strict=True))


def _list_below(lines: Sequence[str]) -> tuple[int, Mapping[int, str]]:
    """Find the list of addresses that ends a dump: the index of its title, and the address of each number."""
    addresses: dict[int, str] = {}
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if match := _ADDRESS.fullmatch(line):
            addresses[int(match[1])] = match[2]
        elif addresses and _TITLE.fullmatch(line):
            return index, addresses
        elif line.strip() and not _GROUP.fullmatch(line):
            break
    return len(lines), {}


def _rising(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Find the numbers in brackets that rise from one to the next: (index of the line, number) each."""
    last = 0
    for index, line in enumerate(lines):
        for match in _NUMBER.finditer(line) if "[" in line else ():
            if last < int(match[1]) <= last + _MAX_STEP:
                last = int(match[1])
                yield index, match


def _prove_themselves(found: Sequence[tuple[int, re.Match[str]]], lines: Sequence[str]) -> bool:
    """Tell whether there are so many rising numbers, and so few others, that they are no citations."""
    others = sum(len(_NUMBER.findall(line)) for line in lines) - len(found)
    return len(found) >= _FEWEST and others <= _CITED * len(found)


def without_marks(text: str) -> str:
    """Give a text as it is without the numbers of its links."""
    return text.replace(MARK, "")


def linked_line(line: str, addresses: Iterator[str | None], *, begins_entry: bool) -> list[Inline]:
    """Read a line that holds marks; `addresses` are those of the links that are still to come.

    How far a link goes is unknown: one that an entry begins with goes to the next, or to the line's end;
    of others, it is told only by brackets, or by a date.
    """
    before, *pieces = line.split(MARK)
    nodes: list[Inline] = [Text(before)] if before else []
    is_title = begins_entry and _BEFORE_TITLE.fullmatch(before) is not None
    for piece in pieces:
        address = next(addresses, None)
        closed = _CLOSED.match(piece)
        length = len(piece.rstrip()) if is_title else closed.end() if closed else 0
        if address and length and is_live(address):
            nodes.append(Link(canonical_url(address), (Text(piece[:length]),)))
            piece = piece[length:]  # noqa: PLW2901 - what is left of it
        if piece:
            nodes.append(Text(piece))
        is_title = False
    return nodes
