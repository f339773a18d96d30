"""Markdown that a converter or a reading service made of a page: its own marks turned back, its head read."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from msgspec import Struct

from issue_normalizer.patterns import rare

# `Title: …`, `URL Source: …` and the like, a line each, blank lines between; `Markdown Content:` ends them.
_HEAD_LINE: Final = rare(
    r"(Title|URL Source|Published Time|Published|Date|Author|Warning|Description|Image|Site|Number of Pages)"
    r": ?(.*)\n+"
)
_HEAD_END: Final = rare(r"(?:Markdown|Text|HTML)? ?Content:[ \t]*\n+", re.IGNORECASE)
_KEYS: Final = {"url source": "url", "published time": "date", "published": "date"}

# pandoc's fenced divs and attributes (Pandoc User's Guide, "Divs and Spans", "Header identifiers").
_OPEN: Final = rare(r"[ \t]*:{3,}[ \t]*(?:\{([^{}\n]*)\}|([\w-]+))[ \t]*:*[ \t]*$")
_CLOSE: Final = rare(r"[ \t]*:{3,}[ \t]*$")
_ATTRIBUTES: Final = rare(r"(?<=[\])`])\{[^{}\n]*\}|[ \t]+\{(?=[#.\w])[^{}\n]*\}[ \t]*$", re.MULTILINE)
_SPAN: Final = rare(r"\[([^\[\]\n]*)\](?=\{[.#][^{}\n]*\})")
_FENCE: Final = rare(r"(```+|~~~+)[ \t]*\{([^{}\n]*)\}[ \t]*$")
_CLASS: Final = rare(r"\.([\w-]+)")
_ID: Final = rare(r"#([\w-]+)")
_LANGUAGES: Final = frozenset(("sourceCode", "numberLines", "highlight", "code", "literate"))


# html2text wraps within an address, where Markdown knows no blank.
_WRAPPED: Final = rare(r"(\]\((?:https?:/|/)[^()\s]*)\n[ \t]*([^()\s]+\))")


# html2text's row below the first of a table; it ends all rows in two blanks.
_TABLE_ROW: Final = rare(r"---(?:\|---)*  ")
_ROW_END: Final = "  "
_IMAGE_CELL: Final = rare(r"(!\[[^\[\]]*\]\([^()\s]*\))\| ")


class ServiceHead(Struct, frozen=True, gc=False):
    """What a reading service says above a page, the text below, and how many lines were taken."""

    values: dict[str, str]
    body: str
    lines: int


def split_head(text: str) -> ServiceHead:
    """Take the head of a reading service off a text; nothing where it has none."""
    at, values = 0, {}
    while match := _HEAD_LINE.match(text, at):
        key = match[1].lower()
        values[_KEYS.get(key, key)] = match[2].strip()
        at = match.end()
    end = _HEAD_END.match(text, at)
    if end is None or "title" not in values:
        return ServiceHead({}, text, 0)
    return ServiceHead(values, text[end.end() :], text.count("\n", 0, end.end()))


def has_divs(text: str) -> bool:
    """Tell whether a text has pandoc's fenced divs: one that opens with attributes, and one that closes."""
    lines = [line for line in text.split("\n") if ":::" in line]
    return any(_CLOSE.match(line) for line in lines) and any(
        _OPEN.match(line) and "{" in line for line in lines
    )


def without_pandoc(text: str) -> tuple[str, list[int]]:
    """Write pandoc's divs as HTML and take its attributes off; code stays as it is.

    Gives the text, and for each of its lines the number of the line that it comes from.
    """
    out: list[str] = []
    origins: list[int] = []
    fence = ""
    depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        origins.append(number)
        if fence:
            fence = "" if line.strip().startswith(fence) else fence
            out.append(line)
        elif (opened := _FENCE.search(line)) is not None:
            fence = opened[1]
            names = [name for name in _CLASS.findall(opened[2]) if name not in _LANGUAGES]
            out.append(line[: opened.start()] + opened[1] + (names[0] if names else ""))
        elif line.strip().startswith(("```", "~~~")):
            fence = line.strip()[:3]
            out.append(line)
        elif (mark := _OPEN.match(line)) is not None:
            out += [_div(mark[1] if mark[1] is not None else f".{mark[2]}"), ""]  # blank lines end HTML
            origins.append(number)
            depth += 1
        elif _CLOSE.match(line) and depth:
            out += ["", "</div>", ""]
            origins += [number, number]
            depth -= 1
        else:
            out.append(_ATTRIBUTES.sub("", _SPAN.sub(r"\1", line)) if "{" in line else line)
    return "\n".join(out), origins


def _div(attributes: str) -> str:
    classes = " ".join(_CLASS.findall(attributes.partition("=")[0]))
    names = [f' class="{escape(classes)}"'] if classes else []
    names += [f' id="{escape(found[1])}"'] if (found := _ID.search(attributes)) else []
    return f"<div{''.join(names)}>"


def join_addresses(text: str) -> str:
    """Join the address of a link that was wrapped; the line ends behind it. The number of lines stays."""
    return _WRAPPED.sub(r"\1\2\n", text) if "](" in text else text


def part_layout_tables(text: str) -> str:
    """Part the tables that html2text made of cards: a blank line above each. The number of lines stays.

    Must fire: a title above its row, of one column; a row of several lines. Must not: what reads as a table,
    a heading that a row underlines; code between fences, which html2text does not write.
    """
    if "---  \n" not in text or "```" in text or "~~~" in text:
        return text
    lines = text.split("\n")
    last = 0  # row
    for at, line in enumerate(lines):
        is_below = at > 0 and lines[at - 1].endswith(_ROW_END) and bool(lines[at - 1].strip())
        if not is_below or not _TABLE_ROW.fullmatch(line):
            continue
        columns = line.count("|")
        first, above, last = at - 1, last, at
        while columns and first > above and lines[first].count("|") < columns and lines[first - 1].strip():
            first -= 1
        if columns and first == at - 1:
            continue  # a table
        row = [_IMAGE_CELL.sub(r"\1 ", lines[first]), *lines[first + 1 : at]]
        lines[first : at + 1] = ["", *row]
    return "\n".join(lines)
