"""Markdown text -> blocks, by way of HTML: raw HTML in it is read like any other HTML.

The judge of what Markdown means is GitHub's renderer, cmark-gfm. Where markdown-it-py's GFM set-up
differs, the rules here follow cmark-gfm: no fuzzy links (`i.MX`), no e-mail addresses out of chip
names, `~one tilde~` strikes, and a bare address is kept from emphasis.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Final, cast

from issue_normalizer.errors import RefusedError
from issue_normalizer.limits import refuse_deep
from issue_normalizer.readers.hidden import take_hidden
from issue_normalizer.readers.html import parse, prepare, read_element
from issue_normalizer.readers.maths import settle_formulas
from issue_normalizer.readers.notes import settle_notes
from issue_normalizer.safe import remove_unsafe
from issue_normalizer.tree import Blocks
from issue_normalizer.urls import canonical_url, trim_bare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element as Element
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_SCHEME_BEFORE: Final = re.compile(r"(?:^|[^A-Za-z0-9])(https?|ftp)$", re.IGNORECASE)
# A box that begins an entry, in the source: `\[x]` is none (cmark-gfm, extensions/tasklist.c).
_TASK: Final = re.compile(r"\[([ xX])\][ \t]")
# Footnotes are shown as GitHub shows them: numbers in brackets, the notes as a list at the end.
_FOOTNOTE: Final = {
    "footnote_block_open": "<ol>",
    "footnote_block_close": "</ol>",
    "footnote_open": "<li>",
    "footnote_close": "</li>",
}
# GFM 6.11: these tags are shown as text.
_FILTERED: Final = re.compile(
    r"<(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)\b|!(?!--))", re.IGNORECASE
)
# GitHub takes these off and leaves what is inside in its line.
_UNWRAPPED: Final = re.compile(
    r"</?(?:address|article|aside|body|button|canvas|center|dialog|fieldset|footer|form|header|hgroup|html|legend"
    r"|main|menu|nav|search)\b",
    re.IGNORECASE,
)
_CONTAINERS: Final = frozenset(("blockquote_open", "list_item_open"))
_MAX_NESTING: Final = 100
_EXPANSION: Final = 4  # times the length of a text that the targets of its links may have
_UP_TO_BLANK: Final = re.compile(r"[^\s<]+")
# Anything but one or two tildes is text (cmark-gfm, extensions/strikethrough.c).
_TILDE: Final = {1: ord("~"), 2: ord("~") << 8}


def read_markdown(text: str, first_line: int = 1) -> Blocks:
    """Read Markdown as blocks; `first_line` is the line of the input that `text` starts on."""
    body = parse_markdown(text, first_line)
    list(settle_notes(body))
    list(settle_formulas(body))
    take_hidden(body)
    prepare(body)
    return read_element(body)


def parse_markdown(text: str, first_line: int = 1) -> Element:
    """Parse Markdown to the `body` element of its HTML."""
    html = remove_unsafe(to_html(text, first_line))  # of what character references gave
    # Any: in lxml's type stubs, sourceline cannot be set
    body: Any = parse(f"<html><body>{html}").find("body")  # a tag that is open at the end takes no other in
    for element in body.iter():  # lines of the HTML in between mean nothing
        element.sourceline = 0
    return cast("Element", body)


def to_html(text: str, first_line: int = 1) -> str:
    """Render Markdown to HTML whose block elements carry their source line in `data-line`."""
    env: dict[str, Any] = {}
    tokens = _parser(footnotes="[^" in text).parse(text, env)
    _refuse_expansion(tokens, env, text)
    deepest = max((token.level for token in tokens if token.type in _CONTAINERS), default=0)
    refuse_deep(deepest + 1, _MAX_NESTING - 1)  # what is deeper, the parser leaves out
    return _Renderer(first_line).render(tokens)


@cache
def _parser(*, footnotes: bool) -> MarkdownIt:
    """Build a parser once; it keeps no state between texts."""
    from markdown_it import MarkdownIt

    md = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable("table")
    md.inline.ruler.before("escape", "tilde", _tilde)
    md.inline.ruler.before("escape", "bare_address", _bare_address)
    md.inline.ruler2.before("emphasis", "tilde", _strike)
    if footnotes:
        from mdit_py_plugins.footnote import footnote_plugin

        md.use(footnote_plugin, inline=False)
    md.normalizeLink = canonical_url  # type: ignore[method-assign]
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # the HTML reader decides
    return md


def _refuse_expansion(tokens: Sequence[Token], env: Mapping[str, Any], text: str) -> None:
    """Raise RefusedError where long definitions (`[a]: …`), referred to often, would make a text huge."""
    allowed = max(_EXPANSION * len(text), 100_000)
    longest = max((len(one["href"]) for one in env.get("references", {}).values()), default=0)
    if longest * text.count("]") <= allowed:
        return
    links = (child.attrs for token in tokens for child in token.children or () if child.attrs)
    if sum(len(str(attrs.get("href") or attrs.get("src") or "")) for attrs in links) > allowed:
        raise RefusedError("its link definitions would make it many times as long; write the links out")


def _tilde(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's rule signature
    if state.src[state.pos] != "~" or silent:
        return False
    scanned = state.scanDelims(state.pos, canSplitWord=True)
    token = state.push("text", "", 0)
    token.content = "~" * scanned.length
    if scanned.length in _TILDE:
        from markdown_it.rules_inline.state_inline import Delimiter

        state.delimiters.append(
            Delimiter(
                marker=_TILDE[scanned.length],
                length=0,  # the rule of three is for emphasis alone
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def _strike(state: StateInline) -> None:
    inside_links = (meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta)
    for delimiters in (state.delimiters, *inside_links):
        for opener in delimiters:
            if opener.marker not in _TILDE.values() or opener.end == -1:
                continue
            for token, kind, nesting in (
                (state.tokens[opener.token], "s_open", 1),
                (state.tokens[delimiters[opener.end].token], "s_close", -1),
            ):
                token.type, token.tag, token.content = kind, "del", ""
                token.nesting = nesting


def _bare_address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Take a bare address whole, so that `*` and `_` in it are no emphasis.

    As cmark-gfm does: from `://` up to white space or `<`, and never inside brackets.
    """
    source, pos = state.src, state.pos
    if silent or not source.startswith("://", pos) or not _SCHEME_BEFORE.search(state.pending[-6:]):
        return False
    if state.linkLevel or "bracketed" in state.env or _is_bracketed(state):
        return False
    rest = _UP_TO_BLANK.match(source, pos)
    address = trim_bare(rest[0]) if rest else ""
    if len(address) <= 3:
        return False
    state.append_pending(address)
    state.pos += len(address)
    return True


