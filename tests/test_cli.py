"""The command line: arguments, exit status, what goes where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from cases import FIXTURES
from issue_normalizer import __version__, normalize
from issue_normalizer.cli import main
from issue_normalizer.cli.commands import COMMANDS, SUMMARIES
from issue_normalizer.readers.detection import names

KNOWN = FIXTURES / "jekyll" / "2021-briefs.md"
WITH_WARNINGS = FIXTURES / "jekyll" / "2020-title-lines.md"
CLEAN = "# 水壶周刊 (2020-01-01)\n\n## 新闻\n\n文。\n"
WARNED = "# 水壶周刊\n\n## 新闻\n\n文。\n"
PAGE_WITHOUT_DOCUMENT = "<!DOCTYPE html><html><head><title>a</title></head><body></body></html>"


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def real(*arguments: str | Path, stdin: bytes = b"", **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "issue_normalizer", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **variables},
    )


def is_one_line(text: str) -> bool:
    return text.endswith("\n") and text.count("\n") == 1 and "Traceback" not in text


class TestInput:
    def test_a_file(self) -> None:
        found = run(KNOWN)
        assert (found.exit_code, found.stdout) == (0, normalize(KNOWN.read_bytes()))

    @pytest.mark.parametrize("arguments", [["-"], [], ["convert"], ["convert", "-"], ["--to", "md"]])
    def test_standard_input(self, arguments: list[str]) -> None:
        found = run(*arguments, stdin=KNOWN.read_bytes())
        assert (found.exit_code, found.stdout) == (0, normalize(KNOWN.read_bytes()))

    @pytest.mark.parametrize("end", ["\r\n", "\r"])
    def test_line_ends_do_not_matter(self, end: str) -> None:
        data = KNOWN.read_text("utf-8").replace("\n", end).encode()
        assert run("-", stdin=data).stdout == normalize(KNOWN.read_bytes())

    def test_a_byte_order_mark_does_not_matter(self) -> None:
        assert run("-", stdin=b"\xef\xbb\xbf" + KNOWN.read_bytes()).stdout == normalize(KNOWN.read_bytes())

    @pytest.mark.parametrize("name", ["issue (1).md", "期刊.md", "schema.md"])
    def test_any_file_name(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_text(CLEAN, "utf-8")
        assert run(tmp_path / name).stdout == normalize(CLEAN)

    def test_the_name_is_not_in_the_output(self, tmp_path: Path) -> None:
        (tmp_path / "odd-name.md").write_text(WARNED, "utf-8")
        found = run(tmp_path / "odd-name.md")
        assert "odd-name" not in found.stdout
        assert "odd-name.md:1: warning[date-missing]: " in found.stderr


class TestOutput:
    def test_json(self) -> None:
        found = run(KNOWN, "--to", "json")
        assert found.exit_code == 0
        assert json.loads(found.stdout)["schema"] == "issue/2"
        assert found.stdout == normalize(KNOWN.read_bytes(), to="json")

    def test_into_a_file(self, tmp_path: Path) -> None:
        found = run(KNOWN, "-o", tmp_path / "out.md")
        assert (found.exit_code, found.stdout) == (0, "")
        assert (tmp_path / "out.md").read_bytes() == normalize(KNOWN.read_bytes()).encode()
        assert [path.name for path in tmp_path.iterdir()] == ["out.md"]

    def test_a_file_is_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "out.md").write_text("old", "utf-8")
        assert run(KNOWN, "-o", tmp_path / "out.md").exit_code == 0
        assert (tmp_path / "out.md").read_text("utf-8") == normalize(KNOWN.read_bytes())

    def test_a_file_can_be_read_by_others(self, tmp_path: Path) -> None:
        before = os.umask(0o022)
        try:
            run(KNOWN, "-o", tmp_path / "out.md")
        finally:
            os.umask(before)
        assert (tmp_path / "out.md").stat().st_mode & 0o777 == 0o644

    def test_report(self, tmp_path: Path) -> None:
        found = run(WITH_WARNINGS, "--report", tmp_path / "r.json")
        assert found.exit_code == 0
        assert found.stdout == normalize(WITH_WARNINGS.read_bytes())
        report = json.loads((tmp_path / "r.json").read_text("utf-8"))
        assert report["schema"] == "report/1"
        assert report["input"]["format"] == "markdown"
        assert report["issue"]["date"] == "2020-09-09"
        assert {entry["code"] for entry in report["diagnostics"]} >= {"link-broken", "text-trailing"}

    def test_diagnostics_stand_on_standard_error_only(self) -> None:
        found = run(WITH_WARNINGS)
        assert "warning[" not in found.stdout
        lines = found.stderr.splitlines()
        assert lines
        assert all(line.startswith(f"{WITH_WARNINGS}:") for line in lines)

    def test_quiet_leaves_out_what_is_only_information(self) -> None:
        assert "info[" in run(WITH_WARNINGS).stderr
        quiet = run(WITH_WARNINGS, "--quiet").stderr
        assert "info[" not in quiet
        assert "warning[" in quiet


class TestSeveralFiles:
    def test_into_a_folder(self, tmp_path: Path) -> None:
        found = run(KNOWN, WITH_WARNINGS, "-o", tmp_path / "out")
        assert (found.exit_code, found.stdout) == (0, "")
        for page in (KNOWN, WITH_WARNINGS):
            assert (tmp_path / "out" / page.name).read_bytes() == normalize(page.read_bytes()).encode()
            assert f"{page}:" in found.stderr

    def test_one_into_a_folder(self, tmp_path: Path) -> None:
        assert run(KNOWN, "-o", tmp_path, "--to", "json").exit_code == 0
        assert [path.name for path in tmp_path.iterdir()] == [f"{KNOWN.stem}.json"]

    def test_a_refused_one_stops_no_other(self, tmp_path: Path) -> None:
        (tmp_path / "empty.md").touch()
        found = run(tmp_path / "empty.md", KNOWN, tmp_path / "none.md", "-o", tmp_path / "out")
        assert found.exit_code == 3
        assert [path.name for path in (tmp_path / "out").iterdir()] == [KNOWN.name]
        assert found.stderr.count("normalize: ") == 2

    def test_two_of_one_name_are_wrong_usage(self, tmp_path: Path) -> None:
        (tmp_path / KNOWN.name).write_text(CLEAN, "utf-8")
        found = run(KNOWN, tmp_path / KNOWN.name, "-o", tmp_path / "out")
        assert found.exit_code == 2
        assert is_one_line(found.stderr)
        assert not (tmp_path / "out").exists()

    @pytest.mark.parametrize(
        "options", [[], ["--report", "r.json"], ["--check", "-o", "x"], ["--diff", "--report", "r.json"]]
    )
    def test_what_cannot_be_meant(self, options: list[str], tmp_path: Path) -> None:
        found = run(KNOWN, WITH_WARNINGS, *options)
        assert (found.exit_code, found.stdout) == (2, "")
        assert is_one_line(found.stderr)
        assert list(tmp_path.iterdir()) == []

    def test_check(self, tmp_path: Path) -> None:
        run(KNOWN, "-o", tmp_path / "a.md")
        run(KNOWN, "-o", tmp_path / "b.json", "--to", "json")
        found = run(tmp_path / "a.md", tmp_path / "b.json", "--check")
        assert (found.exit_code, found.stdout) == (0, "")
        assert found.stderr == "2 files checked: all canonical\n"
        found = run(KNOWN, tmp_path / "a.md", "--check")
        assert (found.exit_code, found.stdout) == (1, "")
        assert found.stderr == f"{KNOWN}: not canonical\n2 files checked: 1 not canonical\n"
        assert run(tmp_path / "b.json", "--check", "--to", "md", "-q").exit_code == 1

    def test_check_tells_what_is_refused(self, tmp_path: Path) -> None:
        found = run(KNOWN, tmp_path / "none.md", "--check")
        assert found.exit_code == 3
        assert found.stderr.endswith("2 files checked: 1 not canonical, 1 refused\n")

    def test_diff(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_text(normalize(CLEAN).replace("文。", "文。 "), "utf-8")
        found = run(tmp_path / "a.md", "--diff")
        assert found.exit_code == 0
        assert found.stdout.splitlines()[:2] == [f"--- {tmp_path}/a.md", f"+++ {tmp_path}/a.md"]
        assert found.stdout.splitlines()[-2:] == ["-文。 ", "+文。"]
        assert run(tmp_path / "a.md", "--diff", "--check").exit_code == 1
        assert "\x1b[32m+文。" in run(tmp_path / "a.md", "--diff", "--color", "always").stdout

    def test_of_standard_input(self) -> None:
        assert run("-", "--check", stdin=normalize(CLEAN).encode()).exit_code == 0
        assert run("--check", stdin=CLEAN.encode()).exit_code == 1


class TestReport:
    def test_to_standard_output(self, tmp_path: Path) -> None:
        for name in ("-", "/dev/stdout"):
            found = run(KNOWN, "--report", name, "-o", tmp_path / "out.md")
            assert json.loads(found.stdout)["schema"] == "report/1"

    @pytest.mark.parametrize("options", [[], ["-o", "-"], ["-o", "/dev/stdout"]])
    def test_not_with_the_output(self, options: list[str]) -> None:
        found = run("--report", "/dev/stdout", *options, KNOWN)
        assert (found.exit_code, found.stdout) == (2, "")
        assert is_one_line(found.stderr)

    @pytest.mark.skipif(not Path("/dev/stderr").exists(), reason="no such device here")
    def test_to_a_device(self) -> None:
        found = real(KNOWN, "-q", "--report", "/dev/stderr")
        assert found.stdout == normalize(KNOWN.read_bytes()).encode()
        assert json.loads(found.stderr)["schema"] == "report/1"


class TestStrict:
    def test_a_warning_is_status_1(self) -> None:
        found = run("-", "--strict", stdin=WARNED.encode())
        assert (found.exit_code, found.stdout) == (1, normalize(WARNED))

    def test_without_it_is_status_0(self) -> None:
        assert run("-", stdin=WARNED.encode()).exit_code == 0

    def test_information_is_no_warning(self) -> None:
        text = "# 嵌入式AI简报 (2020-01-01)\n\n## 博文\n\n- [甲](https://a.b)\n"
        found = run("-", "--strict", stdin=text.encode())
        assert "info[" in found.stderr
        assert found.exit_code == 0

    def test_nothing_to_tell_is_status_0(self) -> None:
        found = run("-", "--strict", stdin=CLEAN.encode())
        assert (found.exit_code, found.stderr) == (0, "")


class TestFrom:
    def test_a_reader_is_forced(self) -> None:
        text = "甲 2020-01-01\n\n- 乙\n"
        forced = {name: run("-", "--from", name, stdin=text.encode()) for name in ("markdown", "dump")}
        assert "links-lost" in forced["dump"].stderr
        assert "links-lost" not in forced["markdown"].stderr

    def test_an_unknown_one_is_wrong_usage(self) -> None:
        found = run("-", "--from", "word", stdin=CLEAN.encode())
        assert (found.exit_code, found.stdout) == (2, "")
        assert is_one_line(found.stderr)
        assert all(name in found.stderr for name in names())

    def test_one_that_does_not_fit_is_refused(self) -> None:
        found = run("-", "--from", "json", stdin=CLEAN.encode())
        assert (found.exit_code, found.stdout) == (3, "")
        assert is_one_line(found.stderr)


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "word"),
        [
            (b"", "empty"),
            (b" \n\t\r\n", "empty"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "an image"),
            (PAGE_WITHOUT_DOCUMENT.encode(), "no document"),
            (b"---\nlayout: default\n---\n", "no document"),
            (b'{"schema": "issue/2"}', "missing"),
            (b'{"schema": "issue/2"', "JSON"),
            (b'{"schema": "issue/9"}', "issue/2"),
            (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\ntext/html", "MHTML"),
        ],
    )
    def test_inputs(self, data: bytes, word: str) -> None:
        found = run("-", stdin=data)
        assert (found.exit_code, found.stdout) == (3, "")
        assert is_one_line(found.stderr)
        assert found.stderr.startswith("normalize: <stdin>: ")
        assert word in found.stderr

    def test_nothing_is_written(self, tmp_path: Path) -> None:
        found = run("-", "-o", tmp_path / "out.md", "--report", tmp_path / "r.json", stdin=b"")
        assert found.exit_code == 3
        assert list(tmp_path.iterdir()) == []

    def test_what_was_there_stays(self, tmp_path: Path) -> None:
        (tmp_path / "out.md").write_text("old", "utf-8")
        run("-", "-o", tmp_path / "out.md", stdin=b"")
        assert (tmp_path / "out.md").read_text("utf-8") == "old"

    def test_no_output_without_its_report(self, tmp_path: Path) -> None:
        found = run("-", "-o", tmp_path / "out.md", "--report", tmp_path / "none" / "r", stdin=CLEAN.encode())
        assert found.exit_code == 3
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("arguments", [["--to", "pdf"], ["--no-such-option"], ["a.md", "b.md"]])
    def test_wrong_usage(self, arguments: list[str]) -> None:
        found = run(*arguments, stdin=CLEAN.encode())
        assert (found.exit_code, found.stdout) == (2, "")
        assert is_one_line(found.stderr)

    @pytest.mark.parametrize("command", ["bacth", "chekc", "Explian"])
    @pytest.mark.parametrize("more", [[], ["scrapes/"]])
    def test_a_mistyped_command(self, command: str, more: list[str]) -> None:
        found = run(command, *more)
        assert (found.exit_code, found.stdout) == (2, "")
        assert is_one_line(found.stderr)
        assert "did you mean `normalize " in found.stderr

    def test_a_file_is_no_mistyped_command(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "bach").write_text(CLEAN, "utf-8")
        assert run("bach", "--strict").stdout == normalize(CLEAN)


class TestInformation:
    def test_formats(self) -> None:
        found = run("formats")
        assert found.exit_code == 0
        assert [line.split()[0] for line in found.stdout.splitlines()[::2]] == list(names())

    def test_formats_of_a_file(self) -> None:
        found = run("formats", KNOWN)
        assert found.exit_code == 0
        assert found.stdout.splitlines()[0].split()[1] == "markdown"

    @pytest.mark.parametrize("name", [[], ["issue"], ["report"]])
    def test_schema(self, name: list[str]) -> None:
        found = run("schema", *name)
        assert found.exit_code == 0
        assert json.loads(found.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"

    def test_version(self) -> None:
        assert run("--version").stdout == f"normalize, version {__version__}\n"

    def test_version_in_short(self) -> None:
        assert run("-V").stdout == run("--version").stdout

    @pytest.mark.parametrize("option", ["-h", "--help"])
    def test_help(self, option: str) -> None:
        found = run(option)
        assert found.exit_code == 0
        examples = found.stdout.partition("Examples:\n")[2].partition("\n\n")[0].split("\n")
        assert len(examples) == 6
        assert all(line.startswith("    normalize ") for line in examples)
        assert "\\b" not in found.stdout

    def test_help_names_every_command(self) -> None:
        assert list(SUMMARIES) == sorted(COMMANDS)
        shown = run("--help").stdout.partition("Commands:\n")[2].split("\n")
        assert [line.split()[0] for line in shown if line] == sorted(COMMANDS)

    @pytest.mark.parametrize("command", COMMANDS)
    def test_help_of_a_command(self, command: str) -> None:
        found = run(command, "--help")
        assert found.exit_code == 0
        assert found.stdout.startswith(f"Usage: normalize {command} ")
        assert all(len(line) <= 100 for line in found.stdout.split("\n"))


class TestCompletion:
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            (["ch"], {"check"}),
            (["convert", "--from", "mark"], {"markdown"}),
            (["page.html", "--from", "mb"], set()),
            (["page.html", "--from", "mai"], {"mail", "mailbox"}),
            (["page.html", "--ignore-codes", "link-b"], {"link-broken"}),
            (["page.html", "--select-codes", "text-cut,link-b"], {"text-cut,link-broken"}),
            (["check", "--ignore", "title"], {"title-changed"}),
            (["batch", "--to", "md,sq"], {"md,sqlite"}),
            (["schema", "exp"], {"explanation"}),
        ],
    )
    def test_names_are_completed(self, words: list[str], found: set[str]) -> None:
        *before, last = words
        completed = ShellComplete(main, {}, "normalize", "_NORMALIZE_COMPLETE").get_completions(before, last)
        assert {item.value for item in completed if item.type == "plain"} == found

    @pytest.mark.parametrize("words", [["pa"], ["convert", "pa"], ["batch", "pa"], ["explain", "pa"]])
    def test_files_are_left_to_the_shell(self, words: list[str]) -> None:
        *before, last = words
        completed = ShellComplete(main, {}, "normalize", "_NORMALIZE_COMPLETE").get_completions(before, last)
        assert [item.type for item in completed if item.type != "plain"] == ["file"]


class TestProcess:
    """What only a real process shows."""

    def test_utf_8_on_an_ascii_console(self) -> None:
        found = real(WITH_WARNINGS, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
        assert found.returncode == 0
        assert found.stdout == normalize(WITH_WARNINGS.read_bytes()).encode()
        assert b"Traceback" not in found.stderr
        assert found.stderr.isascii()

    def test_standard_input(self) -> None:
        found = real(stdin=CLEAN.encode())
        assert (found.returncode, found.stdout, found.stderr) == (0, normalize(CLEAN).encode(), b"")

    def test_json_from_a_page(self) -> None:
        page = FIXTURES / "github-react" / "blob-2023.html"
        found = real(page, "--to", "json")
        assert found.stdout == normalize(page.read_bytes(), to="json").encode()

    def test_a_closed_pipe_is_no_error(self) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "issue_normalizer", "schema"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait() == 0
