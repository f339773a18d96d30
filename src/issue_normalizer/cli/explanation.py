"""A conversion explained: what was recognised and why, what is in it, what was noticed, the account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import click

from issue_normalizer.account.model import Account
from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.issue import Issue
from issue_normalizer.pipeline import Result
from issue_normalizer.readers.detection import scores
from issue_normalizer.safe import for_terminal
from issue_normalizer.text import display_width
from issue_normalizer.wording import counted

_COLUMNS = 100
_BEFORE = 30  # characters that stand before a mark far right,
_BEHIND = 20  # and columns behind it
_SPANS = 40
_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def explain(name: str, result: Result) -> str:
    """Give the account of a conversion as text for a terminal, with colours."""
    parts = [
        _recognised(name, result),
        _candidates(result),
        _structure(result),
        _outline(result.issue),
        "\n".join(line for found in result.diagnostics for line in _diagnostic(found, result)),
        _dropped(result.account),
        _account(result.account),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _title(text: str) -> str:
    return click.style(text, bold=True)


def _recognised(name: str, result: Result) -> str:
    others = [f"{reader.name} {score:.2f}" for reader, score in scores(result.text) if score]
    return "\n".join(
        (
            _title(for_terminal(name)),
            f"  reader   {result.format} ({', '.join(others)})",
            f"  profile  {result.profile.name}: {result.why}",
            f"  text     {result.encoding}, {len(result.text)} characters",
        )
    )


def _candidates(result: Result) -> str:
    """Show what of a page could have been the document, with the scores."""
    if not result.candidates:
        return ""
    lines = [
        f"  {found.score:>8}  {_padded(found.name, 40)}  line {found.line}" for found in result.candidates
    ]
    return "\n".join((_title("Candidates for the body, the one taken first"), *lines))


def _structure(result: Result) -> str:
    """Show what spoke for it that headings and paragraphs are items, where no profile tells it."""
    if not result.weights:
        return ""
    lines = [
        f"  {_padded(found.what, 40)}  items {found.items:>4}  against {found.others:>4}"
        for found in result.weights
    ]
    return "\n".join((_title("Sections and items by structure"), *lines))


def _dropped(account: Account) -> str:
    """Show the first of the texts that were left out, with what each was taken for."""
    spans = [span for span in account.spans if span.reason != "lost"]
    if not spans:
        return ""
    lines = [_title("Left out")]
    lines += [
        f"  {span.line:>6}  {_padded(span.reason, 24)}  {_cut(span.text, 60)}" for span in spans[:_SPANS]
    ]
    if len(spans) > _SPANS:
        lines.append(f"  … {len(spans) - _SPANS} more; --report has them all")
    return "\n".join(lines)


def _outline(issue: Issue) -> str:
    lines = [_title("Outline"), f"  {_cut(issue.title or '(no title)', _COLUMNS)}"]
    for section in issue.sections:
        items = counted(len(section.items), "item")
        lines.append(f"  {_padded(section.title, 28)}  {items:>9}  {section.kind}")
    if issue.archive:
        lines.append(f"  {_padded('(earlier issues)', 28)}  {len(issue.archive):>3} dates")
    return "\n".join(lines)


def _diagnostic(found: Diagnostic, result: Result) -> Iterator[str]:
    """Show a diagnostic, and its line of the input with a mark below what it speaks of."""
    place = ", ".join(filter(None, (f"line {found.line}" if found.line else "", found.where)))
    code = click.style(f"{found.severity}[{found.code}]", fg=_COLOURS[found.severity])
    message = for_terminal(found.message)
    yield f"{code} {place}: {message}" if place else f"{code} {message}"
    lines = result.text.split("\n")
    if 0 < found.line <= len(lines) and lines[found.line - 1].strip():
        before, source = _excerpt(lines[found.line - 1], found.column)
        margin = f"{found.line:>6} | "
        yield f"{margin}{source}"
        yield f"{' ' * (len(margin) - 2)}| {' ' * display_width(before)}^"


def _excerpt(line: str, column: int) -> tuple[str, str]:
    """Cut a line around a column, 0 where none is known: what stands before it, and the whole."""
    start = len(line) - len(line.lstrip())
    at = max(column - 1, start)
    more = ""
    while display_width(for_terminal(line[start:at])) > _COLUMNS - _BEHIND:
        start, more = max(start + 1, at - _BEFORE), "…"
    return more + for_terminal(line[start:at]), more + _cut(line[start:].rstrip(), _COLUMNS - len(more))


def _account(account: Account) -> str:
    whole = account.kept + account.structure + account.dropped + account.lost
    reasons = Counter[str]()
    for span in account.spans:
        reasons[span.reason] += len("".join(span.text.split()))
    lines = [
        _title(f"Account of {whole} visible characters"),
        f"  kept       {account.kept:>8}",
        f"  structure  {account.structure:>8}  labels, bullets, separators: the form says the same",
        f"  dropped    {account.dropped:>8}"
        + "".join(f"  {reason} {count}" for reason, count in sorted(reasons.items()) if reason != "lost"),
        f"  lost       {account.lost:>8}",
    ]
    return "\n".join(lines)


def _cut(text: str, columns: int) -> str:
    """Cut a text to what a line of the terminal holds; nothing in it can steer the terminal."""
    text = for_terminal(text)
    if display_width(text) <= columns:
        return text
    while display_width(text) > columns - 1:
        text = text[: -max(1, (display_width(text) - columns) // 2)]
    return text + "…"


def _padded(text: str, columns: int) -> str:
    text = _cut(text, columns)
    return text + " " * (columns - display_width(text))
