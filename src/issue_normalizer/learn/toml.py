"""Guesses -> the TOML text of a profile: above each what speaks for it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from issue_normalizer.learn.guesses import Guess
from issue_normalizer.learn.items import Guesses
from issue_normalizer.learn.naming import Naming


def write_profile(named: Naming, found: Guesses, facts: Sequence[Guess], skipped: Sequence[Guess]) -> str:
    """Write a draft; at its end what was not found, and what was left out."""
    parts = [
        *_names(named),
        _key("sections", found.sections) or "sections = []\n",
        _key("items", found.items),
        _key("facts", facts),
        _key("skip", skipped),
        _remarks("Not found", named.missing),
        _remarks("Left out, as it is seen too seldom", [_quoted(pattern) for pattern in found.left_out]),
    ]
    return "\n".join(filter(None, parts))


def write_named(named: Naming, found: Guesses) -> str:
    """Write a draft that only names the issues; the patterns of items stand in a comment."""
    tried = [_quoted(guess.value) for guess in (*found.sections, *found.items)]
    parts = [
        *_names(named),
        _remarks("Not found", named.missing),
        _remarks("Left out, as structure alone finds more items than these patterns", tried),
    ]
    return "\n".join(filter(None, parts))


def _names(named: Naming) -> list[str]:
    """Write the keys that name an issue."""
    names = ", ".join(map(_quoted, named.series))
    front = ", ".join(f"{key} = {_quoted(value)}" for key, value in named.front.items())
    return [
        f"series = [{names}]\n" if len(named.series) > 1 else f"series = {names}\n" if names else "",
        _key("title", named.title),
        f"front = {{ {front} }}\n" if front else "",
        _key("file", named.file),
        f"dates = {_quoted(named.dates)}\n" if named.dates else "",
    ]


def _key(key: str, guesses: Sequence[Guess]) -> str:
    lines = "".join(f"    # {guess.comment}\n    {_quoted(guess.value)},\n" for guess in guesses)
    return f"{key} = [\n{lines}]\n" if lines else ""


def _remarks(title: str, lines: Sequence[str]) -> str:
    return f"# {title}:\n" + "".join(f"#   {line}\n" for line in lines) if lines else ""


def _quoted(text: str) -> str:
    """Write a TOML string."""
    return json.dumps(text, ensure_ascii=False)
