"""Text dumps of rendered pages: lines with bullets and indents, all markup lost.

Tools differ in the bullet, the indent, whether continuation lines are indented, and whether long
lines were wrapped. Only the shape is read here: which words are headings is for the interpretation.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import Final

from issue_normalizer.claims import Claim, Intake
from issue_normalizer.inline_types import is_link, is_text
from issue_normalizer.limits import refuse_deep
from issue_normalizer.options import DEFAULT, Options
from issue_normalizer.readers.dump_lines import (
    DUMP,
    IN_BRACKETS,
    MARKER,
    Ways,
    shows_links,
    spaced,
    with_inner_bullets,
    without_brackets,
)
from issue_normalizer.readers.front_matter import split_table
from issue_normalizer.readers.furniture import whole
from issue_normalizer.readers.outdents import join_outdents
from issue_normalizer.readers.references import between_marks, has_marks, linked_line, without_marks
from issue_normalizer.readers.underlines import MARK, find_underlines
from issue_normalizer.readers.wrapping import Wrapping
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import (
    Block,
    Blocks,
    Break,
    Document,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    Text,
)

_HEADING: Final = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*$")
_RULE: Final = re.compile(r"(?:[-_*=─—]\s?){3,}$")
# A row of the archive table: years spelled out over four cells, dashes for empty ones, dates.
_TABLE_ROW: Final = re.compile(r"(?:[-–\d]|\d{4}-\d{2}-\d{2})(?:[\s|]+(?:[-–\d]|\d{4}-\d{2}-\d{2}))+\s*$")
_DAY: Final = re.compile(r"\d{1,2}\. [^\W\d_]{3,12} (?:19|20)\d\d")  # `12. April 2026` is no entry
# What is left of the anchor that a heading carries.
_ANCHOR: Final = re.compile(r"^\s*(?:\[\s?\]|¶)(?=\S|$)")
_ONLY_SIGNS: Final = re.compile(r"[，。；：、！？）】」》,;)\]]+")
_ADDRESS: Final = re.compile(r"https?://\S+")
_TO_ADDRESS: Final = re.compile(r"(?:[^\W\d_][\w -]{0,24}:\s+)?https?://\S+")  # right below an entry
_LABELLED: Final = re.compile(r"[^\s:：]{1,8}[:：]")
_TAG: Final = re.compile(r"\[[^\[\]]{1,40}\]")
_MIN_NESTING: Final = 2  # columns
_TITLE_LINES: Final = 4  # that a link may go on for


def read_dump(text: str, options: Options = DEFAULT, ways: Ways = DUMP) -> Document:
    """Read a text dump as blocks; `is_dump` is set."""
    lines = text.split("\n")
    bulleted = with_inner_bullets(lines)
    referenced = ways.take(bulleted)
    body = whole(referenced.lines) if options.keep_furniture else ways.strip(referenced.lines)
    front = split_table("\n".join(body.lines))
    lined = [spaced(line) for line in front.body.split("\n")]
    anchors = [_ANCHOR.match(line) for line in lined]
    found = [line[anchor.end() :] if anchor else line for line, anchor in zip(lined, anchors, strict=True)]
    underlines = find_underlines(found)
    levels = dict(underlines.levels) or join_outdents(found)
    marked = [at for at in underlines.levels if found[at].startswith(MARK)]
    for at in marked:
        found[at] = found[at].removeprefix(MARK)
    shown = ["" if at in underlines.rows else without_brackets(line) for at, line in enumerate(found)]
    pairs = enumerate(zip(lines, bulleted, strict=True), 1)
    lettered = {number for number, (line, put) in pairs if line != put}
    wrapping = ways.wrapping(front.body.split("\n"))
    parser = _Parser(wrapping, referenced.addresses, lettered, levels)
    blocks = parser.parse(shown, body.first + front.lines + 1)
    above = [
        Span(number, line.strip(), "front-matter")
        for number, line in enumerate(body.lines[: front.lines], body.first + 1)
        if line.strip()
    ]
    left_out = sorted((*body.dropped, *above, *referenced.dropped), key=lambda span: span.line)
    edits = [
        Claim(span.reason.partition(":")[0], part) for span in left_out for part in between_marks(span.text)
    ]
    edits += [Claim("sign", anchor[0]) for anchor in anchors if anchor]
    edits += [Claim("sign", MARK.strip())] * len(marked)
    edits += [Claim("sign", found[at]) for at in sorted(underlines.rows)]
    bracketed = "\n".join([line for line in found if "<" in line])
    edits += [Claim("sign", sign) for _ in IN_BRACKETS.findall(bracketed) for sign in "<>"]
    return Document(
        blocks,
        {key: without_marks(value) for key, value in front.values.items()},
        None,
        tuple([Span(span.line, without_marks(span.text), span.reason) for span in left_out]),
        is_dump=True,
        shows_links=shows_links(found),
        intake=Intake(text, (*edits, *parser.claims)),
    )


class _Open:
    """A list being read: where its bullets stand, and its entries so far."""

    def __init__(self, indent: int, number: int | None, line: int) -> None:
        self.indent, self.number, self.line = indent, number, line
        self.last = 0  # the number of the last entry
        self.items: list[_Entry] = []


class _Entry:
    """A list entry (or the page itself) being read."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.blocks: list[Block | _Open] = []
        self.run: list[Inline] = []
        self.run_line = 0
        self.last = ""  # the line above
        self.linked = 0  # how many lines the link that it begins with may go on for


