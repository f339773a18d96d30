"""Hypothesis strategies: trees as readers make them, issues as the interpretation makes them.

The texts are the nasty ones: wide punctuation beside emphasis, signs of Markdown and HTML, addresses.
Each strategy is made once: hypothesis checks every new one, which takes longer than to draw from it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Literal, TypeAlias

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from issue_normalizer.blocks import text_of
from issue_normalizer.inlines import links_of, plain
from issue_normalizer.interpret.colophon import read_facts_list
from issue_normalizer.interpret.contents import is_bullets
from issue_normalizer.interpret.headline import Headline
from issue_normalizer.interpret.item import Fact, assemble, read_bullet, read_facts
from issue_normalizer.interpret.outline import level_headings, take_tagline, without_rules
from issue_normalizer.issue import NO_COLOPHON, ArchiveEntry, Colophon, Issue, Item, License, Section
from issue_normalizer.issue_title import read_title
from issue_normalizer.markdown import render_blocks
from issue_normalizer.profiles import load, select
from issue_normalizer.readers.markdown import read_markdown
from issue_normalizer.text import collapse, without_space
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import (
    Block,
    Blocks,
    Break,
    Code,
    CodeBlock,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Styled,
    Table,
    Text,
)
from issue_normalizer.urls import canonical_url

# The same examples in every run. Trees are large: hypothesis would call drawing them slow.
MANY = settings(
    derandomize=True, deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow]
)

WORDS = ("重点", "模型", "甲", "Bolt", "a", "ab", "2", "10", "x_y", "é", "ﬁ", "😀", "→", "1911.11907")
WIDE_SIGNS = tuple("，。：；！？（）“”、·…—【】｜")
SIGNS = (*"*_~`[]()<>#+-|\\&:!.$@^{}='\"", "**", "~~", "***", "```", "---", "](", "![", "[x]", "[^1]")
MARKUP = ("<b>", "</p>", "<!--", "-->", "&amp;", "&copy;", "&#35;", "www.", "://", "http://", "http://a.cn/b")
STARTS = (
    "1. ",
    "2) ",
    "- ",
    "* ",
    "+ ",
    "# ",
    "### ",
    "> ",
    "[ ] ",
    "[a]: ",
    "| ",
    "--",
    "***",
    "===",
    "~~~",
)
ADDRESSES = (
    "http://a.cn/b",
    "https://github.com/owner/name",
    "https://arxiv.org/abs/1911.11907",
    "http://a.cn/b_c_(d)*e*",
    "http://a.cn/(b",
    "http://a.cn/b)c",
    "http://a.cn/?x=1&copy;=2&amp;y",
    "http://a.cn/%20%E7%94%B2",
    "http://a.cn/~x/甲|b",
    "https://a.cn/b;c,d.",
    "../up.md",
    "#here",
    "mailto:a@b.cn",
)
# Front matter, titles and labels as they are met.
TITLES = ("华为Bolt发布", "[CVPR] 标题", "标题 | 来源", "C# 与 F#", "`code` 标题", "# 1", "a/b: c", "*强调*")
SECTIONS = ("论文", "开源项目", "业界新闻", "短讯", "Papers", "Projects", "Briefs", "其他")
Kind: TypeAlias = Literal["em", "strong", "del", "sub", "sup"]
KNOWN, NEUTRAL = "嵌入式AI简报", "Some weekly"

_WORDS = st.sampled_from(WORDS)
_PIECES = st.one_of(
    _WORDS, _WORDS, st.sampled_from(WIDE_SIGNS), st.sampled_from(SIGNS), st.just(" "), st.sampled_from(MARKUP)
)


@cache
def texts(max_size: int = 6) -> st.SearchStrategy[str]:
    """Give tidy text that is not empty."""
    joined = st.lists(_PIECES, min_size=1, max_size=max_size).map("".join)
    started = st.tuples(st.sampled_from(STARTS), joined).map("".join)
    return st.one_of(joined, joined, started).map(collapse).filter(bool)


@cache
def urls() -> st.SearchStrategy[str]:
    """Give addresses in their one spelling."""
    return st.sampled_from(ADDRESSES).map(canonical_url)


_SPACED = st.tuples(st.sampled_from(["", " "]), texts(4), st.sampled_from(["", " "])).map("".join)
_KINDS: tuple[Kind, ...] = ("em", "strong", "del", "sub", "sup")


@cache
@st.composite
def _node(draw: st.DrawFn, depth: int, kinds: tuple[Kind, ...], *, linked: bool) -> Inline:
    """Give an inline node; no link in a link, no emphasis in its own kind."""
    shapes = ["text", "text", "text", "code", "image", "break"]
    if depth:
        shapes += ["styled", "styled"] + ["link", "address"] * (not linked)
    match draw(st.sampled_from(shapes)):
        case "text":
            return Text(draw(_SPACED))
        case "code":
            return Code(draw(texts(3)))
        case "image":
            return Image(draw(urls()), draw(st.just("") | texts(3)))
        case "styled":
            kind = draw(st.sampled_from(kinds))
            others = tuple(other for other in kinds if other != kind)
            return Styled(kind, tuple(draw(_nodes(depth - 1, others, linked=linked))))
        case "link":
            children = tidy(draw(_nodes(depth - 1, kinds, linked=True)))
            # A link around an image alone is taken for the one that GitHub puts there.
            return Link(draw(urls()), children if not _is_image(children) else (Text("x"), *children))
        case "address":
            url = draw(urls().filter(lambda url: "://" in url))
            return Link(url, (Text(url),))
        case _:
            return Break(draw(st.booleans()))


def _is_image(nodes: Inlines) -> bool:
    return len(nodes) == 1 and isinstance(nodes[0], Image)


@cache
def _nodes(depth: int, kinds: tuple[Kind, ...], *, linked: bool) -> st.SearchStrategy[list[Inline]]:
    return st.lists(_node(depth, kinds, linked=linked), min_size=1, max_size=4)


@cache
def inlines() -> st.SearchStrategy[Inlines]:
    """Give inline trees in their normal form, not empty."""
    return _nodes(2, _KINDS, linked=False).map(tidy).filter(bool)


@cache
def _code_blocks() -> st.SearchStrategy[Block]:
    lines = st.sampled_from(
        ["x = 1", "    y", "```", "~~~~", "````py", "", "# z", "- w", "</pre>", "&lt;", "甲"]
    )
    text = st.lists(lines, min_size=1, max_size=4).map("\n".join).map(_without_blank_lines).filter(bool)
    return st.builds(CodeBlock, text, st.sampled_from(["", "python", "c++", "shell"]))


def _without_blank_lines(text: str) -> str:
    return text.rstrip().lstrip("\n")


@cache
def _tables() -> st.SearchStrategy[Block]:
    def table(width: int) -> st.SearchStrategy[Block]:
        cell = st.one_of(st.just(()), inlines())
        rows = st.lists(st.tuples(*[cell] * width), min_size=1, max_size=3)
        aligns = st.tuples(*[st.sampled_from(["", "left", "center", "right"])] * width)
        return st.builds(lambda rows, aligns: Table(tuple(rows), aligns), rows.filter(_holds_data), aligns)

    return st.integers(1, 3).flatmap(table)


def _holds_data(rows: Sequence[Sequence[Inlines]]) -> bool:
    """Tell whether a table has more than one column that holds anything, or a head: others are layout."""
    filled = {column for row in rows for column, cell in enumerate(row) if cell}
    return len(filled) > 1 or (len(filled) == 1 and any(rows[0]))


@cache
def _lists(blocks: st.SearchStrategy[Blocks]) -> st.SearchStrategy[Block]:
    def item(blocks: Blocks, checked: bool | None) -> ListItem:  # noqa: FBT001
        return ListItem(blocks, checked if isinstance(blocks[0], Paragraph) else None)

    filled = blocks.filter(lambda blocks: not all(isinstance(block, Rule) for block in blocks))
    items = st.lists(
        st.builds(item, filled, st.sampled_from([None, None, True, False])), min_size=1, max_size=3
    )
    start = st.sampled_from([None, None, 0, 1, 2, 9, 999_999_999])
    return st.builds(lambda items, start: List(tuple(items), start), items, start)


def _extend(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(_lists(blocks), _lists(blocks), blocks.map(Quote))


@cache
def blocks(max_size: int = 4) -> st.SearchStrategy[Blocks]:
    """Give block trees."""
    paragraphs = inlines().map(Paragraph)
    headings = st.builds(Heading, st.integers(1, 6), inlines().filter(lambda nodes: bool(plain(nodes))))
    leaves = st.one_of(paragraphs, paragraphs, headings, _code_blocks(), _tables(), st.just(Rule()))
    return st.lists(st.recursive(leaves, _extend, max_leaves=5), min_size=1, max_size=max_size).map(tuple)


def _written(blocks: Blocks) -> Blocks:
    """Give blocks as they are read from what they are written as."""
    return read_markdown(render_blocks(blocks))


@cache
def _body(lowest: int) -> st.SearchStrategy[Blocks]:
    """Give the blocks of a Markdown value: no rules, no headings above a level."""
    found = st.one_of(st.just(()), blocks(2), blocks(3))
    return found.map(without_rules).map(_written).map(lambda blocks: level_headings(blocks, lowest))


@cache
def _titles() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(TITLES), texts())


@cache
def _facts(newsletter: str) -> st.SearchStrategy[Fact]:
    labels = st.sampled_from(
        ["代码", "论文", "项目", "editor", "place of it", load(newsletter).canonical.link]
    )
    values = inlines().map(_one_line)
    return st.tuples(labels, values.filter(bool))


def _one_line(nodes: Inlines) -> Inlines:
    read = _written((Paragraph(tidy(node for node in nodes if not isinstance(node, Break))),))
    first = read[0] if read else None
    return first.children if isinstance(first, Paragraph) and len(read) == 1 else ()


@cache
@st.composite
def titled_items(draw: st.DrawFn, newsletter: str, *, is_project: bool) -> Item:
    """Give items with a title, facts and a summary."""
    profile = load(newsletter)
    head = Headline(
        draw(_titles()),
        draw(st.none() | urls()),
        draw(st.none() | texts(3)),
        tuple(draw(st.lists(texts(3), max_size=2))),
    )
    facts = draw(st.lists(_facts(newsletter), max_size=2))
    summary = draw(_body(4))
    bare = head.publisher is None and not head.tags and not facts
    if bare and summary and isinstance(summary[0], List) and read_facts(summary[0], profile):
        summary = summary[1:]
    return assemble(head, facts, summary, profile, is_project=is_project)


@cache
@st.composite
def sections(draw: st.DrawFn, newsletter: str) -> Section:
    """Give sections: titled items, bullets, or text alone."""
    profile = load(newsletter)
    own = profile.canonical
    title = draw(
        st.sampled_from(SECTIONS) | texts().filter(lambda text: text not in (own.archive, own.colophon))
    )
    kind = profile.kind_of(title) or "other"
    is_project = kind == "projects"
    intro, outro = draw(_body(4)), draw(_body(4))
    shape = draw(st.sampled_from(["titled", "mixed", "bullets", "text"]))
    items: list[Item] = []
    if shape in ("titled", "mixed") and kind != "briefs":
        items = draw(st.lists(titled_items(newsletter, is_project=is_project), min_size=1, max_size=3))
    if shape in ("bullets", "mixed"):
        entries = draw(st.lists(_body(4).filter(bool), min_size=1, max_size=3))
        items += [read_bullet(entry, 0, profile, is_project=is_project) for entry in entries]
        items = draw(st.permutations(items))
    if not items:
        outro = ()
    elif shape == "bullets" or kind == "briefs":
        outro = tuple(block for block in outro if not is_bullets(block))
    return Section(title, kind, render_blocks(intro), tuple(items), render_blocks(outro))


@cache
def _archives() -> st.SearchStrategy[tuple[ArchiveEntry, ...]]:
    dates = st.dates(dt.date(2010, 1, 1), dt.date(2029, 12, 31)).map(str)
    entries = st.lists(
        st.builds(ArchiveEntry, dates, st.none() | urls()), max_size=3, unique_by=lambda e: e.date
    )
    return entries.map(lambda entries: tuple(sorted(entries, key=lambda e: e.date, reverse=True)))


@cache
@st.composite
def colophons(draw: st.DrawFn, newsletter: str) -> Colophon:
    """Give colophons."""
    blocks = draw(_body(3))
    facts = Colophon(
        tuple(draw(st.lists(texts(3), max_size=2))),
        draw(st.none() | texts(3)),
        draw(st.none() | st.sampled_from(["https://github.com/owner/name", "名称"])),
        License(draw(st.none() | st.just("CC-BY-SA-4.0")), draw(st.none() | st.just("https://a.cn/by-sa/"))),
        "",
    )
    if facts == NO_COLOPHON:
        return read_facts_list(blocks, load(newsletter)).colophon
    return Colophon(facts.editors, facts.contact, facts.project, facts.license, render_blocks(blocks))


@cache
@st.composite
def issues(draw: st.DrawFn) -> Issue:
    """Give whole issues, of a newsletter that a profile knows or of another."""
    series = draw(st.sampled_from([KNOWN, NEUTRAL]) | st.none() | texts(3))
    newsletter = select([series or ""], None).name
    title = draw(st.sampled_from([f"{series} (2020-01-02) 甲/乙", f"{series} #12"]) | _titles())
    tagline = draw(st.none() | texts())
    lead = draw(_body(3))
    if tagline is None:
        tagline, rest = take_tagline(lead)
        lead = tuple(rest)
    return Issue(
        series=series,
        title=title,
        date=draw(st.none() | st.just("2020-01-02")),
        number=draw(st.none() | st.sampled_from(["12", "2020-50", "12.5"])),
        topics=read_title(title).topics,
        tagline=tagline,
        lead=render_blocks(lead),
        sections=tuple(draw(st.lists(sections(newsletter), max_size=2))),
        archive=draw(_archives()),
        colophon=draw(colophons(newsletter)),
    )


def shown_text(blocks: Sequence[Block]) -> str:
    """Give the visible text of blocks, without white space."""
    return without_space(text_of(blocks))


def shown_links(blocks: Sequence[Block]) -> list[str]:
    """Give the addresses that blocks lead to, each once."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            found += [link.url for link in links_of(block.children)]
        elif isinstance(block, List):
            found += [url for item in block.items for url in shown_links(item.blocks)]
        elif isinstance(block, Quote):
            found += shown_links(block.blocks)
        elif isinstance(block, Table):
            found += [link.url for row in block.rows for cell in row for link in links_of(cell)]
    return list(dict.fromkeys(found))


