"""What a broken writer may do to canonical Markdown: lines -> the same with one thing wrong, or None."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias

Lines: TypeAlias = list[str]
Damage: TypeAlias = Callable[[Lines, random.Random], "Lines | None"]

_WORD = re.compile(r"[A-Za-z]+|\d+|[\u4e00-\u9fff]{2}|[\u0400-\u04ff]+")
_OPAQUE = re.compile(r"!?\[.*?\]\([^)]*\)|<[^>]*>|`[^`]*`|\\.")  # where a change may not show
_LONG = 12


def _words(line: str) -> list[re.Match[str]]:
    opaque = [match.span() for match in _OPAQUE.finditer(line)]
    return [
        word
        for word in _WORD.finditer(line)
        if not any(start < word.end() and word.start() < end for start, end in opaque)
    ]


def _running(lines: Lines) -> list[int]:
    """List the lines of running text, lists among them."""
    start = lines.index("---", 1) + 1
    return [
        at
        for at in range(start, len(lines))
        if re.match(r"(?:- |\d+\. )?\w", lines[at]) and len(lines[at]) >= _LONG and len(_words(lines[at])) > 2
    ]


def _with(lines: Lines, at: int, line: str) -> Lines:
    return [*lines[:at], line, *lines[at + 1 :]]


def _in_a_line(change: Callable[[str, random.Random], str | None]) -> Damage:
    def damage(lines: Lines, dice: random.Random) -> Lines | None:
        places = _running(lines)
        if not places:
            return None
        at = dice.choice(places)
        changed = change(lines[at], dice)
        return None if changed is None or changed == lines[at] else _with(lines, at, changed)

    return damage


def _instead(line: str, word: re.Match[str], text: str) -> str:
    return line[: word.start()] + text + line[word.end() :]


def _delete_word(line: str, dice: random.Random) -> str:
    return _instead(line, dice.choice(_words(line)), "")


def _double_word(line: str, dice: random.Random) -> str:
    word = dice.choice(_words(line))
    return _instead(line, word, f"{word[0]} {word[0]}")


def _swap_words(line: str, dice: random.Random) -> str:
    one, other = dice.choice(list(pairwise(_words(line))))
    between = line[one.end() : other.start()]
    return line[: one.start()] + other[0] + between + one[0] + line[other.end() :]


def _delete_character(line: str, dice: random.Random) -> str:
    word = dice.choice(_words(line))
    at = dice.randrange(word.start(), word.end())
    return line[:at] + line[at + 1 :]


def _replace_character(line: str, dice: random.Random) -> str:
    word = dice.choice(_words(line))
    at = dice.randrange(word.start(), word.end())
    return f"{line[:at]}{'ω' if line[at].isalpha() else 'φ'}{line[at + 1 :]}"


def _change_digit(line: str, dice: random.Random) -> str | None:
    numbers = [word for word in _words(line) if word[0].isdigit()]
    if not numbers:
        return None
    word = dice.choice(numbers)
    digits = str((int(word[0]) + dice.randint(1, 8)) % 10 ** len(word[0])).zfill(len(word[0]))
    return _instead(line, word, digits)


def _delete_stop(line: str, _: random.Random) -> str | None:
    return line[:-1] if line[-1] in "。！？；.!?;" else None


def _move_word(lines: Lines, dice: random.Random) -> Lines | None:
    places = _running(lines)
    if len(places) < 2:
        return None
    one, other = sorted(dice.sample(places, 2))
    word, target = dice.choice(_words(lines[one])), dice.choice(_words(lines[other]))
    moved = _with(lines, one, _instead(lines[one], word, ""))
    return _with(moved, other, _instead(lines[other], target, f"{word[0]} {target[0]}"))


def _delete_paragraph(lines: Lines, dice: random.Random) -> Lines | None:
    places = _running(lines)
    at = dice.choice(places) if places else None
    return None if at is None else [*lines[:at], *lines[at + 1 :]]


def _double_paragraph(lines: Lines, dice: random.Random) -> Lines | None:
    places = _running(lines)
    at = dice.choice(places) if places else None
    return None if at is None else [*lines[: at + 1], "", lines[at], *lines[at + 1 :]]


def _swap_paragraphs(lines: Lines, dice: random.Random) -> Lines | None:
    places = [at for at in _running(lines) if not lines[at].startswith("- ")]
    if len(places) < 2:
        return None
    one, other = dice.sample(places, 2)
    return _with(_with(lines, one, lines[other]), other, lines[one])


def _items(lines: Lines) -> list[tuple[int, int]]:
    starts = [at for at, line in enumerate(lines) if line.startswith("### ")]
    return [
        (
            at,
            next((i for i in range(at + 1, len(lines)) if lines[i][:3] in ("## ", "###", "---")), len(lines)),
        )
        for at in starts
    ]


def _delete_item(lines: Lines, dice: random.Random) -> Lines | None:
    items = _items(lines)
    if not items:
        return None
    start, end = dice.choice(items)
    return [*lines[:start], *lines[end:]]


def _swap_items(lines: Lines, dice: random.Random) -> Lines | None:
    pairs = [(one, other) for one, other in pairwise(_items(lines)) if one[1] == other[0]]
    if not pairs:
        return None
    (start, middle), (_, end) = dice.choice(pairs)
    return [*lines[:start], *lines[middle:end], *lines[start:middle], *lines[end:]]


def _swap_facts(lines: Lines, dice: random.Random) -> Lines | None:
    facts = [at for at, line in enumerate(lines) if re.match(r"- (?:来源：|Source: )", line)]
    if len(facts) < 2:
        return None
    one, other = dice.sample(facts, 2)
    return _with(_with(lines, one, lines[other]), other, lines[one])


_LINK = re.compile(r"(?<!\\)\[([^\[\]]+)\]\((https?://[^()\s<>]+)\)")


def _in_a_link(change: Callable[[re.Match[str]], str]) -> Damage:
    """Change a link that is the only one to lead to its address, and to be called so."""

    def damage(lines: Lines, dice: random.Random) -> Lines | None:
        text = "\n".join(lines)
        links = [link for link in _LINK.finditer(text) if text.count(link[2]) == text.count(link[1]) == 1]
        if not links:
            return None
        link = dice.choice(links)
        return _instead(text, link, change(link)).split("\n")

    return damage


KINDS: dict[str, Damage] = {
    "a word deleted": _in_a_line(_delete_word),
    "a word doubled": _in_a_line(_double_word),
    "neighbouring words swapped": _in_a_line(_swap_words),
    "a word moved to a later paragraph": _move_word,
    "a character deleted": _in_a_line(_delete_character),
    "a character replaced": _in_a_line(_replace_character),
    "a digit changed": _in_a_line(_change_digit),
    "a stop deleted": _in_a_line(_delete_stop),
    "a paragraph deleted": _delete_paragraph,
    "a paragraph doubled": _double_paragraph,
    "paragraphs swapped": _swap_paragraphs,
    "an item deleted": _delete_item,
    "items swapped": _swap_items,
    "facts swapped": _swap_facts,
    "an address cut": _in_a_link(lambda link: f"[{link[1]}]({link[2][:-1]})"),
    "a link taken off": _in_a_link(lambda link: link[1]),
}
