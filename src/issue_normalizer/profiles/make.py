"""The data of a profile -> the profile."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from issue_normalizer.data import read_data
from issue_normalizer.profiles.model import (
    NO_PATTERNS,
    CanonicalLabels,
    Patterns,
    Profile,
    any_of,
    label_pattern,
    section_key,
)
from issue_normalizer.text import without_space

NEUTRAL = "neutral"
FOLDER = __file__.replace("\\", "/").rpartition("/")[0]
_LINES = ("sections", "items", "facts")
_TEXTS = ("title", "file", "skip", "only", "lead", "colophon")
_TABLES = ("kinds", "labels", "canonical", "front", "match", "page")


@cache
def load(name: str) -> Profile:
    """Load a profile that ships with the package."""
    return make_profile(shipped_data(name), name)


@cache
def shipped_data(name: str) -> dict[str, Any]:
    """Read the file of a profile that ships with the package."""
    return read_data(f"{FOLDER}/{name}")


def make_profile(stated: Mapping[str, Any], name: str) -> Profile:
    """Make a profile of what is stated, and of what the neutral one says where it is silent.

    Lists and strings take the place of the neutral ones, tables go together key by key. Patterns must be
    right: `check.py` tells what is wrong with them.
    """
    base = shipped_data(NEUTRAL)
    data = {**base, **stated}
    data |= {key: {**base.get(key, {}), **stated.get(key, {})} for key in _TABLES}
    labels = {key: several(words) for key, words in data["labels"].items()}
    archive = several(data["archive"])
    told = _patterns(data, several(stated.get("archive", ()))) if _has_patterns(stated) else NO_PATTERNS
    canonical = CanonicalLabels(**data["canonical"])
    words = (word for key, word in data["canonical"].items() if key != "separator")
    known = map(without_space, (*chain(*labels.values()), *told.labels, *archive, *words))
    fields = (*labels["fields"], *told.labels, canonical.link)
    return Profile(
        name=stated.get("name", name),
        series=several(data["series"]),
        addresses=several(data["addresses"]),
        base=data.get("base"),
        tagline_first_line=data["tagline_first_line"],
        lead_marks=several(data["lead_marks"]),
        knows_sections=name != NEUTRAL and "kinds" in stated and "items" not in stated,
        archive_titles=frozenset(map(section_key, [*archive, canonical.archive])),
        kinds=_kinds(data["kinds"]) | {section_key(canonical.briefs): "briefs"},
        field_labels=fields,
        summary_label=label_pattern(labels["summary"]),
        field_label=label_pattern(fields),
        title_note=_title_note(labels["title_notes"]),
        editors_label=label_pattern([*labels["editors"], canonical.editors]),
        contact_label=label_pattern([*labels["contact"], canonical.contact]),
        project_label=label_pattern([*labels["project"], canonical.project]),
        labels=frozenset(map(str.casefold, known)),
        canonical=canonical,
        patterns=told,
        pages=_pages(stated),
        match=_match(stated.get("match", {})),
    )


def _kinds(stated: Mapping[str, Any]) -> dict[str, Any]:
    return {section_key(title): kind for kind, titles in stated.items() for title in several(titles)}


def several(value: str | Sequence[str]) -> tuple[str, ...]:
    """Give a list; one of a single text may be written as the text."""
    return (value,) if isinstance(value, str) else tuple(value)


def _has_patterns(stated: Mapping[str, Any]) -> bool:
    return any(key in stated for key in (*_LINES, *_TEXTS, "front"))


def _patterns(data: Mapping[str, Any], archive: Sequence[str]) -> Patterns:
    from issue_normalizer.profiles.patterns import compile_pattern, compile_text, labels_of, words_of

    order = data.get("dates", "")
    lines = {
        key: tuple([compile_pattern(text, order) for text in several(data[key])])
        for key in _LINES
        if key in data
    }
    texts = {key: tuple([compile_text(text, order) for text in several(data.get(key, ()))]) for key in _TEXTS}
    read = [pattern for key in ("items", "facts", "sections") for pattern in lines.get(key, ())]
    return Patterns(
        sections=lines.get("sections"),
        items=lines.get("items"),
        facts=lines.get("facts", ()),
        front={kind: key.casefold() for kind, key in data["front"].items()},
        order=order,
        labels=labels_of(read),
        words=words_of(read),
        archive=tuple([compile_text(text, order) for text in archive]),
        **texts,
    )


def _pages(stated: Mapping[str, Any]) -> tuple[Any, ...]:
    if "page" not in stated:
        return ()
    from issue_normalizer.options import Page

    chosen = {key: several(value) for key, value in stated["page"].items()}
    return (Page(addresses=several(stated.get("addresses", ())), **chosen),)


def _match(stated: Mapping[str, str]) -> dict[str, Any]:
    if not stated:
        return {}
    from issue_normalizer.profiles.patterns import compile_text

    return {key.casefold(): compile_text(text) for key, text in stated.items()}


def _title_note(words: Sequence[str]) -> re.Pattern[str]:
    """Match a note behind a title: a short bracket, or a word that ends in one of the given."""
    ends = rf"|[^\s\[\]]{{0,8}}(?:{any_of(words)})" if words else ""
    return re.compile(rf"\s+(\[(?!\s*\])[^\[\]]{{1,12}}\]{ends})$")
