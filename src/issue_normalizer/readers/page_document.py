"""A page's tree -> the document in it: body, title, date, and what the page states beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.options import DEFAULT, Options
from issue_normalizer.readers.body import choose_body, taken_first
from issue_normalizer.readers.body_document import body_document
from issue_normalizer.readers.code_view import join_code_views
from issue_normalizer.readers.hidden import take_elements
from issue_normalizer.readers.office import settle_titles
from issue_normalizer.readers.page_blocks import HEADINGS, Block, inside, is_rendered
from issue_normalizer.readers.page_head import read_head
from issue_normalizer.readers.page_measure import measure
from issue_normalizer.readers.page_text import box_spans, text_spans, whole_text
from issue_normalizer.readers.page_title import Title, find_title
from issue_normalizer.readers.permalinks import find_permalinks
from issue_normalizer.readers.visible import joined_text
from issue_normalizer.tree import Candidate, Document, PageFacts, Span
from issue_normalizer.urls import canonical_url

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from issue_normalizer.readers.selectors import Selected


def document_in(page: Element, root: Element, address: str | None, options: Options = DEFAULT) -> Document:
    """Read the document in a page: `root` holds its head too."""
    join_code_views(page)
    settle_titles(page)
    chosen = _select(root, address, options) if options.pages else None
    by_hand = chosen.found if chosen is not None else {}
    blocks = measure(page, address)
    body, candidates = choose_body(blocks)
    if "body" in by_hand:
        body = next((block for block in inside(blocks) if block.element is by_hand["body"][0]), body)
    language = (root.get("lang") or "")[:8]
    head = read_head(root, address)
    is_github = _is_github(body.element)
    title = find_title(blocks, body, head, by_name_only=is_github or head.is_object)
    if not is_github and "body" not in by_hand:
        from issue_normalizer.readers.own_article import own_article

        body = own_article(body, title, head)
    if "title" in by_hand:
        shown = by_hand["title"][0]
        title = Title(
            whole_text(shown), next((block for block in inside(blocks) if block.element is shown), None)
        )
    outside = {"title": title.text} if title.text else {}
    if title.text and title.text in head.page_title:
        outside["page-title"] = head.page_title  # it may name the newsletter beside the issue's number
    day = None
    if "date" in by_hand:
        from issue_normalizer.readers.page_date import find_stated

        day = find_stated(by_hand["date"][0], language)
    elif not is_github or title.text:
        from issue_normalizer.readers.page_date import find_date

        day = find_date(blocks, body, head, title.block, address, language)
    outside |= {"date": day} if day else {}
    author = whole_text(by_hand["author"][0]) if "author" in by_hand else head.author
    beside = Beside(
        taken_first(candidates, body),
        PageFacts(author, head.site, language, address or "", _license(root)),
        chosen.unmatched if chosen is not None else (),
    )
    if options.keep_furniture:
        return _with(element_document(page, address, (), outside), beside)
    stated = outside | {"author": author}
    around, before, taken = _strip(blocks, body, title, stated, language, by_hand)
    document = element_document(body.element, address, around, outside, before=before, taken=taken)
    return _with(document, beside)


class Beside(Struct, frozen=True, gc=False):
    """What is known of a page beside its document."""

    candidates: tuple[Candidate, ...]
    facts: PageFacts
    unmatched: tuple[str, ...]


def _with(document: Document, beside: Beside) -> Document:
    return replace(document, candidates=beside.candidates, facts=beside.facts, unmatched=beside.unmatched)


def _select(root: Element, address: str | None, options: Options) -> Selected | None:
    from issue_normalizer.readers.selectors import page_for, select

    site = page_for(address, options.pages)
    return select(root, site) if site is not None else None


def _strip(
    page: Block,
    body: Block,
    title: Title,
    stated: Mapping[str, str],
    language: str,
    by_hand: Mapping[str, tuple[Element, ...]],
) -> tuple[tuple[Span, ...], str, tuple[Span, ...]]:
    """Bring the title into the body, and take out of it what is no part of the document.

    Give what the page shows around it, what the body showed, and what of that was taken out.
    """
    element = body.element
    around = {
        block.element: block.kind
        for block in inside(page)
        if block.kind and not body.at <= block.at < body.behind
    }
    within = find_permalinks(element)
    if not _is_github(element):
        from issue_normalizer.readers.boxes import find_boxes

        within |= find_boxes(body, title.block, stated, language)
    within |= dict.fromkeys(title.beside, "header")
    within |= dict.fromkeys(by_hand.get("drop", ()), "profile")
    if title.text and title.block is None:
        _lower_headings(element)
    elif title.block is not None and _holds(element, title.block.element):
        _raise_title(element, title.block)
    outer = title.block if title.block is not None and not _holds(element, title.block.element) else None
    kept = outer.element if outer is not None else None
    if not _is_github(element):
        from issue_normalizer.readers.page_lead import bring_in, find_lead, other_title

        above = outer if title.block is not None else other_title(page, body, title.text)
        bring_in(element, [] if above is None else find_lead(page, above, body))
    beside = tuple(text_spans(page.element, element, kinds=around, kept=kept))
    if kept is not None:
        beside += _beside_title(kept, title.text)
        _bring_in(element, title.text, kept)
    before = joined_text(element)
    taken = tuple(box_spans(element, within))
    take_elements(element, within)
    return beside, before, taken


def _beside_title(heading: Element, title: str) -> tuple[Span, ...]:
    """Give what a heading shows beside the title that it gives: a number, the sign of a permalink."""
    rest = whole_text(heading).replace(title, "", 1).strip()
    return (Span(cast("int | None", heading.sourceline) or 0, rest, "furniture: header"),) if rest else ()


def _lower_headings(body: Element) -> None:
    """Make room for a title that only the head states: a heading of the first level in the body is none."""
    if next(body.iter("h1"), None) is None:
        return
    for heading in list(body.iter("h1", "h2", "h3", "h4", "h5")):
        heading.tag = f"h{int(str(heading.tag)[1]) + 1}"


def _raise_title(body: Element, title: Block) -> None:
    """Make the title in a body its first heading: `p.title`, `h2.post-title` above other `h2`."""
    if title.tag not in HEADINGS or next(body.iter("h1"), None) is None:
        title.element.tag = "h1"
    for link in title.element.iter("a") if title.leads else ():
        link.tag = "span"  # it leads to the page itself


def _holds(outer: Element, inner: Element) -> bool:
    return outer is inner or any(above is outer for above in inner.iterancestors())


def _bring_in(body: Element, title: str, shown: Element) -> None:
    """Put a title that the page shows outside of the body at its start, as the heading it is."""
    heading: Any = body.makeelement("h1", {})  # Any: in lxml's type stubs, sourceline cannot be set
    heading.text = title
    heading.sourceline = shown.sourceline or 0
    if line := shown.get("data-line"):
        heading.set("data-line", line)
    heading.tail, body.text = body.text, None
    body.insert(0, heading)


def _license(root: Element) -> str:
    """Give the address of the licence that a page links as its own."""
    for link in root.iter("a", "link"):
        rel = link.get("rel")
        if rel is not None and "license" in rel and (href := link.get("href")):
            return canonical_url(href)
    return ""


def element_document(
    body: Element,
    address: str | None,
    around: tuple[Span, ...] = (),
    outside: dict[str, str] | None = None,
    *,
    before: str | None = None,
    taken: tuple[Span, ...] = (),
) -> Document:
    """Read a body as a document, GitHub's table of the front matter aside; see `body_document`."""
    if before is None:
        before = joined_text(body)
    values, front = _take_front_matter(body)
    metadata = {**(outside or {}), **values}
    return body_document(body, metadata, address, around, before=before, taken=(*taken, *front))


