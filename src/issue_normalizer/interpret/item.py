"""Blocks of one item -> the item: fields, summary, links."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.blocks import dropped_images
from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import has_children, has_text, is_link, is_text
from issue_normalizer.inlines import hard_lines, has_break, join_soft, plain, wording
from issue_normalizer.interpret.derive import arxiv_id, find_arxiv, find_repository, links_in, links_in_line
from issue_normalizer.interpret.headline import Headline, read_headline, unbracketed
from issue_normalizer.interpret.outline import described, level_headings, without_rules
from issue_normalizer.interpret.split import split_lines
from issue_normalizer.issue import NO_ITEM, Field, Item, ItemLink
from issue_normalizer.markdown import render_blocks, render_line
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.tidy import tidy, with_children
from issue_normalizer.tree import (
    Block,
    Blocks,
    Code,
    Inline,
    Inlines,
    Link,
    List,
    Paragraph,
    Span,
    Text,
)

# A label and what stands behind its colon.
Fact: TypeAlias = tuple[str, Inlines]

_BESIDE_ADDRESSES: Final = rare(r"[\s、，,;；。.和及]*")


class Draft(Struct, frozen=True, gc=False):
    """An item before it is read: its first line, the blocks below it, and the line of the input.

    Where a pattern has read the first line, `head` and `facts` are what it says; `dropped` it left out.
    """

    headline: Inlines
    blocks: Blocks
    line: int
    titled: bool = True
    claims: tuple[Claim, ...] = ()
    head: Headline | None = None
    facts: tuple[Fact, ...] = ()
    dropped: tuple[Span, ...] = ()


class ReadItem(Struct, frozen=True, gc=False):
    """An item, and what was noticed while reading it."""

    item: Item
    broken_link: bool = False
    empty_summary: bool = False
    claims: tuple[Claim, ...] = ()


class _Body:
    """Facts and summary while the lines of an item are read."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.summary: list[Block] = []
        self.labelled = False
        self.claims: list[Claim] = []


def read_item(draft: Draft, profile: Profile, *, is_project: bool) -> ReadItem:
    """Read a draft as an item."""
    if not draft.titled:
        blocks = draft.blocks
        links = links_in(blocks)
        urls = [link.url for link in links]
        item = replace(
            NO_ITEM,
            arxiv=find_arxiv(urls),
            repository=find_repository(None, urls, is_project=is_project),
            links=tuple(links),
            summary=render_blocks(without_rules(blocks)),
        )
        return ReadItem(item, claims=draft.claims)
    head = draft.head or read_headline(draft.headline, profile)
    body = _read_body(head, draft.blocks, draft.line, profile)
    head, facts = split_facts(head, body.facts, profile)
    named: list[Fact] = [(profile.canonical.arxiv, (Text(head.arxiv),))] if head.arxiv else []
    named += [(profile.canonical.link, (Link(link.url, tidy(unbracketed(link))),)) for link in head.extras]
    named += [(profile.canonical.link, (Text(note),)) for note in head.notes]
    item = assemble(
        head,
        [*draft.facts, *named, *facts],
        [*(Paragraph((image,), draft.line) for image in head.images), *body.summary],
        profile,
        is_project=is_project,
    )
    empty = not item.summary and (body.labelled or not item.fields)
    labels = [Claim("label", shown=label) for label, _ in named]
    return ReadItem(item, head.broken, empty, (*draft.claims, *head.claims, *body.claims, *labels))


def assemble(
    head: Headline, fields: Sequence[Fact], summary: Sequence[Block], profile: Profile, *, is_project: bool
) -> Item:
    """Put an item together and derive what follows from its parts."""
    links: list[ItemLink] = []
    for label, nodes in fields:
        links += links_in_line(nodes, label)
    links += links_in(summary)
    urls = [*([head.url] if head.url else []), *(link.url for link in links)]
    numbers = (arxiv_id(plain(nodes)) for label, nodes in fields if label == profile.canonical.arxiv)
    return Item(
        title=head.title,
        url=head.url,
        publisher=head.publisher,
        tags=head.tags,
        arxiv=next(filter(None, numbers), None) or find_arxiv(urls),
        repository=find_repository(head.title, urls, is_project=is_project),
        fields=tuple(Field(label, render_line(nodes)) for label, nodes in fields),
        links=tuple(links),
        summary=render_blocks(summary),
    )


def _read_body(head: Headline, blocks: Blocks, line: int, profile: Profile) -> _Body:
    body = _Body()
    if head.rest:
        _read_lines([head.rest], line, body, profile)
    for block in level_headings(without_rules(blocks), 4):
        if type(block) is Paragraph and (body.summary or body.labelled) and not has_break(block.children):
            body.summary.append(block)
        elif type(block) is Paragraph:
            _read_lines(split_lines(block.children, profile), block.line, body, profile)
        elif type(block) is List and not body.summary and (facts := read_facts(block, profile)):
            body.facts += facts
        else:
            body.summary.append(block)
    _take_trailing_fields(body, profile)
    return body


