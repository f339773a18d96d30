"""`normalize explain`: how a file was read, its outline, each diagnostic with its line, the account."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from cases import FIXTURES, converted, every_input
from issue_normalizer.cli import main
from issue_normalizer.cli.explanation_form import Explanation
from issue_normalizer.forms import schema_of
from issue_normalizer.pipeline import convert
from issue_normalizer.readers.detection import scores
from issue_normalizer.text import display_width

KNOWN = FIXTURES / "jekyll" / "2020-title-lines.md"
PAGE = FIXTURES / "github-classic" / "blob-2020.html"
TEXT = """\
# 茶壶周刊

导读：本期3条，见【论文】一栏。

## 新闻

- [圆壶](https://example.org/a)：它很圆。
- [扁壶](https://example.org/b)：它很扁。

## 茶话

没有话。
"""
# Characters that steer a terminal, or reorder what it shows.
STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["explain", *map(str, arguments)], input=stdin)


@cache
def explained_file(path: Path) -> str:
    return run(path).stdout


def explained(text: str, *arguments: str) -> str:
    found = run("-", *arguments, stdin=text.encode())
    assert (found.exit_code, found.stderr) == (0, "")
    return found.stdout


def real(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "issue_normalizer", "explain", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
    )


def part(shown: str, title: str) -> list[str]:
    """Give the lines below a title, up to the next blank line."""
    _, _, below = f"\n{shown}".partition(f"\n{title}\n")
    return below.partition("\n\n")[0].rstrip("\n").split("\n")


class TestRecognised:
    def test_the_name_stands_first(self) -> None:
        assert run(KNOWN).stdout.split("\n")[0] == str(KNOWN)
        assert explained(TEXT).split("\n")[0] == "<stdin>"

    def test_the_reader_and_the_scores(self) -> None:
        line = next(line for line in explained(TEXT).split("\n") if line.startswith("  reader"))
        shown = re.findall(r"([a-z]+) (\d\.\d\d)", line)
        assert line.split()[1] == "markdown"
        assert shown == [(reader.name, f"{score:.2f}") for reader, score in scores(TEXT) if score]

    def test_a_forced_reader(self) -> None:
        shown = explained(TEXT, "--from", "dump")
        assert re.search(r"^  reader +dump \(markdown ", shown, re.MULTILINE)
        assert "warning[links-lost]" in shown

    @pytest.mark.parametrize(
        ("path", "line"),
        [
            (KNOWN, r"  profile  embedded-ai: .*嵌入式AI简报.*"),
            (FIXTURES / "other" / "bullets.md", r"  profile  neutral: no profile knows it: .*"),
        ],
    )
    def test_the_profile(self, path: Path, line: str) -> None:
        assert re.search(f"^{line}$", run(path).stdout, re.MULTILINE)

    def test_the_encoding(self) -> None:
        shown = run(FIXTURES / "html" / "gb18030-declared.html").stdout
        assert re.search(r"^  text +gb18030, \d+ characters$", shown, re.MULTILINE)
        assert re.search(rf"^  text +utf-8, {len(TEXT)} characters$", explained(TEXT), re.MULTILINE)


class TestStructure:
    """Where no profile tells it, what spoke for it that headings and paragraphs are items."""

    NEWS = "# 茶壶\n\n## 新闻\n\n**[圆壶](/a)**：圆。\n\n**[扁壶](/b)**：扁。\n\n"
    TEXT = f"{NEWS}## 茶话\n\n- [壶](/c)\n- [盖](/d)\n"

    def test_headings_and_paragraphs(self) -> None:
        lines = [
            line.rsplit("items", 1) for line in part(explained(self.TEXT), "Sections and items by structure")
        ]
        assert [(what.strip(), [*map(int, re.findall(r"\d+", counts))]) for what, counts in lines] == [
            ("headings of level 2", [0, 9]),
            ("paragraphs led by a link in bold", [2, 2]),
        ]

    def test_in_json(self) -> None:
        found = json.loads(explained(self.TEXT, "--format", "json"))
        assert found["structure"][1] == {"what": "paragraphs led by a link in bold", "items": 2, "others": 2}

    def test_not_with_a_profile(self) -> None:
        assert "by structure" not in run(KNOWN).stdout.split("Outline")[0].split("\n", 1)[1]


class TestOutline:
    def test_sections_with_counts(self) -> None:
        lines = [line.split() for line in part(run(KNOWN).stdout, "Outline")]
        assert lines == [
            ["嵌入式AI简报", "(2020-09-09)", "铁轨上的推理/信号灯/道岔"],
            ["业界新闻", "10", "items", "news"],
            ["论文", "4", "items", "papers"],
            ["开源项目", "2", "items", "projects"],
            ["博文", "3", "items", "posts"],
            ["(earlier", "issues)", "1", "dates"],
        ]

    def test_one_item_and_none(self) -> None:
        text = "# 茶壶周刊 (2020-01-01)\n\n## 新闻\n\n- [圆壶](http://a.b)：文。\n\n## 茶话\n\n没有话。\n"
        lines = [line.split() for line in part(explained(text), "Outline")]
        assert lines[1:] == [["新闻", "1", "item", "news"], ["茶话", "0", "items", "other"]]

    def test_no_title(self) -> None:
        assert part(explained("只有一句话，没有标题。\n"), "Outline") == ["  (no title)"]

    def test_columns_stand_below_each_other(self) -> None:
        text = (
            "# 茶壶 (2020-01-01)\n\n## 新闻\n\n文。\n\n## News of the pot\n\nText.\n\n## 壶News壶\n\n文。\n"
        )
        rows = part(explained(text), "Outline")[1:]
        assert len({display_width(row[: row.index("0 items")]) for row in rows}) == 1

    def test_a_long_title_is_cut(self) -> None:
        text = f"# 茶壶 (2020-01-01)\n\n## {'很长' * 60}\n\n文。\n\n## {'long ' * 60}\n\nText.\n"
        rows = part(explained(text), "Outline")[1:]
        assert all("…" in row for row in rows)
        assert all(display_width(row) < 60 for row in rows)

    @every_input()
    def test_every_section_is_there(self, path: Path) -> None:
        issue = converted(path).issue
        lines = part(explained_file(path), "Outline")
        assert len(lines) == 1 + len(issue.sections) + bool(issue.archive)
        for section, line in zip(issue.sections, lines[1:], strict=False):
            assert re.search(rf" {len(section.items)} items? +{section.kind}$", line)


def marked(shown: str, code: str) -> tuple[str, str, str]:
    """Give a diagnostic, the line shown below it, and what of that line stands above the mark."""
    found = re.search(rf"^(\w+\[{code}\].*)\n *\d+ \| (.*)\n +\| ( *)\^$", shown, re.MULTILINE)
    assert found is not None
    head, source, caret = found.groups()
    above = next(source[at:] for at in range(len(source)) if display_width(source[:at]) == len(caret))
    return head, source, above


class TestDiagnostics:
    def test_a_line_with_its_place(self) -> None:
        head, source, _ = marked(explained(TEXT), "items-lost")
        assert head == "warning[items-lost] line 3, lead: the issue states 3 items, 2 are there"
        assert source == "导读：本期3条，见【论文】一栏。"

    def test_the_mark_stands_below_what_is_quoted(self) -> None:
        _, _, above = marked(explained(TEXT), "section-missing")
        assert above == "论文】一栏。"

    @pytest.mark.parametrize(
        ("line", "code", "above"),
        [
            ("- [没关上的壶盖 | 茶馆", "link-broken", "没关上的壶盖 | 茶馆"),
            ("- [The open lid of the pot | Tea", "link-broken", "The open lid of the pot | Tea"),
            ("- [新盖] [没关上的壶盖 | 茶馆", "link-broken", "没关上的壶盖 | 茶馆"),
        ],
    )
    def test_below_wide_characters(self, line: str, code: str, above: str) -> None:
        item = "- [圆壶](http://a.b)  \n摘要：文。\n"
        text = f"# 嵌入式AI简报 (2020-01-01)\n\n## 博文\n\n{item}{line}  \n摘要：文。\n"
        head, source, found = marked(explained(text), code)
        assert " line 7, sections/0/items/1: " in head
        assert (source, found) == (line, above)

    def test_the_lines_of_the_mark(self) -> None:
        lines = explained(TEXT).split("\n")
        at = next(number for number, line in enumerate(lines) if "section-missing" in line)
        assert lines[at + 1] == "     3 | 导读：本期3条，见【论文】一栏。"
        assert lines[at + 2] == f"       | {' ' * display_width('导读：本期3条，见【')}^"

    def test_a_message_that_quotes_nothing(self) -> None:
        _, source, above = marked(explained(TEXT), "date-missing")
        assert source == above == "# 茶壶周刊"

    def test_what_concerns_the_whole_has_no_line(self) -> None:
        lines = run(PAGE).stdout.split("\n")
        at = next(number for number, line in enumerate(lines) if line.startswith("info[furniture-removed] "))
        assert re.match(r"info\[furniture-removed\] \d+ characters ", lines[at])
        assert "|" not in lines[at + 1]

    def test_a_long_line_is_cut(self) -> None:
        text = f"# 嵌入式AI简报 (2020-01-01)\n\n> 导读：【论文】{'很长' * 100}\n\n## 博文\n\n文。\n"
        _, source, above = marked(explained(text), "section-missing")
        assert source.endswith("…")
        assert display_width(source) <= 100
        assert above.startswith("论文】")

    @every_input()
    def test_every_one_is_there(self, path: Path) -> None:
        shown = explained_file(path)
        found = re.findall(r"^(info|warning|error)\[([a-z-]+)\]", shown, re.MULTILINE)
        told = convert(path.read_bytes(), name=path.name).diagnostics  # a number of the name may count
        assert found == [(entry.severity, entry.code) for entry in told]

    def test_with_repair(self) -> None:
        path = FIXTURES / "dump" / "bullets-folded.txt"
        assert "warning[width-folded]" in run(path).stdout
        mended = run(path, "--repair").stdout
        assert "info[width-repaired]" in mended
        assert "width-folded" not in mended


class TestAccount:
    @every_input()
    def test_the_sum_is_the_whole(self, path: Path) -> None:
        shown = explained_file(path)
        whole = re.search(r"^Account of (\d+) visible characters$", shown, re.MULTILINE)
        assert whole is not None
        rows = {row.split()[0]: int(row.split()[1]) for row in part(shown, whole[0])}
        assert list(rows) == ["kept", "structure", "dropped", "lost"]
        account = converted(path).account
        assert list(rows.values()) == [account.kept, account.structure, account.dropped, account.lost]
        assert sum(rows.values()) == int(whole[1])

    def test_the_reasons_of_what_was_dropped(self) -> None:
        row = next(line for line in run(PAGE).stdout.split("\n") if line.startswith("  dropped"))
        reasons = dict(re.findall(r"([a-z-]+) (\d+)", row.split("dropped")[1]))
        assert "furniture" in reasons
        assert sum(map(int, reasons.values())) == int(row.split()[1])


class TestTerminal:
    @pytest.mark.parametrize("path", [KNOWN, PAGE, FIXTURES / "dump" / "bullets-folded.txt"])
    def test_no_colour_codes_in_a_pipe(self, path: Path) -> None:
        found = real(path)
        assert (found.returncode, found.stderr) == (0, b"")
        assert b"\x1b" not in found.stdout
        assert found.stdout.decode() == run(path).stdout

    def test_colours_on_a_terminal_only_where_wanted(self) -> None:
        assert b"\x1b[33mwarning[items-lost]\x1b[0m line 9" in on_a_terminal(KNOWN, NO_COLOR="")
        assert b"\x1b" not in on_a_terminal(KNOWN, NO_COLOR="1")

    @pytest.mark.parametrize(
        "sign", ["\u202e", "\u2066", "\u200f", "\x1b[2J", "\x07", "\x9b", "\u2028", "\t"]
    )
    def test_nothing_can_steer_it(self, sign: str) -> None:
        filler = "这一句没有什么特别的，它只是很长，长得足够让这份文件不像是二进制的。\n" * 60
        text = (
            f"# 茶壶{sign}周刊\n\n导读：本期9条，见【论文】{sign}一栏。\n\n## 新{sign}闻\n\n"
            f"- [圆{sign}壶]()：它{sign}很圆。\n\n### [没关{sign}上的壶盖 | 茶{sign}馆\n\n"
            f"文。\n\n3. 三{sign}\n\n{filler}"
        )
        for arguments in ([], ["--repair"], ["--from", "dump"]):
            assert STEERING.findall(explained(text, *arguments)) == []

    def test_what_is_not_shown_is_spelt_out(self) -> None:
        shown = explained("# 茶壶周刊 (2020-01-01)\n\n## 新\u200f闻\n\n- [圆壶]()：文。\u200f\n")
        assert r"新\u200f闻" in shown
        assert r"- [圆壶]()：文。\u200f" in shown

    def test_what_reorders_text_is_taken_out_and_told(self) -> None:
        shown = explained("# 茶壶周刊 (2020-01-01)\n\n- [圆壶]()：文。\u202e\n")
        assert "unsafe-removed" in shown
        assert "U+202E" in shown

    def test_a_name_cannot_either(self, tmp_path: Path) -> None:
        path = tmp_path / "壶\u202egpj.md"
        path.write_text(TEXT, "utf-8")
        assert STEERING.findall(run(path).stdout) == []


def on_a_terminal(*arguments: Path, **variables: str) -> bytes:
    """Run the command with a terminal as its standard output, and give what it shows."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "issue_normalizer", "explain", *map(str, arguments)],
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **variables},
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # what Linux says at the end
        pass
    os.close(ours)
    assert process.wait() == 0
    return shown


class TestJson:
    @pytest.mark.parametrize("path", [KNOWN, PAGE, FIXTURES / "dump" / "bullets-folded.txt"])
    def test_it_says_the_same(self, path: Path) -> None:
        found = run(path, "--format", "json")
        form = json.loads(found.stdout)
        Draft202012Validator(schema_of(Explanation)).validate(form)
        result = converted(path)
        assert (form["reader"]["name"], form["profile"]["name"]) == (result.format, result.profile.name)
        assert [one["code"] for one in form["diagnostics"]] == [one.code for one in result.diagnostics]
        assert [one["title"] for one in form["outline"]["sections"]] == [
            one.title for one in result.issue.sections
        ]
        assert form["account"]["kept"] == result.account.kept

    def test_no_colour_in_it(self) -> None:
        assert "\x1b" not in run(KNOWN, "--format", "json", "--color", "always").stdout


class TestReason:
    def test_the_title(self) -> None:
        assert "embedded-ai: its title begins with 嵌入式AI简报\n" in run(KNOWN).stdout

    def test_the_address(self) -> None:
        page = (
            '<html><head><title>Kettle</title><link rel="canonical" href="https://github.com/ysh329/'
            'awesome-embedded-ai/blob/master/a.md"></head><body><article><h1>Kettle 9</h1><h2>News</h2>'
            "<p>It boils, and nobody knows why it does so at night.</p></article></body></html>"
        )
        line = next(line for line in explained(page).split("\n") if line.startswith("  profile"))
        assert "its title begins" not in line

    def test_none(self) -> None:
        assert "neutral: no profile knows it" in explained(TEXT)


class TestFarRight:
    def test_a_mark_behind_the_width_is_seen(self) -> None:
        text = f"# 嵌入式AI简报 (2020-01-01)\n\n> 导读：{'很长' * 100}【论文】一栏\n\n## 博文\n\n文。\n"
        _, source, above = marked(explained(text), "section-missing")
        assert source.startswith("…")
        assert display_width(source) <= 101
        assert above.startswith("论文】")


class TestInput:
    @pytest.mark.parametrize("arguments", [["-"], []])
    def test_standard_input(self, arguments: list[str]) -> None:
        found = run(*arguments, stdin=TEXT.encode())
        assert found.exit_code == 0
        assert "warning[section-missing]" in found.stdout

    def test_standard_input_of_a_process(self) -> None:
        found = real(stdin=TEXT.encode())
        assert (found.returncode, found.stderr) == (0, b"")
        assert found.stdout.decode() == explained(TEXT)

    @pytest.mark.parametrize(
        ("data", "word"), [(b"", "empty"), (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "an image"), (b"{}", "")]
    )
    def test_refused(self, data: bytes, word: str) -> None:
        found = run("-", stdin=data)
        assert (found.exit_code, found.stdout) == (3, "")
        assert found.stderr.startswith("normalize: <stdin>: ")
        assert word in found.stderr
        assert found.stderr.count("\n") == 1

    @pytest.mark.parametrize("name", ["none.md", "."])
    def test_a_wrong_file(self, tmp_path: Path, name: str) -> None:
        found = run(tmp_path / name)
        assert (found.exit_code, found.stdout) == (3, "")
        assert str(tmp_path / name) in found.stderr
        assert found.stderr.count("\n") == 1
        assert "Traceback" not in found.stderr

    def test_a_wrong_file_in_a_process(self, tmp_path: Path) -> None:
        found = real(tmp_path / "none.md")
        assert (found.returncode, found.stdout) == (3, b"")
        assert found.stderr.count(b"\n") == 1

    @pytest.mark.parametrize("arguments", [["--from", "word"], ["--no-such-option"], ["a.md", "b.md"]])
    def test_wrong_usage(self, arguments: list[str]) -> None:
        found = run(*arguments, stdin=TEXT.encode())
        assert (found.exit_code, found.stdout) == (2, "")

    def test_nothing_is_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        run(KNOWN)
        assert list(tmp_path.iterdir()) == []
