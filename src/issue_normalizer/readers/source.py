"""Markdown documents as they are scraped: page furniture around them, front matter before them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from issue_normalizer.issue import FORMS
from issue_normalizer.options import DEFAULT, Options
from issue_normalizer.readers.block_links import join_block_links
from issue_normalizer.readers.body_document import body_document
from issue_normalizer.readers.converted import (
    has_divs,
    join_addresses,
    part_layout_tables,
    split_head,
    without_pandoc,
)
from issue_normalizer.readers.dialects import plain_markdown
from issue_normalizer.readers.front_matter import split_front_matter, split_table
from issue_normalizer.readers.furniture import strip_furniture, whole
from issue_normalizer.readers.markdown import parse_markdown
from issue_normalizer.tree import CodeBlock, Document

# A link stands first, alone or in a list: it may be a menu.
_MENU_FIRST: Final = re.compile(r"\s*(?:[-*+]\s+)?\[+!?[^\]]")
# Markup inside lines: where a converter kept none of it, it has not kept the links either.
_MARKUP: Final = re.compile(r"\]\(|`|\*\*|<\w|^!\[|\]\[", re.MULTILINE)


def read_source(text: str, options: Options = DEFAULT) -> Document:
    """Read a Markdown document: Jekyll's, a raw view with GitHub's lines around it, a converter's."""
    head = split_head(text)
    if head.values:
        document = _read_source(head.body, head.lines, head.values.get("url"), options)
        return replace(document, metadata={**head.values, **document.metadata})
    return _read_source(text, 0, None, options)


def _read_source(text: str, above: int, served: str | None, options: Options) -> Document:
    """Read a text below `above` lines of something else, served from an address."""
    front = split_front_matter(text)
    if front.values.get("schema") in FORMS:  # our own: there is no page around it
        return body_document(parse_markdown(front.body, front.lines + 1), front.values, is_page=False)
    lines = front.body.split("\n")
    body = whole(lines) if options.keep_furniture else strip_furniture(lines)
    first_line = above + front.lines + body.first + 1
    content = part_layout_tables(join_block_links(join_addresses("\n".join(body.lines))))
    address = front.values.get("source") or front.values.get("url") or served
    if body.first:
        # What stood before the page's furniture was the scraper's own; the document's comes after it.
        front = split_front_matter(content)
        content, first_line = front.body, first_line + front.lines
    if not front.values and not front.invalid:
        # Some converters write the front matter as the table that GitHub shows.
        front = split_table(content)
        content, first_line = front.body, first_line + front.lines
    if has_divs(content):
        document = _read_divs(content, first_line, front.values, address, options)
    else:
        plain = plain_markdown(content, first_line)
        if _MENU_FIRST.match(plain.text) and not options.keep_furniture:
            document = _read_below_menus(plain.text, first_line, front.values, address)
        else:
            document = body_document(parse_markdown(plain.text, first_line), front.values, is_page=False)
        document = replace(document, dropped=(*plain.taken, *document.dropped))
    if front.invalid:
        document = replace(
            document,
            blocks=(CodeBlock(front.invalid, "yaml", 1), *document.blocks),
            intake=document.intake.behind(front.invalid),
        )
    lost_links = bool(body.dropped) and not _MARKUP.search(text)
    return replace(document, address=address, dropped=(*body.dropped, *document.dropped), is_dump=lost_links)


def _read_divs(
    content: str, first_line: int, metadata: Mapping[str, str], address: str | None, options: Options
) -> Document:
    """Read what pandoc made of a page as that page; lines are those of the input."""
    from issue_normalizer.readers.page_document import document_in

    html, origins = without_pandoc(content)
    element = parse_markdown(html)
    for block in element.iter():
        if (line := block.get("data-line") or "").isdigit():
            block.set("data-line", str(origins[min(int(line), len(origins)) - 1] + first_line - 1))
    document = document_in(element, element, address, options)
    return replace(document, metadata={**document.metadata, **metadata})


def _read_below_menus(
    content: str, first_line: int, metadata: Mapping[str, str], address: str | None
) -> Document:
    """Read a document that menus may stand around; a date above its text counts where nothing else tells."""
    from issue_normalizer.days import find_day
    from issue_normalizer.readers.hidden import take_elements
    from issue_normalizer.readers.menus import find_menus
    from issue_normalizer.readers.page_text import box_spans
    from issue_normalizer.readers.visible import visible_text

    element = parse_markdown(content, first_line)
    menus = find_menus(element, address)
    if not menus:
        return body_document(element, metadata, is_page=False)
    before = visible_text(element)
    taken = tuple(box_spans(element, menus))
    take_elements(element, menus)
    days = (find_day(span.text) for span in taken if span.reason == "furniture: byline")
    day = next(filter(None, days), None)
    found = {"date": day} if day else {}
    return body_document(element, {**found, **metadata}, before=before, taken=taken, is_page=False)
