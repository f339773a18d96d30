"""HTML element -> blocks. Every shape that is HTML, or becomes HTML, passes through here.

What GitHub's own page markup means is listed where it is handled; the rules come from pages saved
between 2012 and 2026.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from lxml import etree
from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.decoding import clean_references, open_root
from issue_normalizer.inline_types import is_text
from issue_normalizer.inlines import plain, split_at_breaks, without_style
from issue_normalizer.issue_title import find_date
from issue_normalizer.limits import refuse_deep
from issue_normalizer.patterns import rare
from issue_normalizer.readers.code import settle_code
from issue_normalizer.readers.code_languages import language_of
from issue_normalizer.readers.elements import all_text, children_of
from issue_normalizer.readers.flat import flat_inlines
from issue_normalizer.readers.html_inline import (
    linked,
    played,
    read_inline,
    show_alternatives,
    split_at_blank_lines,
)
from issue_normalizer.readers.html_table import free_tables, loose_text, read_table
from issue_normalizer.readers.ruby import write_readings
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import (
    Block,
    Blocks,
    Break,
    CodeBlock,
    Heading,
    Inline,
    List,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Styled,
    Text,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CONTAINERS: Final = frozenset(
    "html body div section article main header footer nav aside figure figcaption address center details "
    "form fieldset legend hgroup dl dialog summary p dd caption".split()
)
_BLOCKS: Final = _CONTAINERS | frozenset(
    "h1 h2 h3 h4 h5 h6 ul ol menu dir li blockquote pre hr table dt".split()
)
_ALERT: Final = rare(r"\[!(note|tip|important|warning|caution)\]", re.IGNORECASE)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLANK_LINES: Final = re.compile(r"\A(?:[^\S\n]*\n)+")
_MAX_DEPTH: Final = 256
_TASK: Final = "TASK"  # the attribute of a task: the parser writes all names in small letters


def parse(html: str) -> Element:
    """Parse HTML of any quality; the result is the `html` element.

    The text is clean, but for its character references. Raises RefusedError where elements are nested
    deeper than libxml2 allows, 256 levels: behind that it reads nothing more. Nothing is ever fetched,
    whatever a page names.
    """
    data = clean_references(open_root(html)).encode("utf-8") or b"<html/>"
    for large in (False, True):
        parser = etree.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=large
        )
        root = etree.fromstring(data, parser)
        if not any(found.level == etree.ErrorLevels.FATAL for found in parser.error_log):
            break  # else: a text of more than 10 MB, or too deep
    found = root if root is not None else etree.Element("html")
    if large:
        refuse_deep(_depth(found), _MAX_DEPTH)
    return found


def _depth(root: Element) -> int:
    """Count how deep elements are nested."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def body_of(root: Element) -> Element | None:
    """Give the `body` of an `html` element; lxml's own `find` takes 1 ms at its first use."""
    return next(root.iterchildren("body"), None)


def prepare(element: Element) -> tuple[Claim, ...]:
    """Bring an element, free of what is hidden, into a shape that can be read in order; tell what changed."""
    claims = (
        *settle_code(element),
        *write_readings(element),
        *free_tables(element),
        *show_alternatives(element),
    )
    _mark_tasks(element)
    return claims


def read_element(element: Element) -> Blocks:
    """Read the content of a prepared element as blocks.

    Lines are the parser's; from `data-line` where the Markdown reader, which has none, left them.
    """
    return tuple(_blocks(element))


def _mark_tasks(body: Element) -> None:
    """Note at each task what its checkbox says: the first control of a list entry, if it is its own."""
    seen: set[Element] = set()  # entries with a control; whatever comes behind it in them is not the first
    for box in body.iter("input"):
        entries = list(box.iterancestors("li"))
        if entries and entries[0] not in seen and box.get("type") == "checkbox":
            entries[0].set(_TASK, "done" if box.get("checked") is not None else "open")
        seen.update(entries)


def _blocks(element: Element) -> list[Block]:
    """Read mixed content: runs of inline content become paragraphs between the blocks."""
    out: list[Block] = []
    run: list[Inline] = []
    start = element  # what the run begins at
    if (text := element.text) and not text.isspace():
        run.append(Text(text))
    for child in children_of(element):  # half the time of going through it
        tag = child.tag
        if isinstance(tag, str):
            if tag in _BLOCKS or _holds_block(child):
                if run:
                    out += _paragraph(run, start)
                    run = []
                start = child
                out += _block(child, tag)
            else:
                if not run and _line(child):
                    start = child
                read_inline(child, tag, run)
        if (tail := child.tail) and (run or not tail.isspace()):
            run.append(Text(tail))
    return out + _paragraph(run, start)


def _paragraph(run: list[Inline], start: Element) -> list[Block]:
    """Make a paragraph of what stands on a line; none of nothing. A blank line between breaks ends one."""
    return [Paragraph(children, _line(start)) for children in split_at_blank_lines(run)] if run else []


def _holds_block(element: Element) -> bool:
    """Tell whether an inline element wraps blocks: `<a><h3>…`, `<font><p>…`, an unknown element."""
    return len(element) > 0 and any(child.tag in _BLOCKS for child in element.iterdescendants())


def _line(element: Element) -> int:
    if line := cast("int | None", element.sourceline):
        return line
    marked = element.get("data-line")
    return int(marked) if marked is not None and marked.isdigit() else 0


