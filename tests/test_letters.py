"""Newsletters that no profile knows: names, titles, numbers and addresses in the shapes that letters have."""

from __future__ import annotations

import pytest

from issue_normalizer.issue import Issue
from issue_normalizer.issue_title import find_date, read_title
from issue_normalizer.pipeline import convert
from issue_normalizer.readers.underlines import find_underlines

A, B, C, D = (f"[Kite {name}](https://{name.lower()}-kite.example/{name.lower()})" for name in "ABCD")
FACTS = ("series", "number", "date")


def read(text: str, name: str | None = None) -> Issue:
    """Read an issue, and look that nothing of it is lost and that its Markdown comes back the same."""
    done = convert(text.encode(), name=name)
    assert not done.account.told()
    assert convert(done.markdown.encode()).markdown == done.markdown
    return done.issue


def outline(issue: Issue) -> list[tuple[str, list[str | None]]]:
    """Give the sections with the titles of their items."""
    return [(one.title, [item.title for item in one.items]) for one in issue.sections]


def page(body: str, title: str = "Kite letters 7") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("markdown", "sections"),
    [
        pytest.param(
            f"### Lines\n\n### {A}\n\nHolds.\n\n### {B}\n\nBends.\n\n### Tails\n\n### {C}\n\nFlies.\n",
            [("Lines", ["Kite A", "Kite B"]), ("Tails", ["Kite C"])],
            id="headings without a link, right above such with one, are sections",
        ),
        pytest.param(
            f"### {A}\n\nIt holds.\n\n### A tale\n\nIt bends.\n\n### {B}\n\nIt flies.\n",
            [("Items", ["Kite A", "A tale", "Kite B"])],
            id="a title without a link, above a text, is one",
        ),
        pytest.param(
            "## News\n\n### A gale\n\nIt blew.\n\n#### Our view\n\nStay in.\n\n### A calm\n\nIt did not.\n\n"
            "#### Our view\n\nMend nets.\n",
            [("News", ["A gale", "A calm"])],
            id="headings that several texts have within are none of items",
        ),
        pytest.param(
            f"## Wind\n\n### Read\n\n- {A}\n- {B}\n\n## Sea\n\n### Read\n\n- {C}\n- {D}\n",
            [("Wind", []), ("Read", ["Kite A", "Kite B"]), ("Sea", []), ("Read", ["Kite C", "Kite D"])],
            id="headings that several sections have are sections",
        ),
        pytest.param(
            "## A gale\n\nArchive: https://kite.example/1\n\n### Ann wrote\n\nIt blew.\n\n## A calm\n\n"
            "Archive: https://kite.example/2\n\n### Bo asked\n\nWhen?\n",
            [("Items", ["A gale", "A calm"])],
            id="an address behind the same label stands below each title",
        ),
        pytest.param(
            "## News\n\n### A gale\n\n- PR: [one](https://kite.example/1)\n\nIt blew.\n\n### A calm\n\n"
            "- PR: [two](https://kite.example/2)\n\nIt did not.\n\n## Others\n\n### A book\n\n"
            "- Site: [three](https://kite.example/3)\n\nIt has pages.\n",
            [("News", ["A gale", "A calm"]), ("Others", ["A book"])],
            id="a heading alone in its section is what those of its rank are",
        ),
        pytest.param(
            "## In this letter\n\n- **Lines:** knots\n- **Tails:** bows\n\n## Lines\n\n"
            f"- {A}\n- {B}\n\n## Tails\n\n- {C}\n- {D}\n",
            [("In this letter", []), ("Lines", ["Kite A", "Kite B"]), ("Tails", ["Kite C", "Kite D"])],
            id="a list of the sections is none of items",
        ),
        pytest.param(
            f"## Words\n\n- **Lines:** what holds\n- **Bows:** what adorns\n\n## Lines\n\n- {A}\n- {B}\n",
            [("Words", ["Lines", "Bows"]), ("Lines", ["Kite A", "Kite B"])],
            id="one of its items may be named as a section is",
        ),
        pytest.param(
            f"🪁 Lines\n\n{A} — Holds.\n\n{B} — Bends.\n\n🎀 Tails\n\n{C} — Flies.\n\n{D} — Falls.\n",
            [("🪁 Lines", ["Kite A", "Kite B"]), ("🎀 Tails", ["Kite C", "Kite D"])],
            id="names behind pictures are sections",
        ),
        pytest.param(
            f"🪁 We had a very good week at the bay\n\n{A} — It holds.\n\n{B} — It bends.\n",
            [("Items", ["Kite A", "Kite B"])],
            id="a sentence behind a picture is none",
        ),
        pytest.param(
            "## News\n\nA gale came at night. It took the roof off the mill, which nobody had seen to.\n\n"
            "https://kite.example/1\n\nIt blows from the north again. When will it end, and who will pay?\n\n"
            "https://kite.example/2\n\n## Tools\n\nA reel that winds by itself. It needs a hand.\n\n"
            "https://kite.example/3\n\nA knife that cuts lines. It is sharp, so take care.\n\n"
            "https://kite.example/4\n",
            [("News", [None, None]), ("Tools", [None, None])],
            id="sentences above their addresses are items",
        ),
        pytest.param(
            "## Essay\n\nA gale took the roof.\n\nIt was old.\n\nNobody looked.\n\nhttps://kite.example/1\n\n"
            "So it went.\n",
            [("Essay", [])],
            id="an address within an essay makes none",
        ),
        pytest.param(
            "## Ideas\n\nA good text on wind. [LINK](https://kite.example/1)\n\n"
            "Why lines break. [LINK](https://kite.example/2)\n",
            [("Ideas", [None, None])],
            id="texts that each lead on are items",
        ),
        pytest.param(
            "## Wind\n\nIt blows (Ann, 1.2. [Link](https://kite.example/1)):\n\n![](https://kite.example/1.png)\n\n"
            "It turns (Bo, 1.3. [Link](https://kite.example/2))\n\n## Rain\n\nNone (Cai. [Link](https://kite.example/3))\n",
            [("Wind", [None, None]), ("Rain", [None])],
            id="one alone is an item where its link says what others do",
        ),
        pytest.param(
            f"## {A}\n\nIt holds.\n\n## {B}\n\nIt bends.\n\n## Links\n\n{C}: it flies.\n\n{D}: it falls.\n",
            [("Items", ["Kite A", "Kite B"]), ("Links", ["Kite C", "Kite D"])],
            id="a last heading above links is a section",
        ),
        pytest.param(
            f"## {A}\n\nIt holds.\n\n## {B}\n\nIt bends.\n\n## A tale\n\nIt flies, as {C} does.\n",
            [("Items", ["Kite A", "Kite B", "A tale"])],
            id="a last title above a text is one",
        ),
        pytest.param(
            f"## 1. A gale\n\nSee {A}.\n\n## 2. A calm\n\n{B}.\n\n## 3. A breeze\n\n{C}.\n\n## Bye\n\nBye.\n",
            [("Items", ["A gale", "A calm", "A breeze"])],
            id="numbered headings above texts with links are items",
        ),
        pytest.param(
            f"## News\n\n**{A}**\n\nAnn Reed\n\nIt holds.\n\n## Lines\n\n"
            "[**B**](https://b-kite.example/)\n\nBo Fen\n\n[**C**](https://c-kite.example/)\n\nCai\n\n## Tails\n\n[**D**](https://d-kite.example/)\n\nDee\n",
            [("News", ["Kite A"]), ("Lines", ["B", "C"]), ("Tails", ["D"])],
            id="a link in bold and bold words in a link are alike",
        ),
        pytest.param(
            "## Essay\n\nA good text on wind.\n\nWhy lines break. [LINK](https://kite.example/2)\n",
            [("Essay", [])],
            id="a text that leads on at its end is one",
        ),
    ],
)
def test_sections_and_items(markdown: str, sections: list[tuple[str, list[str | None]]]) -> None:
    assert outline(read(f"# Kite letters 7\n\n{markdown}")) == sections


