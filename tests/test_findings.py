"""What is told of an earlier tool's losses."""

from __future__ import annotations

import pytest

from issue_normalizer.diagnostics import CODES, Diagnostic
from issue_normalizer.interpret.document_diagnostics import stated_items
from issue_normalizer.pipeline import convert

DUMP_HEAD = "Skip to content\nLatest commit\n\n嵌入式AI简报 (2020-01-01)\n\n"


def codes(text: str) -> set[str]:
    return {found.code for found in convert(text).diagnostics}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("导读：本次内容20条。", 20),
        ("本期共3篇", 3),
        ("本次15条", 15),
        ("This issue has 12 items", 12),
        ("内容20条", None),
        ("本次会议持续3天", None),
        ("", None),
    ],
)
def test_stated_items(text: str, expected: int | None) -> None:
    assert stated_items(text) == expected


ITEM = "- [甲](https://a.b)  \n摘要：文。\n"


@pytest.mark.parametrize(
    ("stated", "there", "expected"), [(2, 1, True), (1, 1, False), (1, 2, False), (3, 0, True)]
)
def test_items_lost(stated: int, there: int, *, expected: bool) -> None:
    text = f"# 嵌入式AI简报 (2020-01-01)\n\n> 导读：本次内容{stated}条。\n\n## 博文\n\n文。\n\n{ITEM * there}"
    assert ("items-lost" in codes(text)) is expected


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        (f"{DUMP_HEAD}博文\n\n  • 甲 | 乙\n    摘要：文。\n", "links-lost", True),
        (f"Skip to content\nLatest commit\n\n# 甲 (2020-01-01)\n\n## 新闻\n\n{ITEM}", "links-lost", False),
        (f"{DUMP_HEAD}博文\n\n  • 甲\n    摘要：文。\n2020-01-01 2019-12-01\n", "headings-lost", True),
        (
            f"{DUMP_HEAD}博文\n\n  • 甲\n    摘要：文。\n往期回顾\n2020-01-01 2019-12-01\n",
            "headings-lost",
            False,
        ),
        ("# 甲 (2020-01-01)\n\n一,二,三,四,五,六(七)八;九\n", "width-folded", True),
        ("# 甲 (2020-01-01)\n\n一，二，三，四，五，六（七）八；九,十\n", "width-folded", False),
        ("# 甲 (2020-01-01)\n\none, two, three, four, five (six); seven\n", "width-folded", False),
        ("# 甲\n\n文。\n", "date-missing", True),
        ("---\ndate: 2020-01-01\n---\n\n# 甲\n\n文。\n", "date-missing", False),
        (f"Skip to content\nLatest commit\n\n# 甲 (2020-01-01)\n\n{ITEM}", "furniture-removed", True),
        (f"# 甲 (2020-01-01)\n\n{ITEM}", "furniture-removed", False),
    ],
)
def test_codes(text: str, code: str, *, expected: bool) -> None:
    assert (code in codes(text)) is expected


def test_a_line_for_standard_error() -> None:
    found = Diagnostic("links-lost", "gone", 3)
    assert found.format("a.txt") == "a.txt:3: warning[links-lost]: gone"


def test_every_promised_code_is_there() -> None:
    expected = """links-lost items-lost headings-lost width-folded furniture-removed link-broken
        link-ephemeral emphasis-repaired summary-missing date-missing section-unknown encoding-guessed
        text-trailing"""
    assert set(expected.split()) <= set(CODES)
