"""The lines of a dump that no profile knows, and what each looks like: title, text, address, byline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.claims import AUTHOR_WORDS
from issue_normalizer.inline_types import is_link
from issue_normalizer.inlines import hard_lines, has_break, links_of, plain, split_at_breaks
from issue_normalizer.issue_title import find_date
from issue_normalizer.patterns import rare
from issue_normalizer.tree import Block, Blocks, Inlines, List, Paragraph, Text
from issue_normalizer.urls import is_spelled_out

# `beside` stands by a title or a text and is neither: who wrote it, where, how long it takes; what repeats.
# `entry` is a title that stands alone in a list, `begun` a line of a text that goes on below.
Kind: TypeAlias = Literal[
    "entry", "short", "asks", "label", "text", "led", "begun", "address", "beside", "none", "other"
]

_LINES: Final = ("short", "asks", "label", "text")
_MAX_SHORT: Final = 100
_MAX_BESIDE: Final = 60
_MAX_LABEL: Final = 48
_ENOUGH: Final = 200  # characters of lines above that a text is told by
_OFTEN: Final = 3  # times that a line says the same
_MOST: Final = 1.5  # times that titles are as many as lines that are taken for such by their place
_STOPS: Final = "。；：，、.;:,…"
_LABEL_ENDS: Final = ":：→»➜>"
_ASKING: Final = "？！?!"
_CLOSING: Final = "\"'”’»)）」』"
_ENDS: Final = tuple("。！？.!?…")
# A sentence that ends within a line: words behind it begin another.
_INNER_END: Final = rare(r".{16,}?(?:[^\W\d_A-Z]{2}|\d)[.!?][\"”’»)]?\s+[^\W\d_a-z]|.{6,}?[。！？].")
_INNER_ENDS: Final = rare(r"[^\W\d_A-Z]{2}[.!?][\"”’»)]?\s+[^\W\d_a-z]|[。！？].")
_GOES_ON: Final = rare(r"[a-zà-öø-ÿа-я,.;:!?)，。；：、！？）」』]")
# A word that something must follow: no title ends in it.
_OPEN_END: Final = rare(
    r"(?:.*\s)?(?:the|an?|of|to|as|and|or|but|in|from|than|für|von|und|oder|der|die|das|dem|den|eine?[mnrs]?"
    r"|les?|des|et|une?|el|los|las|del)\Z"
)
_BETWEEN: Final = rare(r"\s*[·|•,，/]\s*|\s+[-–—]\s+")
_BY: Final = rf"(?:{'|'.join(AUTHOR_WORDS)}|written by)\s+@?(?-i:[^\W\d_a-zß-ÿ])\S*(?:\s+\S+){{0,5}}"
_BESIDE: Final = rare(
    rf"{_BY}|(?:作者|著者|来源|來源|出典|文)\s*[:：/]\s*\S.*|(?-i:(?:[a-z0-9-]+\.)+[a-z]{{2,12}})(?:/\S*)?"
    r"|(?:ca\.\s*)?\d{1,3}\s*-?(?:min(?:ute)?s?\b|分钟?|分鐘|stunden?\b|std\b|hours?\b|h\b)\.?"
    r"\s*(?:read(?:ing time)?|lesezeit|阅读|で読めます)?",
    2,  # re.IGNORECASE
)
_FULL_NAME: Final = rare(r"[^\W\d_a-zß-ÿа-я][\w.'’-]*(?:\s[^\W\d_a-zß-ÿа-я][\w.'’-]*){1,3}")
DASH: Final = rare(r"(\S.{0,88}?)(\s+[—–-]\s+)(?=\S)")
_MAX_WORDS: Final = 8  # of a title before a dash


class Row(Struct, frozen=True, gc=False):
    """A line of a paragraph, or a block that is none; `at` is the place of its block."""

    kind: Kind
    text: str
    children: Inlines
    at: int


def without_repeated(rows: Sequence[Row]) -> list[Row]:
    """Tell of short lines that say the same again and again that they are no titles: `Read more`."""
    counts = Counter([row.text for row in rows if row.kind in ("short", "asks")])
    often = {text for text, count in counts.items() if count >= _OFTEN and len(text) <= _MAX_BESIDE}
    return [replace(row, kind="beside") if row.text in often else row for row in rows]


def without_bylines(rows: Sequence[Row]) -> list[Row]:
    """Tell of names that end several paragraphs of text that they are no titles: who wrote what stands above.

    Must not: a name on a line that blank lines part from the text, words of one, a line with small words.
    """
    names = {
        at
        for at, (above, row) in enumerate(pairwise(rows), 1)
        if row.kind == "short"
        and above.kind in ("text", "led")
        and above.at == row.at
        and (at + 1 == len(rows) or rows[at + 1].at != row.at)
        and _FULL_NAME.fullmatch(row.text)
    }
    return [
        replace(row, kind="beside") if at in names and len(names) > 1 else row for at, row in enumerate(rows)
    ]


def lines_of(block: Block, *, soft: bool) -> list[Inlines]:
    """Give the lines of a paragraph; with `soft`, where none is hard, those that are softly broken."""
    lines = hard_lines(block.children) if isinstance(block, Paragraph) else []
    if soft and len(lines) == 1 and has_break(lines[0]):
        return [line for line in split_at_breaks(lines[0]) if line]
    return lines


def rows_of(blocks: Blocks, *, soft: bool) -> Iterator[Row]:
    """Tell what each line of the paragraphs looks like by itself."""
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            title = _lone_title(block)
            yield Row("entry" if title else "other", plain(title), title, at)
            continue
        for line in lines_of(block, soft=soft):
            yield Row(kind_of(line), _before_address(line) or plain(line), line, at)


def _lone_title(block: Block) -> Inlines:
    """Give the short line that is all of a list of one entry; nothing for any other block."""
    if not isinstance(block, List) or len(block.items) != 1 or len(block.items[0].blocks) != 1:
        return ()
    first = block.items[0].blocks[0]
    lines = hard_lines(first.children) if isinstance(first, Paragraph) else []
    return lines[0] if len(lines) == 1 and kind_of(lines[0]) in ("short", "asks") else ()


def kind_of(line: Inlines) -> Kind:
    """Tell what a line looks like by itself."""
    text = plain(line)
    if _is_address(line):
        return "address"
    if title := _before_address(line):
        line, text = (Text(title),), title
    if not any(map(str.isalnum, text)):
        return "none"
    if len(text) <= _MAX_BESIDE and _is_beside(text):
        return "beside"
    bare = text.rstrip(_CLOSING)
    if is_led(text):
        return "led"
    if len(text) > _MAX_SHORT or (links_of(line) and _has_more(line)):
        return "text"
    if _INNER_END.match(text) and not _is_asking_title(text):
        return "text"
    if text[-1] in ":：" and len(text) <= _MAX_LABEL:
        return "label"
    if bare[-1:] in _ASKING:
        return "asks"
    return "text" if bare[-1:] in _STOPS else "short"


def _is_asking_title(text: str) -> bool:
    """Tell whether a short line asks, adds a few words, and does not end: `Solar sails? Not so fast`."""
    inner = text[:-1]
    asks = any(sign in inner for sign in _ASKING) and not any(sign in inner for sign in ".。")
    return asks and len(text) <= _MAX_BESIDE and text[-1] not in _STOPS and text[-1] not in _ASKING


def _has_more(line: Inlines) -> bool:
    """Tell whether a line that holds a link says more: signs before it adorn."""
    return (
        any(any(map(str.isalnum, plain((node,)))) for node in line if not is_link(node))
        or len(links_of(line)) > 1
    )


def _before_address(line: Inlines) -> str:
    """Give the title that stands before an address in brackets, or right behind it; "" for any other line."""
    if len(line) < 2 or not is_link(link := line[1]):
        return ""
    before = plain(line[:1]).rstrip()
    behind = plain(line[2:])
    if not is_spelled_out(link.url, plain((link,))) or behind not in ("", ")", "）", "]", ">"):
        return ""
    title = before.rstrip("(（[< ") if behind else before
    return title if title != before or not behind else ""


def _is_address(line: Inlines) -> bool:
    """Tell whether a line is an address, or a label and an address."""
    last = line[-1] if line else None
    label = plain(line[:-1])
    is_alone = not label or (len(label) <= _MAX_LABEL and label[-1] in _LABEL_ENDS)
    return is_link(last) and len(line) <= 2 and is_alone and is_spelled_out(last.url, plain(last.children))


def ends_sentence(text: str) -> bool:
    """Tell whether a sentence ends at the end of a text, or within it: `It holds. Read more`."""
    before, sign, address = text.rpartition("http")
    if sign and "://" in address[:4] and " " not in address:
        text = before.rstrip(" (（<[")
    return text.rstrip(_CLOSING)[-1:] in _ENDS or _INNER_END.match(text) is not None


def holds_sentences(text: str) -> bool:
    """Tell whether a sentence ends within a text, and another begins: `It holds. So`."""
    return _INNER_ENDS.search(text) is not None


def _is_beside(text: str) -> bool:
    """Tell whether a line names who wrote something, where it stands, when, how long it takes to read."""
    parts = _BETWEEN.split(text)
    return find_date(text) is not None or all(_BESIDE.fullmatch(part) for part in parts if part)


def is_led(text: str) -> bool:
    """Tell whether a title stands before the text of a line, and a dash between."""
    match = DASH.match(text)
    return (
        match is not None
        and len(match[1].split()) <= _MAX_WORDS
        and not match[1][0].isdecimal()
        and text.rstrip(_CLOSING)[-1:] in _ENDS
        and (len(text) - match.end()) * 2 > len(match[1])
    )


def in_place(rows: Sequence[Row]) -> list[Row]:
    """Tell what lines are by the lines beside them.

    What goes on below is text, all of it on its last line. A question above a text is a title, one below a
    title its text. A label above a title is the name of a section.
    """
    out: list[Row] = []
    begun = ""
    nexts = _kinds_below(rows)
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        kind, text = row.kind, f"{begun[:_ENOUGH]} {row.text}".strip()
        if following is not None and _goes_on(row, following):
            kind, begun = "begun", text
        elif begun:
            kind, begun = "text", ""
        elif kind == "asks":
            kind = "short" if nexts[at] in ("text", "label") else "text"
        elif kind == "entry":
            kind = "entry" if nexts[at] == "text" else "short" if nexts[at] == "short" else "other"
        elif kind == "label":
            kind = "short" if following is not None and following.kind in ("short", "asks", "led") else "text"
        out.append(row if kind == row.kind and text == row.text else replace(row, kind=kind, text=text))
    return out


def alike(rows: Sequence[Row]) -> list[Row]:
    """Tell titles that end as sentences do by their place, where most paragraphs begin with a title.

    Must fire: `The Gull flies.` above a text, beside more of `A net` above a text. Must not: plain text.
    """
    firsts: dict[int, list[int]] = {}
    for at, row in enumerate(rows):
        if row.kind not in ("beside", "address", "none"):
            firsts.setdefault(row.at, []).append(at)
    pairs = [(places[0], rows[places[1]]) for places in firsts.values() if len(places) > 1]
    titles = {at for at, below in pairs if rows[at].kind == "short" and below.kind in ("text", "begun")}
    ended = {
        at
        for at, below in pairs
        if rows[at].kind == "text" and below.kind in ("text", "begun") and len(rows[at].text) <= _MAX_BESIDE
    }
    if len(titles) < _OFTEN or len(titles) < len(ended) * _MOST:
        return list(rows)
    return [replace(row, kind="short") if at in ended else row for at, row in enumerate(rows)]


def _goes_on(row: Row, below: Row) -> bool:
    """Tell whether a line goes on below: that begins small, or with a sign, or this ends in `of` or `the`."""
    is_text = row.kind in _LINES and below.kind in _LINES and below.at == row.at
    return is_text and bool(_GOES_ON.match(below.text) or _OPEN_END.match(row.text))


def _kinds_below(rows: Sequence[Row]) -> list[Kind]:
    """Give, for each line, the kind of the next one that is a title or text."""
    found: list[Kind] = []
    kind: Kind = "other"
    below: Row | None = None
    for row in reversed(rows):
        found.append(kind)
        if row.kind not in ("beside", "address", "none"):
            kind = "text" if below is not None and _goes_on(row, below) else row.kind
        below = row
    return found[::-1]
