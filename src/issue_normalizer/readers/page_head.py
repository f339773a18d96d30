"""What a page's head says of its document: title, date and what stands beside them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.patterns import rare
from issue_normalizer.readers.page_names import words
from issue_normalizer.readers.page_text import whole_text
from issue_normalizer.readers.teasers import host_of, site_of
from issue_normalizer.text import collapse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MAX_JSON: Final = 500_000  # characters
_PUBLISHED: Final = ("datePublished", "uploadDate", "dateCreated")  # best first
_ENTITY: Final = rare(r"&#?\w{2,8};")
_TAG: Final = rare(r"</?[a-z][^<>]*>")
_WRAPPED: Final = rare(r"<!--|-->|(?:/[/*]\s*)?(?:<!\[CDATA\[|\]\]>)(?:\s*\*/)?")
_TRAILING: Final = rare(r",\s*([}\]])")
_UNFILLED: Final = rare(r"\{\{|\}\}|\$\{|<%|%>")
_MIN_NAME: Final = 4  # letters of a host that names a site
_MAX_NAME: Final = 4  # words of a site's name, or of what it calls a part of itself
_OPENING: Final = ("【", "[", "(", "（", "「")
_CLOSING: Final = ("】", "]", ")", "）", "」")
_HARD: Final = "|｜»«丨"  # separators that hardly stand within a title
_DOCUMENTS: Final = rare(
    r"Article|BlogPosting|NewsArticle|Posting|Report|CreativeWork|WebPage|Message|Newsletter|VideoObject|Recipe|Review"
)
_TIGHT: Final = ("|", "｜", "丨", "_", "--", "——")  # separators without blanks around them
_FILE_NAME: Final = rare(r"\S+\.(?:md|markdown|html?|txt|rst)\b.*")
_ARCHIVE: Final = rare(
    r".{1,80}[»|:›-]\s+Blog Archive\s+[»|:›-]+\s+(?=\w)"
)  # WordPress, to 2010: `Site » Blog Archive » Title`
_LETTERS: Final = rare(r"[\W_]+")


class Head(Struct, frozen=True, gc=False):
    """What the head says. `titles` are as stated, best first; `page_title` is the `<title>`.

    `names` are what the site is called, folded, its host among them. `is_object`: Open Graph's type for
    what is no text; code hosts say so of files and repositories.
    """

    titles: tuple[str, ...] = ()
    page_title: str = ""
    dates: tuple[str, ...] = ()
    author: str = ""
    site: str = ""
    names: frozenset[str] = frozenset()
    is_object: bool = False


def read_head(root: Element, address: str | None = None) -> Head:
    """Read meta elements, JSON-LD and `<title>` of a page from an address."""
    meta, known = _meta(root), words().meta
    linked = list(_linked_data(root))
    articles = [node for node in linked if _DOCUMENTS.search(str(node.get("@type", "")))]
    headlines = [text for node in articles if (text := _text(node.get("headline")))]
    named = [value for key in known["titles"] if (value := meta.get(key))]
    shown = next(root.iter("title"), None)
    author = _first(meta, known["authors"]) or _first_text(articles, "author")
    site = _first(meta, known["sites"]) or _first_text(articles, "publisher")
    websites = [_text(node.get("name")) for node in linked if node.get("@type") == "WebSite"]
    names = frozenset(map(folded, (site, *websites))) - {""} | _names_of_host(address or "")
    stated = [text for text in (*named[:1], *headlines[:1], *named[1:]) if _is_title(text)]
    published = [text for key in _PUBLISHED for node in articles if (text := _text(node.get(key)))]
    head = Head(
        titles=tuple(dict.fromkeys(stated)),
        page_title=_without_archive(whole_text(shown)) if shown is not None else "",
        dates=()
        if site in known["archives"]
        else tuple(published[:1] + [value for key in known["dates"] if (value := meta.get(key))]),
        author=author,
        site=site,
        names=names,
        is_object=meta.get("og:type") == "object",
    )
    titles = tuple(text for text in head.titles if folded(text) not in names)
    if len(titles) < len(head.titles):
        own = without_site(head.page_title, head)
        if len(own.split()) > 1 and folded(own) not in names:  # else the page may be the start of the site
            return replace(head, titles=titles)
    return head


def _without_archive(title: str) -> str:
    """Take off what blogs put before the title of a post; the pattern goes through all of it many times."""
    return _ARCHIVE.sub("", title) if "Blog Archive" in title else title


def _is_title(text: str) -> bool:
    """Tell whether a title is one: not `-`, nor what a template should have filled, `{{ title }}`."""
    return bool(folded(text)) and not _UNFILLED.search(text)


def _names_of_host(address: str) -> frozenset[str]:
    """Give what a host calls its site, folded: `www.harbour-town.example` is that of the Harbour Town."""
    host, owner = host_of(address), site_of(address)
    found = (host, owner, owner.partition(".")[0])
    return frozenset(name for each in found if len(name := folded(each)) >= _MIN_NAME)


def _first(meta: Mapping[str, str], keys: Sequence[str]) -> str:
    return next((text for key in keys if (text := meta.get(key))), "")


def _first_text(nodes: Sequence[Mapping[str, object]], key: str) -> str:
    return next((text for node in nodes if (text := _text(node.get(key)))), "")


def _meta(root: Element) -> dict[str, str]:
    """Give what the meta elements say, names in small letters; of several the first."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        content = _plain(element.get("content") or "")
        key = element.get("property") or element.get("name") or element.get("itemprop")
        key = key or element.get("http-equiv")
        if key and content:
            found.setdefault(key.lower().replace("dc:", "dc."), content)
    return found


