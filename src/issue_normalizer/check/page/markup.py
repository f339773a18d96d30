"""HTML that is safe by the way it is made: whatever is not markup already is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from issue_normalizer.safe import for_terminal, remove_unsafe

_ONE_LINE = str.maketrans("\r\f", "  ")
_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
_EMPTY = frozenset({"input", "meta"})


class Markup(str):
    """A stretch of HTML."""

    __slots__ = ()


def element(name: str, attributes: dict[str, str | bool], *children: str | Markup) -> Markup:
    """Make an element. Children that are no markup are text; an attribute that is True has no value."""
    given = "".join(
        f" {key}" if value is True else f' {key}="{_escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not False
    )
    if name in _EMPTY:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{joined(children)}</{name}>")


def joined(children: Iterable[str | Markup]) -> Markup:
    """Join texts and markup."""
    return Markup("".join(one if isinstance(one, Markup) else _escaped(one) for one in children))


def link(url: str, *children: str | Markup) -> Markup:
    """Make a link where an address leads to the web; what else it may be is shown and leads nowhere."""
    if not is_web(url):
        return element("span", {"class": "address"}, *children)
    return element("a", {"class": "address", "href": url, "rel": "noopener noreferrer nofollow"}, *children)


def is_web(url: str) -> bool:
    """Tell whether a text is an address of the web and nothing else."""
    if not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:  # such as an unclosed IPv6 bracket
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def spelled_out(text: str) -> str:
    r"""Show the characters of a changed stretch that nobody would see: `\u200b`."""
    return "\n".join(map(for_terminal, text.split("\n")))


def language(text: str) -> str:
    """Tell the language of a text by its script, for fonts and voices; "" is unknown."""
    if _KANA.search(text):
        return "ja"
    return "zh" if _HAN.search(text) else ""


def _escaped(text: str) -> str:
    return html.escape(remove_unsafe(text).translate(_ONE_LINE), quote=True)
