"""What the whole of an issue tells of an earlier tool's losses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.interpret.losses import links_missing, numbers_skipped, sections_missing, text_cut
from issue_normalizer.interpret.outline import Outline
from issue_normalizer.issue import Issue
from issue_normalizer.markdown import render_blocks
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.repair.width import count_widths, is_folded
from issue_normalizer.text import without_space
from issue_normalizer.tree import Document, Span

_THINGS: Final = "(?:items|articles|stories|links|posts|papers|projects)"
# A sign that a statement holds, and how it reads.
_STATED: Final = (
    ("本", rare(r"本[次期](?:内容|共|收录|推荐)*\s*(\d{1,3})\s*(?:[条篇]|个(?=项目|条目|链接|\W|$))")),
    (
        "his ",
        rare(
            rf"[Tt]his (?:issue|edition|week) (?:has|brings|contains|features)\s+(\d{{1,3}})\s+{_THINGS}\b"
            rf"|\b(\d{{1,3}}) {_THINGS} (?:in|for) this (?:issue|edition|week)"
        ),
    ),
)


def document_findings(
    issue: Issue, document: Document, outline: Outline, profile: Profile, above: Sequence[Span] = ()
) -> list[Diagnostic]:
    """Tell what is lost or was removed, as far as the issue shows it."""
    found: list[Diagnostic] = []
    if document.is_dump and not (document.shows_links and _have_addresses(issue)):
        numbered = any(span.reason == "references" for span in document.dropped)
        state = "how far links went, and some of them, are gone" if numbered else "the links are gone"
        found.append(Diagnostic("links-lost", f"the input is a text dump: {state}"))
    furniture = [span for span in (*document.dropped, *above) if span.reason.startswith("furniture")]
    if furniture:
        size = sum(len(without_space(span.text)) for span in furniture)
        message = f"{size} characters of the page around the document were left out"
        found.append(Diagnostic("furniture-removed", message))
    if redirects := [span for span in document.dropped if span.reason == "redirect"]:
        hosts = ", ".join(span.text for span in redirects)
        found.append(
            Diagnostic(
                "links-unwrapped", f"links that led through {hosts} give their target", redirects[0].line
            )
        )
    if document.is_cut:
        found.append(Diagnostic("page-cut", "the page has a start and no end: it was cut off"))
    found += _stated_count(issue, outline)
    found += _folded_width(issue)
    found += numbers_skipped(outline)
    found += sections_missing(issue, outline, profile)
    found += text_cut(issue)
    if not document.is_dump:
        found += links_missing(issue)
    return found


def _have_addresses(issue: Issue) -> bool:
    """Tell whether most items have an address."""
    items = [item for section in issue.sections for item in section.items]
    return bool(items) and sum(item.url is not None for item in items) * 2 >= len(items)


def stated_items(text: str) -> int | None:
    """Give the number of items that an issue's lead states: `本次内容20条`."""
    match = _find_stated(text)
    return int(next(filter(None, match.groups()))) if match else None


def _find_stated(text: str) -> re.Match[str] | None:
    """Find the first statement of how many items there are."""
    found = [match for sign, pattern in _STATED if sign in text and (match := pattern.search(text))]
    return min(found, key=lambda match: match.start(), default=None)


def _stated_count(issue: Issue, outline: Outline) -> list[Diagnostic]:
    stated = stated_items(issue.lead)
    there = sum(len(section.items) for section in issue.sections if section.kind != "briefs")
    if stated is None or there >= stated:
        return []
    line = next(
        (block.line for block in outline.lead if stated_items(render_blocks([block]))), outline.title_line
    )
    near = match[0] if (match := _find_stated(issue.lead)) else ""
    message = f"the issue states {stated} items, {there} are there"
    return [Diagnostic("items-lost", message, line, "lead", near=near)]


def _folded_width(issue: Issue) -> list[Diagnostic]:
    """Tell folded punctuation: between Han characters it stands halfwidth, hardly ever fullwidth."""
    half, full = count_widths("\n".join(_texts(issue)))
    if not is_folded(half, full):
        return []
    return [
        Diagnostic("width-folded", f"{half} signs between Han characters are halfwidth, {full} fullwidth")
    ]


def _texts(issue: Issue) -> list[str]:
    texts = [issue.lead]
    for section in issue.sections:
        texts += [section.intro, section.outro]
        for item in section.items:
            texts += [item.title or "", item.summary]
    return texts
