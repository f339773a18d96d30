"""The versions that must be the same on every machine of a run, for the same bytes to come out."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version

from issue_normalizer import __version__
from issue_normalizer.errors import UsageError

_PACKAGE = "issue-normalizer"
_NO_BYTES = frozenset(("distributed", "ray", "fsspec", "s3fs"))  # they carry bytes, and make none
_NAME = re.compile(r"[A-Za-z0-9_.-]+")


@cache
def versions() -> dict[str, str]:
    """Give the versions of Python, of this package and of what it makes tables with, where installed."""
    found = {"python": platform.python_version(), _PACKAGE: __version__}
    for requirement in requires(_PACKAGE) or ():
        match = _NAME.match(requirement)
        if match and match[0] not in _NO_BYTES:
            try:
                found[match[0]] = version(match[0])
            except PackageNotFoundError:  # of an extra that is not installed
                continue
    return found


def check_same(here: Mapping[str, str], there: Mapping[str, str], where: str) -> None:
    """Raise UsageError where a worker has other versions, naming the first that differs."""
    for name in sorted({*here, *there}):
        if here.get(name) != there.get(name):
            ours, theirs = here.get(name, "none"), there.get(name, "none")
            raise UsageError(f"{where} has {name} {theirs}, not {ours} as here; install the same versions")
