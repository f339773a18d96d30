"""Objects and tasks of `normalize cluster`: what is listed, done twice, tried again, and written where."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the extra `cluster` is not installed")
pytest.importorskip("fsspec", reason="the extra `cluster` is not installed")
if os.name == "nt":
    pytest.skip("it works on Linux and macOS only", allow_module_level=True)


from archive_runs import tree
from cluster_runs import cluster, rows, run
from crawls import WOOD, record, write_archive
from issue_normalizer.batch.convert import Filter
from issue_normalizer.batch.sources import find_inputs
from issue_normalizer.cluster import plan as planning
from issue_normalizer.cluster import run as running
from issue_normalizer.cluster import shards, slices, versions
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.parquet import written
from issue_normalizer.cluster.plan import make_plan
from issue_normalizer.cluster.schemas import TABLES
from issue_normalizer.cluster.settings import ClusterSettings
from issue_normalizer.errors import UsageError


@pytest.mark.parametrize(
    ("patterns", "settings_"),
    [
        (["sr[c]"], ClusterSettings()),
        (["sr[c]/*"], ClusterSettings()),
        (["s*/**/*.warc"], ClusterSettings()),
        (["src/.hid"], ClusterSettings()),
        (["src/.hi[d]"], ClusterSettings()),
        (["src/.hid/2.warc"], ClusterSettings()),
        (["src"], ClusterSettings(wanted=Filter(exclude=("src/1.warc",)))),
        (["src"], ClusterSettings(wanted=Filter(exclude=("deep/*",)))),
        (["src"], ClusterSettings(wanted=Filter(include=("1.warc", "*/1.warc/*")))),
        (["s*/[1d]*"], ClusterSettings(wanted=Filter(exclude=("x.warc",)))),
    ],
)
def test_what_is_listed_is_what_batch_lists(
    patterns: list[str], settings_: ClusterSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("1.warc", "deep/1.warc", "deep/.x.warc", ".hid/2.warc", ".hid/.no/3.warc", "deep/s/1.warc"):
        write_archive(tmp_path / "src" / name, [WOOD])
    wanted = [
        (name, str(path.absolute()))
        for name, path in find_inputs(patterns, tmp_path / "out", settings_.wanted).files
    ]
    (pattern,) = patterns
    plan = make_plan(str(tmp_path / pattern), settings_)
    assert [(one.name, one.address) for one in plan.archives] == wanted


@pytest.mark.parametrize(
    "path", ["../../out", "/out", "a/../../out", "a//b", "", ".normalize/b", "C:/out", "a\\b", "a\x1b[31m"]
)
def test_an_export_writes_nothing_outside_its_folder(path: str, tmp_path: Path) -> None:
    write_archive(tmp_path / "in" / "a.warc", [WOOD])
    run(tmp_path / "in", tmp_path / "dataset")
    (part,) = (tmp_path / "dataset" / "issues").iterdir()
    part.write_bytes(written([rows(tmp_path / "dataset", "issues")[0] | {"path": path}], TABLES["issues"]))
    told = cluster("export", tmp_path / "dataset", tmp_path / "a" / "b")
    assert (told.exit_code, len(told.output.splitlines())) == (3, 1)
    assert "which leads elsewhere; nothing is written" in told.output
    assert {one.name for one in tmp_path.iterdir()} <= {"in", "dataset", "a"}
    assert not list(tmp_path.rglob("*.md"))


class TestTries:
    """A task may be done twice, and fail."""

    def test_a_task_that_fails_is_tried_again_and_wrong_usage_is_not(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tried: list[str] = []
        convert = running.convert_archive

        def flaky(objects: Objects, job: Any) -> Any:
            tried.append(job.name)
            if len(tried) < 3:
                raise ConnectionResetError("the line is gone")
            return convert(objects, job)

        def wrong(_objects: Objects, job: Any) -> Any:
            tried.append(job.name)
            raise UsageError("there is no way")

        write_archive(tmp_path / "in" / "a.warc", [WOOD])
        monkeypatch.setattr(running, "convert_archive", wrong)
        with pytest.raises(UsageError, match="there is no way"):
            run(tmp_path / "in", tmp_path / "out")
        assert len(tried) == 1
        tried.clear()
        monkeypatch.setattr(running, "convert_archive", flaky)
        assert run(tmp_path / "in", tmp_path / "out").rows["issues"] == 1
        assert len(tried) == 3

    def test_a_shard_is_of_one_try(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The first one refused its page, was killed, or ended meanwhile: what it kept stands."""
        write_archive(tmp_path / "in" / "a.warc", [record("http://a.example/1", "gone", "404 Not Found")])
        run(tmp_path / "in", tmp_path / "refused")
        (kept,) = (tmp_path / "refused" / "_stage").rglob("*.pages")
        monkeypatch.setattr(shards, "shard_name", lambda *_: "_stage/archives/one/000000")
        monkeypatch.setattr(slices, "shard_name", lambda *_: "_stage/archives/one/000000")
        monkeypatch.setattr(running, "shard_name", lambda *_: "_stage/archives/one/000000")
        standing = tmp_path / "out" / "_stage" / "archives" / "one" / "000000.pages"
        standing.parent.mkdir(parents=True)
        shutil.copy(kept, standing)
        write_archive(tmp_path / "in" / "a.warc", [WOOD])
        summary = run(tmp_path / "in", tmp_path / "out")
        assert (summary.statuses, summary.rows["issues"]) == ({"not-an-issue": 1}, 0)
        assert [row["status"] for row in rows(tmp_path / "out", "pages")] == ["not-an-issue"]

    def test_a_driver_whose_dataset_another_plan_ended_says_so(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_archive(tmp_path / "in" / "a.warc", [WOOD])
        cover = running.cover

        def late(objects: Objects, argument: Any) -> Any:
            monkeypatch.undo()
            found = cover(objects, argument)
            run(tmp_path / "in", tmp_path / "other", ClusterSettings(layout="{number}"))
            shutil.copy(tmp_path / "other" / "_SUCCESS", tmp_path / "out" / "_SUCCESS")
            for table in ("issues", "pages", "diagnostics"):
                shutil.copytree(tmp_path / "other" / table, tmp_path / "out" / table, dirs_exist_ok=True)
            return found

        monkeypatch.setattr(running, "cover", late)
        with pytest.raises(UsageError, match="ended meanwhile"):
            run(tmp_path / "in", tmp_path / "out")
        assert cluster("export", tmp_path / "out", tmp_path / "folder").exit_code == 0
        assert cluster("export", tmp_path / "other", tmp_path / "again").exit_code == 0
        assert tree(tmp_path / "folder") == tree(tmp_path / "again")  # of the one that ended


def test_ids_hold_the_versions_that_make_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_archive(tmp_path / "a.warc", [WOOD])
    ours = versions.versions()
    assert not {"ray", "distributed", "s3fs"} & ours.keys()
    before = make_plan(str(tmp_path), ClusterSettings())
    assert make_plan(str(tmp_path), ClusterSettings()) == before
    monkeypatch.setattr(planning, "versions", lambda: ours | {"lxml": "1.0"})
    after = make_plan(str(tmp_path), ClusterSettings())
    assert (after.id == before.id, after.archives[0].id == before.archives[0].id) == (False, False)


class TestObjects:
    def test_what_is_there_is_not_written_again_elsewhere(self) -> None:
        objects = Objects("memory://place/inside")
        assert objects.put("a/b", b"first") == b"first"
        assert objects.put("a/b", b"second") == b"first"
        assert objects.read("a/b") == b"first"
        assert (objects.has("a/b"), objects.find("a/c"), objects.names("a")) == (True, None, ["a/b"])
        objects.remove("a")
        assert objects.names("a") == []

    def test_on_a_disk_an_object_is_whole_or_not_there(self, tmp_path: Path) -> None:
        objects = Objects(str(tmp_path))
        objects.put("a/b", b"whole")
        assert objects.put("a/b", b"other") == objects.read("a/b") == b"whole"
        assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]

    def test_on_a_disk_without_links_too(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def link(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", link)
        self.test_on_a_disk_an_object_is_whole_or_not_there(tmp_path)
