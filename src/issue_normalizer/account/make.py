"""What was taken in and what came out -> the account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.account.cover import Cover, Told
from issue_normalizer.account.edits import follow
from issue_normalizer.account.kinds import LEFT_OUT, Known, believed
from issue_normalizer.account.letters import letters_of, rewritten
from issue_normalizer.account.lines import Form, Line, read_lines
from issue_normalizer.account.model import Account
from issue_normalizer.claims import Claim, Intake
from issue_normalizer.text import fold_width, without_space
from issue_normalizer.tree import Span


class Taken(Struct, frozen=True):
    """What is known of an input: its text, what of it was left out, and what changed its form.

    `around` was left out before there was a body, `inside` is what of the body is no part of the issue, and
    `beside` the front matter. `is_folded` tells that full width was restored: signs then compare equal in
    either width.
    """

    intake: Intake
    around: tuple[Span, ...] = ()
    inside: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()
    beside: tuple[str, ...] = ()
    is_folded: bool = False


def make_account(taken: Taken, form: Form, markdown: str) -> Account:
    """Account for what was taken in, by what canonical Markdown shows and by the claims that are believed."""
    fold = fold_width if taken.is_folded else _as_it_is
    intake, spans = taken.intake, (*taken.around, *taken.inside)
    read = letters_of(fold(intake.text))
    before = read.text if intake.before == intake.text else without_space(fold(intake.before))
    left_out = (Claim(span.reason, span.text) for span in taken.inside)
    by_reader = _folded(intake.claims, fold)
    claims = (*by_reader, *(said := _folded((*taken.claims, *left_out), fold)))
    letters = rewritten(rewritten(read, by_reader), said)
    front = (span.text for span in spans if span.reason == "front-matter")
    beside = without_space(fold("\n".join((*taken.beside, *front))))
    descriptions = frozenset(without_space(fold(text)) for text in intake.descriptions)
    known = Known(form.profile, letters.text, descriptions, beside, markdown)
    edits = believed(_folded(intake.edits, fold), known)
    followed = follow(before, read.text, edits)
    lines = read_lines(markdown, form)
    own = Counter(line.text for line in lines if line.kind == "own")
    images = [line for line in lines if line.kind == "image" and fold(line.text) not in descriptions]
    shown = [line for line in lines if line.kind not in ("own", "image")]
    if taken.is_folded:
        shown = [
            replace(line, text=fold(line.text), code=None if line.code is None else fold(line.code))
            for line in shown
        ]
    covered = Cover(letters, shown, believed(claims, known)).walk()
    missing, added, moved = _moved(
        [
            *_code(intake, fold, shown),
            *(("", text) for text in (*followed.lost, *(form.words - own).elements())),
            *covered.lost,
        ],
        [
            *(("", text) for text in (*followed.added, *(own - form.words).elements())),
            *covered.added,
            *((image.where, image.text) for image in images),
        ],
    )
    lost = [Span(0, text, "lost") for _, text in missing]
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


def _code(intake: Intake, fold: Callable[[str], str], shown: Sequence[Line]) -> Iterable[tuple[str, str]]:
    """Tell what of code is lost by its white space; most inputs have none."""
    if not intake.code_before and not intake.code:
        return ()
    from issue_normalizer.account.code import lost_in_code

    return lost_in_code(map(fold, intake.code_before), map(fold, intake.code), shown)


def _as_it_is(text: str) -> str:
    return text


def _folded(claims: Iterable[Claim], fold: Callable[[str], str]) -> list[Claim]:
    if fold is _as_it_is:
        return list(claims)
    return [replace(claim, taken=fold(claim.taken), shown=fold(claim.shown)) for claim in claims]


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
