"""The file of a user's profile -> the profile."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from issue_normalizer.errors import ProfileError, UsageError
from issue_normalizer.profiles.make import make_profile
from issue_normalizer.profiles.model import Profile

_MAX_BYTES = 256 * 1024
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def read_profile(path: str) -> Profile:
    """Read the profile of a file. Raises as `parse_profile` does, UsageError where it cannot be read."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: the profile cannot be read: {error.strerror}") from None
    return parse_profile(data, path)


def parse_profile(data: bytes, path: str) -> Profile:
    """Read what a file holds as a profile. Raises ProfileError that tells all that is wrong with it."""
    if len(data) > _MAX_BYTES:
        raise _wrong(path, 1, "too-long", f"it has {len(data)} bytes; a profile has at most {_MAX_BYTES}")
    try:
        text = data.decode("utf-8")
        stated = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _wrong(path, line, "syntax", "it is no UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        line = int(at[1]) if at and at[1] else text.count("\n") + 1
        raise _wrong(path, line, "syntax", f"it is no TOML: {_AT.sub('', str(error)).lower()}") from None
    from issue_normalizer.profiles.check import mistakes_in
    from issue_normalizer.profiles.places import places_of

    if mistakes := mistakes_in(stated, places_of(text)):
        lines = (f"{path}:{one.line}: error[profile-{one.code}]: {one.message}" for one in mistakes)
        raise ProfileError("\n".join(lines))
    return make_profile(stated, Path(path).stem)


def _wrong(path: str, line: int, code: str, message: str) -> ProfileError:
    return ProfileError(f"{path}:{line}: error[profile-{code}]: {message}")
