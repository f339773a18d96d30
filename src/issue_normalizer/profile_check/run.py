"""A profile and issues -> the check of the profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from issue_normalizer.profile_check.agreement import agreements
from issue_normalizer.profile_check.form import Figures, OfIssue, ProfileCheck
from issue_normalizer.profile_check.measure import Raw, measure, patterns_of
from issue_normalizer.profiles import Profile


def check_profile(profile: Profile, raws: Sequence[Raw]) -> ProfileCheck:
    """Check a profile by issues in the order of their names. Raises RefusedError for what is no issue."""
    measured = [measure(raw, profile) for raw in raws]
    agreed = agreements(raws, [one.issue for one in measured])
    issues = [
        OfIssue(raw.name, replace(one.figures, agreement=share), one.missed)
        for raw, one, share in zip(raws, measured, agreed, strict=True)
    ]
    uses: Counter[tuple[str, str]] = Counter()
    for one in measured:
        uses.update(one.uses)
    patterns = tuple(replace(one, count=uses[one.key, one.pattern]) for one in patterns_of(profile))
    return ProfileCheck(
        profile.name, tuple(issues), sum((one.figures for one in issues), Figures()), patterns
    )
