"""Plain text -> Markdown that reads as that text."""

from __future__ import annotations

from issue_normalizer.markdown.escape import escape_heading_end
from issue_normalizer.markdown.inline import render_inlines
from issue_normalizer.tree import Link, Styled, Text


def heading_text(title: str, url: str | None = None) -> str:
    """Render a title for an ATX heading, as a link where it has an address."""
    if url is not None:
        return render_inlines((Link(url, (Text(title),)),))
    return escape_heading_end(render_inlines((Text(title),)))


def line_text(text: str) -> str:
    """Render plain text that stands behind other text on its line."""
    return render_inlines((Text(text),))


def bold_text(text: str) -> str:
    """Render plain text as a bold paragraph."""
    return render_inlines((Styled("strong", (Text(text),)),))


def link_text(text: str, url: str) -> str:
    """Render a link; one whose text is its address as `<https://…>`."""
    return render_inlines((Link(url, (Text(text),)),))
