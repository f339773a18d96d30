"""Words for people: how many there are of a thing, the first of many, the beginning of a long text."""

from __future__ import annotations

from collections.abc import Sequence


def counted(count: int, one: str, many: str = "") -> str:
    """Say how many there are: `1 file`, `2 files`. `many` is needed where it is not `one` with an s."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def listed(names: Sequence[str], most: int) -> str:
    """List the first of some names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def shortened(text: str, most: int) -> str:
    """Cut a text to so many characters, with a sign where it goes on."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
