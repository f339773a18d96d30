"""Take out of an HTML element what shows nothing of the document: scripts, controls, hidden parts.

GitHub's links from a footnote back to its place are controls too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, cast

from issue_normalizer.patterns import rare
from issue_normalizer.readers.code import mark_toolbars
from issue_normalizer.readers.images import settle_images
from issue_normalizer.readers.visible import INVISIBLE, visible_text
from issue_normalizer.text import collapse
from issue_normalizer.tree import Span
from issue_normalizer.urls import is_live

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What is inside these stands for them where they cannot be played.
_MEDIA: Final = ("iframe", "video", "audio")
# Why the text of an element is left out, by its tag: what a browser shows as something to press or fill in.
_REASONS: Final = dict.fromkeys(INVISIBLE, "") | dict.fromkeys(
    ("button", "select", "option", "textarea", "canvas", "object", "map", "datalist", "rp", *_MEDIA),
    "control",
)
_PLAYED: Final = rare(r"\.(?:mp4|m4v|webm|og[gva]|mov|avi|mkv|mp3|m4a|wav|flac)(?:[?#]|\Z)", re.IGNORECASE)
GONE: Final = "gone"  # the tag of what is taken out, until all of it is
_MARKS: Final = frozenset(("class", "hidden", "data-footnote-backref", "style", "aria-hidden"))
_HIDDEN_STYLE: Final = rare(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|clip\s*:\s*rect\((?:\s*[01](?:px)?[\s,]*){4}\)|clip-path\s*:\s*inset\((?:50|100)%\))",
    re.IGNORECASE,
)
_NO_SIZE: Final = rare(
    r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:!important\s*)?(?:;|\Z)", re.IGNORECASE
)
_CUT_OFF: Final = rare(r"(?:^|;)\s*overflow\s*:\s*hidden", re.IGNORECASE)
_SHOWN_BY_SCRIPTS: Final = frozenset(("js_content", "js_article", "img-content"))  # of WeChat
_HIDDEN_CLASSES: Final = frozenset(("sr-only", "zeroclipboard-container", "show-on-focus", "flash-error"))


def take_hidden(body: Element) -> tuple[Span, ...]:
    """Take the hidden parts out of an element; give the text that they held, in order."""
    settle_images(body)
    mark_toolbars(body)
    spans: list[Span] = []
    media: list[Element] = []
    is_changed = False
    for element in body.iterdescendants("*"):
        reason = _REASONS.get(str(element.tag))
        if reason is None:
            if not _is_hidden(element):
                continue
            reason = "hidden"
        if reason:
            around = next(element.iterancestors(GONE, *_MEDIA), None)
            if around is None and (text := collapse(visible_text(element))):
                spans.append(Span(cast("int | None", element.sourceline) or 0, text, reason))
            if reason == "control" and element.tag in _MEDIA:
                media.append(element)
                continue
        element.tag = GONE
        is_changed = True
    if is_changed:
        take_out(body, GONE)
    for element in media:
        _take_alternatives(element)
    return tuple(spans)


def _take_alternatives(media: Element) -> None:
    """Empty what is played; where it has no address of its own, it gets one of those that are inside."""
    sources = [source for child in media.iter("source") if (source := child.get("src"))]
    links = [link for child in media.iter("a") if (link := child.get("href"))]
    sources += [link for link in links if _PLAYED.search(link)]
    live = [source for source in sources if is_live(source) and not source.startswith("#")]
    own = media.get("src")
    if live and not (own and is_live(own)):  # they say the same in several formats; so does a link
        media.set("src", live[0])
    for child in list(media):
        media.remove(child)
    media.text = None


def take_out(body: Element, *tags: str) -> None:
    """Remove the elements of some tags; the text behind them stays.

    What comes to stand side by side is joined here, once: lxml's own `strip_elements` leaves it in pieces,
    and joining 100,000 of them takes it a second each time the text is asked for.
    """
    found = [element for element in body.iter(*tags) if element is not body]
    parents = dict.fromkeys(cast("Element", element.getparent()) for element in found)
    for parent in parents:
        kept, texts = None, [parent.text]
        for child in list(parent):
            if child.tag in tags:
                texts.append(child.tail)
                child.tail = None
                parent.remove(child)
                continue
            _join_behind(parent, kept, texts)
            kept, texts = child, [child.tail]
        _join_behind(parent, kept, texts)


def take_elements(body: Element, elements: Iterable[Element]) -> None:
    """Remove elements; the text behind them stays."""
    for element in elements:
        element.tag = GONE
    take_out(body, GONE)


def _join_behind(parent: Element, kept: Element | None, texts: list[str | None]) -> None:
    """Put texts behind a child that stays, or at the start of its parent, if there is more than its own."""
    if len(texts) == 1:
        return
    text = "".join(filter(None, texts)) or None
    if kept is None:
        parent.text = text
    else:
        kept.tail = text


def _is_hidden(element: Element) -> bool:
    for name in cast("list[str]", element.keys()):
        if name in _MARKS and _hides(element, name, element.get(name) or ""):
            return True
    return False


def _hides(element: Element, name: str, value: str) -> bool:
    """Tell whether one of the attributes that may hide an element does."""
    if name == "class":
        return not _HIDDEN_CLASSES.isdisjoint(value.split())
    if name == "style":
        return _is_styled_away(value) and element.get("id") not in _SHOWN_BY_SCRIPTS
    if name == "aria-hidden":
        return value == "true" and _is_said_beside(element)
    return True  # `hidden`, `data-footnote-backref`


def _is_styled_away(style: str) -> bool:
    if _HIDDEN_STYLE.search(style):
        return True
    return _NO_SIZE.search(style) is not None and _CUT_OFF.search(style) is not None


def _is_said_beside(element: Element) -> bool:
    """Tell whether the same text stands beside an element: browsers show both, readers aloud one."""
    text = collapse(visible_text(element))
    beside = (element.getprevious(), element.getnext())
    return bool(text) and any(
        each is not None and each.get("aria-hidden") is None and collapse(visible_text(each)) == text
        for each in beside
    )