def _is_bracketed(state: StateInline) -> bool:
    """Tell whether a bracket is open; what was counted for the address before is not counted again."""
    source, pos = state.src, state.pos
    counted, end, depth = state.env.get("brackets", ("", 0, 0))
    if counted is not source:
        end = depth = 0
    depth += source.count("[", end, pos) - source.count("]", end, pos)
    state.env["brackets"] = (source, pos, depth)
    return bool(depth > 0)


class _Renderer:
    """Tokens -> HTML. Only what the HTML reader looks at is written."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line

    def render(self, tokens: Sequence[Token]) -> str:
        out: list[str] = []
        in_entry = False
        for token in tokens:
            kind = token.type
            if kind == "inline":
                task = _TASK.match(token.content) if in_entry else None
                if task:
                    out.append(f'<input type="checkbox"{" checked" if task[1] != " " else ""}>')
                self._inline(token.children or (), out, skip=task.end() if task else 0)
            elif kind in ("fence", "code_block"):
                language = escape(token.info.split(maxsplit=1)[0]) if token.info.strip() else ""
                out.append(f'<pre lang="{language}"{self._line(token)}>\n{escape(token.content)}</pre>')
            elif kind == "html_block":
                out.append(_FILTERED.sub("&lt;", token.content))
            elif kind == "hr":
                out.append(f"<hr{self._line(token)}>")
            elif kind.startswith("footnote"):
                out.append(_FOOTNOTE.get(kind, ""))
            elif token.hidden:
                out.append("\n")
            elif token.nesting < 0:
                out.append(f"</{token.tag}>\n")
            else:
                attributes = "".join(f' {name}="{escape(str(value))}"' for name, value in token.attrs.items())
                out.append(f"<{token.tag}{attributes}{self._line(token)}>")
            in_entry = kind == "list_item_open" or (in_entry and kind == "paragraph_open")
        return "".join(out)

    def _line(self, token: Token) -> str:
        return f' data-line="{token.map[0] + self.first_line}"' if token.map else ""

    def _inline(self, tokens: Sequence[Token], out: list[str], *, skip: int = 0) -> None:
        """Write the tokens of a line; `skip` characters of the first one, which is text, are left out."""
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "text":
                content = token.content[skip:] if skip and index == 0 else token.content
                out.append(escape(content, quote=False))
            elif kind == "footnote_ref":
                out.append(f"[{token.meta['id'] + 1}]")
            elif kind == "softbreak":
                out.append("\n")
            elif kind == "hardbreak":
                out.append("<br>")
            elif kind == "html_inline":
                if not _UNWRAPPED.match(token.content):
                    out.append(_FILTERED.sub("&lt;", token.content))
            elif kind == "code_inline":
                out.append(f"<code>{escape(token.content, quote=False)}</code>")
            elif kind == "image":
                source = escape(str(token.attrs.get("src", "")))
                alt = _alt(_without_bare(token))
                out.append(f'<img src="{source}" alt="{escape(alt)}">')
            elif token.nesting < 0:
                out.append(f"</{token.tag}>")
            else:
                href = token.attrs.get("href")
                attributes = "" if href is None else f' href="{escape(str(href))}"'
                out.append(f"<{token.tag}{attributes}>")


def _without_bare(token: Token) -> Sequence[Token]:
    """Give an image's description as tokens: it stands in brackets, so that no address in it is bare."""
    if "://" not in token.content:
        return token.children or ()
    tokens: list[Token] = []
    md = _parser(footnotes=False)
    md.inline.parse(token.content, md, {"bracketed": True}, tokens)
    return tokens


def _alt(tokens: Sequence[Token]) -> str:
    """Give an image's alternative text: the plain text of its description."""
    parts = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.children:
            parts.append(_alt(token.children))
        else:
            parts.append(token.content)
    return "".join(parts)
