"""Blocks -> outline: the title, what stands before the first section, and the sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_image, is_link, is_styled, is_text
from issue_normalizer.inlines import hard_lines, images_of, join_soft, links_of, plain
from issue_normalizer.interpret.promote import is_known_title, promote_headings
from issue_normalizer.issue_title import find_date
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.text import collapse
from issue_normalizer.tree import (
    Block,
    Blocks,
    Heading,
    Inline,
    Inlines,
    Link,
    List,
    Paragraph,
    Rule,
    Text,
)

_FILE_NAME: Final = rare(r"[\w./-]+\.(?:md|markdown|html?|txt)")
_LEADING_HEADINGS: Final = 6


class Part(Struct, frozen=True, gc=False):
    """A section before its items are known: its heading's content, and its blocks."""

    heading: Inlines
    blocks: Blocks
    line: int

    @property
    def title(self) -> str:
        """The heading as plain text."""
        return plain(self.heading)


class Weight(Struct, frozen=True, gc=False):
    """How much speaks for it that headings or paragraphs of a kind are items, and how much against it."""

    what: str
    items: int
    others: int


class Outline(Struct, frozen=True, gc=False):
    """A document split at its headings. `above` is the page's: headings that stood above the title.

    `weights` are those of its headings, where structure alone told which are sections.
    """

    title: str
    title_line: int
    lead: Blocks
    parts: tuple[Part, ...]
    above: Blocks = ()
    claims: tuple[Claim, ...] = ()
    weights: tuple[Weight, ...] = ()


def title_candidates(blocks: Sequence[Block], metadata: Mapping[str, str]) -> list[str]:
    """List what may be the title, likeliest first: by it the profile is chosen."""
    headings = [plain(block.children) for block in blocks if type(block) is Heading]
    found = headings[:1] + [text for text in headings[1 : 2 * _LEADING_HEADINGS] if find_date(text)]
    for block in blocks[:40]:
        if type(block) is Paragraph:
            text = plain(hard_lines(block.children)[0]) if block.children else ""
            if len(text) < 200 and find_date(text):
                found.append(text)
    return [*found, metadata.get("title", "")]


class TitledDocument(Struct, frozen=True, gc=False):
    """A document whose title is known: `lead` stands above it or belongs to it, `blocks` stand below it."""

    title: str
    line: int
    lead: Blocks
    blocks: Blocks
    above: Blocks
    claims: tuple[Claim, ...]


def split_title(
    blocks: Blocks, metadata: Mapping[str, str], profile: Profile, *, is_dump: bool
) -> TitledDocument:
    """Take the title off a document; it may stand in the front matter alone."""
    blocks = promote_headings(_with_titles(blocks), profile, is_dump=is_dump)
    at = _title_index(blocks, metadata, profile)
    if at is None:
        title = collapse(metadata.get("title", ""))
        return TitledDocument(title, 0, (), blocks, (), (Claim("again", shown=title),))
    heading = blocks[at]
    assert type(heading) is Heading  # noqa: S101 - narrows the type; _title_index gives headings only
    lead = (*blocks[:at], *heading_extras(heading.children))
    above: Blocks = ()
    if is_known_title(plain(heading.children), profile) and any(
        type(block) is Heading for block in blocks[:at]
    ):
        above, lead = blocks[:at], lead[at:]
    claims = heading_claims(heading.children)
    return TitledDocument(plain(heading.children), heading.line, lead, blocks[at + 1 :], above, claims)


def _with_titles(blocks: Blocks) -> Blocks:
    """Make paragraphs of headings without text: a lone image."""
    return tuple(
        Paragraph(block.children, block.line)
        if type(block) is Heading and not plain(block.children)
        else block
        for block in blocks
    )


def _title_index(blocks: Blocks, metadata: Mapping[str, str], profile: Profile) -> int | None:
    """Find the title's heading: the first, if it outranks the others or opens the document."""
    headings = [(index, block) for index, block in enumerate(blocks) if type(block) is Heading]
    if not headings:
        return None
    if (better := _dated_index(headings, profile)) is not None:
        return better
    index, first = headings[0]
    if _is_title_of(metadata.get("title", ""), profile) and not _is_title_of(plain(first.children), profile):
        return None
    others = [block.level for _, block in headings[1:]]
    text = plain(first.children)
    stated = metadata.get("title", "")
    if stated and stated != text and not find_date(text) and first.level in others:
        return None  # the front matter has the title; this heading is a section like the others
    if first.level in others and _opens_list(blocks, index):
        return None  # a section among others, of a document without a title
    if first.level == 1 or find_date(text):
        return index
    if stated and stated != text:
        return None  # the only section of a document whose title stands elsewhere
    opens = not any((type(block) is Paragraph or type(block) is List) for block in blocks[:index])
    if opens and all(level > first.level for level in others) and (others or len(blocks) > index + 1):
        return index
    return None


def _opens_list(blocks: Blocks, index: int) -> bool:
    """Tell whether what stands right below a heading is a list of links."""
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    return type(below) is List and any(
        type(entry.blocks[0]) is Paragraph and links_of(entry.blocks[0].children[:1]) for entry in below.items
    )


