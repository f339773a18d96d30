"""Addresses that a plain text writes beside what they belong to: `Title (https://…)`, below it, or as `[3]`.

What is found gets the mark that `references.py` gives the numbers of links; the address goes into its target.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from issue_normalizer.patterns import rare
from issue_normalizer.readers.references import Referenced, mark
from issue_normalizer.text import is_wide
from issue_normalizer.tree import Span

_LISTED: Final = rare(r"\s*\[(\d{1,3})\]:?\s+<?(https?://[!-;=?-~]+)>?\s*")
_CITED: Final = rare(r" ?\[(\d{1,3})\]")
_LIST_TITLE: Final = rare(r"\s*(?:links|references|sources|footnotes|urls)\s*:?\s*", 2)  # re.IGNORECASE
_ROW: Final = rare(r"\s*([-=~_*])\1{2,}\s*")
_MARKER: Final = rare(r"\s*(?:(?:[•◦▪▸●○■‣∙·*+\-–]|\d{1,3}[.)])\s+)?")
_BEHIND: Final = rare(r"(\S.*?)(\s*[(<]\s*(https?://[!-'*-;=?-~]+)\s*[)>])\s*")
_ALONE: Final = rare(r"\s*<?(https?://[!-;=?-~]+)>?\s*")
_LONGEST: Final = 90  # characters of a title
_NO_TITLE: Final = (".", ",", ";", ":", "。", "，", "；", "：")
_MOST_LINES: Final = 12  # of an item with its address at the end


class _Found(NamedTuple):
    line: int
    at: int  # where the text that is linked begins
    url: str
    taken: tuple[tuple[int, str], ...]  # lines, and what goes from them


def take_addresses(lines: Sequence[str]) -> Referenced:
    """Take addresses out of lines, and put the mark of a link before the title or number they belong to."""
    found = [*_cited(lines)]
    listed = {line for entry in found for line, _ in entry.taken if _LISTED.fullmatch(lines[line])}
    left = ["" if at in listed else line for at, line in enumerate(lines)]
    marked = {entry.line for entry in found}
    found += [entry for entry in _titles(left) if entry.line not in marked]
    out = list(left)
    dropped: dict[tuple[int, str], Span] = {}
    addresses: dict[int, str] = {}
    for number, entry in enumerate(sorted(found, key=lambda entry: (entry.line, -entry.at)), 1):
        addresses[number] = entry.url
        for line, text in entry.taken:
            if line not in listed:
                before, _, behind = out[line].rpartition(text)
                out[line] = before + behind
            dropped[line, text] = Span(line + 1, text.strip(), "references")
        out[entry.line] = out[entry.line][: entry.at] + mark(number) + out[entry.line][entry.at :]
    for at in _list_titles(lines, listed):
        dropped[at, lines[at]] = Span(at + 1, lines[at].strip(), "references")
        out[at] = ""
    spans = sorted(dropped.values(), key=lambda span: span.line)
    return Referenced(tuple(out), addresses, tuple(spans))


def _cited(lines: Sequence[str]) -> Iterator[_Found]:
    """Find the numbers in brackets that lists of addresses explain: behind a title they are its own.

    Must fire: `Reeds grow [2]` with `[2] https://…` below. Must not: numbers without a list, a list of which
    some are not cited above.
    """
    entries = {at: match for at, line in enumerate(lines) if (match := _LISTED.fullmatch(line))}
    numbers = {match[1]: (at, match[2]) for at, match in entries.items()}
    cited = [
        (at, match)
        for at, line in enumerate(lines)
        if at not in entries
        for match in _CITED.finditer(line)
        if match[1] in numbers
    ]
    if len(numbers) != len(entries) or numbers.keys() != {match[1] for _, match in cited}:
        return
    for at, match in cited:
        listed, url = numbers[match[1]]
        line, entry = lines[at].rstrip(), (listed, lines[listed])
        begin = _begin(line)
        is_behind = match.end() == len(line) and line.count("[") == 1 and _is_first(lines, at)
        if is_behind and _is_title(line[begin : match.start()]):
            yield _Found(at, begin, url, ((at, match[0]), entry))
        else:
            yield _Found(at, match.end() - len(match[0].lstrip()), url, (entry,))


def _list_titles(lines: Sequence[str], listed: set[int]) -> Iterator[int]:
    """Give the title above a list of addresses, and the row of signs that underlines it."""
    for first in sorted(at for at in listed if at - 1 not in listed):
        above = [at for at in range(max(0, first - 4), first) if lines[at].strip()][-2:]
        titles = [at for at in above if _LIST_TITLE.fullmatch(lines[at])]
        if titles and all(_ROW.fullmatch(lines[at]) for at in above if at > titles[-1]):
            yield from (at for at in above if at >= titles[-1])


def _titles(lines: Sequence[str]) -> Iterator[_Found]:
    """Find titles with their address behind them in brackets, or at the end of the text below them."""
    width = max((len(line.rstrip()) for line in lines if not _ALONE.fullmatch(line)), default=0)
    for first in range(len(lines)):
        if not _is_first(lines, first):
            continue
        line = lines[first].rstrip()
        begin = _begin(line)
        behind = _BEHIND.fullmatch(line, begin)
        if behind is not None and _is_title(behind[1]):
            yield _Found(first, begin, behind[3], ((first, behind[2]),))
        elif behind is None and _is_title(line[begin:]) and "://" not in line:
            last = _last(lines, first)
            below = lines[first + 1].strip() if last > first else ""
            unit = 1 if is_wide(below[:1] or " ") else len(below.partition(" ")[0])
            is_full = len(line) + 1 + unit > width
            if (
                last > first
                and (address := _ALONE.fullmatch(lines[last]))
                and (last == first + 1 or not is_full)
            ):
                yield _Found(first, begin, address[1], ((last, lines[last].strip()),))


def _begin(line: str) -> int:
    marker = _MARKER.match(line)
    return marker.end() if marker else 0


def _is_title(text: str) -> bool:
    shown = text.strip()
    return (
        bool(shown)
        and len(shown) <= _LONGEST
        and not shown.endswith(_NO_TITLE)
        and any(map(str.isalpha, shown))
    )


def _is_first(lines: Sequence[str], at: int) -> bool:
    """Tell whether a line begins a paragraph or an entry of a list."""
    line = lines[at]
    if not line.strip() or _ROW.fullmatch(line):
        return False
    begins_entry = _begin(line) > len(line) - len(line.lstrip())
    return begins_entry or at == 0 or not lines[at - 1].strip() or _ROW.fullmatch(lines[at - 1]) is not None


def _last(lines: Sequence[str], first: int) -> int:
    """Give the last line of a paragraph or entry."""
    at = first
    while at + 1 < len(lines) and at - first < _MOST_LINES and lines[at + 1].strip():
        if _is_first(lines, at + 1):
            break
        at += 1
    return at
