"""What must be escaped so that CommonMark and GFM read text as that text, and no more than that."""

from __future__ import annotations

import re

from issue_normalizer.text import PUNCTUATION_ASCII

_SPECIAL = re.compile(r"[\\`*_~<&\]]")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLOCK_START = re.compile(
    r"#{1,6}(?=\s|$)"  # ATX heading
    r"|[-+*](?=\s|$)"  # bullet
    r"|>"  # quote
    r"|([-_*])(?:\s*\1){2,}\s*$"  # thematic break
    r"|\[[^\]]*\]:"  # link reference definition
)
_NUMBER_START = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_BARE_SCHEME = re.compile(r"(https?|ftp):(?=//)", re.IGNORECASE)
_TASK = re.compile(r"\[[ xX]\](?=\s|$)")
_CLOSING_HASHES = re.compile(r"(^|\s)(#+)$")


def escape_text(text: str, *, strikes: bool, brackets: bool) -> str:
    """Escape running text.

    `strikes` tells that a tilde has another one to pair with in the same paragraph, `brackets` that
    the text stands inside link text whose brackets are not balanced.
    """
    if brackets:
        text_special = _SPECIAL_AND_OPENING
    else:
        text_special = _SPECIAL
        if not text_special.search(text):
            return text

    def replacement(match: re.Match[str]) -> str:
        at, char = match.start(), match[0]
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        return "\\" + char if _needs_escape(char, before, after, match, strikes, brackets) else char

    return text_special.sub(replacement, text)


def keep_bare(text: str) -> str:
    """Escape the colon of a bare address, which GitHub would make a link."""
    return _BARE_SCHEME.sub(r"\1\\:", text)


_SPECIAL_AND_OPENING = re.compile(r"[\\`*_~<&\[\]]")


def _needs_escape(
    char: str, before: str, after: str, match: re.Match[str], strikes: bool, brackets: bool  # noqa: FBT001
) -> bool:
    if char == "\\":
        return not after or after in PUNCTUATION_ASCII
    if char in "*_":
        between_blanks = before == " " and after == " "
        inside_word = char == "_" and before.isalnum() and after.isalnum()
        return not (between_blanks or inside_word)
    if char == "~":
        return strikes
    if char == "<":
        return after.isalpha() or after in ("/", "!", "?")
    if char == "&":
        return _ENTITY.match(match.string, match.start()) is not None
    if char in "[]":
        return brackets or (char == "]" and after == "(")
    return True


def escape_block_start(line: str, *, in_list_item: bool = False) -> str:
    """Escape what would make a paragraph another block."""
    number = _NUMBER_START.match(line)
    if number:
        return f"{number[1]}\\{line[number.end(1) :]}"
    if _BLOCK_START.match(line) or (in_list_item and _TASK.match(line)):
        return "\\" + line
    return line


def escape_heading_end(line: str) -> str:
    """Escape hashes that would close an ATX heading."""
    return _CLOSING_HASHES.sub(lambda match: f"{match[1]}\\{match[2]}", line)


def has_loose_brackets(text: str) -> bool:
    """Tell whether brackets in link text are not balanced, or hold what looks like a link."""
    depth = 0
    for char in text:
        if char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
            if depth < 0:
                return True
    return depth != 0 or "](" in text
