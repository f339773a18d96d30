"""A conversion explained, as JSON (`explanation/1`)."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from issue_normalizer.forms import write_as
from issue_normalizer.pipeline import Result
from issue_normalizer.readers.detection import scores
from issue_normalizer.report import Accounted, Count, Told, accounted, told_of
from issue_normalizer.safe import for_terminal


class Reader(Struct, frozen=True, forbid_unknown_fields=True):
    """The reader, and how well each fitted."""

    name: str
    encoding: str
    scores: Annotated[dict[str, float], Meta(description="Of each reader that fits at all, best first.")]


class Chosen(Struct, frozen=True, forbid_unknown_fields=True):
    """The profile, and why it was chosen."""

    name: str
    reason: str


class Body(Struct, frozen=True, forbid_unknown_fields=True):
    """What of a page could have been the document."""

    name: str
    line: Count
    score: str


class Weighed(Struct, frozen=True, forbid_unknown_fields=True):
    """How much speaks for it that headings or paragraphs of a kind are items, and how much against it."""

    what: str
    items: Count
    others: Count


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A section."""

    title: str
    kind: str
    items: Count


class Outline(Struct, frozen=True, forbid_unknown_fields=True):
    """What an issue holds."""

    title: str
    sections: tuple[Part, ...]
    archive: Annotated[Count, Meta(description="earlier issues that it lists")]


class Explanation(Struct, frozen=True, forbid_unknown_fields=True, tag_field="schema", tag="explanation/1"):
    """How an input was read, and what became of it."""

    name: str
    reader: Reader
    profile: Chosen
    candidates: tuple[Body, ...]
    structure: tuple[Weighed, ...]
    outline: Outline
    diagnostics: tuple[Told, ...]
    account: Accounted


def write_explanation(name: str, result: Result) -> str:
    """Write the explanation of a conversion as JSON."""
    issue = result.issue
    fitting = {reader.name: round(score, 2) for reader, score in scores(result.text) if score}
    sections = tuple(Part(one.title, one.kind, len(one.items)) for one in issue.sections)
    return write_as(
        Explanation(
            for_terminal(name),
            Reader(result.format, result.encoding, fitting),
            Chosen(result.profile.name, result.why),
            tuple(Body(one.name, one.line, str(one.score)) for one in result.candidates),
            tuple(Weighed(one.what, one.items, one.others) for one in result.weights),
            Outline(issue.title, sections, len(issue.archive)),
            told_of(result),
            accounted(result),
        )
    )
