"""Blocks and inlines -> canonical Markdown text, such that reading it gives the same nodes again."""

from issue_normalizer.markdown.blocks import render_blocks, render_line
from issue_normalizer.markdown.escape import escape_entry_start
from issue_normalizer.markdown.text import bold_text, heading_text, line_text, link_text

__all__ = [
    "bold_text",
    "escape_entry_start",
    "heading_text",
    "line_text",
    "link_text",
    "render_blocks",
    "render_line",
]