class _Parser:
    """Lines -> blocks by indent."""

    def __init__(
        self,
        wrapping: Wrapping | None,
        addresses: Mapping[int, str],
        lettered: Container[int],
        levels: Mapping[int, int],
    ) -> None:
        self.wrapping = wrapping
        self.addresses = addresses
        self.lettered = lettered  # lines whose bullet was the letter `o`
        self.levels = levels  # of the lines that are headings
        self.claims: list[Claim] = []

    def parse(self, lines: Sequence[str], first_line: int) -> Blocks:
        root = _Entry(first_line)
        stack: list[_Open] = []
        blank = False
        for number, line in enumerate(lines, first_line):
            if level := self.levels.get(number - first_line):
                stack.clear()
                _close_run(root)
                root.blocks.append(Heading(min(level, 6), tidy(self._linked(line.strip())), number))
            elif not line.strip():
                blank = True
            else:
                self._take(root, stack, line, number, blank=blank)
                blank = False
        return _finish(root)

    def _take(self, root: _Entry, stack: list[_Open], line: str, number: int, *, blank: bool) -> None:
        content = line.lstrip()
        indent = len(line) - len(content)
        is_none = _TABLE_ROW.match(content) or _RULE.match(content) or _DAY.fullmatch(content)
        marker = None if is_none else MARKER.match(content)
        is_below = not marker and (blank or _TO_ADDRESS.fullmatch(content) is None)
        while stack and (indent < stack[-1].indent or (is_below and indent == stack[-1].indent)):
            stack.pop()
        if marker:
            value = int(marker[2]) if marker[2] else None
            if marker[2]:
                self.claims.append(Claim("number", marker[0]))
            elif number in self.lettered:
                self.claims.append(Claim("sign", "o"))
            if stack and indent == stack[-1].indent and not _goes_on(stack[-1], value):
                stack.pop()
            while stack and stack[-1].indent < indent < stack[-1].indent + _MIN_NESTING:
                stack.pop()  # a little deeper is another list of the same level
            if not stack or indent > stack[-1].indent:
                parent = stack[-1].items[-1] if stack else root
                _close_run(parent)
                opened = _Open(indent, value, number)
                parent.blocks.append(opened)
                stack.append(opened)
                refuse_deep(2 * len(stack))
            if stack[-1].items:
                _close_run(stack[-1].items[-1])
            entry = _Entry(number)
            stack[-1].items.append(entry)
            stack[-1].last = value or 0
            entry.run_line = number
            entry.last = line
            entry.run += self._linked(content[marker.end() :], begins_entry=True)
            links = [node for node in entry.run if is_link(node)]
            entry.linked = _TITLE_LINES if len(links) == 1 else 0
            return
        entry = stack[-1].items[-1] if stack else root
        if not stack and self._add_block(entry, content, number):
            return
        self._add_line(entry, line, number, blank=blank)

    def _add_block(self, entry: _Entry, content: str, number: int) -> bool:
        """Add what shows itself by its own signs, outside lists: headings, rules, quotes."""
        heading = _HEADING.match(content)
        if heading:
            _close_run(entry)
            if children := tidy(self._linked(heading[2])):
                entry.blocks.append(Heading(len(heading[1]), children, number))
        elif _RULE.match(content) and len(content) >= 3:
            _close_run(entry)
            entry.blocks.append(Rule(number))
        elif content.startswith("> "):
            self.claims.append(Claim("sign", ">"))
            _close_run(entry)
            if children := tidy(self._linked(content[2:])):
                entry.blocks.append(Quote((Paragraph(children, number),), number))
        else:
            return False
        return True

    def _linked(self, content: str, *, begins_entry: bool = False) -> list[Inline]:
        if not has_marks(content):
            return [Text(content)]
        return linked_line(content, self.addresses, begins_entry=begins_entry)

    def _add_line(self, entry: _Entry, line: str, number: int, *, blank: bool) -> None:
        content = line.lstrip()
        if blank or (entry.blocks and isinstance(entry.blocks[-1], _Open) and not entry.run):
            _close_run(entry)
        if entry.run and (_ONLY_SIGNS.fullmatch(content) or _is_cut_address(entry.last, content)):
            if entry.last.endswith(":"):
                entry.run.append(Text(" "))
            entry.run += self._linked(content)  # of a line that a tool cut before or behind a link
            entry.last = line
            return
        nodes = self._linked(content)
        if entry.run:
            self._join(entry, content, nodes)
        else:
            entry.run_line = number
        entry.run += nodes
        entry.last = line

    def _join(self, entry: _Entry, content: str, nodes: list[Inline]) -> None:
        """Put a break before a line, or what it begins with into the link above that goes on."""
        wrapped = self.wrapping is not None and self.wrapping.goes_on(entry.last, content)
        link = entry.run[-1]
        goes_on = wrapped and entry.linked > 0 and not _LABELLED.match(content)
        if goes_on and is_link(link) and is_text(nodes[0]):
            entry.run[-1] = Link(link.url, (*link.children, Break(hard=False), nodes.pop(0)))
            entry.linked = 0 if nodes else entry.linked - 1
        else:
            entry.run.append(Break(hard=not wrapped and not _ends_in_tag(entry.run)))
            entry.linked = 0


