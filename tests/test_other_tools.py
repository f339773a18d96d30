"""Texts and Markdown that other tools made of pages: what each leaves that tells the issue."""

from __future__ import annotations

import pytest

from issue_normalizer.pipeline import convert
from issue_normalizer.profiles.find import KnownProfiles
from issue_normalizer.profiles.make import make_profile
from issue_normalizer.readers.detection import choose
from issue_normalizer.readers.outdents import join_outdents

HEAD = "Kite Post #7\n\n"
BROWSER = """                             Kite Post

   First text.

Tools

   Second text.

  Nets

   Third text.
"""


def items_of(text: str) -> list[tuple[str, str | None]]:
    """Give the titles of all items with their sections."""
    done = convert(text.encode())
    assert not done.account.told()
    return [(part.title, item.title) for part in done.issue.sections for item in part.items]


def joined(paragraphs: list[str]) -> str:
    """Put paragraphs below each other."""
    return "\n\n".join(paragraphs)


class TestProfiles:
    @pytest.mark.parametrize(
        ("items", "title"),
        [
            (["- [{title}]({url}) by {publisher}", "- [{title}]({url})"], "A net"),
            (["### {title}"], None),  # it says that entries are none
        ],
    )
    def test_patterns_for_links_that_are_gone(self, items: list[str], title: str | None) -> None:
        stated = {"name": "kite", "series": "Kite Post", "sections": "## {section}", "items": items}
        text = f"# {HEAD}## Tools\n\n- A net\n- A hook\n- A reel\n"
        done = convert(text.encode(), known=KnownProfiles(make_profile(stated, "kite")))
        assert next((item.title for part in done.issue.sections for item in part.items), None) == title


class TestColumns:
    def test_headings_of_browsers(self) -> None:
        assert join_outdents(BROWSER.split("\n")) == {0: 1, 4: 2, 8: 3}

    def test_several_lines_are_one(self) -> None:
        long = "Tools that hold what they are given, again and"
        lines = BROWSER.replace("Tools", f"{long} again\nat sea").split("\n")
        assert join_outdents(lines)[4] == 2
        assert lines[4:6] == [f"{long} again at sea", ""]

    @pytest.mark.parametrize(
        "text",
        [
            BROWSER.replace("   ", ""),  # no column at all
            BROWSER.replace("Tools", "It is a sentence of a page."),
            BROWSER.replace("Tools", "if (a) {"),
            BROWSER.replace("Tools", "* an entry"),
        ],
    )
    def test_no_headings(self, text: str) -> None:
        assert 4 not in join_outdents(text.split("\n"))


class TestLostTitles:
    @pytest.mark.parametrize(
        ("entries", "titles"),
        [
            (["A net", "A hook", "Why reels?"], ["A net", "A hook", "Why reels?"]),
            (["A net.", "A hook.", "A reel."], ["A net.", "A hook.", "A reel."]),
            (
                [f"{name} net: It holds in the water, and bends." for name in ("Red", "Old", "New")],
                ["Red net", "Old net", "New net"],
            ),
            # must not fire
            (["It rained.", "We went out, and it rained.", "They came."], [None] * 3),
            (["网破了。", "鱼跑了。", "人走了。"], [None] * 3),
            (["May 9, Lund", "May 10, Oslo", "May 11, Turku"], [None] * 3),
            (["A net ! https://a.cn/1", "A hook :) https://a.cn/2", "A reel = https://a.cn/3"], [None] * 3),
            (["A net", "[A hook](https://a.cn/1) bends", "A reel"], [None] * 3),
        ],
    )
    def test_entries(self, entries: list[str], titles: list[str | None]) -> None:
        text = f"# {HEAD}## Tools\n\n" + "".join(f"- {entry}\n" for entry in entries)
        assert [title for _, title in items_of(text)] == titles

    def test_not_where_nothing_says_that_it_is_an_issue(self) -> None:
        assert items_of("# Kites\n\n## Tools\n\n- A net\n- A hook\n- A reel\n") == [("Tools", None)] * 3

    def test_not_points_within_an_entry(self) -> None:
        text = f"# {HEAD}## Tools\n\n- A net\n- A hook\n- A reel\n- Lines\n  - long\n  - short\n"
        assert items_of(text)[-1] == ("Tools", None)


