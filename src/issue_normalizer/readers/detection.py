"""Which reader fits an input: each gives a score from 0 to 1 by looking at the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from msgspec import Struct

from issue_normalizer.errors import UsageError
from issue_normalizer.issue import Issue
from issue_normalizer.options import Options
from issue_normalizer.patterns import rare
from issue_normalizer.text import holds_any
from issue_normalizer.tree import Document

_CERTAIN: Final = 0.9
_WINDOW: Final = 200_000  # characters that are looked at
_MIME_HEADERS: Final = r"(?i)\A(?:[\w-]+:.*\n(?:[ \t].*\n)*)*?(?:Content-Type|MIME-Version):"
_HEADERS: Final = 20_000  # characters: servers on the way add theirs
_MAIL_HEADERS: Final = r"(?:[!-9;-~]+:.*\n(?:[ \t].*\n)*)+\n"
_FEED: Final = r"(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b"
_JSON_FEED: Final = rare(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PUT_BEFORE: Final = r"(?is)\s*<script\b.*?</script\s*>"  # what some hosts put before a page
_GITHUB: Final = re.compile(
    r"react-(?:app|partial)\.embeddedData|class=.[^\"'>]*\bmarkdown-body\b"
    r"|github\.githubassets|<title>[^<]* · GitHub"
)
_GITHUB_SIGNS: Final = (
    ".embeddedData",
    "markdown-body",
    "github.githubassets",
    " · GitHub",
)  # one is in each match
_BLOCK_TAG: Final = (
    r"(?i)</?(?:p|div|h[1-6]|ul|ol|li|table|blockquote|section|article|pre|br|hr|thead|tbody|tr|t[dh]"
    r"|center|dl|dt|dd|title|meta|main|header|footer|nav|aside|figure|markdown-[a-z-]+)\b[^>]*>"
)
# Where what shows nothing begins and ends, however many lines it has.
_NOT_SHOWN: Final = (
    ("<!--", "-->"),
    (r"(?i)<style\b", r"(?i)</style\s*>"),
    (r"(?i)<script\b", r"(?i)</script\s*>"),
)
_CANONICAL: Final = rare(r"\A---\nschema: issue/\d")


Read: TypeAlias = Callable[[str, Options], Document | Issue]


class Reader(Struct, frozen=True, gc=False):
    """A format that can be read. `looks_for` explains its score; `load` imports its code."""

    name: str
    reads: str
    looks_for: str
    score: Callable[[str], float]
    load: Callable[[], Read]


def _json(text: str) -> float:
    start = text.lstrip()
    if _is_json_feed(start[:2000]):
        return 0.0
    if not start.startswith("{") or not (text.rstrip().endswith("}") or '"schema"' in start[:200]):
        return 0.0
    return 1.0 if re.match(r'\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})', start) else 0.0


def _is_json_feed(start: str) -> bool:
    """Tell whether JSON says that it is one; a text in it may name the form, too."""
    return "jsonfeed.org" in start and _JSON_FEED.search(start) is not None


def _mhtml(text: str) -> float:
    head = text[:4000]
    if "text/html" not in text or "MIME-Version" not in head:
        return 0.0
    return 1.0 if re.match(_MIME_HEADERS, head) else 0.0


def _mail(text: str) -> float:
    head = text[:_HEADERS]
    return 1.0 if _may_be_headers(head) and re.match(_MAIL_HEADERS, head) and _is_mail(head) else 0.0


def _may_be_headers(text: str) -> bool:
    return ":" in text.partition("\n")[0]


def _is_mail(head: str) -> bool:
    """Tell whether headers are a mail's: from whom, when or about what; a saved page says that it is one."""
    names = {name.lower() for name in re.findall(r"^([\w-]+):", head.partition("\n\n")[0], re.MULTILINE)}
    is_saved = "snapshot-content-location" in names or "saved by" in head[:300].lower()
    return (
        not is_saved
        and "from" in names
        and len(names & {"date", "subject", "mime-version", "message-id"}) > 1
    )


def _mailbox(text: str) -> float:
    first, _, rest = text[:_HEADERS].partition("\n")
    if not first.startswith("From "):
        return 0.0
    return 1.0 if re.match(r"From \S.*\d{4}", first) and re.match(_MAIL_HEADERS, rest) else 0.0


def _feed(text: str) -> float:
    start = text[:2000].lstrip()
    if start.startswith("<"):
        is_named = "<rss" in start or "<feed" in start or "<rdf:RDF" in start
        return 1.0 if is_named and re.match(_FEED, start, re.DOTALL) else 0.0
    return 1.0 if start.startswith("{") and _is_json_feed(start) else 0.0


def _github(text: str) -> float:
    is_github = _page(text) and holds_any(text, _GITHUB_SIGNS) and _GITHUB.search(text)
    return 0.95 if is_github else 0.0


