"""What word processors write into HTML: a title that is no heading, lists that are paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from lxml import etree
from msgspec import Struct

from issue_normalizer.claims import Claim
from issue_normalizer.patterns import rare
from issue_normalizer.readers.elements import all_text
from issue_normalizer.readers.hidden import take_elements
from issue_normalizer.text import collapse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TITLE_CLASS: Final = "MsoTitle"
_LIST_STYLE: Final = "mso-list"
_LIST: Final = rare(r"mso-list:\s*l\d+\s+level([1-9])\b")
_IGNORED: Final = rare(r"mso-list:\s*ignore", 2)  # re.IGNORECASE
_NUMBER: Final = rare(r"(\d{1,3})[.)]")
_BULLETS: Final = frozenset("·•o▪-–—*■◦")
_LEVELS: Final = ("h1", "h2", "h3", "h4", "h5")


def settle_titles(page: Element) -> None:
    """Make a heading of a paragraph that the program styled as the title; other headings go below it.

    Must fire: `p.MsoTitle`, `p.title#h.x1`. Must not: two of them, a class of a theme.
    """
    found = [each for each in page.iter("p") if _is_title(each) and collapse(all_text(each))]
    if len(found) != 1:
        return
    for heading in list(page.iter(*_LEVELS)):
        heading.tag = f"h{int(str(heading.tag)[1]) + 1}"
    found[0].tag = "h1"


def _is_title(paragraph: Element) -> bool:
    name = paragraph.get("class")
    if name is None or name == _TITLE_CLASS:
        return name is not None
    return "title" in name.split() and (paragraph.get("id") or "").startswith("h.")


def settle_lists(body: Element) -> Iterator[Claim]:
    """Make lists of paragraphs that are styled as entries of one: their bullets and numbers go."""
    lists: list[tuple[int, Element]] = []  # those that are open, with their levels, the outermost first
    styled = [each for each in body.iter("p") if _LIST_STYLE in (each.get("style") or "")]
    for paragraph in styled:
        entry = _entry(paragraph)
        if entry is None:
            continue
        kind = "ol" if entry.sign[0].isdigit() else "ul"
        if lists and (paragraph.getprevious() is not lists[0][1] or _is_other(lists[0], entry.level, kind)):
            lists = []
        while len(lists) > 1 and lists[-1][0] > entry.level:
            lists.pop()
        if not lists or lists[-1][0] < entry.level:
            opened: Any = etree.Element(kind)  # Any: in lxml's type stubs, sourceline cannot be set
            opened.sourceline = paragraph.sourceline or 0
            if lists:
                lists[-1][1][-1].append(opened)
            else:
                paragraph.addprevious(opened)
            lists.append((entry.level, opened))
        take_elements(paragraph, [entry.mark])
        paragraph.tag, paragraph.tail = "li", None
        lists[-1][1].append(paragraph)
        yield Claim("number" if kind == "ol" else "sign", entry.sign)


class _Entry(Struct, frozen=True, gc=False):
    level: int
    mark: Element
    sign: str


def _entry(paragraph: Element) -> _Entry | None:
    """Read a paragraph as an entry: its level, and the element that shows its bullet."""
    found = _LIST.search(paragraph.get("style") or "")
    if found is None or (paragraph.tail or "").strip():
        return None
    for span in paragraph.iter("span"):
        if _IGNORED.search(span.get("style") or ""):
            sign = collapse(all_text(span))
            return _Entry(int(found[1]), span, sign) if sign in _BULLETS or _NUMBER.fullmatch(sign) else None
    return None


def _is_other(first: tuple[int, Element], level: int, kind: str) -> bool:
    return first[0] == level and first[1].tag != kind
