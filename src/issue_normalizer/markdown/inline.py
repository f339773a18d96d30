"""Inline nodes -> Markdown.

Emphasis is the hard part: CommonMark does not read `**重点。**后续` as bold, because the closing
asterisks stand between punctuation and a letter. Then trailing punctuation moves out of the bold
(`**重点**。后续`), or where that does not help, the HTML element is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from unicodedata import category

from msgspec import Struct

from issue_normalizer.inline_types import has_children, has_text, is_image, is_link, is_styled, is_text
from issue_normalizer.markdown.escape import Neighbours, escape_text, has_loose_brackets, keep_bare
from issue_normalizer.patterns import rare
from issue_normalizer.text import is_punctuation
from issue_normalizer.tree import Break, Code, Image, Inline, Inlines, Link, Styled, Text
from issue_normalizer.urls import canonical_url, is_spelled_out

_MARKS: Final = {"strong": "**", "em": "*", "del": "~~"}
# Text without these, `://` and `www.` is written as it is.
_SIGN: Final = re.compile(r"[\\`*_~<&\[\]|!]")
_BACKTICKS: Final = rare(r"`+")
_ENTITY_IN_URL: Final = rare(r"&(?=#?\w+;)")
_AUTOLINK: Final = rare(r"[A-Za-z][A-Za-z0-9+.\-]{1,31}:[^\s<>\x00-\x20]*\Z")


class _Paragraph:
    """What a text needs to know of the paragraph around it."""

    def __init__(self, nodes: Inlines) -> None:
        self.nodes, self.strikes = nodes, _has_strikes(nodes)
        self._mail: bool | None = None

    def may_hold_mail(self) -> bool:
        """Tell whether there is an at sign, as in an e-mail address; looked for once."""
        if self._mail is None:
            self._mail = _holds_at(self.nodes)
        return self._mail


class _Context(Struct, frozen=True, gc=False):
    """Where a text stands: in a label, and whether brackets in it must be escaped."""

    paragraph: _Paragraph
    brackets: bool = False
    in_label: bool = False


def render_inlines(nodes: Inlines, *, in_table: bool = False) -> str:
    """Render inline nodes (tidied, soft breaks resolved) on one line."""
    if len(nodes) == 1 and is_text(nodes[0]) and _is_plain(nodes[0].text):
        return nodes[0].text
    text = _render(nodes, _Context(_Paragraph(nodes)))
    return text.replace("|", "\\|") if in_table else text


def _is_plain(text: str) -> bool:
    """Tell whether nothing in a text could be read as markup or an address."""
    if _SIGN.search(text) or "://" in text:
        return False
    return "." not in text or "www." not in text.lower()


def _has_strikes(nodes: Inlines) -> bool:
    """Tell whether a tilde could find another to pair with, or come between the marks of emphasis.

    cmark-gfm takes a lone tilde before a closing mark for a reason not to close.
    """
    return _count_tildes(nodes) > 1


def _holds_at(nodes: Sequence[Inline]) -> bool:
    for node in nodes:
        text = node.alt if is_image(node) else node.text if has_text(node) else ""
        if "@" in text:
            return True
        if has_children(node) and _holds_at(node.children):
            return True
    return False


def _count_tildes(nodes: Sequence[Inline]) -> int:
    count = 0
    for node in nodes:
        if is_text(node):
            count += node.text.count("~")
        elif has_children(node):
            count += is_styled(node) + _count_tildes(node.children)
        elif is_image(node):
            count += node.alt.count("~")
    return count


def _render(nodes: Sequence[Inline], context: _Context, before: str = "", after: str = "") -> str:
    """Render nodes; `before` and `after` are the characters around them in the output."""
    parts: list[str] = []
    last = before
    for index, node in enumerate(nodes):
        if is_text(node) and _is_plain(node.text):
            text = node.text  # what most are
        else:
            upcoming = _opening(nodes[index + 1]) if index + 1 < len(nodes) else after
            if is_styled(node):
                text = _styled(node, context, last, upcoming)
            elif is_text(node):
                text = _escaped(node.text, context, Neighbours(last, upcoming))
            else:
                text = _atom(node, context)
        parts.append(text)
        last = text[-1:] or last
    return "".join(parts)


def _escaped(text: str, context: _Context, around: Neighbours) -> str:
    mail = "<" in text and context.paragraph.may_hold_mail()
    strikes = context.paragraph.strikes
    text = escape_text(text, around, strikes=strikes, brackets=context.brackets, mail=mail)
    if not context.in_label:
        text = keep_bare(text, around.before)
    return text[:-1] + "\\!" if text.endswith("!") and around.after == "[" else text


def _opening(node: Inline) -> str:
    """Give the first character that a node is written with."""
    if is_text(node):
        return node.text[:1]
    if type(node) is Code:
        return "`"
    if is_styled(node):
        return "<" if node.kind in ("sub", "sup") else _MARKS[node.kind][0]
    if is_link(node):
        return "<" if _is_autolink(node) else "["
    return "!" if is_image(node) else "<"  # a break in a cell is `<br>`


def _atom(node: Code | Image | Link | Break, context: _Context) -> str:
    """Write what is no text. Breaks are left in table cells only."""
    if type(node) is Code:
        return _code(node.text)
    if is_image(node):
        return f"![{_label((Text(node.alt),), context)}]({_destination(node.url)})"
    if is_link(node):
        if _is_autolink(node):
            return f"<{_text_of(node)}>"
        return f"[{_label(node.children, context)}]({_destination(node.url)})"
    return "<br>"


def _code(text: str) -> str:
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    runs = set(map(len, _BACKTICKS.findall(text)))
    fence = "`" * next(length for length in range(1, longest + 2) if length not in runs)
    padding = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def _label(children: Inlines, context: _Context) -> str:
    loose = any(has_loose_brackets(text) for text in _texts(children))
    inside = _Context(context.paragraph, loose, in_label=True)
    text = _render(children, inside, "[", "]")
    return "\\" + text if text.startswith("^") else text  # `[^` begins a footnote


def _texts(nodes: Sequence[Inline]) -> list[str]:
    """Collect the texts that could hold brackets; emphasis is looked into, each text by itself."""
    found: list[str] = []
    for node in nodes:
        if is_text(node):
            found.append(node.text)
        elif is_styled(node):
            found += _texts(node.children)
        elif is_image(node):
            found.append(node.alt)
    return found


def _destination(url: str) -> str:
    """Write an address: in angles where its parentheses are not even, or stand in each other."""
    if "&" in url:
        url = _ENTITY_IN_URL.sub("&amp;", url)
    if "(" not in url and ")" not in url:
        return url
    depth = 0
    for char in url:
        depth += (char == "(") - (char == ")")
        if depth not in (0, 1):
            break
    return f"<{url}>" if depth else url


def _is_autolink(node: Link) -> bool:
    text = _text_of(node)
    return (
        ":" in text
        and is_spelled_out(node.url, text)
        and _AUTOLINK.match(text) is not None
        and canonical_url(text) == node.url
        and not node.url.startswith("mailto:")
        and text.isascii()
        and not _ENTITY_IN_URL.search(text)  # cmark reads it, markdown-it does not
    )


def _text_of(node: Link) -> str:
    if len(node.children) == 1 and is_text(node.children[0]):
        return node.children[0].text
    return ""


def _styled(node: Styled, context: _Context, before: str, after: str) -> str:
    if node.kind in ("sub", "sup"):
        return f"<{node.kind}>{_render(node.children, context, '>', '<')}</{node.kind}>"
    mark = _MARKS[node.kind]
    if node.kind == "em" and len(node.children) == 1 and before != "*" and after != "*":
        only = node.children[0]
        if is_styled(only) and only.kind == "strong":
            inner = _render(only.children, context, "*", "*")
            if _holds(inner, "***", before, after):
                return f"***{inner}***"
    inner = _render(node.children, context, mark[0], mark[0])
    if _holds(inner, mark, before, after):
        return mark + inner + mark
    shorter, moved = _without_final_punctuation(node.children)
    if shorter and moved:
        inner = _render(shorter, context, mark[0], mark[0])
        if _holds(inner, mark, before, moved[0]):
            return mark + inner + mark + moved  # nothing in it is ASCII
    inner = _render(node.children, context, ">", "<")
    return f"<{node.kind}>{inner}</{node.kind}>"


def _holds(inner: str, mark: str, before: str, after: str) -> bool:
    """Tell whether the marks are read as emphasis here (CommonMark 6.2, left- and right-flanking).

    Symbols such as emoji are punctuation since CommonMark 0.31, but not to GitHub: it must hold both ways.
    """
    first, last, char = inner[0], inner[-1], mark[0]
    if char in (first, last, before, after):  # runs would join into one of another length
        return False
    opens = not is_punctuation(first) or before in ("", " ") or _is_old_punctuation(before)
    closes = not is_punctuation(last) or after in ("", " ") or _is_old_punctuation(after)
    return opens and closes


def _is_old_punctuation(char: str) -> bool:
    """Tell whether a character was punctuation before CommonMark 0.31."""
    return is_punctuation(char) and (char.isascii() or category(char)[0] == "P")


def _without_final_punctuation(children: Inlines) -> tuple[Inlines, str]:
    """Take final stops and the like (not brackets or quotes) off the end of emphasised text."""
    last = children[-1]
    if not is_text(last):
        return children, ""
    end = len(last.text)
    while end and not last.text[end - 1].isascii() and category(last.text[end - 1]) in ("Po", "Pd"):
        end -= 1
    kept, moved = last.text[:end], last.text[end:]
    if not kept or kept[-1] == " ":
        return (), ""
    return (*children[:-1], Text(kept)), moved
