"""The archive as a database, a table and a feed."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import FIXTURES
from issue_normalizer import batch, normalize
from issue_normalizer.exports import FORMS
from issue_normalizer.exports.grams import LONGEST, with_grams
from issue_normalizer.exports.items import arxiv_parts
from issue_normalizer.exports.table import COLUMNS

PAGES = FIXTURES / "jekyll"
HOSTILE = """\
# Kettle (2024-01-02)

## News

### [=HYPERLINK("x")](https://example.org/a)

<script>alert(1)</script> and 模型量化压缩。

### [v1.0](https://arxiv.org/abs/2009.00278v2)

Text ]]> & more.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "hostile.md").write_text(HOSTILE, "utf-8")
    batch([PAGES, tmp_path / "hostile.md"], tmp_path / "out", to=FORMS)
    return tmp_path / "out"


def selected(archive: Path, sql: str, *values: object) -> list[sqlite3.Row]:
    with closing(sqlite3.connect(archive / "issues.sqlite")) as database:
        database.row_factory = sqlite3.Row
        return database.execute(sql, values).fetchall()


def items(archive: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (archive / "items.jsonl").read_text("utf-8").splitlines()]


def test_each_is_one_file_and_the_archive_knows_itself(archive: Path, tmp_path: Path) -> None:
    names = {path.name for path in archive.iterdir() if not path.name.startswith(".")}
    own = {"index.md", "index.json", "items.jsonl", "issues.jsonl", "manifest.jsonl"}
    assert names == {*own, *(name for name, _ in FORMS.values())}
    before = {path: path.read_bytes() for path in archive.iterdir() if path.is_file()}
    summary = batch(tmp_path / "hostile.md", archive, to="sqlite")  # fewer inputs: the rest stays
    assert summary.issues == len(list(PAGES.iterdir())) + 1
    for name, _ in FORMS.values():
        assert (archive / name).read_bytes() == before[archive / name]


def test_what_was_written_once_is_kept_up(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text(HOSTILE.replace("2024-01-02", "2024-01-09"), "utf-8")
    batch(tmp_path / "new.md", archive)
    dates = {row["date"] for row in selected(archive, "SELECT date FROM issues")}
    assert "2024-01-09" in dates
    assert "2024-01-09" in (archive / "items.csv").read_text("utf-8")
    assert "2024-01-09" in (archive / "index.atom").read_text("utf-8")


def test_a_dry_run_writes_none(tmp_path: Path) -> None:
    batch(PAGES, tmp_path / "out", to=FORMS, dry_run=True)
    assert not list((tmp_path / "out").glob("i*"))


class TestDatabase:
    def test_its_rows_are_what_the_archive_holds(self, archive: Path) -> None:
        rows = selected(
            archive,
            "SELECT items.*, issues.path FROM items JOIN issues ON issues.id = issue_id ORDER BY items.id",
        )
        known = items(archive)
        assert len(rows) == len(known)
        for row, item in zip(rows, known, strict=True):
            for key in ("date", "section", "kind", "place", "title", "url", "publisher", "summary", "path"):
                assert row[key] == item[key]
            assert json.loads(row["tags"]) == item["tags"]
            sql = "SELECT url FROM links WHERE item_id = ? AND NOT is_title ORDER BY id"
            links = selected(archive, sql, row["id"])
            assert [one["url"] for one in links] == [one["url"] for one in item["links"]]
        assert selected(archive, "PRAGMA integrity_check")[0][0] == "ok"
        assert selected(archive, "PRAGMA foreign_key_check") == []

    @pytest.mark.parametrize(
        ("query", "is_found"),
        [
            ("量化", True),
            ("压缩", True),
            ("型", True),
            ("量化压缩", True),
            ("量化 模型", True),
            ("script", True),
            ("化量", False),
            ("缩量", False),
        ],
    )
    def test_plain_match_finds_words_of_signs(self, archive: Path, query: str, *, is_found: bool) -> None:
        found = selected(
            archive,
            "SELECT title FROM items WHERE id IN (SELECT rowid FROM items_fts WHERE items_fts MATCH ?)"
            " AND date = '2024-01-02'",
            query,
        )
        assert bool(found) is is_found

    def test_datasette_would_find_the_index(self, archive: Path) -> None:
        (sql,) = selected(
            archive,
            "SELECT sql FROM sqlite_master WHERE rootpage = 0 AND sql LIKE '%VIRTUAL TABLE%USING FTS%'"
            " AND sql LIKE '%content=\"items\"%'",
        )
        assert sql


@given(st.text(alphabet="模型量化 ab，。", max_size=30))
def test_every_short_stretch_of_signs_is_a_word(text: str) -> None:
    words = with_grams(text).replace("，", " ").replace("。", " ").split()
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + LONGEST) + 1):
            piece = text[start:end]
            if all(sign in "模型量化" for sign in piece):
                assert piece in words
    for word in words:
        assert word in text


class TestTable:
    def test_its_rows_are_what_the_archive_holds(self, archive: Path) -> None:
        with (archive / "items.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        known = items(archive)
        assert tuple(rows[0]) == COLUMNS
        assert [row["path"] for row in rows] == [item["path"] for item in known]
        assert [row["url"] for row in rows] == [item["url"] or "" for item in known]

    def test_nothing_in_it_is_a_formula(self, archive: Path) -> None:
        with (archive / "items.csv").open(encoding="utf-8", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert '\'=HYPERLINK("x")' in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


class TestFeed:
    def test_it_is_a_feed_newest_first(self, archive: Path) -> None:
        feed = feedparser.parse((archive / "index.atom").read_bytes())
        assert not feed.bozo
        assert feed.version == "atom10"
        assert len(feed.entries) == len(list(PAGES.iterdir())) + 1
        dates = [entry.updated for entry in feed.entries]
        assert dates == sorted(dates, reverse=True)
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
        assert all(entry.content[0].type == "text/html" for entry in feed.entries)

    def test_tags_in_a_text_are_text(self, archive: Path) -> None:
        text = (archive / "index.atom").read_text("utf-8")
        assert "<script" not in text
        assert "&lt;script" not in text
        assert "&amp;lt;script&amp;gt;alert(1)" in text


@pytest.mark.parametrize(
    ("arxiv", "parts"),
    [
        ("2009.00278v2", ("2009.00278", 2)),
        ("1911.11907", ("1911.11907", None)),
        ("cs/0112017v1", ("cs/0112017", 1)),
        (None, (None, None)),
    ],
)
def test_arxiv_numbers_join(arxiv: str | None, parts: tuple[str | None, int | None]) -> None:
    assert arxiv_parts(arxiv) == parts


def test_lines_of_items_have_them_too(archive: Path) -> None:
    (item,) = [one for one in items(archive) if one["title"] == "v1.0"]
    assert (item["arxiv"], item["arxiv_id"], item["arxiv_version"]) == ("2009.00278v2", "2009.00278", 2)
    assert '"arxiv": "2009.00278v2"' in normalize(HOSTILE, to="json")
