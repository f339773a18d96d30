"""What must be escaped so that CommonMark and GFM read text as that text, and no more than that."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from issue_normalizer.patterns import rare
from issue_normalizer.text import PUNCTUATION_ASCII

_SPECIAL: Final = re.compile(r"[\\`*_~<&\[\]]")
_ENTITY: Final = rare(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLOCK_START: Final = rare(
    r"#{1,6}(?=\s|$)"  # ATX heading
    r"|[-+*](?=\s|$)"  # bullet
    r"|>"  # quote
    r"|([-_*])(?:\s*\1){2,}\s*$"  # thematic break
    r"|\[(?:[^\\\[\]]|\\.)+\]:"  # link reference definition, footnote
    r"|\[\^[^\] ]+\]:"  # footnote with a bracket in its name
)
_NUMBER_START: Final = rare(r"(\d{1,9})([.)])(?=\s|$)")
# Behind a bullet: a task's box, or dashes that make a thematic break together with the bullet.
_ENTRY_START: Final = rare(r"\[[ xX]\](?=\s|$)|-[- ]*(?:\n|$)")
# What GitHub makes a link: the colon of a scheme, the dot of `www.`.
_BARE: Final = rare(r"(https?|ftp):(?=//)|(?<![^\s*_~(])(www)\.", re.IGNORECASE)
_BEFORE_WWW: Final = ("", *" *_~(")
_LOCAL_PART: Final = rare(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+"
)  # of an e-mail address (CommonMark 0.31.2, 6.5)
_CLOSING_HASHES: Final = rare(r"(^|\s)(#+)$")


class Neighbours(Struct, frozen=True, gc=False):
    """The characters around a text in the output; "" at either end of the line."""

    before: str
    after: str


def escape_text(text: str, around: Neighbours, *, strikes: bool, brackets: bool, mail: bool) -> str:
    """Escape running text.

    `strikes` tells that a tilde has another one to pair with in the same paragraph, `brackets` that
    the text stands inside link text whose brackets are not balanced, `mail` that an at sign stands in it.
    """
    if not _SPECIAL.search(text):
        return text

    def replacement(match: re.Match[str]) -> str:
        at, char = match.start(), match[0]
        before = text[at - 1] if at else around.before
        after = text[at + 1 : at + 2] or around.after
        if char == "~":
            needed = strikes
        elif char in "[]":
            needed = brackets or (char == "]" and after == "(")
        elif char == "&":
            needed = _ENTITY.match(text, at) is not None
        elif char == "<":
            needed = (
                after.isalpha()
                or after in ("/", "!", "?")
                or (mail and _begins_mail(text, at + 1, around.after))
            )
        else:
            needed = _needs_escape(char, before, after) and not (char == "_" and _is_in_formula(text, at))
        return "\\" + char if needed else char

    return _SPECIAL.sub(replacement, text)


def _begins_mail(text: str, start: int, after: str) -> bool:
    """Tell whether an e-mail address may stand from a place on, behind `<`: that would be a link.

    It may go on behind the text, with the character `after`: `<` before `~~@b.c>~~` is such a one.
    """
    local = _LOCAL_PART.match(text, start)
    end = local.end() if local else start
    if end < len(text):
        return local is not None and text[end] == "@"
    return _LOCAL_PART.match(after) is not None or (local is not None and after == "@")


def _needs_escape(char: str, before: str, after: str) -> bool:
    """Tell of a character that is markup or not by what stands beside it."""
    if char == "\\":
        return after in PUNCTUATION_ASCII or not after
    if char in "*_":
        between_blanks = before in ("", " ") and after in ("", " ")
        inside_word = char == "_" and before.isalnum() and after.isalnum()
        return not (between_blanks or inside_word)
    return True


def _is_in_formula(text: str, at: int) -> bool:
    """Tell whether an underscore stands between dollars where it can open no emphasis: `x_{i}`."""
    if "$" not in text[:at] or "$" not in text[at + 1 :] or not text[at - 1].isalnum():
        return False
    return text[at + 1] in PUNCTUATION_ASCII and text[at + 1] != "_"


def keep_bare(text: str, before: str) -> str:
    """Escape the sign by which GitHub knows a bare address, where it is to stay text."""
    if "://" not in text and "www." not in text.lower():
        return text

    def replacement(match: re.Match[str]) -> str:
        if match[1]:
            return f"{match[1]}\\:"
        starts = match.start() or before in _BEFORE_WWW
        return f"{match[2]}\\." if starts else match[0]

    return _BARE.sub(replacement, text)


def escape_block_start(line: str, *, in_list_item: bool = False) -> str:
    """Escape what would make a paragraph another block; `in_list_item` where it follows the bullet."""
    first = line[:1]
    if first.isalpha():
        return line  # what most are
    if first.isdecimal() and (number := _NUMBER_START.match(line)):
        return f"{number[1]}\\{line[number.end(1) :]}"
    if first and first in "#-+*>_[" and _BLOCK_START.match(line):
        return "\\" + line
    return escape_entry_start(line) if in_list_item else line


def escape_entry_start(text: str) -> str:
    """Escape what means something else behind a bullet than at the start of a line."""
    return "\\" + text if text.startswith(("[", "-")) and _ENTRY_START.match(text) else text


def escape_heading_end(line: str) -> str:
    """Escape hashes that would close an ATX heading."""
    if "#" not in line:
        return line
    return _CLOSING_HASHES.sub(lambda match: f"{match[1]}\\{match[2]}", line)


def has_loose_brackets(text: str) -> bool:
    """Tell whether brackets in link text are not balanced, or hold what looks like a link."""
    if "[" not in text and "]" not in text:
        return False
    depth = 0
    for char in text:
        if char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
            if depth < 0:
                return True
    return depth != 0 or "](" in text
