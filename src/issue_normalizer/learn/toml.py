"""Guesses -> the TOML text of a profile: above each what speaks for it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from issue_normalizer.learn.guesses import Guess
from issue_normalizer.learn.items import Guesses
from issue_normalizer.learn.titles import Named


def write_profile(named: Named, found: Guesses, facts: Sequence[Guess], skipped: Sequence[Guess]) -> str:
    """Write a draft."""
    parts: list[str] = []
    if named.series:
        parts.append(f"series = {_list(named.series)}\n")
    parts.append(_key("title", named.title))
    if named.front:
        inner = ", ".join(f"{key} = {quoted(value)}" for key, value in named.front.items())
        parts.append(f"front = {{ {inner} }}\n")
    parts.append(_key("file", named.file))
    if named.dates:
        parts.append(f"dates = {quoted(named.dates)}\n")
    parts += [_key("sections", found.sections) or "sections = []\n", _key("items", found.items)]
    parts += [_key("facts", facts), _key("skip", skipped)]
    parts += [
        _remarks("Not found", named.missing),
        _remarks("Left out, seen in one issue alone", found.left_out),
    ]
    return "\n".join(part for part in parts if part)


def _remarks(title: str, lines: Sequence[str]) -> str:
    return (
        f"# {title}:\n"
        + "".join(f"#   {json.dumps(line, ensure_ascii=False) if '{' in line else line}\n" for line in lines)
        if lines
        else ""
    )


def _key(key: str, guesses: Sequence[Guess]) -> str:
    if not guesses:
        return ""
    lines = "".join(f"    # {guess.comment}\n    {quoted(guess.value)},\n" for guess in guesses)
    return f"{key} = [\n{lines}]\n"


def _list(values: Sequence[str]) -> str:
    return "[" + ", ".join(map(quoted, values)) + "]" if len(values) > 1 else quoted(values[0])


def quoted(text: str) -> str:
    """Write a TOML string."""
    return json.dumps(text, ensure_ascii=False)
