"""Links below an item that lead to the whole of it: `Read more →` where the title leads nowhere."""

from __future__ import annotations

from functools import cache
from typing import Final

from msgspec.structs import replace

from issue_normalizer import __path__ as package
from issue_normalizer.data import read_data
from issue_normalizer.inlines import links_of, plain
from issue_normalizer.interpret.contents import Contents
from issue_normalizer.interpret.item import Draft
from issue_normalizer.tree import Block, Link, Paragraph

_MAX_LENGTH: Final = 40


def with_more_links(contents: Contents) -> Contents:
    """Give titles without a link the address that leads on from their text.

    Must fire: `### 甲`, a text, `[Read more →](…)` at its end or below it. Must not: two such links, a link
    that says something of its own, a title with a link.
    """
    if all(draft.head is None or draft.head.url is not None for draft in contents.drafts):
        return contents
    return replace(contents, drafts=tuple([_with_more_link(draft) for draft in contents.drafts]))


def _with_more_link(draft: Draft) -> Draft:
    head = draft.head
    if head is None or head.url is not None or not draft.titled:
        return draft
    found = {link.url for block in draft.blocks for link in _last_link(block) if _leads_on(link)}
    return replace(draft, head=replace(head, url=found.pop())) if len(found) == 1 else draft


def _last_link(block: Block) -> list[Link]:
    """Give the only link of a paragraph, if no word stands behind it."""
    links = links_of(block.children) if isinstance(block, Paragraph) else []
    shown = plain(links[0].children) if len(links) == 1 else ""
    if not isinstance(block, Paragraph) or not shown:  # a picture may be a link, too
        return []
    behind = plain(block.children).rpartition(shown)[2]
    return [] if any(map(str.isalnum, behind)) else links


def _leads_on(link: Link) -> bool:
    text = plain(link.children)
    if len(text) > _MAX_LENGTH or link.url.startswith("#"):
        return False
    words = "".join(char if char.isalnum() or char in "'’" else " " for char in text.casefold())
    return " ".join(words.replace("’", "'").split()) in _words()


@cache
def _words() -> frozenset[str]:
    return frozenset(read_data(f"{package[0]}/interpret/more")["words"])