@pytest.mark.parametrize(
    ("below", "url"),
    [
        ("[kite.example/a](https://kite.example/a)", "https://kite.example/a"),
        ("[kite.example](https://kite.example/)", "https://kite.example/"),
        ("[kite.example/a](https://other.example/a)", None),
        ("[the kite](https://kite.example/a) flies", None),
    ],
)
def test_an_address_below_a_title(below: str, url: str | None) -> None:
    issue = read(
        f"# Kite letters 7\n\n## News\n\n### A gale\n{below}\n\nIt blew.\n\n### A calm\n{below}\n\nNo.\n"
    )
    assert [item.url for section in issue.sections for item in section.items] == [url, url]


def test_a_line_below_tags_stays_one() -> None:
    entries = f"- 🪁 **{A}** by Ann Reed\n  It holds.\n- 🪁 **{B}** by Bo Fen\n  No.\n"
    issue = read(f"# Kite letters 7\n\n## News\n\n{entries}")
    assert [(item.publisher, item.summary) for item in issue.sections[0].items] == [
        ("Ann Reed", "It holds."),
        ("Bo Fen", "No."),
    ]


@pytest.mark.parametrize("row", ["\\####################", "■ ■ ■", "◆ ◆ ◆"])
def test_rows_of_signs_are_rules(row: str) -> None:
    issue = read(
        f"# Kite letters 7\n\n**A gale:** It blew.\n\n{row}\n\n**A calm:** It did not.\n\n{row}\n\nNo.\n"
    )
    assert [item.summary for item in issue.sections[0].items] == ["It blew.", "It did not.\n\nNo."]


