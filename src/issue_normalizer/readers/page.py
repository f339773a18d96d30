"""HTML pages of any kind: find the document in the page, and what the page says of it.

Where GitHub's pages hold their body, by year:

- 2011 to 2022: `article.markdown-body` in `#readme`, `itemprop` `mainContentOfPage`, later `text`.
- 2023 on, as served: only in JSON, `script[data-target="react-app.embeddedData"]`, under changing
  paths (`payload.blob.richText`, `…overviewFiles[].richText`, `payload.codeViewBlobRoute.richText`).
- 2023 on, as saved by a browser: again `article.markdown-body`; a README without extension is
  `div.plain > pre`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from lxml import etree

from issue_normalizer.readers.front_matter import table_front_matter
from issue_normalizer.readers.html import read_element
from issue_normalizer.text import collapse
from issue_normalizer.tree import Document, Span

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_EMBEDDED = re.compile(
    r'<script[^>]*data-target="react-(?:app|partial)\.embeddedData"[^>]*>(.*?)(?:</script>|\Z)', re.DOTALL
)
# The body in JSON that was cut off before its end.
_CUT_BODY = re.compile(r'"richText"\s*:\s*"((?:[^"\\]|\\.)+)')
_WHOLE_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_INVISIBLE = ("script", "style", "template", "noscript", "svg", "head")


def _has_class(name: str) -> str:
    """Give the XPath condition for a class."""
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


# Where generators put a post, best first. Each is an XPath; the longest match of the first that
# holds a fair share of the page's text wins.
_BODIES = (
    f"//*[{_has_class('markdown-body')}]",
    f"//*[{_has_class('post-content')}]",
    f"//*[{_has_class('e-content')}]",
    f"//*[{_has_class('entry-content')}]",
    f"//*[{_has_class('article-content')}]",
    "//div[@class='plain']",
    "//*[@id='main_content']",
    f"//*[{_has_class('main-content')}]",
    "//article",
    "//main",
    "//*[@role='main']",
    f"//div[{_has_class('wrapper')}]/section",
    "//*[@id='content']",
)
_FURNITURE = (
    f".//*[{_has_class('site-footer')} or {_has_class('page-header')} or {_has_class('post-navigation')}]"
    " | .//nav | .//footer | .//*[@role='navigation' or @role='banner' or @role='contentinfo']"
    " | .//*[@id='disqus_thread' or @id='comments']"
)
_TITLES = f"//*[{_has_class('post-title')} or {_has_class('entry-title')}]"
_ADDRESSES = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_VISIBLE_TEXT = ".//text()[" + " and ".join(f"not(ancestor::{tag})" for tag in _INVISIBLE) + "]"
_MIN_SHARE = 0.2


def read_page(text: str, address: str | None = None) -> Document:
    """Read an HTML page or fragment; `address` is where it was saved from, if known."""
    embedded = _embedded_body(text) if "embeddedData" in text else None
    if embedded is not None and "markdown-body" not in _EMBEDDED.sub("", text):
        return _document(parse(embedded[0]), embedded[1] or address, ())
    root = parse(text)
    body = _find_body(root, is_whole=_WHOLE_PAGE.search(text) is not None)
    if embedded is not None:
        inside = parse(embedded[0])
        if _length(inside) >= _length(body):
            body = inside
    where = (embedded[1] if embedded else None) or address or _address(root)
    title = _title_outside(root, body)
    dropped = _page_text(root, body)
    return _document(body, where, dropped, title)


def parse(html: str) -> Element:
    """Parse HTML of any quality; the result is the `html` element."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(html.encode("utf-8", "replace") or b"<html/>", parser)
    return root if root is not None else etree.Element("html")


def _document(
    body: Element, address: str | None, dropped: tuple[Span, ...], title: dict[str, str] | None = None
) -> Document:
    metadata = {**(title or {}), **_take_front_matter(body)}
    return Document(read_element(body), metadata, address, dropped)


def _embedded_body(text: str) -> tuple[str, str | None] | None:
    """Find the body in the JSON of a React page: (its HTML, its address)."""
    import json

    best: tuple[str, str | None] | None = None
    for match in _EMBEDDED.finditer(text):
        try:
            data = json.loads(match[1])
        except (ValueError, RecursionError):
            cut = _CUT_BODY.search(match[1])
            data = {"richText": json.loads(f'"{cut[1]}"', strict=False)} if cut else None
        rich = max(_rich_texts(data), key=len, default="")
        if rich and (best is None or len(rich) > len(best[0])):
            best = rich, _address_in(data)
    return best


def _rich_texts(data: object) -> Iterator[str]:
    """Walk the JSON for rendered bodies; a README wins over the files shown beside it."""
    stack = [data]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            rich = node.get("richText")
            if isinstance(rich, str) and rich and node.get("preferredFileType", "readme") == "readme":
                yield rich
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


