"""What a batch takes for an input: pages, not what stands beside them; what is passed over is told."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from archive_runs import SERIES, batch, is_root, issue, manifest, statuses, tree, write
from issue_normalizer.batch.aside import fits, is_folder_of_page, is_member_aside

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A page as a browser saves it, with its folder."""
    folder = tmp_path / "saved"
    write(
        folder / "page.html", f"<html><body><h1>{SERIES} (2021-05-01)</h1><p>刨花卷成环。</p></body></html>"
    )
    for name, data in {
        "a.png": PNG,
        "s.css": "p {}",
        "s.js": "f()",
        "f.html": "<p>404</p>",
        "deeper/b.png": PNG,
    }.items():
        write(folder / "page_files" / name, data)
    write(folder / "style.css", "p {}")
    return folder


def test_the_files_of_a_saved_page_are_no_inputs(saved: Path, tmp_path: Path) -> None:
    result = batch(saved, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "6 style sheets, scripts and files of saved pages are no inputs" in result.output
    assert set(statuses(tmp_path / "out")) == {"saved/page.html"}


def test_a_folder_of_that_name_without_a_page_is_one_of_inputs(saved: Path, tmp_path: Path) -> None:
    (saved / "page.html").rename(saved / "other.html")
    write(saved / "page_files" / "1.md", issue(1))
    assert "saved/page_files/1.md" in statuses_of(saved, tmp_path)


def statuses_of(folder: Path, tmp_path: Path) -> set[str]:
    batch(folder, "--out", tmp_path / "out")
    return set(statuses(tmp_path / "out"))


@pytest.mark.parametrize(
    ("folder", "names", "is_aside"),
    [
        ("page_files", ["page.html"], True),
        ("Seite-Dateien", ["Seite.htm"], True),
        ("page_fichiers", ["page.html"], True),
        ("page_archivos", ["page.html"], True),
        ("page_files", ["page.md"], False),
        ("page_files", ["other.html"], False),
        ("scrapes_2021", ["scrapes.html"], False),
    ],
)
def test_folders_of_pages_in_the_words_of_browsers(folder: str, names: list[str], *, is_aside: bool) -> None:
    assert is_folder_of_page(folder, names) == is_aside


def test_members_of_archives_stand_aside_too(saved: Path, tmp_path: Path) -> None:
    assert is_member_aside("a/page_files/x.png", {"a/page.html"})
    assert not is_member_aside("a/page_files/x.png", {"page.html"})
    with zipfile.ZipFile(tmp_path / "saved.zip", "w") as archive:
        for path in sorted(saved.rglob("*")):
            archive.write(path, path.relative_to(saved))
    assert batch(tmp_path / "saved.zip", "--out", tmp_path / "out").exit_code == 0
    assert set(statuses(tmp_path / "out")) == {"saved.zip/page.html"}


def test_an_image_among_scrapes_is_refused_and_told(tmp_path: Path) -> None:
    write(tmp_path / "new" / "1.md", issue(1))
    write(tmp_path / "new" / "a.png", PNG)
    result = batch(tmp_path / "new", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "new/a.png: it is an image" in result.output
    assert statuses(tmp_path / "out")["new/a.png"] == "refused"


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (["--include", "*.md"], {"new/1.md", "new/old/2.md"}),
        (["--exclude", "old/*"], {"new/1.md", "new/notes.txt"}),
        (["--exclude", "notes.txt", "--exclude", "2.md"], {"new/1.md"}),
        (["--include", "*.md", "--exclude", "1.*"], {"new/old/2.md"}),
    ],
)
def test_patterns_choose_inputs(options: list[str], names: set[str], tmp_path: Path) -> None:
    write(tmp_path / "new" / "1.md", issue(1))
    write(tmp_path / "new" / "old" / "2.md", issue(2))
    write(tmp_path / "new" / "notes.txt", "# Notes\n\nA note on wood.\n")
    batch(tmp_path / "new", "--out", tmp_path / "out", *options)
    assert set(statuses(tmp_path / "out")) == names


def test_patterns_and_layout_stand_in_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "new" / "1.md", issue(1))
    write(tmp_path / "new" / "2.txt", issue(2))
    write(tmp_path / "normalize.toml", 'include = ["*.md", "*.txt"]\nexclude = ["2.*"]\nlayout = "{date}"\n')
    monkeypatch.chdir(tmp_path)
    assert batch("new", "--out", "out").exit_code == 0
    assert "2021-05-01.md" in tree(tmp_path / "out")
    assert set(statuses(tmp_path / "out")) == {"new/1.md"}
    write(tmp_path / "other.toml", 'layout = "x/{date}"\n')
    assert batch("new", "--out", "other", "--config", "other.toml").exit_code == 0
    assert {"x/2021-05-01.md", "x/2021-05-02.md"} <= set(tree(tmp_path / "other"))


