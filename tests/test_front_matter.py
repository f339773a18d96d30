"""Front matter in text and in tables."""

from __future__ import annotations

import pytest
from lxml import html

from issue_normalizer.pipeline import convert
from issue_normalizer.readers.front_matter import split_front_matter
from issue_normalizer.readers.page_document import table_front_matter


@pytest.mark.parametrize(
    ("text", "values", "body", "lines"),
    [
        ("---\nlayout: default\n---\n正文", {"layout": "default"}, "正文", 3),
        ("---\nTitle: '甲：乙'\ndate: 2020-01-02\n---\n", {"title": "甲：乙", "date": "2020-01-02"}, "", 4),
        ("---\ntags: [a, b, 3]\nnested: {x: y}\nempty:\n---\nx", {"tags": "a, b, 3"}, "x", 5),
        ("---\na: 1\n...\nx", {"a": "1"}, "x", 3),
    ],
)
def test_is_taken(text: str, values: dict[str, str], body: str, lines: int) -> None:
    found = split_front_matter(text)
    assert (dict(found.values), found.body, found.lines, found.invalid) == (values, body, lines, "")


@pytest.mark.parametrize(
    "text",
    [
        "正文",
        "---\n\n---\n正文",  # two rules
        "---\n一句话\n---\n正文",  # a rule, and a heading
        "---\n- a\n- b\n---\n正文",  # a list is no front matter
        "\n---\na: 1\n---\n正文",  # not at the start
        "---\na: 1\n正文",  # never closed
        "Title: 只有一行\n\n正文",
        "Date: 2020-01-02\nTags: a\n\n正文",  # no title
        "Note: this\nTitle: is text\n",
    ],
)
def test_is_not_taken(text: str) -> None:
    found = split_front_matter(text)
    assert (dict(found.values), found.body, found.lines, found.invalid) == ({}, text, 0, "")


def test_invalid_yaml_is_content() -> None:
    found = split_front_matter("---\na: [1\n---\n正文")
    assert found.invalid == "---\na: [1\n---"
    assert (found.body, dict(found.values)) == ("正文", {})


def test_yaml_makes_no_objects() -> None:
    found = split_front_matter("---\na: !!python/object/apply:os.getcwd []\n---\nx")
    assert found.invalid
    assert dict(found.values) == {}


ROW = "<tr><th>layout</th><th>title</th></tr>"
VALUES = "<tr><td><div>default</div></td><td><div>甲</div></td></tr>"
BARE_VALUES = "<tr><td>default</td><td>甲</td></tr>"
EXPECTED = {"layout": "default", "title": "甲"}


@pytest.mark.parametrize(
    "table",
    [
        f"<table><thead>{ROW}</thead><tbody>{VALUES}</tbody></table>",
        f"<table data-table-type='yaml-metadata'><thead>{ROW}</thead><tbody>{BARE_VALUES}</tbody></table>",
        "<table><tbody><tr><th>layout</th><td>default</td></tr><tr><th>title</th><td>甲</td></tr></tbody></table>",
    ],
)
def test_table_of_front_matter(table: str) -> None:
    assert table_front_matter(html.fromstring(table)) == EXPECTED


@pytest.mark.parametrize(
    "table",
    [
        f"<table><thead>{ROW}</thead><tbody>{BARE_VALUES}</tbody></table>",
        f"<table><thead>{ROW}</thead><tbody>{VALUES}{VALUES}</tbody></table>",
        "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
        "<table></table>",
    ],
)
def test_table_of_the_document(table: str) -> None:
    assert table_front_matter(html.fromstring(table)) is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [('"  A  b "', "A b"), ('" "', None), ('"\u3000"', None), ("A b", "A b")],
)
def test_a_title_has_no_white_space_around_it(title: str, expected: str | None) -> None:
    result = convert(f"---\ntitle: {title}\n---\n\nText.\n")
    assert (result.issue.title or None) == expected
    assert convert(result.markdown).markdown == result.markdown


@pytest.mark.parametrize(("beside", "title"), [("from: Ann Reed", "Ropes"), ("author: Ann Reed", "")])
def test_a_subject_is_a_title_in_mails(beside: str, title: str) -> None:
    assert convert(f"---\nsubject: Ropes\n{beside}\n---\n\nText.\n").issue.title == title
