"""In which languages a date may be written, by the name of its month: the words of `months.toml`."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from issue_normalizer import __path__ as package
from issue_normalizer.data import read_data
from issue_normalizer.patterns import rare

_PARTS: Final = rare(r"[\s\d.,/-]+")
_ENGLISH: Final = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_MARKS: Final = "'’׳"


def languages_of(text: str) -> tuple[str, ...]:
    """Give the languages that have a month of a name in the text, the more spoken ones first; () for none."""
    known = _known()
    found: dict[str, None] = {}
    for part in _PARTS.split(folded(text)):
        found |= dict.fromkeys(known.get(part.strip(_MARKS), ()))
    return tuple(found)


def is_month(name: str) -> bool:
    """Tell whether a word is the name of a month in English, also cut short, or in another language."""
    return name.casefold() in _ENGLISH or bool(languages_of(name))


def folded(text: str) -> str:
    """Give a text in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for language, names in read_data(f"{package[0]}/months").items():
        for name in names.split():
            known[name] = (*known.get(name, ()), language)
    return known
