"""How an issue is read by the patterns of a profile: what begins a section, an item, a fact."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from issue_normalizer import normalize

Section = tuple[str, list[str]]

# Name, profile, issue, sections with their items: `title <url> |publisher| #tag label=text ~ summary`.
CASES: list[tuple[str, str, str, list[Section]]] = [
    (
        "entries by an author",
        'sections = "## {section}"\nitems = "- [{title}]({url}) by {publisher}"',
        "# Kites\n\n## Read\n\n- [One](https://a.example/1) by Ann Lee\n- [Two](https://a.example/2) by Bo\n",
        [("Read", ["One <https://a.example/1> |Ann Lee|", "Two <https://a.example/2> |Bo|"])],
    ),
    (
        "an entry that no pattern claims is an untitled item beside those that are",
        'sections = "## {section}"\nitems = "- [{title}]({url})"',
        "# Kites\n\n## Read\n\n- [One](https://a.example/1)\n- a word on knots\n",
        [("Read", ["One <https://a.example/1>", "~ a word on knots"])],
    ),
    (
        "a list without claimed entries is text",
        'sections = "## {section}"\nitems = "### {title}"',
        "# Kites\n\n## Read\n\n### One\n\n- a\n- b\n",
        [("Read", ["One ~ - a\n- b"])],
    ),
    (
        "bold entries are sections, and the one around goes on behind them",
        'sections = ["### {section}", "- **{section}**"]\nitems = ["- [{title}]({url})", "  - [{title}]({url})"]',
        "# Kites\n\n### Sea\n\n- **Knots**\n  - [One](https://a.example/1)\n- [Two](https://a.example/2)\n",
        [("Sea", []), ("Knots", ["One <https://a.example/1>"]), ("Sea", ["Two <https://a.example/2>"])],
    ),
    (
        "tags before a heading, a fact below it, text behind the fact",
        'sections = "## {section}"\nitems = "### {tags} [{title}]({url})"\nfacts = "[@{editor}]({_})：{summary}"',
        "# Kites\n\n## Read\n\n### 🌟 🐢 [One](https://a.example/1)\n\n[@ann](https://b.example/ann)：On knots.\n\nMore.\n",
        [("Read", ["One <https://a.example/1> #🌟 #🐢 editor=ann ~ On knots.\n\nMore."])],
    ),
    (
        "an event on two lines",
        'sections = "## {section}"\nitems = "- {date} | {place} | {publisher}\\n  - [{title}]({url}){summary}"',
        "# Kites\n\n## Meet\n\n- 2023-01-03 | Virtual | Kite Club\n  - [**Knots**](https://a.example/1) | [**Mirror**](https://m.example/1)\n",
        [
            (
                "Meet",
                [
                    "Knots <https://a.example/1> |Kite Club| date=2023-01-03 place=Virtual ~ [**Mirror**](https://m.example/1)"
                ],
            )
        ],
    ),
    (
        "an address on the line below",
        'sections = "## {section}"\nitems = "### {title}\\n{url}"',
        "# Kites\n\n## Read\n\n### One\nhttps://a.example/1\n\nText.\n",
        [("Read", ["One <https://a.example/1> ~ Text."])],
    ),
    (
        "an address without a scheme is one of the web",
        'sections = "## {section}"\nitems = "### {title}\\n{url}"',
        "# Kites\n\n## Read\n\n### One\nwww.a.example/1\n\nText.\n",
        [("Read", ["One <http://www.a.example/1> ~ Text."])],
    ),
    (
        "days from one to another",
        'sections = "## {section}"\nitems = "- {date} | [{title}]({url})"',
        "# Kites\n\n## Meet\n\n- 2026-09-08 - 2026-09-11 | [One](https://a.example/1)\n",
        [("Meet", ["One <https://a.example/1> date=2026-09-08 - 2026-09-11"])],
    ),
    (
        "sections to skip are text",
        'sections = "## {section}"\nskip = "Jobs{_}"\nitems = "- [{title}]({url})"',
        "# Kites\n\n## Read\n\n- [One](https://a.example/1)\n\n## Jobs here\n\n- [Two](https://a.example/2)\n",
        [("Read", ["One <https://a.example/1>"]), ("Jobs here", [])],
    ),
    (
        "no sections at all",
        'sections = []\nitems = "**{title}.** {summary}"',
        "# Kites\n\nHello.\n\n**One.** On knots.\n\n**Two.** On tails.\n",
        [("Items", ["One ~ On knots.", "Two ~ On tails."])],
    ),
    (
        "running numbers of paragraphs go",
        'sections = "### {section}"\nitems = "{n}、[{title}]({url})：{summary}"',
        "# Kites\n\n### C\n\n1、[一](https://a.example/1)：甲\n\n### D\n\n2、[二](https://a.example/2)：乙\n",
        [("C", ["一 <https://a.example/1> ~ 甲"]), ("D", ["二 <https://a.example/2> ~ 乙"])],
    ),
    (
        "what a hole without a name takes is left out",
        'sections = "## {section}"\nitems = "- [{title}]({url}) ({_} min read)"',
        "# Kites\n\n## Read\n\n- [One](https://a.example/1) (5 min read)\n",
        [("Read", ["One <https://a.example/1>"])],
    ),
    (
        "items by patterns in sections by structure",
        'items = "- {publisher}: [{title}]({url})"',
        "# Kites\n\n## Read\n\n- Ann: [One](https://a.example/1)\n\n## See\n\n- Bo: [Two](https://a.example/2)\n",
        [("Read", ["One <https://a.example/1> |Ann|"]), ("See", ["Two <https://a.example/2> |Bo|"])],
    ),
    (
        "sections by patterns, items by structure",
        'sections = "**{section}**"',
        "# Kites\n\n**Read**\n\n- [One](https://a.example/1)\n- [Two](https://a.example/2)\n",
        [("Read", ["One <https://a.example/1>", "Two <https://a.example/2>"])],
    ),
    (
        "a heading that no pattern claims ends an item",
        'sections = "## {section}"\nitems = "### [{title}]({url})"',
        "# Kites\n\n## Read\n\n### [One](https://a.example/1)\n\nText.\n\n### By the way\n\nEnd.\n",
        [("Read", ["One <https://a.example/1> ~ Text."])],
    ),
]


def _shown(item: dict[str, Any]) -> str:
    parts = [item["title"]] if item["title"] is not None else []
    parts += [f"<{item['url']}>"] if item["url"] else []
    parts += [f"|{item['publisher']}|"] if item["publisher"] else []
    parts += [f"#{tag}" for tag in item["tags"]]
    parts += [f"{field['label']}={field['text']}" for field in item["fields"] if field["label"] != "Link"]
    parts += [f"~ {item['summary']}"] if item["summary"] else []
    return " ".join(parts)


@pytest.mark.parametrize(("profile", "issue", "sections"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_reading(profile: str, issue: str, sections: list[Section], tmp_path: Path) -> None:
    path = tmp_path / "kites.toml"
    path.write_text(profile, "utf-8")
    read = json.loads(normalize(issue, to="json", profile=path))
    assert [
        (section["title"], [_shown(item) for item in section["items"]]) for section in read["sections"]
    ] == sections


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_fixed_point(case: tuple[str, str, str, list[Section]], tmp_path: Path) -> None:
    path = tmp_path / "kites.toml"
    path.write_text(case[1], "utf-8")
    markdown = normalize(case[2], profile=path)
    assert normalize(markdown, profile=path) == markdown
    assert normalize(markdown) == markdown
    assert normalize(normalize(case[2], to="json", profile=path)) == markdown


@pytest.mark.parametrize(
    ("pattern", "title", "topics"),
    [
        ("Kites {number}: {topics}", "Kites 12: knots / tails", ["knots", "tails"]),
        ("{series} ({date}): {_}: {topics}", "Kites (2031-02-03): knots: tails", ["tails"]),
    ],
)
def test_topics_that_the_profile_tells_come_back(
    pattern: str, title: str, topics: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "kites.toml"
    path.write_text(f'series = "Kites"\ntitle = "{pattern}"\nsections = "## {{section}}"', "utf-8")
    markdown = normalize(f"# {title}\n\n## Read\n\nText.\n", profile=path)
    for again in (markdown, normalize(markdown, to="json"), normalize(markdown, to="json", profile=path)):
        assert json.loads(normalize(again, to="json"))["topics"] == topics
        assert normalize(again) == markdown


@pytest.mark.parametrize("last", ["```\n  code\n  ```", "![](https://a.example/kite.png)", "> Words.", "---"])
def test_an_entry_that_begins_with_no_line(last: str, tmp_path: Path) -> None:
    path = tmp_path / "kites.toml"
    path.write_text('sections = "## {section}"\nitems = "- [{title}]({url})"', "utf-8")
    markdown = normalize(f"# Kites\n\n## Read\n\n- [One](https://a.example/1)\n- {last}\n", profile=path)
    assert "[One](https://a.example/1)" in markdown
    assert normalize(markdown) == markdown


def test_a_key_of_the_front_matter_holds_the_title(tmp_path: Path) -> None:
    path = tmp_path / "kites.toml"
    path.write_text('front = { title = "Headline" }', "utf-8")
    issue = "---\nheadline: Kites 12\n---\n\n## Read\n\nText.\n\n## See\n\nText.\n"
    assert json.loads(normalize(issue, to="json", profile=path))["title"] == "Kites 12"
    assert json.loads(normalize(issue, to="json"))["title"] != "Kites 12"
