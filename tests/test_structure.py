"""A newsletter that no profile knows: what structure alone tells of its sections and items."""

from __future__ import annotations

import pytest

from issue_normalizer.issue import Issue, Item
from issue_normalizer.pipeline import convert

A, B, C, D = (f"[{name}](https://kite.example/{name.lower()})" for name in "ABCD")
KITE = "[A kite over the bay](https://kite.example/kite)"


def read(markdown: str) -> Issue:
    """Read an issue, and look that nothing of it is lost and that its Markdown comes back the same."""
    done = convert(f"# Kite letters 7\n\n{markdown}".encode())
    assert not done.account.told()
    assert convert(done.markdown.encode()).markdown == done.markdown
    return done.issue


def outline(markdown: str) -> list[tuple[str, list[str | None]]]:
    """Give the sections with the titles of their items."""
    return [(one.title, [item.title for item in one.items]) for one in read(markdown).sections]


def only(markdown: str) -> Item:
    """Give the first item of an issue."""
    return next(item for section in read(markdown).sections for item in section.items)


@pytest.mark.parametrize(
    ("markdown", "sections"),
    [
        pytest.param(
            f"## News\n\n### Strings\n\n- {A}\n- {B}\n\n### Tails\n\n- {C}\n",
            [("News", []), ("Strings", ["A", "B"]), ("Tails", ["C"])],
            id="headings above lists are sections",
        ),
        pytest.param(
            "## 内容\n\n### 线\n\n1、" + A + "：一\n\n2、" + B + "：二\n\n### 尾\n\n3、" + C + "：三\n",
            [("内容", []), ("线", ["A", "B"]), ("尾", ["C"])],
            id="headings above numbered paragraphs are sections",
        ),
        pytest.param(
            f"## News\n\n### {A}\n\nText.\n\n### {B}\n\nText.\n",
            [("News", ["A", "B"])],
            id="headings that lead away are items",
        ),
        pytest.param(
            "## News\n\n### A\n\nText.\n\n### B\n\nText.\n\n- a point\n- a point\n",
            [("News", ["A", "B"])],
            id="headings above text are items",
        ),
        pytest.param(
            "### A\n\nhttps://kite.example/a\n\nText.\n\n### B\n\n<https://kite.example/b>\n\nText.\n",
            [("Items", ["A", "B"])],
            id="without sections, headings above addresses are items",
        ),
        pytest.param(
            f"## One\n\n- {A}\n- {B}\n\n# Two\n\nText.\n",
            [("One", ["A", "B"]), ("Two", [])],
            id="sections before a higher heading",
        ),
        pytest.param(
            f"## News\n\n#### [Strings](https://kite.example/s)\n\n- {A}\n- {B}\n\n"
            f"#### [Tails](https://kite.example/t)\n\n- {C}\n",
            [("News", []), ("Strings", ["A", "B"]), ("Tails", ["C"])],
            id="a section may lead somewhere",
        ),
        pytest.param(
            "## News\n\n### Strings & tails\n", [("News", []), ("Strings & tails", [])], id="nothing"
        ),
    ],
)
def test_headings(markdown: str, sections: list[tuple[str, list[str | None]]]) -> None:
    assert outline(markdown) == sections


def test_a_section_is_no_title() -> None:
    done = convert(f"# News\n\n- {A}\n- {B}\n\n# Tails\n\n- {C}\n".encode())
    assert [(one.title, len(one.items)) for one in done.issue.sections] == [("News", 2), ("Tails", 1)]


