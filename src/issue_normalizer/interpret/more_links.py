"""Links below an item that lead to the whole of it: `Read more →` where the title leads nowhere."""

from __future__ import annotations

from functools import cache
from typing import Final

from msgspec.structs import replace

from issue_normalizer import __path__ as package
from issue_normalizer.blocks import contents_of
from issue_normalizer.data import read_data
from issue_normalizer.inlines import links_of, plain, visible
from issue_normalizer.interpret.contents import Contents
from issue_normalizer.interpret.item import Draft
from issue_normalizer.interpret.marked_lines import is_bold_line
from issue_normalizer.text import holds_any, is_wide
from issue_normalizer.tree import Block, Blocks, Inlines, Link, Paragraph, Rule

_COMMAS: Final = ",;"
_MAX_LENGTH: Final = 40


def with_more_links(contents: Contents) -> Contents:
    """Give titles without a link the address that leads on from their text.

    Must fire: `### 甲`, a text, `[Read more →](…)` at its end or below it, `**甲**: a text [Read more](…)`, a
    text `([pond.example](https://pond.example/1))`, the only link. Must not: two such links, a link that says
    something of its own, a title with a link.
    """
    if all(draft.head is None or draft.head.url is not None for draft in contents.drafts):
        return contents
    return replace(contents, drafts=tuple([_with_more_link(draft) for draft in contents.drafts]))


def lead_on(blocks: Blocks) -> bool:
    """Tell whether bold lines above texts are titles: below each of several is a link that leads on."""
    titles = [at for at, block in enumerate(blocks) if is_bold_line(block) and _is_above_text(blocks, at)]
    ends = (*titles[1:], len(blocks))
    return len(titles) > 1 and all(
        any(
            leads_on(plain(link.children))
            for block in blocks[at:end]
            if isinstance(block, Paragraph)
            for link in _last_link(block.children)
        )
        for at, end in zip(titles, ends, strict=True)
    )


def all_lead_on(blocks: Blocks) -> list[str]:
    """Give what the links say in which all paragraphs of a text end, if they lead on: `It flies. [More](…)`.

    Pictures and rules between the paragraphs do not count; anything else does.
    """
    told = [block for block in blocks if not isinstance(block, Rule)]
    texts = [block for block in told if isinstance(block, Paragraph) and has_words(block)]
    links = [_way_on(block) for block in texts]
    is_all = bool(texts) and all(links) and all(isinstance(block, Paragraph) for block in told)
    return links if is_all and has_words(told[0]) else []


def has_words(block: Block) -> bool:
    """Tell whether a paragraph says anything: a picture alone does not."""
    return isinstance(block, Paragraph) and any(map(str.isalnum, visible(block.children)))


def _way_on(block: Paragraph) -> str:
    """Give what the link says that ends a text and leads on; nothing where none does."""
    links = links_of(block.children)
    shown = plain(links[-1:])
    if not shown or not leads_on(shown):
        return ""
    before, _, behind = plain(block.children).rpartition(shown)
    return shown if any(map(str.isalnum, before)) and not any(map(str.isalnum, behind)) else ""


def _is_above_text(blocks: Blocks, at: int) -> bool:
    return at + 1 < len(blocks) and isinstance(blocks[at + 1], Paragraph)


def _with_more_link(draft: Draft) -> Draft:
    head = draft.head
    if head is None or head.url is not None or not draft.titled:
        return draft
    texts = [head.rest, *(block.children for block in draft.blocks if isinstance(block, Paragraph))]
    last = [link for text in texts for link in _last_link(text)]
    found = {link.url for link in last if not link.url.startswith("#") and leads_on(plain(link.children))}
    if (
        not found
        and len(last) == sum(len(links_of(nodes)) for nodes in (head.rest, *contents_of(draft.blocks))) == 1
    ):
        found = {link.url for link in last if _says_host(link)}
    return replace(draft, head=replace(head, url=found.pop())) if len(found) == 1 else draft


def _last_link(nodes: Inlines) -> list[Link]:
    """Give the only link of a text, if no word is behind it and it ends no sentence: `see [more](…)`."""
    links = links_of(nodes)
    shown = plain(links[0].children) if len(links) == 1 else ""
    if not shown:  # a picture may be a link, too
        return []
    before, _, behind = plain(nodes).rpartition(shown)
    last = before.rstrip()[-1:]
    goes_on = last in _COMMAS if last and not last.isalnum() else bool(last) and not is_wide(last)
    is_credit = holds_any(_last_sentence(before[-_MAX_LENGTH:]), _data("credits"))
    return [] if goes_on or is_credit or any(map(str.isalnum, behind)) else links


def _last_sentence(text: str) -> str:
    """Give what stands behind the last full stop; nothing where one ends the text, but `Photo: Ann.`."""
    text = text.casefold().rstrip()
    sentence = text.rpartition(". ")[2]
    is_whole = sentence[-1:] == "." and sentence != text
    return "" if is_whole and not sentence.startswith(tuple(_data("credits"))) else sentence


def _says_host(link: Link) -> bool:
    """Tell whether a link says but where it leads: `(pond.example)`."""
    text = plain(link.children).casefold().removeprefix("www.").strip("/")
    return (
        "." in text and link.url.casefold().partition("://")[2].removeprefix("www.").partition("/")[0] == text
    )


def leads_on(text: str) -> bool:
    """Tell whether the words of a link say that it leads on: `Read more →`."""
    return _says(text, "words")


def leads_to_issue(text: str) -> bool:
    """Tell whether the words of a link say that it leads to the issue itself: `View in browser`."""
    return _says(text, "issue")


def _says(text: str, kind: str) -> bool:
    if len(text) > _MAX_LENGTH:
        return False
    words = "".join(char if char.isalnum() or char in "'’" else " " for char in text.casefold())
    return " ".join(words.replace("’", "'").split()) in _data(kind)


@cache
def _data(name: str) -> frozenset[str]:
    return frozenset(read_data(f"{package[0]}/interpret/more")[name])
