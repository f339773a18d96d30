"""Profiles: what is special about one newsletter, as data.

Those that ship with the package are the TOML files beside this one; `neutral.toml` explains the keys and
is used for every newsletter that no other profile knows.
"""

from issue_normalizer.profiles.find import select
from issue_normalizer.profiles.make import NEUTRAL, load
from issue_normalizer.profiles.model import (
    CanonicalLabels,
    Patterns,
    Profile,
    is_label,
    section_key,
    with_labels,
)

__all__ = [
    "NEUTRAL",
    "CanonicalLabels",
    "Patterns",
    "Profile",
    "is_label",
    "load",
    "section_key",
    "select",
    "with_labels",
]