@pytest.mark.parametrize(
    ("markdown", "sections"),
    [
        pytest.param(
            f"- {A}\n- **Tails**\n  - {B}\n  - {C}\n- {D}\n",
            [("News", ["A"]), ("Tails", ["B", "C"]), ("News", ["D"])],
            id="bold",
        ),
        pytest.param(f"- {A}\n- Tails:\n  - {B}\n", [("News", ["A"]), ("Tails:", ["B"])], id="colon"),
        pytest.param(
            f"- Tails\n  - {B}\n  - Knots\n    - {C}\n",
            [("News", []), ("Tails", ["B"]), ("Knots", ["C"])],
            id="deep",
        ),
        pytest.param(
            f"- {A}\n  - [more](https://kite.example/m)\n- {B}\n", [("News", ["A", "B"])], id="a link leads"
        ),
        pytest.param(
            "- **A**\n  - [Code](https://kite.example/1)\n- **B**\n  - [Code](https://kite.example/2)\n",
            [("News", ["A", "B"])],
            id="the same links in each",
        ),
        pytest.param(
            "- A kite\n  - https://kite.example/a\n", [("News", ["A kite"])], id="an address within"
        ),
    ],
)
def test_subsections_in_lists(markdown: str, sections: list[tuple[str, list[str | None]]]) -> None:
    assert outline(f"## News\n\n{markdown}") == sections


@pytest.mark.parametrize(
    ("entry", "title", "summary"),
    [
        (f"{A}, now with a tail", "A", "now with a tail"),
        (f"{A} flies again.", "A", "flies again."),
        (f"{A} - seen", "A", "seen"),
        (f"{A}：看到了", "A", "看到了"),
        ("**[A](https://kite.example/a)**: seen", "A", "seen"),
        ("**A kite.** It flew.", "A kite.", "It flew."),
        ("**A kite:** It flew.", "A kite", "It flew."),
        ("**A kite** — it flew.", "A kite", "it flew."),
        ("**A kite** flew by.", None, "**A kite** flew by."),
        ("The lake froze", None, "The lake froze"),
        (f"See {A} again.", None, "See [A](https://kite.example/a) again."),
    ],
)
def test_first_lines(entry: str, title: str | None, summary: str) -> None:
    item = only(f"## News\n\n- {entry}\n- {B}\n- {C}\n")
    assert (item.title, item.summary) == (title, summary)


@pytest.mark.parametrize(
    ("entry", "tags"),
    [
        (f"✅ {KITE}", ("✅",)),
        (f"🌟🐢 {KITE}", ("🌟", "🐢")),
        (f"(Easy) {KITE}", ("Easy",)),
        (f"[video] {KITE}", ("video",)),
        (f"[video] 🎥 {KITE}", ("video", "🎥")),
        (f"→ {KITE}", ()),  # a sign that says nothing
        (f"🎉 {KITE} 🎉", ()),  # an ornament
        (f"(Easy) to read: {KITE}", ()),
    ],
)
def test_tags(entry: str, tags: tuple[str, ...]) -> None:
    assert only(f"## News\n\n- {entry}\n- {B}\n- {C}\n").tags == tags


@pytest.mark.parametrize(
    ("entry", "publisher"),
    [
        (f"{A} by Ann Reed", "Ann Reed"),
        (f"{A} von Bo Fen", "Bo Fen"),
        (f"{A} by @ann", "@ann"),
        (f"{A} by Ann Reed and Bo van Fen", "Ann Reed and Bo van Fen"),
        ("**Ann Reed:** [A guide](https://kite.example/a)", "Ann Reed"),
        ("**Ann Reed**: [A guide](https://kite.example/a)", "Ann Reed"),
        (f"{A} | Kite Club", "Kite Club"),
        (f"Ann Reed: {A}", "Ann Reed"),
        (f"@ann: {A}", "@ann"),
        (f"Help wanted: {A}", None),
        (f"Release Notes: {A}", None),
        (f"Docs: {A}", None),
        (f"Ann Reed: {A} and more", None),
        (f"{A} by clicking here", None),
        (f"{A} by Ann, who knows it all", None),
        ("**A plan:** [Ann](https://kite.example/a) posted it.", None),
    ],
)
def test_publishers(entry: str, publisher: str | None) -> None:
    assert only(f"## News\n\n- {entry}\n- {B}\n- {C}\n").publisher == publisher


