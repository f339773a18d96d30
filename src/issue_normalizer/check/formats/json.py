"""A check as JSON (`check/1`): every issue, with its changes."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from issue_normalizer.check.formats.outcome import Outcome
from issue_normalizer.check.model import Change, Comparison, Origin, Weight
from issue_normalizer.forms import write_as
from issue_normalizer.report import Count
from issue_normalizer.safe import remove_unsafe


class Counts(Struct, frozen=True, forbid_unknown_fields=True):
    """How many issues there are, and how many changes of each weight."""

    issues: Count
    unchanged: Annotated[Count, Meta(description="Issues without any change.")]
    loss: Count
    change: Count
    gain: Count
    form: Count


class ChangeForm(Struct, frozen=True, forbid_unknown_fields=True, rename={"side": "in"}):
    """One difference between an issue of the baseline and its new scrape."""

    kind: Annotated[str, Meta(description="Such as item-lost or title-changed.")]
    weight: Weight
    where: Annotated[str, Meta(description="The place in the issue's JSON; empty for the whole.")]
    side: Annotated[Literal["new", "old"], Meta(description="The issue that the place is in.")]
    name: Annotated[str, Meta(description="The place for a reader.")]
    line: Annotated[Count, Meta(description="Line of the new input to look at; 0 where unknown.")]
    message: str
    before: str
    after: str
    count: Annotated[int, Meta(ge=1, description="Things that the change stands for.")]


class ComparisonForm(Struct, frozen=True, forbid_unknown_fields=True):
    """An issue of the baseline beside its new scrape."""

    title: str
    new: Annotated[str | None, Meta(description="The new input; null where there is none.")]
    old: Annotated[str | None, Meta(description="The input of the baseline; null where there is none.")]
    items: Annotated[Count, Meta(description="Items of the new issue, else of the old one.")]
    failed: bool
    changes: tuple[ChangeForm, ...]


class CheckForm(Struct, frozen=True, forbid_unknown_fields=True, tag_field="schema", tag="check/1"):
    """The outcome of a check: each issue of the baseline beside its new scrape."""

    baseline: Annotated[str, Meta(description="The folder or file that was compared with.")]
    failed: Annotated[bool, Meta(description="Whether anything weighs what --fail-on names.")]
    counts: Counts
    issues: tuple[ComparisonForm, ...]


def write_json(outcome: Outcome) -> str:
    """Write a check as JSON."""
    counts = outcome.count()
    form = CheckForm(
        outcome.baseline,
        outcome.has_failed,
        Counts(
            issues=len(outcome.comparisons),
            unchanged=len(outcome.comparisons) - len(outcome.changed),
            loss=counts["loss"],
            change=counts["change"],
            gain=counts["gain"],
            form=counts["form"],
        ),
        tuple(_comparison(one, outcome) for one in outcome.comparisons),
    )
    return write_as(form)


def _comparison(one: Comparison, outcome: Outcome) -> ComparisonForm:
    return ComparisonForm(
        one.title,
        _name(one.new_origin),
        _name(one.old_origin),
        one.items,
        outcome.fails(one),
        tuple(map(_change, one.changes)),
    )


def _name(origin: Origin | None) -> str | None:
    return remove_unsafe(origin.name) if origin else None


def _change(change: Change) -> ChangeForm:
    place = change.place
    return ChangeForm(
        change.kind,
        change.weight,
        place.path,
        "new" if place.is_new else "old",
        place.name,
        change.line,
        change.message,
        change.before,
        change.after,
        change.count,
    )
