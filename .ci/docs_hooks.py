"""Fills the reference: `<!-- made: NAME -->` in a page of the documentation is made from the code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from importlib import import_module

from issue_normalizer.advice import ADVICE
from issue_normalizer.check.model import KINDS
from issue_normalizer.cli.info import SCHEMAS
from issue_normalizer.diagnostics import CODES
from issue_normalizer.forms import schema_of
from issue_normalizer.readers.detection import READERS
from issue_normalizer.settings import Settings

_MADE = re.compile(r"<!-- made: (\w+) -->")


def on_page_markdown(markdown: str, **_: object) -> str:
    """Put what is made in its place, as mkdocs reads a page."""
    return _MADE.sub(lambda mark: _MAKERS[mark[1]](), markdown)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in (head, *rows)]
    lines.insert(1, "|" + "---|" * len(list(head)))
    return "\n".join(lines)


def _codes() -> str:
    rows = ((f"`{code}`", *said, ADVICE.get(code, "nothing")) for code, said in sorted(CODES.items()))
    return _table(("code", "severity", "means", "what to do"), rows)


def _kinds() -> str:
    return _table(("kind", "says"), ((f"`{kind}`", meaning) for kind, meaning in KINDS.items()))


def _formats() -> str:
    rows = ((f"`{reader.name}`", reader.reads, reader.looks_for) for reader in READERS)
    return _table(("format", "reads", "known by"), rows)


def _settings() -> str:
    schema = schema_of(Settings)
    rows = ((f"`{name}`", one.get("description", "")) for name, one in schema["properties"].items())
    return _table(("key", "says"), rows)


def _schemas() -> str:
    return "\n\n".join(map(_schema, SCHEMAS))


def _schema(name: str) -> str:
    module, record = SCHEMAS[name]
    schema = schema_of(getattr(import_module(module), record))
    text = json.dumps(schema, ensure_ascii=False, indent=2).replace("\n", "\n    ")
    head = f"## {name}\n\n{schema.get('description', '')} `normalize schema {name}` prints this."
    return f'{head}\n\n??? note "JSON Schema"\n\n    ```json\n    {text}\n    ```'


_MAKERS: dict[str, Callable[[], str]] = {
    "codes": _codes,
    "kinds": _kinds,
    "formats": _formats,
    "settings": _settings,
    "schemas": _schemas,
}
