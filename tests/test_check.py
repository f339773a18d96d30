"""`normalize check`: inputs find their issue, settings hold, the baseline is updated whole or not at all."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from contextlib import chdir
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from cases import FIXTURES, OUT, ROOT, TWINS
from issue_normalizer import convert, normalize, pipeline
from issue_normalizer.check import baseline, scrapes, update
from issue_normalizer.check.model import KINDS, WEIGHTS
from issue_normalizer.cli import main
from issue_normalizer.errors import UsageError
from issue_normalizer.forms import schema_of
from issue_normalizer.settings import Settings, find_settings, read_settings

ISSUE = """# 木工周刊 (2021-05-{day:02})

## 论文

- [刨花的拓扑 | 刨子社](http://wood.example/{day}/a)\\
摘要：刨花卷成环，环里还有环，第{day}次测量也是如此。
- [榫头与卯眼](http://wood.example/{day}/b)\\
摘要：两者一凸一凹，天生一对，第{day}次装配也是如此。

## 开源项目

- [锯末的去向 | 锯末社](http://wood.example/{day}/c)\\
摘要：锯末去了楼下，第{day}次清扫也是如此。
"""
SECOND = (
    "- [榫头与卯眼](http://wood.example/{day}/b)\\\n摘要：两者一凸一凹，天生一对，第{day}次装配也是如此。\n"
)


def check(folder: Path, *arguments: object, status: int = 0) -> Result:
    with chdir(folder):
        run = CliRunner().invoke(main, ["check", *map(str, arguments)], catch_exceptions=False)
    assert run.exit_code == status, run.output
    return run


def told(run: Result) -> list[tuple[str, str, str]]:
    """Give (input, weight, kind) of each change of a check that wrote JSON."""
    data = json.loads(run.stdout)
    return [
        (issue["new"] or issue["old"], change["weight"], change["kind"])
        for issue in data["issues"]
        for change in issue["changes"]
    ]


def damage(path: Path, before: str, after: str = "") -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with scrapes of three issues, and a baseline that knows them."""
    (tmp_path / "new").mkdir()
    (tmp_path / "base").mkdir()
    for day in (1, 2, 3):
        text = ISSUE.format(day=day)
        (tmp_path / "new" / f"page-{day}.md").write_text(text, "utf-8")
        (tmp_path / "base" / f"issue-{day}.md").write_text(normalize(text), "utf-8")
    return tmp_path


def test_nothing_changed(folder: Path) -> None:
    assert check(folder, "new", "--baseline", "base").stdout == (
        "3 issues checked against base: nothing changed\n"
    )


def test_a_lost_item_fails(folder: Path) -> None:
    damage(folder / "new" / "page-2.md", SECOND.format(day=2))
    run = check(folder, "new", "--baseline", "base", status=1)
    assert run.stdout == (
        "new/page-2.md: 木工周刊 (2021-05-02)\n"
        "  loss    item-lost: after line 5, 论文 › 榫头与卯眼: the item is gone\n\n"
        "3 issues checked against base: 1 loss; 2 unchanged\n"
    )


def test_a_change_passes_unless_it_is_to_fail(folder: Path) -> None:
    damage(folder / "new" / "page-2.md", "刨花的拓扑", "刨花的几何")
    run = check(folder, "new", "--baseline", "base")
    assert "刨花的[-拓扑-]{+几何+}" in run.stdout
    check(folder, "new", "--baseline", "base", "--fail-on", "loss,change", status=1)
    check(folder, "new", "--baseline", "base", "--fail-on", "gain,form")


def test_two_files_are_compared_whatever_they_are_called(folder: Path) -> None:
    run = check(folder, "new/page-1.md", "--baseline", "base/issue-2.md", "--format", "json")
    kinds = [kind for _, _, kind in told(run)]
    assert "date-changed" in kinds
    assert "issue-lost" not in kinds


def test_single_files_are_not_all_there_is(folder: Path) -> None:
    check(folder, "new/page-1.md", "--baseline", "base")
    (folder / "new" / "page-3.md").unlink()
    run = check(folder, "new", "--baseline", "base", "--format", "json", status=1)
    assert told(run) == [("base/issue-3.md", "loss", "issue-lost")]


def test_an_issue_is_known_by_its_items_when_its_date_is_wrong(folder: Path) -> None:
    damage(folder / "new" / "page-3.md", "(2021-05-03)", "(2021-06-03)")
    run = check(folder, "new", "--baseline", "base", "--format", "json")
    assert told(run) == [("new/page-3.md", "change", "date-changed")]


def test_an_issue_is_known_by_its_items_when_another_has_its_date(folder: Path) -> None:
    for day in (2, 3):
        damage(folder / "new" / f"page-{day}.md", f"(2021-05-0{day})", "(2021-05-01)")
    run = check(folder, "new", "--baseline", "base", "--format", "json")
    assert told(run) == [(f"new/page-{day}.md", "change", "date-changed") for day in (2, 3)]


def test_an_error_page_in_the_place_of_an_issue_is_a_loss(folder: Path) -> None:
    (folder / "new" / "page-1.md").unlink()
    (folder / "new" / "issue-1.html").write_text("<h1>404</h1><p>This is not here.</p>", "utf-8")
    run = check(folder, "new/issue-1.html", "--baseline", "base", "--format", "json", status=1)
    assert "section-lost" in {kind for _, _, kind in told(run)}


def test_issues_that_are_called_the_same_are_not_one(folder: Path) -> None:
    for name in "AB":
        text = f"# Weekly\n\n## News\n\n- [{name} plane](https://{name}.example/1)\n"
        (folder / "base" / f"{name}.md").write_text(text, "utf-8")
        (folder / "base" / f"page.php?{name}").write_text(text.replace("plane", "lathe"), "utf-8")
    shutil.copy(folder / "base" / "A.md", folder / "new")
    shutil.copy(folder / "base" / "page.php?A", folder / "new")
    run = check(folder, "new", "--baseline", "base", "--format", "json", status=1)
    assert told(run) == [("base/B.md", "loss", "issue-lost"), ("base/page.php?B", "loss", "issue-lost")]


def test_several_scrapes_of_a_lost_issue_are_told_once(folder: Path) -> None:
    shutil.copy(folder / "base" / "issue-1.md", folder / "base" / "again.md")
    (folder / "new" / "page-1.md").unlink()
    run = check(folder, "new", "--baseline", "base", "--format", "json", status=1)
    assert told(run) == [("base/again.md", "loss", "issue-lost")]


def test_archives_are_all_there_is_and_patterns_reach_into_them(folder: Path) -> None:
    with zipfile.ZipFile(folder / "new.zip", "w") as archive:
        archive.write(folder / "new" / "page-1.md", "page-1.md")
        archive.writestr("README.md", "# About\n\nNo issue.\n")
    run = check(
        folder, "new.zip", "--baseline", "base", "--exclude", "README.md", "--format", "json", status=1
    )
    assert [kind for _, _, kind in told(run)] == ["issue-lost", "issue-lost"]


def test_standard_input_is_a_scrape(folder: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "issue_normalizer", "check", "-", "--baseline", "base"],
        cwd=folder,
        input=ISSUE.format(day=1).encode(),
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0
    assert run.stdout == b"1 issue checked against base: nothing changed\n"


def test_new_issues_are_gains_and_empty_scrapes_losses(folder: Path) -> None:
    (folder / "new" / "page-4.md").write_text(ISSUE.format(day=4), "utf-8")
    (folder / "new" / "page-5.html").write_text("", "utf-8")
    run = check(folder, "new", "--baseline", "base", "--format", "json", status=1)
    assert told(run) == [
        ("new/page-4.md", "gain", "issue-added"),
        ("new/page-5.html", "loss", "scrape-refused"),
    ]


def test_several_scrapes_of_one_issue_find_the_one_of_their_path() -> None:
    known = TWINS / "known-newsletter"
    for path in known.iterdir():
        check(ROOT, path, "--baseline", OUT / "twins")


@pytest.mark.parametrize("form", ["md", "json"])
def test_what_a_scrape_came_out_as_is_not_read_again(
    form: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (folder / "base").iterdir():
        if form == "json":
            path.with_suffix(".json").write_text(convert(path.read_text("utf-8")).json, "utf-8")
            path.unlink()
    damage(folder / "new" / "page-2.md", SECOND.format(day=2))
    read: list[str] = []

    def read_issue(data: bytes, name: str, *options: Any) -> Any:
        read.append(name)
        return pipeline.read_issue(data, name, *options)

    monkeypatch.setattr(scrapes, "read_issue", read_issue)
    run = check(folder, "new", "--baseline", "base", "--format", "json", status=1)
    assert told(run) == [("new/page-2.md", "loss", "item-lost")]
    assert read == [*(f"new/page-{day}.md" for day in (1, 2, 3)), f"base/issue-2.{form}"]


def test_a_baseline_of_other_bytes_is_read(folder: Path) -> None:
    for path in (folder / "base").iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "nothing changed" in check(folder, "new", "--baseline", "base").stdout
    damage(folder / "base" / "issue-1.md", "装配", "拆卸")
    assert "[-拆卸-]{+装配+}" in check(folder, "new", "--baseline", "base").stdout


def test_the_scrape_of_its_path_is_compared_though_another_is_equal(folder: Path) -> None:
    (folder / "base" / "other").mkdir()
    whole = (folder / "base" / "issue-1.md").rename(folder / "base" / "page-1.md")
    damage(folder / "new" / "page-1.md", SECOND.format(day=1))
    text = (folder / "new" / "page-1.md").read_text("utf-8")
    (folder / "base" / "other" / "page.md").write_text(normalize(text), "utf-8")
    for jobs in (1, 2):
        run = check(folder, "new", "--baseline", "base", "--format", "json", "-j", jobs, status=1)
        assert told(run) == [("new/page-1.md", "loss", "item-lost")]
    assert json.loads(run.stdout)["issues"][0]["old"] == f"base/{whole.name}"


def test_issues_are_compared_with_those_of_their_date_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many have the same items."""
    shares: list[object] = []
    monkeypatch.setattr(baseline, "_share", lambda *some: shares.append(some) or 1.0)
    issue = "# Wood ({day})\n\n## News\n\n- [One plane](http://a.example/1)\n\n{more}"
    for at in range(20):
        text = issue.format(day=f"2021-05-{at + 1:02}", more="")
        for name, more in (("old", ""), ("new", "- [Two planes](http://a.example/2)\n")):
            (tmp_path / name).mkdir(exist_ok=True)
            (tmp_path / name / f"{at}.md").write_text(text + more, "utf-8")
    run = check(tmp_path, "new", "--baseline", "old", "--format", "json")
    assert len(told(run)) == len(shares) == 20


def test_an_archive_of_batch_is_a_baseline(folder: Path) -> None:
    archive = [sys.executable, "-m", "issue_normalizer", "batch", "new", "--out", "kept", "--to", "md,json"]
    subprocess.run(archive, cwd=folder, check=True, capture_output=True)
    damage(folder / "new" / "page-1.md", SECOND.format(day=1))
    run = check(folder, "new", "--baseline", "kept", "--format", "json", status=1)
    assert told(run) == [("new/page-1.md", "loss", "item-lost")]
    run = check(folder, "new", "--baseline", "kept", "--update", status=2)
    assert "`normalize batch` keeps this folder" in run.stderr


class TestOutput:
    @pytest.fixture
    def damaged(self, folder: Path) -> Path:
        damage(folder / "new" / "page-1.md", SECOND.format(day=1))
        damage(folder / "new" / "page-2.md", "刨花的拓扑", "`刨花`的 100% 几何")
        return folder

    def test_json_fits_its_schema(self, damaged: Path) -> None:
        run = check(damaged, "new", "--baseline", "base", "--format", "json", status=1)
        schema = subprocess.run(
            [sys.executable, "-m", "issue_normalizer", "schema", "check"], capture_output=True, check=True
        )
        Draft202012Validator(json.loads(schema.stdout)).validate(json.loads(run.stdout))

    def test_github_points_at_file_and_line(self, damaged: Path) -> None:
        lines = check(
            damaged, "new", "--baseline", "base", "--format", "github", status=1
        ).stdout.splitlines()
        assert lines[0] == (
            "::error file=new/page-1.md,line=5,title=item-lost::论文 › 榫头与卯眼: the item is gone"
        )
        assert lines[1].startswith(
            "::warning file=new/page-2.md,line=5,title=title-changed::论文 › 刨花的 100%25 几何"
        )

    def test_junit_fails_the_case_of_the_issue(self, damaged: Path) -> None:
        run = check(damaged, "new", "--baseline", "base", "--format", "junit", status=1)
        suite = ET.fromstring(run.stdout)  # noqa: S314 - our own output
        assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
        failing = [case.get("classname") for case in suite if case.find("failure") is not None]
        assert failing == ["new/page-1.md"]

    def test_markdown_keeps_scraped_text_in_code(self, folder: Path) -> None:
        damage(folder / "new" / "page-2.md", "刨花的拓扑", "@somebody ``` <b>几何</b>")
        text = check(folder, "new", "--baseline", "base", "--format", "markdown").stdout
        assert "````diff\n  - 刨花的拓扑\n  + @somebody ``` 几何\n  ````" in text
        assert text.startswith("### ✅ 3 issues checked against base: 1 change; 2 unchanged\n")

    def test_a_terminal_is_not_steered(self, folder: Path) -> None:
        damage(folder / "new" / "page-2.md", "刨花的拓扑", "刨花\x1b[31m的\u202e几何")
        for form in ("text", "json", "github", "junit", "markdown"):
            text = check(folder, "new", "--baseline", "base", "--format", form).stdout
            assert not {"\x1b", "\u202e"} & set(text), form

    def test_no_scraped_text_begins_a_line(self, folder: Path) -> None:
        damage(folder / "new" / "page-2.md", "摘要：刨花卷成环", "摘要：::error::卷成环")
        (folder / "new" / "page-2.md").rename(folder / "new" / "::page.md")
        text = check(folder / "new", "::page.md", "--baseline", "../base").stdout
        assert not any(line.lstrip().startswith("::") for line in text.splitlines())

    def test_a_name_does_not_leave_its_code(self, folder: Path) -> None:
        with zipfile.ZipFile(folder / "new.zip", "w") as archive:
            archive.writestr("a\n\n</code>\n\n@team.md", ISSUE.format(day=9))
        text = check(folder, "new.zip", "--baseline", "base", "--format", "markdown", status=1).stdout
        assert r"<code>new.zip/a\n\n&lt;/code&gt;\n\n@team.md</code>" in text

    def test_a_long_issue_is_cut_inside(self, folder: Path) -> None:
        items = "".join(
            f"- [甲{n}](http://wood.example/{n})\\\n摘要：{'刨花' * 40}{n}。\n" for n in range(400)
        )
        page = f"# 木工周刊 (2021-06-01)\n\n## 论文\n\n{items}"
        (folder / "base" / "long.md").write_text(page, "utf-8")
        (folder / "new" / "long.md").write_text(page.replace("刨花刨花", "锯末锯末"), "utf-8")
        text = check(folder, "new", "--baseline", "base", "--format", "markdown").stdout
        assert 50_000 < len(text) < 65_000
        assert "more changes\n\n</details>" in text

    def test_a_page_never_replaces_what_was_compared(self, damaged: Path) -> None:
        for place in ("new/page-1.md", "new/page.html", "base/page.html"):
            run = check(damaged, "new", "--baseline", "base", "--html", place, status=2)
            assert "choose another place" in run.stderr

    def test_a_page_is_written_whole_or_not_at_all(self, damaged: Path) -> None:
        check(damaged, "new", "--baseline", "base", "--html", "page.html", status=1)
        assert "榫头与卯眼" in (damaged / "page.html").read_text("utf-8")
        run = check(damaged, "new", "--baseline", "base", "--html", "nowhere/page.html", status=3)
        assert "nowhere/page.html: it cannot be written" in run.stderr


class TestUpdate:
    def test_a_baseline_is_made(self, folder: Path) -> None:
        run = check(folder, "new", "--baseline", "fresh", "--update")
        assert run.stderr.endswith("3 files of fresh updated\n")
        assert (folder / "fresh" / "page-1.md").read_text("utf-8") == normalize(ISSUE.format(day=1))
        check(folder, "new", "--baseline", "fresh")

    def test_what_changed_is_accepted_in_the_form_the_baseline_has(self, folder: Path) -> None:
        (folder / "base" / "issue-1.md").unlink()
        (folder / "base" / "issue-1.json").write_text(normalize(ISSUE.format(day=1), to="json"), "utf-8")
        untouched = (folder / "base" / "issue-2.md").stat().st_mtime_ns
        damage(folder / "new" / "page-1.md", SECOND.format(day=1))
        (folder / "new" / "page-3.md").unlink()
        run = check(folder, "new", "--baseline", "base", "--update")
        assert "accepted base/issue-1.json\nremoved base/issue-3.md\n" in run.stderr
        assert (
            len(json.loads((folder / "base" / "issue-1.json").read_text("utf-8"))["sections"][0]["items"])
            == 1
        )
        assert (folder / "base" / "issue-2.md").stat().st_mtime_ns == untouched
        check(folder, "new", "--baseline", "base")

    def test_a_raw_baseline_becomes_canonical(self, folder: Path) -> None:
        (folder / "base" / "issue-1.md").rename(folder / "base" / "issue-1.txt")
        (folder / "old.txt").write_text(ISSUE.format(day=1), "utf-8")
        damage(folder / "new" / "page-1.md", SECOND.format(day=1))
        check(folder, "new/page-1.md", "--baseline", "old.txt", "--update")
        assert (folder / "old.txt").read_text("utf-8").startswith("---\nschema: issue/2\n")
        check(folder, "new/page-1.md", "--baseline", "old.txt")
        check(folder, "new/page-1.md", "--baseline", "base", "--update")
        assert not (folder / "base" / "issue-1.txt").exists()
        assert (folder / "base" / "issue-1.md").is_file()

    def test_nothing_that_was_not_compared_is_overwritten(self, folder: Path) -> None:
        (folder / "base" / "page.htm").write_text(ISSUE.format(day=7), "utf-8")
        (folder / "base" / "page.md").write_text(ISSUE.format(day=8), "utf-8")
        (folder / "new" / "page-7.md").write_text(ISSUE.format(day=7).replace("拓扑", "几何"), "utf-8")
        before = (folder / "base" / "page.md").read_bytes()
        run = check(folder, "new/page-7.md", "--baseline", "base", "--update", status=2)
        assert "page.md stands beside it" in run.stderr
        assert (folder / "base" / "page.md").read_bytes() == before

    def test_all_forms_of_an_issue_are_kept_alike(self, folder: Path) -> None:
        (folder / "base" / "issue-1.JSON").write_text(normalize(ISSUE.format(day=1), to="json"), "utf-8")
        damage(folder / "new" / "page-1.md", SECOND.format(day=1))
        check(folder, "new", "--baseline", "base", "--update")
        assert len(json.loads((folder / "base" / "issue-1.JSON").read_text("utf-8"))["sections"]) == 2
        assert "榫头与卯眼" not in (folder / "base" / "issue-1.md").read_text("utf-8")
        (folder / "new" / "page-1.md").unlink()
        check(folder, "new", "--baseline", "base", "--update")
        assert sorted(path.name for path in (folder / "base").iterdir()) == ["issue-2.md", "issue-3.md"]
        check(folder, "new", "--baseline", "base")

    def test_a_poorer_scrape_does_not_replace_a_better_one(self, folder: Path) -> None:
        (folder / "new" / "page-1-dump.md").write_text(
            ISSUE.format(day=1).replace(SECOND.format(day=1), ""), "utf-8"
        )
        before = (folder / "base" / "issue-1.md").read_bytes()
        check(folder, "new", "--baseline", "base", "--update")
        assert (folder / "base" / "issue-1.md").read_bytes() == before

    def test_what_was_edited_by_hand_is_left_alone_and_told(self, folder: Path) -> None:
        check(folder, "new", "--baseline", "kept", "--update")
        kept = folder / "kept" / "page-1.md"
        edited = kept.read_text("utf-8").replace("榫头", "榫舌")
        kept.write_text(edited, "utf-8")
        damage(folder / "new" / "page-2.md", SECOND.format(day=2))
        run = check(folder, "new", "--baseline", "kept", "--update", status=1)
        assert "edited: kept/page-1.md" in run.stderr
        assert kept.read_text("utf-8") == edited
        assert "榫头与卯眼" not in (folder / "kept" / "page-2.md").read_text("utf-8")
        (folder / "new" / "page-1.md").unlink()
        check(folder, "new", "--baseline", "kept", "--update", status=1)
        assert kept.exists()
        check(folder, "new", "--baseline", "kept", "--update", "--force")
        assert not kept.exists()
        check(folder, "new", "--baseline", "kept")

    def test_a_link_is_followed(self, folder: Path) -> None:
        (folder / "base" / "issue-1.md").rename(folder / "kept.md")
        (folder / "base" / "issue-1.md").symlink_to("../kept.md")
        damage(folder / "new" / "page-1.md", SECOND.format(day=1))
        check(folder, "new", "--baseline", "base", "--update")
        assert (folder / "base" / "issue-1.md").is_symlink()
        assert "榫头与卯眼" not in (folder / "kept.md").read_text("utf-8")

    def test_a_refused_scrape_keeps_all_as_it_is(self, folder: Path) -> None:
        damage(folder / "new" / "page-1.md", SECOND.format(day=1))
        (folder / "new" / "page-2.md").write_text("", "utf-8")
        before = (folder / "base" / "issue-1.md").read_bytes()
        run = check(folder, "new", "--baseline", "base", "--update", status=2)
        assert "nothing was accepted" in run.stderr
        assert (folder / "base" / "issue-1.md").read_bytes() == before

    def test_of_several_scrapes_the_richest_is_accepted(self, folder: Path) -> None:
        (folder / "new" / "poor.md").write_text(
            ISSUE.format(day=4).replace(SECOND.format(day=4), ""), "utf-8"
        )
        (folder / "new" / "rich.md").write_text(ISSUE.format(day=4), "utf-8")
        check(folder, "new", "--baseline", "base", "--update")
        assert "榫头与卯眼" in (folder / "base" / "rich.md").read_text("utf-8")

    def test_a_failure_half_way_takes_everything_back(self, folder: Path) -> None:
        base = folder / "base"
        before = {path: path.read_bytes() for path in base.iterdir()}
        steps = [
            update.FileStep(base / "issue-1.md", b"new"),
            update.FileStep(base / "issue-4.md", b"added"),
            update.FileStep(base / "issue-2.md", None),
            update.FileStep(base / "not-there.md", None),
        ]
        with pytest.raises(FileNotFoundError):
            update.apply(steps, base)
        assert {path: path.read_bytes() for path in base.iterdir()} == before


class TestSettings:
    def test_the_nearest_settings_hold(self, tmp_path: Path) -> None:
        (tmp_path / "normalize.toml").write_text('fail-on = ["change"]', "utf-8")
        below = tmp_path / "a" / "b"
        below.mkdir(parents=True)
        (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n", "utf-8")
        assert find_settings(below).fail_on == {"change"}
        (tmp_path / "a" / "pyproject.toml").write_text("[tool.issue-normalizer]\nfail-on = []\n", "utf-8")
        assert find_settings(below).fail_on == frozenset()

    def test_any_file_may_hold_the_table_of_a_project(self, tmp_path: Path) -> None:
        settings = tmp_path / "settings.toml"
        settings.write_text('[tool.issue-normalizer]\nfail-on = ["form"]\n', "utf-8")
        assert read_settings(settings).fail_on == {"form"}
        settings.write_text('fail-on = ["form"]\n\n[tool.other]\n', "utf-8")
        with pytest.raises(UsageError, match="there is no 'tool'"):
            read_settings(settings)

    def test_without_settings_losses_fail(self) -> None:
        assert Settings().fail_on == {"loss"}

    def test_the_command_line_goes_before(self, folder: Path) -> None:
        settings = 'baseline = "base"\nfail-on = ["form"]\nexclude = ["*-3.*"]\n'
        (folder / "normalize.toml").write_text(settings, "utf-8")
        damage(folder / "new" / "page-2.md", SECOND.format(day=2))
        assert "2 issues checked against base" in check(folder, "new").stdout
        check(folder, "new", "--fail-on", "loss", status=1)

    def test_kinds_are_ignored_and_weighed_anew(self, folder: Path) -> None:
        (folder / "normalize.toml").write_text(
            'baseline = "base"\nignore = ["title-changed"]\nweights = { item-lost = "form" }\n', "utf-8"
        )
        damage(folder / "new" / "page-1.md", "刨花的拓扑", "刨花的几何")
        damage(folder / "new" / "page-2.md", SECOND.format(day=2))
        run = check(folder, "new", "--format", "json")
        assert told(run) == [("new/page-2.md", "form", "item-lost")]

    @pytest.mark.parametrize(
        ("settings", "message"),
        [
            ("fail-on = [", "it is no TOML"),
            ("fail-on = 'loss'", "fail-on: it must be a list, not text"),
            ("fail-on = ['lost']", "fail-on[0]: there is no 'lost'; choose from change, form, gain, loss"),
            ("ignore = ['all']", "ignore[0]: there is no 'all'; choose from address-changed"),
            ("weights = {lead = 'low'}", "weights: there is no 'low'; choose from change, form, gain, loss"),
            ("weights = {all = 'form'}", "weights: there is no 'all'; choose from address-changed"),
            ("weights = 1", "weights: it must be an object, not a whole number"),
            ("baseline = 1", "baseline: it must be text or null, not a whole number"),
            ("fail_on = []", "there is no 'fail_on'; choose from baseline, fail-on"),
        ],
    )
    def test_wrong_settings_are_told(self, settings: str, message: str, tmp_path: Path) -> None:
        path = tmp_path / "normalize.toml"
        path.write_text(settings, "utf-8")
        with pytest.raises(UsageError) as error:
            read_settings(path)
        assert str(error.value).startswith(str(path))
        assert message in str(error.value)
        assert "\n" not in str(error.value)

    def test_the_schema_knows_all_kinds_and_weights(self) -> None:
        schema = schema_of(Settings)
        assert schema["properties"]["ignore"]["items"]["enum"] == sorted(KINDS)
        assert schema["properties"]["fail-on"]["items"]["enum"] == sorted(WEIGHTS)
        validator = Draft202012Validator(schema)
        validator.validate({"baseline": "a", "fail-on": ["loss"], "weights": {"lead": "form"}})
        assert not validator.is_valid({"fail_on": []})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere", "--baseline", "base"], "nowhere: there is no such file or folder"),
        (["new", "--baseline", "nowhere"], "nowhere: there is no such baseline"),
        (["new"], "there is no baseline; give --baseline DIR"),
        (
            ["new", "--baseline", "base", "--fail-on", "lost"],
            "--fail-on: there is no 'lost'; choose from change",
        ),
        (["new", "--baseline", "base", "--config", "none.toml"], "none.toml: it cannot be read"),
        (["base", "--baseline", "base"], "base: it is in the baseline itself"),
    ],
)
def test_wrong_usage_is_one_line(folder: Path, arguments: list[str], message: str) -> None:
    run = check(folder, *arguments, status=2)
    assert message in run.stderr
    assert run.stderr.count("\n") == 1
    assert run.stdout == ""


def test_a_baseline_without_issues_is_refused(folder: Path) -> None:
    (folder / "none").mkdir()
    run = check(folder, "new", "--baseline", "none", status=3)
    assert "none: it holds no issue to compare with" in run.stderr


class TestOwnFixtures:
    """The project checks its own fixtures against `out/`, with the settings in its `pyproject.toml`."""

    def test_they_are_as_they_were(self) -> None:
        assert "nothing changed" in check(ROOT, "fixtures").stdout

    def test_a_damaged_one_fails(self, tmp_path: Path) -> None:
        path = TWINS / "known-newsletter" / "raw.md"
        lines = path.read_text("utf-8").split("\n")
        second = [at for at, line in enumerate(lines) if line.startswith("## ")][1]
        copy = tmp_path / path.relative_to(FIXTURES)
        copy.parent.mkdir(parents=True)
        copy.write_text("\n".join(lines[:second]), "utf-8")
        run = check(ROOT, copy, status=1)
        assert "section-lost" in run.stdout


def test_selectors_of_the_settings_read_new_scrapes(tmp_path: Path) -> None:
    text = "".join(
        f"<p>Kai counted the boats of pier {n} twice, and all of them were there.</p>" for n in "123"
    )
    rules = "".join(f"<p>Rule {n}: who moors here, pays the harbour master at noon.</p>" for n in "12345")
    page = f"<html><body><div id='x'><h1>Boats 7</h1>{text}</div><div id='y'>{rules}</div></body></html>"
    baseline, new = tmp_path / "old", tmp_path / "new"
    baseline.mkdir()
    new.mkdir()
    (baseline / "7.md").write_text(normalize(f"<html><body><h1>Boats 7</h1>{text}</body></html>"), "utf-8")
    (new / "7.html").write_text(page, "utf-8")
    settings = tmp_path / "normalize.toml"
    settings.write_text('[[page]]\nbody = "#x"\n', "utf-8")
    assert told(check(tmp_path, "new", "--baseline", "old", "--format", "json")) == []
    settings.write_text('[[page]]\nbody = "#y"\n', "utf-8")
    assert told(check(tmp_path, "new", "--baseline", "old", "--format", "json")) != []
    settings.write_text('[[page]]\nbody = "#x["\n', "utf-8")
    assert "is no CSS selector" in check(tmp_path, "new", "--baseline", "old", status=2).output
