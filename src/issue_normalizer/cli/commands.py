"""The commands: each with the module that has it, which is imported when it is called."""

from __future__ import annotations

COMMANDS = {
    "batch": "issue_normalizer.cli.batch",
    "check": "issue_normalizer.cli.check",
    "convert": "issue_normalizer.cli.convert",
    "explain": "issue_normalizer.cli.info",
    "formats": "issue_normalizer.cli.info",
    "schema": "issue_normalizer.cli.info",
}


def meant(word: str) -> str | None:
    """Give the command that a mistyped word is nearest to; None where it is like none."""
    if not word.isalpha():
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), COMMANDS, 1, 0.7)), None)
