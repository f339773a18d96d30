"""Damage done to a page's own Markdown, line by line, as a scraper or a careless editor does it."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random
from typing import NamedTuple

from damages.model import Baseline, DamagedText, TextDamage, Told

from issue_normalizer import read
from issue_normalizer.issue import SCHEMA
from issue_normalizer.text import fold_width

_HEAD = re.compile(r"- \[[^\n]*\]\((\S+)\)\s*(?:<br ?/?>)?\s*")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\([^()\s]+\)")
_TYPOGRAPHY = str.maketrans("。、“”‘’—", ".,\"\"''-")
_MANY = 4  # texts: what differs in form in so many is told once


class Lines(NamedTuple):
    """The lines of an item, with its place in the issue."""

    first: int
    end: int
    url_at: tuple[int, int]
    path: str
    section: int


def _whole_items(page: Baseline) -> list[Lines]:
    """Find items whose lines end where the next item of their section starts."""
    lines = page.text.split("\n")
    heads = {at: match for at, line in enumerate(lines) if (match := _HEAD.fullmatch(line))}
    urls = [match[1] for match in heads.values()]
    starts = list(heads)
    known = {
        item.url: (at, number)
        for at, section in enumerate(page.issue.sections)
        for number, item in enumerate(section.items)
        if section.kind != "briefs"
    }
    found = []
    for at, following in pairwise(starts):
        url, next_url = heads[at][1], heads[following][1]
        if url not in known or next_url not in known or urls.count(url) > 1 or urls.count(next_url) > 1:
            continue
        place, next_place = known[url], known[next_url]
        if next_place == (place[0], place[1] + 1):
            path = f"sections/{place[0]}/items/{place[1]}"
            found.append(Lines(at, following, heads[at].span(1), path, place[0]))
    return found


def _headings(page: Baseline) -> dict[int, int]:
    """Find the lines of the headings: number of a section -> line."""
    lines = [line.rstrip() for line in page.text.split("\n")]
    names = {f"## {section.title}": at for at, section in enumerate(page.issue.sections)}
    return {names[line]: at for at, line in enumerate(lines) if line in names and lines.count(line) == 1}


def _replaced(page: Baseline, first: int, end: int, new: list[str]) -> str:
    lines = page.text.split("\n")
    return "\n".join([*lines[:first], *new, *lines[end:]])


def _drop_item(page: Baseline, random: Random) -> DamagedText | None:
    items = _whole_items(page)
    if not items:
        return None
    one = random.choice(items)
    expected = Told("item-lost", "loss", one.path, is_new=False)
    return DamagedText(_replaced(page, one.first, one.end, []), (expected,))


def _swap_items(page: Baseline, random: Random) -> DamagedText | None:
    items = _whole_items(page)
    pairs = [(one, two) for one, two in pairwise(items) if one.end == two.first]
    if not pairs:
        return None
    one, two = random.choice(pairs)
    lines = page.text.split("\n")
    swapped = [*lines[two.first : two.end], *lines[one.first : one.end]]
    expected = Told("order", "change", f"sections/{one.section}")
    return DamagedText(_replaced(page, one.first, two.end, swapped), (expected,))


def _repeat_item(page: Baseline, random: Random) -> DamagedText | None:
    items = _whole_items(page)
    if not items:
        return None
    one = random.choice(items)
    lines = page.text.split("\n")[one.first : one.end]
    section, number = one.path.rsplit("/", 1)
    expected = Told("item-repeated", "change", f"{section}/{int(number) + 1}")
    return DamagedText(_replaced(page, one.first, one.end, lines * 2), (expected,))


def _drop_title_link(page: Baseline, random: Random) -> DamagedText | None:
    items = _whole_items(page)
    if not items:
        return None
    one = random.choice(items)
    line = page.text.split("\n")[one.first]
    before, _, title = line[: one.url_at[0] - 2].rpartition("[")
    if "]" in title or "://" in title:  # not the link's own bracket; an address that is a link without any
        return None
    new = f"{before}{title}{line[one.url_at[1] + 1 :]}"
    expected = Told("address-changed", "loss", one.path)
    return DamagedText(_replaced(page, one.first, one.first + 1, [new]), (expected,))


def _change_address(page: Baseline, random: Random) -> DamagedText | None:
    items = _whole_items(page)
    if not items:
        return None
    one = random.choice(items)
    line = page.text.split("\n")[one.first]
    end = one.url_at[1]
    new = f"{line[: end - 1]}{'q' if line[end - 1] != 'q' else 'w'}{line[end:]}"
    expected = Told("address-changed", "change", one.path)
    return DamagedText(_replaced(page, one.first, one.first + 1, [new]), (expected,))


def _has_sections(text: str, page: Baseline, gone: int, *, is_heading: bool = False) -> bool:
    """Tell whether only one section is gone: a newsletter without a profile may be read in another way."""
    sections = [section for at, section in enumerate(page.issue.sections) if at != gone or is_heading]
    items = sum(len(section.items) for section in sections)
    titles = [section.title for at, section in enumerate(page.issue.sections) if at != gone]
    left = read(text).sections
    return [section.title for section in left] == titles and sum(len(one.items) for one in left) == items


def _drop_section(page: Baseline, random: Random) -> DamagedText | None:
    headings = _headings(page)
    inner = [at for at in headings if at + 1 in headings]
    if not inner:
        return None
    at = random.choice(inner)
    expected = Told("section-lost", "loss", f"sections/{at}", is_new=False)
    text = _replaced(page, headings[at], headings[at + 1], [])
    return DamagedText(text, (expected,)) if _has_sections(text, page, at) else None


def _drop_heading(page: Baseline, random: Random) -> DamagedText | None:
    """Drop a heading; what stood below it goes to the section before it."""
    headings = _headings(page)
    sections = page.issue.sections
    inner = [
        at for at in headings if at - 1 in headings and not (sections[at].intro or sections[at - 1].outro)
    ]
    if not inner:
        return None
    at = random.choice(inner)
    expected = Told("section-lost", "loss", f"sections/{at}", is_new=False)
    text = _replaced(page, headings[at], headings[at] + 1, [])
    return DamagedText(text, (expected,)) if _has_sections(text, page, at, is_heading=True) else None


def _drop_links(page: Baseline, random: Random) -> DamagedText | None:  # noqa: ARG001 - all of them
    text, count = _LINK.subn(r"\1", page.text)
    if count < 2 * len(re.findall("://", text)) or count <= _MANY:
        return None
    if len(read(text).sections) != len(page.issue.sections):
        return None  # the links showed which line is a heading
    return DamagedText(text, (Told("links-lost", "loss", ""),))


def _fold(page: Baseline, random: Random) -> DamagedText | None:  # noqa: ARG001 - all of it
    if f"schema: {SCHEMA}" in page.text:
        return None  # its labels are read as they are written, and only so
    items = [item for section in read(page.text).sections for item in section.items]
    texts = [text for item in items for text in (item.title or "", item.summary)]
    if sum(_folded(text) != text for text in texts) < _MANY:
        return None
    return DamagedText(_folded(page.text), (Told("form-only", "form", ""),))


def _folded(text: str) -> str:
    return fold_width(text).translate(_TYPOGRAPHY)


PAGE_DAMAGES: dict[str, TextDamage] = {
    "drop an item's lines": _drop_item,
    "swap two items' lines": _swap_items,
    "repeat an item's lines": _repeat_item,
    "drop a title line's link": _drop_title_link,
    "the last character of an address": _change_address,
    "drop a section's lines": _drop_section,
    "drop a section's heading": _drop_heading,
    "drop all links": _drop_links,
    "fold the width": _fold,
}
