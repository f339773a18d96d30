"""Links to pages of tags, below the title of an item -> its tags."""

from __future__ import annotations

from itertools import chain
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_break, is_link, is_text
from issue_normalizer.inlines import plain
from issue_normalizer.interpret.item import Draft
from issue_normalizer.patterns import rare
from issue_normalizer.tree import Block, Inlines, Link, List, Paragraph

_FOLDERS: Final = frozenset(("tag", "tags", "category", "categories", "topic", "topics", "label", "labels"))
_MAX_TAG: Final = 30
_BETWEEN: Final = rare(r"[\s,，、·•|/#;]*")


def with_tags_below(draft: Draft) -> Draft:
    """Give an item the tags that stand as links to their pages, and nothing else, right below its title.

    Must fire: a list, or a line, of `[iOS](/tags/ios/)`. Must not: a link to an article, a tag in a sentence.
    """
    head = draft.head
    if head is None or not draft.blocks:
        return draft
    first, *rest = draft.blocks
    tags, claims = _tags_of(first)
    if not tags:
        return draft
    head = replace(head, tags=(*head.tags, *tags), claims=(*head.claims, *claims))
    return replace(draft, head=head, blocks=tuple(rest))


def _tags_of(block: Block) -> tuple[list[str], list[Claim]]:
    """Give the tags that a block is made of, and what parts them; none where it says anything else."""
    tags: list[str] = []
    claims: list[Claim] = []
    for node in chain.from_iterable(_lines(block)):
        if is_text(node) and _BETWEEN.fullmatch(node.text):
            claims += [Claim("sign", sign) for sign in node.text if not sign.isspace()]
        elif is_link(node) and _is_tag(node):
            tags.append(plain((node,)).strip())
        elif not is_break(node):
            return [], []
    return tags, claims


def _lines(block: Block) -> list[Inlines]:
    """Give the text of a paragraph, or of each entry of a list of paragraphs; none for any other block."""
    if isinstance(block, Paragraph):
        return [block.children]
    if not isinstance(block, List):
        return []
    firsts = [entry.blocks[0] for entry in block.items if len(entry.blocks) == 1]
    texts = [first.children for first in firsts if isinstance(first, Paragraph)]
    return texts if len(texts) == len(block.items) else []


def _is_tag(link: Link) -> bool:
    """Tell whether a link leads to the page of a tag: its last folder is one of tags."""
    *folders, name = urlsplit(link.url).path.rstrip("/").split("/")
    named = bool(folders) and folders[-1].lower() in _FOLDERS
    text = plain((link,))
    return named and len(text) <= _MAX_TAG and bool(key := _key(text)) and key == _key(unquote(name))


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