def _page(text: str) -> float:
    first = text.lstrip()[:7].lower()
    if not first.startswith("<"):
        return 0.0
    put_before = re.match(_PUT_BEFORE, text) if first == "<script" else None
    start = put_before.end() if put_before else 0
    return 0.9 if _PAGE.search(text[start : start + 3000]) else 0.0


def _shown(text: str) -> str:
    """Leave out what shows nothing; an end that is not there is looked for once, not from each beginning."""
    for opening, closing in _NOT_SHOWN:
        pieces, at = [], 0
        while (start := re.compile(opening).search(text, at)) and (
            end := re.compile(closing).search(text, start.end())
        ):
            pieces.append(text[at : start.start()])
            at = end.end()
        text = "".join([*pieces, text[at:]])
    return text


def _html(text: str) -> float:
    if page := _page(text):
        return page
    start = text.lstrip()
    if not start.startswith("<"):
        return 0.0
    window = _shown(start[:_WINDOW])
    lines = [line for line in window.split("\n") if line.strip()]
    tags = len(re.findall(_BLOCK_TAG, window))
    return 0.85 if tags >= len(lines) and not re.search(r"^(?:#{1,6} |```)", window, re.MULTILINE) else 0.1


def _canonical(text: str) -> float:
    return 1.0 if text.startswith("---\nschema: issue/") and _CANONICAL.match(text) else 0.0


def _markdown(text: str) -> float:
    from issue_normalizer.readers.text_signs import score_markdown

    return score_markdown(text)


def _dump(text: str) -> float:
    from issue_normalizer.readers.text_signs import score_dump

    return score_dump(text)


def _load_json() -> Read:
    from issue_normalizer.readers.canonical_json import read_json

    return lambda text, _: read_json(text)


def _load_mhtml() -> Read:
    from issue_normalizer.readers.mhtml import read_mhtml

    return read_mhtml


def _load_mail() -> Read:
    from issue_normalizer.readers.mail import read_mail

    return read_mail


def _load_mailbox() -> Read:
    from issue_normalizer.readers.mail import read_mailbox

    return read_mailbox


def _load_feed() -> Read:
    from issue_normalizer.readers.feed import read_feed

    return read_feed


def _load_page() -> Read:
    from issue_normalizer.readers.page import read_page

    return lambda text, options: read_page(text, None, options)


def _load_source() -> Read:
    from issue_normalizer.readers.source import read_source

    return read_source


def _load_dump() -> Read:
    from issue_normalizer.readers.dump import read_dump

    return read_dump


READERS: Final = (
    Reader("json", "canonical JSON", "a JSON object", _json, _load_json),
    Reader(
        "canonical", "canonical Markdown", "front matter with `schema: issue/2`", _canonical, _load_source
    ),
    Reader(
        "mailbox", "a mailbox of one mail", "a `From ` line, then a mail's headers", _mailbox, _load_mailbox
    ),
    Reader("mail", "mails, as HTML or plain text", "a mail's headers", _mail, _load_mail),
    Reader(
        "feed", "feeds of one entry: RSS, Atom, JSON Feed", "a feed's first element or key", _feed, _load_feed
    ),
    Reader("mhtml", "MHTML saved by a browser", "MIME headers", _mhtml, _load_mhtml),
    Reader(
        "github",
        "GitHub pages of 2012 to now",
        "an HTML page with GitHub's body or embedded JSON",
        _github,
        _load_page,
    ),
    Reader(
        "html",
        "GitHub Pages, Jekyll sites, any HTML",
        "`<html>`, or block tags on most lines",
        _html,
        _load_page,
    ),
    Reader(
        "markdown",
        "Markdown: Jekyll's, a raw view with page furniture, a converter's",
        "front matter, headings, links, fences, tables, emphasis",
        _markdown,
        _load_source,
    ),
    Reader(
        "dump",
        "text dumps of rendered pages",
        "`•` bullets, indented continuation lines, no links",
        _dump,
        _load_dump,
    ),
)


def names() -> tuple[str, ...]:
    """List the names that `--from` takes."""
    return tuple(reader.name for reader in READERS)


def scores(text: str) -> list[tuple[Reader, float]]:
    """Score every reader, best first; of equal ones the more special stands first."""
    return sorted(((reader, reader.score(text)) for reader in READERS), key=lambda pair: -pair[1])


def choose(text: str, name: str | None = None) -> Reader:
    """Choose the reader of a name, else the one with the best score."""
    if name is None:
        best = READERS[0], -1.0
        for reader in READERS:
            score = reader.score(text)
            if score >= _CERTAIN:
                return reader  # the others need not look
            if score > best[1]:
                best = reader, score
        return best[0]
    for reader in READERS:
        if reader.name == name:
            return reader
    raise UsageError(f"there is no format {name!r}; choose one of {', '.join(names())}")
