"""Formulas: once, as TeX between dollars."""

from __future__ import annotations

import pytest

from body_cases import shown, written
from issue_normalizer.pipeline import convert

MATHML = "<math><mi>x</mi><mo>=</mo><msup><mi>a</mi><mn>2</mn></msup></math>"
ANNOTATED = MATHML.replace("</math>", '<annotation encoding="application/x-tex">x = a^2</annotation></math>')
KATEX = f'<span class="katex"><span class="katex-mathml">{ANNOTATED}</span><span class="katex-html" aria-hidden="true"><span>x</span><span>=</span><span>a2</span></span></span>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (KATEX, "$x = a^2$"),
        (MATHML, "$x=a^2$"),
        (ANNOTATED, "$x = a^2$"),
        (MATHML.replace("<math>", '<math alttext="{\\displaystyle x=a^{2}}">'), "$x=a^{2}$"),
        (
            f'<span class="MathJax_Preview">[x]</span><span class="MathJax"><nobr aria-hidden="true">x=a2</nobr><span>{MATHML}</span></span><script type="math/tex">x=a^2</script>',
            "$x=a^2$",
        ),
        ('<script type="math/tex">x=a^2</script>', "$x=a^2$"),
        (
            f"<mjx-container><svg><g></g></svg><mjx-assistive-mml>{MATHML}</mjx-assistive-mml></mjx-container>",
            "$x=a^2$",
        ),
        (
            f'<span class="mwe-math-element"><span style="display: none;">{MATHML}</span><img class="mwe-math-fallback-image-inline" src="/x.svg" alt="{{\\displaystyle x=a^{{2}}}}"></span>',
            "$x=a^{2}$",
        ),
        ('<img src="https://www.zhihu.com/equation?tex=x%3Da%5E2" alt="x=a^2" eeimg="1">', "$x=a^2$"),
        ('<img class="latex" src="https://s0.wp.com/latex.php?latex=x%3Da%5E2" alt="x=a^2">', "$x=a^2$"),
        ('<span class="ztext-math" data-eeimg="1" data-tex="x=a^2">x=a2</span>', "$x=a^2$"),
        ("\\(x=a^2\\)", "$x=a^2$"),
        ("<math-renderer>$x=a^2$</math-renderer>", "$x=a^2$"),
    ],
)
def test_a_formula_is_told_once(html: str, expected: str) -> None:
    assert shown(f"<p>Let {html} be.</p>") == f"Let {expected} be."


@pytest.mark.parametrize(
    "html",
    [
        f'<p>Let</p><span class="katex-display">{KATEX}</span><p>be.</p>',
        f'<p>Let <span class="katex-display">{KATEX}</span> be.</p>',
        f'<p>Let</p><mjx-container display="true"><mjx-assistive-mml>{ANNOTATED}</mjx-assistive-mml></mjx-container><p>be.</p>',
        '<p>Let</p><div class="MathJax_Display">x=a2</div><script type="math/tex; mode=display">x = a^2</script><p>be.</p>',
        "<p>Let</p><p>\\[x = a^2\\]</p><p>be.</p>",
    ],
)
def test_a_formula_on_its_own_line(html: str) -> None:
    assert shown(html) == "Let\n\n$$x = a^2$$\n\nbe."


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>From $5 to $6.</p>", "From $5 to $6."),
        ('<p><img src="/x.png" alt="a_1"></p>', "![a_1](/x.png)"),
        ("<p><code>\\(x\\)</code></p>", "`\\(x\\)`"),
        ('<p>class <span class="math">5 + 5</span></p>', "class 5 + 5"),
    ],
)
def test_what_is_no_formula(html: str, expected: str) -> None:
    assert shown(html) == expected


@pytest.mark.parametrize(
    "markdown",
    ["$x_1 = a^2$", "$\\frac{a}{b}$", "$$\\sum_{i} x_{i}$$", "$k_1 * k_2$", "$x_{i} + y_{j}$"],
)
def test_tex_in_markdown_stays_as_it_is(markdown: str) -> None:
    assert written(markdown) == markdown


@pytest.mark.parametrize(
    "drawn",
    [
        f'<span class="mwe-math-element"><span style="display: none;">{MATHML}</span><img class="mwe-math-fallback-image-inline" src="/x.svg" alt="{{\\displaystyle x=a^{{2}}}}"></span>',
        ANNOTATED.replace("x = a^2", "{\\displaystyle x = a^2}"),
        ANNOTATED.replace("x = a^2", "{\\textstyle x = a^2}"),
    ],
)
def test_a_formula_in_several_forms_is_read_once(drawn: str) -> None:
    text = "Where the rope is bent, the load that it carries falls, and it falls by this: "
    result = convert(
        f"<html><body><article><h1>Knots</h1><p>{text}{drawn}, and by no more.</p></article></body></html>"
    )
    assert result.markdown.count("$") == 2
    assert not {"text-lost", "text-added"} & {found.code for found in result.diagnostics}
