"""Dumps of text browsers (lynx, elinks, w3m): `[12]` stands before a link, the addresses below the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from issue_normalizer.tree import Inline, Link, Span, Text
from issue_normalizer.urls import canonical_url, is_live

# What stands for the number of a link: no text holds such signs, they are no characters.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARK: Final = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
# A link's number has its text straight behind it; `paper [3], too` cites.
_NUMBER: Final = re.compile(r"\[(\d{1,4})\](?=[^\s,.;:!?)，。；：、！？）])")
_TITLE: Final = re.compile(r"\s*References:?\s*")
_GROUP: Final = re.compile(r"\s*(?:Visible|Hidden) links:?\s*")
_DOTTED: Final = re.compile(r"\s*\d{1,4}\.\s")
_ADDRESS: Final = re.compile(r"\s*(?:\.\s+)?\[?(\d{1,4})[.\]]\s+([A-Za-z][A-Za-z0-9+.-]*:\S.*?)\s*")
_MAX_STEP: Final = 4  # links that show nothing have a number too
_FEWEST: Final = 8  # numbers that prove themselves without a list
_CITED: Final = 0.1  # share of other numbers in brackets among them
_INDENTED: Final = 0.6  # share of lines
_COVERED: Final = 0.9  # share of listed addresses whose numbers are found
_BEFORE_WORDS: Final = 0.5  # share of numbers that stand behind a blank: citations stand behind a word

_ITSELF: Final = ("http://", "https://", "www.")
_LONGEST_TITLE: Final = 90  # characters
# A number, tags in brackets, signs: `✅`, `3、`.
_BEFORE_TITLE: Final = re.compile(
    r"[\W_]{0,8}(?:\d{1,3}\s*[、．.)）]\s*)?(?:\s*\[[^\[\]]{1,40}\])*[^\w(（\"“「《]{0,8}"
)
_CLOSED: Final = re.compile(r"\[[^\[\]]+\]|\d{4}-\d\d-\d\d")
# `甲：` before a sentence that goes on; in an entry, all may be the title.
_BEFORE_TEXT: Final = re.compile(r"([^：]{1,30})：(?=[^：]{16,})(?=.*[，。、；])")
_WORD: Final = re.compile(r"[^\s，。；：、！？（）《》「」【】,;!?()]{1,40}")


class Referenced(Struct, frozen=True, gc=False):
    """Lines with a mark for each link's number, the addresses of the numbers, and what was taken off."""

    lines: tuple[str, ...]
    addresses: Mapping[int, str]
    dropped: tuple[Span, ...]


def take_references(lines: Sequence[str]) -> Referenced:
    """Take the numbers of links and their list off a dump.

    Numbers rise from link to link. Other numbers in brackets stay: citations, `[2020]`. Without a list below,
    there must be many that are no citations.
    """
    end, addresses = _list_below(lines)
    found = list(_rising(lines[:end], addresses))
    is_proven = _number_links(found, lines) or (
        _is_indented(lines[:end]) and _are_listed(found, addresses, lines[end:])
    )
    if not is_proven or (not addresses and not _prove_themselves(found, lines)):
        return Referenced(tuple(lines), {}, ())
    marked = list(lines[:end])
    for index, on_line in groupby(found, key=lambda entry: entry[0]):
        marked[index] = _marked(lines[index], [match for _, match in on_line])
    numbers = (Span(index + 1, match[0], "references") for index, match in found)
    below = (Span(number, line.strip(), "references") for number, line in enumerate(lines[end:], end + 1))
    return Referenced(tuple(marked), addresses, (*numbers, *(span for span in below if span.text)))


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


