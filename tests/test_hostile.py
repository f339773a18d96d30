"""Hostile input: it is converted or refused with one line, and what comes out is safe to show."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import cmarkgfm
import pytest
from lxml import etree

from cases import FIXTURES
from issue_normalizer import normalize
from issue_normalizer.errors import RefusedError
from issue_normalizer.limits import Limits
from issue_normalizer.pipeline import convert
from issue_normalizer.readers.front_matter import split_front_matter
from issue_normalizer.readers.html import parse
from issue_normalizer.report import write_report
from issue_normalizer.safe import find_unsafe
from issue_normalizer.urls import is_live

COMMAND = [sys.executable, "-m", "issue_normalizer"]


class TestLimits:
    def test_a_large_input_is_refused(self) -> None:
        assert convert(b"# a\n\nbcd", limits=Limits(bytes=8))
        with pytest.raises(RefusedError, match="--max-bytes"):
            convert(b"# a\n\nbcd", limits=Limits(bytes=7))

    def test_one_with_many_signs_of_markup_is_refused(self) -> None:
        assert convert("a * b * c", limits=Limits(nodes=2))
        with pytest.raises(RefusedError, match="--max-nodes"):
            convert("a * b * c", limits=Limits(nodes=1))

    @pytest.mark.parametrize("option", ["--max-bytes", "--max-nodes"])
    @pytest.mark.parametrize("command", [[], ["explain"]])
    def test_the_command_takes_limits(self, command: list[str], option: str) -> None:
        run = subprocess.run(
            [*COMMAND, *command, "-", option, "3"],
            input=b"# a\n\n- b\n- c\n",
            capture_output=True,
            check=False,
        )
        assert run.returncode == 3
        assert run.stdout == b""
        assert run.stderr.count(b"\n") == 1
        assert option.encode() in run.stderr

    @pytest.mark.parametrize("levels", [44, 49, 60, 300, 5000])
    @pytest.mark.parametrize(
        ("reader", "make"),
        [
            ("markdown", lambda n: "- " * n + "deep"),
            ("markdown", lambda n: ">" * 2 * n + "deep"),
            ("markdown", lambda n: "> - " * (n // 2) + "deep"),
            ("markdown", lambda n: "<div>" * 6 * n + "deep"),
            ("markdown", lambda n: "<b><i>" * 4 * n + "deep"),
            ("html", lambda n: "<ul><li>" * n + "deep"),
            ("html", lambda n: "<blockquote>" * 2 * n + "deep"),
            ("html", lambda n: "<a href=b><span>" * 3 * n + "deep"),
            ("html", lambda n: "<table><tr><td>" * 2 * n + "deep"),
            ("dump", lambda n: "".join(" " * 2 * i + "• a\n" for i in range(min(n, 600))) + "deep"),
        ],
    )
    def test_what_is_nested_too_deep_is_refused_and_never_lost(self, reader, make, levels: int) -> None:
        try:
            result = convert(f"# a\n\n{make(levels)}\n", format=reader)
        except RefusedError as error:
            assert "nested too deep" in str(error)  # noqa: PT017
            assert levels > 40
        else:
            assert "deep" in result.markdown
            assert normalize(result.markdown) == result.markdown

    def test_lists_and_quotes_may_be_nested_more_than_anybody_does(self) -> None:
        assert "deep" in normalize("# a\n\n" + "- " * 20 + "> " * 20 + "deep\n")

    def test_a_text_longer_than_libxml2_takes_by_itself_is_read_whole(self) -> None:
        root = parse("<p>" + "a" * 10_000_001 + "<p>b")
        assert len("".join(root.itertext())) == 10_000_002

    def test_definitions_that_would_explode_are_refused(self) -> None:
        source = "[a]: http://a.cn/" + "b" * 5000 + "\n\n" + "[a] " * 5000
        with pytest.raises(RefusedError, match="many times as long"):
            convert(source, format="markdown")
        assert convert("[a]: http://a.cn/b\n\n" + "[a] " * 50, format="markdown")

    @pytest.mark.parametrize(
        "yaml",
        [
            "a: " + "[" * 30_000,  # overflows the stack of the C parser
            "- " * 20_000 + "a",
            "? " * 20_000 + "a",
            "a: &a {x: 1}\n" + "".join(f"b{i}: &b{i} {{<<: [*a, *a]}}\n" for i in range(30)),
            "a: &a [b]\n" + "".join(f"c{i}: *a\n" for i in range(30)),  # more than an issue has a use for
            '!!int ""',
            "!!bool x",
            "!!timestamp x",
            "!!python/object:os.system x",
        ],
    )
    def test_hostile_front_matter_is_text(self, yaml: str) -> None:
        front = split_front_matter(f"---\n{yaml}\n---\n\na\n")
        assert front.values == {}
        assert front.invalid

    def test_front_matter_may_hold_lists_and_aliases(self) -> None:
        front = split_front_matter("---\na: &x [b, c]\nd: *x\ne: {f: [g]}\n---\n")
        assert front.values == {"a": "b, c", "d": "b, c"}


MORE = "\n\n" + "word " * 80  # a text with more than one control in a hundred characters is binary
SPELLINGS = {
    "raw": "# a\n\nb{char}c\n",
    "reference in Markdown": "# a\n\nb&#{code};c\n",
    "reference in HTML": "<html><body><h1>a</h1><p>b&#x{code:x};c</p></body></html>",
    "reference in an attribute": '<html><body><h1>a</h1><img src=x alt="b&#{code};c"><a href="&#{code};">d',
    "reference without its end": "<html><body><h1>a</h1><p>b&#{code}zc</p></body></html>",
    "reference around another": "<html><body><h1>a</h1><p>b&&#{code};#{code};c</p></body></html>",
    "front matter": '---\ntitle: "b\\U{code:08x}c"\n---\n\na\n',
    "address": "# a\n\n- [b](http://a.cn/b{char}c)\n- <http://a.cn/&#{code};>\n",
    "code": "# a\n\n```b{char}\nc{char}\n```\n",
}


@pytest.mark.parametrize(
    "code", [0, 7, 8, 0x1B, 0x7F, 0x9B, 0x202E, 0x2066, 0xD800, 0xFDD0, 0xFFFE, 0x1FFFF, 0xE0041]
)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_what_harms_where_it_is_shown_does_not_come_out(spelling: str, code: int) -> None:
    source = SPELLINGS[spelling].format(char=chr(code), code=code) + MORE
    data = source.encode("utf-8", "surrogatepass")
    result = convert(data)
    report = write_report(f"x{chr(code)}", data, result)
    for text in (result.markdown, normalize(data, to="json"), report):
        assert find_unsafe(text) == []
    assert normalize(result.markdown) == result.markdown


def test_what_is_taken_out_is_told_with_its_line() -> None:
    found = [
        one for one in convert("# a\n\nb\u202ec\x07\n" + MORE).diagnostics if one.code == "unsafe-removed"
    ]
    assert [(one.line, one.severity) for one in found] == [(3, "warning")]
    assert "2 characters" in found[0].message
    assert "U+0007, U+202E" in found[0].message


def test_json_with_harmful_characters_is_mended_and_told() -> None:
    form = json.loads(normalize("# a\n\nb\n", to="json"))
    form["lead"] = "b\u202ec\x00\ud800"
    result = convert(json.dumps(form))
    assert result.issue.lead == "bc"
    assert "form-repaired" in {one.code for one in result.diagnostics}


LIVE = [
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#115;cript:alert(1))",
    "[a](<java\tscript:alert(1)>)",
    "[a](&#1;javascript:alert(1))",
    "[a](vbscript:a)",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "![a](data:image/svg+xml,x)",
    "![a](javascript:b)",
    "<javascript:alert(1)>",
    "[a]\n\n[a]: javascript:b",
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" &#14; javascript:alert(1)">a</a>',
    '<a href="x" onclick="alert(1)">a</a>',
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a>b</a></svg>",
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<SCRIPT src=//a.cn/b>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>a</script>'>",
    "<object data=javascript:a></object>",
    "<embed src=javascript:a>",
    "<style>@import 'javascript:a'</style>",
    "<math><mi//xlink:href='data:x,<script>a</script>'>",
    "<form action=javascript:a><input type=submit></form>",
    "<base href=javascript:a>",
    "<meta http-equiv=refresh content='0;url=javascript:a'>",
    "<noscript><p title='</noscript><img src=x onerror=a>'>",
    "`<script>alert(1)</script>`",
    "\\<script>alert(1)\\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!-- --><script>a</script>",
    "<!--><script>a</script>-->",
    "## [a](javascript:b)\n\n- [c](javascript:d)",
    "<h2><a href=javascript:b>a</a></h2>",
]


@pytest.mark.parametrize("reader", ["markdown", "html", "dump"])
@pytest.mark.parametrize("text", LIVE)
def test_nothing_comes_out_live(text: str, reader: str) -> None:
    markdown = normalize_as(f"# t\n\nx {text}\n\n{text}\n", reader)
    options = cmarkgfm.Options.CMARK_OPT_UNSAFE
    page = cmarkgfm.markdown_to_html(markdown.partition("\n---\n")[2], options=options)  # no tag filter
    root = etree.fromstring(f"<body>{page}</body>".encode(), etree.HTMLParser(encoding="utf-8"))
    for element in root.iter(etree.Element):
        assert element.tag in SHOWN, element.tag
        assert set(element.attrib) <= {"href", "src", "alt", "align", "start", "class"}
        assert all(is_live(value) for name, value in element.attrib.items() if name in ("href", "src"))


SHOWN = frozenset(
    "html body h1 h2 h3 h4 h5 h6 p ul ol li a img strong em del sub sup code pre blockquote br hr".split()
)


def normalize_as(text: str, reader: str) -> str:
    return convert(text, format=reader).markdown


XXE = """<?xml version="1.0"?>
<!DOCTYPE html [<!ENTITY secret SYSTEM "file://{path}"><!ENTITY % more SYSTEM "http://a.invalid/b">%more;]>
<html><head><link rel=stylesheet href="{path}"></head><body><h1>a</h1><p>b &secret; c</p>
<xi:include href="{path}" parse="text"/><iframe src="{path}"></iframe><object data="{path}"></object></body>
"""


@pytest.mark.parametrize("reader", ["html", "github", "markdown", "mhtml", "dump"])
def test_no_file_is_read_that_was_not_named(reader: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("swordfish", "utf-8")
    head = "MIME-Version: 1.0\nContent-Type: text/html\n\n" if reader == "mhtml" else ""
    assert "swordfish" not in normalize_as(head + XXE.format(path=secret), reader)


# Run in a process of its own: what is watched once is watched until the process ends.
WATCHED = """
import sys
from pathlib import Path

def watch(event, arguments):
    if event.startswith("socket.") or event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        raise AssertionError(f"{event} {arguments}")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise AssertionError(f"{event} {arguments}")

from issue_normalizer.errors import NormalizeError
from issue_normalizer.pipeline import convert, write
paths = [path for path in Path(sys.argv[1]).rglob("*") if path.is_file()]
texts = [path.read_bytes() for path in paths]
sys.addaudithook(watch)
for text in [*texts, sys.argv[2].encode()]:
    try:
        write(convert(text, repair=True).issue, "json")
    except NormalizeError:
        pass
print(len(texts))
"""


def test_a_conversion_opens_no_socket_starts_no_program_and_writes_no_file() -> None:
    page = XXE.format(path="/etc/hostname") + '<img src="http://a.invalid/b">'
    run = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, str(FIXTURES), page],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 50
