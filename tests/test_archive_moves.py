"""An archive of the first layout is moved once: told, whole, and nothing lost."""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path

import pytest

from archive_runs import SERIES, batch, everything, issue, manifest, tree, write

NEW_KEYS = ("source", "member", "written", "made_of", "kept_earlier")
OTHER = "陶艺周刊"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    write(tmp_path / "new" / "1.md", issue(1))
    write(tmp_path / "new" / "2.md", issue(2))
    write(tmp_path / "new" / "w.md", "# On wood\n\nA saw.\n")
    return tmp_path / "new"


def aged(new: Path, out: Path, *options: str) -> dict[str, bytes]:
    """Make an archive as the first layout had it, of one series: dates beside each other, a file an entry."""
    batch(new, "--out", out, *options)
    records = manifest(out)
    for record in records:
        path = record["output"]
        flat = path.removeprefix(f"{SERIES}/").removeprefix("unknown/")
        for ending in ("md", "json"):
            if (out / f"{path}.{ending}").exists() and flat != path:
                (out / f"{path}.{ending}").rename(out / f"{flat}.{ending}")
        record["output"] = flat
        _keep_entry(out, record)
    for folder in (out / SERIES, out / "unknown"):
        folder.rmdir()
    lines = [{key: value for key, value in one.items() if key not in NEW_KEYS} for one in records]
    write(out / "manifest.jsonl", "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    (out / ".normalize" / "store.sqlite").unlink()
    return tree(out)


def _keep_entry(out: Path, record: dict[str, object]) -> None:
    """Write an entry as the old store had it: a line of JSON, then each text, packed."""
    texts = [zlib.compress((out / f"{record['output']}.md").read_bytes(), 1)]
    head = json.dumps([record, [], [len(texts[0]), 0, 0], 0]).encode()
    name = hashlib.sha256(str(record["name"]).encode()).hexdigest()
    write(out / ".normalize" / "entries" / name[:2] / name, head + b"\n" + texts[0])


def test_an_archive_is_moved_once_and_told(new: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = aged(new, out, "--to", "md,json")
    assert {"2021-05-01.md", "2021-05-02.json", "On-wood.md"} <= set(before)
    result = batch(new, "--out", out, "--to", "md,json")
    assert result.exit_code == 0
    assert f"moved: {SERIES}/2021-05-01 (it was 2021-05-01)" in result.output
    after = tree(out)
    for old, path in {"2021-05-01": f"{SERIES}/2021-05-01", "On-wood": "unknown/On-wood"}.items():
        for ending in ("md", "json"):
            assert after[f"{path}.{ending}"] == before[f"{old}.{ending}"]
            assert f"{old}.{ending}" not in after
    assert not (out / ".normalize" / "entries").exists()
    again = batch(new, "--out", out, "--to", "md,json")
    assert "moved:" not in again.output
    assert tree(out) == after


def test_what_no_run_names_is_moved_too(new: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = aged(new, out)
    assert batch(new / "2.md", "--out", out).exit_code == 0
    assert tree(out)[f"{SERIES}/2021-05-01.md"] == before["2021-05-01.md"]
    assert len(json.loads(tree(out)["index.json"])["issues"]) == 3


def test_a_hand_edit_before_the_move_stays(new: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    aged(new, out)
    edited = (out / "2021-05-01.md").read_text("utf-8").replace("刨花卷成环", "刨花卷成了环")
    write(out / "2021-05-01.md", edited)
    assert f"edited: {SERIES}/2021-05-01" in batch(new, "--out", out).output
    assert (out / SERIES / "2021-05-01.md").read_text("utf-8") == edited


def test_folders_of_series_stay_where_they_are(new: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(new / "w.md", issue(1).replace(SERIES, OTHER))
    aged_records(new, out)
    result = batch(new, "--out", out)
    assert "moved:" not in result.output
    assert {f"{SERIES}/2021-05-01.md", f"{OTHER}/2021-05-01.md"} <= set(tree(out))


def aged_records(new: Path, out: Path) -> None:
    """Make an archive as the first layout had it where it had several series."""
    batch(new, "--out", out)
    lines = [{key: value for key, value in one.items() if key not in NEW_KEYS} for one in manifest(out)]
    write(out / "manifest.jsonl", "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def test_nothing_is_moved_where_nothing_can_be_done(new: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    aged(new, out)
    write(tmp_path / "empty.md", "")
    before = everything(out)
    assert batch(tmp_path / "empty.md", "--out", out).exit_code == 3
    assert "moved" in batch(new, "--out", out, "--dry-run").output
    assert everything(out) == before
