"""Code: its lines, however a page ends them, without numbers of lines and without what is there to press."""

from __future__ import annotations

import pytest

from body_cases import shown
from issue_normalizer.pipeline import convert

TWO = "int a;\n  int b;"


def fenced(text: str, language: str = "") -> str:
    return f"```{language}\n{text}\n```"


@pytest.mark.parametrize(
    "html",
    [
        "<pre>int a;<br>  int b;</pre>",
        "<pre><code>int a;<br/>  int b;<br></code></pre>",
        "<pre><div>int a;</div><div>  int b;</div></pre>",
        "<pre><p>int a;</p><p>  int b;</p></pre>",
        '<pre><span style="display: block">int a;</span><span style="display:block">  int b;</span></pre>',
        '<pre><span class="line">int a;</span>\n<span class="line">  int b;</span></pre>',
        '<pre><span class="line">int a;</span><br><span class="line">  int b;</span><br></pre>',
        '<pre><code><span class="token-line">int a;<br></span><span class="token-line">  int b;<br></span></code></pre>',
        "<pre><code>int a;</code><code>  int b;</code></pre>",
        '<pre class="linenums"><ol><li>int a;</li><li>  int b;</li></ol></pre>',
        '<pre><span class="line"><span class="cl">int a;\n</span></span><span class="line"><span class="cl">  int b;</span></span></pre>',
        '<div class="CodeMirror-code"><pre class="CodeMirror-line">int a;</pre><pre class="CodeMirror-line">  int b;</pre></div>',
        '<div class="fragment"><div class="line"><span class="lineno">    1</span>int a;</div><div class="line"><span class="lineno">    2</span>  int b;</div></div>',
        "<p><code>int a;<br>&nbsp;&nbsp;int b;</code></p>",
    ],
)
def test_lines_end(html: str) -> None:
    assert shown(html) == fenced(TWO)


