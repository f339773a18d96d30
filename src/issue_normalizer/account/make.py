"""What was taken in and what came out -> the account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from issue_normalizer.account.cover import Cover, Told
from issue_normalizer.account.edits import follow
from issue_normalizer.account.kinds import LEFT_OUT, MARKS, believed
from issue_normalizer.account.letters import Letters, letters_of, rewritten
from issue_normalizer.account.lines import Form, Line, read_lines
from issue_normalizer.account.model import Account
from issue_normalizer.claims import Claim, Intake
from issue_normalizer.text import fold_width, without_space
from issue_normalizer.tree import Span


class Taken(NamedTuple):
    """What is known of an input: its text, what of it was left out, and what changed its form.

    `around` was left out before there was a body. `is_folded` tells that full width was restored: then signs
    compare equal in either width.
    """

    intake: Intake
    around: tuple[Span, ...] = ()
    inside: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()
    is_folded: bool = False


def make_account(taken: Taken, form: Form, markdown: str) -> Account:
    """Account for what was taken in, by what canonical Markdown shows and by the claims that are believed."""
    intake = taken.intake
    left_out = [Claim(span.reason, span.text) for span in taken.inside]
    claims = believed((*intake.claims, *taken.claims, *left_out), form.profile, intake.descriptions)
    edits = believed(intake.edits, form.profile, intake.descriptions)
    letters = letters_of(intake.text)
    before = letters.text if intake.before == intake.text else without_space(intake.before)
    followed = follow(before, letters.text, edits)
    lines = read_lines(markdown, form)
    if taken.is_folded:
        letters, lines, claims = _folded(letters, lines, claims)
    said = [claim for claim in claims if claim.reason not in MARKS]
    covered = Cover(rewritten(letters, claims), [line for line in lines if line.kind != "own"], said).walk()
    own = Counter(line.text for line in lines if line.kind == "own")
    missing, added, moved = _moved(
        [*(("", text) for text in (*followed.lost, *(form.words - own).elements())), *covered.lost],
        [*(("", text) for text in (*followed.added, *(own - form.words).elements())), *covered.added],
    )
    lost = [Span(0, text, "lost") for _, text in missing]
    spans = (*taken.around, *taken.inside)
    dropped, gone = (sum(len(without_space(span.text)) for span in found) for found in (spans, lost))
    edited = sum(len(edit.taken) for edit in edits if edit.reason in LEFT_OUT)
    whole = len(before) + sum(len(without_space(span.text)) for span in taken.around) - edited
    return Account(
        whole - covered.structure - dropped - gone,
        covered.structure,
        dropped,
        gone,
        (*spans, *lost),
        tuple(missing),
        tuple(added),
        tuple(moved),
    )


def _folded(
    letters: Letters, lines: Iterable[Line], claims: Iterable[Claim]
) -> tuple[Letters, list[Line], list[Claim]]:
    return (
        letters._replace(text=fold_width(letters.text)),
        [line._replace(text=fold_width(line.text)) for line in lines],
        [Claim(reason, fold_width(taken), fold_width(shown)) for reason, taken, shown in claims],
    )


def _moved(lost: Sequence[tuple[str, str]], added: Sequence[tuple[str, str]]) -> tuple[Told, Told, Told]:
    """Tell what stands elsewhere from what is gone, and from what came: (lost, added, moved)."""
    there = Counter(text for _, text in lost)
    rest: Told = []
    moved: Told = []
    for where, text in added:
        (moved if there[text] > 0 else rest).append((where, text))
        there[text] -= 1
    found = Counter(text for _, text in moved)
    missing: Told = []
    for where, text in lost:
        found[text] -= 1
        if found[text] < 0:
            missing.append((where, text))
    return missing, rest, moved
