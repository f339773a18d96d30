"""A check as Markdown, for a comment on a pull request."""

from __future__ import annotations

import re

from issue_normalizer.check.formats.outcome import Outcome, heaviest_first, number, summary
from issue_normalizer.check.model import Change, Comparison
from issue_normalizer.safe import remove_unsafe
from issue_normalizer.text import collapse

_LONGEST = 60_000  # characters: GitHub takes 65,536 in a comment
_SHOWN = 300  # characters of a text
_TICKS = re.compile(r"`+")


def write_markdown(outcome: Outcome) -> str:
    """Write a check as Markdown. Scraped text stands in code, where it mentions nobody and links nowhere."""
    sign = "❌" if outcome.has_failed else "✅"
    parts = [f"### {sign} {remove_unsafe(summary(outcome))}\n"]
    length = len(parts[0])
    changed = outcome.changed
    for at, one in enumerate(changed):
        part = _issue(one, is_open=outcome.fails(one))
        length += len(part)
        if length > _LONGEST:
            parts.append(f"… and {number(len(changed) - at, 'more issue', 'more issues')} with changes.\n")
            break
        parts.append(part)
    return "\n".join(parts)


def _issue(one: Comparison, *, is_open: bool) -> str:
    name = f"<code>{_html(one.name)}</code>"
    head = f"<details{' open' if is_open else ''}><summary>{name} {_counted(one)}</summary>"
    lines = [line for change in heaviest_first(one.changes) for line in _change(change)]
    return "\n".join((head, "", *lines, "", "</details>", ""))


def _counted(one: Comparison) -> str:
    return number(len(one.changes), "change", "changes")


def _change(change: Change) -> list[str]:
    where = f", line {change.line}" if change.line else ""
    name = f" {_code(change.place.name)}" if change.place.name else ""
    lines = [f"- **{change.weight}** `{change.kind}`{name}{where}: {_code(change.message)}"]
    sides = [("-", change.before), ("+", change.after)]
    if change.before and change.before not in change.place.name:
        texts = [f"  {sign} {_cut(text)}" for sign, text in sides if text]
        longest = max((len(run) for text in texts for run in _TICKS.findall(text)), default=0)
        fence = "`" * max(3, longest + 1)
        lines += [f"  {fence}diff", *texts, f"  {fence}"]
    return lines


def _code(text: str) -> str:
    """Write text as a code span, whatever it holds (CommonMark 6.1)."""
    text = remove_unsafe(collapse(text))
    ticks = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _cut(text: str) -> str:
    text = remove_unsafe(collapse(text))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _html(text: str) -> str:
    return remove_unsafe(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
