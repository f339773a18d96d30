"""Dumps of newsletters that no profile knows: which lines are titles, and what has none."""

from __future__ import annotations

import pytest

from issue_normalizer.pipeline import convert
from issue_normalizer.readers.converted import part_layout_tables
from issue_normalizer.readers.detection import choose

TITLED = "Line one\n\nIt is a text, and it ends.\n\n"
NEWS = f"Part\n\n{TITLED}"


def outline_of(text: str) -> list[tuple[str, int]]:
    """Give the sections of a dump of an unknown newsletter, with how many titled items each has."""
    done = convert(f"Kite Post #7\n\nMay 2, 2023\n\n{text}".encode(), format="dump")
    assert not done.account.told()
    return [(part.title, sum(item.title is not None for item in part.items)) for part in done.issue.sections]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{NEWS}{TITLED}{NEWS.replace('Part', 'Tail')}", [("Part", 2), ("Tail", 1)]),
        ("• A - one.\n• B - two.\n• C - three.\n• D - four.\n• Five.\n", [("Items", 4)]),
        ("• A net: It is one.\n• The reel: It is two.\n• Old line: It is three.\n", [("Items", 3)]),
        # must not fire
        ("• Note: It is hot there.\n• Warning: It is wet.\n• He said: I will never go.\n", []),
        ("• --verbose: It tells more.\n• -o FILE: It writes to it.\n• -q ALL: It is quiet.\n", []),
        (f"{TITLED}{TITLED}{TITLED}", []),  # chapters, or items: nothing tells
        (f"{NEWS}It goes on.\n\nAnd on.\n\n{NEWS}It goes on.\n\nAnd on.\n\n", []),
        (f"{NEWS}{NEWS}{NEWS}", []),  # two lines above each: which of them is the title?
        ("• A one.\n• B - two.\n• C three.\n", []),
        ("1. 10:00 – Tea\n2. 11:00 – Kites\n3. 12:00 – Wind\n", []),
    ],
)
def test_an_outline_that_repeats(text: str, found: list[tuple[str, int]]) -> None:
    assert outline_of(text) == found


# What is no newsletter: nothing in it is a section, and no line of it a title.
NO_OUTLINES = """
== verses
Low water
The stones come out
and sit like old men in the sun.

High water
They go
without a word.

Evening
A lamp
is lit on the pier.

Night
Nobody
Nothing moves.
== rhymes
The morning brings the boats again
With salt upon their painted names
And nothing in the harbour claims
The net that nobody will mend.

It will not rot
The gulls come down
== a chat
Ann, 10:31
Has anybody seen the net?
Bo, 10:32
It was on the rail.
Ann, 10:33
It is not there now.
== a play
Scene one
The pier

COOK
Who has the ladle?

MATE
I have not seen it.

Scene two
The deck

MATE
Here it is, below the net.

COOK
The gulls are innocent.
== another play
Scene 1

ANNA
The ship is late again tonight, and the wind rises.
BEN
It was late yesterday, too. Nobody asked.
ANNA
Nobody ever asks. (She leaves.)

Scene 2

CLEO
Where did she go? The lamp is out.
BEN
To the quay. She waits there every night.
== a chat of names
Anna
Hi all, did anyone look at the pump yesterday?
Ben
I did. It is broken again, and I ordered a new part.
Cleo
Thanks Ben. When will it come?
Anna
On Friday, I hope.
Ben
Friday it is. I will be there at nine.

Dora
Sorry, I am late. What happened?
Ben
Read above. The pump is broken.
== a mail
Hi Bo,

thanks for the drawings.

Three questions
Who pays for the reel?
When do we fly?

Best
Ann
Pier 4
== code
def fly():
    name = kite()
    print('It flies.')
    return 1

def land():
    print('It falls.')
    return 0
== a table
Name        Span   Price
Gull        1.2 m  40
Tern        0.9 m  35

Name        Open   Closed
Berck       April  May
== facts
Gull
Span: 1.2 m
Price: 40

Tern
Span: 0.9 m
Price: 35
== chapters
One

He wrote a letter. It was not long.

She did not answer until May.

Two

It is lost, as is hers.

She recommends leeks.

Three

A lamp was built. It can be seen.

He had left by then.
== a recipe
Ingredients
Two onions
Half a loaf

Method
Cut the onions and fry them.
Add the bread.

To serve
Put it below.
== questions
What is it?
A kite with two lines.

Who makes it?
A workshop in Berck.

And the price?
Forty euros.
== 诗
竹林深处有人家
一盏孤灯照晚霞
风过无声人未归
门前落了一地花。

山前山后
水满溪
一叶小舟向东去。
"""