def _block(element: Element, tag: str) -> list[Block]:
    if tag == "p" and len(element) == 0:
        children = tidy((Text(element.text or ""),))
        return [Paragraph(children, _line(element))] if children else []
    if tag in ("ul", "ol", "menu", "dir"):
        return _list(element, tag)
    if tag == "blockquote":
        quoted = split_alert(_blocks(element))
        return [Quote(quoted, _line(element))] if quoted else []
    if tag == "pre":
        return _code_block(element)
    if tag == "hr":
        return [Rule(_line(element))]
    if tag == "table":
        return read_table(element, _blocks)
    if tag in _HEADINGS:
        children = flat_inlines(_blocks(element))
        return [Heading(int(tag[1]), children, _line(element))] if children else []
    if tag == "dt":
        children = flat_inlines(_blocks(element))
        bold = tidy(without_style("strong", children))
        return [Paragraph((Styled("strong", bold),), _line(element))] if bold else []
    if tag == "li":  # outside a list: a bullet all the same
        item = _list_item(element)
        return [List((item,), None, _line(element))] if _shows_text(item) else []
    if tag == "a":
        return _linked_blocks(element)
    if tag == "div" and "markdown-alert" in (element.get("class") or ""):
        quoted = tuple(_blocks(element))
        return [Quote(quoted, _line(element))] if quoted else []
    return [*_paragraph(played(element, tag), element), *_blocks(element)]


def _list(element: Element, tag: str) -> list[Block]:
    entries: list[tuple[ListItem, list[Block]]] = []
    _add_loose(loose_text(element.text), element, entries)
    for child in children_of(element):
        name = child.tag
        if name == "li":
            entries.append((_list_item(child), []))
        elif isinstance(name, str):
            _add_loose(_any(child, name), child, entries)
        _add_loose(loose_text(child.tail), child, entries)
    grown = (replace(item, blocks=(*item.blocks, *more)) if more else item for item, more in entries)
    items = [item for item in grown if _shows_text(item)]
    if not items:
        return []
    start = element.get("start", "1")
    number = None if tag != "ol" else int(start) if start.isdigit() and len(start) < 10 else 1
    return [List(tuple(items), number, _line(element))]


def _add_loose(blocks: list[Block], start: Element, entries: list[tuple[ListItem, list[Block]]]) -> None:
    """Add what stands straight inside a list, such as another list: to the entry above it."""
    if blocks and not entries:
        entries.append((ListItem((), None, _line(start)), blocks))
    elif blocks:
        entries[-1][1].extend(blocks)


def _any(element: Element, tag: str) -> list[Block]:
    """Read an element that may be a block or not."""
    if tag in _BLOCKS or _holds_block(element):
        return _block(element, tag)
    run: list[Inline] = []
    read_inline(element, tag, run)
    return _paragraph(run, element)


def _shows_text(item: ListItem) -> bool:
    """Tell whether an entry holds anything; a bullet before a rule is none."""
    return not all(isinstance(block, Rule) for block in item.blocks)


def _list_item(element: Element) -> ListItem:
    task = element.get(_TASK)
    checked = None if task is None else task == "done"
    blocks = _blocks(element)
    if not blocks or not isinstance(blocks[0], Paragraph):  # Markdown has no place for the box
        checked = None
    return ListItem(tuple(blocks), checked, _line(element))


def _code_block(element: Element) -> list[Block]:
    text = _BLANK_LINES.sub("", all_text(element).rstrip())
    return [CodeBlock(text, language_of(element), _line(element))] if text else []


def split_alert(blocks: list[Block]) -> Blocks:
    """Give the mark of a written alert (`> [!NOTE]`) a paragraph of its own, as the rendered one has."""
    start = blocks[0] if blocks else None
    opening = start.children[0] if type(start) is Paragraph else None
    if type(start) is Paragraph and is_text(opening) and opening.text.startswith("[!"):
        first, *rest = split_at_breaks(start.children)
        if len(first) == 1 and is_text(first[0]) and _ALERT.fullmatch(first[0].text):
            mark = Paragraph((Text(first[0].text.upper()),), start.line)
            body = tidy(node for piece in rest for node in (*piece, Break(hard=False)))
            return (mark, *((Paragraph(body, start.line),) if body else ()), *blocks[1:])
    return tuple(blocks)


def _linked_blocks(element: Element) -> list[Block]:
    """Read `<a>` around blocks, a card: its heading is the link, else its first text."""
    blocks = _blocks(element)
    texts = [
        at for at, one in enumerate(blocks) if isinstance(one, (Paragraph, Heading)) and plain(one.children)
    ]
    heads = [at for at in texts if isinstance(blocks[at], Heading)]
    if len(texts) > 1 and _is_eyebrow(blocks[texts[0]], blocks[texts[1]]):
        del texts[0]
    chosen = (heads or texts)[:1] or range(len(blocks))
    return [
        replace(block, children=tidy(linked(element, block.children)))
        if at in chosen and isinstance(block, (Paragraph, Heading))
        else block
        for at, block in enumerate(blocks)
    ]


def _is_eyebrow(block: Block, following: Block) -> bool:
    """Tell whether the first text of a card is but its day, or its kind in a word, above a title."""
    texts = [plain(one.children) for one in (block, following) if isinstance(one, (Paragraph, Heading))]
    text, title = texts
    is_word = text.isalpha() and text.isascii() and title[-1] not in ".!?。"
    return find_date(text) is not None or is_word
