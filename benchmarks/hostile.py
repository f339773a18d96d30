"""Nasty inputs: what is known to make a parser, a pattern or a walk quadratic.

Most repeat a text of `hostile.toml`; the others, which nest or grow on two sides, stand here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

DATA = tomllib.loads(Path(__file__).with_name("hostile.toml").read_text("utf-8"))
QUICK, FULL = 1_500, 12_500  # smallest sizes; the largest is eight times as much
# What is to be tried with a million of something, and what the account looks at closely while it is short.
SIZES = {
    "markdown: blanks": 125_000,
    "markdown: entities": 125_000,
    "html: entities": 125_000,
    "dump: bullets": 6_000,
    "dump: numbers": 6_000,
}
HEAD = "# T (2020-01-02)\n\n"
KNOWN = "# 嵌入式AI简报 (2020-01-02)\n\n"
PAGE = "<html><body>"
MAIL = "From: a <a@b.cn>\nDate: Mon, 5 May 2025 10:00:00 +0000\nSubject: Pond 7\nContent-Type: text/plain\n\n"
TEXT = "<p>A text of a page, as long as it must be to count as running text, and no longer than that.</p>"
PARTS = (
    ("headings of comments", "<h3>3 Comments</h3><p>b</p>"),
    ("posts", f'<div class="post"><p class="author">a</p><div class="content">{TEXT}</div></div>'),
    ("bodies", f'<div><h2>a</h2><div class="post-content">{TEXT}</div></div>'),
    ("dated bodies", f'<div><time>2020</time><div class="markdown-body">{TEXT}</div></div>'),
    ("forms", '<div><form><input type="email"></form></div>'),
    ("asides", '<aside><a href="/b">b</a></aside>'),
    ("linked headings", '<h3><a href="/b">b</a></h3><p>c</p>'),
)
REFERENCES = "\n\nReferences\n\n 1. http://a.cn/1\n"


class Kind(NamedTuple):
    """A nasty kind: what of size n it is, its smallest size, and the reader if it is forced."""

    name: str
    make: Callable[[int], str]
    size: int = QUICK
    reader: str | None = "markdown"


def all_kinds(*, full: bool, everywhere: bool) -> list[Kind]:
    """List the kinds: `full`, at their full size; `everywhere`, with Markdown in all places of an issue."""
    kinds = [*KINDS, *_everywhere()] if everywhere else KINDS
    return [kind._replace(size=max(kind.size, FULL)) for kind in kinds] if full else kinds


def _root(n: int) -> int:
    """Give the size whose square is n: for inputs whose bytes grow with the square of their depth."""
    return int((2 * n) ** 0.5)


def _lines(n: int, line: str) -> str:
    return "".join(line.replace("%", str(i)) for i in range(n))


def _repeated(
    name: str, text: str, *, after: str = "", before: str = "", reader: str | None = "markdown"
) -> Kind:
    """Give a kind that repeats a text; `%` in it is the number."""
    size = SIZES.get(name, QUICK)
    if "%" in text:
        return Kind(name, lambda n: before + _lines(n, text) + after, size, reader)
    return Kind(name, lambda n: before + text * n + after, size, reader)


def _many(reader: str, before: str) -> list[Kind]:
    return [
        _repeated(f"{reader}: {name}", text, before=before, reader=reader)
        for name, text in DATA[reader].items()
    ]


def _known(*names: str) -> list[Kind]:
    """Give kinds as a known newsletter has them, in its section of papers."""
    texts = DATA["markdown"]
    return [_repeated(f"known: {name}", texts[name], before=f"{KNOWN}## 论文\n\n") for name in names]


def _everywhere() -> list[Kind]:
    """Give the Markdown of one line in every place of an issue."""
    return [
        _repeated(f"{place}: {name}", text, before=before, after=after)
        for place, (before, after) in DATA["places"].items()
        for name, text in DATA["markdown"].items()
        if "\n" not in text
    ]


KINDS = [
    *_many("markdown", HEAD),
    *_known(
        "titled items",
        "lines",
        "numbered hard breaks",
        "facts",
        "labels",
        "dates",
        "links",
        "ordered",
    ),
    *_known(
        "quotes",
        "numbered bullets",
        "numbered paragraphs",
        "editors",
        "licences",
        "bold beside wide signs",
    ),
    Kind("markdown: one line of words", lambda n: HEAD + "word " * n * 20, 12_500),
    Kind("markdown: one line of Han", lambda n: HEAD + "中文。" * n * 20),
    Kind("markdown: runs of backticks", lambda n: "".join("`" * i + " " for i in range(_root(n)))),
    Kind("markdown: deep lists", lambda n: "- " * n + "a", 12_500),
    Kind("markdown: deep quotes", lambda n: ">" * n + "a", 12_500),
    Kind("markdown: deep lists and quotes", lambda n: "> - " * n + "a", 12_500),
    Kind("markdown: lists by indent", lambda n: "".join("  " * i + "- a\n" for i in range(_root(n)))),
    Kind("markdown: quotes by depth", lambda n: "".join(">" * i + " a\n\n" for i in range(_root(n)))),
    Kind("markdown: table columns", lambda n: "|a" * n + "|\n" + "|-" * n + "|\n", 12_500),
    Kind("markdown: table columns, short rows", lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|b|\n" * 40),
    Kind(
        "markdown: square table",
        lambda n: ("|a" * _root(n) + "|\n" + "|-" * _root(n) + "|\n") + ("|b" * _root(n) + "|\n") * _root(n),
    ),
    Kind("markdown: giant table", lambda n: "|a|b|\n|-|-|\n" + _lines(n, "|条目%|b|\n"), 12_500),
    Kind(
        "markdown: short rows",
        lambda n: "|a" * _root(n) + "|\n" + "|-" * _root(n) + "|\n" + "|b|\n" * _root(n),
    ),
    Kind("markdown: nested brackets", lambda n: "[" * n + "a" + "]" * n),
    Kind("markdown: nested links", lambda n: "[" * n + "a" + "](b)" * n),
    Kind("markdown: nested images", lambda n: "![" * n + "a" + "](b)" * n),
    Kind("markdown: nested bold", lambda n: "**a" * n + "b**" * n),
    Kind("markdown: nested emphasis", lambda n: "*a " * n + " b*" * n),
    Kind("markdown: parentheses in an address", lambda n: "[a](" + "(" * n + ")" * n + ")"),
    Kind("markdown: address with brackets behind", lambda n: "http://a.cn/" + ")" * n),
    Kind("markdown: address with stops behind", lambda n: "http://a.cn/" + "." * n + "a"),
    Kind("markdown: addresses with stops behind", lambda n: "http://a.cn/" + ".http://a" * n),
    Kind("markdown: a long title", lambda n: "# " + "标题 " * n),
    Kind("markdown: a title of dates", lambda n: "# " + "2020-13-01 " * n),
    Kind("markdown: a title of brackets", lambda n: "# T\n\n- " + "[" * n + "](b)"),
    Kind("markdown: a title of bars", lambda n: "# T\n\n## 论文\n\n- [" + "a | " * n + "](b)\n- [b](c)"),
    Kind(
        "markdown: definitions and references",
        lambda n: _lines(n, "[a%]: http://a.cn\n") + "\n" + _lines(n, "[a%] "),
    ),
    Kind(
        "markdown: one definition, references", lambda n: "[a]: http://a.cn/" + "b" * n + "\n\n" + "[a] " * n
    ),
    Kind("markdown: front matter", lambda n: "---\n" + _lines(n, "a%: b\n") + "---\n\na", 500),
    Kind(
        "markdown: front matter, aliases",
        lambda n: (
            "---\na0: &a0 [x,x]\n"
            + "".join(f"a{i}: &a{i} [*a{i - 1},*a{i - 1}]\n" for i in range(1, n))
            + "---\n\na"
        ),
        200,
    ),
    Kind("markdown: front matter, anchors", lambda n: "---\n" + _lines(n, "a%: &a% [x]\n") + "---\n\na", 400),
    Kind("markdown: front matter, brackets", lambda n: "---\na: " + "[" * n + "\n---\n\na", 4_000),
    Kind("markdown: front matter without end", lambda n: "---\n" + "a: b\n" * n),
    Kind(
        "markdown: an issue of items",
        lambda n: (
            HEAD
            + "".join(
                f"## 节{i}\n\n" + _lines(20, f"- [标题{i}-%](http://a.cn/{i}/%)  \n  文字\n")
                for i in range(n // 20)
            )
        ),
        6_000,
    ),
    Kind(
        "markdown: archive",
        lambda n: KNOWN + "## 往期回顾\n\n" + _lines(n, "- [2020-01-02](http://a.cn/%)\n"),
    ),
    Kind(
        "canonical: lines",
        lambda n: "---\nschema: issue/2\n---\n\n# T\n\n" + _lines(n, "段落%\n\n"),
        reader="canonical",
    ),
    *_many("html", PAGE),
    Kind("html: fragments", lambda n: "<p>a</p>" * n, reader="html"),
    Kind("html: closed div", lambda n: f"{PAGE}{'<div>' * n}a{'</div>' * n}", reader="html"),
    Kind("html: closed bold", lambda n: f"{PAGE}{'<b>' * n}a{'</b>' * n}", reader="html"),
    Kind("html: long attribute", lambda n: f"{PAGE}<p class='{'a ' * n}'>b", reader="html"),
    Kind("html: classes", lambda n: f"{PAGE}{_lines(n, '<div class=a%>')}", reader="html"),
    Kind("html: columns", lambda n: f"{PAGE}<table><tr>{'<td>a' * n}<tr><td>b", reader="html"),
    Kind(
        "html: long row, short rows",
        lambda n: f"{PAGE}<table><tr>{'<td>a' * _root(n)}{'<tr><td>b' * _root(n)}",
        reader="html",
    ),
    *(
        Kind(f"html: {name}", lambda n, part=part: f"{PAGE}<h1>T</h1>{TEXT}{part * n}", 500, "html")
        for name, part in PARTS
    ),
    Kind("html: open comments before text", lambda n: "<p>a</p>\n" + "<!-- \n" * n, reader=None),
    Kind("html: open styles before text", lambda n: "<p>a</p>\n" + "<style \n" * n, reader=None),
    *_many("mail", MAIL),
    *_many("github", PAGE),
    Kind(
        "github: deep JSON",
        lambda n: f'{PAGE}<script data-target="react-app.embeddedData">{"[" * n}</script>',
        reader="github",
    ),
    Kind(
        "github: cut JSON",
        lambda n: f'{PAGE}<script data-target="react-app.embeddedData">{{"richText": "{"a" * n}',
        reader="github",
    ),
    Kind(
        "github: backslashes",
        lambda n: f'{PAGE}<script data-target="react-app.embeddedData">{{"richText": "{chr(92) * n}',
        reader="github",
    ),
    Kind(
        "github: marks of bodies",
        lambda n: f'{PAGE}<script data-target="react-app.embeddedData">' + '"richText": "' * n,
        reader="github",
    ),
    *_many("dump", "标题 2020-01-02\n\n"),
    Kind(
        "dump: bullets by indent",
        lambda n: "".join("  " * i + "• a\n" for i in range(_root(n))),
        reader="dump",
    ),
    Kind("dump: one bullet line", lambda n: "• " * n + "a", reader="dump"),
    Kind("dump: link numbers", lambda n: _lines(n, "* [%]text % of it\n") + REFERENCES, reader="dump"),
    Kind("dump: link numbers on a line", lambda n: _lines(n, "[%]a ") + "\n" + REFERENCES, reader="dump"),
    Kind(
        "dump: link list",
        lambda n: "* [1]a\n\nReferences\n" + _lines(n, " %. http://a.cn/%\n"),
        reader="dump",
    ),
    Kind("dump: wrapped", lambda n: "a word of many\n" * 40 + ("word " * 11 + "word\n") * n, reader="dump"),
    Kind("dump: wrapped link", lambda n: "* [1]" + ("word " * 11 + "word\n") * n + REFERENCES, reader="dump"),
    Kind(
        "mhtml: headers",
        lambda n: "MIME-Version: 1.0\n" + _lines(n, "A%: b\n") + "Content-Type: text/html\n\n<p>a",
        reader="mhtml",
    ),
    Kind(
        "mhtml: parts",
        lambda n: (
            'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
            + "--b\nContent-Type: text/plain\n\na\n" * n
        ),
        reader="mhtml",
    ),
    Kind(
        "mhtml: nested parts",
        lambda n: (
            "MIME-Version: 1.0\n"
            + "".join(f'Content-Type: multipart/related; boundary="b{i}"\n\n--b{i}\n' for i in range(n))
            + "Content-Type: text/html\n\n<p>a"
        ),
        1_000,
        "mhtml",
    ),
    Kind(
        "mhtml: body",
        lambda n: "MIME-Version: 1.0\nContent-Type: text/html\n\n<p>" + "a\n" * n,
        reader="mhtml",
    ),
    Kind("json: brackets", lambda n: '{"a":' + "[" * n, reader="json"),
    Kind("json: braces", lambda n: '{"a":' * n, reader="json"),
    Kind("json: digits", lambda n: '{"schema": ' + "1" * n + "}", reader="json"),
    Kind("any: JSON keys", lambda n: "{" + _lines(n, '"a%": 1,'), reader=None),
    Kind("any: headers", lambda n: _lines(n, "A%: b\n"), reader=None),
    Kind("any: tags", lambda n: "<p>a\n" * n, reader=None),
    Kind("any: lines", lambda n: _lines(n, "line %\n"), reader=None),
    Kind("any: dashes", lambda n: "-" * n, reader=None),
    Kind("any: stars and words", lambda n: "*a" * n, reader=None),
]
