"""Every command with wrong input: one line says what, where and what to do, and nothing is half written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive_runs import issue, write
from issue_normalizer.cli import main

LONG = "n" * 300  # no system has such a name, or can look for it
NONE = "there is no such file"
UNREAD = "cannot be read"
UNWRITTEN = "it cannot be written"
EMPTY = "it is empty; give the name of a file or a folder"

# arguments, exit status, words of the message
CALLS = [
    ("none.md", 3, NONE),
    ("folder", 3, "normalize batch folder --out DIR"),
    (LONG, 3, UNREAD),
    ("loop", 3, UNREAD),
    ("batc", 2, "did you mean `normalize batch`?"),
    ("'' --to json", 2, EMPTY),
    ("a.md -o ''", 2, EMPTY),
    ("a.md -o a.md/b.md", 3, UNWRITTEN),
    ("a.md -o none/b.md", 3, UNWRITTEN),
    ("a.md --report folder", 3, "folder: it cannot be written: it is a folder"),
    ("a.md b.md -o wrong.toml", 3, "wrong.toml: it cannot be written: it is a file, and no folder"),
    ("a.md --profile none.toml", 2, UNREAD),
    (f"a.md --profile {LONG}", 2, UNREAD),
    ("a.md --profile wrong.toml", 2, "wrong.toml:1: error[profile-wrong-type]: series: it must be text"),
    ("explain explian", 3, NONE),
    ("explain folder", 3, "it is a folder"),
    (f"explain {LONG}", 3, UNREAD),
    ("formats chekc", 3, NONE),
    ("schema none", 2, "'explanation'"),
    ("profiles --config none.toml", 2, UNREAD),
    ("profiles --config wrong.toml", 2, "wrong.toml: there is no 'series'; choose from baseline"),
    ("profile", 2, "Missing command; see `"),
    ("profile check none.toml a.md", 2, UNREAD),
    ("profile check right.toml none.md", 2, NONE),
    ("profile check right.toml nothing", 3, "no issue can be read"),
    ("learn none.md -o p.toml", 2, NONE),
    ("learn nothing -o p.toml", 3, "no issue can be read; give two or more"),
    ("learn a.md -o p.toml", 3, "one issue can be read; give two or more"),
    ("learn a.md b.md -o right.toml", 2, "it is there already"),
    (f"learn a.md b.md -o {LONG}", 3, UNWRITTEN),
    ("learn '' -o p.toml", 2, EMPTY),
    ("check a.md", 2, "there is no baseline"),
    ("check a.md --baseline none", 2, "there is no such baseline"),
    (f"check a.md --baseline {LONG}", 2, UNREAD),
    ("check a.md --baseline loop", 2, "there is no such baseline"),
    ("check a.md --baseline nothing", 3, "it holds no issue to compare with"),
    ("check a.md --baseline ''", 2, EMPTY),
    ("check '' --baseline folder", 2, EMPTY),
    ("check none.md --baseline folder", 2, NONE),
    (f"check {LONG} --baseline folder", 2, UNREAD),
    ("check loop --baseline folder", 2, NONE),
    ("check folder --baseline folder", 2, "it is in the baseline itself"),
    ("check a.md --baseline folder --profile wrong.toml", 2, "error[profile-wrong-type]"),
    ("check a.md --baseline folder --html none/c.html", 3, UNWRITTEN),
    ("check a.md --baseline folder --fail-on none,loss", 2, "none stands alone"),
    ("batch folder --out a.md", 3, UNWRITTEN),
    (f"batch folder --out {LONG}", 3, UNWRITTEN),
    ("batch folder --out loop", 3, UNWRITTEN),
    ("batch folder --out ''", 2, EMPTY),
    ("batch '' --out new", 2, EMPTY),
    ("batch none --out new", 2, NONE),
    ("batch loop --out new", 2, NONE),
    (f"batch {LONG} --out new", 2, UNREAD),
    ("batch folder --out folder", 2, "the output folder holds it"),
    ("batch folder --out new --config none.toml", 2, UNREAD),
    ("batch folder --out new --layout {kite}", 2, "there is no {kite}; choose from"),
    ("batch folder --out new --base-url harbour", 2, "'harbour' is no address"),
    ("cluster", 2, "Missing command; see `"),
    ("cluster run none --out new --base-url harbour", 2, "'harbour' is no address"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path / "a.md", issue(1))
    write(tmp_path / "b.md", issue(2))
    write(tmp_path / "folder" / "c.md", issue(3))
    (tmp_path / "nothing").mkdir()
    write(tmp_path / "right.toml", 'items = "- {title}"')
    write(tmp_path / "wrong.toml", "series = 3")
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


@pytest.mark.skipif(os.name == "nt", reason="links and names are others there")
@pytest.mark.parametrize(("call", "status", "words"), CALLS, ids=[call[:60] for call, _, _ in CALLS])
def test_one_line_says_what_where_and_what_to_do(call: str, status: int, words: str, folder: Path) -> None:
    before = everything(folder)
    found = CliRunner().invoke(main, ["" if word == "''" else word for word in call.split(" ")])
    assert (found.exit_code, found.stdout) == (status, "")
    assert words in found.stderr
    assert found.stderr.count("\n") == 1
    assert found.stderr.startswith(("normalize: ", "wrong.toml:1: error"))
    assert everything(folder) == before


def test_a_part_of_a_baseline_that_cannot_be_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "folder" / "closed" / "d.md", issue(4))

    def refusing(real: Callable[[str], object]) -> Callable[[str], object]:
        def look(path: str) -> object:
            if str(path).endswith("closed"):
                raise PermissionError(13, "Permission denied", str(path))
            return real(path)

        return look

    for name in ("scandir", "listdir"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name)))
    found = CliRunner().invoke(main, ["check", "a.md", "--baseline", "folder"])
    assert found.stderr == (
        "normalize: folder/closed: left out of the baseline: it cannot be read: Permission denied\n"
    )


def test_a_baseline_that_cannot_be_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refused)
    before = everything(folder)
    found = CliRunner().invoke(main, ["check", "a.md", "--baseline", "new/deep", "--update"])
    told = "new/deep: it cannot be written: Permission denied; nothing was accepted\n"
    assert (found.exit_code, found.stderr) == (3, f"normalize: {told}")
    assert everything(folder) == before


def test_an_empty_example_is_left_out(folder: Path) -> None:
    write(folder / "empty.md", "")
    found = CliRunner().invoke(main, ["learn", "a.md", "b.md", "empty.md", "-o", "p.toml"])
    told = "normalize: empty.md: left out: it is empty; give a page, a Markdown file or a text dump\n"
    assert found.stderr == told
    assert (folder / "p.toml").is_file()


@pytest.mark.parametrize("steps", ['{"renames": ', "[]", '{"renames": {}, "moves": 3, "removals": []}'])
def test_a_damaged_list_of_moves(steps: str, folder: Path) -> None:
    assert CliRunner().invoke(main, ["batch", "folder", "--out", "new"]).exit_code == 0
    before = everything(folder)
    moves = write(folder / "new" / ".normalize" / "moves.json", steps)
    found = CliRunner().invoke(main, ["batch", "a.md", "--out", "new"])
    assert (found.exit_code, found.stderr) == (
        2,
        f"normalize: {moves}: it is damaged; remove it, and all is written anew\n",
    )
    moves.unlink()
    assert everything(folder) == before


@pytest.mark.parametrize(
    "wrong", [{"written": 3}, {"made_of": 5}, {"filled": ["a"]}, {"issue": {"series": 7}}, {"member": None}]
)
def test_a_damaged_line_of_the_manifest_is_as_none(wrong: dict[str, object], folder: Path) -> None:
    assert CliRunner().invoke(main, ["batch", "folder", "--out", "new"]).exit_code == 0
    before = everything(folder / "new" / "木工周刊")
    manifest = folder / "new" / "manifest.jsonl"
    write(manifest, json.dumps(json.loads(manifest.read_text("utf-8")) | wrong) + "\n")
    assert CliRunner().invoke(main, ["batch", "folder", "--out", "new"]).exit_code == 0
    assert everything(folder / "new" / "木工周刊") == before


def real(*arguments: str, most: str = "unlimited", **streams: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process whose files may hold so many blocks of 512 bytes, as on a full disk."""
    command = f"ulimit -f {most}; exec {sys.executable} -m issue_normalizer {' '.join(arguments)}"
    return subprocess.run(["/bin/sh", "-c", command], stderr=subprocess.PIPE, check=False, **streams)


@pytest.mark.skipif(os.name == "nt", reason="there is no ulimit")
def test_a_disk_that_is_full(folder: Path) -> None:
    for call in (["batch", "a.md", "--out", "new"], ["a.md", "-o", "new.md"]):
        found = real(*call, most="0")
        assert found.returncode == 3
        assert b": it cannot be written: " in found.stderr
        assert found.stderr.count(b"\n") == 1
    assert not list(folder.rglob("new/*.*"))
    assert not (folder / "new.md").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device here")
@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["a.md"], b"<stdout>: it cannot be written: No space left on device"),
        (["a.md", "-o", "/dev/full"], b"/dev/full: it cannot be written: No space left on device"),
        (["--help"], b"the system refuses it: No space left on device"),
    ],
)
def test_an_output_that_is_full(call: list[str], told: bytes, folder: Path) -> None:  # noqa: ARG001 - where it runs
    with Path("/dev/full").open("wb") as full:
        found = real(*call, stdout=full)
    assert (found.returncode, found.stderr) == (3, b"normalize: " + told + b"\n")
