"""A body that holds more than one text -> the article in it that the page's title stands in.

Sites append their next articles below the one that was asked for, or set columns of others beside it. A
letter whose items are articles is no such page: its title stands above them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from issue_normalizer.patterns import rare
from issue_normalizer.readers.page_blocks import HEADINGS, Block, inside
from issue_normalizer.readers.page_head import Head, folded
from issue_normalizer.readers.page_title import Title
from issue_normalizer.readers.unnamed import above_of, is_digest

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ENOUGH: Final = 200  # bytes of running text
_LITTLE: Final = 0.1  # of the article's running text: so much may stand beside it unexplained
_SHARE: Final = 0.1  # of a digest: an article with less of it is but its opening
_TYPE: Final = rare(r"/(?:\w*Article|\w*Posting|Report|Review)\Z")
_NAMES: Final = frozenset(("hentry", "h-entry"))


def own_article(body: Block, title: Title, head: Head) -> Block:
    """Narrow a body to the article around the title, where all beside it is other texts, or leads there."""
    shown = title.block
    if shown is None or not body.at < shown.at < body.behind or not _is_stated(title.text, head):
        return body
    for around in above_of(shown):
        if around is body:
            break
        if around.worth >= _ENOUGH and _is_article(around):
            if around.prose < body.prose * _SHARE and is_digest(body):
                return body
            own = [part for part in _beside(around, body) if not _is_other(part, around, shown)]
            is_told = any(_is_section(part) for part in own if part.at > around.at)
            is_little = sum(part.prose for part in own) <= around.prose * _LITTLE
            return around if is_little and not is_told else body
    return body


def _is_stated(title: str, head: Head) -> bool:
    """Tell whether the head names a title as the page's own."""
    key = folded(title)
    return bool(key) and any(folded(told).startswith(key) for told in (*head.titles, head.page_title))


def _is_article(block: Block) -> bool:
    element: Element = block.element
    if block.tag == "article" or element.get("role") == "article":
        return True
    return _TYPE.search(element.get("itemtype") or "") is not None or not _NAMES.isdisjoint(
        block.names.split()
    )


def _beside(block: Block, body: Block) -> list[Block]:
    """List the blocks that stand beside a block and beside those around it, up to the body."""
    found: list[Block] = []
    while block is not body and block.parent is not None:
        found += [each for each in block.parent.children if each is not block]
        block = block.parent
    return found


def _is_other(part: Block, article: Block, title: Block) -> bool:
    """Tell whether a part is none of the article: furniture, one with its own title, what leads there."""
    if part.kind is not None or part.is_teaser:
        return True
    blocks = inside(part)
    if any((each.tag, each.names.split()[:1]) == (article.tag, article.names.split()[:1]) for each in blocks):
        return any(each.tag in HEADINGS and each.tag <= title.tag for each in blocks)
    linked = [each for each in blocks if each.linked]
    if any(each.away for each in linked):
        return False
    return not part.prose or (len(linked) > 1 and all(each.leads for each in linked))


def _is_section(part: Block) -> bool:
    """Tell whether a part behind an article may be more of it: it has a heading, or leads to other sites."""
    return any(each.tag in HEADINGS or each.away for each in inside(part))
