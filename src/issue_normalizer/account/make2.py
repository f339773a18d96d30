"""What was taken in and what came out -> the account."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from issue_normalizer.account.cover import Cover
from issue_normalizer.account.edits import follow
from issue_normalizer.account.kinds import believed, changes
from issue_normalizer.account.lines import Endings, read_lines
from issue_normalizer.account.model import Account
from issue_normalizer.claims import Claim, Intake
from issue_normalizer.issue import Colophon, Issue
from issue_normalizer.profiles import Profile
from issue_normalizer.text import fold_width, without_space
from issue_normalizer.tree import Document, Span


def make_account(document: Document, issue: Issue, profile: Profile, claims: Iterable[Claim], dropped: Sequence[Span], markdown: str, *, is_folded: bool) -> Account:
    intake = document.intake
    said = [Claim(span.reason, span.text) for span in dropped]
    all_claims = believed((*intake.claims, *claims, *said), profile, intake.descriptions)
    endings = Endings(bool(issue.archive), issue.colophon != Colophon())
    lines = read_lines(markdown, profile, endings)
    followed = follow(without_space(intake.before), without_space(intake.text), believed(intake.edits, profile, intake.descriptions))
    chunks = _chunks(intake.text)
    text, breaks = "".join(chunks), list(accumulate(map(len, chunks)))
    if is_folded:
        text = fold_width(text)
        lines = [line._replace(text=fold_width(line.text)) for line in lines]
        all_claims = [Claim(c.reason, fold_width(c.taken), fold_width(c.shown)) for c in all_claims]
    rewriting = [c for c in all_claims if c.reason in ("emphasis", "markup")]
    all_claims = [c for c in all_claims if c.reason not in ("emphasis", "markup")]
    if rewriting:
        text, breaks = rewrite(text, breaks, rewriting)
    covered = Cover(text, breaks, lines, all_claims).walk()
    lost = [("", t) for t in followed.lost] + covered.lost
    added = [("", t) for t in followed.added] + covered.added
    return Account(0, covered.structure, covered.dropped, sum(len(t) for _, t in lost), (), tuple(lost), tuple(added), ())


def _chunks(text: str) -> list[str]:
    if "\u200b" in text or "\ufeff" in text:
        text = text.replace("\u200b", " ").replace("\ufeff", " ")
    return text.split()


def rewrite(text: str, breaks: list[int], claims: Sequence[Claim]) -> tuple[str, list[int]]:
    end = 0
    for claim in claims:
        at = text.find(claim.taken, end)
        if at < 0:
            at = text.find(claim.taken)
        if at < 0:
            continue
        end = at + len(claim.shown)
        text = text[:at] + claim.shown + text[at + len(claim.taken) :]
        for start, stop, shown in reversed(changes(*claim) or ()):
            first, last = bisect_right(breaks, at + start), bisect_left(breaks, at + stop)
            by = len(shown) - (stop - start)
            breaks = breaks[:first] + [place + by for place in breaks[last:]]
    return text, breaks
