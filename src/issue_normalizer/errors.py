"""Errors that a user can do something about. Their text is one line: what, where, what to do."""

from __future__ import annotations


class NormalizeError(Exception):
    """Base of all errors of this package."""


class RefusedError(NormalizeError):
    """The input cannot be converted: unreadable, too large, binary, or no document in it."""


class UsageError(NormalizeError):
    """The call itself is wrong, such as an unknown format."""


class ProfileError(UsageError):
    """A profile is wrong. Its text is a line for each mistake: `P.toml:LINE: error[profile-CODE]: …`."""


def defect(error: Exception) -> str:
    """Say of an input that an error came of it which nobody but the makers of this program can mend."""
    return f"a defect of this program ({type(error).__name__}: {error}); please report it with the input"
