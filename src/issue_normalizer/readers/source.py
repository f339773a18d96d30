"""Markdown documents as they are scraped: page furniture around them, front matter before them."""

from __future__ import annotations

import re

from msgspec.structs import replace

from issue_normalizer.issue import SCHEMA
from issue_normalizer.readers.body_document import body_document
from issue_normalizer.readers.dialects import plain_markdown
from issue_normalizer.readers.front_matter import split_front_matter, split_table
from issue_normalizer.readers.furniture import strip_furniture
from issue_normalizer.readers.markdown import parse_markdown
from issue_normalizer.tree import CodeBlock, Document

# Markup inside lines: where a converter kept none of it, it has not kept the links either.
_MARKUP = re.compile(r"\]\(|`|\*\*|<\w|^!\[|\]\[", re.MULTILINE)


def read_source(text: str) -> Document:
    """Read a Markdown document: Jekyll's, a raw view with GitHub's lines around it, a converter's."""
    front = split_front_matter(text)
    if front.values.get("schema") == SCHEMA:  # our own: there is no page around it
        return body_document(parse_markdown(front.body, front.lines + 1), front.values, is_page=False)
    body = strip_furniture(front.body.split("\n"))
    first_line = front.lines + body.first + 1
    content = "\n".join(body.lines)
    address = front.values.get("source") or front.values.get("url")
    if body.first:
        # What stood before the page's furniture was the scraper's own; the document's comes after it.
        front = split_front_matter(content)
        content, first_line = front.body, first_line + front.lines
    if not front.values and not front.invalid:
        # Some converters write the front matter as the table that GitHub shows.
        front = split_table(content)
        content, first_line = front.body, first_line + front.lines
    plain = plain_markdown(content, first_line)
    document = body_document(
        parse_markdown(plain.text, first_line), front.values, around=plain.taken, is_page=False
    )
    if front.invalid:
        document = replace(
            document,
            blocks=(CodeBlock(front.invalid, "yaml", 1), *document.blocks),
            intake=document.intake.behind(front.invalid),
        )
    lost_links = bool(body.dropped) and not _MARKUP.search(text)
    return replace(document, address=address, dropped=(*body.dropped, *document.dropped), is_dump=lost_links)