_FRAGMENTS = (
    *WORDS,
    *WIDE_SIGNS,
    *SIGNS,
    *MARKUP,
    *STARTS,
    *(f"\n{start}" for start in STARTS),
    *(" ", "\n", "\n\n", "\n  ", "\n    ", "  \n", "\\\n", "\t", "\u3000", "\xa0", "\u200b"),
    *("<p>", "<div>", "</div>", "<ul><li>", "<li>", "</ul>", "<ol>", "<h2>", "<h3>", "<pre>", "<blockquote>"),
    *("<table><tr><td>", "<td>", "</table>", "<br>", "<hr>", "<em>", "</em>", "<strong>", "<sub>", "<del>"),
    *('<a href="http://z.cn/&copy;">', "</a>", '<img src="http://i.cn/q.png" alt="a]b">', "<code>"),
    *('<input type="checkbox" checked>', "<script>x</script>", "<font>", "<svg>", "<style>", "<details>"),
    *("[a](http://a.cn/b)", "[a](<b c>)", "[a]()", "![a](http://i.cn/p.png)", "[![a](b)](c)", "<http://a.cn>"),
    *("http://a.cn/b。后", "www.a.cn", "a@b.cn", ":tada:", "\n| a | b |\n|---|---|\n| c | d |\n", "\n```\n"),
    *("[^1]: n", "\n[r]: http://r.cn\n", "[r]", "摘要：", "代码：", "来源："),
    *("项目：http://p.cn", "标题 | 来源"),
    *("\n## 论文\n", "\n## 短讯\n", "\n## 往期回顾\n", "\n## 关于本刊\n", "\n### ", "2020-01-02", "编辑："),
    *("\n## Briefs\n", "\n## Earlier issues\n", "\n## Colophon\n", "License: x", "Code: x", "[!NOTE]"),
    *("<!-- -->", "Editor: a", "Source: y", "Tag: z", "标签：", "arXiv：1911.11907", "链接："),
    "\n## 开源项目\n",
    *("Skip to content", "Latest commit", "\n• ", "layout: default\n", "\n---\n", "Title: a\n", "Date: b\n"),
)  # fmt: skip
_HEADS = (
    "",
    "# 嵌入式AI简报 (2020-01-02)\n\n",
    "# 嵌入式AI简报 (2020-01-02) 甲/乙\n\n**标语**\n\n## 论文\n\n- ",
    "# News 2020-01-02\n\n## A\n\n",
    "---\nschema: issue/2\nseries: 嵌入式AI简报\n---\n\n# 嵌入式AI简报 (2020-01-02)\n\n## 论文\n\n",
    "<html><body>",
    "<html><body><article class=markdown-body>",
    "<html><body><h1>嵌入式AI简报 (2020-01-02)</h1><h2>论文</h2><ul><li>",
)


@cache
def wild_texts() -> st.SearchStrategy[str]:
    """Give inputs that nobody would write: fragments of Markdown and HTML in any order."""
    body = st.lists(st.sampled_from(_FRAGMENTS), min_size=1, max_size=20).map("".join)
    return st.tuples(st.sampled_from(_HEADS), body).map("".join)