def _linked_data(root: Element) -> Iterator[Mapping[str, object]]:
    """Give the objects of JSON-LD, the outer before the inner."""
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(text) > _MAX_JSON:
            continue
        stack: deque[object] = deque([_decoded(text)])
        while stack:
            node = stack.popleft()
            if isinstance(node, dict):
                yield cast("Mapping[str, object]", node)
                stack += node.values()
            elif isinstance(node, list):
                stack += node


def _decoded(text: str) -> object:
    """Read JSON; line breaks in strings, comments around it and commas too many are forgiven."""
    try:
        return cast("object", msgspec.json.decode(text))
    except (msgspec.DecodeError, RecursionError):
        import json

        bare = _TRAILING.sub(r"\1", _WRAPPED.sub("", text).strip().rstrip(";"))
        try:
            return cast("object", json.loads(bare, strict=False))
        except (ValueError, RecursionError):
            return None


def _text(value: object) -> str:
    """Give a value of JSON-LD as text: a name where it is an object, the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name", "")
    return _plain(_TAG.sub("", value)) if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """Give a text on one line; what was written with entities twice is read twice."""
    if _ENTITY.search(text):
        import html

        text = html.unescape(text)
    return collapse(text)


def folded(text: str) -> str:
    """Give the letters and digits of a text, by which titles are compared."""
    return _LETTERS.sub("", text).casefold()


def title_parts(head: Head) -> tuple[str, ...]:
    """Split `<title>`, and the best title stated, where a site's name is parted from that of the page.

    What still holds a separator is a part, too: of `Knots: what holds | Harbour`, `Knots: what holds`.
    """
    parts = [head.page_title, *head.titles[:1]]
    found = list(parts)
    for separator in words().separators:
        pieces = (f" {separator} ", f"{separator} ") if separator == ":" else (f" {separator} ",)
        if separator in _TIGHT:
            pieces = (separator,)
        for piece in pieces:
            split = [part for whole in parts for part in whole.split(piece)]
            if len(split) > len(parts):
                parts = split
                found += parts
    return tuple(dict.fromkeys(told for part in found if (told := part.strip())))


def head_title(head: Head) -> str:
    """Give the title that the head states, without the site's name; "" for none, or the name of a file."""
    stated = head.titles[0] if head.titles else head.page_title
    shorter = [other for other in head.titles if _goes_on(stated, other)]
    title = without_site(min(shorter, key=len) if shorter else stated, head)
    if not head.titles and title == stated:
        title = _without_last_part(stated)
    return "" if _FILE_NAME.fullmatch(title) else title


def _goes_on(title: str, other: str) -> bool:
    """Tell whether a title is another one, a separator, and more."""
    rest = title.removeprefix(other).strip()
    return rest != title and bool(rest) and rest[0] in words().separators


def without_site(title: str, head: Head) -> str:
    """Take the site's name off the end or the start of a title."""
    if title.endswith(_CLOSING):  # `Knots【Harbour News】`
        before, found, inner = title[:-1].rpartition(_OPENING[_CLOSING.index(title[-1])])
        if found and before.strip() and inner.strip() == head.site:
            return before.strip()
    for separator in words().separators:
        for piece in (f" {separator} ", separator) if separator in _TIGHT else (f" {separator} ",):
            before, found, after = title.rpartition(piece)
            if found and before.strip() and _is_of_site(after, head):
                return without_site(before.strip(), head)
            before, found, after = title.partition(piece)
            if found and after.strip() and folded(before) in head.names:
                return after.strip()
    before, found, after = title.partition(": ")
    return after.strip() if found and folded(before) in head.names else title


def _is_of_site(part: str, head: Head) -> bool:
    """Tell whether a part of a title is the site's name, what it calls a part of itself, or the author's."""
    name, site = folded(part), folded(head.site)
    if not name:
        return False
    is_part = len(site) > 2 and name.startswith(site) and len(part.split()) <= _MAX_NAME
    is_short = len(name) > 2 and site.startswith(name)  # `MDN` of `MDN Web Docs`
    return is_part or is_short or name in head.names or name == folded(head.author)


def _without_last_part(title: str) -> str:
    """Take what stands behind the last separator of `<title>` for the site's name, as Readability does.

    Must fire: `Twelve knots that hold | Harbor`. Must not: `Harbor - 7`, of which too little would be left.
    """
    for separator in words().separators:
        if separator in ":/~<_":
            continue
        before, found, after = title.rpartition(separator if separator in _TIGHT else f" {separator} ")
        if found and len(folded(before)) >= max(4, len(folded(after)) * 0.5):
            first, again, section = before.rpartition(f" {separator} ")
            is_section = again and separator in _HARD and len(section.split()) < 3 <= len(first.split())
            return (first if is_section else before).strip()
    return title
