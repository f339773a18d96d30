"""Front matter: YAML between `---` lines, TOML between `+++`, JSON; and the table GitHub makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec
from msgspec import Struct

from issue_normalizer.patterns import rare
from issue_normalizer.safe import remove_unsafe
from issue_normalizer.text import collapse

_FENCED: Final = rare(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML: Final = rare(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_JSON: Final = rare(
    r"(?:;;;|---json)?[ \t]*\n?(\{[ \t]*\n.*?^\})[ \t]*(?:\n(?:;;;|---)[ \t]*(?:\n|\Z)|\n\s*\n)",
    re.DOTALL | re.MULTILINE,
)
_KEY: Final = rare(
    r"layout|title|date|author|categories|category|tags|permalink|description|comments|published|subtitle|slug"
)
_COLUMNS: Final = rare(r"\s*\|\s*|\t+|\s{2,}")
_RULER: Final = rare(r"[\s|+=:_-]*")
_TABLE_LINES: Final = 40
_MAX_LENGTH: Final = 64 * 1024
# Where YAML may be nested: brackets, aliases, entries and keys that hold others.
_NESTING: Final = rare(r"[\[{*]|[-?][ \t]+[-?]")
_MAX_NESTING: Final = 20
_MAX_ALIASES: Final = 20


class FrontMatter(Struct, frozen=True, gc=False):
    """What front matter says, and the text behind it.

    `values` has keys in lower case and scalar values as text. `invalid` is the source of a block
    that YAML does not accept: GitHub shows it as code, so it is content. `lines` counts the lines
    that were taken.
    """

    values: Mapping[str, str] = MappingProxyType({})
    body: str = ""
    lines: int = 0
    invalid: str = ""


def split_front_matter(text: str) -> FrontMatter:
    """Take front matter off the start of a Markdown text."""
    for pattern, read in ((_TOML, _parse_toml), (_JSON, _parse_json)):
        if (match := pattern.match(text)) and len(match[1]) <= _MAX_LENGTH and (found := read(match[1])):
            return FrontMatter(scalars(found), text[match.end() :], match[0].count("\n"))
    match = _FENCED.match(text)
    if match and len(match[1]) <= _MAX_LENGTH and match[1].strip():
        values = _parse_yaml(match[1])
        body, lines = text[match.end() :], match[0].count("\n")
        if values is None:
            return FrontMatter(body=body, lines=lines, invalid=match[0].rstrip())
        if isinstance(values, Mapping):
            return FrontMatter(scalars(values), body, lines)
    return FrontMatter(body=text)


def _parse_toml(source: str) -> Mapping[object, object] | None:
    """Parse Hugo's and Zola's front matter; None where it is no TOML."""
    import tomllib

    try:
        values = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    extra = values.get("extra")
    return {**(extra if isinstance(extra, dict) else {}), **values}


def _parse_json(source: str) -> Mapping[object, object] | None:
    """Parse front matter in JSON, with or without fences; None where it is no object."""
    try:
        values = msgspec.json.decode(source)
    except (msgspec.DecodeError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def _parse_yaml(source: str) -> object:
    """Parse YAML as data only; None where it is not YAML, or more than front matter has a use for."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if _NESTING.search(source) and not _is_plain(source, loader):
            return None
        return yaml.load(source, loader) or ""  # noqa: S506 - a safe loader
    except yaml.YAMLError:
        return None
    except (ValueError, ArithmeticError, LookupError, AttributeError, TypeError):  # a tag that does not fit
        return None


def _is_plain(source: str, loader: type) -> bool:
    """Tell whether YAML is nested but little, and has few aliases, none merged: each may double the rest.

    Its events are read one by one: deep nesting would overflow the stack of the C parser.
    """
    import yaml

    depth = aliases = 0
    for event in yaml.parse(source, loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        aliases += isinstance(event, yaml.AliasEvent)
        if depth > _MAX_NESTING or aliases > _MAX_ALIASES or (aliases and "<<" in source):
            return False
    return True


def scalars(values: Mapping[object, object]) -> dict[str, str]:
    """Keep what is text or a list of text; nested values say nothing about an issue."""
    found = {}
    for key, value in values.items():
        if isinstance(value, list):
            scalar: object = ", ".join(str(entry) for entry in value if isinstance(entry, str | int | float))
        else:
            scalar = value
        if scalar is not None and not isinstance(scalar, dict | set | bytes):
            found[remove_unsafe(str(key)).lower()] = collapse(remove_unsafe(str(scalar)))
    return found


def split_table(text: str) -> FrontMatter:
    """Take the table that GitHub makes of front matter off the start of a text, however a tool drew it.

    Keys in one row or line by line, below them as many values; rulers, boxes and bars around them.
    """
    keys: list[str] = []
    values: list[str] = []
    end = 0
    lines = text.split("\n")
    for number, line in enumerate(lines[:_TABLE_LINES], 1):
        cells = [cell for cell in _COLUMNS.split(line.strip().strip("|").strip()) if cell]
        if not cells or _RULER.fullmatch(line):
            if values and len(values) >= len(keys):
                end = number if cells else end
                break
            continue
        if not values and all(map(_KEY.fullmatch, cells)) and not set(cells) & set(keys):
            keys += cells
        elif len(values) < len(keys):
            values += cells
            end = number
        if keys and len(values) >= len(keys):
            continue
        if not keys:
            break
    certain = "layout" in keys or ("title" in keys and len(keys) > 1)
    if not certain or len(keys) != len(values):
        return FrontMatter(body=text)
    found = {key: collapse(value) for key, value in zip(keys, values, strict=True)}
    return FrontMatter(found, "\n".join(lines[end:]), end)
