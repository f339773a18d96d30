"""An archive only grows: what a run can do to what an earlier one wrote, and what it cannot."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from pathlib import Path

import pytest

from archive_runs import ERROR, SERIES, batch, everything, issue, manifest, statuses, tree, write
from issue_normalizer import normalize
from issue_normalizer.batch import entry


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A folder with a scrape of each of two issues."""
    write(tmp_path / "new" / "1.md", issue(1))
    write(tmp_path / "new" / "2.md", issue(2))
    return tmp_path / "new"


@pytest.fixture
def out(new: Path) -> Path:
    """An archive of them."""
    folder = new.parent / "out"
    assert batch(new, "--out", folder).exit_code == 0
    return folder


FIRST, SECOND = f"{SERIES}/2021-05-01.md", f"{SERIES}/2021-05-02.md"


class TestIssuesStay:
    def test_a_run_over_another_folder_adds(self, out: Path, tmp_path: Path) -> None:
        before = tree(out)
        write(tmp_path / "other" / "3.md", issue(3))
        assert batch(tmp_path / "other", "--out", out).exit_code == 0
        after = tree(out)
        assert {FIRST, SECOND, f"{SERIES}/2021-05-03.md"} <= set(after)
        assert after[FIRST] == before[FIRST]
        assert len((out / "items.jsonl").read_text("utf-8").splitlines()) == 9
        assert len(json.loads(after["index.json"])["issues"]) == 3
        assert set(statuses(out)) == {"new/1.md", "new/2.md", "other/3.md"}

    @pytest.mark.parametrize(
        "text", [ERROR, "", "\0\0\0", "<html><body><p>Just a moment...</p></body></html>"]
    )
    def test_an_error_page_in_the_place_of_a_scrape_changes_nothing(
        self, text: str, new: Path, out: Path
    ) -> None:
        before = tree(out)
        write(new / "1.md", text)
        result = batch(new, "--out", out)
        assert result.exit_code == 1
        assert f"kept-earlier: {SERIES}/2021-05-01 (new/1.md is" in result.output
        after = tree(out)
        assert {name for name in after if after[name] != before[name]} == {"manifest.jsonl"}
        record = next(one for one in manifest(out) if one["name"] == "new/1.md")
        assert record["status"] in ("refused", "not-an-issue")
        assert record["kept_earlier"]["output"] == f"{SERIES}/2021-05-01"
        assert statuses(out)["new/1.md before"] == "earlier"
        again = batch(new, "--out", out)
        assert "kept-earlier" in again.output
        assert tree(out) == after

    @pytest.mark.parametrize(
        ("text", "lost"),
        [
            (issue(1, (0, 1)), "1 of 3 items: 锯末的去向问题第1号"),
            (issue(1, linked=False), "3 of 3 links"),
            (issue(1, (0, 1, 3, 4)), "1 of 3 items: 锯末的去向问题第1号"),
        ],
    )
    def test_a_poorer_scrape_changes_nothing(self, text: str, lost: str, new: Path, out: Path) -> None:
        before = tree(out)
        write(new / "1.md", text)
        result = batch(new, "--out", out)
        assert result.exit_code == 1
        assert f"kept-earlier: {SERIES}/2021-05-01 (new/1.md lacks" in result.output
        assert lost in result.output
        assert tree(out)[FIRST] == before[FIRST]
        assert tree(out)["items.jsonl"] == before["items.jsonl"]

    @pytest.mark.parametrize(
        "text",
        [
            issue(1, (0, 1, 2, 3)),
            issue(1).replace("每次测量", "每回测量"),
            issue(1).replace("，", ", "),
            "Skip to content\n\n" + issue(1),
        ],
        ids=["an item more", "another word", "other signs", "a page around it"],
    )
    def test_a_scrape_that_holds_all_of_it_replaces(self, text: str, new: Path, out: Path) -> None:
        write(new / "1.md", text)
        assert batch(new, "--out", out).exit_code == 0
        assert tree(out)[FIRST].decode() == normalize(text)

    def test_force_takes_what_comes(self, new: Path, out: Path) -> None:
        write(new / "1.md", issue(1, (0,)))
        write(new / "2.md", issue(2, (0,)))
        assert batch(new, "--out", out, "--force", FIRST).exit_code == 1
        assert tree(out)[FIRST].decode() == normalize(issue(1, (0,)))
        assert tree(out)[SECOND].decode() == normalize(issue(2))
        assert batch(new, "--out", out, "--force").exit_code == 0
        assert tree(out)[SECOND].decode() == normalize(issue(2, (0,)))

    def test_what_is_told_to_be_no_issue_is_taken_where_it_is_named(self, new: Path, out: Path) -> None:
        write(new / "e.html", ERROR)
        assert batch(new, "--out", out).exit_code == 1
        assert not (out / "unknown").exists()
        assert batch(new, "--out", out, "--force").exit_code == 1
        assert not (out / "unknown").exists()
        assert batch(new, "--out", out, "--force", "e.html").exit_code == 0
        assert (out / "unknown" / "429-Too-Many-Requests.md").exists()

    def test_the_same_bytes_under_another_setting_replace(self, new: Path, out: Path) -> None:
        write(new / "1.md", issue(1).replace("http://wood.example/1/", "/"))
        assert batch(new, "--out", out, "--force").exit_code == 0
        result = batch(new, "--out", out, "--base-url", "http://other.example/")
        assert result.exit_code == 0
        assert f"rewritten: {SERIES}/2021-05-01" in result.output
        assert "](http://other.example/0)" in (out / FIRST).read_text("utf-8")

    @pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="needs fork")
    def test_a_newer_program_replaces_even_what_becomes_less(
        self, new: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(new / "1.md", issue(1, (0, 1, 2)))
        real = entry.convert
        monkeypatch.setattr(entry, "__version__", "0.0.2")
        monkeypatch.setattr(
            entry, "convert", lambda data, **more: real(data.partition("- [锯末".encode())[0], **more)
        )
        context = multiprocessing.get_context("fork")  # which takes along what is replaced here
        monkeypatch.setattr(multiprocessing, "get_context", lambda: context)
        result = batch(new, "--out", out)
        assert result.exit_code == 0
        assert f"rewritten: {SERIES}/2021-05-01" in result.output
        assert "锯末" not in (out / FIRST).read_text("utf-8")

    def test_a_scrape_by_another_name_is_the_same(self, new: Path, out: Path) -> None:
        before = tree(out)
        (new / "1.md").rename(new / "z.md")
        assert batch(new, "--out", out).exit_code == 0
        assert tree(out)[FIRST] == before[FIRST]
        assert len(json.loads(tree(out)["index.json"])["issues"]) == 2

    def test_a_file_that_holds_another_issue_every_week(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        for day in (1, 2, 3):
            write(tmp_path / "latest.md", issue(day))
            assert batch(tmp_path / "latest.md", "--out", out).exit_code == 0
        assert {f"{SERIES}/2021-05-0{day}.md" for day in (1, 2, 3)} <= set(tree(out))
        assert batch(tmp_path / "latest.md", "--out", out, "--prune").exit_code == 0
        assert {f"{SERIES}/2021-05-0{day}.md" for day in (1, 2, 3)} <= set(tree(out))

    def test_without_the_store_the_archive_is_read_itself(self, new: Path, out: Path, tmp_path: Path) -> None:
        shutil.rmtree(out / ".normalize")
        write(tmp_path / "other" / "3.md", issue(3))
        before = tree(out)
        assert batch(tmp_path / "other", "--out", out).exit_code == 0
        assert tree(out)[FIRST] == before[FIRST]
        assert (out / "items.jsonl").read_bytes().startswith(before["items.jsonl"])
        write(new / "1.md", issue(1, (0,)))
        shutil.rmtree(out / ".normalize")
        assert "kept-earlier" in batch(new, "--out", out).output

    def test_an_archive_of_one_file_remembers_too(self, new: Path, tmp_path: Path) -> None:
        out = tmp_path / "lines"
        assert batch(new / "1.md", "--out", out, "--to", "jsonl").exit_code == 0
        before = (out / "issues.jsonl").read_bytes()
        shutil.rmtree(out / ".normalize")
        assert batch(new / "2.md", "--out", out, "--to", "jsonl").exit_code == 0
        assert (out / "issues.jsonl").read_bytes().startswith(before)
        write(new / "1.md", issue(1, (0,)))
        assert batch(new, "--out", out, "--to", "jsonl").exit_code == 1
        assert (out / "issues.jsonl").read_bytes().startswith(before)

    def test_a_form_that_was_written_once_is_kept_up(self, new: Path, tmp_path: Path) -> None:
        out = tmp_path / "forms"
        assert batch(new, "--out", out, "--to", "md,json").exit_code == 0
        write(new / "1.md", issue(1, (0, 1, 2, 3)))
        assert batch(new, "--out", out).exit_code == 0
        assert "胶水何时才干" in (out / SERIES / "2021-05-01.json").read_text("utf-8")

    def test_what_was_filled_stays_without_merge(self, tmp_path: Path) -> None:
        write(tmp_path / "new" / "a.md", issue(1, (0, 1)))
        write(tmp_path / "new" / "b.md", issue(1, (1, 2, 3)))
        out = tmp_path / "out"
        assert batch(tmp_path / "new", "--out", out, "--merge").exit_code == 0
        before = tree(out)
        assert all(title in before[FIRST].decode() for title in ("刨花", "榫头", "锯末", "胶水"))
        assert batch(tmp_path / "new", "--out", out).exit_code == 0
        (tmp_path / "new" / "a.md").unlink()
        assert batch(tmp_path / "new", "--out", out, "--merge").exit_code == 0
        assert tree(out)[FIRST] == before[FIRST]

    def test_what_comes_later_fills_what_stands(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        assert batch(write(tmp_path / "a.md", issue(1, (0, 1))), "--out", out, "--merge").exit_code == 0
        (tmp_path / "a.md").unlink()
        assert batch(write(tmp_path / "b.md", issue(1, (1, 2, 3))), "--out", out, "--merge").exit_code == 0
        assert all(title in (out / FIRST).read_text("utf-8") for title in ("刨花", "榫头", "锯末", "胶水"))


class TestPrune:
    def test_what_has_no_source_goes_and_is_listed(self, new: Path, out: Path) -> None:
        (new / "1.md").unlink()
        assert batch(new, "--out", out).exit_code == 0
        assert (out / FIRST).exists()
        result = batch(new, "--out", out, "--prune")
        assert result.exit_code == 0
        assert f"removed: {SERIES}/2021-05-01" in result.output
        assert FIRST not in tree(out)
        assert set(statuses(out)) == {"new/2.md"}
        assert len(json.loads(tree(out)["index.json"])["issues"]) == 1

    def test_what_this_run_does_not_name_stays(self, new: Path, out: Path) -> None:
        assert batch(new / "2.md", "--out", out, "--prune").exit_code == 0
        assert (out / FIRST).exists()

    def test_what_became_an_error_page_stays(self, new: Path, out: Path) -> None:
        write(new / "1.md", ERROR)
        assert batch(new, "--out", out, "--prune").exit_code == 1
        assert (out / FIRST).exists()

    def test_the_last_issue_may_go(self, new: Path, out: Path) -> None:
        for path in new.iterdir():
            path.unlink()
        assert batch(new, "--out", out).exit_code == 3
        assert batch(new, "--out", out, "--prune").exit_code == 0
        assert set(tree(out)) == {"index.md", "index.json", "items.jsonl", "manifest.jsonl"}

    def test_a_member_that_left_its_archive(self, tmp_path: Path) -> None:
        from zipfile import ZipFile

        for days in ((1, 2), (2,)):
            with ZipFile(tmp_path / "a.zip", "w") as archive:
                for day in days:
                    archive.writestr(f"{day}.md", issue(day))
            assert batch(tmp_path / "a.zip", "--out", tmp_path / "out", "--prune").exit_code == 0
        assert FIRST not in tree(tmp_path / "out")
        assert SECOND in tree(tmp_path / "out")

    def test_what_was_edited_is_not_removed(self, new: Path, out: Path) -> None:
        (new / "1.md").unlink()
        write(out / FIRST, "# mine\n")
        for _ in range(2):
            assert f"edited: {SERIES}/2021-05-01" in batch(new, "--out", out, "--prune").output
            assert (out / FIRST).read_text("utf-8") == "# mine\n"
        assert f"removed: {SERIES}/2021-05-01" in batch(new, "--out", out, "--prune", "--force").output
        assert FIRST not in tree(out)


class TestNothingIsDone:
    def test_exit_3_changes_nothing_on_disk(self, new: Path, out: Path, tmp_path: Path) -> None:
        before = everything(out)
        for text in (ERROR, ""):
            write(new / "1.md", text)
            result = batch(new / "1.md", "--out", out)
            assert result.exit_code == 3
            assert "kept-earlier" in result.output
            assert everything(out) == before
        assert batch(new / "1.md", "--out", tmp_path / "not" / "there").exit_code == 3
        assert not (tmp_path / "not").exists()

    def test_a_dry_run_shows_and_changes_nothing(self, new: Path, out: Path) -> None:
        before = everything(out)
        write(new / "1.md", issue(1, (0, 1, 2, 3)))
        write(new / "3.md", issue(3))
        (new / "2.md").unlink()
        result = batch(new, "--out", out, "--dry-run", "--prune")
        assert result.exit_code == 0
        assert f"removed: {SERIES}/2021-05-02" in result.output
        assert f"would write {SERIES}/2021-05-01.md" in result.output
        assert f"would write {SERIES}/2021-05-03.md" in result.output
        assert everything(out) == before


class TestHandEdits:
    def test_an_edited_output_is_left_alone_and_told(self, new: Path, out: Path) -> None:
        edited = (out / FIRST).read_text("utf-8").replace("刨花卷成环", "刨花卷成了环")
        write(out / FIRST, edited)
        write(new / "1.md", issue(1, (0, 1, 2, 3)))
        for _ in range(2):
            result = batch(new, "--out", out)
            assert result.exit_code == 0
            assert f"edited: {SERIES}/2021-05-01" in result.output
            assert (out / FIRST).read_text("utf-8") == edited
        assert batch(new, "--out", out, "--strict").exit_code == 1
        assert "edited:" not in batch(new, "--out", out, "--force").output
        assert (out / FIRST).read_text("utf-8") == normalize(issue(1, (0, 1, 2, 3)))
        assert "edited:" not in batch(new, "--out", out).output

    def test_the_index_shows_what_was_edited(self, new: Path, out: Path) -> None:
        write(out / FIRST, (out / FIRST).read_text("utf-8").replace("刨花卷成环", "刨花卷成了环"))
        batch(new, "--out", out)
        assert "刨花卷成了环" in (out / "items.jsonl").read_text("utf-8")

    def test_a_file_that_the_archive_does_not_know_is_left_alone(self, tmp_path: Path) -> None:
        write(tmp_path / "out" / FIRST, "mine")
        write(tmp_path / "a.md", issue(1))
        assert "edited" in batch(tmp_path / "a.md", "--out", tmp_path / "out").output
        assert (tmp_path / "out" / FIRST).read_text("utf-8") == "mine"

    def test_a_file_that_was_removed_by_hand_is_written_again(self, new: Path, out: Path) -> None:
        (out / FIRST).unlink()
        assert batch(new, "--out", out).exit_code == 0
        assert (out / FIRST).exists()

    def test_one_without_a_source_is_told_as_missing(self, new: Path, out: Path) -> None:
        whole = (out / FIRST).read_bytes()
        (out / FIRST).unlink()
        for _ in range(2):
            result = batch(new / "2.md", "--out", out)
            assert result.exit_code == 1
            assert f"missing: {SERIES}/2021-05-01" in result.output
        write(out / FIRST, whole)
        assert batch(new / "2.md", "--out", out).exit_code == 0
        assert len(json.loads(tree(out)["index.json"])["issues"]) == 2


class TestPaths:
    def test_a_path_does_not_depend_on_other_series(self, out: Path, tmp_path: Path) -> None:
        before = set(tree(out))
        write(tmp_path / "other.md", issue(1).replace("木工", "陶艺"))
        assert batch(tmp_path / "other.md", "--out", out).exit_code == 0
        assert before < set(tree(out))
        assert "陶艺周刊/2021-05-01.md" in tree(out)

    def test_a_second_issue_of_a_date_gets_a_number_for_good(self, new: Path, out: Path) -> None:
        before = tree(out)
        special = f"# {SERIES} (2021-05-01)\n\n## 特刊\n\n" + "".join(
            f"- [另一篇完全不同的文章{n}](http://b.example/{n})\\\n摘要：与别的一期毫无共同之处的第{n}段文字。\n"
            for n in range(6)
        )
        write(new / "0.md", special)
        for _ in range(2):
            assert batch(new, "--out", out).exit_code == 0
            assert tree(out)[FIRST] == before[FIRST]
            assert tree(out)[f"{SERIES}/2021-05-01-2.md"].decode() == normalize(special)
        (new / "1.md").unlink()
        assert batch(new, "--out", out, "--prune").exit_code == 0
        assert FIRST not in tree(out)
        assert tree(out)[f"{SERIES}/2021-05-01-2.md"].decode() == normalize(special)

    @pytest.mark.parametrize(
        ("layout", "path"),
        [
            ("{date}", "2021-05-01"),
            ("{series}/{date}-{title}", f"{SERIES}/2021-05-01-{SERIES}-(2021-05-01)"),
            ("issues/{number}", "issues/2021-05-01"),
        ],
    )
    def test_a_layout_is_for_new_issues(self, layout: str, path: str, new: Path, tmp_path: Path) -> None:
        out = tmp_path / "laid"
        assert batch(new / "1.md", "--out", out, "--layout", layout).exit_code == 0
        assert f"{path}.md" in tree(out)
        assert batch(new, "--out", out).exit_code == 0
        assert {f"{path}.md", SECOND} <= set(tree(out))
        assert FIRST not in tree(out)

    @pytest.mark.parametrize(
        "layout", ["{series}", "../{date}", "/{date}", "{date", "{name}/{date}", "a//{date}"]
    )
    def test_a_layout_that_cannot_be(self, layout: str, new: Path, out: Path) -> None:
        result = batch(new, "--out", out, "--layout", layout)
        assert result.exit_code == 2
        assert len(result.output.splitlines()) == 1

    def test_an_issue_without_a_date_has_its_number_or_its_title_for_a_name(self, tmp_path: Path) -> None:
        write(tmp_path / "a.md", "# Wood Weekly #12\n\nA plane.\n")
        write(tmp_path / "b.md", "# On wood\n\nA saw.\n")
        batch(tmp_path / "a.md", tmp_path / "b.md", "--out", tmp_path / "out")
        assert {"Wood-Weekly/12.md", "unknown/On-wood.md"} <= set(tree(tmp_path / "out"))

    def test_a_record_without_a_date_is_named_by_its_address(self, tmp_path: Path) -> None:
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><h1>Wood</h1><p>A saw.</p></html>"
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://wood.example/posts/plane/\r\n"
            "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        write(tmp_path / "a.warc", head.encode() + body + b"\r\n\r\n")
        assert batch(tmp_path / "a.warc", "--out", tmp_path / "out").exit_code == 0
        assert "unknown/wood-example-posts-plane.md" in tree(tmp_path / "out")

    def test_a_page_without_a_date_is_named_by_the_address_it_tells(self, tmp_path: Path) -> None:
        link = '<link rel="canonical" href="https://wood.example/plane.html">'
        write(tmp_path / "a.html", f"<html><head>{link}</head><body><h1>Wood</h1><p>A saw.</p></body></html>")
        assert batch(tmp_path / "a.html", "--out", tmp_path / "out").exit_code == 0
        assert "unknown/wood-example-plane-html.md" in tree(tmp_path / "out")

    def test_the_index_orders_by_series_and_date_and_the_unknown_last(self, tmp_path: Path) -> None:
        for name, text in {
            "a": issue(1),
            "b": issue(3),
            "c": issue(2).replace("木工", "陶艺"),
            "d": "# On wood\n\nA saw.\n",
        }.items():
            write(tmp_path / "new" / f"{name}.md", text)
        batch(tmp_path / "new", "--out", tmp_path / "out")
        index = json.loads((tmp_path / "out" / "index.json").read_text("utf-8"))
        paths = [one["path"] for one in index["issues"]]
        assert paths == [
            f"{SERIES}/2021-05-03",
            f"{SERIES}/2021-05-01",
            "陶艺周刊/2021-05-02",
            "unknown/On-wood",
        ]
        text = (tmp_path / "out" / "index.md").read_text("utf-8")
        places = [text.index(path.rpartition("/")[2]) for path in paths]
        assert places == sorted(places)
