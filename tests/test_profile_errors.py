"""What is wrong with a profile is told at once: file, line, code, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from issue_normalizer.cli import main
from issue_normalizer.errors import UsageError
from issue_normalizer.profiles.file import read_profile
from issue_normalizer.profiles.places import places_of

# the file, (line, code, words of the message) of each mistake
ERRORS: list[tuple[str, list[tuple[int, str, str]]]] = [
    ("items = [", [(1, "syntax", "it is no TOML")]),
    ('name = "a"\nitem = "- {title}"', [(2, "unknown-key", "there is no key item; did you mean items?")]),
    ('[front]\nday = "Date"', [(2, "unknown-key", "there is no key day in front")]),
    ("\nitems = 3", [(2, "wrong-type", "items: ")]),
    ('items = [\n  "- {title}.",\n  4,\n]', [(3, "wrong-type", "items: ")]),
    ('items = [\n  "",\n]', [(2, "empty-pattern", "leave it out")]),
    ('items = "- "', [(1, "missing-hole", "needs {title} or {summary}")]),
    ('sections = "## {title}"', [(1, "unknown-hole", "{title} has no place in sections")]),
    ('items = "- {title} {section}"', [(1, "unknown-hole", "{section} has no place in items")]),
    ('title = "{name}"', [(1, "unknown-hole", "{name} has no place in title; it takes")]),
    ('items = "- {a b}"', [(1, "unknown-hole", "{a b} is no name of a hole")]),
    ('sections = "## News"', [(1, "missing-hole", "needs {section}")]),
    ('items = "- [{publisher}]({url})"', [(1, "missing-hole", "needs {title} or {summary}")]),
    ('facts = "More"', [(1, "missing-hole", "a fact needs a hole")]),
    ('items = "- {title}: {title}"', [(1, "repeated-hole", "{title} stands twice")]),
    ('items = "- {title}{publisher}"', [(1, "adjacent-holes", "write a sign between")]),
    ('[match]\nlayout = "{kite"', [(2, "unclosed-brace", "write {{ for the sign")]),
    ('items = "- {title"', [(1, "unclosed-brace", "write {{ for the sign")]),
    ('items = "- title} {title}"', [(1, "unclosed-brace", "write }} for the sign")]),
    ('items = "- {summary} by {publisher}"', [(1, "late-summary", "no other hole")]),
    (f'items = "- {"x" * 400} {{title}}"', [(1, "too-long", "at most 400 characters")]),
    (f'items = "- {" ".join("x{a" + chr(97 + n) + "}" for n in range(17))}"', [(1, "too-long", "16 holes")]),
    (r'items = "# {title}\n1\n2\n3\n4"', [(1, "too-long", "at most 4 lines")]),
    (
        'items = [\n  "- {title}: {_}",\n  "- {title}: {_}.",\n]',
        [(3, "unreachable", "in line 2 claims all lines of '- {title}: {_}.'")],
    ),
    ('items = ["- {title}"]\nsections = "- {section}"', [(2, "unreachable", "put it behind")]),
    (r"title = '\d+ {number}'", [(1, "looks-like-regex", r"\d is no pattern here")]),
    ("title = 'Issue.* {number}'", [(1, "looks-like-regex", "write {number} or {_}")]),
    ("title = '^Issue {number}'", [(1, "looks-like-regex", "write {number} or {_}")]),
    ("title = 'Issue {number}$'", [(1, "looks-like-regex", "write {number} or {_}")]),
    ('[kinds]\nfruit = ["Pears"]', [(2, "unknown-kind", "there is no kind fruit; choose from news")]),
    (
        (
            'series = 3\nitems = [\n  "- {title",  # a comment\n  "- {title}{publisher}",\n]\n'
            'section = "# {section}"'
        ),
        [
            (1, "wrong-type", "series: "),
            (3, "unclosed-brace", "write {{"),
            (4, "adjacent-holes", "write a sign"),
            (6, "unknown-key", "did you mean sections?"),
        ],
    ),
]
RIGHT = [
    "",
    'items = ["- {tags} [{title}]({url})", "- {title}: {summary}", "- {summary}"]',
    'title = "Issue [12] {number}."\nitems = "{n}、{title}"',
    'items = ["### {title}", "- {title}"]\nsections = ["## {section}", "- **{section}**"]',
    'title = "Costs 5$ {_}"',
    'items = "- [{url}]({url}) {title}"',
    'items = ["**{title}.** {summary}", "*Tip.* {summary}", "- {title} {publisher}"]',
]


@pytest.mark.parametrize(("text", "mistakes"), ERRORS, ids=[told[0][1] for _, told in ERRORS])
def test_mistakes(text: str, mistakes: list[tuple[int, str, str]], tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError) as error:
        read_profile(str(path))
    told = str(error.value).split("\n")
    assert len(told) == len(mistakes)
    for line, (number, code, words) in zip(told, mistakes, strict=True):
        assert line.startswith(f"{path}:{number}: error[profile-{code}]: ")
        assert words in line


@pytest.mark.parametrize("text", RIGHT)
def test_right_ones_are_read(text: str, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(text, "utf-8")
    assert read_profile(str(path)).name == "p"


def test_limits_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text("#" * (256 * 1024 + 1), "utf-8")
    with pytest.raises(UsageError, match=r"p\.toml:1: error\[profile-too-long\]"):
        read_profile(str(path))
    many = "\n".join(f'  "- {n} {{title}}",' for n in range(257))
    other = tmp_path / "q.toml"
    other.write_text(f"items = [\n{many}\n]", "utf-8")
    with pytest.raises(UsageError, match=r"q\.toml:1: error\[profile-too-long\]: there are 257 patterns"):
        read_profile(str(other))


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(b'name = "a"\nseries = "\xff"')
    with pytest.raises(UsageError, match=r"p\.toml:2: error\[profile-syntax\]: it is no UTF-8"):
        read_profile(str(path))


def test_nothing_is_read_with_a_wrong_profile(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text('items = "- {title"\nitem = "- {title}"', "utf-8")
    (tmp_path / "a.md").write_text("# One\n", "utf-8")
    for command in (["convert"], ["explain"], ["profile", "check", str(tmp_path / "p.toml")]):
        more = [] if "check" in command else ["--profile", str(tmp_path / "p.toml")]
        result = CliRunner().invoke(main, [*command, str(tmp_path / "a.md"), *more])
        assert result.exit_code == 2
        assert result.stdout == ""
        first, second = result.stderr.splitlines()
        assert first.startswith(f"{tmp_path / 'p.toml'}:1: error[profile-unclosed-brace]: ")
        assert second.startswith(f"{tmp_path / 'p.toml'}:2: error[profile-unknown-key]: ")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('a = 1\nb = "x"', {("a",): 1, ("b",): 2}),
        (
            'a = [\n  "x",\n\n  # no [value]\n  "y", "z",\n]',
            {("a",): 1, ("a", 0): 2, ("a", 1): 5, ("a", 2): 5},
        ),
        ('[t]\nb = ["#", "]"]', {("t",): 1, ("t", "b"): 2, ("t", "b", 0): 2, ("t", "b", 1): 2}),
        ('t = { a = "x", b = ["y"] }', {("t",): 1, ("t", "a"): 1, ("t", "b"): 1, ("t", "b", 0): 1}),
        ('a = """\nx\n"""\nb = 1', {("a",): 1, ("b",): 4}),
        ('a = \'x"y\'\n"b.c" = 1.5\nd.e = 1', {("a",): 1, ("b.c",): 2, ("d", "e"): 3}),
    ],
)
def test_places(text: str, places: dict[tuple[str | int, ...], int]) -> None:
    assert places_of(text) == places
