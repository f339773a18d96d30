"""Tree -> tree: bring every shape's inline content to one form before it is given a meaning.

- Addresses are absolute where the page or the profile tells the base.
- Bare addresses are links, up to the first character that is not ASCII.
- `**…**` that CommonMark leaves as asterisks beside wide punctuation is bold.
- Links that were never given an address are text.
- GitHub's shortcodes (`:tada:`) are the characters they stand for.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import is_
from typing import Final

from msgspec import Struct

from issue_normalizer.blocks import map_inlines
from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.inline_types import (
    has_children,
    has_text,
    is_break,
    is_image,
    is_link,
    is_styled,
    is_text,
)
from issue_normalizer.inlines import plain, without_style
from issue_normalizer.patterns import rare
from issue_normalizer.text import SHORTCODE, is_punctuation, sign_of
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import (
    Block,
    Blocks,
    Image,
    Inline,
    Inlines,
    Link,
    Styled,
    Text,
)
from issue_normalizer.urls import bare_address, find_bare, image_address, is_spelled_out, resolve, same_file

_MARK: Final = Text("**")
_PAIR: Final = rare(r"(?<!\*)(\*\*)(?!\*)")
_EPHEMERAL: Final = rare(r"https?://mp\.weixin\.qq\.com/s\?(?=.*timestamp=)(?=.*signature=)")


class Normalizer(Struct, frozen=True, gc=False):
    """Normalizes blocks. `base` is what relative addresses resolve against, `page` the page's own."""

    base: str | None
    page: str | None
    found: list[Diagnostic]

    def blocks(self, blocks: Sequence[Block]) -> Blocks:
        """Normalize blocks."""
        return map_inlines(blocks, self._inlines)

    def _inlines(self, nodes: Inlines, line: int) -> Inlines:
        for node in nodes:
            if _needs_care(node):
                break
        else:
            return nodes
        changed = self._addresses(link_bare_addresses(nodes), line)
        if any(is_text(node) and "**" in node.text for node in changed):
            repaired = repair_bold(changed)
            if repaired != changed:
                message = "asterisks beside wide punctuation read as bold"
                near = _first_bold(changed, repaired)
                self.found.append(Diagnostic("emphasis-repaired", message, line, near=near))
                changed = repaired
        return nodes if changed == nodes else tidy(changed)

    def _addresses(self, nodes: Inlines, line: int) -> Inlines:
        out: list[Inline] = []
        for node in nodes:
            if is_link(node):
                children = node.children
                if not is_spelled_out(node.url, plain(children)):  # else a shortcode in it is none
                    children = self._addresses(children, line)
                if not node.url:
                    message = "a link has no address; its text is kept"
                    near = first_text(children)
                    self.found.append(Diagnostic("link-broken", message, line, near=near))
                    out += children
                    continue
                url = self._resolve(node.url, line)
                only = children[0] if len(children) == 1 else None
                if is_image(only) and same_file(url, only.url):  # it leads to itself
                    out += children
                else:
                    is_same = url == node.url and children is node.children
                    out.append(node if is_same else Link(url, children))
            elif is_styled(node):
                children = self._addresses(node.children, line)
                out.append(node if children is node.children else Styled(node.kind, children))
            elif is_image(node):
                out.append(Image(image_address(resolve(node.url, self.base)), node.alt))
            elif is_text(node):
                out.append(Text(_with_emoji(node.text)) if _has_shortcode(node.text) else node)
            else:
                out.append(node)
        return _or_same(out, nodes)

    def _resolve(self, url: str, line: int) -> str:
        if self.page and url.startswith(self.page + "#"):  # a browser made it absolute when it saved the page
            return url[len(self.page) :]
        if "signature=" in url and _EPHEMERAL.match(url):
            message = "a WeChat link with timestamp and signature expires"
            self.found.append(Diagnostic("link-ephemeral", message, line, near=url))
        return resolve(url, self.base)


def _needs_care(node: Inline) -> bool:
    """Tell whether a node may not be as it should: most text and links are."""
    if is_text(node):
        text = node.text
        return "://" in text or "**" in text or "www." in text or _has_shortcode(text)
    if is_link(node):
        if not node.url.startswith("http") or "timestamp=" in node.url or "#" in node.url:
            return True
        for child in node.children:  # noqa: SIM110 - a generator for `any` takes several times as long
            if not is_text(child) or _has_shortcode(child.text):
                return True
        return False
    return not is_break(node)


def _has_shortcode(text: str) -> bool:
    return text.count(":") > 1 and SHORTCODE.search(text) is not None


def _with_emoji(text: str) -> str:
    return SHORTCODE.sub(lambda name: sign_of(name[0]), text) if _has_shortcode(text) else text


def _or_same(changed: Sequence[Inline], nodes: Inlines) -> Inlines:
    """Give the very nodes that there were, where none is another."""
    return nodes if len(changed) == len(nodes) and all(map(is_, changed, nodes)) else tuple(changed)


