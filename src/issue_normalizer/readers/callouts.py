"""Boxes of themes that call out a note, a tip, a warning -> alerts as GitHub writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from lxml import etree

from issue_normalizer.claims import Claim
from issue_normalizer.readers.visible import visible_text
from issue_normalizer.text import collapse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Classes of boxes: MkDocs and Sphinx, Docusaurus, VitePress, Obsidian, Hugo, Bootstrap, GitBook.
_BOXES: Final = frozenset(
    "admonition theme-admonition custom-block callout notices notice alert hint admonitionblock hint-container".split()  # noqa: E501
)
_KINDS: Final = {
    "note": "NOTE", "info": "NOTE", "abstract": "NOTE", "seealso": "NOTE", "primary": "NOTE", "question": "NOTE", "example": "NOTE",  # noqa: E501
    "tip": "TIP", "hint": "TIP", "success": "TIP", "important": "IMPORTANT",
    "warning": "WARNING", "attention": "WARNING", "caution": "CAUTION", "danger": "CAUTION", "error": "CAUTION", "bug": "CAUTION",  # noqa: E501
}  # fmt: skip
# What a box calls itself, where its title says nothing else.
_OWN_TITLES: Final = frozenset(
    "note info tip hint important warning attention caution danger error success abstract question example bug see also "  # noqa: E501
    "注意 提示 警告 危险 信息 重要 小贴士 说明 备注 注 危險 資訊 注記 ヒント 警告 참고 팁 경고".split()
) | {"see also"}
_FEW: Final = 3  # boxes
_OF_ITEMS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol")
_TITLES: Final = ("title", "heading", "header")


def settle_callouts(body: Element) -> Iterator[Claim]:
    """Make quotes of boxes, with `[!TIP]` for a title that only names the kind; other titles are bold."""
    boxes = list(body.iter("div", "aside", "section", "blockquote"))
    unnamed = [box for box in boxes if _is_callout(box)]
    if len(unnamed) > _FEW:  # what there are so many of is the news
        unnamed = []
    for box in boxes:
        kind = _kind_of(box)
        if not kind:
            if box in unnamed:
                box.tag = "blockquote"
            continue
        title = next(
            (
                part
                for part in box.iterdescendants("p", "div", "span", "strong", "summary")
                if _is_title(part)
            ),
            None,
        )
        shown = collapse(visible_text(title)) if title is not None else ""
        if title is None:
            mark = etree.Element("p")
            mark.tail, box.text = box.text, None
            box.insert(0, mark)
            mark.text = f"[!{kind}]"
            yield Claim("alert", "", mark.text)
        elif shown.lower() in _OWN_TITLES or not shown:
            for child in list(title):
                title.remove(child)
            title.tag, title.text = "p", f"[!{kind}]"
            yield Claim("alert", shown, title.text)
        else:
            title.tag = "dt"  # bold, on a line of its own
        box.tag = "blockquote"


def _is_callout(box: Element) -> bool:
    """Tell whether a class calls a box a callout, of no kind.

    Must not fire: a box with a heading, a list, or that begins with a link is of the document.
    """
    names = (box.get("class") or "").lower()
    if "callout" not in names or next(box.iter(*_OF_ITEMS), None) is not None:
        return False
    first = next((each for each in box.iter() if (each.text or "").strip()), None)
    if first is not None and first.tag == "a":
        return False
    words = [name.split("-") for name in names.replace("_", "-").split()]
    return any("callout" in parts and parts[-1] in ("callout", "card", "block", "box") for parts in words)


def _kind_of(box: Element) -> str:
    """Give the kind of a box, "" for what is none."""
    names = (box.get("class") or "").lower().split()
    if _BOXES.isdisjoint(names):
        return ""
    words = [box.get("data-callout") or "", *names]
    words += [name.rpartition("-")[2] for name in names]
    return next((_KINDS[word] for word in words if word in _KINDS), "")


def _is_title(part: Element) -> bool:
    classes = (part.get("class") or "").lower()
    return any(name in classes for name in _TITLES)
