"""Lists that were typed as paragraphs, a sign or a number before each: `• A net` / `• A hook`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
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
    at = 0
    while at < len(blocks):
        bullets = _bullets(blocks[at:])
        numbers = () if bullets else _numbers(blocks, at)
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


def _bullets(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Give the signs of the paragraphs that begin with the same bullet; none for one alone."""
    sign = _sign(blocks[0])
    signs = tuple(takewhile(lambda own: own == sign, map(_sign, blocks))) if sign else ()
    return signs if len(signs) >= _SEVERAL else ()


def _sign(block: Block) -> str:
    first = block.children[0] if isinstance(block, Paragraph) and block.children else None
    if not isinstance(block, Paragraph) or not is_text(first) or has_break(block.children):
        return ""
    return first.text[0] if first.text[:1] in _BULLETS and first.text[1:2] == " " else ""


def _numbers(blocks: Blocks, at: int) -> tuple[str, ...]:
    """Give the numbers of paragraphs that list the titles that stand below; none for any other."""
    found: list[str] = []
    titles: list[str] = []
    for block in blocks[at:]:
        text = plain(block.children) if isinstance(block, Paragraph) and not has_break(block.children) else ""
        match = leading_number(text)
        if match is None or int(match[1]) != len(found) + 1 or not text[match.end() :].strip():
            break
        found.append(match[0])
        titles.append(text[match.end() :].strip())
    if len(found) < _SEVERAL:
        return ()
    below = {
        plain(block.children).strip()
        for block in blocks[at + len(found) :]
        if isinstance(block, (Heading, Paragraph))
    }
    again = sum(title in below for title in titles)
    return tuple(found) if again >= _SEVERAL and again * 2 >= len(titles) else ()