@pytest.mark.parametrize(
    ("titles", "publishers"),
    [
        (["一切 | 风社", "线 | 风社"], ["风社", "风社"]),
        (["一切 | 风社", "线"], ["风社", None]),
        (["一切｜第三弹", "线"], [None, None]),
        (["一切 | 风社", "线", "尾"], [None, None, None]),
    ],
)
def test_bars_in_titles(titles: list[str], publishers: list[str | None]) -> None:
    entries = "".join(f"- [{title}](https://kite.example/{at})\n" for at, title in enumerate(titles))
    items = read(f"## News\n\n{entries}").sections[0].items
    assert [item.publisher for item in items] == publishers


@pytest.mark.parametrize(
    ("below", "tags"),
    [
        (
            '<ul><li><a href="/tags/silk/">silk</a></li><li><a href="/tags/line/">line</a></li></ul>',
            "silk line",
        ),
        ("- [silk](https://kite.example/topics/silk)", "silk"),
        ("[silk](/category/silk/), [line](/category/line/)", "silk line"),
        # must not fire
        ("Read [silk](/tags/silk/) too.", ""),
        ("- [silk](/tags/silk/)\n- [a knot](/knots/7)", ""),
        ("[Read the thread](https://kite.example/topic/1234-how-kites/)", ""),
        ("- [a knot](https://kite.example/topics/knots/7)", ""),
    ],
)
def test_links_to_tags_below_titles(below: str, tags: str) -> None:
    item = only(f"## {KITE}\n\n{below}\n\nIt flies.\n\n## {A}\n\nText.\n")
    assert item.tags == tuple(tags.split())
    assert item.summary.endswith("It flies.")


@pytest.mark.parametrize(
    ("below", "url", "summary"),
    [
        ("https://kite.example/1\n\nText.", "https://kite.example/1", "Text."),
        ("[https://kite.example/1](https://kite.example/1)\n\nText.", "https://kite.example/1", "Text."),
        ("<https://kite.example/1>  \nText.", "https://kite.example/1", "Text."),
        ("Text.\n\n> * Home page: https://kite.example/1", "https://kite.example/1", None),
        ("Text.\n\nMore.\n\n<https://kite.example/1>", "https://kite.example/1", "Text.\n\nMore."),
        ("Text, see https://kite.example/1 for it.", None, None),
        ("Text.\n\nhttps://kite.example/1\n\nhttps://kite.example/2", None, None),
        ("[A page](https://kite.example/1)\n\nText.", None, None),
        ("[https://kite.example/1\nand on](https://kite.example/1)", "https://kite.example/1", None),
    ],
)
def test_addresses_below_titles(below: str, url: str | None, summary: str | None) -> None:
    item = only(f"## News\n\n### A kite\n\n{below}\n\n### Another\n\nText.\n")
    assert item.url == url
    assert summary is None or item.summary == summary


@pytest.mark.parametrize(
    ("markdown", "sections"),
    [
        pytest.param(
            "## 线\n\n### 1、甲\n\n文。\n\n## 尾\n\n### 2、乙\n\n文。\n\n### 订阅\n\n二维码\n",
            [("线", ["甲"]), ("尾", ["乙"])],
            id="numbers of headings go on, one without is text",
        ),
        pytest.param(
            "## 言论\n\n1、\n\n风是湿的。\n\n-- 甲\n\n2、\n\n线是冷的。\n",
            [("言论", [None, None])],
            id="a number alone",
        ),
        pytest.param(
            "## 线\n\n### 3、甲\n\n文。\n\n### 7、乙\n\n文。\n",
            [("线", ["3、甲", "7、乙"])],
            id="a gap is no order",
        ),
        pytest.param("## 线\n\n4、甲。\n\n5、乙。\n", [("线", [])], id="nothing came before"),
    ],
)
def test_numbers(markdown: str, sections: list[tuple[str, list[str | None]]]) -> None:
    assert outline(markdown) == sections


