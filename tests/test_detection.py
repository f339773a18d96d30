"""Which reader an input is given to."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import FIXTURES, every_input
from issue_normalizer.decoding import decode
from issue_normalizer.errors import UsageError
from issue_normalizer.readers.detection import READERS, choose, names, scores

# The reader for every folder of fixtures; where a folder holds several shapes, by the file's name.
EXPECTED = {
    "canonical": {".md": "canonical", ".json": "json"},
    "code-host": {".html": "html"},
    "converter": {".md": "markdown"},
    "dump": {".txt": "dump"},
    "forum": {".html": "html"},
    "github-2013": {".html": "github"},
    "github-classic": {".html": "github"},
    "github-react": {".html": "github"},
    "github-saved": {".html": "github"},
    "github-views": {".html": "github"},
    "html": {".html": "html"},
    "jekyll": {".md": "markdown"},
    "mail": {".eml": "mail"},
    "mhtml": {".mhtml": "mhtml"},
    "newsletters": {".md": "markdown", ".mdx": "markdown", ".html": "html"},
    "other": {".md": "markdown", ".txt": "dump", ".html": "html"},
    "raw-view": {".txt": "markdown"},
    "site": {".html": "html"},
    "styles": {".md": "markdown", ".html": "html"},
}
FAMILIES = {
    ".md": "markdown",
    ".html": "html",
    ".eml": "mail",
    ".mbox": "mailbox",
    ".xml": "feed",
    ".json": "feed",
}
# Its headings are Markdown: the Markdown reader reads it as well.
EXCEPTIONS = {
    FIXTURES / "dump" / "dashes-and-headings.txt": "markdown",
    FIXTURES / "code-host" / "gitee-issue.html": "github",
    FIXTURES / "code-host" / "thread.html": "github",
}


@every_input()
def test_fixtures(path: Path) -> None:
    folder = path.relative_to(FIXTURES).parts[0]
    reader = choose(decode(path.read_bytes()).text).name
    if path.parent.name == "families":
        assert reader == FAMILIES[path.suffix]
    elif folder == "twins":
        shape = "html" if path.name == "site.html" else "github" if path.suffix == ".html" else "markdown"
        assert reader == shape
    else:
        assert reader == EXCEPTIONS.get(path, EXPECTED[folder][path.suffix])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"schema": "issue/2"}', "json"),
        ("---\nschema: issue/2\n---\n", "canonical"),
        ("---\nlayout: default\n---\n\n文\n", "markdown"),
        ("# 甲\n\n[乙](https://a.b)\n", "markdown"),
        ("甲\n\n  • 乙\n    文\n", "dump"),
        ("<p>甲</p>\n<p>乙</p>", "html"),
        ("<!-- made -->\n<style>\np {\n  margin: 0\n}\n</style>\n<center><p>甲</p></center>", "html"),
        (
            "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>甲</TITLE>\n<DL><p>\n<DT><A HREF='/b'>乙</A>\n</DL>",
            "html",
        ),
        ("<style>\np { margin: 0 }\n</style>\n\n# 甲\n\n<p>乙</p>\n", "markdown"),
        ("<!DOCTYPE html><html><body>甲</body></html>", "html"),
        (f"<script>{'x = 1;' * 600}</script>\n<!DOCTYPE html><html><body>甲</body></html>", "html"),
        ('<html><body><article class="markdown-body">甲</article></body></html>', "github"),
        ("MIME-Version: 1.0\nContent-Type: text/html\n\n<p>甲</p>", "mhtml"),
        # not what a first glance says
        ('{"a": 1}', "json"),
        ("{甲} 乙\n", "dump"),
        ("<b>甲</b>\n\n# 乙\n\n- [丙](https://a.b)\n", "markdown"),
        ("# 甲\n\n```html\n<!DOCTYPE html><html>\n```\n", "markdown"),
        ("甲\n\nMIME-Version: 1.0\n", "dump"),
    ],
)
def test_choose(text: str, expected: str) -> None:
    assert choose(text).name == expected


def test_a_name_forces_a_reader() -> None:
    for name in names():
        assert choose("# 甲", name).name == name


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UsageError, match="markdown"):
        choose("# 甲", "word")


@pytest.mark.parametrize("text", ["", " ", "\n" * 1000, "a" * 100_000, "<" * 1000, "-" * 1000])
def test_scores_lie_between_0_and_1(text: str) -> None:
    found = scores(text)
    assert len(found) == len(READERS)
    assert all(0 <= score <= 1 for _, score in found)


@pytest.mark.parametrize(
    ("opening", "closing"), [("<!-- ", "-->"), ("<style>", "</style>"), ("<SCRIPT>", "</script >")]
)
def test_what_is_not_shown_says_nothing_of_the_format(opening: str, closing: str) -> None:
    hidden = f"{opening}\na\nb\nc\nd\n{closing}"
    assert choose(f"{hidden}\n<p>A word.</p>\n{hidden}\n<p>Another.</p>\n").name == "html"
    assert choose(f"{opening}\na\nb\nc\nd\n<p>A word.</p>\n").name != "html"
