"""Code as pages show it -> one `<pre>` with its lines: no numbers of lines, nothing to press.

Highlighters put code into tables, lists, a `<div>` or `<code>` a line; what they have in common is structure,
the rest is data in `code_marks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, cast

from issue_normalizer.claims import Claim
from issue_normalizer.readers.code_languages import is_language, language_of
from issue_normalizer.readers.code_lines import code_text, is_line
from issue_normalizer.readers.code_marks import (
    BOXES,
    NUMBERS,
    TABLES,
    TOOLBAR_PARTS,
    TOOLBAR_WORDS,
    TOOLBARS,
    is_marked,
)
from issue_normalizer.readers.visible import visible_text
from issue_normalizer.text import collapse, without_space

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LONGEST_TOOLBAR: Final = 60  # characters
_LEVELS: Final = 5  # boxes around code that may hold its toolbar
_OUTSIDE: Final = frozenset(("body", "html", "li", "blockquote", "td", "article", "main", "dd"))
_PROSE: Final = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "img", "blockquote")


def mark_toolbars(body: Element) -> None:
    """Make controls of what stands beside code, or in it, to press; keep the language that it names."""
    for core in _cores(body):
        for part in list(core.iterdescendants("div", "span", "em", "a", "header", "i", "p")):
            if _is_toolbar_inside(part, core):
                _press(part, core)
        _mark_around(core)


def settle_code(body: Element) -> Iterator[Claim]:
    """Bring all code to the shape `<pre lang="…">text</pre>`; tell the numbers of lines that are gone."""
    for core in _cores(body):
        if core.tag == "pre" and len(core) == 0 and core.get("lang") is not None:
            continue  # as the Markdown reader writes it
        language = core.get("lang") or language_of(core)
        yield from _take_numbers(core)
        text = code_text(core)
        for child in list(core):
            core.remove(child)
        core.tag, core.text = "pre", text
        core.set("lang", language)


def _cores(body: Element) -> list[Element]:
    """Find what holds code as blocks, none inside another."""
    found: list[Element] = []
    inside: set[Element] = set()
    for element in body.iter("pre", "table", "code", "div"):
        if element.tag == "pre" or _is_core(element):
            if inside and not inside.isdisjoint(element.iterancestors()):
                continue
            found.append(element)
            inside.add(element)
    return found


def _is_core(element: Element) -> bool:
    if element.tag == "table":
        return is_code_table(element)
    if element.tag == "div":
        own = list(element.iter("pre"))  # one of its own is the code: beside it stands a note
        return is_marked(element.get("class"), BOXES) and len(own) != 1
    return len(element) > 0 and any(
        child.tag == "br" or is_line(child) for child in element.iterdescendants()
    )


def is_code_table(table: Element) -> bool:
    """Tell whether a table but puts the numbers of lines beside code."""
    if is_marked(table.get("class"), TABLES):
        return True
    inside = list(table.iter("td", "th"))
    has_numbers = any(is_marked(cell.get("class"), NUMBERS) for cell in inside)
    if not has_numbers and next(table.iter("pre"), None) is None:
        return False  # as most
    cells = [cell for cell in inside if next(cell.iterancestors("table"), None) is table]
    numbers = [cell for cell in cells if is_marked(cell.get("class"), NUMBERS)]
    if numbers and all(_is_number(cell) for cell in numbers):
        return len(numbers) < len(cells)
    holders = [cell for cell in cells if next(cell.iter("pre"), None) is not None]
    if not holders or len(cells) > 2:
        return False
    return (len(cells) == 1 and "code" in (cells[0].get("class") or "")) or _counts(
        visible_text(cells[0]).split()
    )


def _is_number(element: Element) -> bool:
    """Tell whether an element shows nothing but numbers, or nothing."""
    return not without_space(visible_text(element)).strip("0123456789")


def _counts(words: Sequence[str]) -> bool:
    """Tell whether words are numbers that follow each other."""
    if not words or not all(word.isascii() and word.isdigit() for word in words):
        return False
    first = int(words[0][:9])
    return len(words) > 1 and list(words) == [str(first + count) for count in range(len(words))]


def _take_numbers(core: Element) -> Iterator[Claim]:
    """Take the numbers of lines out of code."""
    found = [element for element in core.iterdescendants("*") if _is_gutter(element)]
    found += _unmarked(core) if not found else []
    taken: set[Element] = set()
    tails = [element.tail or "" for element in found]
    shifted = [tail for tail in tails if tail.strip()]
    by_one = (
        bool(shifted)
        and all(tail[0] in " \xa0" and tail[1:2] != tail[0] for tail in shifted[:1])
        and all(tail[0] in " \xa0" for tail in tails if tail.rstrip("\n"))
    )
    for element in found:
        if not taken.isdisjoint(element.iterancestors()):
            continue
        taken.add(element)
        if text := visible_text(element):
            yield from (Claim("number", number) for number in [without_space(text)] if number)
        tail = element.tail or ""
        _remove(element, tail[1:] if by_one and tail[:1] in (" ", "\xa0") else tail)


def _is_gutter(element: Element) -> bool:
    tag = element.tag
    if tag in ("ol", "ul") and len(element) and _counts(visible_text(element).split()):
        return True
    if tag in ("td", "th") and _is_first_cell(element) and _counts(visible_text(element).split()):
        return True
    return is_marked(element.get("class"), NUMBERS) and _is_number(element)


def _is_first_cell(cell: Element) -> bool:
    return cell.getprevious() is None and cell.getnext() is not None


def _unmarked(core: Element) -> list[Element]:
    """Find the numbers that begin all lines, where no class tells them: each in an element of its own."""
    for holder in (core, *core.iterdescendants("code", "ol", "div")):
        lines = [child for child in holder if is_line(child)]
        if lines:
            found = [line[0] for line in lines if len(line) and not (line.text or "").strip()]
            wanted = len(lines)
        else:
            found = [child for child in holder if _begins_line(child)]
            wanted = code_text(holder).strip("\n").count("\n") + 1
        numbers = [(element.text or "").strip() for element in found]
        if len(numbers) == wanted and _counts(numbers) and not any(map(_is_token, found)):
            return found
    return []


def _begins_line(element: Element) -> bool:
    before = element.getprevious()
    if before is None:
        parent = cast("Element", element.getparent())
        return not (parent.text or "").strip()
    return (before.tail or "").endswith("\n") or (before.tag == "br" and not before.tail)


def _is_token(element: Element) -> bool:
    """Tell whether a highlighter coloured a number of the code itself."""
    return element.get("class") is not None


def _remove(element: Element, tail: str) -> None:
    parent, before = cast("Element", element.getparent()), element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    element.tail = None
    parent.remove(element)


def _is_toolbar_inside(part: Element, core: Element) -> bool:
    texts = _texts(part)
    if not texts or sum(map(len, texts)) > _LONGEST_TOOLBAR:
        return False
    if not (is_marked(part.get("class"), TOOLBARS) or _has_part(part)) or not _is_at_edge(part, core):
        return False
    return _are_words(texts) or (part.tag in ("div", "header") and not is_line(part))


def _texts(part: Element) -> list[str]:
    return [text for piece in visible_text(part).split("\n") if (text := collapse(piece))]


def _are_words(texts: Sequence[str]) -> bool:
    """Tell whether texts are what toolbars say, and perhaps a language."""
    said = [text.lower() in TOOLBAR_WORDS for text in texts]
    return any(said) and all(is_said or is_language(text) for is_said, text in zip(said, texts, strict=True))


def _is_at_edge(part: Element, core: Element) -> bool:
    """Tell whether nothing of the code stands before a part, or nothing behind it on its line."""
    node = part
    while node is not core and not (node.tail or "").strip():
        if (behind := node.getnext()) is not None:
            is_apart = behind.tag == "code" or is_marked(behind.get("class"), TOOLBARS)
            return "\n" in (node.tail or "") or (is_apart and not node.tail)
        node = cast("Element", node.getparent())
    return node is core


def _has_part(part: Element) -> bool:
    classes = (part.get("class") or "").lower()
    return any(name in classes for name in TOOLBAR_PARTS)


def _mark_around(core: Element) -> None:
    """Look through the boxes around code, as long as they hold nothing else."""
    node = core
    for _ in range(_LEVELS):
        box = node.getparent()
        if box is None:
            return
        is_box = box.tag not in _OUTSIDE and not (box.text or "").strip() and not _holds_more(box, node)
        near = (part for part in (node.getprevious(), node.getnext()) if part is not None)
        for part in list(box) if is_box else near:
            is_other = part is not node and isinstance(part.tag, str)
            if is_other and (is_box or part.get("class")) and _is_toolbar(part, box):
                _press(part, core)
        if not is_box:
            return
        node = box


def _holds_more(box: Element, node: Element) -> bool:
    """Tell whether a box holds text of its own beside what is around code."""
    return any(
        part is not node and isinstance(part.tag, str) and _is_foreign(part) and not _is_toolbar(part, box)
        for part in box
    )


def _is_toolbar(part: Element, box: Element) -> bool:
    texts = _texts(part)
    if (
        sum(map(len, texts)) > _LONGEST_TOOLBAR
        or (texts and texts[-1][-1] in ":：" and " " in texts[-1])  # it announces the code
        or part.tag in ("pre", "table")
        or next(part.iter("pre", "table"), None) is not None
    ):
        return False
    if part.tag in ("ol", "ul"):
        return is_marked(part.get("class"), NUMBERS) and _is_number(part)
    if is_marked(part.get("class"), TOOLBARS) or _has_part(part) or _are_words(texts):
        return True
    is_named = part.tag in ("div", "span", "small") and bool(box.get("class"))
    return is_named and len(texts) == 1 and is_language(texts[0])


def _is_foreign(part: Element) -> bool:
    """Tell whether an element beside code is text of its own; the name of a file is not."""
    if part.tag in _PROSE or next(part.iter("pre", "table", *_PROSE), None) is not None:
        return True
    return part.tag not in ("figcaption", "button") and len(collapse(visible_text(part))) > _LONGEST_TOOLBAR


def _press(part: Element, core: Element) -> None:
    named = next(filter(is_language, _texts(part)), None)
    if named and core.get("lang") is None and not language_of(core):
        core.set("lang", named)
    part.tag = "button"
