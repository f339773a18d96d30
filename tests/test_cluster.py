"""`normalize cluster`: the folder that `batch` gives, the same tables whatever happens on the way."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the extra `cluster` is not installed")
pytest.importorskip("fsspec", reason="the extra `cluster` is not installed")
if os.name == "nt":
    pytest.skip("it works on Linux and macOS only", allow_module_level=True)

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_runs import batch, manifest, tree
from cluster_runs import StoppedError, Stopping, cluster, rows, run
from crawls import WOOD, files, record, write_archive, write_crawl
from issue_normalizer.batch.convert import Filter
from issue_normalizer.batch.names import unique
from issue_normalizer.cluster import export as exporting
from issue_normalizer.cluster import naming, regroup, shards, stages, versions
from issue_normalizer.cluster import run as running
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.parquet import read_table, written
from issue_normalizer.cluster.plan import make_plan
from issue_normalizer.cluster.regroup import Fragment
from issue_normalizer.cluster.schemas import TABLES
from issue_normalizer.cluster.scrapes import lean
from issue_normalizer.cluster.settings import ClusterSettings
from issue_normalizer.exports import FORMS


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_crawl(tmp_path_factory.mktemp("source") / "crawl")


@pytest.fixture(scope="module")
def dataset(crawl: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The crawl, converted in one go."""
    found = tmp_path_factory.mktemp("dataset")
    run(crawl, found)
    return found


@pytest.mark.parametrize(
    ("options", "forms"),
    [
        ([], "md"),
        (["--merge"], ",".join(("md", "json", "jsonl", *FORMS))),
        (["--layout", "{number}"], "json"),
        (["--layout", "{series}/{date} {title}"], "md"),
    ],
)
def test_an_export_is_the_very_folder_that_batch_gives(
    options: list[str], forms: str, crawl: Path, dataset: Path, tmp_path: Path
) -> None:
    copied = dataset if not options else tmp_path / "dataset"
    if options:
        shutil.copytree(dataset, copied)  # with its shards: they are converted already
        told = cluster("run", crawl, "--out", copied, "--replace", *options)
        assert told.exit_code == 1
        assert "78 pages, 33 issues" in told.output
        assert "43 other scrapes of the same issues, 1 refused, 1 no issue" in told.output
    batch(crawl, "--out", tmp_path / "batch", "--to", forms, "--exclude", "*.txt", *options)
    assert cluster("export", copied, tmp_path / "export", "--to", forms).exit_code == 0
    assert tree(tmp_path / "export") == tree(tmp_path / "batch")
    assert not (tmp_path / "export" / ".normalize").exists()
    before = tree(tmp_path / "export")
    batch(crawl, "--out", tmp_path / "export", "--to", forms, "--exclude", "*.txt", *options)
    assert tree(tmp_path / "export") == before  # batch goes on from there


def test_links_are_those_of_batch_in_folders_too(tmp_path: Path) -> None:
    """Links and images of pages from deep places; links of the file system, told and not followed."""
    page = (
        "<html><body><h1>Wood (2021-05-0{day})</h1><h2>News</h2><ul>"
        "<li><a href='../up/{day}.html'>One plane</a><br>A text with <img src='i/{day}.png' alt='a plane'> "
        "and <a href='/root'>the root</a>.</li>"
        "<li><a href='#two'>Two planes</a><br>Words.</li></ul></body></html>"
    )
    for day, name in enumerate(("a/b/one.warc.gz", "a/two.warc", "three.warc"), 1):
        address = f"http://wood.example/deep/er/{day}.html"
        write_archive(tmp_path / "in" / name, [record(address, page.format(day=day))])
    outside = write_archive(tmp_path / "outside" / "four.warc", [WOOD])
    for name, target in {
        "a/again.warc": "two.warc",
        "gone.warc": "nowhere",
        "loop": "../in",
        "outside": "../outside",
    }.items():
        (tmp_path / "in" / name).symlink_to(target)
    for source in ("in", "in/a", "i*/a/*.warc", "in/three.warc", "in/a/again.warc", "in/[ao]*"):
        dataset, folders = tmp_path / "dataset", (tmp_path / "exported", tmp_path / "batched")
        told = cluster("run", tmp_path / source, "--out", dataset)
        assert told.exit_code == 0, told.output
        cluster("export", dataset, folders[0], "--to", "md,json,jsonl")
        batch(tmp_path / source, "--out", folders[1], "--to", "md,json,jsonl")
        assert tree(folders[0]) == tree(folders[1]), source
        passed = [one["name"] for one in manifest(folders[0]) if one["status"] == "passed-over"]
        if source == "in":
            assert passed == ["in/a/again.warc", "in/gone.warc", "in/loop", "in/outside"]
            assert "3 pages, 3 issues" in told.output
            assert "4 links were passed over" in told.output
            assert b"![a plane]" in tree(folders[0])["Wood/2021-05-01.md"]
        for folder in (dataset, *folders):
            shutil.rmtree(folder)
    assert outside.exists()


