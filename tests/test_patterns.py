"""The language of profiles: which line a pattern fits, and what its holes take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issue_normalizer.inlines import plain
from issue_normalizer.interpret.places import lines_of
from issue_normalizer.profiles.pattern_text import Blank, Hole, Literally, Part, parse
from issue_normalizer.profiles.patterns import compile_pattern, compile_text, match, match_text
from issue_normalizer.readers.source import read_source

A = "https://a.example/1"
# pattern, Markdown, what the holes take: `hole=text`, one after another; None where it does not fit
LITERALS = [
    ("# {title}", "# One", "title=One"),
    ("# {title}", "## One", None),
    ("- {title}", "* One", "title=One"),
    ("- {title}", "+ One", "title=One"),
    ("- {title}", "1. One", None),
    ("1. {title}", "7) One", "title=One"),
    ("1. {title}", "- One", None),
    ("> {title}", "> One", "title=One"),
    ("> {title}", "> - One", "title=One"),
    ("{title}", "One", "title=One"),
    ("{title}", "- One", None),
    ("{title}", "```\nOne\n```", None),
    ("**{title}:** {_}", "**One:** two", "title=One _=two"),
    ("**{title}**", "__One__", "title=One"),
    ("**{title}**", "*One*", None),
    ("**{title}**", "One", None),
    ("*{title}*", "_One_", "title=One"),
    ("[{title}]({url})", f"[One]({A})", f"title=One url={A}"),
    ("[{title}]({url})", f"[One][x]\n\n[x]: {A}", f"title=One url={A}"),
    ("[{title}]({url})", f'<a href="{A}">One</a>', f"title=One url={A}"),
    ("[{url}]({url})", f"<{A}>", f"url={A} url={A}"),
    ("[{title}]({url})", "[One]", None),
    ("[{tag}] {title}", "[One] two", "tag=One title=two"),
    ("[{title}](https://a.example/{_})", f"[One]({A})", "title=One"),
    ("[{title}](https://b.example/{_})", f"[One]({A})", None),
    ("{title} by {publisher}", "One BY Ann", "title=One publisher=Ann"),
    ("{title} by {publisher}", "One   by\nAnn", "title=One publisher=Ann"),
    ("{title} by {publisher}", "One byAnn", None),
    ("{title}：{summary}", "One: two", "title=One summary=two"),
    ("{title}: {summary}", "One：two", "title=One summary=two"),
    ("{title}:{summary}", "One：two", "title=One summary=two"),
    ("{title} （{tag}）", "One(two)", "title=One tag=two"),
    ("{title} - {publisher}", "One – Ann", "title=One publisher=Ann"),
    ('"{title}"', "“One”", "title=One"),
    ("{title}'s", "One’s", "title=One"),
    (r"\*{title}", r"\* One", "title=One"),
    ("{{{title}}}", "{One}", "title=One"),
    ("第 {number} 期", "第12期", None),
    ("第{number}期", "第12期", "number=12"),
    ("{title}", "**One** two", "title=One two"),
    ("One {title}", "**One two**", None),
    ("- {title}", "  - One", "title=One"),
    ("  - {title}", "- One", None),
    ("{title}\n{url}", f"One  \n{A}", f"title=One url={A}"),
    ("# {title}\n{url}", f"# One\n\n{A}", f"title=One url={A}"),
    ("# {title}\n{url}", "# One\n\ntext", None),
]
HOLES = [
    ("{title}", f"[One]({A})", "title=One"),
    ("- {title}", "- **One** `two`", "title=One two"),
    ("{url}", A, f"url={A}"),
    ("{url}", f"<{A}>", f"url={A}"),
    ("{url}", "www.a.example", "url=www.a.example"),
    ("{url}", "a.example", None),
    ("{tags} {title}", "🌟🐢 One", "tags=🌟🐢 title=One"),
    ("{tags} {title}", "[video] (Easy) One", "tags=[video] (Easy) title=One"),
    ("{tags} {title}", "(an aside that is long) One", "tags= title=(an aside that is long) One"),
    ("{tags} {title}", "1️⃣ One", "tags=1️⃣ title=One"),
    ("{tags} {title}", "🇫🇷 One", "tags=🇫🇷 title=One"),
    ("{tags} {title}", "👩‍💻 One", "tags=👩‍💻 title=One"),
    ("{tags} {title}", "One", "tags= title=One"),
    ("{tags}[{title}]({url})", f"🌟 [One]({A})", f"tags=🌟 title=One url={A}"),
    ("{tag} | {title}", f"{'x' * 40} | One", f"tag={'x' * 40} title=One"),
    ("{tag} | {title}", f"{'x' * 41} | One", None),
    ("{date} | {title}", "2026-09-08 | One", "date=2026-09-08 title=One"),
    ("{date} | {title}", "2026-09-08 - 2026-09-11 | One", "date=2026-09-08 - 2026-09-11 title=One"),
    ("{date} | {title}", "September 8, 2026 | One", "date=September 8, 2026 title=One"),
    ("{date} | {title}", "8 September 2026 | One", "date=8 September 2026 title=One"),
    ("{date} | {title}", "2026年9月8日 | One", "date=2026年9月8日 title=One"),
    ("{date} | {title}", "05-02-2026 | One", None),
    ("{date} | {title}", "2026-13-01 | One", None),
    ("{date} | {title}", "soon | One", None),
    ("#{number}: {title}", "#2020-50: One", "number=2020-50 title=One"),
    ("#{number}: {title}", "#1.2: One", "number=1.2 title=One"),
    ("#{number}: {title}", "#abc: One", None),
    ("#{number}: {title}", "#-1: One", None),
    ("{n}、{title}", "12、One", "n=12 title=One"),
    ("{n}、{title}", "1234、One", None),
    ("{n}、{title}", r"12\. One", "n=12 title=One"),
    ("{n}、{title}", r"12\) One", "n=12 title=One"),
    ("{n}. {title}", "12、One", "n=12 title=One"),
    ("{n}. [{title}]({url})", f"12）[One]({A})", f"n=12 title=One url={A}"),
    ("{n} - {title}", "12、One", None),
    ("{n}、{title}", "12: One", None),
    ("{n}、{title}", "3.5 kettles", None),
    ("# {n}、{title}", "# 12. One", None),
    ("{n}、{title}", "3. One", "title=One"),
    ("{n}. {title}", "3) One", "title=One"),
    ("- {title}{summary}", "- One", "title=One summary="),
    ("- [{title}]({url}){summary}", f"- [One]({A}), two", f"title=One url={A} summary=two"),
    ("- [{title}]({url}){summary}", f"- [One]({A}) – two", f"title=One url={A} summary=two"),
    ("{title}{_}", "One", None),
    ("{title} ({_})", "One ()", "title=One _="),
    ("[@{editor}]({_})：{summary}", f"[@ann]({A})：two", "editor=ann summary=two"),
    ("{推荐}：{title}", "Ann：One", "推荐=Ann title=One"),
    ("{title} | {publisher}", "One | two | Ann", "title=One publisher=two | Ann"),
    ("{title} by {publisher}", "By by by by Ann", "title=By publisher=by by Ann"),
]
WRONG_HERE = {("{title}{_}", "One"), ("- {title}{summary}", "- One")}  # such patterns are errors of a profile
RULES = [case for case in (*LITERALS, *HOLES) if case[:2] not in WRONG_HERE]


@pytest.mark.parametrize(("pattern", "markdown", "taken"), RULES)
def test_pattern(pattern: str, markdown: str, taken: str | None) -> None:
    _, lines = lines_of(read_source(markdown).blocks)
    found = match(compile_pattern(pattern), lines) if lines else None
    values = sorted(found.values, key=lambda value: pattern.find(f"{{{value[0]}}}")) if found else ()
    shown = " ".join(f"{hole}={plain(nodes)}" for hole, nodes in values)
    assert (shown if found else None) == taken


def test_dates_are_read_in_the_order_that_the_profile_tells() -> None:
    for order in ("mdy", "dmy"):
        assert match_text(compile_text("{date}", order), "05-02-2026")
    assert match_text(compile_text("{date}"), "05-02-2026") is None


def test_links_beside_holes_are_kept() -> None:
    _, lines = lines_of(read_source(f"[One]({A}) by Ann").blocks)
    found = match(compile_pattern("[{title}]({_}) by {publisher}"), lines)
    assert found is not None
    assert found.targets == (A,)


@pytest.mark.parametrize(
    ("pattern", "is_bare"),
    [
        ("- {summary}", True),
        ("# {tags} {title}", True),
        ("{title}", True),
        ("- {title}.", False),
        ("- [{title}]({url})", False),
        ("**{section}**", False),
        ("{n}、{title}", False),
        ("# {title}\n{url}", False),
    ],
)
def test_bare(pattern: str, is_bare: bool) -> None:  # noqa: FBT001 - the table gives it
    assert compile_pattern(pattern).is_bare is is_bare


def _by_trying(parts: tuple[Part, ...], text: str, at: int = 0) -> list[str] | None:
    """Match by trying each end of each hole, the shortest first: what the linear matcher must agree with."""
    if not parts:
        return [] if not text[at:].strip() else None
    part, rest = parts[0], parts[1:]
    if isinstance(part, Literally):
        fits = text.startswith(part.text, at)
        return _by_trying(rest, text, at + len(part.text)) if fits else None
    if isinstance(part, Blank):
        end = at
        while end < len(text) and text[end] == " ":
            end += 1
        return _by_trying(rest, text, end) if end > at or part.optional or not at else None
    assert isinstance(part, Hole)
    for end in range(at, len(text) + 1):
        if (part.name == "_" or text[at:end].strip()) and (found := _by_trying(rest, text, end)) is not None:
            return [text[at:end].strip(), *found]
    return None


_literal = st.sampled_from(["a", "b", "ab", " a ", " ", ":", " - "])
_pattern = st.lists(_literal, min_size=1, max_size=4).map(
    lambda words: "".join(
        f"{word}{{{hole}}}" for word, hole in zip(words, ("one", "_", "two", "six"), strict=False)
    )
)


@given(_pattern, st.text("ab: -", max_size=12))
def test_the_linear_matcher_agrees_with_one_that_tries_all(pattern: str, text: str) -> None:
    text = text.strip()
    compiled = compile_text(pattern)
    found = match_text(compiled, text)
    wanted = _by_trying(parse(pattern.strip()), text)
    taken = found and [plain(nodes) for _, nodes in found.values]
    assert taken == (wanted and [" ".join(value.split()) for value in wanted])


def test_a_long_line_takes_no_long_time() -> None:
    line = "a - " * 5_000
    assert match_text(compile_text("{one} - {two} - {six} ! {_}"), line) is None