@pytest.mark.parametrize(
    ("markdown", "titles"),
    [
        pytest.param(
            f"### {A}\n\nText.\n\n### {B}\n\nText.\n\n- {C}\n- {D}\n", ["A", "B", "C", "D"], id="behind"
        ),
        pytest.param(f"### {A}\n\nText.\n\n- {B}\n- {C}\n\n### {D}\n\nText.\n", ["A", "D"], id="within"),
        pytest.param(
            f"### {A}\n\nText.\n\n- {C}\n- {D}\n\n### {B}\n\nText.\n\n- {C}\n- {D}\n",
            ["A", "B"],
            id="in each",
        ),
        pytest.param(
            f"**{A}**\n\nText.\n\n**{B}**\n\nText.\n\n**Extras**:\n\n- {C}\n- {D}\n\n---\n",
            ["A", "B", "C", "D"],
            id="behind bold titles",
        ),
        pytest.param(f"{A} flies\n\n{B}\n", ["A", "B"], id="paragraphs"),
        pytest.param(f"{A}\n{B}\n", ["A", "B"], id="lines of one paragraph"),
        pytest.param(f"{A} goes on\n{B} in a sentence.\n", [], id="a wrapped sentence"),
        pytest.param("[One](#one)\n\n[Two](#two)\n\n- [One](#one)\n- [Two](#two)\n", [], id="contents"),
        pytest.param("![alt](a.png)\n\n[![alt](b.png)](https://kite.example/b)\n", [], id="images"),
    ],
)
def test_items_beside_others(markdown: str, titles: list[str]) -> None:
    assert [title for _, names in outline(f"## News\n\n{markdown}") for title in names] == titles


LEADS = f"**{A}** — Text.\n\n**{B}** — Text.\n\n"


@pytest.mark.parametrize(
    ("markdown", "sections"),
    [
        pytest.param(
            f"{LEADS}## Tails\n\n{LEADS}",
            [("Items", ["A", "B"]), ("Tails", ["A", "B"])],
            id="paragraphs as below headings",
        ),
        pytest.param(
            f"## {A}\n\nText.\n\n## {B}\n\nText.\n\n## Talk\n\n### {C}\n\nText.\n\n"
            f"## Tails\n\n### {D}\n\nText.\n",
            [("Items", ["A", "B"]), ("Talk", ["C"]), ("Tails", ["D"])],
            id="headings of the sections' level",
        ),
        pytest.param(
            f"- {A}\n- Plain words.\n- Tails:\n  - {B}\n  - {C}\n",
            [("Items", ["A", None]), ("Tails:", ["B", "C"])],
            id="a list with sections in it, and nothing else",
        ),
        # must not fire
        pytest.param(f"{LEADS}## Tails\n\n- {C}\n- {D}\n", [("Tails", ["C", "D"])], id="of another kind"),
        pytest.param(f"{A} says hello.\n\n## Tails\n\n{LEADS}", [("Tails", ["A", "B"])], id="a greeting"),
    ],
)
def test_items_before_the_first_section(markdown: str, sections: list[tuple[str, list[str | None]]]) -> None:
    assert outline(markdown) == sections


