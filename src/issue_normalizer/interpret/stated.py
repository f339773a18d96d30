"""What an issue says of itself: its series, date and number, by its profile, its title, or beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.inline_types import is_break
from issue_normalizer.inlines import hard_lines, plain
from issue_normalizer.issue_number import COUNTED, names_newsletter
from issue_normalizer.issue_title import (
    TitleFacts,
    find_date,
    find_first_day,
    find_number,
    read_title,
    split_topics,
    without_facts,
)
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Patterns, Profile
from issue_normalizer.text import holds_any, without_zeros
from issue_normalizer.tree import Block, Blocks, Heading, Paragraph

_MAX_LINE: Final = 120
_MAX_DATE_LINE: Final = 40
_MOST_LINES: Final = 3
_DATE_KEYS: Final = (
    "date", "pubdate", "published", "publishedat", "publishdate", "publisheddate", "publishedtime",
    "datepublished", "publishtime", "publicationdate", "posted", "postdate", "issuedate", "created",
    "createdat", "datecreated", "createdate",
)  # fmt: skip
_NUMBER_KEYS: Final = ("number", "issue", "issuenumber", "issueno", "no", "episode", "edition", "volume")
_NUMBER: Final = rare(r"#?([^\W_]*\d[\w.-]{0,15})")
_DAY_IN_NAME: Final = rare(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")
_NUMBER_IN_NAME: Final = rare(
    r"(?i:(?:^|[^a-z])(?:issue|no|nr|num|number|vol|volume|episode|ep|edition))[-_ .]?0*"
    r"(?!(?:19|20)\d\d(?!\d))(\d{1,5})(?!\d)"  # a year is none
)
# `55-2019.02.18`: the number before the day.
_NUMBER_BEFORE_DAY: Final = rare(r"(?:^|[^\d.-])0*(\d{1,4})[-_ ](?=(?:19|20)\d\d[-_.]\d\d[-_.]\d\d(?!\d))")
_NAMED_NUMBER: Final = rare(
    rf"(?!\D*{COUNTED})"
    r"[^\W\d][^\d:：,，]{0,40}[\s-](?!(?:19|20)\d\d(?!\d))(\d{1,4})(?=\s?[:：|–—-]|\Z)",
    re.IGNORECASE,
)
# What the text of a dated issue opens with: `Pond.info #633 - Nets 2 is out.` Must not: `We were #1 here`.
_OPENS: Final = rare(r"[^\W\d_]\S{0,30}\s[#№]\s?(\d{1,4})\s[–—-]\s")
_NUMBER_AT_END: Final = rare(r"(?<![\d-])[^\d]*-0*(\d{1,4})\Z")


class Stated(Struct, frozen=True, gc=False):
    """Series, date, number and topics; `from_name` are the codes of what the file's name gave."""

    series: str | None
    date: str | None
    number: str | None
    topics: tuple[str, ...]
    from_name: tuple[str, ...] = ()


class _Found:
    """What is found, the first of each kind."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.from_name: list[str] = []

    def add(self, kind: str, value: str | None, code: str = "") -> None:
        """Add a value, if it is the first; `code` is told where it is the file's name that gives it."""
        if value and kind not in self.values:
            self.values[kind] = value
            if code:
                self.from_name.append(code)


def read_stated(
    title: str,
    headings: Iterable[str],
    blocks: Blocks,
    metadata: Mapping[str, str],
    name: str | None,
    profile: Profile,
) -> Stated:
    """Read what an issue says of itself: by its title, its headings, and the blocks before its first section.

    What the profile's patterns tell counts first, for each of them by itself.
    """
    found = _Found()
    file = (name or "").replace("\\", "/").rpartition("/")[2]
    stem = file.rpartition(".")[0] or file
    patterns = profile.patterns
    topics: tuple[str, ...] | None = None
    if patterns.title or patterns.front or patterns.file:
        topics = _by_patterns(found, _texts(title, headings, blocks, metadata), metadata, stem, patterns)
    facts = _facts_of(title, metadata.get("page-title", ""))
    found.add("series", _series(found.values.get("series") or facts.series, profile))
    for kind, value in _by_structure(facts, blocks, metadata):
        found.add(kind, value)
    for block in blocks[:_MOST_LINES] if not found.values.get("date") else ():
        found.add("date", find_first_day(plain(block.children[:2])) if isinstance(block, Paragraph) else None)
    is_dated = bool(found.values.get("date"))
    if not is_dated:
        found.add("date", _day_in(stem), "date-guessed")
    found.add("series", _series(read_title(metadata.get("title", "")).series, profile))
    found.add("series", _name_beside(title, facts, blocks, metadata))
    for text in (title, metadata.get("title", "")):
        if is_dated and not found.values.get("number"):
            found.add("number", _number_of_both(text, stem))
    if not found.values.get("number"):
        found.add("number", _number_in(stem), "number-from-name")
    return Stated(
        _series(found.values.get("series"), profile),
        found.values.get("date"),
        found.values.get("number"),
        facts.topics if topics is None else topics,
        tuple(found.from_name),
    )


