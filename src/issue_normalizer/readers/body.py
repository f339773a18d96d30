"""Find the element of an HTML page that holds the document.

- GitHub, 2011 to 2022 and saved pages since: `article.markdown-body`; a README without extension is
  `div.plain > pre`.
- GitHub Pages: Cayman `.main-content`, Slate and Hacker `#main_content`, Minimal `.wrapper > section`,
  Minima `.post-content`.
- Other generators: `<article>`, `<main>`, else the block that holds most of the running text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from issue_normalizer.readers.hidden import GONE, take_out
from issue_normalizer.readers.visible import INVISIBLE, visible_length
from issue_normalizer.text import collapse
from issue_normalizer.tree import Span

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Where generators put a post, best first: a class, an id, a role or a tag.
_RANKS = {
    mark: rank
    for rank, mark in enumerate(
        (
            ".markdown-body",
            ".post-content",
            ".e-content",
            ".entry-content",
            ".article-content",
            ".plain",
            "#main_content",
            ".main-content",
            "article",
            "main",
            "@main",
            ".wrapper section",
            "#content",
        )
    )
}
_BODY_TAGS = ("article", "main", "section", "div", "td")
_MIN_SHARE = 0.2

_FURNITURE_TAGS = ("nav", "footer")
_FURNITURE_MARKS = frozenset(
    (".site-footer", ".page-header", ".post-navigation", "#disqus_thread", "#comments")
)
_FURNITURE_ROLES = frozenset(("navigation", "banner", "contentinfo"))
_FURNITURE_CARRIERS = ("nav", "footer", "header", "div", "section", "aside", "ul", "span", "p")


def find_body(page: Element) -> Element:
    """Find the document's element in a whole page; what of the page stands inside it is taken out."""
    ranked: dict[int, list[Element]] = {}
    for element in page.iter(*_BODY_TAGS):
        ranks = [_RANKS[mark] for mark in _marks(element) if mark in _RANKS]
        if ranks:
            ranked.setdefault(min(ranks), []).append(element)
    if 0 in ranked:
        return max(ranked[0], key=visible_length) if len(ranked[0]) > 1 else ranked[0][0]
    enough = visible_length(page) * _MIN_SHARE
    for rank in sorted(ranked):
        best = max(ranked[rank], key=visible_length)
        if visible_length(best) >= enough:
            return best
    return _densest(page)


def _marks(element: Element) -> list[str]:
    """Give what an element could be known by: `.class`, `#id`, `@role`, its tag."""
    tag = str(element.tag)
    marks = [tag]
    if classes := element.get("class"):
        marks += [f".{name}" for name in classes.split()]
    if identity := element.get("id"):
        marks.append(f"#{identity}")
    if role := element.get("role"):
        marks.append(f"@{role}")
    if tag == "section" and (parent := element.getparent()) is not None:
        marks += [f".{name} section" for name in (parent.get("class") or "").split()]
    return marks


def take_furniture(body: Element) -> tuple[Span, ...]:
    """Take furniture out of the body (Cayman's footer stands in `.main-content`); give its text."""
    spans: list[Span] = []
    for element in list(body.iter(*_FURNITURE_CARRIERS)):
        if element is not body and _is_furniture(element):
            if next(element.iterancestors(GONE), None) is None:
                spans += text_spans(element, None)
            element.tag = GONE
    take_out(body, GONE)
    return tuple(spans)


def _is_furniture(element: Element) -> bool:
    if element.tag == "footer" and next(element.iterancestors("blockquote"), None) is not None:
        return False  # who is quoted
    if element.tag in _FURNITURE_TAGS or element.get("role") in _FURNITURE_ROLES:
        return True
    return not _FURNITURE_MARKS.isdisjoint(_marks(element))


def _densest(page: Element) -> Element:
    """Descend from the page to the block that holds most of its running text."""
    current = page
    while current.find("h1") is None and current.find("h2") is None:
        blocks = [
            child
            for child in current
            if child.tag in ("div", "section", "td", "table", "tbody", "tr", "center")
        ]
        best = max(blocks, key=_prose, default=None)
        total = _prose(current)
        if best is None or not total or _prose(best) < total * 0.7:
            break
        current = best
    return current


def _prose(element: Element) -> int:
    """Count the characters that are no link: menus are all links."""
    return visible_length(element) - sum(visible_length(link) for link in element.iter("a"))


def text_spans(page: Element, body: Element | None, reason: str = "furniture") -> list[Span]:
    """List the visible text of a page outside its body."""
    spans: list[Span] = []
    stack = [page]
    while stack:
        element = stack.pop()
        tag = element.tag
        if element is body or not isinstance(tag, str) or tag in INVISIBLE:
            continue
        children = list(element)
        line = cast("int | None", element.sourceline) or 0
        texts = [element.text, *[child.tail for child in children]]
        spans += [Span(line, folded, reason) for text in texts if text and (folded := collapse(text))]
        stack += reversed(children)
    return spans