def _address_in(data: object) -> str | None:
    payload = data.get("payload") if isinstance(data, dict) else None
    if not isinstance(payload, dict):
        return None
    repo, ref, path = payload.get("repo"), payload.get("refInfo"), payload.get("path")
    if isinstance(repo, dict) and isinstance(ref, dict) and isinstance(path, str):
        return f"https://github.com/{repo.get('ownerLogin')}/{repo.get('name')}/blob/{ref.get('name')}/{path}"
    return None


def _find_body(root: Element, *, is_whole: bool) -> Element:
    """Find the document in a page; a fragment is all document."""
    page = root.find("body")
    if page is None:
        return root
    if not is_whole:
        return page
    articles = [
        element for element in root.iter("article") if "markdown-body" in (element.get("class") or "")
    ]
    if articles:
        return max(articles, key=_length) if len(articles) > 1 else articles[0]
    total = len(_visible(page))
    for path in _BODIES:
        found = cast("list[Element]", root.xpath(path))
        best = max(found, key=lambda element: len(_visible(element)), default=None)
        if best is not None and len(_visible(best)) >= total * _MIN_SHARE:
            _prune(best)
            return best
    _prune(page)
    return _densest(page)


def _prune(body: Element) -> None:
    """Remove furniture inside the body: Cayman's footer stands in `.main-content`."""
    for element in cast("list[Element]", body.xpath(_FURNITURE)):
        parent = element.getparent()
        if parent is None or element is body:
            continue
        if element.tail:
            before = element.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + element.tail
            else:
                parent.text = (parent.text or "") + element.tail
        parent.remove(element)


def _densest(page: Element) -> Element:
    """Descend from the page to the block that holds most of its running text."""
    current = page
    while True:
        total = _prose(current)
        best = max(
            (
                child
                for child in current
                if child.tag in ("div", "section", "td", "table", "tbody", "tr", "center")
            ),
            key=_prose,
            default=None,
        )
        if best is None or not total or _prose(best) < total * 0.7 or current.xpath("boolean(h1|h2)"):
            return current
        current = best


def _prose(element: Element) -> int:
    """Count the characters that are no link: menus are all links."""
    linked = sum(len(_visible(link)) for link in element.iter("a"))
    return len(_visible(element)) - linked


def _visible(element: Element) -> str:
    if next(element.iter(*_INVISIBLE), None) is None:
        return "".join("".join(cast("Iterator[str]", element.itertext())).split())
    parts = cast("list[str]", element.xpath(_VISIBLE_TEXT))
    return "".join("".join(parts).split())


def _length(element: Element) -> int:
    """Count the visible characters of an element, white space aside."""
    return len(_visible(element))


def _page_text(root: Element, body: Element) -> tuple[Span, ...]:
    """Tell what of the page is not the document."""
    page = root.find("body")
    if page is None or body is page:
        return ()
    spans: list[Span] = []
    stack = [page]
    while stack:
        element = stack.pop()
        if isinstance(element.tag, str) and element.tag not in _INVISIBLE:
            texts = [element.text, *(child.tail for child in element)] if element is not body else []
            line = cast("int | None", element.sourceline) or 0
            spans += [Span(line, folded, "furniture") for text in texts if text and (folded := collapse(text))]
            if element is not body:
                stack += reversed(element)
    return tuple(spans)


def _take_front_matter(body: Element) -> dict[str, str]:
    """Take GitHub's table of the front matter off the start of the body."""
    element = body
    while (first := next(iter(element), None)) is not None and not (element.text or "").strip():
        if first.tag == "table":
            values = table_front_matter(first)
            if values is None:
                return {}
            parent = first.getparent()
            if parent is not None:
                if first.tail:
                    parent.text = (parent.text or "") + first.tail
                parent.remove(first)
            return values
        if first.tag not in ("article", "div", "markdown-accessiblity-table", "body"):
            return {}
        element = first
    return {}


def _address(root: Element) -> str | None:
    for path in _ADDRESSES:
        found = cast("list[str]", root.xpath(path))
        if found and str(found[0]).startswith("http"):
            return str(found[0])
    raw = cast("list[str]", root.xpath("//*[@id='raw-url']/@href"))
    if raw and str(raw[0]).startswith("/"):
        return "https://github.com" + str(raw[0]).replace("/raw/", "/blob/", 1)
    return None


def _title_outside(root: Element, body: Element) -> dict[str, str]:
    """Give the post's title where the theme shows it outside the body."""
    if body.tag == "article" and "markdown-body" in (body.get("class") or ""):
        return {}  # GitHub shows no title but the document's own
    found = cast("list[Element]", root.xpath(_TITLES))
    if not found or any(ancestor is body for ancestor in found[0].iterancestors()):
        return {}
    values = {"title": collapse("".join(str(part) for part in found[0].itertext()))}
    times = cast("list[str]", root.xpath("//time/@datetime"))
    return {**values, "date": str(times[0])} if times else values