def _is_title_of(text: str, profile: Profile) -> bool:
    """Tell whether the profile has a pattern that a title fits."""
    if not profile.patterns.title:
        return False
    from issue_normalizer.profiles.patterns import match_text

    return any(match_text(pattern, text) for pattern in profile.patterns.title)


def _dated_index(headings: Sequence[tuple[int, Heading]], profile: Profile) -> int | None:
    """Find the title below headings of the page around it: the site's name, the file's name.

    Must fire: `# repo` / `## 2020-09-17.md` / `# 嵌入式AI简报 (2020-09-17)`. Must not: a first heading with
    a date of its own, or a dated section below one without.
    """
    for index, heading in headings[: 2 * _LEADING_HEADINGS]:
        text = plain(heading.children)
        if is_known_title(text, profile):
            return index
    leading = headings[:_LEADING_HEADINGS]
    for index, heading in leading[1:]:
        first = leading[0][1]
        text = plain(heading.children)
        if heading.level == first.level == 1 and find_date(text) and not find_date(plain(first.children)):
            return None if _FILE_NAME.fullmatch(text) else index
    return None


def lowest_level(blocks: Sequence[Block]) -> int:
    """Give the level of the highest headings; 0 where there are none."""
    return min([block.level for block in blocks if type(block) is Heading], default=0)


def split_at_headings(blocks: Blocks, level: int) -> tuple[Blocks, list[tuple[Heading, Blocks]]]:
    """Split at the headings of a level: what stands before them, and what stands below each."""
    starts = [index for index, block in enumerate(blocks) if type(block) is Heading and block.level == level]
    if not starts:
        return blocks, []
    groups: list[tuple[Heading, Blocks]] = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        head = blocks[start]
        if type(head) is Heading:
            groups.append((head, blocks[start + 1 : end]))
    return blocks[: starts[0]], groups


def is_linked_list(block: List) -> bool:
    """Tell whether most entries of a list of at least two begin with a link that leads away."""
    led = 0
    for item in block.items:
        first = item.blocks[0]
        if type(first) is Paragraph:
            nodes = [node for node in first.children if not is_text(node) or any(map(str.isalnum, node.text))]
            found = links_of(nodes[:1])
            led += bool(found) and not found[0].url.startswith("#")
    return len(block.items) > 1 and led * 2 >= len(block.items)


def heading_extras(nodes: Inlines) -> Blocks:
    """Keep the addresses and images of a heading: a title is plain text."""
    urls = dict.fromkeys(link.url for link in links_of(nodes) if not link.url.startswith("#"))
    images = images_of(nodes)
    return (
        *(Paragraph((Link(url, (Text(url),)),)) for url in urls),
        *(Paragraph((image,)) for image in images),
    )


def heading_claims(nodes: Inlines) -> tuple[Claim, ...]:
    """Claim what a heading's plain text, and `heading_extras`, put into the running text."""
    if not any((is_link(node) or is_image(node) or is_styled(node)) for node in nodes):
        return ()
    urls = dict.fromkeys(link.url for link in links_of(nodes) if not link.url.startswith("#"))
    return (*described(nodes), *(Claim("address", shown=url) for url in urls))


def described(nodes: Inlines) -> tuple[Claim, ...]:
    """Claim the descriptions of images, which plain text shows."""
    return tuple([Claim("description", shown=image.alt) for image in images_of(nodes) if image.alt])


def without_anchors(nodes: Inlines) -> Inlines:
    """Take links within the page itself off: they only make the heading one that can be led to."""
    out: list[Inline] = []
    for node in nodes:
        if is_link(node) and node.url.startswith("#"):
            out += node.children
        else:
            out.append(node)
    return tuple(out)


def without_rules(blocks: Sequence[Block]) -> Blocks:
    """Leave out thematic breaks: between items they separate, which the form shows otherwise."""
    return tuple(block for block in blocks if type(block) is not Rule)


def without_last_rules(blocks: Blocks) -> Blocks:
    """Leave out the rules at the end: in the form they say that the last list is none of items."""
    end = len(blocks)
    while end and type(blocks[end - 1]) is Rule:
        end -= 1
    return blocks[:end]


def level_headings(blocks: Sequence[Block], lowest: int) -> Blocks:
    """Move headings so that the highest has a given level; the others follow, down to 6."""
    top = min((block.level for block in blocks if type(block) is Heading), default=lowest)
    if top == lowest:
        return tuple(blocks)
    return tuple(
        replace(block, level=min(6, block.level - top + lowest)) if type(block) is Heading else block
        for block in blocks
    )


def take_tagline(lead: Sequence[Block]) -> tuple[str | None, list[Block]]:
    """Take the tagline off the lead: a first paragraph that is all bold and plain text."""
    first = lead[0] if lead else None
    nodes = join_soft(first.children) if type(first) is Paragraph else ()
    if len(nodes) == 1:
        only = nodes[0]
        if is_styled(only) and only.kind == "strong" and all(is_text(n) for n in only.children):
            return plain(nodes), list(lead[1:])
    return None, list(lead)
