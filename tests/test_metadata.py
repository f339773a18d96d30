"""Pelican's metadata lines above the text."""

from __future__ import annotations

import pytest

from issue_normalizer import read


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("Title: 甲\nDate: 2020-01-02\n\n正文。\n", "甲", "2020-01-02"),
        ("Title: 甲\nDate: 2020-01-02 10:00\nTags: a, b\nSlug: c\n\n正文。\n", "甲", "2020-01-02"),
    ],
)
def test_is_taken(text: str, title: str, date: str) -> None:
    issue = read(text)
    assert (issue.title, issue.date, issue.lead) == (title, date, "正文。")


@pytest.mark.parametrize(
    "text",
    [
        "# 甲 (2020-01-02)\n\nNote: this\nTitle: is text\n",
        "# 甲 (2020-01-02)\n\n一段。\n\nTitle: 乙\nDate: 2021-01-01\n",
        "# 甲 (2020-01-02)\n\nDate: 2021-01-01\n",
    ],
)
def test_is_text(text: str) -> None:
    issue = read(text)
    assert (issue.title, issue.date) == ("甲 (2020-01-02)", "2020-01-02")
    assert "Title:" in issue.lead or "Date:" in issue.lead
