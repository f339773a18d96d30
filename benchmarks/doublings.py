"""Time of hostile inputs of n, 2n, 4n and 8n: what is linear grows by 2 for each doubling.

    python benchmarks/doublings.py [WORD...]      kinds whose name holds a word; all without

Prints a table; the exit status is 1 where a growth exceeds the limit, or an input neither converts nor is
refused within the time limit. Each kind runs in a process of its own, with limited memory.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from issue_normalizer.errors import RefusedError
from issue_normalizer.pipeline import convert

LIMIT = 2.3  # growth a doubling
SECONDS = 300  # for all four sizes
MEMORY = 3 << 30
FLOOR = 0.02  # seconds; what is faster is not measured well
HEAD = "# T (2020-01-02)\n\n"
KNOWN = "# 嵌入式AI简报 (2020-01-02)\n\n"
PAGE = "<html><body>"


# Smallest sizes of the kinds that are to be tried with 10^5 or 10^6 of something, or a line of 10 MB.
SIZES = {
    "markdown: brackets": 12_500,
    "markdown: backticks": 12_500,
    "markdown: links": 12_500,
    "markdown: blanks": 125_000,
    "markdown: entities": 125_000,
    "html: div": 12_500,
    "html: bold": 12_500,
    "html: entities": 125_000,
}


class Kind(NamedTuple):
    """A nasty kind: what of size n it is, its smallest size, and the reader if it is forced."""

    name: str
    make: Callable[[int], str]
    size: int = 1_500
    reader: str | None = "markdown"


def _root(n: int) -> int:
    """Give the size whose square is n: for inputs whose bytes grow with the square of their depth."""
    return int((2 * n) ** 0.5)


def _lines(n: int, line: str) -> str:
    return "".join(line.replace("%", str(i)) for i in range(n))


def _repeated(
    name: str, text: str, *, after: str = "", before: str = "", reader: str | None = "markdown"
) -> Kind:
    """Give a kind that repeats a text; `%` in it is the number."""
    size = SIZES.get(name, 1_500)
    if "%" in text:
        return Kind(name, lambda n: before + _lines(n, text) + after, size, reader)
    return Kind(name, lambda n: before + text * n + after, size, reader)


def _many(reader: str, before: str, texts: dict[str, str]) -> list[Kind]:
    return [
        _repeated(f"{reader}: {name}", text, before=before, reader=reader) for name, text in texts.items()
    ]


MARKDOWN = {
    "brackets": "[",
    "closing brackets": "]",
    "pairs of brackets": "[a]",
    "brackets with text": "[a ",
    "open links": "[a](",
    "open images": "![a](",
    "links": "[a](b) ",
    "known links": "[a%](http://a.cn/%) ",
    "empty links": "[a]() ",
    "autolinks": "<http://a.cn/b> ",
    "bare addresses": "http://a.cn/b ",
    "bare addresses in brackets": "[http://a.cn/b ",
    "www": "www.a.cn ",
    "mail": "a@b.cn ",
    "stars": "*",
    "underscores": "_",
    "open emphasis": "*a ",
    "open bold": "**a ",
    "closing emphasis": "a* ",
    "mixed emphasis": "*a_ ",
    "nested emphasis": "*a **b ",
    "rule of three": "a**b*c ",
    "underscored words": "_a ",
    "tildes": "~",
    "open strikes": "~a ",
    "double strikes": "~~a ",
    "bold beside wide signs": "**重点。**后续",
    "pairs of asterisks": "** ",
    "backticks": "`",
    "open code": "`a ",
    "angles": "<",
    "open tags": "<a ",
    "open comments": "<!-- a ",
    "open declarations": "<!A ",
    "open CDATA": "<![CDATA[ ",
    "open instructions": "<? ",
    "inline tags": "<b>a ",
    "closing tags": "</b>a ",
    "spans": "<span>a</span> ",
    "ampersands": "&",
    "entities": "&amp;",
    "numeric entities": "&#65;",
    "long entities": "&#x0000000000000000041;",
    "backslashes": "\\",
    "escapes": "\\*",
    "blanks": " ",
    "no-break blanks": "\u00a0",
    "zero-width blanks": "a\u200b",
    "line ends": "\n",
    "blank lines": " \n",
    "tabs": "\t",
    "controls": "a" * 120 + "\x1b",
    "overrides": "a\u202e",
    "letters": "a",
    "Han characters": "中",
    "words": "word ",
    "lines": "line\n",
    "numbered lines": "line %\n",
    "hard breaks": "a  \n",
    "numbered hard breaks": "行%  \n",
    "paragraphs": "a\n\n",
    "numbered paragraphs": "段落%\n\n",
    "bullets": "- a\n",
    "loose bullets": "- a\n\n",
    "numbered bullets": "- 条目%\n",
    "other bullets": "- a\n* a\n",
    "empty bullets": "-\n",
    "ordered": "1. a\n",
    "tasks": "- [ ] a\n",
    "quotes": "> a\n",
    "quotes apart": "> a\n\n",
    "quote marks": ">",
    "quote marks and blanks": "> ",
    "bullet marks": "- ",
    "ordered marks": "1. ",
    "marks of both": "> - ",
    "hashes": "#",
    "headings": "# a\n",
    "sections": "## a%\n\ntext %\n\n",
    "items": "### 标题%\n\n文字 %\n\n",
    "titled items": "- [标题 % | 来源](http://a.cn/%)  \n  摘要：文字 %\n",
    "bold items": "- **标题%**：文字 %\n",
    "numbered items": "1、[标题%](http://a.cn/%)：文字\n\n",
    "labels": "摘要：",
    "facts": "代码：http://a.cn/%\n",
    "setext": "a\n=\n",
    "rules": "---\n",
    "fences": "```\n",
    "code blocks": "```\na\n```\n\n",
    "indented code": "    a\n",
    "div": "<div>",
    "div lines": "<div>\n\n",
    "closing div": "</div>\n\n",
    "details": "<details>a\n\n",
    "definitions": "[a%]: http://a.cn\n",
    "references": "[a][b] ",
    "footnotes": "[^%] ",
    "defined footnotes": "[^%]: a\n\nb[^%]\n\n",
    "nested footnotes": "[^a]: ",
    "table rows": "| a | b |\n",
    "bars": "|",
    "bars and dashes": "|-",
    "shortcodes": ":tada:",
    "colons": ":",
    "wide colons": "：",
    "dates": "2020-01-02 ",
    "digits": "1",
    "tags in brackets": "[CVPR 2020] ",
    "licences": "本作品采用 ",
    "Creative Commons": "Creative Commons ",
    "editors": "Editor: a\n",
    "mojibake": "ä¸­æ–‡ ",
    "emoji": "👩\u200d💻",
    "flags": "\U0001f3f4",
    "dollars": "$a ",
    "equals": "=\n",
    "pluses": "+++\n",
}
HTML = {
    "div": "<div>",
    "div with text": "<div>a",
    "bold": "<b>",
    "bold and italic": "<b>a<i>",
    "span": "<span>a",
    "font": "<font>a",
    "links open": "<a href=b>a",
    "links": "<a href=b%>a</a> ",
    "lists": "<ul><li>a",
    "ordered": "<ol><li>",
    "entries": "<li>a",
    "lists in lists": "<ul>",
    "quotes": "<blockquote>a",
    "tables": "<table><tr><td>",
    "cells": "<td>a",
    "rows": "<tr><td>a",
    "paragraphs": "<p>a",
    "numbered paragraphs": "<p>段落%</p>",
    "breaks": "a<br>",
    "headings": "<h1>a",
    "numbered headings": "<h2>节%</h2><p>文%</p>",
    "unknown": "<x>a",
    "unknown apart": "<x%>a",
    "definitions": "<dl><dt>a<dd>",
    "code": "<code>a",
    "pre": "<pre>a",
    "sub": "<sub>a",
    "del": "<del>a",
    "images": "<img src=a alt=b>",
    "entities": "&amp;",
    "numeric entities": "&#65;",
    "comments": "<!-- a -->",
    "open comments": "<!--",
    "angles": "<",
    "attributes": "<p a%=b>",
    "closing": "</div>",
    "scripts": "<script>",
    "closed scripts": "<script>a</script>",
    "styles": "<style>a</style>b",
    "hidden": "<p hidden>a",
    "buttons": "<button>a",
    "svg": "<svg><title>a</title>",
    "checkboxes": "<li><input type=checkbox>a",
    "nested checkboxes": "<ul><li><input type=checkbox>a",
    "bodies": "<article class=markdown-body>a",
    "contents": "<div class=post-content>a",
    "sections": "<section>a",
    "navigation": "<nav>a</nav>",
    "footers": "<footer>a",
    "alerts": "<div class=markdown-alert><p class=markdown-alert-title>a</p>",
    "footnotes": "<sup><a data-footnote-ref href=b>1</a></sup>",
    "details": "<details><summary>a",
    "letters": "a",
    "blanks": " ",
    "iframes": "<iframe>",
    "templates": "<template>a",
    "forms": "<form>a",
    "options": "<select><option>a",
    "math": "<math>a",
    "links around blocks": "<a href=b><p>a</p></a>",
    "nested links around blocks": "<a href=b><div>",
    "bold around blocks": "<b><p>a",
    "rulers": "<hr>",
    "centers": "<center>a",
    "captions": "<table><caption>a",
    "tables in captions": "<table><caption><p>",
}
DUMP = {
    "bullets": "  • a\n",
    "numbered bullets": "  • 条目%\n",
    "lines": "line %\n",
    "blanks": " ",
    "bars": "| ",
    "dashes": "- ",
    "signs": "；\n",
    "tags": "[a]\n",
    "dates": "2020-01-02\n",
    "tabs": "\ta",
    "furniture": "Skip to content\n",
    "stars": "* ",
    "quotes": "> ",
    "anchors": "[ ]",
    "letters": "a",
    "numbers": "1. a\n",
}
GITHUB = {
    "scripts": '<script data-target="react-app.embeddedData">{"a":1}</script>',
    "open scripts": '<script data-target="react-app.embeddedData">',
    "bodies": "<article class='markdown-body'>a</article>",
}


def _known(texts: dict[str, str], *names: str) -> list[Kind]:
    """Give kinds as a known newsletter has them, in its section of papers."""
    return [_repeated(f"known: {name}", texts[name], before=f"{KNOWN}## 论文\n\n") for name in names]


KINDS = [
    *_many("markdown", HEAD, MARKDOWN),
    *_known(
        MARKDOWN,
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
        MARKDOWN,
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
        lambda n: "---\nschema: issue/1\n---\n\n# T\n\n" + _lines(n, "段落%\n\n"),
        reader="canonical",
    ),
    *_many("html", PAGE, HTML),
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
    *_many("github", PAGE, GITHUB),
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
    *_many("dump", "标题 2020-01-02\n\n", DUMP),
    Kind(
        "dump: bullets by indent",
        lambda n: "".join("  " * i + "• a\n" for i in range(_root(n))),
        reader="dump",
    ),
    Kind("dump: one bullet line", lambda n: "• " * n + "a", reader="dump"),
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


def measure(kind: Kind, factor: int) -> tuple[float, str]:
    """Give the processor time of one size, and how it ended; short ones are repeated."""
    data = kind.make(kind.size * factor).encode("utf-8", "surrogatepass")
    best = float("inf")
    spent = 0.0
    end = "converted"
    while spent < 0.1:
        start = time.process_time()
        try:
            convert(data, format=kind.reader)
        except RefusedError as error:
            end = f"refused: {error}"
        took = time.process_time() - start
        best, spent = min(best, took), spent + max(took, 0.01)
    return best, end


def _run(kind: Kind, results: object) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for factor in (1, 2, 4, 8):
        try:
            results.send(measure(kind, factor))  # type: ignore[attr-defined]
        except BaseException as error:  # noqa: BLE001 - the table tells it
            results.send((-1.0, f"{type(error).__name__}: {error}"[:200]))  # type: ignore[attr-defined]
            return


def measured(kind: Kind) -> tuple[list[float], str]:
    """Measure a kind at four sizes: (times, how the last one ended)."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_run, args=(kind, there))
    process.start()
    there.close()
    times: list[float] = []
    end, deadline = "", time.monotonic() + SECONDS
    while len(times) < 4:
        if not here.poll(max(0.0, deadline - time.monotonic())):
            end = f"not done within {SECONDS} s"
            break
        try:
            took, end = here.recv()
        except EOFError:
            end = "the process died"
            break
        if took < 0:
            break
        times.append(took)
    process.terminate()
    process.join()
    return times, end


def growth(times: list[float]) -> float:
    """Give the largest growth of a doubling among times that are long enough to be measured."""
    return max((late / early for early, late in pairwise(times) if late > FLOOR), default=0.0)


def main(words: list[str]) -> int:
    """Measure the kinds and print the table."""
    failed = 0
    convert(HEAD + "**a** http://a.cn <b>c</b>")  # what is imported once is not measured
    print("| kind | 8n is | time of 8n | growth a doubling |\n|---|---|---|---|")
    for kind in KINDS:
        if words and not any(word in kind.name for word in words):
            continue
        times, end = measured(kind)
        grown = growth(times)
        is_bad = len(times) < 4 or grown > LIMIT
        failed += is_bad
        size = len(kind.make(kind.size * 8).encode("utf-8", "surrogatepass"))
        shown = f"{grown:.1f}" if grown else f"below {FLOOR} s"
        ending = "" if end == "converted" else f" ({end})"
        told = f"{shown} **!** {[round(t, 3) for t in times]}" if is_bad else shown
        last = times[-1] if times else -1
        print(f"| {kind.name} | {size / 1000:.0f} kB | {last:.2f} s | {told}{ending} |", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
