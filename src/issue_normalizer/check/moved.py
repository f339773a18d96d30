"""Text that went from one place of an issue to another: one change, where a loss and a gain were found."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from issue_normalizer.check.model import Change
from issue_normalizer.identity.keys import text_key

# Kinds whose change shows the text that is gone, and is gone for good if it stands nowhere else.
_TEXTS = frozenset(("lead", "section-changed", "summary-changed", "fields-changed", "colophon"))
_SHORTEST = 8  # letters: less of them stand in two places by chance


def with_moved(changes: Sequence[Change]) -> list[Change]:
    """Give changes; a text that is gone in one place and new in another makes one of them.

    Must fire: a closing note that became the end of the last item's text. Must not: a text that is gone
    beside another that is new.
    """
    gained = {text_key(text): one for one in changes if one.kind in _TEXTS and (text := _new_text(one))}
    moved: dict[int, Change | None] = {}
    for one in changes:
        is_gone = one.kind in _TEXTS and one.weight == "loss" and not one.after
        text = text_key(one.before) if is_gone else ""
        if len(text) >= _SHORTEST and (gain := gained.pop(text, None)):
            message = f"the text stood elsewhere: {one.place.name} ({one.place.path})"
            moved[id(gain)] = replace(gain, kind=one.kind, weight="change", message=message)
            moved[id(one)] = None
    found = [moved.get(id(one), one) for one in changes]
    return [one for one in found if one]


def _new_text(change: Change) -> str:
    """Give the text that was put before or behind what stood there; "" where more changed."""
    before, after = change.before, change.after
    if change.weight != "gain":
        return ""
    if after.startswith(before):
        return after[len(before) :]
    return after.removesuffix(before) if after.endswith(before) else ""
