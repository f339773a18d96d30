"""What is no document, by its first bytes: refused with a word on what it is and what to do.

A look at the bytes comes first, for pages have no controls; what has some is named by puremagic.
"""

from __future__ import annotations

import re

from issue_normalizer.errors import RefusedError
from issue_normalizer.patterns import rare

_WINDOW = 4096  # bytes that are looked at
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# No text has these; tab, ends of lines and pages, and the escape of terminals and ISO-2022 aside.
_CONTROLS = bytes((*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
_SHARE = 0.01  # of the window: more controls are no slips in a text
_SURE = 4  # bytes of a signature that names a kind by itself; text may begin as shorter ones do
# Formats of text that hold no document: what each begins with and what it holds, in small letters, how it
# begins exactly, what it is.
_TEXTS = (
    (
        (b"%pdf-",),
        b"%pdf-",
        rare(rb"\s*%PDF-\d"),
        "a PDF; make text or HTML of it first, such as with `pdftotext -layout`",
    ),
    ((b"%!ps",), b"%!ps", rare(rb"%!PS\b"), "PostScript; make text of it first, such as with `ps2ascii`"),
    ((b"{\\rtf",), b"{\\rtf", rare(rb"\{\\rtf\d"), "RTF; save it as HTML or text first"),
    (
        (b"<svg", b"<?xml", b"<!--", b"<!doctype svg"),
        b"<svg",
        rare(rb"""(?:<\?xml[^>]*>\s*|<!--[^>]*-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]""", re.IGNORECASE),
        "an image (SVG); give the page it stands in",
    ),
    (
        (b"{", b")]}'"),
        b'"mappings"',
        rare(rb"""(?:\)\]\}'[^\n]*\n)?\s*\{\s*"version"\s*:\s*3\s*,(?=[\s\S]*"mappings"\s*:)"""),
        "a source map; give the page instead",
    ),
)
# What puremagic calls them, by type or name; what they are, and what to do.
_KINDS = (
    (r"officedocument", "a document of an office program, or a zip", "save it as HTML, or unpack it"),
    (r"msword|ms-office", "a document of an office program", "save it as HTML"),
    (r"^image/|\bimage", "an image", "give the page it stands in"),
    (r"\bfont", "a font", "give a page"),
    (r"^audio/|\baudio\b", "a recording", "give a page"),
    (r"^video/|\bvideo\b", "a video", "give a page"),
    (r"zip|\btar\b|archive|compressed", "an archive", "unpack it, or give it to `normalize batch`"),
    (r"sqlite|database", "a database", "give a page"),
)


def refuse_no_document(data: bytes) -> None:
    """Raise RefusedError for images, fonts, archives, media, databases, PDF and the like."""
    start = data[:_WINDOW]
    small = start.lower().lstrip()
    for beginnings, sign, pattern, what in _TEXTS:
        if small.startswith(beginnings) and sign in small and pattern.match(start):
            raise RefusedError(f"it is {what}")
    if start.startswith(_BYTE_ORDER_MARKS):
        return
    controls = len(start) - len(start.translate(None, _CONTROLS))
    if controls and (name := _name(data, is_text=controls <= len(start) * _SHARE)):
        raise RefusedError(f"it is {name}")


def _name(data: bytes, *, is_text: bool) -> str | None:
    """Name what bytes with controls are, None where nothing tells; what may be text must begin with more."""
    from puremagic import PureError, magic_string

    try:
        found = magic_string(data)
    except (PureError, ValueError):
        return None
    best = next((one for one in found if not is_text or len(one.byte_match) >= _SURE), None)
    if best is None or best.mime_type.startswith("text/"):
        return None
    named = f"{best.mime_type} {best.name}".lower()
    return next((f"{what} ({best.name}); {do}" for kind, what, do in _KINDS if re.search(kind, named)), None)
