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
