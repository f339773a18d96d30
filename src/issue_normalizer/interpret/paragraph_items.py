"""Items that are paragraphs, in a newsletter that no profile knows: numbered, led by a link or bold words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_break, is_link, is_styled, is_text
from issue_normalizer.inlines import hard_lines, has_break, links_of, plain, wording
from issue_normalizer.interpret.above_address import above_address
from issue_normalizer.interpret.contents import leading_number, paragraphs, read_numbers
from issue_normalizer.interpret.entries import first_line_of, is_address, with_address_below
from issue_normalizer.interpret.events import begins_with_day
from issue_normalizer.interpret.first_line import FirstLine, read_first_line
from issue_normalizer.interpret.headline import Headline
from issue_normalizer.interpret.item import Draft, cut_start
from issue_normalizer.interpret.lead_ins import with_lead_ins
from issue_normalizer.profiles import Profile
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import (
    Block,
    Blocks,
    Inline,
    Inlines,
    List,
    ListItem,
    Paragraph,
    Rule,
)

# `1、` on a line of its own: its text stands below.
_ALONE: Final = re.compile(r"\s*(\d{1,3})\s*([、．.)）])\s*")
_BULLETS: Final = "•◦▪▸●○■‣∙·"
_DASHES: Final = "—–-"
_LEADING_SIGNS: Final = frozenset(f"{_BULLETS}・▋▌▍")
_PARTS: Final = 2
_WORDS: Final = 3  # of a title that a sentence follows
_MAX_LABEL: Final = 40
_MAX_TITLE: Final = 120
_ENDS: Final = "。；：，.;:,"
_STOPS: Final = "。."
_GLUED: Final = re.compile(r"[\w，,；;！!？?]|[。.](?!\s+\S)")


class Started(Struct, frozen=True, gc=False):
    """A paragraph that begins an item: how it does, and the item so far."""

    kind: str
    draft: Draft


def start_of(block: Block, profile: Profile) -> Started | None:
    """Read a paragraph that a link or bold words lead, or that has its address below; None for any other.

    A bullet that Markdown does not know is taken off: `・甲` above an address, `▋ [甲](…)`.
    """
    first = block.children[0] if isinstance(block, Paragraph) and block.children else None
    if isinstance(block, Paragraph) and is_text(first) and first.text[:1] in _LEADING_SIGNS:
        return _start_behind(first.text[:1], block, profile)
    lines = hard_lines(block.children) if isinstance(block, Paragraph) else []
    if not lines or not isinstance(block, Paragraph) or is_address(block.children):
        return None
    line, below = first_line_of(block.children)
    if below and is_address(below) and not links_of(line) and plain(line)[-1:] in _STOPS:
        return Started("text", Draft((), (block,), block.line, titled=False))
    if head := above_address(block):
        return Started("address", with_address_below(Draft(line, (Paragraph(below),), block.line, head=head)))
    if dated := _below_day(lines, block.line, profile):
        return dated
    found = read_first_line(lines[0], profile)
    if found is None or (found.form == "lead" and not found.head.tags and _is_sentence(lines[0], found)):
        return None
    draft = Draft(lines[0], tuple(paragraphs(lines[1:], block.line)), block.line, head=found.head)
    if any(map(_is_bold_link, lines[0][:2])):
        kind = "bold link"
    else:
        kind = "bold" if found.form == "bold" else "link"
    return Started(kind, with_address_below(draft))


def _is_bold_link(node: Inline) -> bool:
    """Tell whether a node is a link in emphasis, or one with nothing else in it: `[**甲**](…)`."""
    only = node.children[0] if is_link(node) and len(node.children) == 1 else None
    return is_styled(only) or (is_styled(node) and bool(links_of((node,))))


def _below_day(lines: Sequence[Inlines], number: int, profile: Profile) -> Started | None:
    """Read `**12 May, 6 pm – Lisbon**` above `[Frogs](…)` on lines of one paragraph; None for any other."""
    if len(lines) < _PARTS or links_of(lines[0]) or not begins_with_day(plain(lines[0])):
        return None
    found = read_first_line(lines[1], profile)
    if found is None or found.form == "bold":
        return None
    draft = Draft(lines[1], tuple(paragraphs(lines[2:], number)), number, head=found.head)
    return Started("link", with_lead_ins(draft, (Paragraph(lines[0], number),)))


def _start_behind(sign: str, block: Paragraph, profile: Profile) -> Started | None:
    bare = Paragraph(cut_start(block.children, sign), block.line)
    started = start_of(bare, profile) if bare.children else None
    if started is None or not started.draft.titled:
        return None
    draft = replace(started.draft, claims=(*started.draft.claims, Claim("sign", sign)))
    return replace(started, draft=draft)


def read_run_in(block: Block) -> Headline | None:
    """Read bold words that a sentence of its own follows without a sign: `**How a pump broke** Ann tells.`.

    Must not: `**The pump** is new`, `**Note** The pump is new`: a sentence that goes on, a label.
    """
    if not isinstance(block, Paragraph) or len(block.children) < _PARTS:
        return None
    bold, after = block.children[0], block.children[1]
    text = plain((bold,))
    is_bold = is_styled(bold) and bold.kind == "strong" and not links_of((bold,))
    if not is_bold or not is_text(after) or len(text.split()) < _WORDS or len(text) > _MAX_TITLE:
        return None
    begins = after.text[:1] == " " and after.text[1:2].isupper() and text[-1] not in _ENDS
    return Headline(text, rest=tidy(block.children[1:])) if begins else None


def stands_above_text(block: Block, profile: Profile) -> bool:
    """Tell whether the first line of a paragraph is a title, and text or an address stands below it."""
    if above_address(block):
        return True
    lines = hard_lines(block.children) if isinstance(block, Paragraph) else []
    found = read_first_line(lines[0], profile) if len(lines) > 1 else None
    return found is not None and found.form == "line" and not links_of(lines[1][:1])


def bullets_of(block: Block) -> Block:
    """Make a list of a paragraph all of whose lines begin with the same bullet that Markdown does not know.

    Must fire: `• [甲](…)` above `• [乙](…)`. Must not: one such line, a line without the sign.
    """
    lines = [tidy(line) for line in _lines(block.children)] if isinstance(block, Paragraph) else []
    firsts = [line[0].text if line and is_text(line[0]) else "" for line in lines]
    sign = firsts[0][:1] if len(firsts) > 1 else ""
    if not sign or any(not text.startswith(f"{sign} ") for text in firsts):
        return block
    is_linked = all(
        len(line) > 1 and is_link(line[1]) and firsts[at] == f"{sign} " for at, line in enumerate(lines)
    )
    if sign not in _BULLETS and not (sign in _DASHES and is_linked):  # a dash begins what somebody says
        return block
    entries = [ListItem((Paragraph(cut_start(line, sign), block.line),), None, block.line) for line in lines]
    return List(tuple(entries), None, block.line)


def split_led_lines(block: Block, profile: Profile) -> list[Block]:
    """Split a paragraph before its lines that are a link each, if it begins with one.

    Must fire: `[甲](…)` and `[乙](…)` on lines of one paragraph. Must not: a sentence that was
    wrapped before a link.
    """
    if type(block) is not Paragraph or not has_break(block.children):
        return [block]
    pieces: list[list[Inline]] = [[]]
    for line in _lines(block.children):
        found = read_first_line(line[:-1] if is_break(line[-1]) else line, profile)
        begins = found is not None and found.form == "line" and not found.head.rest
        if not pieces[0] and not begins:
            return [block]
        if begins and pieces[-1]:
            pieces.append([])
        pieces[-1] += line
    return [Paragraph(tidy(piece), block.line) for piece in pieces] if len(pieces) > 1 else [block]


def _lines(nodes: Inlines) -> list[Inlines]:
    """Cut behind each break of a paragraph."""
    lines: list[list[Inline]] = [[]]
    for node in nodes:
        lines[-1].append(node)
        if is_break(node):
            lines.append([])
    return [tuple(line) for line in lines if line]


def _is_sentence(line: Sequence[Inline], found: FirstLine) -> bool:
    """Tell whether a sentence goes on right behind a link: `[甲](…)发布了乙`, `[A](…), as said`.

    One that ends there, and has more behind it, is a title: `[A kite](…). It flies.`
    """
    after = next(
        (line[i + 1] for i in range(len(line) - 1) if plain(line[i : i + 1]) == found.head.title), None
    )
    return is_text(after) and _GLUED.match(after.text) is not None


def titled_paragraphs(
    blocks: Sequence[Block], profile: Profile, repeated: frozenset[str] = frozenset()
) -> int:
    """Count the paragraphs that begin items: numbered ones, or those with titles that are not `repeated`."""
    texts = [wording(block.children) if type(block) is Paragraph else "" for block in blocks]
    numbered = sum(match is not None for match in read_numbers(texts))
    alone = sum(_ALONE.fullmatch(text) is not None for text in texts)
    starts = [started.draft.head for block in blocks if (started := start_of(block, profile))]
    return max(numbered + alone, sum(head is None or head.title not in repeated for head in starts))


def split_numbers(
    blocks: Blocks, after: int, profile: Profile
) -> tuple[list[Block], list[Draft | Block]] | None:
    """Split at numbered paragraphs: what stands before the first, then items and what follows each.

    The first number is 1, or goes on behind `after`, the last one of the section before; the next follow.
    """
    pieces = [piece for block in blocks for piece in _split_lines(block)]
    texts = [wording(piece.children) if type(piece) is Paragraph else "" for piece in pieces]
    numbers = [
        _ALONE.fullmatch(text) or match for text, match in zip(texts, read_numbers(texts), strict=True)
    ]
    before: list[Block] = []
    rest: list[Draft | Block] = []
    last = 0
    for index, (piece, match) in enumerate(zip(pieces, numbers, strict=True)):
        number = int(match[1]) if match else 0
        follows = number == last + 1 or (not last and after and number == after + 1)
        if match and follows and isinstance(piece, Paragraph) and _holds_text(pieces, numbers, index):
            last = number
            rest.append(_numbered(piece, match, profile))
        elif last:
            rest.append(piece)
        else:
            before.append(piece)
    return (before, rest) if last else None


def _holds_text(pieces: Sequence[Block], numbers: Sequence[re.Match[str] | None], index: int) -> bool:
    """Tell whether there is text behind a number, or below it where it stands alone, up to the next one."""
    number = numbers[index]
    if number is not None and number.end() < len(number.string):
        return True
    for piece, following in zip(pieces[index + 1 :], numbers[index + 1 :], strict=True):
        if following is not None or not isinstance(piece, Rule):
            return following is None
    return False


def _numbered(block: Paragraph, match: re.Match[str], profile: Profile) -> Draft:
    claims = (Claim("number", match[0].strip()),)
    nodes = cut_start(block.children, match[0])
    if not nodes:
        return Draft((), (), block.line, titled=False, claims=claims)
    started = start_of(Paragraph(nodes, block.line), profile)
    if started is not None:
        return replace(started.draft, claims=claims)
    line, more = first_line_of(nodes)
    found = read_first_line(line, profile)
    if found is not None:
        below = (Paragraph(more, block.line),) if more else ()
        return with_address_below(Draft(line, below, block.line, head=found.head, claims=claims))
    return Draft((), (Paragraph(nodes, block.line),), block.line, titled=False, claims=claims)


def number_of(draft: Draft) -> int:
    """Give the number that stood before an item; 0 where there was none."""
    taken = next((claim.taken for claim in draft.claims if claim.reason == "number"), "")
    match = _ALONE.fullmatch(taken)
    return int(match[1]) if match else 0


def _split_lines(block: Block) -> list[Block]:
    """Split a paragraph before its lines that begin with a number, if its first one does."""
    if type(block) is not Paragraph or not leading_number(wording(block.children)):
        return [block]
    lines: list[list[Inline]] = [[]]
    for index, node in enumerate(block.children):
        if is_break(node) and leading_number(wording(block.children[index + 1 : index + 3])):
            lines.append([])
        else:
            lines[-1].append(node)
    return [Paragraph(tuple(line), block.line) for line in lines if line]


def is_label(block: Block, following: Block | None) -> bool:
    """Tell whether a short paragraph only announces the list below it: `**Extras**:`."""
    if type(block) is not Paragraph or type(following) is not List or links_of(block.children):
        return False
    return len(plain(block.children)) <= _MAX_LABEL
