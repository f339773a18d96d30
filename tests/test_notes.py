"""Footnotes in one form; boxes that call something out as alerts."""

from __future__ import annotations

import pytest

from body_cases import shown

EXPECTED = "Lamps.[1] Oil.[2]\n\n1. Old.\n2. Dear."


@pytest.mark.parametrize(
    "html",
    [
        # kramdown
        '<p>Lamps.<sup id="fnref:1"><a href="#fn:1" class="footnote">1</a></sup> Oil.<sup id="fnref:2"><a href="#fn:2" class="footnote">2</a></sup></p>'
        '<div class="footnotes"><ol><li id="fn:1"><p>Old. <a href="#fnref:1" class="reversefootnote">↩</a></p></li><li id="fn:2"><p>Dear. <a href="#fnref:2" class="reversefootnote">↩</a></p></li></ol></div>',
        # markdown-it
        '<p>Lamps.<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup> Oil.<sup class="footnote-ref"><a href="#fn2" id="fnref2">[2]</a></sup></p>'
        '<section class="footnotes"><ol><li id="fn1"><p>Old. <a href="#fnref1" class="footnote-backref">↩︎</a></p></li><li id="fn2"><p>Dear. <a href="#fnref2" class="footnote-backref">↩︎</a></p></li></ol></section>',
        # pandoc
        '<p>Lamps.<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a> Oil.<a href="#fn2" class="footnote-ref" id="fnref2"><sup>2</sup></a></p>'
        '<ol><li id="fn1"><p>Old.<a href="#fnref1" class="footnote-back">↩︎</a></p></li><li id="fn2"><p>Dear.<a href="#fnref2" class="footnote-back">↩︎</a></p></li></ol>',
        # WordPress
        '<p>Lamps.<sup data-fn="aa" class="fn"><a id="aa-link" href="#aa">1</a></sup> Oil.<sup data-fn="bb" class="fn"><a id="bb-link" href="#bb">2</a></sup></p>'
        '<ol class="wp-block-footnotes"><li id="aa">Old. <a href="#aa-link">↩︎</a></li><li id="bb">Dear. <a href="#bb-link">↩︎</a></li></ol>',
        # Substack
        '<p>Lamps.<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a> Oil.<a class="footnote-anchor" id="footnote-anchor-2" href="#footnote-2">2</a></p>'
        '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a><div class="footnote-content"><p>Old.</p></div></div>'
        '<div class="footnote"><a id="footnote-2" href="#footnote-anchor-2" class="footnote-number">2</a><div class="footnote-content"><p>Dear.</p></div></div>',
        # Wikipedia
        '<p>Lamps.<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup> Oil.<sup id="cite_ref-2" class="reference"><a href="#cite_note-2">[2]</a></sup></p>'
        '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> <span>Old.</span></li><li id="cite_note-2"><span class="mw-cite-backlink"><b><a href="#cite_ref-2">^</a></b></span> <span>Dear.</span></li></ol>',
        # Zhihu: the number is no link
        '<p>Lamps.<sup id="ref_1_0">[1]</sup> Oil.<sup id="ref_2_0">2</sup></p>'
        '<ol class="ReferenceList"><li id="ref_1"><a href="#ref_1_0">^</a><span>Old.</span></li><li id="ref_2"><span>Dear.</span> <a href="#ref_2_0">↑</a></li></ol>',
        # Sphinx
        '<p>Lamps.<a class="footnote-reference" href="#id2" id="id1"><span>[</span>1<span>]</span></a> Oil.<a class="footnote-reference" href="#id4" id="id3"><span>[</span>2<span>]</span></a></p>'
        '<aside class="footnote" id="id2"><span class="label"><span>[</span><a href="#id1">1</a><span>]</span></span><p>Old.</p></aside>'
        '<aside class="footnote" id="id4"><span class="label"><span>[</span><a href="#id3">2</a><span>]</span></span><p>Dear.</p></aside>',
        # GitHub
        '<p>Lamps.<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref="">1</a></sup> Oil.<sup><a href="#user-content-fn-2" id="user-content-fnref-2" data-footnote-ref="">2</a></sup></p>'
        '<section data-footnotes=""><h2 class="sr-only">Footnotes</h2><ol><li id="user-content-fn-1"><p>Old. <a href="#user-content-fnref-1" data-footnote-backref="">↩</a></p></li><li id="user-content-fn-2"><p>Dear. <a href="#user-content-fnref-2" data-footnote-backref="">↩</a></p></li></ol></section>',
    ],
)
def test_footnotes_have_one_form(html: str) -> None:
    assert shown(html) == EXPECTED


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<p>Pier <span id="a">1</span></p><ul><li><a href="#a">↑</a> Up</li></ul>',
            "Pier 1\n\n- [↑](#a) Up",
        ),
        ('<p>See <a href="#a">1</a>.</p><p id="a">Oil</p>', "See [1](#a).\n\nOil"),
        ("<p>Area in m<sup>2</sup>.</p>", "Area in m<sup>2</sup>."),
        ('<p>See <a href="https://example.org/#fn1">1</a>.</p>', "See [1](https://example.org/#fn1)."),
        ('<p>Go <a href="#top">↑</a></p><p id="top">Oil</p>', "Go [↑](#top)\n\nOil"),
    ],
)
def test_other_links_inside_the_page_stay(html: str, expected: str) -> None:
    assert shown(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<div class="admonition tip"><p class="admonition-title">Tip</p><p>Trim it.</p></div>',
        '<div class="theme-admonition theme-admonition-tip alert"><div class="admonitionHeading_x"><span><svg></svg></span>tip</div><div class="admonitionContent_x"><p>Trim it.</p></div></div>',
        '<div class="tip custom-block"><p class="custom-block-title">提示</p><p>Trim it.</p></div>',
        '<div data-callout="tip" class="callout"><div class="callout-title"><div class="callout-title-inner">Tip</div></div><div class="callout-content"><p>Trim it.</p></div></div>',
        '<div class="notices tip"><p>Trim it.</p></div>',
        '<div class="markdown-alert markdown-alert-tip"><p class="markdown-alert-title"><svg></svg>Tip</p><p>Trim it.</p></div>',
    ],
)
def test_boxes_are_alerts(html: str) -> None:
    assert shown(html) == "> [!TIP]\n>\n> Trim it."


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<div class="admonition tip"><p class="admonition-title">Trim daily</p><p>It smokes.</p></div>',
            "> **Trim daily**\n>\n> It smokes.",
        ),
        ('<div class="note"><p>Oil</p></div>', "Oil"),
        ('<div class="alert"><p>Oil</p></div>', "Oil"),
        ("<dl><dt>Wick</dt><dd>It burns.</dd></dl>", "**Wick**\n\nIt burns."),
        ("<details><summary>More</summary><p>Oil</p></details>", "More\n\nOil"),
        (
            '<figure><img src="/a.png" alt="a"><figcaption>A lamp</figcaption></figure>',
            "![a](/a.png)\n\nA lamp",
        ),
        ('<p>The <abbr title="oil lamp">OL</abbr> burns.</p>', "The OL burns."),
    ],
)
def test_other_boxes(html: str, expected: str) -> None:
    assert shown(html) == expected