def test_an_archive_that_is_not_there_is_told_before_anything_is_done(tmp_path: Path) -> None:
    write_archive(tmp_path / "in" / "a.warc", [WOOD])
    (tmp_path / "in" / "gone.warc").symlink_to("nowhere")
    told = cluster("run", tmp_path / "in" / "*.warc", "--out", tmp_path / "out")
    assert (told.exit_code, "gone.warc: it cannot be read: No such file" in told.output) == (2, True)
    assert not (tmp_path / "out").exists()
    (tmp_path / "in" / "a.warc").unlink()
    told = cluster("run", tmp_path / "in", "--out", tmp_path / "out")  # links alone are no archives
    assert (told.exit_code, "it holds no web archive" in told.output) == (2, True)


def test_the_tables_hold_what_the_folder_does(crawl: Path, dataset: Path, tmp_path: Path) -> None:
    batch(crawl, "--out", tmp_path / "out", "--exclude", "*.txt")
    items = [json.loads(line) for line in (tmp_path / "out" / "items.jsonl").read_text("utf-8").splitlines()]
    found = rows(dataset, "items")
    key = {(item["path"], item["place"]): item for item in items}
    assert {(row["path"], row["place"]): row for row in found} == key
    index = json.loads((tmp_path / "out" / "index.json").read_text("utf-8"))
    missing = [row for row in rows(dataset, "named") if row["path"] is None]
    assert sorted((one["series"], one["date"], one["url"]) for one in index["missing"]) == sorted(
        (row["series"], row["date"], row["url"]) for row in missing
    )
    there = [row for row in rows(dataset, "named") if row["path"]]
    assert [(row["date"], row["url"], row["named_by"]) for row in there] == [
        ("2021-05-03", "http://b.example/3", 5)
    ]
    told = [one for each in manifest(tmp_path / "out") for one in each["diagnostics"]]
    assert len(rows(dataset, "diagnostics")) == len(told)


def test_names_and_bytes_of_tables_are_versioned(dataset: Path) -> None:
    """A column that is there is there for good: see `schemas.py` before this list changes but at its ends."""
    described = {name: {"": schema.metadata[b"schema"].decode()} for name, schema in TABLES.items()}
    for name, schema in TABLES.items():
        described[name] |= {field.name: str(field.type) for field in schema}
        for path in (dataset / name).iterdir():
            table = read_table(path.read_bytes())
            assert table.schema.equals(schema)
            assert table.schema.metadata == schema.metadata
    known = json.loads(Path(__file__).with_name("cluster_schemas.json").read_text("utf-8"))
    for name, columns in known.items():
        assert list(described[name].items())[: len(columns)] == list(columns.items())


def test_shards_change_nothing_but_what_is_done_again(crawl: Path, dataset: Path, tmp_path: Path) -> None:
    run(crawl, tmp_path / "again", ClusterSettings(shard_pages=5))
    for table in ("pages", "issues", "named"):
        assert sorted(map(repr, rows(tmp_path / "again", table))) == sorted(map(repr, rows(dataset, table)))


