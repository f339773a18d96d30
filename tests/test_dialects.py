"""Marks of site generators in Markdown: code, boxes, attributes."""

from __future__ import annotations

import pytest

from body_cases import written
from issue_normalizer.pipeline import convert

CODE = "```ruby\n# a lamp\nputs 1\n\n# two\n```"


@pytest.mark.parametrize(
    "markdown",
    [
        "{% highlight ruby %}\n# a lamp\nputs 1\n\n# two\n{% endhighlight %}",
        "{% highlight ruby linenos %}\n# a lamp\nputs 1\n\n# two\n{% endhighlight %}",
        '{{< highlight ruby "linenos=table" >}}\n# a lamp\nputs 1\n\n# two\n{{< /highlight >}}',
        "{{% highlight ruby %}}\n# a lamp\nputs 1\n\n# two\n{{% /highlight %}}",
        "{% codeblock lang:ruby %}\n# a lamp\nputs 1\n\n# two\n{% endcodeblock %}",
        "{% raw %}\n```ruby\n# a lamp\nputs 1\n\n# two\n```\n{% endraw %}",
        "``` {.ruby .numberLines}\n# a lamp\nputs 1\n\n# two\n```",
        "~~~ ruby\n# a lamp\nputs 1\n\n# two\n~~~\n{: .nolineno}",
    ],
)
def test_code_between_tags(markdown: str) -> None:
    assert written(markdown) == CODE


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ('[a](https://example.org/a){:target="_blank"} lamp', "[a](https://example.org/a) lamp"),
        ("[a](https://example.org/a){.wide} lamp", "[a](https://example.org/a) lamp"),
        ("A [lamp]{.underline} burns.", "A lamp burns."),
        ("Oil\n{: .note}", "Oil"),
        ("* TOC\n{:toc}\n\nOil", "Oil"),
        ("::: {.box}\nOil\n:::", "Oil"),
        ("[a](https://example.org/a)\n\n{% include x.html %}\n\nOil", "[a](https://example.org/a)\n\nOil"),
        ("{% include x.html %}\n[a]: https://example.org/a\n\nSee [a].", "See [a](https://example.org/a)."),
        ("![b](/b.png){width=50%}", "![b](/b.png)"),
        ('See [b]({{< ref "b.md" >}}).', "See [b](b.md)."),
        ('{{< figure src="/b.png" alt="b" >}}', "![b](/b.png)"),
    ],
)
def test_attributes_and_tags_are_no_text(markdown: str, expected: str) -> None:
    assert written(markdown) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "{{% notice tip %}}\nTie a knot.\n{{% /notice %}}",
        ":::tip\nTie a knot.\n:::",
        ":::tip\n\nTie a knot.\n\n:::",
        "!!! tip\n    Tie a knot.",
        "> [!tip]\n> Tie a knot.",
    ],
)
def test_boxes_are_alerts(markdown: str) -> None:
    assert written(markdown) == "> [!TIP]\n>\n> Tie a knot."


@pytest.mark.parametrize(
    "markdown",
    [
        "Use `{: .x}` here.",
        "```\n{: .x}\n[a](b){.c}\n```",
        "A set {a, b} and f{x}.",
        "What is this??? And that!!!",
    ],
)
def test_what_is_text_stays(markdown: str) -> None:
    assert written(markdown) == markdown


def test_what_is_taken_out_is_told() -> None:
    dropped = convert("# Lamps\n\nOil\n{: .note}\n").account.spans
    assert [(span.line, span.text, span.reason) for span in dropped] == [(4, "{: .note}", "template")]


def test_reference_inside_a_tag_keeps_its_address() -> None:
    """A tag over several lines is text; the definition below it goes, so the address must stand in the tag."""
    tag = '{% include list.md\n  q0="Which bird?"\n  a0="One that [stands][stand] still."\n%}'
    assert "[stands](https://example.org/stand)" in written(f"{tag}\n\n[stand]: https://example.org/stand")
