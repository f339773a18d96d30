"""What becomes of an issue when new scrapes of it come: it grows, or stays as it is. Nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from issue_normalizer.batch.convert import Done
from issue_normalizer.batch.entry import Entry, Record
from issue_normalizer.batch.grouping import to_merge
from issue_normalizer.batch.homes import Home
from issue_normalizer.batch.library import Library, content
from issue_normalizer.batch.manifest import Standing
from issue_normalizer.batch.measure import losses, riches
from issue_normalizer.errors import NormalizeError


class Decision(Struct, frozen=True):
    """The state of an issue after the run.

    `chosen` is the scrape it is made from, None where what stands there stays. `made_of` are the checksums of
    all that went into it. `lost` tells, by scrape, what that lacks of what stands.
    """

    entry: Entry
    chosen: Done | None
    made_of: frozenset[str]
    filled: Sequence[Record]
    lost: Mapping[tuple[str, str], list[str]]


def decide(home: Home, library: Library, *, merge: bool, forced: bool) -> Decision | None:
    """Decide what becomes of an issue; None where nothing is left of it.

    The same bytes may give whatever the program makes of them now. Others must hold all that stands there.
    """
    standing = home.standing
    earlier = (
        library.standing(standing.path, standing.written)
        if standing and not _is_made_again(home, merge=merge)
        else None
    )
    if standing is None or earlier is None or (forced and home.scrapes):
        return _made(home.scrapes, library, merge=merge) if home.scrapes else None
    if not home.scrapes:
        return Decision(earlier, None, standing.made_of, standing.maker["filled"], {})
    return (_merged if merge else _chosen)(home.scrapes, standing, earlier, library)


def _is_made_again(home: Home, *, merge: bool) -> bool:
    """Tell whether the same bytes as before make the issue, whatever comes out of them now."""
    assert home.standing is not None  # noqa: S101 - narrows the type
    if not home.scrapes:
        return False
    new = {one.sha256 for one in home.scrapes} if merge else {home.scrapes[0].sha256}
    return new == home.standing.made_of


def _made(scrapes: Sequence[Done], library: Library, *, merge: bool) -> Decision:
    """Make an issue of its scrapes, best first."""
    best = scrapes[0]
    if not merge:
        return Decision(library.scrape(best), best, frozenset((best.sha256,)), [], {})
    entry, filled = healed((one.name, library.scrape(one)) for one in scrapes)
    return Decision(entry, best, frozenset(one.sha256 for one in scrapes), filled, {})


def _chosen(scrapes: Sequence[Done], standing: Standing, earlier: Entry, library: Library) -> Decision:
    """Choose the best scrape that holds all that stands there; else that stays."""
    lost: dict[tuple[str, str], list[str]] = {}
    for one in scrapes:
        entry = library.scrape(one)
        if {one.sha256} == standing.made_of or not (missing := _losses(earlier, entry)):
            return Decision(entry, one, frozenset((one.sha256,)), [], {})
        if one.sha256 not in standing.made_of:
            lost[one.name, one.key] = missing
    if standing.made_of & {one.sha256 for one in scrapes}:
        lost = {}  # it is one of several that this was made from: nothing became poorer
    return Decision(earlier, None, standing.made_of, standing.maker["filled"], lost)


def _merged(scrapes: Sequence[Done], standing: Standing, earlier: Entry, library: Library) -> Decision:
    """Fill what stands and its new scrapes from each other; the best of them all is the base."""
    new = [one for one in scrapes if one.sha256 not in standing.made_of]
    lost = {}
    for one in new:
        if missing := _losses(earlier, library.scrape(one)):
            lost[one.name, one.key] = missing
    kept = Decision(earlier, None, standing.made_of, standing.maker["filled"], lost)
    if not new:
        return kept
    best = library.scrape(scrapes[0])
    first = riches(best.record["issue"]) > riches(earlier.record["issue"])
    name = standing.maker["name"]
    others = [(one.name, library.scrape(one)) for one in scrapes]
    entry, filled = healed([*others[: int(first)], (name, earlier), *others[int(first) :]])
    if _losses(earlier, entry):
        return kept
    made_of = standing.made_of | {one.sha256 for one in scrapes}
    before = [] if first else standing.maker["filled"]
    return Decision(entry, scrapes[0] if first else None, made_of, [*before, *filled], lost)


def _losses(earlier: Entry, new: Entry) -> list[str]:
    before, after = content(earlier), content(new)
    if before is None or after is None:
        return [] if earlier.json == new.json else ["they cannot be compared"]
    return losses(before, after)


def healed(entries: Iterable[tuple[str, Entry]]) -> tuple[Entry, list[Record]]:
    """Heal the first entry from the others; JSON that a reader refuses cannot be mixed with another."""
    from issue_normalizer.batch.merge import heal

    chosen = to_merge(entries, lambda one: one[1].markdown)
    try:
        return heal(chosen) if len(chosen) > 1 else (chosen[0][1], [])
    except NormalizeError:
        return chosen[0][1], []
