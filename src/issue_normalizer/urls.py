"""Addresses: one spelling for each, resolved against where the page came from."""

from __future__ import annotations

import re
from typing import Final

from issue_normalizer.patterns import rare

# What cmark-gfm leaves alone when it writes an href (houdini_href_e.c); the rest is percent-encoded.
# Brackets, parentheses and the like stay readable; the Markdown writer chooses a form that holds them.
_SAFE: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+!*'(),%#@?=;:/&$~"
_UNSAFE: Final = rare(f"[^{re.escape(_SAFE.decode())}]")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_LIVE_SCHEMES: Final = frozenset({"http", "https", "ftp", "mailto"})
# A path that means the same on every page of a host, as nearly all of GitHub's links are.
_ABSOLUTE_PATH: Final = rare(r"/(?!/)[A-Za-z0-9_/.%-]*")
_HOST_OF: Final = rare(r"https?://[A-Za-z0-9.-]+(?=/|\Z)")
# What archives of the web put before an address: their own, and the time of the capture.
_ARCHIVED: Final = rare(
    r"(?:(?:https?:)?//[^/]+)?/(?:[\w-]+/){0,3}(?:\d{8,14}(?:[a-z]{2}_)?/)(?=https?:/{1,2}[^/])(.+)\Z",
    re.DOTALL,
)
# Others put their own sign there, and `o` for what is linked.
_KEPT: Final = rare(
    r"https?://archive\.(?:ph|today|is|li|fo|vn|md)/(?:o/)?[\w.-]{4,32}/(https?:/{1,2}[^/].*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL: Final = rare(r"[\x00-\x1f\x7f]+")
_GITHUB_FILE: Final = rare(r"(https?://github\.com/[^/]+/[^/]+/)(?:blob|raw)/")
# The same without the host, as it stands in a page before addresses are resolved.
_FILE_PAGE: Final = rare(r"^(/[^/]+/[^/]+/)(?:blob|raw)/")
_CAMO: Final = rare(r"https?://camo\.githubusercontent\.com/[0-9a-f]+/([0-9a-f]+)$")

# GFM autolink literals: the scheme, then anything up to white space or `<`.
# `www.` counts behind a blank or an opening sign only.
_BARE: Final = rare(
    r"(?<![A-Za-z0-9])(?:[Hh][Tt][Tt][Pp][Ss]?|[Ff][Tt][Pp])://[!-;=-~]+|(?:(?<=[\s*_~(])|\A)[Ww]{3}\.[!-;=-~]+"
)
_QUOTED: Final = rare(r"(?:%[0-9A-Fa-f]{2})+")
_HOST: Final = rare(r"(?:[A-Za-z]+://|www\.)[A-Za-z0-9]")
_ENTITY_END: Final = rare(r"&[A-Za-z0-9]+;\Z")
_LONGEST_ENTITY: Final = 40
_TRAILING: Final = "?!.,:;*_~'\""


def canonical_url(url: str) -> str:
    """Give the one spelling of an address: no control characters, only ASCII, `%` as it was.

    Blanks inside are encoded, as cmark-gfm and browsers do; those at the ends go. An address inside an
    archive of the web gives the one that was archived.
    """
    if not url.isascii() or url.encode().translate(None, _SAFE):  # three times as fast as a pattern
        url = url.strip()
        url = _UNSAFE.sub(_percent, url if url.isprintable() else _CONTROL.sub("", url))
    return unarchived(url)


def unarchived(url: str) -> str:
    """Give the address inside an archive of the web, which may be one of another; else the same."""
    while "/http" in url and (wrapped := _ARCHIVED.match(url) or _KEPT.match(url)):
        url = wrapped[1]
    return url


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def is_live(url: str) -> bool:
    """Tell whether an address may be written as a link: relative, or of a scheme that only leads somewhere.

    `javascript:`, `data:`, `vbscript:` and unknown schemes are not.
    """
    if ":" not in url or url.startswith(("http://", "https://")):
        return True
    squeezed = _CONTROL.sub("", url).lstrip()
    match = _SCHEME.match(squeezed)
    return match is None or match[0][:-1].lower() in _LIVE_SCHEMES


def resolve(url: str, base: str | None) -> str:
    """Resolve a relative address against `base`; in-page anchors and absolute ones stay."""
    if not base or not url or url.startswith("#") or _SCHEME.match(url):
        return url
    if url[0] == "/" and "/." not in url and _ABSOLUTE_PATH.fullmatch(url) and (host := _HOST_OF.match(base)):
        return host[0] + url
    from urllib.parse import urljoin  # it takes 2 ms at its first use

    try:
        return urljoin(base, url)
    except ValueError:  # such as an unclosed IPv6 bracket: nothing to resolve
        return url


def image_address(url: str) -> str:
    """Give where an image's bytes are: GitHub's proxy undone, a file's page turned into the file."""
    proxied = _CAMO.match(url) if "//camo." in url else None
    if proxied and len(proxied[1]) % 2 == 0:
        url = canonical_url(bytes.fromhex(proxied[1]).decode("utf-8", "replace"))
    return _GITHUB_FILE.sub(r"\1raw/", url, count=1) if "/blob/" in url or "/raw/" in url else url


def same_file(one: str, other: str) -> bool:
    """Tell whether two addresses name one file, GitHub's page of it and its bytes counted as one."""
    return _file_of(one) == _file_of(other)


def _file_of(url: str) -> str:
    url = image_address(url)
    return _FILE_PAGE.sub(r"\1raw/", url) if url.startswith("/") and "/blob/" in url else url


def trim_bare(url: str) -> str:
    """Cut what a sentence put behind a bare address (GFM 6.9): punctuation, a bracket, an entity."""
    unopened = url.count(")") - url.count("(")
    end = len(url)
    while end:
        last = url[end - 1]
        if last == ")" and unopened > 0:
            unopened -= 1
        elif last == ";" and (entity := _ENTITY_END.search(url, max(0, end - _LONGEST_ENTITY), end)):
            end = entity.start() + 1
        elif last not in _TRAILING:
            break
        end -= 1
    return url[:end]


def find_bare(text: str) -> list[tuple[int, int]]:
    """Find bare addresses: (start, end) of each. They end before the first character that is not ASCII."""
    found = []
    for match in _BARE.finditer(text):
        url = trim_bare(match[0])
        if _HOST.match(url):
            found.append((match.start(), match.start() + len(url)))
    return found


def bare_address(text: str) -> str:
    """Give where a bare address leads: `www.…` without a scheme is HTTP (GFM 6.9)."""
    return canonical_url(f"http://{text}" if text.startswith("www.") else text)


def is_spelled_out(url: str, text: str) -> bool:
    """Tell whether a link's text is its address: `<https://…>`, `www.…`, an e-mail address."""
    if url == text:
        return True
    if "://" not in text and not text.startswith("www.") and not url.startswith("mailto:"):
        return False
    if url.startswith("mailto:"):
        return _unquoted(url[7:]) == text
    if text.startswith("www."):
        return _unquoted(url) in (_unquoted("http://" + text), _unquoted("https://" + text))
    return _unquoted(url) == _unquoted(text)


def _unquoted(url: str) -> str:
    """Read `%E4` and the like as what they stand for."""
    if "%" not in url:
        return url
    return _QUOTED.sub(lambda match: bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace"), url)
