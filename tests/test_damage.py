"""A check tells damage, and nothing else: the tool that measures it, on a few fixtures."""

from __future__ import annotations

import sys

import pytest

from cases import FIXTURES, ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
from damage import Score, baselines, measure, total
from damages.harmless import HARMLESS
from damages.model import Told

FLOOR = 0.99
PAGES = (
    "twins/known-newsletter/raw.md",
    "twins/unknown-newsletter/raw.md",
    "jekyll/2017-br-line-ends.md",
    "jekyll/2020-title-lines.md",
    "jekyll/2021-briefs.md",
)
# What these few pages have no place for.
RARE = {
    "drop an image",
    "drop a sentence of the lead",
    "drop one link in a summary",
    "one character of a link in a summary",
    "drop an item's lines + drop all links",
    "drop a section's lines + drop all links",
}


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return measure(list(baselines([FIXTURES / name for name in PAGES])), places=1)


def test_damage_is_told_with_kind_weight_and_place(scores: dict[str, Score]) -> None:
    everything = total(scores)
    assert everything.pages > 150
    assert everything.recall >= FLOOR, everything.misses
    assert everything.precision >= FLOOR, everything.misses


def test_nothing_is_told_of_what_is_no_damage(scores: dict[str, Score]) -> None:
    assert {kind: scores[kind].misses for kind in HARMLESS if scores[kind].told} == {}
    assert sum(scores[kind].pages for kind in HARMLESS) > 20


def test_every_kind_of_damage_is_done_to_some_page(scores: dict[str, Score]) -> None:
    assert {kind for kind, score in scores.items() if not score.pages} <= RARE


def test_the_count_can_fail() -> None:
    one, other = Told("item-lost", "loss", "sections/0/items/0"), Told("lead", "loss", "lead")
    score = Score()
    score.count("a page", [one], [other, other])
    assert (score.recall, score.precision, len(score.misses)) == (0.0, 0.0, 2)
    score.count("a page", [one], [one])
    assert (score.recall, score.precision) == (1 / 2, 1 / 3)
