"""The commands: each with the module that has it, which is imported when it is called."""

from __future__ import annotations

COMMANDS = {
    "batch": "issue_normalizer.cli.batch",
    "check": "issue_normalizer.cli.check",
    "cluster": "issue_normalizer.cli.cluster",
    "convert": "issue_normalizer.cli.convert",
    "explain": "issue_normalizer.cli.info",
    "learn": "issue_normalizer.cli.learn",
    "formats": "issue_normalizer.cli.info",
    "profile": "issue_normalizer.cli.profile",
    "profiles": "issue_normalizer.cli.profiles",
    "schema": "issue_normalizer.cli.info",
}
# What each does, in a line: `normalize --help` loads none of them.
SUMMARIES = {
    "batch": "Convert files, folders and archives into a folder of issues.",
    "check": "Tell what new scrapes lost, gained or changed against a baseline.",
    "cluster": "Convert web archives on object storage into tables (cluster run).",
    "convert": "Convert one file, or several (the default command).",
    "explain": "Show what a file was read as, and what became of it.",
    "formats": "List the formats that can be read, and how they are told apart.",
    "learn": "Draft the profile of a newsletter from its issues.",
    "profile": "Measure how well a profile reads issues (profile check).",
    "profiles": "List the profiles of newsletters, and where they come from.",
    "schema": "Print the JSON Schema of the output.",
}


def meant(word: str) -> str | None:
    """Give the command that a mistyped word is nearest to; None where it is like none."""
    if not word.isalpha():
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), COMMANDS, 1, 0.7)), None)