@pytest.mark.parametrize("row", ["●●●●", "■■■■■", "● ● ● ●", "★★★★★"])
def test_rows_that_say_something_stay(row: str) -> None:
    text = "# Kite letters 7\n\n## Kites\n\n"
    for place, link in enumerate((A, B, C)):
        text += f"### {link}\n\n{row}\n\nIt flies, number {place}.\n\n{row}\n\n"
    markdown = convert(text).markdown
    assert markdown.count(row) == 6
    assert "■■■■■■■■" in convert("# Kite letters 7\n\nIt was\n\n■■■■■■■■\n\nwho flew it.\n").markdown


def test_a_picture_may_stand_before_a_title() -> None:
    image = "![flag](https://kite.example/flag.png)"
    issue = read(f"# Kite letters 7\n\n## News\n\n- {image} {A}\n- {image} {B}\n- {image} is a flag\n")
    assert [item.title for item in issue.sections[0].items] == ["Kite A", "Kite B", None]


def test_a_link_to_the_issue_is_no_item() -> None:
    text = "[Read on the Web](https://kite.example/7)"
    issue = read(f"{text}\n\n# Kite letters 7\n\n**{A}** — It holds.\n\n**{B}** — It bends.\n")
    assert outline(issue) == [("Items", ["Kite A", "Kite B"])]
    assert text in issue.lead


@pytest.mark.parametrize(
    ("title", "series", "number"),
    [
        ("Kite Weekly 2021-24 Lines, tails", "Kite Weekly", "2021-24"),
        ("Kite budget 2021-24", None, None),
        ("Fiscal week 2021-24", None, None),
        ("Breaking news - 5", None, None),
        ("Apollo 11: a look back; a look ahead", None, None),
        ("Kite letters 301: Lines hold; tails bend", "Kite letters", "301"),
        ("Top 10: lines; tails", None, None),
        ("Apollo 11: a look back", None, None),
        ("Kite Weekly - 480", "Kite Weekly", "480"),
        ("Kite Weekly - 2022", None, None),
        ("Funde der Woche #12", "Funde der Woche", "12"),
        ("Links of the Week 12", "Links of the Week", "12"),
        ("Teich KW 12", "Teich", "12"),
    ],
)
def test_numbers_of_titles(title: str, series: str | None, number: str | None) -> None:
    facts = read_title(title)
    assert (facts.series, facts.number) == (series, number)


@pytest.mark.parametrize(
    ("text", "date"),
    [("凧ウォッチ（20211018前編）", "2021-10-18"), ("kites (20211399)", None), ("kites 20211018", None)],
)
def test_days_as_digits(text: str, date: str | None) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        pytest.param(
            "#590 — February 10, 2022\n\n# Kite Weekly\n\nIt blew.\n",
            ("Kite Weekly", "590", "2022-02-10"),
            id="a number beside the name",
        ),
        pytest.param(
            "# Why kites fly\n\nIssue 7\n\nIt blew.\n", (None, "7", None), id="a number beside another title"
        ),
        pytest.param(
            "---\ntitle: 2022-03-05の凧\n---\n\nKite.info #633 - Lines 2 is out.\n\n## News\n\nIt blew.\n",
            (None, "633", "2022-03-05"),
            id="a number that the text opens with",
        ),
        pytest.param(
            "---\ntitle: 2022-03-05の凧\n---\n\nWe were #1 on the list.\n\n## News\n\nIt blew.\n",
            (None, None, "2022-03-05"),
            id="a place in a list",
        ),
        pytest.param(
            page(
                "<h1>Kite Pond</h1><p>It blew, and it blew, all day and all night.</p>",
                "Kite Pond - Issue 351",
            ),
            ("Kite Pond", "351", None),
            id="a page whose own title has the number",
        ),
        pytest.param(
            page(
                "<h1>Mend the bell</h1><p>It blew, and it blew, all day and all night.</p>",
                "Mend the bell · #4521",
            ),
            (None, None, None),
            id="a number of a thing",
        ),
        pytest.param(
            "---\ntitle: 2022-03-05の凧\n---\n\nKite tracker #4521 - we mended it.\n\n## News\n\nIt blew.\n",
            (None, None, "2022-03-05"),
            id="a number of a thing in the text",
        ),
        pytest.param(
            page(
                "<h1>Issue #502</h1><p>It blew, and it blew, all day and all night.</p>",
                "Kite Pond - Issue #502",
            ),
            ("Kite Pond", "502", None),
            id="a page whose own title has the name",
        ),
        pytest.param(
            page(
                "<h1>Mend the bell</h1><p>It blew, and it blew, all day and all night.</p>",
                "Mend the bell · Issue #4 · rope/bell",
            ),
            (None, None, None),
            id="a page of a code host",
        ),
        pytest.param(
            page(
                "<p>#590 — February 10, 2022</p><h1>Kite Weekly</h1><p>It blew, all day and all night.</p>",
                "Kite Weekly",
            ),
            ("Kite Weekly", "590", "2022-02-10"),
            id="a number above the name in a page",
        ),
    ],
)
def test_facts_beside_the_title(text: str, facts: tuple[str | None, ...]) -> None:
    issue = read(text)
    assert tuple(getattr(issue, name) for name in FACTS) == facts