@pytest.mark.parametrize(
    ("markdown", "titles"),
    [
        pytest.param(
            "\n\n".join(f"[{n}](https://k.example/{n})\n[via](https://v.example/{n})" for n in "ABC"),
            ["A", "B", "C"],
            id="links that say the same are none",
        ),
        pytest.param(
            "\n\n".join(f"[{n}](https://k.example/{n})\n[plan](https://k.example/{n})" for n in "AB"),
            ["A", "plan", "B", "plan"],
            id="twice may be a title",
        ),
        pytest.param("[Ann](https://a.example/) announces\n\n> It flies.\n", [], id="whose words follow"),
        pytest.param(
            f"- {A}\n- A line for [kites](https://k.example/1).\n\nTails:\n\n- {B}\n- {C}\n",
            ["A", None, "B", "C"],
            id="lists of sentences with links, beside one of titles",
        ),
        pytest.param(
            f"- A line.\n- Another line.\n\nTails:\n\n- {B}\n- {C}\n",
            ["B", "C"],
            id="lists of sentences without links are text",
        ),
    ],
)
def test_what_is_no_item(markdown: str, titles: list[str | None]) -> None:
    assert [title for _, names in outline(f"## News\n\n{markdown}") for title in names] == titles


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        pytest.param(
            "## News\n\nIt flew.\\\nhttps://k.example/1\n\nIt fell.\\\nhttps://k.example/2\n",
            [("News", [None, None])],
            id="sentences above addresses",
        ),
        pytest.param(
            "## Essay\n\nOne.\n\nTwo.\n\nThree.\n\nIt flew.\\\nhttps://k.example/1\n\n"
            "It fell.\\\nhttps://k.example/2\n",
            [("Essay", [])],
            id="an essay that names addresses",
        ),
        pytest.param(
            f"## News\n\n• {A}：一\n• {B}：二\n", [("News", ["A", "B"])], id="bullets in a paragraph"
        ),
        pytest.param(f"## News\n\n· {A} and\nmore.\n", [("News", [])], id="one bullet in a paragraph"),
        pytest.param(
            f"## News\n\n1. 【{A}】一\n2. 【{B}】二\n", [("News", ["A", "B"])], id="links in brackets"
        ),
        pytest.param(
            f"**一、线**\n\n- {A}\n\n**二、尾**\n\n- {B}\n", [("一、线", ["A"]), ("二、尾", ["B"])], id="Han"
        ),
        pytest.param(f"**一、线**\n\n- {A}\n- {B}\n", [("Items", ["A", "B"])], id="one in Han"),
        pytest.param(
            f"**一、线**\n\n- {A}\n\n**二、尾**\n\n- {B}\n\n**招人**\n\n- {C}\n- {D}\n",
            [("一、线", ["A"]), ("二、尾", ["B"]), ("招人", ["C", "D"])],
            id="bold lines beside those in Han",
        ),
        pytest.param(
            "## News\n\n- [Frogs](https://k.example/item?id=1)\n- [Toads](https://k.example/item?id=2)\n",
            [("News", ["Frogs", "Toads"])],
            id="addresses that differ in a value",
        ),
        pytest.param(
            "## 新闻\n\n- 青蛙回来了；\n- 蟾蜍回来了；\n- 苍鹭也来了。\n",
            [("新闻", [None] * 3)],
            id="news that end in semicolons",
        ),
        pytest.param(
            "## News\n\n**It flew. Far.** It did.\n\nOn.\n\n**It fell again.** It did.\n\n**Up.** So.\n",
            [("News", ["It flew. Far.", "It fell again.", "Up."])],
            id="news that bold sentences begin",
        ),
        pytest.param(
            "## Your view\n\n- [Good](https://k.example/vote?id=1)\n- [Bad](https://k.example/vote?id=2)\n",
            [("Your view", [])],
            id="answers of a poll",
        ),
        pytest.param(
            "## News\n\nWho flies?\\\nhttps://k.example/1\n\nIt works!\\\nhttps://k.example/2\n",
            [("News", ["Who flies?", "It works!"])],
            id="questions above addresses",
        ),
        pytest.param(
            f"- x\n  - {A}\n  - {B}\n\n## {C}\n",
            [("x", ["A", "B"]), ("Items", ["C"])],
            id="a heading behind the list",
        ),
        pytest.param(
            f"## {A}\n\n**One:** Text.\n\n**Two:** Text.\n\n## {B}\n\n**One:** Text.\n\n**Two:** Text.\n\n"
            f"### Tools\n\n- {C}\n- {D}\n\n### Talks\n\n- {C}\n",
            [("Items", ["A", "B"]), ("Tools", ["C", "D"]), ("Talks", ["C"])],
            id="labels within items, and sections within the last",
        ),
    ],
)
def test_other_forms(markdown: str, found: list[tuple[str, list[str | None]]]) -> None:
    assert outline(markdown) == found


TABLE = """| Name | From | Knots | Notes |
|---|---|---:|---|
| [A](https://kite.example/a) | Kite Club | 12 | A [good](https://kite.example/g) one |
| **[B](https://kite.example/b)** | Tail Post | | Slow |
"""


