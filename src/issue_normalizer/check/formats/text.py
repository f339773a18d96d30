"""A check for a terminal: an issue a paragraph, a change a line, with its words below where it has any."""

from __future__ import annotations

import click
from msgspec.structs import replace

from issue_normalizer.check.formats.marks import in_brackets, marked
from issue_normalizer.check.formats.outcome import Outcome, heaviest_first, summary
from issue_normalizer.check.model import Change, Comparison
from issue_normalizer.safe import for_terminal

_COLOURS = {"loss": "red", "change": "yellow", "gain": "green", "form": "bright_black"}


def write_text(outcome: Outcome, *, in_colour: bool) -> str:
    """Write a check as text; without colour, changed words are marked `[-so-]{+so+}`."""
    paragraphs = [_issue(one, in_colour=in_colour) for one in outcome.changed]
    text = "\n".join((*paragraphs, for_terminal(summary(outcome)))) + "\n"
    return text if in_colour else click.unstyle(text)


def _issue(one: Comparison, *, in_colour: bool) -> str:
    title = for_terminal(one.title)
    name = for_terminal(one.name)
    name = f"./{name}" if name.startswith(":") else name  # a line that begins so commands GitHub's runner
    lines = [click.style(name, bold=True) + (f": {title}" if title else "")]
    for change in heaviest_first(one.changes):
        lines.append(_line(change))
        if words := _words(change, in_colour=in_colour):
            lines.append(f"        | {words}")  # the bar: no scraped text begins a line
    return "\n".join(lines) + "\n"


def _line(change: Change) -> str:
    weight = click.style(f"{change.weight:6}", fg=_COLOURS[change.weight], bold=change.weight == "loss")
    where = ""
    if change.line and change.place.path:
        where = f"line {change.line}" if change.place.is_new else f"after line {change.line}"
    name = change.place.name if change.place.path else ""  # the whole issue is named above
    place = ", ".join(filter(None, (where, name)))
    told = f"{place}: {change.message}" if place else change.message
    return f"  {weight}  {change.kind}: {for_terminal(told)}"


def _words(change: Change, *, in_colour: bool) -> str:
    safe = replace(change, before=_safe(change.before), after=_safe(change.after))
    return marked(safe, _coloured if in_colour else in_brackets)


def _safe(text: str) -> str:
    return "\n".join(map(for_terminal, text.split("\n")))


def _coloured(before: str, after: str) -> str:
    gone = click.style(before, fg="red", strikethrough=True) if before else ""
    return gone + (click.style(after, fg="green", underline=True) if after else "")