def _rising(lines: Sequence[str], addresses: Mapping[int, str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Find the numbers in brackets that rise from one to the next: (index of the line, number) each."""
    last = 0
    for index, line in enumerate(lines):
        for match in _NUMBER.finditer(line) if "[" in line else ():
            number = int(match[1])
            if number > last and (number in addresses if addresses else number <= last + _MAX_STEP):
                last = number
                yield index, match


def _number_links(found: Sequence[tuple[int, re.Match[str]]], lines: Sequence[str]) -> bool:
    """Tell whether enough of the numbers stand where a link begins: citations stand behind a word."""
    begin = sum(_begins(lines[index], match.start()) for index, match in found)
    return bool(found) and begin >= _BEFORE_WORDS * len(found)


def _are_listed(
    found: Sequence[tuple[int, re.Match[str]]], addresses: Mapping[int, str], below: Sequence[str]
) -> bool:
    """Tell whether nearly all of many addresses have their number above, in a list as browsers write it.

    Text without blanks between its words has none before a number either. Citations are listed as `[1] …`.
    """
    is_browsers = all(_DOTTED.match(line) for line in below if _ADDRESS.fullmatch(line))
    return is_browsers and len(found) >= max(_FEWEST, _COVERED * len(addresses))


def _is_indented(lines: Sequence[str]) -> bool:
    """Tell whether text stands some columns deep, as browsers show it."""
    shown = [line for line in lines if line.strip()]
    return sum(line.startswith("  ") for line in shown) >= _INDENTED * len(shown)


def _begins(line: str, at: int) -> bool:
    return at == 0 or line[at - 1].isspace() or line[at - 1] == "]"


def _prove_themselves(found: Sequence[tuple[int, re.Match[str]]], lines: Sequence[str]) -> bool:
    """Tell whether there are many rising numbers, and few others."""
    others = sum(len(_NUMBER.findall(line)) for line in lines) - len(found)
    return len(found) >= _FEWEST and others <= _CITED * len(found)


def _marked(line: str, numbers: Sequence[re.Match[str]]) -> str:
    """Put marks in the place of numbers; a mark is as wide as a number."""
    pieces: list[str] = []
    end = 0
    for number in numbers:
        pieces += (line[end : number.start()], _OPEN, number[1], _CLOSE)
        end = number.end()
    return "".join([*pieces, line[end:]])


def mark(number: int) -> str:
    """Give what stands for the number of a link."""
    return f"{_OPEN}{number}{_CLOSE}"


def has_marks(text: str) -> bool:
    """Tell whether a text holds marks of links."""
    return _OPEN in text


def without_marks(text: str) -> str:
    """Give a text as it is without the numbers of its links."""
    return _MARK.sub("", text) if _OPEN in text else text


def between_marks(text: str) -> list[str]:
    """Give the stretches of a text that stand between the numbers of its links."""
    return [part for part in _MARK.split(text)[::2] if part]


def linked_line(line: str, addresses: Mapping[int, str], *, begins_entry: bool) -> list[Inline]:
    """Read a line that holds marks.

    How far a link goes is unknown. One that the line begins with goes to the next, or to the end, if the
    line is an entry's first, or no longer than a title; others go as far as brackets, a date, or else a word.
    """
    before, *rest = _MARK.split(line)
    nodes: list[Inline] = [Text(before)] if before else []
    begins = _BEFORE_TITLE.fullmatch(before) is not None
    for number, text in zip(rest[::2], rest[1::2], strict=True):
        address = addresses.get(int(number), "")
        is_title = begins and (begins_entry or len(text) <= _LONGEST_TITLE)
        length = _length(text, is_title=is_title)
        if is_title and not begins_entry and (told := _BEFORE_TEXT.match(text)):
            length = len(told[1])
        if length and address and is_live(address) and not address.startswith("mailto:"):
            nodes.append(Link(canonical_url(address), (Text(text[:length]),)))
            nodes += [Text(text[length:])] if text[length:] else []
        elif text:
            nodes.append(Text(text))
        begins = False
    return nodes


def _length(text: str, *, is_title: bool) -> int:
    """Tell how far a link goes in the text behind its number; an address that is written out links itself."""
    if text.startswith(_ITSELF):
        return 0
    if is_title:
        return len(text.rstrip())
    found = _CLOSED.match(text) or _WORD.match(text)
    return found.end() if found else 0