def _is_github(body: Element) -> bool:
    return is_rendered(body) or "plain" in (body.get("class") or "").split()


def _take_front_matter(body: Element) -> tuple[dict[str, str], list[Span]]:
    """Take GitHub's table of the front matter off the start of the body: (values, its text)."""
    element = body
    while (first := next(iter(element), None)) is not None and not (element.text or "").strip():
        if first.tag == "table":
            values = table_front_matter(first)
            if values is None:
                break
            taken = text_spans(first, None, "front-matter")
            if first.tail:
                element.text = (element.text or "") + first.tail
            element.remove(first)
            return values, taken
        if first.tag not in ("article", "div", "markdown-accessiblity-table", "body"):
            break
        element = first
    return {}, []


def table_front_matter(table: Element) -> dict[str, str] | None:
    """Read the table that GitHub shows for front matter; None where a table is one of the document.

    Until 2024: keys in `thead`, values in one row whose cells wrap a `div`; marked with
    `data-table-type` from 2014 to 2022. From 2026: a row a key, `th` beside `td`.
    """
    heads, rows = table.findall("thead/tr/th"), table.findall("tbody/tr")
    cells = table.findall("tbody/tr/td")
    if heads and len(heads) == len(cells) and len(rows) == 1:
        wrapped = all(len(cell) and cell[0].tag == "div" for cell in cells)
        if wrapped or table.get("data-table-type"):
            return {
                whole_text(head).lower(): whole_text(cell) for head, cell in zip(heads, cells, strict=True)
            }
    if not heads and rows and all([cell.tag for cell in row] == ["th", "td"] for row in rows):
        return {whole_text(row[0]).lower(): whole_text(row[1]) for row in rows}
    return None
