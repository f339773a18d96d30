"""What must hold for every input: nothing is lost on the way out and in again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from issue_normalizer.errors import NormalizeError
from issue_normalizer.issue import Issue
from issue_normalizer.markdown import render_blocks
from issue_normalizer.pipeline import convert, write
from issue_normalizer.readers.markdown import read_markdown
from issue_normalizer.tree import Blocks, Inlines, Paragraph
from issue_normalizer.writers.json import write_json
from issue_normalizer.writers.markdown import write_markdown
from shapes import SHAPES, Source
from strategies import MANY, blocks, inlines, issues, shown_links, shown_text, urls, wild_texts
from test_account import assert_words_are_those_a_parser_shows
from test_check_compare import assert_damage_is_told
from test_fixtures import assert_reads_as_itself


@MANY
@given(inlines())
def test_a_line_reads_as_what_it_was_written_from(nodes: Inlines) -> None:
    _assert_survives((Paragraph(nodes),))


@MANY
@given(blocks())
def test_blocks_read_as_what_they_were_written_from(tree: Blocks) -> None:
    _assert_survives(tree)


def _assert_survives(tree: Blocks) -> None:
    written = render_blocks(tree)
    again = read_markdown(written)
    assert render_blocks(again) == written
    assert shown_text(again) == shown_text(tree)
    assert shown_links(again) == shown_links(tree)


@MANY
@given(issues())
def test_an_issue(issue: Issue) -> None:
    """Each issue is drawn once for all that holds of any: that takes longer than to look at it."""
    assert_reads_as_itself(write_markdown(issue), write_json(issue))
    assert_words_are_those_a_parser_shows(issue)
    assert_damage_is_told(issue)


@MANY
@given(wild_texts())
def test_output_is_a_fixed_point(text: str) -> None:
    try:
        result = convert(text)
    except NormalizeError:
        return
    assert_reads_as_itself(result.markdown, write(result.issue, "json"))


_WORDS = st.sampled_from(
    ["华为", "发布", "Bolt 1.0", "轻量检测", "，", "。", "：", "2020年", "x_y", "a*b", "C++"]
)
_PROSE = st.lists(_WORDS, min_size=1, max_size=6).map("".join)
_SPANS = st.one_of(
    _PROSE,
    _PROSE,
    _PROSE.map(lambda text: f"**{text}**"),
    st.sampled_from(["`code`", "~~旧~~", "![图](http://i.cn/a.png)", "http://a.cn/b。", "😀", "&lt;b&gt;"]),
    st.builds(
        lambda text, url: f"[{text}]({url})", _PROSE, urls().filter(lambda url: url.startswith("http"))
    ),
)
_LINES = st.lists(_SPANS, min_size=1, max_size=4).map(" ".join)
_PARAGRAPHS = st.lists(_LINES, min_size=1, max_size=3).map("  \n".join)
_BLOCKS = st.one_of(
    _PARAGRAPHS,
    st.lists(_LINES, min_size=1, max_size=3).map(lambda lines: "\n".join(f"1. {line}" for line in lines)),
    _LINES.map(lambda line: f"> {line}"),
    st.just("```python\nx = 1\n\ny\n```"),
    st.just("| 甲 | 乙 |\n|---|:-:|\n| 1 | `a` |"),
)
_ITEMS = st.builds(
    lambda title, text: f"- [{title} | 机器之心](http://a.cn/b)  \n  摘要：{text}", _PROSE, _LINES
)
_TITLES = st.sampled_from(["# 嵌入式AI简报 (2020-01-02)", "# Some weekly (2020-01-02)"])


@st.composite
def _documents(draw: st.DrawFn) -> str:
    """Give a newsletter as its author would write it."""
    parts = [draw(_TITLES), draw(_PARAGRAPHS)]
    for section in ("## 论文", "## 开源项目"):
        parts += [section, "\n".join(draw(st.lists(_ITEMS, min_size=1, max_size=3)))]
        parts += draw(st.lists(_BLOCKS, max_size=2))
    return "\n\n".join(parts) + "\n"


@settings(MANY, max_examples=20)
@given(_documents())
def test_every_shape_gives_the_same(document: str) -> None:
    source = convert(document)
    for shape, dress in SHAPES.items():
        page = convert(dress(Source(document)))
        assert page.markdown == source.markdown, shape
        assert write_json(page.issue) == write_json(source.issue), shape
