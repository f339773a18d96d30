"""Formulas as pages draw them -> TeX between dollars, once.

KaTeX, MathJax and MathML give a formula as TeX, as MathML and as drawn signs, side by side; TeX is taken where the
page holds it.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, cast

from issue_normalizer.claims import Claim
from issue_normalizer.patterns import rare
from issue_normalizer.readers.elements import all_text
from issue_normalizer.readers.visible import visible_text
from issue_normalizer.text import collapse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Classes of what draws a formula; with `display`, on a line of its own.
_ROOTS: Final = frozenset(
    "katex katex-display katex-block MathJax MathJax_Display MathJax_SVG MathJax_SVG_Display MathJax_CHTML MathJax_Preview "  # noqa: E501
    "MJXc-display mjx-chtml mjx-full-width mwe-math-element ztext-math math-inline math-display latex-rendered".split()  # noqa: E501
)
_DISPLAY: Final = ("display", "block")
_TEX_ATTRIBUTES: Final = (
    "data-tex",
    "data-latex",
    "data-formula",
    "data-expression",
    "data-math-tex",
    "alttext",
)
# Where the address of an image holds TeX: a part of the host and path, the parameter ("" for the whole query).  # noqa: E501
_IMAGES: Final = (
    ("zhihu.com/equation", "tex"),
    ("render.githubusercontent.com/render/math", "math"),
    ("latex.codecogs.com/", ""),
    ("chart.googleapis.com/chart", "chl"),
    ("chart.apis.google.com/chart", "chl"),
    ("/latex.php", "latex"),
    ("mathurl.com/render.cgi", ""),
    ("/mathtex.cgi", ""),
    ("math.now.sh", "from"),
    ("juejin.cn/equation", "tex"),
)
_IMAGE_CLASSES: Final = frozenset(
    ("latex", "tex", "math", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display", "ee_img")
)
_SETTING: Final = rare(r"\\(?:dpi|bg|fn|inline|large|small|color)(?:_?\{\w+\}|\s)\s*")
_STYLED: Final = rare(r"\{\\(?:display|text)style\s+(.*)\}", re.DOTALL)
_WRAPPED: Final = (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$"))
_TEX_SIGN: Final = rare(r"[\\^_{}=]")
_IN_TEXT: Final = rare(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)


def settle_formulas(body: Element) -> Iterator[Claim]:
    """Write each formula as text between dollars; tell what stood there."""
    inside: set[Element] = set()  # what draws a formula: all in it is of the same, also when it is taken out
    for element in list(body.iter("span", "div", "p", "mjx-container", "math", "img", "script")):
        if element in inside:
            continue
        is_root = element is not body and element.tag not in ("img", "script") and _is_root(element)
        if is_root:
            inside.update(element.iterdescendants())
        if element.tag == "script":
            yield from _settle_script(element)
        elif element.tag == "img":
            if tex := _of_image(element):
                yield _write(element, tex, is_display=_is_display(element))
        elif is_root and not _has_script_behind(element):
            from issue_normalizer.readers.mathml import tex_of

            tex = _tex_in(element)
            if not tex and (math := next(element.iter("math"), None)) is not None:
                tex = collapse(tex_of(math))
            if tex:
                yield _write(element, tex, is_display=_is_display(element))


def settle_delimiters(body: Element) -> Iterator[Claim]:
    r"""Write `\(…\)` and `\[…\]`, which a script would draw, with dollars too; not in code."""
    for element in body.iter(
        "p", "li", "td", "th", "dd", "dt", "span", "div", "em", "strong", "blockquote", "section"
    ):
        for holder, name in ((element, "text"), *((child, "tail") for child in element)):
            text = getattr(holder, name) or ""
            if "\\(" not in text and "\\[" not in text:
                continue
            found = list(_IN_TEXT.finditer(text))
            if not found or any(True for _ in element.iterancestors("pre", "code")):
                continue
            yield from (Claim("formula", match[0], _in_dollars(match)) for match in found)
            setattr(holder, name, _IN_TEXT.sub(_in_dollars, text))


def _in_dollars(match: re.Match[str]) -> str:
    return f"${match[1].strip()}$" if match[1] else f"$${match[2].strip()}$$"


def _is_root(element: Element) -> bool:
    if element.tag in ("mjx-container", "math"):
        return True
    classes = element.get("class")
    return classes is not None and not _ROOTS.isdisjoint(classes.split())


def _is_display(element: Element) -> bool:
    """Tell whether a formula stands on a line of its own."""
    for each in (element, *element.iter("math", "mjx-container")):
        marks = (each.get("class") or "").lower().replace("mwe-math-fallback-image-", "")
        if each.get("display") in ("block", "true") or any(mark in marks for mark in _DISPLAY):
            return True
    parent = element.getparent()
    return parent is not None and "katex-display" in (parent.get("class") or "")


def _tex_in(element: Element) -> str:
    """Find the TeX that a drawn formula carries."""
    for note in element.iter("annotation"):
        if "tex" in (note.get("encoding") or "").lower() and (note.text or "").strip():
            return _bare_tex(note.text or "")
    for each in element.iter("span", "div", "math", "mjx-container", "mjx-math"):
        for name in _TEX_ATTRIBUTES:
            if value := each.get(name):
                return _bare_tex(value)
    for image in element.iter("img"):
        if tex := _of_image(image):
            return tex
    for script in element.iter("script"):
        if (script.get("type") or "").startswith("math/tex"):
            return _bare_tex(script.text or "")
    return ""


def _bare_tex(text: str) -> str:
    """Give TeX without what only says where it begins and ends, on one line."""
    tex = collapse(text)
    if match := _STYLED.fullmatch(tex):
        tex = match[1].strip()
    for start, end in _WRAPPED:
        if tex.startswith(start) and tex.endswith(end) and len(tex) > len(start) + len(end):
            return tex[len(start) : -len(end)].strip()
    return tex


def _of_image(image: Element) -> str:
    """Give the TeX of an image that shows a formula, "" for other images."""
    source = image.get("data-src") or image.get("src") or ""
    alt = image.get("alt") or ""
    for place, parameter in _IMAGES:
        if place in source:
            from urllib.parse import parse_qs, unquote, urlsplit

            query = urlsplit(source).query
            value = parse_qs(query).get(parameter, [""])[0] if parameter else unquote(query)
            tex = _bare_tex(
                _SETTING.sub("", alt if _TEX_SIGN.search(alt) and not parameter else value or alt)
            )
            if tex:
                return tex
    classes = (image.get("class") or "").split()
    if not _IMAGE_CLASSES.isdisjoint(classes) and alt:
        return _bare_tex(alt)
    return ""


def _has_script_behind(element: Element) -> bool:
    """Tell whether MathJax's own TeX stands behind what it drew."""
    node = element.getnext()
    while node is not None and not (cast("Element", node.getprevious()).tail or "").strip():
        if node.tag == "script":
            return (node.get("type") or "").startswith("math/tex")
        if not _is_root(node):
            return False
        node = node.getnext()
    return False


