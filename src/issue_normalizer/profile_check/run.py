"""A profile and issues -> the check of the profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from issue_normalizer.batch.archives import Source
from issue_normalizer.errors import RefusedError
from issue_normalizer.profile_check.agreement import agreements
from issue_normalizer.profile_check.form import Figures, OfIssue, ProfileCheck
from issue_normalizer.profile_check.measure import Measured, measure, patterns_of
from issue_normalizer.profiles import Profile


def check_profile(
    profile: Profile, sources: Sequence[Source], left_out: Callable[[str, str], None]
) -> ProfileCheck:
    """Check a profile by issues in the order of their names; `left_out` is told what is none, and why."""
    measured: list[Measured] = []
    for source in sources:
        try:
            measured.append(measure(source, profile))
        except RefusedError as error:
            left_out(source.name, str(error))
    agreed = agreements([one.source for one in measured], [one.issue for one in measured])
    issues = [
        OfIssue(one.source.name, replace(one.figures, agreement=share), one.missed)
        for one, share in zip(measured, agreed, strict=True)
    ]
    uses: Counter[tuple[str, str]] = Counter()
    for one in measured:
        uses.update(one.uses)
    patterns = [replace(used, count=uses[used.key, used.pattern]) for used in patterns_of(profile)]
    whole = sum((issue.figures for issue in issues), Figures())
    return ProfileCheck(profile.name, tuple(issues), whole, tuple(patterns))
