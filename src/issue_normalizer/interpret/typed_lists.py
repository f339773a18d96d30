"""Lists that were typed as paragraphs, a sign or a number before each: `• A net` / `• A hook`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_text
from issue_normalizer.inlines import has_break, plain
from issue_normalizer.interpret.contents import leading_number
from issue_normalizer.interpret.item import cut_start
from issue_normalizer.tree import Block, Blocks, Heading, List, ListItem, Paragraph

_BULLETS: Final = "•◦▪▸●○■‣∙·"
_SEVERAL: Final = 2


def with_typed_lists(blocks: Blocks) -> tuple[Blocks, tuple[Claim, ...]]:
    """Make lists of paragraphs one below the other that begin with the same bullet, or number the contents.

    Must fire: `• A net` / `• A hook`; `1. A net` / `2. A hook` where `A net` and `A hook` stand below.
    Must not: a sign before one paragraph, numbers of the news themselves.
    """
    out: list[Block] = []
    claims: list[Claim] = []
    last: dict[str, int] = {}  # place of the last heading or paragraph with a text
    at = 0
    while at < len(blocks):
        bullets = _bullets(blocks, at)
        numbers = () if bullets else _numbers(blocks, at)
        if numbers:
            last = last or {_text(block): place for place, block in enumerate(blocks)}
            numbers = numbers if _stand_below(blocks, at, numbers, last) else ()
        run = len(bullets or numbers)
        if not run:
            out.append(blocks[at])
            at += 1
            continue
        signs = numbers or bullets
        entries = [
            ListItem((Paragraph(cut_start(block.children, sign), block.line),), None, block.line)
            for block, sign in zip(blocks[at : at + run], signs, strict=True)
            if isinstance(block, Paragraph)
        ]
        out.append(List(tuple(entries), 1 if numbers else None, blocks[at].line))
        claims += [Claim("number", sign.strip()) for sign in numbers]
        at += run
    return tuple(out), tuple(claims)


def _bullets(blocks: Blocks, at: int) -> tuple[str, ...]:
    """Give the signs of the paragraphs that begin with the same bullet; none for one alone."""
    sign, end = _sign(blocks[at]), at
    while sign and end < len(blocks) and _sign(blocks[end]) == sign:
        end += 1
    return (sign,) * (end - at) if end - at >= _SEVERAL else ()


def _sign(block: Block) -> str:
    first = block.children[0] if isinstance(block, Paragraph) and block.children else None
    if not isinstance(block, Paragraph) or not is_text(first) or has_break(block.children):
        return ""
    return first.text[0] if first.text[:1] in _BULLETS and first.text[1:2] == " " else ""


def _text(block: Block) -> str:
    return plain(block.children).strip() if isinstance(block, (Heading, Paragraph)) else ""


def _numbers(blocks: Blocks, at: int) -> tuple[str, ...]:
    """Give the numbers of paragraphs that are counted from one on; none for one alone."""
    found: list[str] = []
    for place in range(at, len(blocks)):
        block = blocks[place]
        text = plain(block.children) if isinstance(block, Paragraph) and not has_break(block.children) else ""
        match = leading_number(text)
        if match is None or int(match[1]) != len(found) + 1 or not text[match.end() :].strip():
            break
        found.append(match[0])
    return tuple(found) if len(found) >= _SEVERAL else ()


def _stand_below(blocks: Blocks, at: int, numbers: Sequence[str], last: Mapping[str, int]) -> bool:
    """Tell whether most of the titles that are listed so stand below."""
    titles = [_text(blocks[at + place])[len(number) :].strip() for place, number in enumerate(numbers)]
    again = sum(last.get(title, 0) >= at + len(numbers) for title in titles)
    return again >= _SEVERAL and again * 2 >= len(titles)
