"""Footnotes of all generators -> numbers in brackets and a numbered list, without the ways back.

What makes a note is that its number leads to it and that it leads back; names of classes only help.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from issue_normalizer.claims import Claim
from issue_normalizer.patterns import rare
from issue_normalizer.readers.elements import all_text, with_names
from issue_normalizer.text import collapse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NUMBER: Final = rare(r"\[?\s*(\d{1,3})\s*\]?")
_REFERENCES: Final = frozenset(
    ("footnote", "footnote-ref", "footnote-reference", "footnote-anchor", "fn-ref", "footnoteRef")
)
_BACK: Final = frozenset(("reversefootnote", "footnote-backref", "footnote-back", "footnotes-backref", "fn-backref", "data-footnote-backref"))  # fmt: skip  # noqa: E501
_WRAPPERS: Final = ("sup", "span", "b", "i", "em", "cite")
_RELATED: Final = 6  # elements around a link whose `id` may be what the way back leads to


def settle_notes(body: Element) -> Iterator[Claim]:
    """Write the numbers that lead to notes as text in brackets; mark the ways back as such."""
    links = [
        link
        for link in body.iter("a")
        if (link.get("href") or "").startswith("#") or link.get("data-footnote-ref") is not None
    ]
    numbers = [_NUMBER.fullmatch(_text(link)) for link in links]
    if not any(numbers) and next(body.iter("sup"), None) is None:
        return  # headings link to themselves, too
    places = {
        name: element for element in with_names(body) if (name := element.get("id") or element.get("name"))
    }
    notes: dict[Element, str] = {}
    for link, found in zip(links, numbers, strict=True):
        if found is None:
            continue
        note = _note_of(link, places)
        if note is not None or link.get("data-footnote-ref") is not None:
            yield from _write_number(link, found[1])
            if note is not None:
                notes.setdefault(note, found[1])
    for number_shown, note, number in list(_led_back(links, places)):
        if note not in notes:
            yield from _write_number(number_shown, number)
            notes[note] = number
    for note, number in notes.items():
        _mark_ways_back(note)
        yield from _as_list(note, number)


def _led_back(
    links: Sequence[Element], places: Mapping[str, Element]
) -> Iterator[tuple[Element, Element, str]]:
    """Give numbers that are no links, but what the sign in a note leads back to: each with its note."""
    for link in links:
        target = places.get((link.get("href") or "")[1:])
        if target is None or target.tag != "sup" or any(map(str.isalnum, _text(link))):
            continue
        note = next(link.iterancestors("li"), None)
        found = _NUMBER.fullmatch(_text(target))
        if note is not None and found is not None and note not in target.iterancestors():
            yield target, note, found[1]


def _text(element: Element) -> str:
    return collapse(all_text(element))


def _note_of(link: Element, places: Mapping[str, Element]) -> Element | None:
    """Find the note that a link leads to; None where it leads to something else."""
    target = places.get((link.get("href") or "")[1:])
    if target is None or target is link:
        return None
    note = cast("Element", target.getparent()) if target.tag == "a" else target
    own = {name for each in _around(link) if (name := each.get("id") or each.get("name"))}
    own |= {name for each in link.iterdescendants("*") if (name := each.get("id"))}
    back = [each for each in note.iter("a") if (each.get("href") or "")[1:] in own]
    classes = {name for each in (link, *_around(link)) for name in (each.get("class") or "").split()}
    is_reference = not _REFERENCES.isdisjoint(classes) or link.get("role") == "doc-noteref"
    if note in link.iterancestors() or not (back or is_reference):
        return None
    if target.tag == "a" and not back:
        return None
    # Of two that lead to each other, the first in the page is the reference.
    return note if is_reference or note.tag == "li" or _is_before(link, note) else None


def _around(link: Element) -> list[Element]:
    found = [link]
    for each in link.iterancestors():
        if each.tag not in _WRAPPERS or len(found) > _RELATED:
            break
        found.append(each)
    return found


def _is_before(one: Element, other: Element) -> bool:
    """Tell whether an element stands before another one in the page."""
    ancestors = [one, *one.iterancestors()]
    for each in (other, *other.iterancestors()):
        parent = each.getparent()
        if parent is not None and parent in ancestors:
            child = ancestors[ancestors.index(parent) - 1]
            return parent.index(child) < parent.index(each)
    return False


def _write_number(link: Element, number: str) -> Iterator[Claim]:
    shown = _text(link)
    outer = link
    for each in link.iterancestors(*_WRAPPERS):
        if _text(each).strip("[] ") != number:
            break
        outer, shown = each, _text(each)
    yield from (Claim("sign", shown=sign) for sign in "[]" if sign not in shown)
    for child in list(outer):
        outer.remove(child)
    outer.tag, outer.text = "span", f"[{number}]"
    for name in {"href", "class", "aria-hidden", "hidden"}.intersection(outer.keys()):
        del outer.attrib[name]


def _mark_ways_back(note: Element) -> None:
    for link in list(note.iter("a")):
        href, text = link.get("href") or "", _text(link)
        classes = set((link.get("class") or "").split())
        is_back = not _BACK.isdisjoint(classes) or link.get("role") == "doc-backlink"
        is_sign = not any(char.isalnum() for char in text) or (len(text) == 1 and text.isalpha())
        if not (href.startswith("#") and (is_back or is_sign)):
            continue
        outer = link
        for each in link.iterancestors("span", "sup", "b", "i"):
            if any(char.isalnum() for char in _text(each).replace(text, "", 1)) or each is note:
                break
            outer = each
        outer.set("data-footnote-backref", "")


def _as_list(note: Element, number: str) -> Iterator[Claim]:
    """Make a note that is no entry of a list one; its own number goes."""
    if note.tag not in ("div", "aside", "p"):
        return
    label = next(
        (each for each in note.iter("a", "span", "sup") if _text(each).strip("[] .") == number), None
    )
    if (
        label is None
        or (note.text or "").strip()
        or any(True for _ in label.iterancestors("li", "p") if note.tag != "p")
    ):
        return
    while (
        (outer := label.getparent()) is not None
        and outer is not note
        and _text(outer).strip("[] .") == number
    ):
        label = outer
    if label.getprevious() is not None:
        return
    yield Claim("number", _text(label))
    tail, label.tail = label.tail, None
    parent = cast("Element", label.getparent())
    parent.text = (parent.text or "") + (tail or "")
    parent.remove(label)
    before = note.getprevious()
    entry = etree.Element("li")
    note.addprevious(entry)
    behind, note.tail = note.tail, None
    if note.tag == "p":
        note.tag = "div"
    entry.append(note)
    if before is not None and before.get("data-notes") is not None and not (before.tail or "").strip():
        before.append(entry)
        before.tail = behind
    else:
        entries = etree.Element("ol", {"start": number, "data-notes": ""})
        entry.addprevious(entries)
        entries.append(entry)
        entries.tail = behind