def test_rows_of_a_table_are_items() -> None:
    """A column of links holds the titles; the heads of the others say what they are."""
    issue = read(f"## Kites\n\n{TABLE}")
    first, second = issue.sections[0].items
    assert (first.title, first.url, first.publisher) == ("A", "https://kite.example/a", "Kite Club")
    assert [(field.label, field.text) for field in first.fields] == [("Knots", "12")]
    assert first.summary == "A [good](https://kite.example/g) one"
    assert (second.title, second.publisher, second.fields, second.summary) == ("B", "Tail Post", (), "Slow")


@pytest.mark.parametrize(
    "table",
    [
        "| Kite | Knots |\n|---|---|\n| Red | 12 |\n| Blue | 14 |\n",
        "| [1](/1) | [2](/2) |\n|---|---|\n| [3](/3) | [4](/4) |\n| [5](/5) | [6](/6) |\n",
        "| Day | Kite |\n|---|---|\n| [2020-01-02](/1) | Red |\n| [2020-01-09](/2) | Blue |\n",
        "| Kite | Knots |\n|---|---|\n| [Red](https://k.example/1) | 12 |\n",
    ],
    ids=["figures", "links without a head", "days", "one row"],
)
def test_tables_that_hold_no_items(table: str) -> None:
    assert outline(f"## Kites\n\n{table}") == [("Kites", [])]


def test_words_of_definitions_are_titles() -> None:
    assert only(f"## Kites\n\n{A}\n: A kite.\n\n{B}\n: Another.\n").summary == "A kite."


def test_titles_above_addresses() -> None:
    """In plain text the address stands below the title, capitals above a list are a heading."""
    pairs = "\n".join(f"Kite {n}\nhttps://k.example/{n}\nIt flies.\n" for n in (1, 2))
    text = f"Kite letters\n\n{pairs}\nSHORT:\n\n* A line. https://k.example/3\n* Another one.\n"
    done = convert(text.encode(), format="dump")
    assert not done.account.told()
    found = [(one.title, [(item.title, item.url) for item in one.items]) for one in done.issue.sections]
    titles = [("Kite 1", "https://k.example/1"), ("Kite 2", "https://k.example/2")]
    assert found == [("Items", titles), ("SHORT:", [(None, None), (None, None)])]


def test_lists_beside_headings_are_text() -> None:
    told = "".join(f"### [{name}](https://kite.example/{name})\n\nText.\n\n" for name in "ABCDE")
    follow = "## Follow us\n\n- on a hill\n- at the shore\n"
    assert outline(f"## News\n\n{told}{follow}")[1] == ("Follow us", [])
    assert outline(f"## News\n\n- {A}\n- {B}\n\n{follow}")[1] == ("Follow us", [None, None])


def test_bold_words_of_an_article_are_no_titles() -> None:
    entries = "".join(f"- [{at}](https://kite.example/{at})\n" for at in range(10))
    essay = "**Why kites?** They fly.\n\n**Why not?** They fall.\n"
    assert outline(f"## News\n\n{entries}\n## Essay\n\n{essay}")[1] == ("Essay", [])
    assert outline(f"## Essay\n\n{essay}") == [("Essay", ["Why kites?", "Why not?"])]


@pytest.mark.parametrize(
    ("entry", "facts", "publisher"),
    [
        (
            "2024-10-24 | Lisbon, PT | [Kite Club](https://kite.example/k)",
            ["2024-10-24", "Lisbon, PT"],
            "Kite Club",
        ),
        ("June 3, 2024 | Virtual | Kite Club", ["June 3, 2024", "Virtual"], "Kite Club"),
        ("2024-10-24 | Virtual", ["2024-10-24", "Virtual"], None),
    ],
)
def test_events(entry: str, facts: list[str], publisher: str | None) -> None:
    item = only(f"## Events\n\n- {entry}\n  - [**Kites 101**](https://kite.example/1)\n")
    assert (item.title, item.url) == ("Kites 101", "https://kite.example/1")
    assert ([field.text for field in item.fields if field.label in ("Date", "Place")], item.publisher) == (
        facts,
        publisher,
    )


