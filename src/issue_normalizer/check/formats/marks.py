"""What differs between two texts, in one line: only the changed words and a little around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from issue_normalizer.check.model import Change
from issue_normalizer.check.words import Segment, difference, segments
from issue_normalizer.text import collapse
from issue_normalizer.wording import shortened

_AROUND = 16  # characters that are shown on each side of a changed stretch
_STRETCH = 60  # characters of a changed stretch that are shown
_LINE = 240  # characters of the whole
# What is not marked beside words that changed.
_FORM = (None, "space", "width")
# Kinds whose place is the very thing that is gone or new.
_NAMED = ("item-lost", "item-added", "item-repeated", "section-lost", "section-added")


def marked(change: Change, mark: Callable[[str, str], str]) -> str:
    """Show what differs in a change; `mark` is given what was there and what is there of each stretch.

    Empty where the change itself says it all.
    """
    before, after = (collapse(text.replace("\n", " · ")) for text in (change.before, change.after))
    if change.kind in _NAMED and "\n" not in change.before + change.after:
        return ""
    shown: list[str] = []
    length = 0
    parts = segments(before, after)
    if change.weight != "form":
        parts = _without_form(parts)
    for at, part in enumerate(parts):
        if part.is_same:
            piece = _around(part.after, is_first=at == 0, is_last=at == len(parts) - 1)
        else:
            piece = mark(shortened(part.before, _STRETCH), shortened(part.after, _STRETCH))
        shown.append(piece)
        length += len(piece)
        if length > _LINE and at < len(parts) - 1:
            shown.append("…")
            break
    return "".join(shown)


def in_brackets(before: str, after: str) -> str:
    """Mark a changed stretch in plain text."""
    return (f"[-{before}-]" if before else "") + (f"{{+{after}+}}" if after else "")


def _without_form(parts: Sequence[Segment]) -> list[Segment]:
    """Take signs of another width for the same, as they are in the new text."""
    alike: list[Segment] = []
    for part in parts:
        is_same = part.is_same or difference(part.before, part.after) in _FORM
        if is_same and alike and alike[-1].is_same:
            alike[-1] = Segment(alike[-1].after + part.after, alike[-1].after + part.after)
        else:
            alike.append(Segment(part.after, part.after) if is_same else part)
    return alike


def _around(text: str, *, is_first: bool, is_last: bool) -> str:
    """Cut a stretch that is the same in both to what stands beside the changed ones."""
    if is_first and is_last:
        return shortened(text, _STRETCH)
    if len(text) <= 2 * _AROUND:
        return text
    start = "" if is_first else text[:_AROUND]
    end = "" if is_last else text[-_AROUND:]
    return f"{start}…{end}"
