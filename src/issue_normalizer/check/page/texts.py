"""Texts for a page: without what does harm, with what nobody would see, told for what they are."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from issue_normalizer.safe import for_terminal, remove_unsafe

_ONE_LINE = str.maketrans("\r\f", "  ")
_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")


def without_harm(value: object) -> object:
    """Take out of a text what HTML cannot hold, or what reorders it; markup stays as it is."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return remove_unsafe(value).translate(_ONE_LINE)
    return value


def is_web(url: str) -> bool:
    """Tell whether a text is an address of the web and nothing else."""
    if not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:  # such as an unclosed IPv6 bracket
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def with_escapes(text: str) -> str:
    r"""Show the characters of a changed stretch that nobody would see: `\u200b`."""
    return "\n".join(map(for_terminal, text.split("\n")))


def language(text: str) -> str:
    """Tell the language of a text by its script, for fonts and voices; "" is unknown."""
    if _KANA.search(text):
        return "ja"
    return "zh" if _HAN.search(text) else ""


def cut(text: str, longest: int) -> str:
    """Cut a text to so many characters."""
    return text if len(text) <= longest else f"{text[:longest]}…"