def _read_lines(lines: Sequence[Inlines], number: int, body: _Body, profile: Profile) -> None:
    """Read lines of a paragraph: facts until the summary begins, then text."""
    pending = deque(lines)
    while pending:
        line = pending.popleft()
        if not body.summary and not body.labelled:
            text = wording(line)
            summary = profile.summary_label.match(text)
            if summary:
                body.labelled = True
                body.claims.append(Claim("label", summary[1]))
                line = cut_start(line, summary.group(0))
            elif fact := profile.field_label.match(text):
                value = cut_start(line, fact.group(0))
                if not value and pending and is_link(pending[0][0]):
                    value = pending.popleft()
                if value:
                    body.facts.append((fact[1], value))
                    continue
        if line:
            body.summary.append(Paragraph(line, number))


def read_facts(block: List, profile: Profile) -> list[Fact]:
    """Read a bullet list all of whose entries are labelled facts; [] for any other list."""
    own = profile.canonical
    facts: list[Fact] = []
    for entry in block.items:
        first = entry.blocks[0]
        if block.start is not None or len(entry.blocks) != 1 or type(first) is not Paragraph:
            return []
        text = wording(first.children)
        label = next(
            (word for word in (own.publisher, own.tag, own.arxiv) if text.startswith(word + own.separator)),
            "",
        )
        if not label:
            match = profile.field_label.match(text)
            label = match[1] if match else ""
        value = cut_start(first.children, label + own.separator) if label else ()
        if not value or len(hard_lines(first.children)) != 1:
            return []
        facts.append((label, value))
    return facts


def split_facts(head: Headline, facts: Sequence[Fact], profile: Profile) -> tuple[Headline, list[Fact]]:
    """Tell publisher and tags, which stand first, from the other facts."""
    own = profile.canonical
    others: list[Fact] = []
    for label, value in facts:
        text = plain(value)
        if label in (own.publisher, own.tag):  # the form writes them itself
            claims = (*head.claims, Claim("label", label), *described(value), *dropped_images(value))
            head = replace(head, claims=claims)
        if not others and label == own.publisher and head.publisher is None:
            head = replace(head, publisher=text)
        elif not others and label == own.tag:
            head = replace(head, tags=(*head.tags, text))
        else:
            others.append((label, value))
    return head, others


def _take_trailing_fields(body: _Body, profile: Profile) -> None:
    """Make facts of the labelled addresses that end an item (`项目地址：https://…`)."""
    taken: list[Fact] = []
    while body.summary and isinstance(last := body.summary[-1], Paragraph) and _holds_link(last.children):
        match = profile.field_label.match(wording(last.children))
        value = cut_start(last.children, match.group(0)) if match else ()
        if not match or not value or not _only_addresses(value):
            break
        taken.append((match[1], value))
        body.summary.pop()
    body.facts += reversed(taken)


def _holds_link(nodes: Inlines) -> bool:
    for node in nodes:  # noqa: SIM110 - a generator for `any` takes several times as long
        if is_link(node):
            return True
    return False


def _only_addresses(nodes: Inlines) -> bool:
    return _holds_link(nodes) and all(
        is_link(node) or (is_text(node) and _BESIDE_ADDRESSES.fullmatch(node.text)) for node in nodes
    )


def cut_start(nodes: Inlines, start: str) -> Inlines:
    """Cut a text that was found at the start of a line's plain text off its nodes."""
    return tidy(_cut(nodes, len("".join(start.split())))[0])


def _cut(nodes: Inlines, count: int) -> tuple[Inlines, int]:
    """Cut `count` visible characters off the start; return the rest and how many are still to cut."""
    out: list[Inline] = []
    for node in nodes:
        if not count:
            out.append(node)
        elif has_text(node):
            position = 0
            while position < len(node.text) and count:
                count -= not node.text[position].isspace()
                position += 1
            if rest := node.text[position:]:
                out.append(Text(rest) if is_text(node) else Code(rest.strip()))
        elif has_children(node):
            children, count = _cut(node.children, count)
            out.append(with_children(node, children))
        else:
            count -= min(count, len("".join(plain((node,)).split())))
    return tuple(out), count


def read_bullet(blocks: Blocks, line: int, profile: Profile, *, is_project: bool) -> Item:
    """Read a bullet: wholly one link, it is a title; else running text."""
    blocks = without_rules(blocks)
    first = blocks[0]
    nodes = join_soft(first.children) if len(blocks) == 1 and type(first) is Paragraph else ()
    if len(nodes) == 1:
        only = nodes[0]
        if is_link(only) and all(is_text(node) for node in only.children):
            return assemble(Headline(plain(only.children), only.url), (), (), profile, is_project=is_project)
    return read_item(Draft((), blocks, line, titled=False), profile, is_project=is_project).item