def test_a_driver_that_is_stopped_anywhere_goes_on_from_there(
    crawl: Path, dataset: Path, tmp_path: Path
) -> None:
    for tasks in count(1, 4):
        try:
            run(crawl, tmp_path / "out", engine=Stopping(tasks))
        except StoppedError:
            assert not (tmp_path / "out" / "_SUCCESS").exists()
        else:
            break
    assert tasks > 15
    before = _times(tmp_path / "out")
    assert files(tmp_path / "out") == files(dataset)
    known = running.finished(str(tmp_path / "out"), make_plan(str(crawl), ClusterSettings()), replace=False)
    assert known
    assert run(crawl, tmp_path / "out", engine=Stopping(0)) == known  # nothing is left to do
    assert _times(tmp_path / "out") == before
    assert not list((tmp_path / "out" / "_stage").glob("runs/*"))


def _times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_few_rows_at_a_time_and_many_buckets_give_the_same(
    crawl: Path, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BUCKET_ROWS", 2)
    monkeypatch.setattr(running, "PAGES_MOST", 3)
    monkeypatch.setattr(regroup, "TASK_ROWS", 5)
    monkeypatch.setattr(stages, "STEP", 2)
    shutil.copytree(dataset / "_stage", tmp_path / "out" / "_stage")
    run(crawl, tmp_path / "out")
    for table in TABLES:
        assert sorted(map(repr, rows(tmp_path / "out", table))) == sorted(map(repr, rows(dataset, table)))


def test_new_archives_are_added_and_finished_ones_are_not_converted_again(tmp_path: Path) -> None:
    first = write_archive(
        tmp_path / "in" / "a.warc", [record("http://a.example/1", "# Wood (2021-05-01)\n\n- a\n")]
    )
    assert cluster("run", tmp_path / "in", "--out", tmp_path / "out").exit_code == 0
    (tmp_path / "in" / "b.warc").write_bytes(first.read_bytes().replace(b"05-01", b"05-02"))
    refused = cluster("run", tmp_path / "in", "--out", tmp_path / "out")
    assert (refused.exit_code, len(refused.output.splitlines())) == (2, 1)
    assert "--replace" in refused.output
    before = _times(tmp_path / "out" / "_stage")
    assert "2 issues" in cluster("run", tmp_path / "in", "--out", tmp_path / "out", "--replace").output
    after = _times(tmp_path / "out" / "_stage")
    assert before.items() <= after.items()
    assert [row["date"] for row in rows(tmp_path / "out", "issues")] == ["2021-05-01", "2021-05-02"]


class TestOthers:
    """What stands in a dataset, and is not of this run."""

    FOREIGN = ("pages/mine.html", "issues/mine.md", "named/deeper/0.parquet", "items/0123-000000.parquet")

    @pytest.mark.parametrize("foreign", FOREIGN)
    def test_files_of_the_user_are_left_alone_and_told(self, foreign: str, tmp_path: Path) -> None:
        write_archive(tmp_path / "in" / "a.warc", [WOOD])
        mine = tmp_path / "out" / foreign
        mine.parent.mkdir(parents=True)
        mine.write_text("mine", "utf-8")
        for options in ([], ["--replace"]):
            told = cluster("run", tmp_path / "in", "--out", tmp_path / "out", *options)
            assert (told.exit_code, len(told.output.splitlines())) == (2, 1)
            assert f"{foreign}: it is no part of a dataset" in told.output
        run(tmp_path / "in", tmp_path / "out")
        assert mine.read_text("utf-8") == "mine"

    def test_what_a_writer_that_was_killed_left_goes_with_its_run(self, tmp_path: Path) -> None:
        write_archive(tmp_path / "in" / "a.warc", [WOOD])
        left = tmp_path / "out" / "pages" / ".0123456789ab-000000.parquet.x_1"
        left.parent.mkdir(parents=True)
        left.write_text("half", "utf-8")
        assert cluster("run", tmp_path / "in", "--out", tmp_path / "out").exit_code == 0
        assert not left.exists()

    @pytest.mark.parametrize("stops", ["before its end", "before it has tidied up"])
    def test_a_run_that_another_replaced_is_done_again(
        self, stops: str, crawl: Path, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shutil.copytree(dataset / "_stage", tmp_path / "out" / "_stage")
        if stops == "before it has tidied up":
            monkeypatch.setattr(Objects, "remove", lambda *_: None)
            run(crawl, tmp_path / "out")
            monkeypatch.undo()
        else:
            monkeypatch.setattr(running.Run, "_end", _stop)
            with pytest.raises(StoppedError):
                run(crawl, tmp_path / "out")
            monkeypatch.undo()
        run(crawl, tmp_path / "out", ClusterSettings(layout="{number}"))
        assert files(tmp_path / "out").keys().isdisjoint(files(dataset))
        run(crawl, tmp_path / "out")
        assert files(tmp_path / "out") == files(dataset)

    def test_a_second_driver_leaves_what_the_first_has_ended(
        self, crawl: Path, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shutil.copytree(dataset / "_stage", tmp_path / "out" / "_stage")
        settle = running.settle

        def late(objects: Objects, argument: Any) -> Any:
            monkeypatch.undo()
            run(crawl, tmp_path / "out")
            return settle(objects, argument)

        monkeypatch.setattr(running, "settle", late)
        with pytest.raises(FileNotFoundError):
            run(crawl, tmp_path / "out")
        assert (tmp_path / "out" / "_SUCCESS").exists()
        assert files(tmp_path / "out") == files(dataset)


def _stop(*_: object) -> None:
    raise StoppedError


def test_only_pages_that_match_and_that_settings_include_are_inputs(crawl: Path, tmp_path: Path) -> None:
    run(crawl, tmp_path, ClusterSettings(match=r"//wood\.example/1\d?$", wanted=Filter(exclude=("*/13",))))
    found = {row["member"] for row in rows(tmp_path, "pages")}
    wanted = {f"http://wood.example/{day}" for day in (1, *range(10, 20)) if day != 13}
    assert {member.removesuffix("#2") for member in found} == wanted


@pytest.mark.parametrize("options", [[], ["--match", "nowhere"]])
def test_a_crawl_without_pages_is_a_dataset_without_rows(options: list[str], tmp_path: Path) -> None:
    page = WOOD if options else record("http://a.example/a.png", b"\x89PNG", kind="image/png")
    write_archive(tmp_path / "in" / "a.warc", [page])
    told = cluster("run", tmp_path / "in", "--out", tmp_path / "out", *options)
    assert (told.exit_code, told.output.startswith("0 pages, 0 issues, 0 items in ")) == (0, True)
    assert {table: rows(tmp_path / "out", table) for table in TABLES} == {table: [] for table in TABLES}
    assert cluster("run", tmp_path / "in", "--out", tmp_path / "out", *options).output == told.output
    assert cluster("export", tmp_path / "out", tmp_path / "folder").exit_code == 3


class TestDamage:
    PAGES = tuple(record(f"http://a.example/{day}", f"# Wood (2021-05-0{day})\n\n- a\n") for day in (1, 2, 3))

    @pytest.mark.parametrize(
        ("harm", "issues", "why"),
        [
            (lambda data: data[:-20], 2, "it cannot be read further than 2 records: it is cut off"),
            (lambda data: data + b"garbage", 3, "it cannot be read further than 3 records: Not a gzipped"),
        ],
    )
    def test_an_archive_that_is_cut_or_damaged_is_told_and_its_pages_stand(
        self, harm: Callable[[bytes], bytes], issues: int, why: str, tmp_path: Path
    ) -> None:
        whole = write_archive(tmp_path / "in" / "a.warc.gz", self.PAGES)
        whole.write_bytes(harm(whole.read_bytes()))
        told = cluster("run", tmp_path / "in", "--out", tmp_path / "out")
        assert told.exit_code == 1
        assert f"a.warc.gz: {why}" in told.output
        assert len(rows(tmp_path / "out", "issues")) == issues
        assert cluster("export", tmp_path / "out", tmp_path / "folder").exit_code == 0
        batch(tmp_path / "in", "--out", tmp_path / "batch")
        assert tree(tmp_path / "folder") == tree(tmp_path / "batch")

    def test_storage_that_fails_is_no_damage(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write_archive(tmp_path / "in" / "a.warc.gz", self.PAGES)

        class Broken(io.BytesIO):
            def read(self, _: int | None = -1) -> bytes:
                raise ConnectionResetError("the line is gone")

        monkeypatch.setattr(shards, "open_object", lambda *_: Broken())
        told = cluster("run", tmp_path / "in", "--out", tmp_path / "out")
        assert told.exit_code == 3
        why = "ConnectionResetError: the line is gone"
        assert told.output == f"normalize: it cannot go on: {why}; the same call goes on from there\n"
        assert not list((tmp_path / "out").rglob("*.json"))
        monkeypatch.undo()
        assert cluster("run", tmp_path / "in", "--out", tmp_path / "out").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["run", "nowhere", "--out", "d"], 2, "there is no such file or folder"),
        (["run", "memory://nowhere", "--out", "d"], 2, "there is no such object or folder"),
        (["run", "empty", "--out", "d"], 2, "it holds no web archive"),
        (["run", "texts", "--out", "d"], 2, "it holds no web archive"),
        (["run", "in", "--out", "d", "--engine", "spark"], 2, "'spark' is not one of"),
        (["run", "in", "--out", "d", "--scheduler", "tcp://localhost:1"], 2, "`serial` has none"),
        (["run", "in", "--out", "d", "--match", "("], 2, "write a regular expression"),
        (["run", "in", "--out", "d", "--shard-pages", "0"], 2, "0 is not in the range"),
        (["run", "in", "--out", "d", "--layout", "{series}"], 2, "one name"),
        (["run", "in", "--out", "d", "--base-url", "x"], 2, "no address"),
        (["run", "nosuch://a/b", "--out", "d"], 2, "nosuch://a/b: Protocol not known"),
        (["run", "in"], 2, "Missing option"),
        (["run"], 2, "Missing argument"),
        (["export", "in", "e"], 2, "it holds no finished run"),
        (["export", "done", "in"], 2, "it is not empty"),
        (["export", "done", "in/a.warc"], 2, "it is not empty"),
        (["export", "done", "e", "--to", "xml"], 2, "no output form 'xml'"),
        (["export", "done", "hidden"], 2, "it is not empty"),
        (["export", "none", "e"], 3, "it holds no issue; nothing is written"),
        (["export", "other", "e"], 2, "other/_SUCCESS: it is not of this program"),
        (["run", "in", "--out", "other"], 2, "other/_SUCCESS: it is not of this program"),
        (["export", "torn", "e"], 3, "torn: it cannot go on: ArrowInvalid: "),
    ],
)
def test_wrong_calls_are_told_in_one_line(
    arguments: list[str], status: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_archive(tmp_path / "in" / "a.warc", [record("http://a.example/1", "# Wood (2021-05-01)\n\n- a\n")])
    write_archive(tmp_path / "bad" / "a.warc", [record("http://a.example/1", "gone", "404 Not Found")])
    (tmp_path / "empty").mkdir()
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.md").write_text("# Wood", "utf-8")
    (tmp_path / "hidden" / ".normalize").mkdir(parents=True)
    (tmp_path / "hidden" / ".normalize" / "store.sqlite").write_text("mine", "utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "_SUCCESS").write_text("{}", "utf-8")
    if arguments[0] == "export" and arguments[1] not in ("in", "other"):
        run("bad" if arguments[1] == "none" else "in", tmp_path / arguments[1])
    if "torn" in arguments:
        next((tmp_path / "torn" / "issues").iterdir()).write_text("no table", "utf-8")
    result = cluster(*arguments)
    assert result.exit_code == status, result.output
    assert told in result.output
    assert len(result.output.splitlines()) == 1
    assert not (tmp_path / "d").exists()
    assert not (tmp_path / "e").exists()


def test_an_export_that_was_killed_is_done_again(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "record_of", fail)
    told = cluster("export", dataset, tmp_path / "out")
    assert (told.exit_code, "No space left" in told.output) == (3, True)
    assert tree(tmp_path / "out") == {}
    monkeypatch.undo()
    assert cluster("export", dataset, tmp_path / "out").exit_code == 0


def test_workers_of_other_versions_are_refused() -> None:
    ours = versions.versions()
    assert {"python", "issue-normalizer", "lxml", "pyarrow", "warcio"} <= ours.keys()
    versions.check_same(ours, dict(ours), "a worker")
    with pytest.raises(
        versions.UsageError, match=re.escape(f"a worker has lxml 1.0, not {ours['lxml']} as here")
    ):
        versions.check_same(ours, ours | {"lxml": "1.0"}, "a worker")
    with pytest.raises(versions.UsageError, match="a worker has warcio none"):
        versions.check_same(ours, {key: ours[key] for key in ours if key != "warcio"}, "a worker")


@pytest.mark.parametrize(
    ("layout", "merge", "gone", "emptied"),
    [
        ("{series}/{date}", False, {"sha256"}, {"title", "address"}),
        ("{number}", True, set(), {"address"}),
        ("{date} {title}", False, {"sha256"}, set()),
    ],
)
def test_rows_carry_what_is_asked_for(
    layout: str,
    merge: bool,  # noqa: FBT001 - pytest passes by name
    gone: set[str],
    emptied: set[str],
    dataset: Path,
) -> None:
    objects = Objects(str(dataset))
    pieces = tuple(
        Fragment(name, len(read_table(objects.read(name))), 0)
        for name in objects.names("_stage/archives")
        if name.endswith(".scrapes")
    )
    full = [row for piece in pieces for row in read_table(objects.read(piece.name)).to_pylist()]
    assert {row["is_dated"] for row in full} == {True, False}
    target = Objects("memory://lean")
    target.remove("")
    for piece in pieces:
        target.put(piece.name, objects.read(piece.name))
    step = regroup.RegroupStep(pieces, "out", 0, 1, lean(layout, merge=merge))
    found = [
        row
        for _, piece in regroup.parted(0, step, regroup.regroup(target, step))
        for row in read_table(target.read(piece.name)).to_pylist()
    ]
    assert len(found) == len(full)
    for row in found:
        (whole,) = (one for one in full if one["name"] == row["name"])
        expected = {key: value for key, value in whole.items() if key not in gone} | {"slice": 0}
        assert row == expected | (dict.fromkeys(emptied, "") if row["is_dated"] else {})


@settings(derandomize=True, deadline=None)
@given(st.lists(st.text(alphabet="aA-23é", min_size=1, max_size=6), max_size=12))
def test_names_that_clash_are_a_family(wanted: list[str]) -> None:
    """Named family by family, all get the names that they get in one go."""
    taken: set[str] = set()
    at_once = [unique(path, taken) for path in wanted]
    families: dict[str, set[str]] = {}
    assert [unique(path, families.setdefault(naming.family(path), set())) for path in wanted] == at_once


@settings(derandomize=True, deadline=None, max_examples=30)
@given(
    st.lists(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=8), min_size=1, max_size=6),
    st.integers(1, 6),
)
def test_rows_keep_their_order_in_their_bucket(objects: list[list[int]], bits: int) -> None:
    dataset = Objects("memory://rows")
    dataset.remove("")
    schema = pa.schema([("at", pa.uint32()), ("number", pa.int64())])
    pieces = []
    for number, found in enumerate(objects):
        listed = [{"at": at, "number": number * 100 + place} for place, at in enumerate(found)]
        dataset.put(f"in/{number}", written(listed, schema))
        pieces.append(Fragment(f"in/{number}", len(found)))
    step = regroup.RegroupStep(tuple(pieces), "out", 0, bits)
    everything = [row for piece in pieces for row in read_table(dataset.read(piece.name)).to_pylist()]
    for bucket, piece in regroup.parted(0, step, regroup.regroup(dataset, step)):
        expected = [row for row in everything if row["at"] >> (32 - bits) == bucket]
        assert read_table(dataset.read(piece.name)).to_pylist() == expected
        assert piece.rows == len(expected)


@pytest.mark.parametrize(
    ("rows_", "bits"), [(0, 1), (10, 1), (64, 1), (80, 1), (200, 2), (10_000, 4), (2**20, 5), (10**9, 15)]
)
def test_buckets_are_as_many_as_rows_need(rows_: int, bits: int) -> None:
    assert regroup.bits_for(rows_, 32_768, 32) == bits