class TestAuthors:
    def test_behind_titles(self) -> None:
        entries = "- A net by Ann Reed\n- A hook by Bo Fen\n- Old reels by Cai Lund\n- A pole\n"
        text = f"# {HEAD}## Tools\n\n{entries}"
        done = convert(text.encode())
        assert [item.publisher for item in done.issue.sections[0].items] == [
            "Ann Reed",
            "Bo Fen",
            "Cai Lund",
            None,
        ]

    @pytest.mark.parametrize(
        "title",
        [
            "[Das Ende von Twitter](https://a.example/{})",
            "[An end by Ann Reed](https://a.example/{})",
            "Das Ende von Twitter",
        ],
    )
    def test_not_within_titles(self, title: str) -> None:
        entries = "".join(f"- {title.format(at)}\n" for at in range(4))
        done = convert(f"# {HEAD}## Tools\n\n{entries}".encode())
        assert [item.publisher for item in done.issue.sections[0].items] == [None] * 4

    def test_not_one_among_many(self) -> None:
        text = f"# {HEAD}## Tools\n\n- Death by Powerpoint\n- A hook\n- A reel\n- A pole\n"
        assert items_of(text)[0] == ("Tools", "Death by Powerpoint")


class TestAddresses:
    ABOVE = "".join(
        f"{name}\n\nhttps://a.cn/{name[-1]}\n\nIt holds.\n\n" for name in ("Net 1", "Net 2", "Net 3")
    )

    def test_titles_above_them(self) -> None:
        assert [title for _, title in items_of(HEAD + self.ABOVE)] == ["Net 1", "Net 2", "Net 3"]

    def test_not_sentences(self) -> None:
        assert (
            items_of(HEAD + self.ABOVE.replace("Net", "We saw: Net,").replace("\n\nhttps", ".\n\nhttps"))
            == []
        )

    def test_links_are_there(self) -> None:
        found = convert((HEAD + self.ABOVE).encode(), format="dump")
        assert "links-lost" not in {one.code for one in found.diagnostics}

    def test_links_are_gone(self) -> None:
        text = HEAD + self.ABOVE + "  • A net\n  • A hook\n  • A reel\n  • A pole\n"
        found = convert(text.replace("https://a.cn/", "Pond ").encode(), format="dump")
        assert "links-lost" in {one.code for one in found.diagnostics}


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ("# Kites\n\n_____\nHello all\n_____\n\n- A net\n", "markdown"),
        ("Kites\n\n_____\nHello all\n______\n\nA net\n", "dump"),
    ],
)
def test_rows_of_underscores(text: str, reader: str) -> None:
    assert choose(text).name == reader


class TestTextsBetween:
    """What stands between numbers, links or addresses as often as these is a text of theirs."""

    def test_texts_below_numbers_are_no_sections(self) -> None:
        items = [f"{number}、红鱼回来了\n\n来源鱼网{number}" for number in range(1, 6)]
        assert "##" not in convert(f"鱼周刊 第12期\n\n{joined(items)}\n".encode()).markdown

    def test_names_below_linked_texts_are_no_titles(self) -> None:
        items = [
            f"[Fish {name}](https://a.cn/{name}) is back again.\n\n{name} Lee" for name in ("Ann", "Bo", "Cy")
        ]
        titles = [title for _, title in items_of(f"Kite Post 7\n\n{joined(items)}\n")]
        assert titles == ["Fish Ann", "Fish Bo", "Fish Cy"]

    def test_descriptions_above_addresses_are_no_titles(self) -> None:
        items = [f"Fish {name}\n\nHow fish {name} swims\n\nhttps://a.cn/{name}" for name in ("a", "b", "c")]
        assert not [
            title for _, title in items_of(f"Kite Post 7\n\n{joined(items)}\n") if "swims" in (title or "")
        ]

    @pytest.mark.parametrize("end", ["30 it begins", "1 was the score"])
    def test_times_end_no_titles(self, end: str) -> None:
        entries = "".join(
            f"- On the pond of {name} at 10:{end}, and it was late.\n" for name in ("Ann", "Bo", "Cy")
        )
        assert [title for _, title in items_of(f"# {HEAD}## Tools\n\n{entries}")] == [None] * 3

    def test_names_below_texts_are_no_kickers(self) -> None:
        parts = [
            f"## {name}\n\nThey sing all night.\n\n**Ann {name}**" for name in ("Frogs", "Toads", "Newts")
        ]
        text = f"# {HEAD}Welcome to all.\n\n**The editors**\n\n{joined(parts)}\n"
        assert "## Toads\n\nThey sing" in convert(text.encode()).markdown

    def test_credits_lead_to_no_item(self) -> None:
        text = f"# {HEAD}## News\n\n### Frogs\n\nThey are back. Photo by Ann ([source](https://a.cn/1)).\n"
        assert "### Frogs\n" in convert(text.encode()).markdown
