"""The report: where an issue came from, and what happened on the way."""

from __future__ import annotations

import hashlib
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import asdict

from issue_normalizer.diagnostics import Diagnostic, Severity
from issue_normalizer.forms import write_as
from issue_normalizer.issue import Issue
from issue_normalizer.pipeline import Result
from issue_normalizer.safe import for_terminal
from issue_normalizer.tree import Span

Count: TypeAlias = Annotated[int, Meta(ge=0)]


class Input(Struct, frozen=True, forbid_unknown_fields=True):
    """The input of a conversion."""

    name: Annotated[str, Meta(description="as the user gave it")]
    format: Annotated[str, Meta(description="the reader's name")]
    encoding: str
    bytes: Count
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Counts(Struct, frozen=True, forbid_unknown_fields=True):
    """What an issue is known by, and how much it holds."""

    series: str | None
    date: str | None
    items: Count
    links: Annotated[Count, Meta(description="of items, those of their titles too")]


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """A diagnostic."""

    code: str
    severity: Severity
    message: str
    line: Annotated[Count, Meta(description="line of the input, 0 where unknown")]
    column: Annotated[Count, Meta(description="character of that line, from 1; 0 where unknown")]
    where: Annotated[str, Meta(description="place in the issue, such as sections/3/items/0")]

    @classmethod
    def of(cls, found: Diagnostic) -> Told:
        """Give a diagnostic as it is reported."""
        return cls(found.code, found.severity, found.message, found.line, found.column, found.where)


class Totals(Struct, frozen=True, forbid_unknown_fields=True):
    """What became of the visible characters of an input."""

    kept: Annotated[Count, Meta(description="stands in the output")]
    structure: Annotated[
        Count, Meta(description="the form expresses it otherwise: a label, a separator, a number")
    ]
    dropped: Annotated[Count, Meta(description="left out for the reason that a span names")]
    lost: Annotated[Count, Meta(description="gone: a defect of the program; 0 otherwise")]


class Accounted(Totals, frozen=True, forbid_unknown_fields=True):
    """What became of the visible characters of an input, with the texts that were dropped or lost."""

    spans: tuple[Span, ...]


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """What a page states beside its document; empty where it does not."""

    author: str
    site: str
    language: str
    address: Annotated[str, Meta(description="its own address, as it states it")]
    license: Annotated[str, Meta(description="the address of its licence")]


class Report(Struct, frozen=True, forbid_unknown_fields=True, tag_field="schema", tag="report/1"):
    """Where an issue came from, and what was noticed on the way."""

    input: Input
    page: Page | None
    issue: Counts
    diagnostics: tuple[Told, ...]
    account: Accounted


def write_report(name: str, data: bytes, result: Result) -> str:
    """Write the report of one conversion as JSON. `name` is the input's name as the user gave it."""
    sha256 = hashlib.sha256(data).hexdigest()
    report = Report(
        Input(for_terminal(name), result.format, result.encoding, len(data), sha256),
        _page_of(result),
        counts_of(result.issue),
        told_of(result),
        accounted(result),
    )
    return write_as(report)


def _page_of(result: Result) -> Page | None:
    facts = result.facts
    if facts is None:
        return None
    shown = (facts.author, facts.site, facts.language, facts.address, facts.license)
    return Page(*(for_terminal(text) for text in shown))


def counts_of(issue: Issue) -> Counts:
    """Count the items of an issue and their links, those of titles too."""
    items = [item for section in issue.sections for item in section.items]
    links = sum((item.url is not None) + len(item.links) for item in items)
    return Counts(issue.series, issue.date, len(items), links)


def told_of(result: Result) -> tuple[Told, ...]:
    """Give the diagnostics of a conversion as they are reported."""
    return tuple(map(Told.of, result.diagnostics))


def totals_of(result: Result) -> Totals:
    """Give the totals of a conversion's account."""
    account = result.account
    return Totals(account.kept, account.structure, account.dropped, account.lost)


def accounted(result: Result) -> Accounted:
    """Give a conversion's account: its totals, and the texts that were dropped or lost."""
    return Accounted(**asdict(totals_of(result)), spans=result.account.spans)
