"""Headings that a role or a name tells, and lists that hold the parts of a document."""

from __future__ import annotations

import pytest

from issue_normalizer.pipeline import convert

TEXT = "<p>The kites went up at noon and came down at dusk, all of them.</p>"
ITEM = '<p><a href="https://kite.example/a">A kite</a></p><p>It flies, as far as we can tell.</p>'


def sections(body: str) -> list[str]:
    head = "<head><title>Kite Notes 7</title></head>"
    page = f"<html>{head}<body><main><h1>Kite Notes 7</h1>{TEXT}{body}</main></body></html>"
    return [section.title for section in convert(page).issue.sections]


@pytest.mark.parametrize(
    "mark",
    [
        '<div role="heading" aria-level="2">{}</div>',
        '<p><span role="heading" aria-level="2">{}</span></p>',
        '<div class="heading2">{}</div>',
        '<div class="doc-heading2-block"><div class="heading heading-h2">{}</div></div>',
        '<p class="Heading_2">{}</p>',
        '<p class="h2">{}</p>',
    ],
)
def test_headings(mark: str) -> None:
    assert sections("".join(mark.format(name) + ITEM for name in ("Paper", "Wind"))) == ["Paper", "Wind"]


@pytest.mark.parametrize(
    "mark",
    [
        '<div role="heading">{}</div>',  # of no level
        '<div role="heading" aria-level="2">{} is what we fold.</div>',
        '<div role="heading" aria-level="2"><p>{}</p><p>It burns.</p></div>',
        '<ul><li><div class="heading2">{}</div></li></ul>',
        '<p class="heading">{}</p>',
        '<p class="h264">{}</p>',
    ],
)
def test_what_is_none(mark: str) -> None:
    assert "Paper" not in sections(
        f"{mark.format('Paper')}{TEXT}{mark.format('Wind')}{TEXT}<h2>Rope</h2>{ITEM}"
    )


def test_names_beside_headings_are_none() -> None:
    named = '<p class="h2">Large</p>'
    assert sections(f"<h2>Rope</h2>{ITEM}{named}{TEXT}{named}") == ["Rope"]


@pytest.mark.parametrize(
    "lines", [["O wind", "of the west", "blow"], ["— Ann Tide", "“Blow!”"], ["12,000", "7"]]
)
def test_lines_that_are_set_large_are_none(lines: list[str]) -> None:
    named = "".join(f'<div class="h3">{line}</div>' for line in lines)
    assert not set(lines) & set(sections(f"{named}{TEXT}{named}{TEXT}"))


def test_a_part_of_a_sentence_is_none() -> None:
    mark = '<p>The <span role="heading" aria-level="2">wall</span> ends there.</p>'
    assert "wall" not in sections(f"{mark}{TEXT}{mark}{TEXT}")


def test_one_name_alone_is_none() -> None:
    assert "Large" not in sections(f'<p class="h2">Large</p>{ITEM}{TEXT}')


LINK = '<li><a href="https://kite.example/{0}">A kite {0}</a><p>It flies, as far as we can tell.</p></li>'


@pytest.mark.parametrize(
    "entries",
    [
        LINK.format(1) + "<li><h2>Wind</h2></li>" + LINK.format(2),
        "<li><h2>Paper</h2></li><li><h2>Wind</h2></li>",
        "<li><h2>Paper</h2></li>" + LINK.format(1) + "<li><h2>Wind</h2></li>",
    ],
)
def test_lists_of_other_things(entries: str) -> None:
    assert sections(f"<ul>{entries}</ul>") != ["Paper", "Wind"]


def test_lists_of_parts() -> None:
    heads = ("<li><h2>Paper</h2></li>", "<li><h2>Wind</h2></li>")
    entries = "".join(head + LINK.format(place) for place, head in enumerate(heads))
    assert sections(f"<ul>{entries}</ul>") == ["Paper", "Wind"]