@pytest.mark.parametrize("text", NO_OUTLINES.split("== ")[1:])
def test_what_has_no_outline(text: str) -> None:
    assert not outline_of(text.partition("\n")[2])


WRAPPED = """# Letter 2026-05-04

## Weather

It rained all week, said the old
Captain Miller, and nobody went out at all.

On Friday the sun came back to
Oldport, and people stood at the quay.

## Ferry

The ferry runs again, as
Ben said, and it runs each day at nine.

I asked the man at the counter of
Harbour Works, and he did not know it.
"""
LINES_ALIKE = """# Letter 2026-05-04

## Weather

It rained all week and then it rained some more said the young
Captain Miller and none of us who heard him went out on any day
because the boats all stayed at the quay where they had been for so many weeks.

On Friday the sun came back at last and there was no wind until
Oldport was full of people who all stood there and looked around
because there was a boat that none of them had seen in all of the years before.

## Ferry

The ferry runs again on each day of the week said the engineer
Ben Miller who had worked at it for months and who will tell you
that it leaves at nine and again at ten if there are people enough at the quay.
"""


@pytest.mark.parametrize("text", [WRAPPED, LINES_ALIKE])
def test_wrapped_prose_is_not_cut_into_titles(text: str) -> None:
    issue = convert(text.encode()).issue
    assert not [item.title for part in issue.sections for item in part.items if item.title]


SHORT_NEWS = """Part
A title of an item
It goes on for more than a line, and its line is so long that it
was divided by a tool.
Why is it so?
By Ann Reed
Nobody knows; and it is not even certain, one must say, that it
is so, says the author.
Rest
The last one.com
It is the last, and it is a line that has become too long for a
tool.
"""


def test_lines_of_a_short_dump() -> None:
    """A few lines were wrapped among short ones; a line with the author stands beside a title."""
    done = convert(f"Kite Post #7\n12. April 2026\n{SHORT_NEWS}".encode(), format="dump")
    assert not done.account.told()
    issue = done.issue
    assert (issue.number, issue.date) == ("7", "2026-04-12")
    assert [[item.title for item in part.items] for part in issue.sections] == [
        ["A title of an item", "Why is it so?"],
        ["The last one.com"],
    ]
    assert issue.sections[0].items[0].summary.endswith("so long that it was divided by a tool.")


def test_the_title_is_a_line_below_the_name_of_the_series() -> None:
    done = convert(b"Kite Post\nArchive\nKite Post #7\nMay 2, 2023\nIt is a text.\n", format="dump")
    assert (done.issue.series, done.issue.number, done.issue.date) == ("Kite Post", "7", "2023-05-02")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A\n\n======\nPart\n======\n\nText of it.\n\n======\nRest\n======\n", "dump"),
        ("Kites are here.\nThey fly.\n---\nTools\nThey work.\n---\nEnd\n", "dump"),
        ("Notes\n\n~~~~~\ncode line one\n~~~~~\n\nText of it.\n", "markdown"),
        ("Kites\n=====\n\nThey fly.\n\nTools\n-----\n\nThey work.\n", "markdown"),  # underlined
        ("---\ntitle: Kites\ndate: 2026-04-12\n---\nThey fly.\n", "markdown"),
    ],
)
def test_rows_of_signs_that_no_markdown_has(text: str, name: str) -> None:
    assert choose(text).name == name


def test_cards_in_tables_of_html2text_are_parted() -> None:
    """Its tables of one column have a row of signs below the first line; what reads as a table stays one."""
    card = "[{0}](https://a.example/{0})  \n---  \nThe text of {0}.  \n"
    cards = "".join(map(card.format, ("one", "two", "three")))
    issue = convert(f"# Kite Post #7\n\n## Part\n\n{cards}\n".encode()).issue
    assert [item.title for item in issue.sections[0].items] == ["one", "two", "three"]
    table = "a| b  \n---|---  \nc| d  \n"
    assert part_layout_tables(table) == table
