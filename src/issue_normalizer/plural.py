"""How many there are of a thing, in words."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """Say how many there are: `1 file`, `2 files`. `many` is needed where it is not `one` with an s."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"