def link_bare_addresses(nodes: Inlines) -> Inlines:
    """Make links of the addresses in running text."""
    out: list[Inline] = []
    for node in nodes:
        if is_text(node) and ("://" in node.text or "www." in node.text):
            end = 0
            for start, stop in find_bare(node.text):
                address = node.text[start:stop]
                out += (Text(node.text[end:start]), Link(bare_address(address), (Text(address),)))
                end = stop
            out.append(Text(node.text[end:]))
        elif is_styled(node):
            children = link_bare_addresses(node.children)
            out.append(node if children is node.children else Styled(node.kind, children))
        else:
            out.append(node)
    return _or_same([node for node in out if not is_text(node) or node.text], nodes)


def repair_bold(nodes: Sequence[Inline]) -> Inlines:
    r"""Read `**…**` beside wide punctuation as bold, line by line.

    Must fire: `**重点。**后续`, `说**“引”**的`. Must not: `\*\*x\*\*`, `2**3 和 4**5`, where CommonMark
    would have read bold, had it been meant.
    """
    out: list[Inline] = []
    line: list[Inline] = []
    for node in nodes:
        if is_break(node) and node.hard:
            out += (*_repair_line(line), node)
            line = []
        else:
            line.append(node)
    return tidy((*out, *_repair_line(line)))


def _first_bold(before: Sequence[Inline], after: Sequence[Inline]) -> str:
    """Give the start of the first bold that is read anew, as it stands in Markdown."""
    bold = (node for node in after if is_styled(node) and node.kind == "strong")
    return next((f"**{first_text(node.children)}" for node in bold if node not in before), "")


def first_text(nodes: Sequence[Inline]) -> str:
    """Give the text that nodes begin with, up to the first that is none."""
    first = nodes[0] if nodes else None
    if has_children(first):
        return first_text(first.children)
    return first.text if has_text(first) else ""


def _repair_line(line: Sequence[Inline]) -> Sequence[Inline]:
    """Pair the marks of a line anew: CommonMark has paired some of them across the others.

    In `**甲。**乙**丙。**丁` it reads 乙 as bold. Where the marks do not come out even, neighbours that
    CommonMark left alone are paired, and its own bold stays.
    """
    if not any(is_text(node) and "**" in node.text for node in line):
        return line
    loose = _marks_apart(line, open_bold=True)
    marks = [index for index, node in enumerate(loose) if node == _MARK]
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    whole = len(marks) % 2 == 0 and all(_edges(loose, *pair) is not None for pair in pairs)
    if whole and any(_is_stuck(loose, *pair) for pair in pairs):
        return _bold(loose, pairs)
    apart = _marks_apart(line, open_bold=False)
    stuck: list[tuple[int, int]] = []
    for first, last in pairwise(index for index, node in enumerate(apart) if node == _MARK):
        if (not stuck or stuck[-1][1] < first) and _is_stuck(apart, first, last):
            stuck.append((first, last))
    return _bold(apart, stuck) if stuck else line


def _marks_apart(line: Sequence[Inline], *, open_bold: bool) -> list[Inline]:
    """Make nodes of their own of the asterisk pairs in text; of read bold too, with `open_bold`."""
    out: list[Inline] = []
    for node in line:
        if is_text(node) and "**" in node.text:
            out += (Text(piece) for piece in _PAIR.split(node.text) if piece)
        elif open_bold and is_styled(node) and node.kind == "strong":
            out += (_MARK, *node.children, _MARK)
        else:
            out.append(node)
    return out


def _bold(nodes: Sequence[Inline], pairs: Sequence[tuple[int, int]]) -> list[Inline]:
    out: list[Inline] = []
    end = 0
    for first, last in pairs:
        out += (*nodes[end:first], Styled("strong", tuple(without_style("strong", nodes[first + 1 : last]))))
        end = last + 1
    return [*out, *nodes[end:]]


def _edges(nodes: Sequence[Inline], first: int, last: int) -> tuple[str, str] | None:
    """Give the characters just inside two marks; None where they cannot mark bold."""
    if last - first < 2:
        return None
    start, end = _edge(nodes[first + 1], last=False), _edge(nodes[last - 1], last=True)
    return None if not start or not end or start.isspace() or end.isspace() else (start, end)


def _is_stuck(nodes: Sequence[Inline], first: int, last: int) -> bool:
    """Tell whether wide punctuation is what keeps two marks from being read as bold."""
    inside = _edges(nodes, first, last)
    if inside is None:
        return False
    before = _edge(nodes[first - 1], last=True) if first else ""
    after = _edge(nodes[last + 1], last=False) if last + 1 < len(nodes) else ""
    start, end = inside
    opens = not is_punctuation(start) or before in ("", " ") or is_punctuation(before)
    closes = not is_punctuation(end) or after in ("", " ") or is_punctuation(after)
    return (not opens and not start.isascii()) or (not closes and not end.isascii())


def _edge(node: Inline, *, last: bool) -> str:
    """Give the character a node begins or ends with in Markdown; marks of its own count as letters."""
    if is_text(node):
        return node.text[-1:] if last else node.text[:1]
    return "x"
