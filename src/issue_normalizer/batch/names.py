"""Names of output files: from the issue alone, and safe on every file system whatever the issue says."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+'
)
_BLANKS = re.compile(r"[\s.]+")
_DASHES = re.compile(r"-{2,}")
# Windows knows these as devices, with any ending.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_MAX_BYTES = 120  # a file system's 255 less what an ending and a number may add
_NO_NAME = "untitled"


def safe_name(text: str) -> str:
    """Make a file name of a text: no separators, no device names, no longer than any system takes."""
    name = unicodedata.normalize("NFC", text)
    name = _UNSAFE.sub("-", name)
    name = _DASHES.sub("-", _BLANKS.sub("-", name)).strip("-")
    while len(name.encode("utf-8", "replace")) > _MAX_BYTES:
        name = name[:-1].rstrip("-")
    if _RESERVED.fullmatch(name):
        name = f"{name}-"
    return name or _NO_NAME


def unique(name: str, taken: set[str]) -> str:
    """Take a name; one that is taken, case aside, gets a number."""
    number, free = 1, name
    while unicodedata.normalize("NFC", free.casefold()) in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(unicodedata.normalize("NFC", free.casefold()))
    return free
