"""Turn scraped pages of newsletter issues into one canonical Markdown/JSON form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from issue_normalizer.issue import Issue

__all__ = ["__version__", "normalize", "read"]

__version__ = "0.1.0"


def normalize(
    data: bytes | str, *, to: str = "md", profile: str | Path | None = None, name: str | None = None
) -> str:
    """Convert an input of any shape to canonical Markdown (`to="md"`) or JSON (`to="json"`).

    `profile` is the file of a profile to read it with; without it the one that knows the newsletter is used.
    `name` is the name of the input's file: a date in it counts where the document has none.

    Raises `issue_normalizer.errors.NormalizeError` for what cannot be converted.
    """
    from issue_normalizer.errors import UsageError
    from issue_normalizer.pipeline import convert, write
    from issue_normalizer.profiles import read_profile

    if to not in ("md", "json"):
        raise UsageError(f"there is no output form {to!r}; choose md or json")
    known = read_profile(str(profile)) if profile is not None else None
    result = convert(data, name=name, profile=known)
    return result.markdown if to == "md" else write(result.issue, to)


def read(data: bytes | str) -> Issue:
    """Read an input of any shape as an `Issue`; raises as `normalize` does."""
    from issue_normalizer.pipeline import convert

    return convert(data).issue
