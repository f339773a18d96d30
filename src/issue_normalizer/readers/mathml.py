"""MathML that carries no TeX -> TeX of the same meaning, as far as its elements are common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FORMS: Final = {
    "mfrac": r"\frac{%s}{%s}",
    "msup": "%s^{%s}",
    "msub": "%s_{%s}",
    "msubsup": "%s_{%s}^{%s}",
    "munder": "%s_{%s}",
    "mover": "%s^{%s}",
    "munderover": "%s_{%s}^{%s}",
}
_IGNORED: Final = frozenset(("annotation", "annotation-xml", "mphantom", "none", "mprescripts"))
_SCRIPTED: Final = frozenset(("msup", "msub", "msubsup", "munder", "mover", "munderover"))


def tex_of(element: Element) -> str:
    """Write an element of MathML as TeX; what is not known is written as its parts."""
    tag = str(element.tag).rpartition("}")[2].rpartition(":")[2]
    if tag in _IGNORED:
        return ""
    parts = [tex_of(child) for child in element if isinstance(child.tag, str)]
    if tag == "mtext":
        return rf"\text{{{(element.text or '').strip()}}}" if (element.text or "").strip() else " "
    if not parts:
        text = (element.text or "").strip()
        return rf"\{text} " if tag == "mi" and len(text) > 1 and text in _FUNCTIONS else text
    if tag == "mroot" and len(parts) == 2:
        return rf"\sqrt[{parts[1]}]{{{parts[0]}}}"
    if tag == "msqrt":
        return rf"\sqrt{{{''.join(parts)}}}"
    if tag in ("mtr", "mlabeledtr"):
        return " & ".join(parts)
    if tag == "mtable":
        return r"\begin{matrix}" + r" \\ ".join(parts) + r"\end{matrix}"
    form = _FORMS.get(tag)
    if form is None or form.count("%s") != len(parts):
        return "".join(parts)
    if tag in _SCRIPTED:
        scripts = [part if len(part) == 1 else f"{{{part}}}" for part in parts[1:]]
        return form.replace("{%s}", "%s") % (parts[0], *scripts)
    return form % tuple(parts)


_FUNCTIONS: Final = frozenset("sin cos tan cot log ln exp lim max min sup inf det dim ker arg gcd".split())
