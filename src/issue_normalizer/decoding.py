"""Bytes -> text: whole, never by a prefix. Every line end becomes a line feed."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from issue_normalizer.errors import RefusedError
from issue_normalizer.patterns import rare
from issue_normalizer.repair.mojibake import Stretch, find_mojibake, mend_mojibake
from issue_normalizer.safe import find_unsafe, remove_unsafe, suspicious_lines
from issue_normalizer.text import holds_any

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = rare(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_DECLARATION_WINDOW: Final = 4096
# What bytes of an encoding really are, where Python has it apart (WHATWG Encoding, 4.2 and 13.1 on).
_SUPERSETS: Final = {
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "gbk": "gb18030",
    "big5": "big5hkscs",
}
_NOT_DECLARED: Final = ("utf-8", "x-user-defined")  # tried anyway; any byte
# No text has many of these; tab, line feed, form feed and carriage return aside.
_CONTROL: Final = rare(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_LOW_CONTROL: Final = rare(r"[\x00-\x08\x0e-\x1f\x7f]")
_ENDS: Final = "\r\x0b\x0c\x85\u2028\u2029"
_LINE_ENDS: Final = rare(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# What colours and moves on a terminal (ECMA-48, 5.4): copied with the text, it is none of it.
_TERMINAL: Final = rare(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\))")
_FEW_CONTROLS: Final = 8  # so many may stand in a short text; zero bytes stand in none
_REFERENCE: Final = rare(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})(?![0-9a-fA-F])|0*([0-9]{1,7})(?![0-9]));?")
_START: Final = 2000  # characters: before the `html` element of a page stand no more than comments
_BINARY_SHARE: Final = 0.01
_DAMAGED_SHARE: Final = 0.001


class Decoded(Struct, frozen=True):
    """Text with the encoding it was read as; `guessed` where nothing but likeness told it.

    `mojibake` lists what an earlier tool read in a wrong encoding: (line, what stands for what);
    `mended` tells that it was turned back. `unsafe` lists the characters that were taken out:
    (line, character).
    """

    text: str
    encoding: str
    guessed: bool = False
    mojibake: tuple[tuple[int, str], ...] = ()
    mended: bool = False
    unsafe: tuple[tuple[int, str], ...] = ()


def decode(data: bytes, charset: str | None = None, *, mend: bool = False) -> Decoded:
    """Decode a document; `charset` is what something outside the document declares.

    `mend` turns text back that was read in a wrong encoding before.

    In this order: byte order mark, valid UTF-8, the declared charset, UTF-8 with a damaged byte
    here and there, detection. Raises RefusedError for what is no text.
    """
    found = _decode(data, charset)
    stretches = find_mojibake(found.text)
    text = mend_mojibake(found.text, stretches) if mend else found.text
    suspicious = suspicious_lines(text)
    controls = len(_CONTROL.findall(_TERMINAL.sub("", suspicious))) if suspicious else 0
    few = 0 if "\0" in suspicious else _FEW_CONTROLS
    if controls and stretches:  # what was read in a wrong encoding shows controls above 0x7f
        controls = len(_LOW_CONTROL.findall(_TERMINAL.sub("", suspicious)))
    if controls > max(few, len(text) * _BINARY_SHARE):
        raise RefusedError("it is binary, not text; give a Markdown, HTML, MHTML, JSON or text file")
    text = _with_line_ends(text)
    unsafe = find_unsafe(text) if suspicious else []
    return Decoded(
        remove_unsafe(_TERMINAL.sub("", text)) if unsafe else text,
        found.encoding,
        found.guessed,
        _shown(found.text, stretches),
        mended=mend,
        unsafe=tuple(zip(_lines_of(unsafe, text), (text[at] for at in unsafe), strict=True)),
    )


def _shown(text: str, stretches: Sequence[Stretch]) -> tuple[tuple[int, str], ...]:
    lines = _lines_of([stretch.start for stretch in stretches], text)
    shown = (f"{text[one.start : one.end][:12]!r} for {one.text[:6]!r}" for one in stretches)
    return tuple(zip(lines, shown, strict=True))


def _lines_of(places: Sequence[int], text: str) -> list[int]:
    """Give the lines that places in a text stand on."""
    ends = [match.start() for match in re.finditer("\n", text)] if places else []
    return [bisect_left(ends, at) + 1 for at in places]


def clean(text: str) -> str:
    """Take out the characters that no text needs, and make every line end a line feed."""
    return _with_line_ends(remove_unsafe(text))


def _with_line_ends(text: str) -> str:
    return _LINE_ENDS.sub("\n", text) if holds_any(text, _ENDS) else text


def open_root(html: str) -> str:
    """Open an `html` element that XHTML of a kind closes where it begins: to browsers, it holds the page."""
    at = html.find("<html", 0, _START)
    if at < 0:
        at = html[:_START].lower().find("<html")
    end = html.find(">", at)
    return html if at < 0 or end < 0 or html[end - 1] != "/" else f"{html[: end - 1]}{html[end:]}"


def clean_references(html: str) -> str:
    """Do to character references (`&#8;`) what `clean` does to characters."""
    if "&#" not in html:
        return html
    cleaned = _REFERENCE.sub(lambda match: _instead(match, ""), html)
    if cleaned == html:
        return html
    # What stood around one may make another now: that one leaves a mark.
    return _REFERENCE.sub(lambda match: _instead(match, "\ufffd"), cleaned)


def _instead(match: re.Match[str], mark: str) -> str:
    """Give what stands for a reference: itself, a line end, or a mark for what no text needs."""
    char = _referred(match)
    cleaned = clean(char)
    return match[0] if cleaned == char else cleaned or mark


def _referred(match: re.Match[str]) -> str:
    """Give the character that a reference stands for, "" where there is none."""
    code = int(match[1], 16) if match[1] else int(match[2])
    # From 0x80 to 0x9F, HTML means characters of Windows-1252.
    return "" if code > 0x10FFFF or 0x80 <= code <= 0x9F else chr(code)


def _decode(data: bytes, charset: str | None) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, "replace"), encoding.removesuffix("-sig"))
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    return _declared(data, charset) or _damaged_utf8(data) or _detected(data)


def _declared(data: bytes, charset: str | None) -> Decoded | None:
    """Decode as declared, inside or outside; None where the bytes are something else."""
    match = _DECLARED.search(data[:_DECLARATION_WINDOW])
    label = charset or (match[1].decode("ascii") if match else "")
    encoding = _encoding_of(label)
    if not encoding or encoding in _NOT_DECLARED:
        return None
    try:
        text = data.decode(encoding, "replace")
    except (LookupError, UnicodeError):
        return None
    if text.count("\ufffd") > 1 + len(text) * _DAMAGED_SHARE:
        return None
    return Decoded(text, codecs.lookup(encoding).name)


def _encoding_of(label: str) -> str:
    """Give the encoding that pages mean by a label: the WHATWG's, else one that Python alone knows."""
    from webencodings import lookup

    known = lookup(label)
    if known is None:
        return label.lower()
    return _SUPERSETS.get(known.name) or (
        known.name if known.name in _NOT_DECLARED else known.codec_info.name
    )


def _damaged_utf8(data: bytes) -> Decoded | None:
    """Accept UTF-8 with very few bad bytes: a page cut in the middle of a character."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    wide = sum(char > "\x7f" for char in text) - bad
    if bad <= max(1, len(text) * _DAMAGED_SHARE) and wide > bad:
        return Decoded(text, "utf-8", guessed=True)
    return None


def _detected(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["gb18030", "big5", "big5hkscs", "euc_jp", "cp932", "cp949"]).best()
    if best is None:
        best = from_bytes(data).best()
    encoding = best.encoding if best else "cp1252"
    return Decoded(data.decode(encoding, "replace"), encoding, guessed=True)
