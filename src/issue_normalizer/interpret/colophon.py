"""The end of an issue: editors, contact, project, licence; and what follows that is none of it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.blocks import dropped_images, text_of
from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_link
from issue_normalizer.inlines import (
    hard_lines,
    has_break,
    join_hard,
    links_of,
    plain,
    split_at_breaks,
    visible,
)
from issue_normalizer.interpret.item import cut_start
from issue_normalizer.interpret.outline import described, level_headings, without_rules
from issue_normalizer.issue import NO_COLOPHON, NO_LICENSE, Colophon, License
from issue_normalizer.markdown import render_blocks
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Block, Blocks, Inlines, List, ListItem, Paragraph, Rule, Span

_LICENSE_LINK: Final = rare(
    r"https?://creativecommons\.org/(?:licenses/(by(?:-nc)?(?:-sa|-nd)?)/(\d\.\d)|publicdomain/(zero)/(\d\.\d))"
)
_LICENSE_NAME: Final = rare(r"(?:知识共享|Creative Commons).{0,40}?(\d\.\d)", re.IGNORECASE)
_LICENSE_LINE: Final = rare(
    r"(?:(?:本作品采用|This work is licensed under).*?(?:知识共享|Creative Commons).*?"
    r"(?:许可协议(?:进行许可)?|进行许可|Licen[cs]e|$)"
    r"|知识共享许可协议|Creative Commons License)\s*[。.]?\s*",
    re.IGNORECASE,
)
_LICENSE_WORDS: Final = rare(r"\bCC\b|Creative ?Commons|Licen[cs]e|知识共享|许可|^$", re.IGNORECASE)
_PARTS: Final = (
    ("署名", "Attribution", "by"),
    ("非商业", "NonCommercial", "nc"),
    ("相同方式", "ShareAlike", "sa"),
    ("禁止演绎", "NoDeriv", "nd"),
)
# What a server or a scraper left behind: an IP address, a checksum.
_JUNK: Final = rare(r"(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|[0-9a-f]{16,64}")
_HEX: Final = frozenset("0123456789abcdef")
_MAX_LABEL: Final = 60
_NAMES: Final = rare(r"\s*[、,，;；]\s*")


class _Facts:
    """What the lines of a colophon say, while they are read."""

    def __init__(self) -> None:
        self.editors: list[str] = []
        self.contact: str | None = None
        self.project: str | None = None
        self.license = NO_LICENSE
        self.claims: list[Claim] = []

    def colophon(self, text: str = "") -> Colophon:
        """Give what was read, with the text around it."""
        return Colophon(tuple(self.editors), self.contact, self.project, self.license, text)


class ReadColophon(Struct, frozen=True, gc=False):
    """A colophon, and what came after it; `text` are the blocks of its text."""

    colophon: Colophon
    text: Blocks = ()
    trailing: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()


def colophon_start(blocks: Sequence[Block], profile: Profile) -> int | None:
    """Find where a section's blocks turn into the colophon.

    At a rule behind which a line of the colophon comes (`Editor:`, a licence), else at such a line.
    """
    marked = next((index for index, block in enumerate(blocks) if _is_colophon_block(block, profile)), None)
    if marked is None:
        return None
    rules = [index for index in range(marked) if type(blocks[index]) is Rule]
    if not profile.knows_sections:  # there, rules may part items too: only the last one begins the colophon
        return rules[-1] if rules else None
    return rules[0] if rules else marked


def _is_colophon_block(block: Block, profile: Profile) -> bool:
    """Tell a block by its lines: a licence, or mostly facts with an editor or a contact among them."""
    lines = _lines_of(block)
    if _license_of(lines) is not None:
        return True
    texts = [plain(line) for line in lines]
    people = sum(
        bool(profile.editors_label.match(text) or profile.contact_label.match(text)) for text in texts
    )
    facts = people + sum(bool(profile.project_label.match(text)) for text in texts)
    return people > 0 and facts * 2 >= len(lines)


def _lines_of(block: Block) -> list[Inlines]:
    """Give the lines of a paragraph or a flat list; [] of anything else."""
    if type(block) is Paragraph:
        if not has_break(block.children):
            return hard_lines(block.children)
        return [line for piece in split_at_breaks(block.children) if (line := tidy(piece))]
    if type(block) is List:
        lines = []
        for item in block.items:
            if len(item.blocks) != 1 or type(item.blocks[0]) is not Paragraph:
                return []
            lines += _lines_of(item.blocks[0])
        return lines
    return []


def _license_of(lines: Sequence[Inlines]) -> License | None:
    """Read the licence from its link, else from its name (a dump has lost the link)."""
    for line in lines:
        text = plain(line)
        is_linked = len(text) <= _MAX_LABEL and all(is_link(node) for node in line)
        if not (is_linked and _LICENSE_WORDS.search(text)) and not _LICENSE_LINE.match(text):
            continue
        for link in links_of(line):
            match = _LICENSE_LINK.match(link.url)
            if match:
                spdx = "CC0-1.0" if match[3] else f"CC-{match[1].upper()}-{match[2]}"
                return License(spdx, link.url)
        named = _LICENSE_NAME.search(text)
        if named:
            parts = [short for chinese, english, short in _PARTS if chinese in text or english in text]
            return License(f"CC-{'-'.join(parts).upper()}-{named[1]}" if parts else None, None)
    return None


def read_colophon(blocks: Sequence[Block], profile: Profile) -> ReadColophon:
    """Read the colophon: facts into their fields, the rest as text, junk behind the licence dropped."""
    facts = _Facts()
    text: list[Block] = []
    trailing: list[Span] = []
    licensed = False
    has_license = any(_license_of(_lines_of(block)) for block in blocks)
    for block in without_rules(blocks):
        lines = _lines_of(block)
        left: list[Inlines] = []
        pending = deque(lines)
        while pending:
            line = pending.popleft()
            if licensed and (junk := plain(line))[-1:] in _HEX and _JUNK.fullmatch(junk):
                trailing.append(Span(block.line, junk, "trailing"))
                continue
            if not _read_fact(facts, line, profile, has_license=has_license):
                left.append(line)
                continue
            if not licensed and facts.license != NO_LICENSE:
                licensed = True
                if (cut := plain(line)).startswith("<img "):  # the page ends inside the licence's badge
                    trailing.append(Span(block.line, cut, "trailing"))
            if rest := _behind_license(line):
                pending.appendleft(rest)
        if not lines:
            text.append(block)
        elif left:
            text.append(block if len(left) == len(lines) else _rebuilt(block, left))
    levelled = level_headings(text, 3)
    if facts.colophon() == NO_COLOPHON:
        read = read_facts_list(levelled, profile)
        return replace(read, trailing=tuple(trailing), claims=(*facts.claims, *read.claims))
    return ReadColophon(
        facts.colophon(render_blocks(levelled)), tuple(levelled), tuple(trailing), tuple(facts.claims)
    )


def moved_lines(blocks: Blocks) -> Iterator[Claim]:
    """Claim the lines of blocks that stand behind a section now, and stood before it."""
    for line in filter(None, text_of(blocks, _hard_lines).split("\n")):
        yield Claim("moved", line, line)


def _hard_lines(nodes: Inlines) -> str:
    return "\n".join(map(visible, hard_lines(nodes)))


def _behind_license(line: Inlines) -> Inlines:
    """Give what stands behind the sentence of a licence on its line."""
    match = _LICENSE_LINE.match(plain(line))
    return cut_start(line, match[0]) if match else ()


def _rebuilt(block: Block, lines: Sequence[Inlines]) -> Block:
    if type(block) is List:
        return replace(block, items=tuple(ListItem((Paragraph(line, block.line),)) for line in lines))
    return Paragraph(join_hard(lines), block.line)


def _read_fact(facts: _Facts, line: Inlines, profile: Profile, *, has_license: bool) -> bool:
    """Put a line's fact among the others; tell whether it has one, and is no text.

    With `has_license`, a line that speaks of a licence says no more than the one that names it.
    """
    text = plain(line)
    if match := profile.editors_label.match(text):
        facts.editors += filter(None, _NAMES.split(text[match.end() :]))
        separators = (Claim("sign", sign) for sign in _NAMES.findall(text[match.end() :]))
        facts.claims += (Claim("label", match[1]), *separators, *described(line), *dropped_images(line))
        return True
    if (match := profile.contact_label.match(text)) and facts.contact is None:
        facts.contact = text[match.end() :] or None
        facts.claims += (Claim("label", match[1]), *described(line), *dropped_images(line))
        return True
    if (match := profile.project_label.match(text)) and facts.project is None:
        value = cut_start(line, match[0])
        only = value[0] if len(value) == 1 else None
        if is_link(only) and plain(only.children) in only.url:
            facts.project = only.url
            facts.claims += (Claim("label", match[1]), Claim("address", plain(only.children), only.url))
            facts.claims += dropped_images(line)
            return True
        if links_of(value):
            return False
        facts.project = text[match.end() :] or None
        facts.claims += (Claim("label", match[1]), *described(line), *dropped_images(line))
        return True
    license_ = _license_of([line])
    if license_ or (has_license and _LICENSE_LINE.match(text)):
        known, new = facts.license, license_ or NO_LICENSE
        facts.license = License(known.id or new.id, known.url or new.url)
        said = visible(line).removesuffix(visible(_behind_license(line)))
        facts.claims += (Claim("license", said, _name_of(facts.license)), *dropped_images(line))
        return True
    return False


def _name_of(license_: License) -> str:
    """Give what the form shows of a licence."""
    return license_.id or license_.url or ""


def read_facts_list(blocks: Sequence[Block], profile: Profile) -> ReadColophon:
    """Read a colophon as it is written: a list of labelled facts first, then text."""
    own = profile.canonical
    editors, contact, project, license_ = [], None, None, NO_LICENSE
    claims: list[Claim] = []
    rest = list(blocks)
    if rest and type(rest[0]) is List and rest[0].start is None:
        for entry in rest[0].items:
            first = entry.blocks[0]
            nodes = first.children if type(first) is Paragraph and len(entry.blocks) == 1 else ()
            label, found, _ = plain(nodes).partition(own.separator)
            if not found:
                break
            value = cut_start(nodes, label + own.separator)
            claims += (Claim("label", label), *described(nodes), *dropped_images(nodes))
            urls = [link.url for link in links_of(value)]
            if label == own.editors:
                editors.append(plain(value))
            elif label == own.contact:
                contact = plain(value)
            elif label == own.project:
                project = urls[0] if urls else plain(value)
                claims += (Claim("address", visible(value), project),) if project != plain(value) else ()
            elif label == own.license:
                text = plain(value)
                license_ = License(None if urls and text == urls[0] else text, urls[0] if urls else None)
            else:
                break
        else:
            rest = rest[1:]
    colophon = Colophon(tuple(editors), contact, project, license_, render_blocks(rest))
    return ReadColophon(colophon, tuple(rest), (), tuple(claims))
