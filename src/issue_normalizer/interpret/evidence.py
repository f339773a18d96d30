"""What an issue of a newsletter that no profile knows tells its news in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from issue_normalizer.inline_types import is_styled
from issue_normalizer.inlines import links_of, plain, wording
from issue_normalizer.interpret.above_address import is_above_address
from issue_normalizer.interpret.contents import read_numbers
from issue_normalizer.interpret.headline import Headline
from issue_normalizer.interpret.outline import Weight
from issue_normalizer.interpret.paragraph_items import is_label, start_of
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Blocks, Heading, List, Paragraph, Quote

# Items that tell what an issue tells its news in; a list of so many is one of items anyway.
MANY: Final = 5
_LEADS: Final = {
    "bold": "bold words",
    "link": "a link",
    "bold link": "a link in bold",
    "address": "a title above an address",
    "text": "a sentence above an address",
}
_FEW_WORDS: Final = 3
_OFTEN: Final = 3  # addresses of one text: it names no item
# The least share of what may be an item that paragraphs led by bold words, a link, or both must have.
_LEAST_SHARE: Final = {"bold": 0.2, "link": 0.125, "bold link": 0.03, "address": 0.125, "text": 0.125}


class Evidence(Struct, frozen=True, gc=False):
    """What the rest of an issue says of its items.

    `paragraphs` counts those that begin items, by what leads them, `others` the entries of lists and
    the headings that may be items, `numbers` the headings with a running number; `after` is the last number
    of the section before. Links whose text is `repeated` lead to more about an item: `comments`, `via`. Where
    `lists_are_minor`, the news are told in headings or numbered paragraphs, and
    short lists beside them are text: where to follow, what came before.
    """

    paragraphs: Mapping[str, int] = {}
    repeated: frozenset[str] = frozenset()
    others: int = 0
    numbers: int = 0
    after: int = 0
    lists_are_minor: bool = False

    def tells(self, kind: str, count: int) -> bool:
        """Tell whether paragraphs of a kind are what the issue tells its news in."""
        all_alike = max(count, self.paragraphs.get(kind, 0))
        share = all_alike / max(1, self.others + sum(self.paragraphs.values()))
        return (count > 1 or all_alike > 2) and share >= _LEAST_SHARE[kind]


def weights_of(evidence: Evidence) -> tuple[Weight, ...]:
    """Give how many paragraphs each kind of start leads, beside all else that may be an item."""
    whole = evidence.others + sum(evidence.paragraphs.values())
    return tuple(
        Weight(f"paragraphs led by {_LEADS[kind]}", count, whole - count)
        for kind, count in sorted(evidence.paragraphs.items())
    )


NOTHING: Final = Evidence()


def evidence_of(sections: Sequence[Blocks], profile: Profile) -> Evidence:
    """Count what begins items in all sections of an issue."""
    paragraphs: dict[str, int] = {}
    repeated = repeated_texts(sections)
    main = entries = numbers = 0
    for blocks in sections:
        for at in range(len(blocks)):
            if kind := begins(blocks, at, profile, repeated):
                paragraphs[kind] = paragraphs.get(kind, 0) + 1
        headings = [block for block in blocks if type(block) is Heading]
        numbers += numbered(headings)
        told = len(headings) or numbered([block for block in blocks if type(block) is Paragraph])
        main += told
        entries += 0 if told else sum(len(block.items) for block in blocks if type(block) is List)
    return Evidence(
        paragraphs, repeated, main + entries, numbers, lists_are_minor=main >= MANY and main * 2 > entries * 3
    )


def numbered(blocks: Sequence[Block]) -> int:
    """Count the headings or paragraphs that a running number begins."""
    texts = [wording(block.children) for block in blocks if isinstance(block, (Heading, Paragraph))]
    return sum(match is not None for match in read_numbers(texts))


def begins(blocks: Sequence[Block], at: int, profile: Profile, repeated: frozenset[str]) -> str:
    """Give what leads a paragraph that may begin an item; nothing for any other."""
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if is_label(blocks[at], following) or _speaks(blocks[at], following):
        return ""
    started = start_of(blocks[at], profile)
    if started is None and following is not None and is_above_address(blocks[at], following):
        return "text"
    head = started.draft.head if started else None
    if started is None or (head and (head.title in repeated or _is_way_on(blocks[at], head))):
        return ""
    return started.kind


def _is_way_on(block: Block, head: Headline) -> bool:
    """Tell whether a paragraph is but a link to all of what stands above, or of the issue: `Read more →`."""
    from issue_normalizer.interpret.more_links import leads_on, leads_to_issue

    if head.url is None or not isinstance(block, Paragraph):
        return False
    text = plain(block.children)
    return leads_on(text) or leads_to_issue(text)


def repeated_texts(sections: Sequence[Blocks]) -> frozenset[str]:
    """List the texts of links to several addresses, and the bold words before several texts."""
    urls: dict[str, set[str]] = {}
    for block in (block for blocks in sections for block in blocks if isinstance(block, Paragraph)):
        first = block.children[0]
        if is_styled(first) and not links_of((first,)):
            urls.setdefault(plain((first,)).rstrip(" :："), set()).add(plain(block.children))
        for link in links_of(block.children):
            urls.setdefault(plain((link,)), set()).add(link.url)
    return frozenset([text for text, own in urls.items() if len(own) >= _OFTEN])


def _speaks(block: Block, following: Block | None) -> bool:
    """Tell whether a line says whose words are quoted below it: `[Ann](…) announces`."""
    if not isinstance(block, Paragraph) or not isinstance(following, Quote) or len(block.children) != 2:
        return False
    said = plain(block.children[1:]).split()
    return 0 < len(said) <= _FEW_WORDS and all(word.rstrip(":,").isalpha() for word in said)
