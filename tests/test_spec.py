"""The examples of the CommonMark and GFM specifications as inputs.

Each is read, loses nothing, and is a fixed point; and GitHub's renderer shows the same text and links for
what comes out as the specification does for what went in.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

from issue_normalizer.profiles import load
from issue_normalizer.text import without_space
from issue_normalizer.urls import is_live

sys.path.insert(0, str(Path(__file__).parent.parent / "fuzz"))
from invariants import check

cmarkgfm = pytest.importorskip("cmarkgfm")

HERE = Path(__file__).parent / "spec"
SPECS: dict[str, list[tuple[str, str]]] = json.loads((HERE / "examples.json").read_text("utf-8"))
EXCEPTIONS: dict[str, str] = json.loads((HERE / "exceptions.json").read_text("utf-8"))
OWN = {load("neutral").canonical.items, load("neutral").canonical.briefs, load("neutral").canonical.colophon}
EXAMPLES = [
    pytest.param(markdown, html, id=f"{spec}:{number}")
    for spec, examples in SPECS.items()
    for number, (markdown, html) in enumerate(examples, 1)
]


def shown(html: str) -> tuple[str, list[str]]:
    """Give the text that HTML shows, white space aside, and where its links and images lead.

    A link that leads nowhere, shows nothing, or is of a scheme that the form does not link is none.
    """
    root = etree.fromstring(f"<body>{html}</body>".encode(), etree.HTMLParser(encoding="utf-8"))
    for heading in list(root.iter("h2")):
        if "".join(heading.itertext()) in OWN:  # the form's own
            heading.clear(keep_tail=True)
    text = "".join(root.xpath("//text()[not(ancestor::script or ancestor::style or ancestor::title)]"))
    links = [
        unquote(address)
        for element in root.iter("a", "img")
        if (address := element.get("href") or element.get("src")) and is_live(address) and _is_seen(element)
    ]
    return without_space(text), links


def _is_seen(element: etree._Element) -> bool:
    """Tell whether there is anything to press."""
    return element.tag == "img" or bool(len(element)) or bool((element.text or "").strip())


def shown_by_github(markdown: str) -> tuple[str, list[str]]:
    """Give what GitHub's renderer shows of Markdown."""
    options = cmarkgfm.Options.CMARK_OPT_UNSAFE | cmarkgfm.Options.CMARK_OPT_FOOTNOTES
    return shown(cmarkgfm.github_flavored_markdown_to_html(markdown, options=options))


@pytest.mark.parametrize(("markdown", "html"), EXAMPLES)
def test_an_example(markdown: str, html: str, request: pytest.FixtureRequest) -> None:
    result = check(markdown.encode(), "markdown")
    if result is None:
        assert shown(html) == ("", []), "what shows something is refused"
        return
    canonical = result.markdown.partition("\n---\n")[2]
    # GFM reads some examples of CommonMark otherwise: bare addresses are links, some tags are text.
    right = (shown(html), shown_by_github(markdown))
    name = request.node.callspec.id
    assert (shown_by_github(canonical) in right) == (name not in EXCEPTIONS)


def test_exceptions_are_few() -> None:
    assert set(EXCEPTIONS) <= {str(example.id) for example in EXAMPLES}
    assert len(EXCEPTIONS) <= len(EXAMPLES) / 100