def test_a_blank_line_of_breaks_ends_a_paragraph() -> None:
    links = [
        f'<a href="https://{name}-kite.example/">Kite {name}</a><br>It flies by itself.' for name in "abcd"
    ]
    body = f"<h1>Kite letters 7</h1><p>Hello.<br><br><b>Lines</b><br><br>{links[0]}<br><br>{links[1]}<br><br>"
    issue = read(page(f"{body}<b>Tails</b><br> <br>{links[2]}<br><br>{links[3]}</p>"))
    assert outline(issue) == [("Lines", ["Kite a", "Kite b"]), ("Tails", ["Kite c", "Kite d"])]


def test_bullets_typed_in_a_paragraph_speak_for_sections() -> None:
    lines = "<br>".join(f'• <a href="https://{name}-kite.example/">Kite {name}</a>' for name in "ab")
    body = f"<h1>Kite letters 7</h1><h3>Lines</h3><p>{lines}</p><h3>Tails</h3><p>{lines}</p>"
    assert outline(read(page(body))) == [("Lines", ["Kite a", "Kite b"]), ("Tails", ["Kite a", "Kite b"])]


def test_sponsored_text_above_a_link_stays() -> None:
    item = '<h5>Sponsored</h5><a href="https://a-kite.example/">Kite a</a><p>Half the wind.</p>'
    issue = read(
        page(
            f"<h1>Kite letters 7</h1><p>It blew, all day and all night.</p><div>{item}</div><p>More wind.</p>"
        )
    )
    assert (
        "Half the wind."
        in convert(page(f"<h1>Kite letters 7</h1><p>It blew all day.</p><div>{item}</div>")).markdown
    )
    assert issue.title == "Kite letters 7"


def test_rows_of_one_width_underline() -> None:
    lines = [
        "News",
        "============",
        "It blew.",
        "",
        "Tools",
        "============",
        "",
        "It blew again",
        "and again",
        "=" * 12,
    ]
    assert find_underlines(lines).levels == {0: 1, 4: 1}
    assert not find_underlines(["It blew", "============", "for a day"]).levels
    assert find_underlines(
        ["Contents", "────────", "", "A gale", "══════", "", "Ann wrote", "─────────"]
    ).levels == {
        0: 2,
        3: 1,
        6: 2,
    }


def test_plain_text() -> None:
    lines = (
        f"* A kite named {name}\nhttps://kite.example/{name}\ncomments: https://talk.example/{name}\n"
        for name in "ABCD"
    )
    issue = read("Kite letters 7\n\n" + "\n".join(lines), "kites.txt")
    items = [item for section in issue.sections for item in section.items]
    assert [(item.title, item.url) for item in items] == [
        (f"A kite named {name}", f"https://kite.example/{name}") for name in "ABCD"
    ]


def test_names_below_texts_are_no_sections() -> None:
    told = ("A gale", "Ann Reed"), ("A calm", "Bo Fen"), ("A breeze", "Cai Moor"), ("A squall", "Dee Marsh")
    texts = (
        f"{title}\nhttps://kite.example/{at}\nIt blew all day.\n{name}\n"
        for at, (title, name) in enumerate(told)
    )
    issue = read("Kite letters 7\n\nNews\n\n" + "\n".join(texts), "kites.txt")
    titles = [title for _, titles in outline(issue) for title in titles]
    assert [section.title for section in issue.sections].count("Ann Reed") == 0
    assert titles == [title for title, _ in told]
