"""UTF-8 that was read as another encoding: `ä¸­æ–‡` (Windows-1252) or `涓枃` (GBK) for `中文`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from issue_normalizer.patterns import rare
from issue_normalizer.text import holds_any

# What the first byte of a Han character, an ideographic sign or a quote looks like, and what follows.
_CHARACTER: Final = r"[Ã-ï][\x80-¿\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,2}"
_AS_LATIN: Final = rare(
    f"{_CHARACTER}(?:{_CHARACTER})*"
)  # with `+` around a group, the search is six times as slow
_LATIN_LETTERS: Final = "äåæçèéïãâ"
_LATIN_SIGNS: Final = ("ä", "å", "æ", "ç", "è", "é", "ï¼", "ã€", "â€")
# What GBK makes of the commonest beginnings: `，` `。` `“` `的` `是` `中`.
_GBK_SIGNS: Final = ("锛", "銆", "鈥", "鐨", "鏄", "涓")
_AS_GBK: Final = rare(r"[^\x00-\x7f]{2,}")
_SIGN_BYTES: Final = 3
_MANY: Final = 2  # characters of a stretch that proves anything


class Stretch(Struct, frozen=True):
    """A stretch of text that was read wrongly, and what it says."""

    start: int
    end: int
    encoding: str
    text: str


def find_mojibake(text: str) -> list[Stretch]:
    """Find what decodes as UTF-8 when it is turned back into the bytes it was read from.

    Must fire: `ä¸­æ–‡`, `涓枃`. Must not: `Ärger`, `déjà vu`, `中文`.
    """
    # A lone character is found many times as fast as two: most texts hold no such letter.
    as_latin = holds_any(text, _LATIN_LETTERS) and holds_any(text, _LATIN_SIGNS)
    found = list(_stretches(text, _AS_LATIN, "cp1252")) if as_latin else []
    if any(len(one.text) >= _MANY for one in found):  # beside proof, a lone sign (`â€”`) is one too
        return [one for one in found if len(one.text) >= _MANY or one.end - one.start >= _SIGN_BYTES]
    if holds_any(text, _GBK_SIGNS):
        return [one for one in _stretches(text, _AS_GBK, "gb18030") if len(one.text) >= _MANY]
    return []


def _stretches(text: str, pattern: re.Pattern[str], encoding: str) -> Iterator[Stretch]:
    for match in pattern.finditer(text):
        mended = _turned_back(match[0], encoding)
        if mended is not None and len(mended) < len(match[0]):
            yield Stretch(match.start(), match.end(), encoding, mended)


def _turned_back(text: str, encoding: str) -> str | None:
    """Turn text into the bytes it was read from, and read them as UTF-8; None where they are none."""
    try:
        data = (
            b"".join(_byte(char, encoding) for char in text)
            if encoding == "cp1252"
            else text.encode(encoding)
        )
        return data.decode("utf-8")
    except UnicodeError:
        return None


def _byte(char: str, encoding: str) -> bytes:
    """Give the byte of a character; Windows-1252 leaves five out, which browsers read as controls."""
    return bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode(encoding)


def mend_mojibake(text: str, stretches: list[Stretch]) -> str:
    """Put what stretches say in their place."""
    out: list[str] = []
    end = 0
    for stretch in stretches:
        out += (text[end : stretch.start], stretch.text)
        end = stretch.end
    return "".join([*out, text[end:]])