def _facts_of(title: str, page: str) -> TitleFacts:
    """Read a title; where the page shows but the name as its title, its own says the rest: `Pond - Issue 7`.

    Must not: `Kites in May · Issue #4 · rope/bell`, where more stands behind the number.
    """
    facts = read_title(title)
    paged = read_title(page) if title and page.startswith(title) else facts
    is_name = (
        paged.series == title
        and _says_number(title, page)
        and not any(map(str.isalpha, without_facts(page[len(title) :])))
    )
    return replace(facts, series=title, number=paged.number, date=paged.date) if is_name else facts


def _says_number(title: str, page: str) -> bool:
    """Tell whether what a page's own title adds is called a number, or the title is a newsletter's name.

    Must not: `Fixing the lamp · #4521`, `Why frogs sing | 2024-03-01`.
    """
    return names_newsletter(title) or any(map(str.isalpha, page[len(title) :]))


def _name_beside(title: str, facts: TitleFacts, blocks: Blocks, metadata: Mapping[str, str]) -> str | None:
    """Give the newsletter's name where title and number stand apart.

    Must fire: `Pond Weekly` with `Issue 7` on a line of its own below or above it; the title `Issue 7` where
    the page's own is `Pond Weekly - Issue 7`. Must not: `Why frogs sing` with `Issue 7` below it.
    """
    if facts.number:
        told = read_title(metadata.get("page-title", ""))
        is_bare = not any(map(str.isalpha, without_facts(title)))
        return told.series if is_bare and told.number == facts.number else None
    is_numbered = not facts.date and any(map(_only_number, _lines_below(blocks)))
    return title if is_numbered and names_newsletter(title) else None


def _by_structure(
    facts: TitleFacts, blocks: Blocks, metadata: Mapping[str, str]
) -> Iterator[tuple[str, str | None]]:
    stated = {key.replace("_", "").replace("-", ""): value for key, value in metadata.items()}
    yield "date", facts.date
    for key in _DATE_KEYS:
        yield "date", find_date(stated.get(key, ""))
    lines = _lines_below(blocks)
    for line in lines:
        yield "date", find_date(line)
    yield "number", facts.number
    for key in _NUMBER_KEYS:
        match = _NUMBER.fullmatch(stated[key].strip()) if key in stated else None
        yield "number", without_zeros(match[1]) if match else None
    yield "number", find_number(metadata.get("title", ""))
    for line in lines:
        yield "number", _only_number(line)
    opening = _first_line(blocks[0]) if blocks and isinstance(blocks[0], Paragraph) else ""
    match = _OPENS.match(opening) if facts.date and holds_any(opening, "#№") else None
    yield "number", without_zeros(match[1]) if match else None


def _lines_below(lead: Blocks) -> list[str]:
    """Give short lines at the title, where date and number may stand: `*Issue 7, March 4, 2021*`.

    Behind the first block, those that say nothing else: others tell of other days. A line that begins a
    paragraph is one, too.
    """
    texts = [_first_line(block) if isinstance(block, Paragraph) else "" for block in lead[:_MOST_LINES]]
    return [
        text
        for at, text in enumerate(texts)
        if 0 < len(text) <= _MAX_DATE_LINE
        and (at == 0 or (text[-1] != "。" and not any(map(str.isalpha, without_facts(text)))))
    ]


