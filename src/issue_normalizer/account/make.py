"""What was taken in and what came out -> the account."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.account.cover import Covered, Told, cover, follow
from issue_normalizer.account.kinds import LEFT_OUT, Known, believed
from issue_normalizer.account.lines import Form, Line, read_lines
from issue_normalizer.account.markup import Targets
from issue_normalizer.account.model import Account
from issue_normalizer.account.tree import read_tree
from issue_normalizer.blocks import rewritten
from issue_normalizer.claims import Claim, Intake
from issue_normalizer.patterns import rare
from issue_normalizer.text import fold_width, without_space
from issue_normalizer.tree import Blocks, Image, Span

_ALERT: Final = rare(r"\[!(?:note|tip|important|warning|caution)\]", re.IGNORECASE)


class Taken(Struct, frozen=True, gc=False):
    """What is known of an input: its text, what of it was left out, and what changed its form.

    `blocks` is the tree that a reader made of it, `normal` the one that an issue was made of. `around` was
    left out before there was a body, `inside` is what of the body is no part of the issue, and `beside` the
    front matter. `is_folded` tells that full width was restored: signs then compare equal in either width.
    """

    intake: Intake
    blocks: Blocks = ()
    normal: Blocks = ()
    around: tuple[Span, ...] = ()
    inside: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()
    beside: tuple[str, ...] = ()
    is_folded: bool = False


def make_account(taken: Taken, form: Form, markdown: str) -> Account:
    """Account for what was taken in, by what canonical Markdown shows and by the claims that are believed."""
    tree, spans = read_tree(taken.normal), (*taken.around, *taken.inside)
    targets = Targets()
    text = "".join(tree.texts)
    lines = read_lines(markdown, form, frozenset(tree.starts), targets)
    front = (span.text for span in spans if span.reason == "front-matter")
    known = Known(
        form.profile,
        text,
        frozenset([without_space(image.alt) for image in tree.images]),
        without_space("\n".join((*taken.beside, *front))),
        targets.addresses,
        tree.heads,
    )
    before = without_space(taken.intake.text)
    edits = believed(taken.intake.edits, known)
    page = _follow_page(before, tree.texts, edits, taken, known)
    own = Counter([line.text for line in lines if line.kind == "own"])
    shown = [line for line in lines if line.kind not in ("own", "number")]
    left_out = (Claim(span.reason, span.text) for span in taken.inside)
    claims = believed((*taken.claims, *left_out), known)
    pictures = _images(tree.images, targets.images, claims)
    said = [claim for claim in claims if claim.reason != "image"]
    covered = cover(text, shown, said)
    missing, added, moved = _moved(
        [
            *_code(taken.intake.code, tree.code, shown),
            *page.lost,
            *(("", text) for text in (form.words - own).elements()),
            *covered.lost,
            *pictures.lost,
        ],
        [
            *page.added,
            *(("", text) for text in (own - form.words).elements()),
            *covered.added,
            *((line.where, line.text) for line in lines if line.kind == "number"),
            *pictures.added,
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


def _images(taken: Sequence[Image], shown: Sequence[tuple[str, str]], claims: Sequence[Claim]) -> Covered:
    """Compare the images of a tree with those of an output, by address and description."""
    if not taken and not shown:
        return Covered()
    there = Counter([(without_space(image.alt), image.url) for image in taken])
    seen = Counter([(without_space(alt), url) for alt, url in shown])
    claimed = Counter([claim.taken for claim in claims if claim.reason == "image"])
    lost: list[tuple[str, str]] = []
    for alt, url in (there - seen).elements():
        if claimed[url] > 0:
            claimed[url] -= 1
        else:
            lost.append(("", alt or url))
    return Covered(lost, [("", alt or url) for alt, url in (seen - there).elements()])


def _follow_page(
    before: str, texts: Sequence[str], edits: Sequence[Claim], taken: Taken, known: Known
) -> Covered:
    """Follow the text of a page to that of the blocks that an issue was made of."""
    changes = believed(rewritten(taken.blocks, taken.normal), known)
    page = _follow(before, texts, [*edits, *changes], is_folded=taken.is_folded)
    if not changes or not (page.lost or page.added):
        return page
    read = read_tree(taken.blocks).texts  # first what the reader did: it may have put in what is changed
    edits = believed(taken.intake.edits, replace(known, text="".join(read)))
    page = _follow(before, read, edits, is_folded=taken.is_folded)
    again = follow("".join(read), texts, changes)
    return Covered((*page.lost, *again.lost), (*page.added, *again.added))


def _follow(before: str, texts: Sequence[str], edits: Sequence[Claim], *, is_folded: bool) -> Covered:
    if "[!" in before:  # the kind of an alert is in capitals in the form
        before, texts = _in_capitals(before), [_in_capitals(text) for text in texts]
    if is_folded:
        before, texts = fold_width(before), [fold_width(text) for text in texts]
        edits = [replace(edit, taken=fold_width(edit.taken), shown=fold_width(edit.shown)) for edit in edits]
    return follow(before, texts, edits)


def _in_capitals(text: str) -> str:
    return _ALERT.sub(lambda mark: mark[0].upper(), text)


def _code(before: Sequence[str], taken: Sequence[str], shown: Sequence[Line]) -> Iterable[tuple[str, str]]:
    """Tell what of code is lost by its white space; most inputs have none."""
    if not before and not taken:
        return ()
    from issue_normalizer.account.code import lost_in_code

    return lost_in_code(before, taken, shown)


def _moved(lost: Told, added: Told) -> tuple[Told, Told, Told]:
    """Tell what stands elsewhere from what is gone, and from what came: (lost, added, moved)."""
    both = Counter(text for _, text in lost) & Counter(text for _, text in added)
    moved, rest = _parted(added, both)
    return _parted(lost, both)[1], rest, moved


def _parted(told: Told, count: Counter[str]) -> tuple[Told, Told]:
    """Part the first of each text, so many as are counted, from the rest."""
    left = count.copy()
    first: Told = []
    rest: Told = []
    for where, text in told:
        (first if left[text] > 0 else rest).append((where, text))
        left[text] -= 1
    return first, rest
