"""The check of a profile as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from issue_normalizer.profile_check.form import Figures, ProfileCheck, Share
from issue_normalizer.safe import for_terminal
from issue_normalizer.text import display_width

_HEAD = ("issue", "entries", "headings", "links", "items", "urls", "lost", "dropped", "fixed", "agreement")
_MOST_TEXT = 70


def show_check(check: ProfileCheck) -> str:
    """Write the check: a row an issue and one of all, the patterns, the lines that were missed."""
    rows = [_HEAD, *(_row(one.name, one.figures) for one in check.issues)]
    rows.append(_row("all", check.all))
    patterns = [
        (one.key, f"{one.count}", one.pattern.replace("\n", "\\n"), _mark(one.count))
        for one in check.patterns
    ]
    lines = [*_table(rows), "", *_table([("key", "fits", "pattern", ""), *patterns])]
    missed = [f"  {one.name}:{line.line}: {_short(line.text)}" for one in check.issues for line in one.missed]
    if missed:
        lines += ["", "headings, and lines that look like claimed ones, that no pattern claims:", *missed]
    return "".join(f"{for_terminal(line)}\n" for line in lines)


def _row(name: str, figures: Figures) -> tuple[str, ...]:
    return (
        name,
        _percent(figures.entries),
        _percent(figures.headings),
        _percent(figures.links),
        str(figures.items),
        _percent(figures.urls),
        str(figures.lost),
        str(figures.dropped),
        "yes" if figures.fixed.count == figures.fixed.of else "NO",
        "-" if figures.agreement is None else _percent(figures.agreement),
    )


def _percent(share: Share) -> str:
    """Give a share in percent, rounded down: 100 % is all of it."""
    return f"{100 * share.count // share.of} %" if share.of else "-"


def _mark(count: int) -> str:
    return "" if count else "<- fits nothing"


def _short(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}…"


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Align columns by their width on the terminal: words to the left, numbers to the right."""
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    right = [all(row[at][:1] in "0123456789-yN" for row in rows[1:]) for at in range(len(widths))]
    for row in rows:
        cells = []
        for text, width, is_right in zip(row, widths, right, strict=True):
            blanks = " " * (width - display_width(text))
            cells.append(blanks + text if is_right else text + blanks)
        yield "  ".join(cells).rstrip()
