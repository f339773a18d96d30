"""Documents whose output once read back as something else: what the output says must be stable."""

from __future__ import annotations

import pytest

from issue_normalizer import normalize

HEAD = "# 甲 (2020-01-01)\n\n## 新闻\n\n### 题\n\n"
HTML = "<html><body><h1>甲 (2020-01-01)</h1><h2>新闻</h2><h3>题</h3>{}</body></html>"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param(HEAD + "~~~\n甲\n  ```\n乙\n~~~\n", "  ```\n乙", id="fence-inside-code"),
        pytest.param(HEAD + "文 &amp;#12345678; 尾。\n", "\\&#12345678;", id="long-entity"),
        pytest.param(
            HEAD + "**甲[**乙**](https://a.b)丙。**丁\n",
            "**甲[乙](https://a.b)丙**。丁",
            id="bold-inside-bold",
        ),
        pytest.param(
            HTML.format('<a href="#user-content-x"><p>文。</p></a>'), "[文。](#x)", id="link-around-blocks"
        ),
        pytest.param(
            HTML.format("<p>&lt;1@茶.cn> &lt;1@k></p>"), "\\<1@茶.cn> \\<1@k>", id="address-in-angles"
        ),
        pytest.param(
            HTML.format("<p>&lt;<del>@k></del> &lt;<b>甲</b></p>"), "\\<~~@k>~~ \\<**甲**", id="address-cut"
        ),
        pytest.param(HTML.format("<h2><pre>\u200b</pre>文</h2>"), "## 文", id="code-of-nothing-in-a-heading"),
        pytest.param(HTML.format("<p>文<img alt='甲'>字</p>"), "文甲字", id="image-without-address"),
        pytest.param(
            HTML.format("<p><b>延迟&lt;10ms</b> x&lt;<i>y</i></p>"), "**延迟<10ms** x<*y*", id="less-than"
        ),
        pytest.param(HTML.format("<p>foo<wbr>bar</p>"), "foobar", id="behind-a-break-opportunity"),
        pytest.param(
            HTML.format("<p>a <embed src='https://a.b/c'> b</p>"), "a <https://a.b/c> b", id="embed"
        ),
        pytest.param(
            HTML.format("<p>文</p><embed src='https://a.b/c'><p>字</p>"),
            "文\n\n<https://a.b/c>\n\n字",
            id="embed-around-blocks",
        ),
        pytest.param(
            HTML.format("<p>a <video><source src='https://a.b/c'>text</video> b</p>"),
            "a <https://a.b/c> b",
            id="video",
        ),
        pytest.param(
            HTML.format("<p>a <video>看不了？<a href='https://a.b/c.mp4'>下载</a></video> b</p>"),
            "a <https://a.b/c.mp4> b",
            id="video-with-a-link-inside",
        ),
        pytest.param(
            HTML.format("<p>a <video>没有<a href='https://a.b/c'>脚本</a></video> b</p>"),
            "a b",
            id="video-with-another-link-inside",
        ),
        pytest.param(
            HTML.format("<p>a <a href='https://a.b/c'><video src='https://a.b/d'></video></a> b</p>"),
            "a <https://a.b/d> <https://a.b/c> b",
            id="link-around-a-video",
        ),
        pytest.param(
            HTML.format("<p>文<style>x</style>字<script>y</script><b>甲</b><style>z</style>乙</p>"),
            "文字**甲**乙",
            id="text-around-hidden-elements",
        ),
        pytest.param(
            HTML.format("<p><img src='https://a.b/c' alt='~=~'> <img src='https://a.b/d' alt='<1@k>'></p>"),
            "![\\~=\\~](https://a.b/c) ![\\<1@k>](https://a.b/d)",
            id="signs-in-descriptions",
        ),
        pytest.param(
            HTML.format("<h1><img src='https://a.b/c' alt='甲'>乙<img src='https://a.b/d' alt='丙'></h1>"),
            "# 甲 乙 丙",
            id="images-in-the-title",
        ),
        pytest.param(
            HTML.format("<picture><source srcset=x><img src='https://a.b/c.png' alt='甲'></picture>"),
            "![甲](https://a.b/c.png)",
            id="picture",
        ),
        pytest.param(
            HTML.format("<table><tr><thead><tr><th>甲<th>乙</thead><td>丙<td>丁</table>"),
            "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |",
            id="rows-in-a-row",
        ),
    ],
)
def test_output_reads_as_itself(source: str, shown: str) -> None:
    once = normalize(source)
    assert shown in once
    assert normalize(once) == once


def test_cut_page_with_a_broken_escape() -> None:
    page = (
        '<html><body><script type="application/json" data-target="react-app.embeddedData">'
        r'{"payload":{"blob":{"richText":"\u003cp\u003e甲\q乙，这里有一句很长的话。\u003c/p\u003e\u00'
        "</script></body></html>"
    )
    assert "甲\\q乙，这里有一句很长的话。" in normalize(page)
