"""Lists of a newsletter that no profile knows: which hold items, and what each entry says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_break, is_link, is_text
from issue_normalizer.inlines import hard_lines, join_soft, plain, split_at_breaks
from issue_normalizer.interpret.contents import is_bullets, paragraphs
from issue_normalizer.interpret.events import read_dated, read_event
from issue_normalizer.interpret.first_line import FirstLine, read_first_line, take_tags
from issue_normalizer.interpret.headline import Headline, read_headline
from issue_normalizer.interpret.item import Draft, cut_start
from issue_normalizer.interpret.lead_ins import lead_in, with_lead_ins
from issue_normalizer.interpret.outline import without_anchors, without_last_rules
from issue_normalizer.interpret.plain_titles import address_behind
from issue_normalizer.interpret.polls import is_poll
from issue_normalizer.interpret.tag_links import with_tags_below
from issue_normalizer.profiles import Profile
from issue_normalizer.text import is_wide
from issue_normalizer.tree import (
    Block,
    Blocks,
    Break,
    Heading,
    Inlines,
    List,
    ListItem,
    Paragraph,
    Quote,
)
from issue_normalizer.urls import is_spelled_out

MAX_TITLE: Final = 90
_ENDS: Final = "。；;：:.,"
_PAIR: Final = 2  # nodes: a text and a link
_MIN_TITLE: Final = 14  # characters before an address; wide ones count twice
_BEFORE_ADDRESS: Final = re.compile(r"([^\W_].{0,118}[^\s:：—–-])(\s*[:：]\s*|\s+[—–-]+\s*)")
_VERSIONED: Final = re.compile(r"[^\W\d_]\S*\s+v?\d+\.\d[\w.-]*")
_LABEL: Final = re.compile(r"[^\W\d_][\w /-]{0,24}\s*[:：]\s*")
_TO_ADDRESS: Final = re.compile(rf"{_LABEL.pattern}|[^\w\s\"'“„«(\[]{{1,3}}\s*")


def holds_entries(blocks: Sequence[Block], profile: Profile, *, least: int) -> bool:
    """Tell whether there is a list of items among blocks, with at least so many entries."""
    return any(
        type(block) is List and len(block.items) >= least and is_item_list(block, profile) for block in blocks
    )


def is_item_list(block: List, profile: Profile) -> bool:
    """Tell whether most entries of a list begin with a link, bold words or a heading: it is one of items."""
    if any(entry.checked is not None for entry in block.items) or is_poll(block):
        return False
    led = sum(
        _headed(entry) is not None
        or read_entry_start(entry, profile) is not None
        or read_event(entry, profile) is not None
        or _holds_address(entry)
        or _read_link_behind(entry, profile) is not None
        for entry in block.items
    )
    return led * 2 >= len(block.items)


def read_entry_start(entry: ListItem, profile: Profile) -> FirstLine | None:
    """Read the first line of an entry; None where it is running text, or no paragraph."""
    first = entry.blocks[0]
    return read_first_line(hard_lines(first.children)[0], profile) if type(first) is Paragraph else None


def draft_of_entry(entry: ListItem, profile: Profile) -> Draft:
    """Read an entry as an item; untitled where its first line is running text.

    A short line above others is a title, too.
    """
    if (headed := _headed(entry)) is not None:
        head, above, below = headed
        return with_lead_ins(draft_of_heading(head, below, "", profile), above)
    first, *rest = entry.blocks
    if type(first) is not Paragraph:
        return Draft((), entry.blocks, entry.line, titled=False)
    if rest and type(rest[0]) is List and (event := read_event(entry, profile)):
        return event
    if behind := _read_link_behind(entry, profile):
        return behind
    line, *lines = hard_lines(first.children)
    below = (*paragraphs(lines, first.line), *rest)
    found = read_first_line(line, profile)
    if found is not None:
        return with_tags_below(with_address_below(Draft(line, below, entry.line, head=found.head)))
    text = plain(line)
    address = listed_address(rest[0]) if rest else None
    has_text = bool(lines) or bool(address) or (bool(rest) and type(rest[0]) is Paragraph)
    is_sentence = text[-1:] in "。；;：:." or (text[-1:] in "！？!?" and not address)
    if has_text and len(text) <= MAX_TITLE and not is_sentence:
        return with_address_below(Draft(line, below, entry.line, head=read_headline(line, profile)))
    return Draft((), entry.blocks, entry.line, titled=False)


def _read_link_behind(entry: ListItem, profile: Profile) -> Draft | None:
    """Read an entry in which a link stands behind a day, or an address behind a title; None for any other."""
    first = entry.blocks[0]
    nodes = first.children if isinstance(first, Paragraph) else ()
    at = 1 if nodes and is_text(nodes[0]) else 2
    link = nodes[at] if len(nodes) > at and not is_link(nodes[0]) else None
    if not is_link(link):
        return None
    shown = link.children[0] if link.children else None
    text = nodes[0].text if is_text(nodes[0]) else plain(nodes[:1])
    dated = read_dated(entry, profile) if any(map(str.isdecimal, text)) else None
    is_address = is_text(shown) and "." in shown.text and " " not in shown.text
    return dated or (_read_address_behind(entry) if is_address else None)


def _read_address_behind(entry: ListItem) -> Draft | None:
    """Read `- How the pump broke: https://…`: a title with its address behind it; None for any other entry.

    And: `- Lantern 1.7 – https://…`, short, with a version. Must not: `- Docs: https://…`, a label;
    `- See the notes at https://…`, which says no more than `see`.
    """
    first = entry.blocks[0]
    nodes = first.children if isinstance(first, Paragraph) else ()
    if not isinstance(first, Paragraph) or len(nodes) < _PAIR or not is_text(nodes[0]):
        return None
    if len(nodes) > _PAIR and not is_break(nodes[_PAIR]):
        return None
    line, *lines = hard_lines(nodes)
    url = _address(line[-1:]) if len(line) == _PAIR else None
    match = _BEFORE_ADDRESS.fullmatch(plain(line[:1])) if url else None
    if url is None or match is None:
        return None
    if sum(1 + is_wide(char) for char in match[1]) < _MIN_TITLE and not _VERSIONED.fullmatch(match[1]):
        return None
    claims = (Claim("address", plain(line[1:])), *(Claim("sign", sign) for sign in match[2].strip()))
    head = Headline(match[1], url, claims=claims)
    below = (*paragraphs(lines, first.line), *entry.blocks[1:])
    return Draft(line, below, entry.line, head=head)


def _headed(entry: ListItem) -> tuple[Heading, Blocks, Blocks] | None:
    """Find the heading of an entry, a card: (it, the lead-ins above it, what stands below it)."""
    for at, block in enumerate(entry.blocks):
        if type(block) is Heading:
            return block, entry.blocks[:at], entry.blocks[at + 1 :]
        if lead_in(block) is None:
            break
    return None


def draft_of_heading(head: Heading, blocks: Blocks, number: str, profile: Profile) -> Draft:
    """Read a heading and the blocks below it as an item; `number` is its number, with the sign behind it."""
    claims = (Claim("number", number.strip()),) if number else ()
    nodes = without_anchors(cut_start(head.children, number) if number else head.children)
    found = read_first_line(nodes, profile)
    if found is not None:
        draft = Draft(nodes, blocks, head.line, head=found.head, claims=claims)
    else:
        tags, rest, brackets = take_tags(nodes)
        if brackets:  # a title may begin with a bracket
            tags, rest = [], nodes
        title = address_behind(rest) or read_headline(rest, profile, whole=True)
        title = replace(title, tags=(*tags, *title.tags))
        draft = Draft(nodes, blocks, head.line, head=title, claims=claims)
    return with_tags_below(with_address_below(draft))


def drafts_of_list(block: List, profile: Profile) -> list[Draft]:
    """Read all entries of a list as items."""
    return [draft_of_entry(entry, profile) for entry in block.items]


def is_address(nodes: Inlines) -> bool:
    """Tell whether a text is an address and nothing else."""
    return _address(nodes) is not None


def is_address_line(block: Block) -> bool:
    """Tell whether a paragraph begins with a line that is but an address."""
    return type(block) is Paragraph and _address(hard_line(block)) is not None


def is_address_below(block: Block) -> bool:
    """Tell whether a paragraph below a heading begins with a line that is but an address: `[a.org/b](…)`."""
    return type(block) is Paragraph and _address(hard_line(block), short=True) is not None


def hard_line(block: Paragraph) -> Inlines:
    """Give the first line of a paragraph, whichever break ends it."""
    return first_line_of(block.children)[0]


def first_line_of(nodes: Inlines) -> tuple[Inlines, Inlines]:
    """Split at the first break of any kind."""
    for index, node in enumerate(nodes):
        if is_break(node):
            return nodes[:index], nodes[index + 1 :]
    first, *others = split_at_breaks(nodes) if nodes else [()]  # a link may go on below
    rest = [node for piece in others for node in (Break(hard=False), *piece)]
    return first, tuple(rest[1:])


def _address(line: Inlines, *, short: bool = False) -> str | None:
    """Give the address that a line is: a link that shows it, and nothing else; `short` without its scheme."""
    only = join_soft(line)
    if len(only) != 1 or not is_link(only[0]):
        return None
    url, shown = only[0].url, plain(only)
    is_bare = short and "." in shown and url.partition("://")[2].rstrip("/") == shown.rstrip("/")
    return url if is_bare or is_spelled_out(url, shown) else None


def with_address_below(draft: Draft) -> Draft:
    """Give an item without a link the address that stands on a line of its own below its title or its text.

    Must fire: `### 甲` / `https://…`, `### 甲` / `[pond.example/a](https://pond.example/a)`,
    `> * 项目主页：https://…`. Must not: an address within a sentence, one of two below a text.
    """
    head = draft.head
    if head is None or head.url is not None or not draft.blocks:
        return draft
    first, *rest = draft.blocks
    if type(first) is Paragraph:
        line, more = first_line_of(first.children)
        if url := _address(line, short=True):
            blocks = (*([Paragraph(more, first.line)] if more else []), *rest)
            claims = (*head.claims, Claim("address", plain(line)))
            return replace(draft, head=replace(head, url=url, claims=claims), blocks=tuple(blocks))
    url = next(filter(None, map(_labelled_address, draft.blocks)), None) or listed_address(first)
    if url is None and sum(map(is_address_line, draft.blocks)) == 1:
        *above, last = without_last_rules(draft.blocks)
        url = _address(last.children) if isinstance(last, Paragraph) else None
        if url and isinstance(last, Paragraph):
            claims = (*head.claims, Claim("address", plain(last.children)))
            rules = draft.blocks[len(above) + 1 :]
            return replace(draft, head=replace(head, url=url, claims=claims), blocks=(*above, *rules))
    return replace(draft, head=replace(head, url=url)) if url else draft


def _holds_address(entry: ListItem) -> bool:
    """Tell whether an entry is a line of text and its address: `- 甲` with `- https://…` within or below."""
    first = entry.blocks[0]
    line, below = first_line_of(first.children) if isinstance(first, Paragraph) else ((), ())
    if below and all(map(is_text, line)) and plain(line)[-1:] not in _ENDS and len(plain(line)) <= MAX_TITLE:
        return is_address(hard_line(Paragraph(below)))
    return len(entry.blocks) == 2 and listed_address(entry.blocks[1]) is not None


def listed_address(block: Block) -> str | None:
    """Give the one address that is an entry of a list right below a title."""
    firsts = _firsts(block) if type(block) is List else []
    found = [_address(first_line_of(first.children)[0]) for first in firsts if type(first) is Paragraph]
    urls = [url for url in found if url]
    return urls[0] if len(urls) == 1 else None


def _labelled_address(block: Block) -> str | None:
    """Give the address that stands behind a label, alone on a line, also in a quote or a list."""
    inner: Blocks = ()
    if type(block) is Paragraph:
        for line in hard_lines(block.children):
            label = _TO_ADDRESS.fullmatch(plain(line[:1])) if len(line) == 2 else None
            if label and (url := _address(line[1:])):
                return url
    elif type(block) is Quote:
        inner = block.blocks
    elif type(block) is List:
        inner = tuple(one for entry in block.items for one in entry.blocks)
    return next(filter(None, map(_labelled_address, inner)), None)


def labels_of(block: Block) -> frozenset[str]:
    """Give the labels of facts, of a list in which all have one, `链接：…`, or of an address: `Archive: https://…`."""
    if isinstance(block, Paragraph) and _labelled_address(block):
        return frozenset([plain(block.children[:1])])
    if not is_bullets(block) or not isinstance(block, List):
        return frozenset()
    texts = [plain(one.children) if type(one) is Paragraph else "" for one in _firsts(block)]
    matches = [_LABEL.match(text) for text in texts]
    return frozenset([match[0] for match in matches if match]) if all(matches) else frozenset()


def _firsts(block: List) -> list[Block]:
    return [entry.blocks[0] for entry in block.items]