def _goes_on(opened: _Open, number: int | None) -> bool:
    """Tell whether an entry continues a list: of the same kind, and no number is skipped."""
    if opened.number is None or number is None:
        return opened.number is number
    return number <= opened.last + 1


def _is_cut_address(above: str, content: str) -> bool:
    """Tell whether a line is an address that was cut off from its label: `论文：` / `https://…`."""
    return above.endswith((":", "：")) and _ADDRESS.fullmatch(without_marks(content)) is not None


def _ends_in_tag(run: Sequence[Inline]) -> bool:
    """Tell whether the last line is a bracket alone, cut off from the title it belongs to."""
    last = run[-1]
    return is_text(last) and _TAG.fullmatch(last.text) is not None


def _close_run(entry: _Entry) -> None:
    if entry.run:
        children = tidy(entry.run)
        if children:
            entry.blocks.append(Paragraph(children, entry.run_line))
        entry.run = []


def _finish(entry: _Entry) -> Blocks:
    _close_run(entry)
    blocks: list[Block] = []
    for block in entry.blocks:
        if isinstance(block, _Open):
            items = tuple(
                ListItem(found, None, item.line) for item in block.items if (found := _finish(item))
            )
            if items:
                blocks.append(List(items, block.number, block.line))
        else:
            blocks.append(block)
    return tuple(blocks)