def test_bars_without_a_day_are_no_event() -> None:
    assert outline(f"## Events\n\n- Kites | Lisbon\n  - {A}\n")[0][0] == "Events"
    assert "Date" not in str(read(f"## Events\n\n- Kites | Lisbon\n  - {A}\n"))


@pytest.mark.parametrize("name", ["Tools", "新闻", "Papers"])
def test_names_of_sections_are_no_items(name: str) -> None:
    text = f"Text, see {A}."
    assert outline(f"## Kites\n\n{text}\n\n## {name}\n\n{text}\n\n## Tails\n\n{text}\n")[0] == ("Kites", [])
    assert outline(f"## Kites\n\n{text}\n\n## Reels\n\n{text}\n\n## Tails\n\n{text}\n") == [
        ("Items", ["Kites", "Reels", "Tails"])
    ]


@pytest.mark.parametrize(
    ("second", "numbers"),
    [("3", ["1", "2", "3"]), ("1", [])],
    ids=["numbers that go on are facts", "numbers that begin anew say what the order says"],
)
def test_running_numbers(second: str, numbers: list[str]) -> None:
    issue = read(f"## 线\n\n1、{A}：一\n\n2、{B}：二\n\n## 尾\n\n{second}、{C}：三\n")
    fields = [field for part in issue.sections for item in part.items for field in item.fields]
    assert [(field.label, field.text) for field in fields] == [("No.", number) for number in numbers]


def test_chapters_without_links_are_sections() -> None:
    told = "## Kites\n\nText.\n\n## Reels\n\nText.\n\n## Tails\n\nText.\n"
    assert outline(told) == [("Kites", []), ("Reels", []), ("Tails", [])]


def test_a_list_before_headings_holds_items() -> None:
    told = "### A kite\n\nText.\n\n### A reel\n\nText.\n"
    assert outline(f"## News\n\n- {A}\n- {B}\n\n{told}") == [("News", ["A", "B", "A kite", "A reel"])]
    assert outline(f"## News\n\n- The lake froze\n\n{told}") == [("News", [None, "A kite", "A reel"])]
    assert outline(f"## News\n\nA word before.\n\n{told}") == [("News", ["A kite", "A reel"])]


@pytest.mark.parametrize(
    ("markdown", "sections"),
    [
        (f"**Reels**\n\n- {A}\n\n**Tails**\n\n- {B}\n", [("Reels", ["A"]), ("Tails", ["B"])]),
        (
            f"A word.\n\n__Reels__\n\n1. {A}\n2. {B}\n\n__Tails__\n\n- {C}\n",
            [("Reels", ["A", "B"]), ("Tails", ["C"])],
        ),
        (f"## News\n\n**Reels**\n\n- {A}\n\n**Tails**\n\n- {B}\n", [("News", ["A", "B"])]),
        (f"**{A}**\n\n- a point\n\n**{B}**\n\n- a point\n", [("Items", ["A", "B"])]),
        (
            f"**Letters**\n\n- {A}\n- {B}\n\n**Kit**\n\n- {C}\n- {D}\n",  # words of the title
            [("Letters", ["A", "B"]), ("Kit", ["C", "D"])],
        ),
    ],
)
def test_bold_lines_above_lists(markdown: str, sections: list[tuple[str, list[str | None]]]) -> None:
    assert outline(markdown) == sections


def test_bold_images_name_nothing() -> None:
    assert outline(f"**![](a.png)**\n\n{A}\n\ntext\n\n**![](b.png)**\n\n{B}\n\ntext\n") == [
        ("Items", ["A", "B"])
    ]


def test_what_stands_above_the_first_heading_is_read_once() -> None:
    told = f"## News\n\n{A}\n\n{B}\n\n![](a.png)\n\n### C\n\nText.\n\n![](b.png)\n\n### D\n\nText.\n"
    assert outline(told) == [("News", ["A", "B", "C", "D"])]
    assert not convert(f"# Kites 7 (2026-05-02)\n\n{told}").account.told()