def _settle_script(script: Element) -> Iterator[Claim]:
    kind = script.get("type") or ""
    tex = _bare_tex(script.text or "") if kind.startswith("math/tex") else ""
    if not tex:
        return
    taken: list[str] = []
    node = script.getprevious()
    while node is not None and _is_root(node) and not (node.tail or "").strip():
        before = node.getprevious()
        taken.insert(0, collapse(visible_text(node)))
        parent = cast("Element", node.getparent())
        if before is None:
            parent.text = (parent.text or "") + (node.tail or "")
        else:
            before.tail = (before.tail or "") + (node.tail or "")
        node.tail = None
        parent.remove(node)
        node = before
    yield _write(script, tex, is_display="display" in kind, drawn=" ".join(taken))


def _write(element: Element, tex: str, *, is_display: bool, drawn: str | None = None) -> Claim:
    """Put TeX between dollars in the place of what shows the formula."""
    taken = collapse(visible_text(element)) if drawn is None else drawn
    if element.tag == "math" and drawn is None:
        taken = collapse(all_text(element))
    for child in list(element):
        element.remove(child)
    tail = element.tail
    element.attrib.clear()
    element.tag, element.text, element.tail = (
        ("p", f"$${tex}$$", tail) if is_display else ("span", f"${tex}$", tail)
    )
    return Claim("formula", taken, element.text)
