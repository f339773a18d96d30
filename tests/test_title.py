"""The issue's title: series, date, topics."""

from __future__ import annotations

import pytest

from issue_normalizer.interpret.title import TitleFacts, find_date, read_title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-03-02", "2020-03-02"),
        ("2020/3/2", "2020-03-02"),
        ("2020.03.02", "2020-03-02"),
        ("2020年3月2日", "2020-03-02"),
        ("on 1999-12-31, late", "1999-12-31"),
        ("2021-12-03 09:30:00 +0800", "2021-12-03"),
        # no date
        ("", None),
        ("2020-13-01", None),
        ("2020-00-10", None),
        ("2020-01-32", None),
        ("2020-03", None),
        ("3020-01-01", None),
        ("10.0.0.7", None),
        ("第 12 期", None),
    ],
)
def test_find_date(text: str, expected: str | None) -> None:
    assert find_date(text) == expected


@pytest.mark.parametrize(
    ("title", "series", "date", "topics"),
    [
        ("水壶周刊 (2020-03-02)", "水壶周刊", "2020-03-02", ()),
        ("水壶周刊（2020-03-02）", "水壶周刊", "2020-03-02", ()),
        ("水壶周刊 (2020-11-30) 甲/乙", "水壶周刊", "2020-11-30", ("甲", "乙")),
        ("水壶周刊 (2021-07-18)：甲/乙 丙/CSL", "水壶周刊", "2021-07-18", ("甲", "乙 丙", "CSL")),
        ("水壶周刊 2020年3月2日", "水壶周刊", "2020-03-02", ()),
        ("Kettle Weekly — 2023.04.05", "Kettle Weekly", "2023-04-05", ()),
        ("2020-03-02", None, "2020-03-02", ()),
        ("2020-03-02 甲/", None, "2020-03-02", ("甲",)),
        ("水壶周刊（第8期）：甲 (2021-05-05)", "水壶周刊", "2021-05-05", ("甲",)),
        ("水壶周刊 第8期 2021-05-05 甲/乙", "水壶周刊", "2021-05-05", ("甲", "乙")),
        ("水壶周刊（第8期） (2021-05-05)", "水壶周刊", "2021-05-05", ()),
        ("第8期 水壶周刊 (2021-05-05)", "水壶周刊", "2021-05-05", ()),
        ("水壶周刊 第 12 期", "水壶周刊", None, ()),
        ("水壶周刊（第 8 期）", "水壶周刊", None, ()),
        ("Kettle Weekly Issue #12", "Kettle Weekly", None, ()),
        ("Kettle Weekly #12", "Kettle Weekly", None, ()),
        # nothing told
        ("水壶周刊", None, None, ()),
        ("第 12 期", None, None, ()),
        ("甲/乙", None, None, ()),
        ("", None, None, ()),
    ],
)
def test_read_title(title: str, series: str | None, date: str | None, topics: tuple[str, ...]) -> None:
    assert read_title(title) == TitleFacts(series, date, topics)
