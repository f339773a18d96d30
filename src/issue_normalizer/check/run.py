"""A check: new scrapes beside their issues of the baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from issue_normalizer.check.baseline import IssueMatch, match_scrapes
from issue_normalizer.check.compare import compare_paired
from issue_normalizer.check.lines import with_lines
from issue_normalizer.check.model import Change, Comparison, Place, Weight
from issue_normalizer.check.scrapes import Scrape
from issue_normalizer.identity.issues import riches
from issue_normalizer.identity.pairing import pair_items
from issue_normalizer.issue import Issue


def compare_all(
    new: Iterable[Scrape],
    baseline: Sequence[Scrape],
    *,
    is_whole: bool,
    tell: Callable[[], None] = lambda: None,
) -> list[Comparison]:
    """Compare new scrapes with their issues of the baseline, in the order of their names.

    With `is_whole`, the new scrapes are all there are. `tell` is called for each that is compared.
    """
    found = []
    for match in match_scrapes(new, baseline, is_whole=is_whole):
        found.append(compare_scrapes(match))
        tell()
    return sorted(found, key=lambda one: one.name)


def compare_scrapes(match: IssueMatch) -> Comparison:
    """Compare the two sides of a match."""
    old, new, pairs = match.old, match.new, None
    before, after = old.issue if old else None, new.issue if new else None
    if new is None:
        changes = [_whole("issue-lost", "loss", "the issue is gone: no new scrape holds it", before)]
    elif after is None:
        changes = [_whole("scrape-refused", "loss", new.reason, before)]
    elif before is None:
        changes = [_whole("issue-added", "gain", "the baseline has no such issue", after)]
    elif before == after:
        changes = []
    else:
        pairs = pair_items(before, after)
        changes = with_lines(compare_paired(before, after, pairs), before, after, new.text)
    issue = after or before
    return Comparison(
        issue.title if issue else "",
        _holds(issue)[0],
        riches(*_holds(after)),
        old.origin if old else None,
        new.origin if new else None,
        new.below if new else "",
        before if changes else None,
        after if changes else None,
        tuple(changes),
        pairs if changes else None,
    )


def _whole(kind: str, weight: Weight, message: str, issue: Issue | None) -> Change:
    return Change(kind, weight, Place("", issue.title if issue else "", kind == "issue-added"), message)


def _holds(issue: Issue | None) -> tuple[int, int, int]:
    """Tell how much an issue holds: items, links, characters of text."""
    items = [item for section in issue.sections for item in section.items] if issue else []
    links = sum((item.url is not None) + len(item.links) for item in items)
    return len(items), links, sum(len(item.title or "") + len(item.summary) for item in items)
