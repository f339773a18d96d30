"""A profile: what is special about one newsletter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.issue import Kind
from issue_normalizer.patterns import rare
from issue_normalizer.text import fold_width

if TYPE_CHECKING:
    from issue_normalizer.options import Page
    from issue_normalizer.profiles.patterns import Pattern

_IS_LABEL = rare(r"[^\W\d_](?:[\w .'-]{0,38}[\w.])?")


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
    `labels` are the words by which a part or a fact is known, their case folded and their blanks left out.
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
    labels: frozenset[str]
    canonical: CanonicalLabels
    patterns: Patterns
    pages: tuple[Page, ...]
    match: Mapping[str, Pattern]

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


def with_labels(profile: Profile, labels: Sequence[str]) -> Profile:
    """Give a profile that knows more labels of facts."""
    words = (*profile.field_labels, *labels)
    return replace(profile, field_labels=words, field_label=label_pattern(words))


def is_label(text: str) -> bool:
    """Tell whether a text can be the label of a fact that stands in an issue's front matter."""
    return _IS_LABEL.fullmatch(text) is not None


def any_of(words: Sequence[str]) -> str:
    """Give the regular expression of words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def label_pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Match one of the words, and the colon behind it, at the start of a line."""
    return rare(rf"\s*({any_of(words)})\s*[:：]\s*", re.IGNORECASE)
