"""Bodies of pages and of Markdown, for tables that say what becomes of a kind of markup."""

from __future__ import annotations

import sys
from pathlib import Path

from issue_normalizer.pipeline import Result, convert, write

sys.path.insert(0, str(Path(__file__).parent.parent / "fuzz"))
from invariants import check

TITLE = "Lamp Notes #3 (2024-02-03)"


def page(body: str) -> str:
    """Put a body into a page with a title."""
    inside = f'<article class="markdown-body">\n<h1>{TITLE}</h1>\n{body}\n</article>'
    return f"<!DOCTYPE html>\n<html><body>\n{inside}</body></html>"


def body_of(text: str) -> str:
    """Convert a text; give what stands behind the title, its form, fixed point and account checked."""
    result = checked(text)
    return result.markdown.partition(f"# {TITLE}\n\n")[2].strip("\n")


def shown(body: str) -> str:
    """Give what becomes of the body of a page."""
    return body_of(page(body))


def written(markdown: str) -> str:
    """Give what becomes of Markdown behind a title."""
    return body_of(f"# {TITLE}\n\n{markdown}\n")


def checked(text: str) -> Result:
    """Convert a text, and see that nothing is told by the account and that the form is a fixed point."""
    result = convert(text)
    told = [found.code for found in result.diagnostics if found.code.startswith("text-")]
    assert told == [], result.diagnostics
    again = convert(result.markdown)
    assert again.markdown == result.markdown
    assert convert(write(result.issue, "json")).markdown == result.markdown
    assert check(text.encode()) is not None
    return result
