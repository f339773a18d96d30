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

from msgspec import Struct

from issue_normalizer.issue import Kind
from issue_normalizer.text import fold_width, without_space


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
    summary_label: re.Pattern[str]
    field_label: re.Pattern[str]
    title_note: re.Pattern[str]
    editors_label: re.Pattern[str]
    contact_label: re.Pattern[str]
    project_label: re.Pattern[str]
    labels: re.Pattern[str]
    label_behind: re.Pattern[str]
    canonical: CanonicalLabels

    @property
    def is_neutral(self) -> bool:
        """Tell whether nothing is known of the newsletter."""
        return not self.series

    @property
    def has_patterns(self) -> bool:
        """Tell whether patterns say what its sections and items look like."""
        return False

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


@cache
def load(name: str) -> Profile:
    """Load a profile that ships with the package."""
    with open(f"{__path__[0]}/{name}.toml", "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
        data = tomllib.load(stream)
    labels = data["labels"]
    canonical = CanonicalLabels(**data["canonical"])
    words = (word for key, word in data["canonical"].items() if key != "separator")
    known = _any([*map(without_space, (*chain(*labels.values()), *data["archive_titles"], *words))])
    return Profile(
        name=data["name"],
        series=tuple(data["series"]),
        addresses=tuple(data["addresses"]),
        base=data.get("base"),
        tagline_first_line=data["tagline_first_line"],
        lead_marks=tuple(data["lead_marks"]),
        knows_sections=name != NEUTRAL and "sections" in data,
        archive_titles=frozenset(map(section_key, [*data["archive_titles"], canonical.archive])),
        kinds={section_key(title): kind for kind, titles in data["sections"].items() for title in titles}
        | {section_key(canonical.briefs): "briefs"},
        summary_label=_label(labels["summary"]),
        field_label=_label([*labels["fields"], canonical.link]),
        title_note=_title_note(labels["title_notes"]),
        editors_label=_label([*labels["editors"], canonical.editors]),
        contact_label=_label([*labels["contact"], canonical.contact]),
        project_label=_label([*labels["project"], canonical.project]),
        labels=re.compile(rf"(?:{known})+", re.IGNORECASE),
        label_behind=re.compile(rf"(?:{known})\Z", re.IGNORECASE),
        canonical=canonical,
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
