"""Series profiles: what is special about one newsletter, as data.

A profile is a TOML file beside this one; `neutral.toml` explains the keys and is used for every
newsletter that no other profile knows.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.issue import Kind
from issue_normalizer.text import fold_width, without_space

if TYPE_CHECKING:
    from issue_normalizer.profiles.patterns import Pattern


class CanonicalLabels(Struct, frozen=True):
    """The words that the canonical Markdown writes."""

    separator: str
    publisher: str
    tag: str
    arxiv: str
    link: str
    briefs: str
    items: str
    archive: str
    colophon: str
    editors: str
    contact: str
    project: str
    license: str


class Patterns(Struct, frozen=True):
    """What the issues of a newsletter look like. None where structure decides on sections or items.

    `front` names the keys of the front matter that hold the date, the number, the series, the title.
    `labels` are those of the facts that items and facts have holes for, `words` what they write around holes.
    """

    sections: tuple[Pattern, ...] | None
    items: tuple[Pattern, ...] | None
    facts: tuple[Pattern, ...]
    title: tuple[Pattern, ...]
    skip: tuple[Pattern, ...]
    only: tuple[Pattern, ...]
    lead: tuple[Pattern, ...]
    colophon: tuple[Pattern, ...]
    archive: tuple[Pattern, ...]
    file: tuple[Pattern, ...]
    front: Mapping[str, str]
    order: str
    labels: tuple[str, ...]
    words: frozenset[str]


NO_PATTERNS = Patterns(None, None, (), (), (), (), (), (), (), (), {}, "", (), frozenset())


class Profile(Struct, frozen=True):
    """A newsletter's own words. Patterns match at the start of a line, colon included.

    `knows_sections` tells that the newsletter's own sections are named: lines that are such a name are
    headings, bullets are items, and an unknown section is told.
    `labels` matches words by which a part or a fact is known, one after another, their blanks left
    out; `label_behind` one at the end of other text.
    """

    name: str
    series: tuple[str, ...]
    addresses: tuple[str, ...]
    base: str | None
    tagline_first_line: bool
    lead_marks: tuple[str, ...]
    knows_sections: bool
    archive_titles: frozenset[str]
    kinds: Mapping[str, Kind]
    field_labels: tuple[str, ...]
    summary_label: re.Pattern[str]
    field_label: re.Pattern[str]
    title_note: re.Pattern[str]
    editors_label: re.Pattern[str]
    contact_label: re.Pattern[str]
    project_label: re.Pattern[str]
    labels: re.Pattern[str]
    label_behind: re.Pattern[str]
    canonical: CanonicalLabels
    patterns: Patterns

    @property
    def is_neutral(self) -> bool:
        """Tell whether nothing is known of the newsletter."""
        return not self.series

    @property
    def has_patterns(self) -> bool:
        """Tell whether patterns say what its sections, items or facts look like."""
        told = self.patterns
        return (
            told.sections is not None or told.items is not None or bool(told.skip or told.only or told.facts)
        )

    def kind_of(self, title: str) -> Kind | None:
        """Give the kind of a section by its title; None where the title is not known."""
        return self.kinds.get(section_key(title))

    def is_archive(self, title: str) -> bool:
        """Tell whether a title is that of the list of earlier issues."""
        return section_key(title) in self.archive_titles


def section_key(title: str) -> str:
    """Give what section titles are compared by: width and case folded, no signs around."""
    return fold_width(title).strip(" :#*【】[]").casefold()


NEUTRAL = "neutral"
_IS_LABEL = re.compile(r"[^\W\d_](?:[\w .'-]{0,38}[\w.])?")
_PATTERNS = ("sections", "items", "facts")
_TEXTS = ("title", "skip", "only", "lead", "colophon", "archive", "file")


@cache
def load(name: str) -> Profile:
    """Load a profile that ships with the package."""
    with open(f"{__path__[0]}/{name}.toml", "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
        return _make(tomllib.load(stream), name)


@cache
def read_profile(path: str) -> Profile:
    """Read the profile of a user."""
    with open(path, "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
        return _make(tomllib.load(stream), path.replace("\\", "/").rpartition("/")[2].removesuffix(".toml"))


@cache
def _neutral() -> dict[str, Any]:
    with open(f"{__path__[0]}/{NEUTRAL}.toml", "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
        return tomllib.load(stream)


def _make(stated: dict[str, Any], name: str) -> Profile:
    """Make a profile of what is stated, and of what the neutral one says where it is silent."""
    data = {**_neutral(), **stated}
    for key in ("labels", "canonical", "front", "match"):
        data[key] = {**_neutral().get(key, {}), **stated.get(key, {})}
    labels = data["labels"]
    told = _patterns(data) if any(key in stated for key in (*_PATTERNS, *_TEXTS, "front")) else NO_PATTERNS
    canonical = CanonicalLabels(**data["canonical"])
    words = (word for key, word in data["canonical"].items() if key != "separator")
    known = _any(
        [*map(without_space, (*chain(*labels.values()), *told.labels, *data["archive_titles"], *words))]
    )
    return Profile(
        name=data["name"] if "name" in stated else name,
        series=_several(data["series"]),
        addresses=_several(data["addresses"]),
        base=data.get("base"),
        tagline_first_line=data["tagline_first_line"],
        lead_marks=tuple(data["lead_marks"]),
        knows_sections=name != NEUTRAL and "kinds" in stated,
        archive_titles=frozenset(map(section_key, [*data["archive_titles"], canonical.archive])),
        kinds={section_key(title): kind for kind, titles in data["kinds"].items() for title in titles}
        | {section_key(canonical.briefs): "briefs"},
        summary_label=_label(labels["summary"]),
        field_labels=tuple(fields := [*labels["fields"], *told.labels, canonical.link]),
        field_label=_label(fields),
        title_note=_title_note(labels["title_notes"]),
        editors_label=_label([*labels["editors"], canonical.editors]),
        contact_label=_label([*labels["contact"], canonical.contact]),
        project_label=_label([*labels["project"], canonical.project]),
        labels=re.compile(rf"(?:{known})+", re.IGNORECASE),
        label_behind=re.compile(rf"(?:{known})\Z", re.IGNORECASE),
        canonical=canonical,
        patterns=told,
    )


def with_labels(profile: Profile, labels: Sequence[str]) -> Profile:
    """Give a profile that knows more labels of facts."""
    words = (*profile.field_labels, *labels)
    return replace(profile, field_labels=words, field_label=_label([*words]))


def is_label(text: str) -> bool:
    """Tell whether a text can be the label of a fact that stands in an issue's front matter."""
    return _IS_LABEL.fullmatch(text) is not None


