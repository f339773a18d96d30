"""Profiles drafted from issues: every folder in `tests/learn/` is a newsletter, its draft stands beside it.

To add one, put two or more invented issues into a folder there, run `pytest --snapshot-update
tests/test_learn.py`, and read the new draft.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from syrupy.assertion import SnapshotAssertion
from syrupy.data import SnapshotCollections
from syrupy.extensions.single_file import SingleFileSnapshotExtension
from syrupy.location import PyTestLocation

from issue_normalizer.cli.group import main
from issue_normalizer.errors import RefusedError
from issue_normalizer.learn.draft import draft_profile
from issue_normalizer.learn.examples import Example, read_example
from issue_normalizer.learn.self_check import find_in
from issue_normalizer.learn.templates import Texts, guess_texts, name_in, with_series
from issue_normalizer.pipeline import convert, write
from issue_normalizer.profiles.file import read_profile
from issue_normalizer.profiles.find import KnownProfiles

NEWSLETTERS = Path(__file__).parent / "learn"
KINDS = sorted(path.name for path in NEWSLETTERS.iterdir() if path.is_dir())
# The items of the last issue, and how many of them have an address.
ITEMS = {
    "addresses": (4, 4),
    "bold": (4, 0),
    "days": (6, 6),
    "events": (4, 4),
    "facts": (2, 2),
    "headings": (3, 3),
    "labels": (3, 3),
    "links": (4, 4),
    "names": (4, 4),
    "nested": (4, 4),
    "numbered": (4, 4),
    "numbers": (3, 0),
    "paragraphs": (4, 4),
    "plain": (3, 3),
    "site": (4, 4),
    "strong-sections": (4, 4),
    "untitled": (3, 0),
}

every_kind = pytest.mark.parametrize("kind", KINDS)


class Draft(SingleFileSnapshotExtension):
    """The draft that stands beside the folder of a newsletter."""

    file_extension = "toml"

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:  # noqa: ARG003
        return str(NEWSLETTERS)

    @classmethod
    def get_file_basename(cls, *, test_location: PyTestLocation, index: object) -> str:  # noqa: ARG003
        return test_location.item.callspec.params["kind"]

    @classmethod
    def matches_test_location(cls, **_: object) -> bool:
        return True  # syrupy looks for the name of the test in the name of the file

    def discover_snapshots(self, **_: object) -> SnapshotCollections:
        return SnapshotCollections()

    def diff_lines(self, serialized_data: bytes, snapshot_data: bytes) -> Iterator[str]:
        return super().diff_lines((serialized_data or b"").decode(), (snapshot_data or b"").decode())


def files(kind: str) -> list[Path]:
    return sorted((NEWSLETTERS / kind).iterdir())


def examples(kind: str) -> list[Example]:
    return [read_example(path.name, path.read_bytes()) for path in files(kind)]


def of_texts(*texts: str, name: str = "issue.md") -> str:
    """Draft from issues as they are written here."""
    return draft_profile([read_example(name, text.encode()) for text in texts])


@every_kind
def test_draft(kind: str, snapshot: SnapshotAssertion) -> None:
    assert draft_profile(examples(kind)).encode() == snapshot.use_extension(Draft)


@every_kind
def test_the_order_of_examples_does_not_count(kind: str) -> None:
    assert draft_profile(examples(kind)) == draft_profile(examples(kind)[::-1])


@every_kind
def test_a_draft_reads_its_examples(kind: str) -> None:
    known = KnownProfiles(read_profile(str(NEWSLETTERS / f"{kind}.toml")))
    found = [find_in(path.name, path.read_bytes(), known.given) for path in files(kind)]
    assert not any(one.lost for one in found)
    assert (found[-1].items, found[-1].addresses) == ITEMS[kind]
    last = files(kind)[-1]
    issue = convert(last.read_bytes(), name=last.name, known=known).issue
    markdown, as_json = write(issue), write(issue, "json")
    for text in (markdown, as_json):
        for again in (convert(text, known=known).issue, convert(text).issue):
            assert (write(again), write(again, "json")) == (markdown, as_json)


def test_every_draft_belongs_to_a_newsletter() -> None:
    assert sorted(path.stem for path in NEWSLETTERS.glob("*.toml")) == KINDS


@pytest.mark.parametrize(
    ("titles", "patterns"),
    [
        (["Pond #1", "Pond #2"], ["Pond #{number}"]),
        (["Pond #1: frogs", "Pond #2: newts"], ["Pond #{number}: {_}"]),
        (["Pond 2020-01-02", "Pond 2020-02-03"], ["Pond {date}"]),
        (["Pond (2020-01-02) a/b", "Pond (2020-02-03) c/d"], ["Pond ({date}) {topics}"]),
        (["池塘（第 1 期）：蛙", "池塘（第 2 期）：龟"], ["池塘（第 {number} 期）：{_}"]),
        (["Pond 7, 2021", "Pond 8, 2021"], ["Pond {number}, {_}"]),
        (["Pond 3 [a*b]", "Pond 4 [a*b]"], ["Pond {number} \\[a\\*b]"]),
        (["Frogs", "Newts"], []),
        (["3 frogs", "Newts"], []),
        (["Pond 1", "Pond 1"], []),  # a number that is always the same is none
        (["Pond 01/02/2020", "Pond 05/02/2020"], []),  # the order of day and month is not known
    ],
)
def test_titles(titles: list[str], patterns: list[str]) -> None:
    texts = Texts(tuple((title,) for title in titles), "titles", "")
    assert [guess.value for guess in guess_texts(texts)] == patterns


def test_titles_with_several_names_have_a_hole_for_the_series() -> None:
    titles = ("Pond Letter #1", "Lettre de l'étang #2", "Pond Letter #3")
    texts = Texts(tuple((title,) for title in titles), "titles", "")
    guesses, names = with_series(guess_texts(texts), texts)
    assert [guess.value for guess in guesses] == ["{series} #{number}"]
    assert names == {"Pond Letter", "Lettre de l'étang"}


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Pond Weekly #", "Pond Weekly"),
        ("Pond Week ", "Pond Week"),
        ("Pond, Week ", "Pond"),
        ("Weekly news at ", "Weekly news"),
        ("《池塘》第 ", "池塘"),
        ("池だより 第", "池だより"),
        ("Issue ", ""),
    ],
)
def test_the_name_in_a_title(before: str, name: str) -> None:
    assert name_in(before) == name


ISSUE = "# Pond {n}\n\n{body}\n"


def bodies(body: str) -> list[str]:
    """Write three issues: `%` is another word in each."""
    words = (("heron", "newt"), ("frog", "carp"), ("reed", "eel"))
    issues = []
    for n, (one, other) in enumerate(words, 1):
        first, _, rest = body.partition("%")
        issues.append(ISSUE.format(n=n, body=f"{first}{one}{rest}".replace("%", other)))
    return issues


@pytest.mark.parametrize(
    ("body", "patterns"),
    [
        (
            "## News\n\n- [A %](https://p.example/%)\n- [B](https://p.example/%%)",
            ["- [{title}]({url}){summary}"],
        ),
        ("## News\n\n### A %\n\nText.\n\n### B %\n\nText.", ["### {title}"]),
        ("## News\n\n**A %.** Text.\n\n**B %.** Text.\n\n**C %.** Text.", ["**{title}**{summary}"]),
        ("## News\n\n1、A %\n\n2、B %\n\n3、C %", ["{n}、{summary}"]),
        # Text that is no item.
        ("## News\n\nA % is [here](https://p.example/%).\n\nIt sleeps.", []),
        ("## News\n\nA text about a %.\n\n**It** sleeps.\n\nAnd more.", []),
    ],
)
def test_items(body: str, patterns: list[str]) -> None:
    assert tomllib.loads(of_texts(*bodies(body))).get("items", []) == patterns


@pytest.mark.parametrize(
    ("below", "facts"),
    [
        ("<https://p.example/%>", ["{url}"]),
        ("Source: <https://p.example/%>", ["Source: {url}"]),
        ("[Read](https://p.example/%)", ["[Read]({url})"]),
        ("by Ann %", ["by {publisher}"]),
        ("**Author:** Ann %", ["**Author:** {Author}"]),
        ("[@ann](https://p.example/ann): it sleeps.", ["[@{editor}]({_})：{summary}"]),
        ("It is a %, by the way.", []),
        ("Note: a % sleeps.", []),
    ],
)
def test_facts(below: str, facts: list[str]) -> None:
    body = f"## News\n\n### A %\n\n{below}\n\nText.\n\n### B %\n\n{below}\n\nText."
    assert tomllib.loads(of_texts(*bodies(body))).get("facts", []) == facts


def test_a_shape_that_is_seen_once_is_left_out_and_told() -> None:
    body = "## News\n\n- [A %](https://p.example/%)\n- [B %](https://p.example/%)"
    first, *others = bodies(body)
    draft = of_texts(f"{first}- **Bold** and more\n", *others)
    assert "**{title}**" not in str(tomllib.loads(draft)["items"])
    assert '#   "- **{title}**{summary}"' in draft


def test_what_cannot_be_told_is_said() -> None:
    body = "## News\n\n- [A %](https://p.example/%)\n\n## Tools\n\n- [B %](https://p.example/%)"
    titles = ("Frogs at last", "Newts again", "Eels")
    texts = [text.partition("\n")[2] for text in bodies(body)]
    draft = of_texts(*(f"# {title}\n{text}" for title, text in zip(titles, texts, strict=True)))
    assert "#   the series: no title holds its name; set series" in draft
    assert "#   the date of 3 of 3 issues; set title, front or file" in draft


def test_canonical_issues_are_refused() -> None:
    with pytest.raises(RefusedError, match="canonical"):
        read_example("a.md", b"---\nschema: issue/2\n---\n\n# Pond\n")


def learn(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["learn", *arguments])


def test_the_command_writes_the_draft(tmp_path: Path) -> None:
    out = tmp_path / "pond.toml"
    kind = str(NEWSLETTERS / "names")
    assert learn(kind, "-o", str(out)).exit_code == 0
    assert out.read_text("utf-8") == (NEWSLETTERS / "names.toml").read_text("utf-8")
    refused = learn(kind, "-o", str(out))
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert learn(kind, "-o", str(out), "--force").exit_code == 0


def test_the_command_writes_to_standard_output() -> None:
    found = learn(str(NEWSLETTERS / "names"), "-o", "-")
    assert found.stdout == (NEWSLETTERS / "names.toml").read_text("utf-8")


@pytest.mark.parametrize("given", [["names/edicao-1.md"], ["nowhere.md"]])
def test_the_command_needs_two_issues(given: list[str], tmp_path: Path) -> None:
    out = tmp_path / "pond.toml"
    found = learn(*(str(NEWSLETTERS / name) for name in given), "-o", str(out))
    assert found.exit_code in (2, 3)
    assert len(found.stderr.splitlines()) == 1
    assert not out.exists()


def _issues_with_more(folder: Path, entries: int) -> None:
    """Write issues of so many entries; one has items of another form, too."""
    lines = "\n".join(f"- [{at} @](https://p.example/{at}/@)" for at in range(entries))
    for n, text in enumerate(bodies(f"## News\n\n{lines}")):
        more = "\n### [C](https://p.example/c)\n\nText.\n\n### [D](https://p.example/d)\n\nText.\n" * (not n)
        (folder / f"{n}.md").write_text(text + more, "utf-8")


def test_patterns_that_find_far_less_are_left_to_structure(tmp_path: Path) -> None:
    _issues_with_more(tmp_path, 1)
    found = learn(str(tmp_path), "-o", "-")
    assert found.exit_code == 0
    assert "structure alone" in found.stderr
    assert "items =" not in found.stdout
    assert '#   "- [{title}]({url}){summary}"' in found.stdout


def test_a_draft_that_finds_less_is_written_and_told(tmp_path: Path) -> None:
    _issues_with_more(tmp_path, 9)
    found = learn(str(tmp_path), "-o", "-")
    assert found.exit_code == 1
    assert found.stdout
    assert "structure alone finds" in found.stderr
