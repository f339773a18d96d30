"""The list of earlier issues."""

from __future__ import annotations

import pytest

from issue_normalizer.interpret.archive import is_archive_block, read_archive, sort_archive
from issue_normalizer.issue import ArchiveEntry
from issue_normalizer.readers.dump import read_dump
from issue_normalizer.readers.markdown import read_markdown

TABLE = """
| 2 | 0 | 2 | 0 |
|---|---|---|---|
| - |  | [2020-03-02](a.md) | [2020-02-16](b.md) |
| 2 | 0 | 1 | 9 |
"""


@pytest.mark.parametrize(
    ("markdown", "entries"),
    [
        ("- [2020-03-02](a.md)\n- [2020-02-16](b.md)", [("2020-03-02", "a.md"), ("2020-02-16", "b.md")]),
        (TABLE, [("2020-03-02", "a.md"), ("2020-02-16", "b.md")]),
        ("- 2020-03-02\n- 2020/2/16", [("2020-03-02", None), ("2020-02-16", None)]),
        ("2020-03-02 2020-02-16", [("2020-03-02", None), ("2020-02-16", None)]),
        ("[2020-03-02](a.md) [2020-03-02](b.md) -", [("2020-03-02", "a.md"), ("2020-03-02", "b.md")]),
    ],
)
def test_is_an_archive(markdown: str, entries: list[tuple[str, str | None]]) -> None:
    (block,) = read_markdown(markdown)
    assert is_archive_block(block)
    assert read_archive([block]).entries == [ArchiveEntry(*entry) for entry in entries]
    assert read_archive([block]).rest == []


@pytest.mark.parametrize(
    "markdown",
    [
        "2020-03-02 是星期一，2020-03-03 是星期二。",
        "- 2020-03-02",  # one date proves nothing
        "2020-03-02 2020-02-16-1",  # what is no date would be lost
        "2020-03-02 2020-02-16 2020-13-45",
        "12020-03-02 2020-02-16",
        "7-2020-03-02 2020-02-16",
        "2020-03-02 [—](a.md) 2020-02-16",  # and so would an address
        "- 2020-03-02\n- 2020-02-16\n- 7 5 3",
        "| [2](a.md) | 0 | 2 | 0 |\n|---|---|---|---|\n| 2020-03-02 | 2020-02-16 | | |\n",
        "- [![2020-03-02](a.png)](a.md)\n- [2020-02-16](b.md)",
        "- ![2020-03-02](a.png)\n- [2020-02-16](b.md)",
        "- 2020-03-02：发布\n- 2020-02-16：立项",
        "| 日期 | 事 |\n|---|---|\n| 2020-03-02 | 发布 |\n",
        "1 2 3",
        "# 2020-03-02 2020-02-16",
    ],
)
def test_is_no_archive(markdown: str) -> None:
    (block,) = read_markdown(markdown)
    assert not is_archive_block(block)


def test_rows_of_a_dump() -> None:
    (block,) = read_dump("2 0 2 0\n- - 2020-03-02 2020-02-16\n2 0 1 9\n2019-12-17").blocks
    assert is_archive_block(block)
    assert [entry.date for entry in read_archive([block]).entries] == [
        "2020-03-02",
        "2020-02-16",
        "2019-12-17",
    ]


def test_sorted_newest_first_each_once() -> None:
    entries = [
        ArchiveEntry("2019-01-01", "c"),
        ArchiveEntry("2020-01-01", None),
        ArchiveEntry("2020-01-01", "a"),
        ArchiveEntry("2020-01-01", "b"),
    ]
    assert sort_archive([*entries, entries[0]]) == (
        ArchiveEntry("2020-01-01", "a"),
        ArchiveEntry("2020-01-01", "b"),
        ArchiveEntry("2019-01-01", "c"),
    )
