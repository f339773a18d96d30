"""`normalize batch`: many inputs become one archive, the same one every time, whatever happens on the way."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from filelock import FileLock

import archive_runs
from archive_runs import SERIES, manifest, tree
from cases import FIXTURES, TWINS
from issue_normalizer import normalize
from issue_normalizer.batch.names import safe_name, unique

COMMAND = [sys.executable, "-m", "issue_normalizer", "batch"]
ISSUE = """# 木工周刊 (2021-05-{day:02})

## 论文

- [刨花的拓扑 | 刨子社](http://wood.example/{day}/a)\\
摘要：刨花卷成环，环里还有环，第{day}次测量也是如此。
- [榫头与卯眼](http://wood.example/{day}/b)\\
摘要：两者一凸一凹，天生一对，第{day}次装配也是如此。
- [锯末的去向 | 锯末社](http://wood.example/{day}/c)\\
摘要：锯末去了楼下，第{day}次清扫也是如此。
"""


def batch(*arguments: object, status: int = 0) -> Result:
    result = archive_runs.batch(*arguments)
    assert result.exit_code == status, result.stderr
    return result


@pytest.fixture
def scrapes(tmp_path: Path) -> Path:
    folder = tmp_path / "scrapes"
    folder.mkdir()
    for day in range(1, 4):
        (folder / f"{day}.md").write_text(ISSUE.format(day=day), "utf-8")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_a_folder_becomes_an_archive(scrapes: Path, out: Path) -> None:
    run = batch(scrapes, "--out", out, "--to", "md,json,jsonl")
    assert run.stdout == ""
    assert set(tree(out)) == {
        *(f"{SERIES}/2021-05-0{day}.{form}" for day in (1, 2, 3) for form in ("md", "json")),
        *("index.md", "index.json", "items.jsonl", "issues.jsonl", "manifest.jsonl"),
    }
    source = (scrapes / "2.md").read_bytes()
    assert (out / SERIES / "2021-05-02.md").read_text("utf-8") == normalize(source)
    assert (out / SERIES / "2021-05-02.json").read_text("utf-8") == normalize(source, to="json")
    records = manifest(out)
    assert [record["name"] for record in records] == ["scrapes/1.md", "scrapes/2.md", "scrapes/3.md"]
    assert {record["status"] for record in records} == {"chosen"}
    assert str(out.parent) not in (out / "manifest.jsonl").read_text("utf-8")


def test_items_have_a_line_each(scrapes: Path, out: Path) -> None:
    batch(scrapes, "--out", out)
    items = [json.loads(line) for line in (out / "items.jsonl").read_text("utf-8").splitlines()]
    assert len(items) == 9
    assert items[0]["date"] == "2021-05-01"
    assert items[0]["title"] == "刨花的拓扑"
    assert items[0]["place"] == "sections/0/items/0"
    assert [item["url"] for item in items[3:6]] == [f"http://wood.example/2/{letter}" for letter in "abc"]


def test_the_same_again_changes_nothing(scrapes: Path, out: Path) -> None:
    batch(scrapes, "--out", out)
    before = tree(out)
    times = {name: (out / name).stat().st_mtime_ns for name in before}
    batch(scrapes, "--out", out, "-j", 2)
    assert tree(out) == before
    assert {name: (out / name).stat().st_mtime_ns for name in before} == times


def test_what_changed_is_converted_again(scrapes: Path, out: Path) -> None:
    batch(scrapes, "--out", out)
    times = {name: (out / name).stat().st_mtime_ns for name in tree(out)}
    (scrapes / "2.md").write_text(ISSUE.format(day=2).replace("榫头", "榫舌"), "utf-8")
    batch(scrapes, "--out", out)
    assert "榫舌" in (out / SERIES / "2021-05-02.md").read_text("utf-8")
    assert (out / SERIES / "2021-05-01.md").stat().st_mtime_ns == times[f"{SERIES}/2021-05-01.md"]


def test_one_process_or_several_give_the_same(tmp_path: Path) -> None:
    batch(TWINS, "--out", tmp_path / "a", "--to", "md,json", "--merge")
    batch(TWINS, "--out", tmp_path / "b", "--to", "md,json", "--merge", "-j", 3)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def _zip(folder: Path, path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"../../{file.name}")


def _tar(folder: Path, path: Path) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for file in folder.iterdir():
            archive.add(file, file.name)
        link = tarfile.TarInfo("link.md")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)


def _warc(folder: Path, path: Path) -> None:
    records = []
    for number, file in enumerate(sorted(folder.iterdir())):
        for status, body in (("404 Not Found", b"<html>gone</html>"), ("200 OK", file.read_bytes())):
            http = f"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\n\r\n".encode() + body
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2021-05-01T00:00:00Z\r\n"
                f"WARC-Target-URI: http://wood.example/{file.name}\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            )
            record = head.encode() + http + b"\r\n\r\n"
            records.append(gzip.compress(record) if path.suffix == ".gz" else record)
    path.write_bytes(b"".join(records))


@pytest.mark.parametrize(
    ("name", "pack"),
    [("s.zip", _zip), ("s.tar.gz", _tar), ("s.tgz", _tar), ("s.warc", _warc), ("s.warc.gz", _warc)],
)
def test_archives_are_read_as_folders_are(
    name: str, pack: Callable[[Path, Path], None], scrapes: Path, out: Path, tmp_path: Path
) -> None:
    pack(scrapes, tmp_path / name)
    told = batch(tmp_path / name, "--out", out, status=1 if pack in (_tar, _warc) else 0).stderr
    assert ("link.md: it is a link or a device" in told) == (pack is _tar)
    assert told.count("the server answered 404") == (3 if pack is _warc else 0)
    batch(scrapes, "--out", tmp_path / "plain")
    issues = {key: value for key, value in tree(out).items() if key != "manifest.jsonl"}
    assert issues == {
        key: value for key, value in tree(tmp_path / "plain").items() if key != "manifest.jsonl"
    }
    assert set(tmp_path.iterdir()) == {scrapes, out, tmp_path / name, tmp_path / "plain"}


def test_a_compressed_file_and_a_pattern(scrapes: Path, out: Path) -> None:
    (scrapes / "4.md.gz").write_bytes(gzip.compress(ISSUE.format(day=4).encode()))
    batch(scrapes / "*.gz", scrapes / "1.md", "--out", out)
    assert [record["name"] for record in manifest(out)] == ["1.md", "4.md"]


def test_a_bad_input_does_not_stop_the_rest(scrapes: Path, out: Path) -> None:
    (scrapes / "empty.md").write_bytes(b"")
    (scrapes / "binary").write_bytes(bytes(range(256)) * 9)
    (scrapes / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    run = batch(scrapes, "--out", out, status=1)
    refused = {record["name"]: record["reason"] for record in manifest(out) if record["status"] == "refused"}
    assert set(refused) == {"scrapes/empty.md", "scrapes/binary", "scrapes/broken.zip"}
    assert all(f"normalize: {scrapes.parent / name}: " in run.stderr for name in refused)
    assert {f"{SERIES}/2021-05-0{day}.md" for day in (1, 2, 3)} <= set(tree(out))


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["nowhere.md"], 2),
        ([], 2),
        (["{scrapes}", "--to", "pdf"], 2),
        (["{scrapes}", "--strict"], 0),
        (["{scrapes}/refused"], 3),
    ],
)
def test_exit_status(arguments: list[str], status: int, scrapes: Path, out: Path) -> None:
    (scrapes / "refused").mkdir()
    if status == 3:
        (scrapes / "refused" / "empty").write_bytes(b"")
    batch(*(argument.format(scrapes=scrapes) for argument in arguments), "--out", out, status=status)


def test_a_loss_is_told_under_strict(scrapes: Path, out: Path) -> None:
    (scrapes / "1.md").write_text(ISSUE.format(day=1).replace("## 论文", "本期4条。\n\n## 论文"), "utf-8")
    batch(scrapes, "--out", out)
    batch(scrapes, "--out", out, "--strict", status=1)


def test_the_most_complete_scrape_wins(scrapes: Path, out: Path) -> None:
    text = ISSUE.format(day=1)
    (scrapes / "0-less.md").write_text(text[: text.index("- [锯末")], "utf-8")
    batch(scrapes, "--out", out)
    assert (out / SERIES / "2021-05-01.md").read_text("utf-8") == normalize(text)
    statuses = {record["name"]: (record["status"], record["output"]) for record in manifest(out)}
    assert statuses["scrapes/0-less.md"] == ("superseded", f"{SERIES}/2021-05-01")
    assert statuses["scrapes/1.md"] == ("chosen", f"{SERIES}/2021-05-01")


def _without(text: str, *titles: str) -> str:
    lines = text.split("\n")
    for title in titles:
        at = next(index for index, line in enumerate(lines) if title in line)
        del lines[at : at + 2]
    return "\n".join(lines)


def test_scrapes_heal_each_other(scrapes: Path, out: Path) -> None:
    whole = ISSUE.format(day=7)
    (scrapes / "a.md").write_text(_without(whole, "刨花"), "utf-8")
    (scrapes / "b.md").write_text(
        _without(whole, "锯末").replace("](http://wood.example/7/b)", "]()"), "utf-8"
    )
    batch(scrapes, "--out", out, "--merge")
    assert (out / SERIES / "2021-05-07.md").read_text("utf-8") == normalize(whole)
    filled = next(record["filled"] for record in manifest(out) if record["name"] == "scrapes/a.md")
    assert filled == [{"where": "sections/0", "what": "item 刨花的拓扑", "source": "scrapes/b.md"}]


def test_a_dump_adds_nothing_to_what_is_whole(out: Path) -> None:
    page, dump = TWINS / "known-newsletter" / "raw.md", FIXTURES / "dump" / "bullets-folded.txt"
    batch(page, dump, "--out", out, "--merge")
    written = {
        data.decode() for name, data in tree(out).items() if name.endswith(".md") and "index" not in name
    }
    assert normalize(page.read_bytes()) in written


def test_a_better_form_of_the_same_text_is_taken(scrapes: Path, out: Path) -> None:
    whole = ISSUE.format(day=8)
    (scrapes / "folded.md").write_text(
        whole.replace("，", ",") + "- [只有这里有](http://wood.example/8/d)\n", "utf-8"
    )
    (scrapes / "whole.md").write_text(whole, "utf-8")
    batch(scrapes, "--out", out, "--merge")
    text = (out / SERIES / "2021-05-08.md").read_text("utf-8")
    assert "只有这里有" in text
    assert "," not in text


def test_missing_issues_are_listed(scrapes: Path, out: Path) -> None:
    archive = "\n## Archive\n\n- [2021-05-02](http://wood.example/2)\n- [2021-04-30](http://wood.example/0)\n"
    (scrapes / "1.md").write_text(ISSUE.format(day=1) + archive, "utf-8")
    run = batch(scrapes, "--out", out)
    index = json.loads((out / "index.json").read_text("utf-8"))
    assert index["missing"] == [{"series": "木工周刊", "date": "2021-04-30", "url": "http://wood.example/0"}]
    assert "- [2021-04-30](http://wood.example/0)" in (out / "index.md").read_text("utf-8")
    assert "never scraped: 2021-04-30" in run.stderr


def test_several_series_have_a_folder_each(scrapes: Path, out: Path) -> None:
    (scrapes / "other.md").write_text(ISSUE.format(day=1).replace("木工", "../陶艺"), "utf-8")
    batch(scrapes, "--out", out)
    folders = {Path(name).parent.as_posix() for name in tree(out) if name.endswith("-01.md")}
    assert len(folders) == 2
    assert not any(".." in folder for folder in folders)


def test_an_issue_cannot_take_the_name_of_the_index(scrapes: Path, out: Path) -> None:
    (scrapes / "index.md").write_text("# index\n\n一页没有日期的文字。\n", "utf-8")
    batch(scrapes / "index.md", "--out", out)
    assert (out / "unknown" / "index.md").read_text("utf-8").endswith("一页没有日期的文字。\n")
    assert "[index](unknown/index.md)" in (out / "index.md").read_text("utf-8")


def test_what_an_issue_says_never_leads_out_of_the_folder(scrapes: Path, out: Path) -> None:
    own = "---\nschema: issue/2\nseries: {series}\ndate: {date}\n---\n\n# t\n"
    (scrapes / "a.md").write_text(own.format(series="甲", date="../../escaped"), "utf-8")
    (scrapes / "b.md").write_text(own.format(series="../../乙", date="/absolute/evil"), "utf-8")
    before = {path for path in out.parent.iterdir() if path != out}
    batch(scrapes, "--out", out)
    assert {path for path in out.parent.iterdir() if path != out} == before
    assert not any("escaped" in name or "absolute" in name for name in tree(out))


def test_the_output_folder_is_no_input(scrapes: Path) -> None:
    (scrapes / "index.md").write_text("MY SITE", "utf-8")
    run = batch(scrapes, "--out", scrapes, status=2)
    assert len(run.stderr.splitlines()) == 1
    assert (scrapes / "index.md").read_text("utf-8") == "MY SITE"
    pattern = scrapes / "**" / "*.md"
    batch(pattern, "--out", scrapes / "out")
    first = tree(scrapes / "out")
    batch(pattern, "--out", scrapes / "out")
    assert tree(scrapes / "out") == first


def test_issues_of_one_name_without_a_date_are_two(scrapes: Path, out: Path) -> None:
    for name in ("a", "b"):
        (scrapes / f"{name}.md").write_text(f"# Weekly\n\n{name} is another text than the others.\n", "utf-8")
    batch(scrapes / "a.md", scrapes / "b.md", "--out", out)
    assert {"unknown/Weekly.md", "unknown/Weekly-2.md"} <= set(tree(out))


def test_an_input_that_holds_another_issue_leaves_the_first_where_it_is(scrapes: Path, out: Path) -> None:
    batch(scrapes, "--out", out)
    (out / "notes.md").write_text("mine", "utf-8")
    (scrapes / "3.md").write_text(ISSUE.format(day=9), "utf-8")
    batch(scrapes, "--out", out)
    assert {f"{SERIES}/2021-05-03.md", f"{SERIES}/2021-05-09.md", "notes.md"} <= set(tree(out))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are text there")
def test_a_file_name_that_is_no_text(scrapes: Path, out: Path) -> None:
    Path(os.fsdecode(os.fsencode(scrapes) + b"/\xd6\xd0.md")).write_text(ISSUE.format(day=4), "utf-8")
    batch(scrapes, "--out", out)
    assert "scrapes/\\udcd6\\udcd0.md" in {record["name"] for record in manifest(out)}


def test_a_damaged_store_is_made_again(scrapes: Path, out: Path) -> None:
    batch(scrapes, "--out", out)
    before = tree(out)
    path = out / ".normalize" / "store.sqlite"
    data = bytearray(path.read_bytes())
    for place in range(100, len(data), 101):
        data[place] ^= 0xFF
    path.write_bytes(data)
    (out / SERIES / "2021-05-01.md").unlink()
    batch(scrapes, "--out", out)
    assert tree(out) == before


def test_broken_archives_are_told(scrapes: Path, out: Path) -> None:
    (scrapes / "a.warc").write_bytes(b"garbage")
    (scrapes / "b.tar").write_bytes(b"garbage" * 99)
    batch(scrapes, "--out", out, status=1)
    refused = {record["name"] for record in manifest(out) if record["status"] == "refused"}
    assert refused == {"scrapes/a.warc", "scrapes/b.tar"}


def test_members_of_one_name_are_told_apart(scrapes: Path, out: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "twice.tar", "w") as archive:
        for _ in range(2):
            archive.add(scrapes / "1.md", "a.md")
    batch(tmp_path / "twice.tar", "--out", out)
    statuses = {record["name"]: record["status"] for record in manifest(out)}
    assert statuses == {"twice.tar/a.md": "chosen", "twice.tar/a.md#2": "superseded"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2020-03-02", "2020-03-02"),
        ("周刊 第 12 期", "周刊-第-12-期"),
        ("../../etc/passwd", "etc-passwd"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("CON", "CON-"),
        ("com1.txt", "com1-txt"),
        ("nul\u202e\x00.md", "nul-md"),
        ("...", "untitled"),
        ("", "untitled"),
        ("长" * 200, "长" * 40),
    ],
)
def test_names_are_safe(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_names_that_differ_in_case_alone_are_numbered() -> None:
    taken: set[str] = set()
    assert [unique(name, taken) for name in ("Issue", "issue", "ISSUE")] == ["Issue", "issue-2", "ISSUE-3"]


def test_a_second_run_waits_for_the_first(scrapes: Path, out: Path) -> None:
    (out / ".normalize").mkdir(parents=True)
    lock = FileLock(out / ".normalize" / "lock")
    with lock:
        run = subprocess.Popen([*COMMAND, str(scrapes), "--out", str(out)], stderr=subprocess.PIPE, text=True)
        assert run.stderr is not None
        assert "another run works on the folder" in run.stderr.readline()
        assert not (out / "manifest.jsonl").exists()
    with run.stderr:
        run.stderr.read()
    assert run.wait() == 0
    assert (out / "manifest.jsonl").exists()


# Runs the command; before its call of a given number of a function, the process is killed.
KILLED = """
import atexit, os, signal, sys
from issue_normalizer.cli.start import main
last, own, calls = int(sys.argv.pop(1)), os.getpid(), 0
def count(frame, event, argument):
    global calls
    calls += event.endswith("call")
    if calls == last and os.getpid() == own:
        os.kill(own, signal.SIGKILL)
atexit.register(lambda: print(calls, file=sys.stderr))
sys.setprofile(count)
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_killed_run_is_finished_by_the_next(tmp_path: Path) -> None:
    """Kill the run at 8 moments, evenly spread over its work, in two rounds: the bytes are the same."""

    dumps = sorted((FIXTURES / "dump").glob("*.txt"))[:8]

    def run(out: str, last: int = 0) -> subprocess.CompletedProcess[str]:
        sources = [TWINS / "known-newsletter" / "raw.md", *dumps]  # two scrapes of one, and others
        options = ["--to", "md,json", "--merge", "-q", "--out", tmp_path / out]
        command = [sys.executable, "-c", KILLED, last, "batch", *sources, *options]
        return subprocess.run([*map(str, command)], check=False, capture_output=True, text=True)

    calls = int(run("whole").stderr.splitlines()[-1])
    whole = tree(tmp_path / "whole")
    moments = [calls * number // 9 for number in range(1, 9)]
    random.Random(2021).shuffle(moments)  # noqa: S311 - the same order in every run
    for number in range(2):
        first, *others = moments[number::2]
        assert run(str(number), first).returncode == -signal.SIGKILL
        for last in others:  # less is left to do: some end before
            run(str(number), last)
        assert run(str(number)).returncode == 0
        assert tree(tmp_path / str(number)) == whole