def _several(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _patterns(data: dict[str, Any]) -> Patterns:
    from issue_normalizer.profiles.patterns import compile_pattern, compile_text, labels_of, words_of

    order = data.get("dates", "")
    lines = {
        key: tuple([compile_pattern(text, order=order) for text in _several(data[key])])
        if key in data
        else None
        for key in _PATTERNS
    }
    texts = {
        key: tuple([compile_text(text, order=order) for text in _several(data.get(key, []))])
        for key in _TEXTS
    }
    read = (*(lines["items"] or ()), *(lines["facts"] or ()), *(lines["sections"] or ()))
    return Patterns(
        sections=lines["sections"],
        items=lines["items"],
        facts=lines["facts"] or (),
        front=data.get("front", {}),
        order=order,
        labels=labels_of(read),
        words=words_of(read),
        **texts,
    )


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _label(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\s*({_any(words)})\s*[:：]\s*", re.IGNORECASE)


def _title_note(words: list[str]) -> re.Pattern[str]:
    """Match a note behind a title: a short bracket, or a word that ends in one of the given."""
    ends = rf"|[^\s\[\]]{{0,8}}(?:{_any(words)})" if words else ""
    return re.compile(rf"\s+(\[(?!\s*\])[^\[\]]{{1,12}}\]{ends})$")


def known_profiles() -> tuple[str, ...]:
    """List the shipped profiles that know a newsletter."""
    return ("embedded-ai",)


def select(titles: Sequence[str], address: str | None) -> Profile:
    """Choose the profile of an issue by what may be its title, else by where its page was served from."""
    for name in known_profiles():
        profile = load(name)
        if any(title.startswith(profile.series) for title in titles):
            return profile
        if address and any(part in address for part in profile.addresses):
            return profile
    return load(NEUTRAL)
