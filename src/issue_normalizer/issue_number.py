"""The number of an issue, as titles tell it."""

from __future__ import annotations

from issue_normalizer.patterns import rare

_WORDS = (
    r"#|№|\b(?:no|nr|vol|núm|num|n[º°])\b\.?"
    r"|\b(?:issue|weekly|newsletter|volume|number|edition|ausgabe|numéro)\b"
)
_NUMBER = rare(rf"(?i)第\s*(\d+)\s*[期号號回话話]|(?:{_WORDS})\s*#?\s*(\d+)\b")


def number_in(title: str) -> str | None:
    """Give the number that a title tells of its issue: `第12期`, `#12`, `Issue 12`; None if it tells none."""
    found = _NUMBER.search(title)
    return (found[1] or found[2]) if found else None
