"""Links that count clicks, as mails have them: the target that the address carries in its path.

It is told by its own form, whoever counts: an address in an address, percent-encoded with an identifier
behind it, in base64, as the one address in JSON in base64, or as filters of mail rewrite it.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Iterator
from typing import Final

from issue_normalizer.patterns import rare

_ENCODED: Final = rare(r"/(https?(?::|%3a)%2f%2f[^/?#]+)/", 2)  # re.IGNORECASE
_FILTERED: Final = rare(r"/__(https?:/.+?)__;(\w*)!")
_FILTERED_OLD: Final = rare(r"[?&]u=(https?-3A__[^&]+)")
_BASE64: Final = rare(r"(?<=/)aHR0c[A-Za-z0-9_-]{8,}(?=[=/?#]|\Z)")
_JSON: Final = rare(r"(?<=[/.])eyJ[A-Za-z0-9_-]{8,}(?=[=./?#]|\Z)")
_JSON_ASKED: Final = rare(r"/(?:click|track)/[^?]*\?(?:.*&)?\w{1,8}=(eyJ[A-Za-z0-9_-]{8,})")
_ADDRESS: Final = rare(r"https?://[!-~]+")
_DEEP: Final = 4


def counted_target(address: str) -> str:
    """Give the target that an address which counts clicks carries; "" where it is another address.

    Must fire: `/CL0/https:%2F%2Fa.org%2Fb/1/0100`, `/click/7/aHR0cHM6Ly9hLm9yZy9i`. Must not: a picture's
    address behind that of its store, `?next=…`, an identifier that happens to be base64.
    """
    from urllib.parse import unquote

    if (encoded := _ENCODED.search(address)) and address.find("?") in range(-1, encoded.start() + 1):
        return unquote(encoded[1])
    if filtered := _FILTERED.search(address):
        return _with_signs(filtered[1], filtered[2])
    if filtered := _FILTERED_OLD.search(address):
        return unquote(filtered[1].replace("-", "%").replace("_", "/"))
    path = address.partition("?")[0]
    if (found := _BASE64.search(path)) and _ADDRESS.fullmatch(text := _decoded(found[0])):
        return text
    asked = _JSON_ASKED.search(address)
    for part in (asked[1],) if asked else _JSON.findall(path):
        held = set(_addresses(_decoded(part), _DEEP))
        if len(held) == 1:
            return held.pop()
    return ""


def _with_signs(address: str, signs: str) -> str:
    """Give an address the signs that a filter of mail wrote behind it, in base64, with a star for each."""
    held = _decoded(signs)
    if "**" in address or address.count("*") != len(held):
        return "" if held else address
    pieces = address.split("*")
    return pieces[0] + "".join(f"{sign}{piece}" for sign, piece in zip(held, pieces[1:], strict=True))


def _decoded(text: str) -> str:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except ValueError:
        return ""


def _addresses(text: str, depth: int) -> Iterator[str]:
    """Give each address among the values of JSON, and of JSON that is a value of it."""
    from json import loads

    if not text.startswith("{") or not depth:
        return
    try:
        values = list(loads(text).values())
    except (ValueError, RecursionError):
        return
    for value in values:
        if isinstance(value, str):
            if _ADDRESS.fullmatch(value):
                yield value
            yield from _addresses(value, depth - 1)