@pytest.mark.parametrize(
    "html",
    [
        # Pygments
        '<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>1\n2</pre></div></td>'
        '<td class="code"><div class="highlight"><pre>int a;\n  int b;\n</pre></div></td></tr></table>',
        '<div class="highlight"><pre><span class="linenos">1</span>int a;\n<span class="linenos">2</span>  int b;</pre></div>',
        # Rouge
        '<pre class="highlight"><code><table class="rouge-table"><tbody><tr><td class="gutter gl"><pre class="lineno">1\n2\n</pre></td>'
        '<td class="code"><pre>int a;\n  int b;\n</pre></td></tr></tbody></table></code></pre>',
        # Chroma
        '<table class="lntable"><tr><td class="lntd"><pre class="chroma"><code><span class="lnt">1\n</span><span class="lnt">2\n</span></code></pre></td>'
        '<td class="lntd"><pre class="chroma"><code>int a;\n  int b;</code></pre></td></tr></table>',
        '<pre class="chroma"><code><span class="line"><span class="ln">1</span><span class="cl">int a;\n</span></span><span class="line"><span class="ln">2</span><span class="cl">  int b;</span></span></code></pre>',
        # highlight.js
        '<pre><code class="hljs"><table class="hljs-ln"><tr><td class="hljs-ln-numbers"><div class="hljs-ln-n">1</div></td><td class="hljs-ln-code">int a;</td></tr>'
        '<tr><td class="hljs-ln-numbers"><div class="hljs-ln-n">2</div></td><td class="hljs-ln-code">  int b;</td></tr></table></code></pre>',
        '<pre><code>int a;\n  int b;</code><ul class="pre-numbering"><li>1</li><li>2</li></ul></pre>',
        # Prism
        '<pre class="line-numbers"><code>int a;\n  int b;<span class="line-numbers-rows"><span></span><span></span></span></code></pre>',
        # SyntaxHighlighter
        '<div class="syntaxhighlighter"><table><tr><td class="gutter"><div class="line number1">1</div><div class="line number2">2</div></td>'
        '<td class="code"><div class="container"><div class="line number1"><code>int a;</code></div><div class="line number2"><code>&nbsp;&nbsp;</code><code>int b;</code></div></div></td></tr></table></div>',
        # no class tells them
        "<table><tr><td><pre>1\n2</pre></td><td><pre>int a;\n  int b;</pre></td></tr></table>",
        '<pre><span style="color: teal">1</span> int a;\n<span style="color: teal">2</span>   int b;</pre>',
    ],
)
def test_numbers_of_lines_are_no_text(html: str) -> None:
    assert shown(html) == fenced(TWO)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<pre>1 int a;\n2 int b;</pre>", fenced("1 int a;\n2 int b;")),
        ('<pre><span class="mi">1</span>, a\n<span class="mi">2</span>, b</pre>', fenced("1, a\n2, b")),
        ("<pre>a b\nc</pre>", fenced("a b\nc")),
        ("<p>call <code>a</code> and <code>b</code></p>", "call `a` and `b`"),
        ("<pre><code>a</code> or <code>b</code></pre>", fenced("a or b")),
        (
            "<table><tr><th>No</th><th>Lamp</th></tr><tr><td>1</td><td>oil</td></tr><tr><td>2</td><td>gas</td></tr></table>",
            "| No | Lamp |\n| --- | --- |\n| 1 | oil |\n| 2 | gas |",
        ),
        ("<p>Copy</p><pre>int a;</pre>", "Copy\n\n" + fenced("int a;")),
        ('<pre><span class="copy">copy</span>(a, b)</pre>', fenced("copy(a, b)")),
    ],
)
def test_what_is_code_and_text_stays(html: str, expected: str) -> None:
    assert shown(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<div class="code-toolbar"><pre class="language-c"><code>int a;\n  int b;</code></pre><div class="toolbar"><div class="toolbar-item"><span>C</span></div></div></div>',
        '<div class="language-c"><button>Copy</button><span class="lang">c</span><pre><code>int a;\n  int b;</code></pre></div>',
        '<figure class="highlight c"><div class="highlight-tools"><div class="code-lang">C</div><i class="copy-button"></i></div><pre>int a;\n  int b;</pre></figure>',
        '<pre><div class="code-block-extension-header"><div class="code-block-extension-lang">c</div><div class="code-block-extension-copyCodeBtn">复制代码</div></div><code class="language-c">int a;\n  int b;</code></pre>',
        '<pre><code class="hljs language-c">int a;\n  int b;<span class="copy-code-btn">复制代码</span></code></pre>',
        '<div class="box"><div><span>C</span><a href="#">Copy code</a></div><pre><code>int a;\n  int b;</code></pre></div>',
        '<pre class="brush: c; toolbar: false">int a;\n  int b;</pre>',
        '<pre><code data-lang="c">int a;\n  int b;</code></pre>',
        '<div class="sourceCode"><pre class="sourceCode c"><code>int a;\n  int b;</code></pre></div>',
        '<section><ul class="code-snippet__line-index"><li></li></ul><pre class="code-snippet__js" data-lang="c"><code>int a;</code><code>  int b;</code></pre></section>',
    ],
)
def test_toolbars_are_no_code_and_name_the_language(html: str) -> None:
    assert shown(html) == fenced(TWO, "c")


@pytest.mark.parametrize(
    "block",
    [
        '<div class="code-header">Run this first, or the knot slips:</div><pre><code>tie()</code></pre>',
        '<div class="source-code-header"><h3>Run this first</h3></div><pre><code>tie()</code></pre>',
        '<div class="notion-code-block"><p>Run this first</p><pre><code>tie()</code></pre></div>',
    ],
)
def test_what_is_said_above_code_stays_there(block: str) -> None:
    text = "<p>Knots hold, and knots slip, as every sailor of the harbour knows by now.</p>"
    page = f"<html><body><main><h1>Knots 7</h1>{text}<div>{block}</div>{text}</main></body></html>"
    markdown = convert(page).markdown
    assert 0 < markdown.find("Run this first") < markdown.find("tie()")