LETTER = """<html><head><link rel="canonical" href="https://harbour.example.org/7"></head><body>
<nav>Shop of the harbour</nav>
<div class="letter"><h1>Harbour Letter</h1><p>The harbour was calm on the first morning of the week.</p>
<p class="poll">Which rope do you like best?</p>
<p>Next week the bell is mended, and the boats go out.</p></div>
</body></html>
"""
PAGE = '[[page]]\naddresses = ["harbour.example.org"]\nbody = "div.letter"\ndrop = [".poll"]\ntitle = "h1"\n'


def issues(folder: Path) -> list[dict[str, Any]]:
    return [one["issue"] for one in manifest(folder)]


def test_a_date_in_a_name_counts_and_another_name_is_read_anew(tmp_path: Path) -> None:
    write(tmp_path / "new" / "2024-03-05-letter.html", LETTER)
    batch(tmp_path / "new", "--out", tmp_path / "out")
    assert [one["date"] for one in issues(tmp_path / "out")] == ["2024-03-05"]
    (tmp_path / "new" / "2024-03-05-letter.html").rename(tmp_path / "new" / "2024-03-06-letter.html")
    batch(tmp_path / "new", "--out", tmp_path / "other")
    batch(tmp_path / "new", "--out", tmp_path / "out", "--force")
    assert [one["date"] for one in issues(tmp_path / "other")] == ["2024-03-06"]
    assert "2024-03-06" in [one["date"] for one in issues(tmp_path / "out")]


def test_selectors_and_kept_furniture_are_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "new" / "7.html", LETTER)
    write(tmp_path / "site.toml", PAGE)
    monkeypatch.chdir(tmp_path)
    held = []
    for options in ((), ("--keep-furniture",), ("--config", "site.toml")):
        batch("new", "--out", "out", "--force", *options)
        text = "".join(found.decode() for found in tree(tmp_path / "out").values())
        held.append(("Which rope" in text, "Shop of the harbour" in text))
    assert held == [(True, False), (True, True), (False, False)]


def test_names_fit_patterns_below_their_folder_or_by_themselves() -> None:
    assert fits("new/old/2.md", ("old/*",))
    assert fits("new/old/2.md", ("2.md",))
    assert fits("new/old/2.md", ("new/*",))
    assert not fits("new/old/2.md", ("ol/*",))
    assert not fits("new/old/2.md", ())


def test_links_that_are_passed_over_are_told_and_stand_in_the_manifest(tmp_path: Path) -> None:
    write(tmp_path / "new" / "1.md", issue(1))
    write(tmp_path / "secret.md", issue(2))
    (tmp_path / "new" / "out.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "new" / "up").symlink_to(tmp_path)
    (tmp_path / "new" / "gone.md").symlink_to(tmp_path / "nowhere")
    result = batch(tmp_path / "new", "--out", tmp_path / "out")
    assert result.exit_code == 0
    for name in ("out.md", "up", "gone.md"):
        assert f"new/{name}: it is a link" in result.output
        assert statuses(tmp_path / "out")[f"new/{name}"] == "passed-over"
    assert batch(tmp_path / "new" / "out.md", "--out", tmp_path / "out").exit_code == 0
    assert f"{SERIES}/2021-05-02.md" in tree(tmp_path / "out")


@pytest.mark.skipif(os.name == "nt" or is_root(), reason="rights of files say nothing here")
def test_a_folder_that_cannot_be_read_is_told_and_stands_in_the_manifest(tmp_path: Path) -> None:
    write(tmp_path / "new" / "1.md", issue(1))
    closed = write(tmp_path / "new" / "closed" / "2.md", issue(2)).parent
    closed.chmod(0)
    try:
        result = batch(tmp_path / "new", "--out", tmp_path / "out")
    finally:
        closed.chmod(0o755)
    assert result.exit_code == 1
    assert "new/closed: it cannot be read" in result.output
    assert statuses(tmp_path / "out")["new/closed"] == "refused"


def test_where_a_source_stands_is_told_from_the_archive(tmp_path: Path) -> None:
    write(tmp_path / "new" / "1.md", issue(1))
    batch(tmp_path / "new", "--out", tmp_path / "deep" / "out")
    assert manifest(tmp_path / "deep" / "out")[0]["source"] == "../../new/1.md"
    assert str(tmp_path) not in (tmp_path / "deep" / "out" / "manifest.jsonl").read_text("utf-8")
