"""Tables: values under their own headings, whatever spans; tables that only lay out are none."""

from __future__ import annotations

import pytest

from body_cases import shown


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<table><tr><th>Port</th><th>Lamps</th><th>Oil</th></tr><tr><td>A</td><td>1</td><td rowspan=2>2</td></tr>"
            "<tr><td>B</td><td>3</td></tr></table>",
            "| Port | Lamps | Oil |\n| --- | --- | --- |\n| A | 1 | 2 |\n| B | 3 |  |",
        ),
        (
            "<table><tr><th>Port</th><th>Lamps</th><th>Oil</th></tr><tr><td colspan=2>Both</td><td>4</td></tr></table>",
            "| Port | Lamps | Oil |\n| --- | --- | --- |\n| Both |  | 4 |",
        ),
        (
            "<table><tr><th rowspan=2>Port</th><th colspan=2>Lamps</th></tr><tr><th>old</th><th>new</th></tr>"
            "<tr><td>A</td><td>1</td><td>2</td></tr></table>",
            "| Port | Lamps |  |\n| --- | --- | --- |\n|  | old | new |\n| A | 1 | 2 |",
        ),
        (
            "<table><tr><td rowspan=2 colspan=2>Both</td><td>1</td></tr><tr><td>2</td></tr><tr><td>A</td><td>B</td><td>3</td></tr></table>",
            "| Both |  | 1 |\n| --- | --- | --- |\n|  |  | 2 |\n| A | B | 3 |",
        ),
        (
            "<table><caption>Prices</caption><tr><th>a</th><th>b</th></tr><tr><th>c</th><td>1</td></tr></table>",
            "Prices\n\n| a | b |\n| --- | --- |\n| c | 1 |",
        ),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td><ul><li>x</li><li>y</li></ul></td><td><code>f|g</code><br>z</td></tr></table>",
            "| a | b |\n| --- | --- |\n| x<br>y | `f\\|g`<br>z |",
        ),
    ],
)
def test_cells_stand_in_their_columns(html: str, expected: str) -> None:
    assert shown(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<table role="presentation"><tr><td>Oil</td><td>Gas</td></tr></table>',
        "<table><tr><td><p>Oil</p></td></tr><tr><td><p>Gas</p></td></tr></table>",
        "<table><tr><td><table><tr><td>Oil</td></tr></table></td><td><p>Gas</p></td></tr></table>",
        '<table role="none"><tr><td><table role="presentation"><tr><td>Oil</td></tr></table></td><td>Gas</td></tr></table>',
    ],
)
def test_tables_of_layout(html: str) -> None:
    assert shown(html) == "Oil\n\nGas"


@pytest.mark.parametrize(
    ("html", "is_table"),
    [
        (
            "<table><tr><td><a href=/a>Oil</a></td><td><a href=/b><img src=/b.png></a></td></tr></table>",
            False,
        ),
        ("<table><tr><td><a href='/a'>Oil</a></td><td>40</td></tr></table>", True),
        ("<table><tr><td>Oil</td><td>40</td></tr></table>", True),
    ],
)
def test_a_row_of_links_is_no_table(html: str, is_table: bool) -> None:  # noqa: FBT001
    assert ("---" in shown(html)) == is_table
