"""A check as Markdown, for a comment on a pull request."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from issue_normalizer.check.formats.marks import marked
from issue_normalizer.check.formats.outcome import Outcome, heaviest_first, summary
from issue_normalizer.check.model import Change, Comparison
from issue_normalizer.safe import remove_unsafe
from issue_normalizer.text import collapse
from issue_normalizer.wording import counted

_LONGEST = 60_000  # characters: GitHub takes 65,536 in a comment
_FRAME = 100  # characters around the changes of an issue
_TICKS = re.compile(r"`+")


def write_markdown(outcome: Outcome) -> str:
    """Write a check as Markdown. Scraped text stands in code, where it mentions nobody and links nowhere."""
    sign = "❌" if outcome.has_failed else "✅"
    parts = [f"### {sign} {remove_unsafe(summary(outcome))}\n"]
    length = len(parts[0])
    changed = sorted(outcome.changed, key=lambda one: not outcome.fails(one))
    for at, one in enumerate(changed):
        part = _issue(one, _LONGEST - length, is_open=outcome.fails(one))
        if not part:
            parts.append(f"… and {counted(len(changed) - at, 'more issue')} with changes.\n")
            break
        length += len(part)
        parts.append(part)
    return "\n".join(parts)


def _issue(one: Comparison, room: int, *, is_open: bool) -> str:
    """Write an issue in so many characters: as many of its changes as go in; nothing where none does."""
    name, changes = f"<code>{_html(one.name)}</code>", counted(len(one.changes), "change")
    head = f"<details{' open' if is_open else ''}><summary>{name} {changes}</summary>"
    written = ["\n".join(_change(change)) for change in heaviest_first(one.changes)]
    ends = [*accumulate(len(change) + 1 for change in written)]
    fitting = bisect_right(ends, room - len(head) - _FRAME)
    if not fitting:
        return ""
    left = len(written) - fitting
    more = [f"- … and {counted(left, 'more change')}"] if left else []
    return "\n".join((head, "", *written[:fitting], *more, "", "</details>", ""))


def _change(change: Change) -> list[str]:
    where = f", line {change.line}" if change.line else ""
    name = f" {_code(change.place.name)}" if change.place.name else ""
    lines = [f"- **{change.weight}** `{change.kind}`{name}{where}: {_code(change.message)}"]
    old, new = marked(change, lambda before, _: before), marked(change, lambda _, after: after)
    texts = [f"  {sign} {_clean(text)}" for sign, text in (("-", old), ("+", new)) if text]
    if texts:
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


def _clean(text: str) -> str:
    return remove_unsafe(collapse(text))


def _html(text: str) -> str:
    return _clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
