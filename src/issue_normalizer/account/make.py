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
from issue_normalizer.account.lines import Form, Shown, read_lines
from issue_normalizer.account.markup import Targets
from issue_normalizer.account.model import Account
from issue_normalizer.account.stock import Stock
from issue_normalizer.account.targets import compare_addresses, compare_images
from issue_normalizer.account.tree import read_tree
from issue_normalizer.blocks import rewritten, text_of
from issue_normalizer.claims import Claim, Intake
from issue_normalizer.inlines import visible
from issue_normalizer.patterns import rare
from issue_normalizer.text import fold_width, without_space
from issue_normalizer.tree import Blocks, Span

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
    shown = read_lines(
        markdown, form, frozenset(tree.starts), targets, fold_width if taken.is_folded else str
    )
    front = (span.text for span in spans if span.reason == "front-matter")
    alts = (image.alt for image in tree.images)
    everything = without_space("\0".join((taken.intake.text, *taken.beside, *front, *alts)))
    known = Known(form.profile, everything, targets.addresses, tree.heads)
    page = everything.partition("\0")[0]
    # The kind of an alert is in capitals in the form.
    alerts = (Claim("alert", mark, mark.upper()) for mark in _ALERT.findall(page)) if "[!" in page else ()
    edits = believed((*taken.intake.edits, *alerts), known)
    changes = believed(rewritten(taken.blocks, taken.normal), known)
    left_out = (Claim(span.reason, span.text) for span in taken.inside)
    claims = believed((*taken.claims, *left_out), known)
    own = [Claim("own", shown=word) for word in form.words]
    covered = _cover(page, shown, edits, changes, [*claims, *own], taken)
    gone, new = compare_images(tree.images, targets.images, claims)
    astray, wrong = compare_addresses(tree.links, targets.addresses, shown, taken.inside)
    code = _code(taken.intake.code, tree.code, shown)
    missing, added, moved = _moved([*code, *covered.lost, *gone, *astray], [*covered.added, *new, *wrong])
    lost = [Span(0, text, "lost") for _, text in missing]
    dropped, lacking = (sum(len(without_space(span.text)) for span in found) for found in (spans, lost))
    edited = sum(len(edit.taken) for edit in edits if edit.reason in LEFT_OUT)
    whole = len(page) + sum(len(without_space(span.text)) for span in taken.around) - edited
    kept = min(covered.kept, whole - dropped - lacking)
    return Account(
        kept,
        whole - kept - dropped - lacking,
        dropped,
        lacking,
        (*spans, *lost),
        tuple(missing),
        tuple(added),
        tuple(moved),
    )


def _cover(
    page: str, shown: Shown, edits: list[Claim], changes: list[Claim], claims: list[Claim], taken: Taken
) -> Covered:
    """Cover a page by an output, by way of its blocks where one step may have changed what another put in."""
    if taken.is_folded:
        page = fold_width(page)
        edits, changes, claims = ([_folded(claim) for claim in each] for each in (edits, changes, claims))
    covered = cover(page, shown, Stock([*changes, *edits], claims, shown.facts))
    is_simple = not changes and not any(edit.reason == "moved" for edit in edits)
    if is_simple or not (covered.lost or covered.added):
        return covered
    read = [text for line in text_of(taken.blocks, visible).split("\n") if (text := without_space(line))]
    if taken.is_folded:
        read = [fold_width(text) for text in read]
    first = follow(page, read, edits)
    then = cover("".join(read), shown, Stock(changes, claims, shown.facts))
    return Covered([*first.lost, *then.lost], [*first.added, *then.added], then.kept)


def _folded(claim: Claim) -> Claim:
    return replace(claim, taken=fold_width(claim.taken), shown=fold_width(claim.shown))


def _code(before: Sequence[str], taken: Sequence[str], shown: Shown) -> Iterable[tuple[str, str]]:
    """Tell what of code is lost by its white space; most inputs have none."""
    if not before and not taken:
        return ()
    from issue_normalizer.account.code import lost_in_code

    return lost_in_code(before, taken, shown.code)


def _moved(lost: Told, added: Told) -> tuple[Told, Told, Told]:
    """Tell what stands elsewhere from what is gone, and from what came: (lost, added, moved)."""
    both = Counter(text for _, text in lost) & Counter(text for _, text in added)
    return _parted(lost, both)[1], *_parted(added, both)[::-1]


def _parted(told: Told, count: Counter[str]) -> tuple[Told, Told]:
    """Part the first of each text, so many as are counted, from the rest."""
    left = count.copy()
    first: Told = []
    rest: Told = []
    for where, text in told:
        (first if left[text] > 0 else rest).append((where, text))
        left[text] -= 1
    return first, rest