def _first_line(block: Paragraph) -> str:
    """Give the text of a paragraph up to its first hard break."""
    nodes = block.children
    end = next((at for at, node in enumerate(nodes) if is_break(node) and node.hard), len(nodes))
    return plain(nodes[:end])


def _only_number(text: str) -> str | None:
    """Give the number of a line that says nothing but number and day. Must not: `We were #1 on the list`."""
    number = find_number(text)
    return None if number is None or any(map(str.isalpha, without_facts(text))) else number


def _texts(
    title: str, headings: Iterable[str], blocks: Sequence[Block], metadata: Mapping[str, str]
) -> Iterator[str]:
    """List what a pattern of the title is tried on: the front matter's title, headings, short lines."""
    yield metadata.get("title", "")
    yield title
    yield from headings
    for block in blocks:
        if type(block) is Heading:
            yield plain(block.children)
        elif type(block) is Paragraph:
            lines = (plain(line) for line in hard_lines(block.children))
            yield from (line for line in lines if len(line) <= _MAX_LINE)


def _by_patterns(
    found: _Found, texts: Iterable[str], metadata: Mapping[str, str], stem: str, patterns: Patterns
) -> tuple[str, ...] | None:
    """Add what the profile's patterns tell; give the topics where one does."""
    from issue_normalizer.profiles.patterns import match_text
    from issue_normalizer.profiles.spans import day_of

    def read(values: Iterable[tuple[str, str]], *, by_name: bool = False) -> None:
        for kind, text in values:
            code = f"{kind}-from-name" if by_name else ""
            if kind == "date":
                found.add(kind, day_of(text, patterns.order) or find_date(text), code)
            elif kind == "number":
                found.add(kind, without_zeros(text.strip("# ")), code)
            elif kind == "series":
                found.add(kind, text)

    topics: tuple[str, ...] | None = None
    tries = ((pattern, text) for text in texts if text for pattern in patterns.title)
    if match := next(filter(None, (match_text(pattern, text) for pattern, text in tries)), None):
        values = [(hole, plain(nodes)) for hole, nodes in match.values]
        read(values)
        topics = split_topics("/".join(text for hole, text in values if hole == "topics")) or None
    read((kind, metadata.get(key.casefold(), "")) for kind, key in patterns.front.items() if kind != "title")
    for pattern in patterns.file:
        if stem and (match := match_text(pattern, stem)):
            read(((hole, plain(nodes)) for hole, nodes in match.values), by_name=True)
            break
    return topics


def _series(stated: str | None, profile: Profile) -> str | None:
    """Give the series: as stated, where the profile knows it by that name, else by its first name."""
    return stated if not profile.series or stated in profile.series else profile.series[0]


def _has_digit(stem: str) -> bool:
    return any(map(str.isdecimal, stem))


def _day_in(stem: str) -> str | None:
    """Give the day that the name of a file holds: `2024-03-05-knots`."""
    match = _DAY_IN_NAME.search(stem) if _has_digit(stem) else None
    return find_date(f"{match[1]}-{match[3]}-{match[4]}") if match else None


def _number_of_both(title: str, stem: str) -> str | None:
    """Give the number behind a name that the file's name ends in, too: `Pond 88: frogs`, `pond-88`.

    Must not: `Frogs, the top 10`, `top-10`.
    """
    at_end = _NUMBER_AT_END.search(stem) if stem[-1:].isdecimal() else None
    match = _NAMED_NUMBER.match(title) if at_end and at_end[1] in title else None
    return match[1] if match and at_end and match[1] == at_end[1] else None


def _number_in(stem: str) -> str | None:
    """Give the number that the name of a file holds: `issue-012`, `weekly-131`, `55-2019.02.18`."""
    if not _has_digit(stem):
        return None
    is_named = holds_any(stem.casefold(), ("issue", "no", "nr", "num", "vol", "ep", "edition"))
    match = _NUMBER_IN_NAME.search(stem) if is_named else None
    words = stem.replace("-", " ").replace("_", " ")
    if match is None and " " in words:
        match = _NUMBER_BEFORE_DAY.search(stem)
    return match[1] if match else find_number(words)
