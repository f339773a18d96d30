"""Measure `normalize check`: pages are damaged by program, and what is told is counted.

    python benchmarks/damage.py [--misses] [PAGE…]

Each page, a fixture where none is given, is a baseline. It is damaged in every way that fits it, at three
random places, the same ones in every run. What should be told is known: a change of this kind, of this
weight, at this place. Recall is the share of that which is told, precision the share of all told that
should be. What is no damage must give no change. `--misses` shows what was told wrongly, and what was not.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from damages.harmless import HARMLESS
from damages.issues import ISSUE_DAMAGES
from damages.items import ITEM_DAMAGES
from damages.mixed import MIXED_ISSUE, MIXED_PAGE
from damages.model import Baseline, Told, told
from damages.pages import PAGE_DAMAGES

from issue_normalizer import read
from issue_normalizer.check.compare import compare
from issue_normalizer.errors import NormalizeError
from issue_normalizer.pipeline import write

FIXTURES = Path(__file__).parent.parent / "fixtures"
_PLACES = 3
_ISSUE = ITEM_DAMAGES | ISSUE_DAMAGES | MIXED_ISSUE
_PAGE = PAGE_DAMAGES | MIXED_PAGE | HARMLESS
_NOT_PAGES = ("README.md",)


@dataclass
class Score:
    """What was counted for one kind of damage."""

    pages: int = 0
    expected: int = 0
    told: int = 0
    right: int = 0
    misses: list[str] = field(default_factory=list)

    def count(self, page: str, expected: Sequence[Told], found: Sequence[Told]) -> None:
        """Count a damaged page."""
        missing, false = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
        self.pages += 1
        self.expected += len(expected)
        self.told += len(found)
        self.right += len(found) - false.total()
        self.misses += [f"{page}: not told: {one}" for one in missing]
        self.misses += [f"{page}: told wrongly: {one}" for one in false]

    @property
    def precision(self) -> float:
        """Share of what was told that should be."""
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        """Share of what should be told that was."""
        return self.right / self.expected if self.expected else 1.0


def total(scores: Mapping[str, Score]) -> Score:
    """Sum up scores."""
    every = scores.values()
    return Score(
        sum(one.pages for one in every),
        sum(one.expected for one in every),
        sum(one.told for one in every),
        sum(one.right for one in every),
        [f"{kind}: {miss}" for kind, one in scores.items() for miss in one.misses],
    )


def baselines(paths: Sequence[Path]) -> Iterator[Baseline]:
    """Read the pages that can be read."""
    for path in paths:
        try:
            data = path.read_bytes()
            issue = read(data)
        except NormalizeError:
            continue
        yield Baseline(f"{path.parent.name}/{path.name}", data.decode("utf-8", "replace"), issue)


def measure(pages: Sequence[Baseline], places: int = _PLACES) -> dict[str, Score]:
    """Damage pages in every way, and count what is told of it."""
    scores = {kind: Score() for kind in (*_ISSUE, *_PAGE)}
    for page in pages:
        is_markdown = page.name.endswith(".md")
        for kind, score in scores.items():
            if kind in _PAGE and not is_markdown:
                continue
            for place in range(1 if kind in HARMLESS else places):
                random = Random(f"{page.name} {kind} {place}")
                _measure_one(page, kind, random, score)
    return scores


def _measure_one(page: Baseline, kind: str, random: Random, score: Score) -> None:
    if kind in _ISSUE:
        damaged = _ISSUE[kind](page.issue, random)
        if damaged:
            new = read(write(damaged.issue, random.choice(("md", "json"))))
            score.count(page.name, damaged.expected, told(compare(page.issue, new)))
        return
    written = _PAGE[kind](page, random)
    if written:
        score.count(page.name, written.expected, told(compare(page.issue, read(written.text))))


def _table(scores: Mapping[str, Score]) -> Iterator[str]:
    yield "| damage | pages | to be told | told | recall | precision |"
    yield "|---|---|---|---|---|---|"
    for kind, one in scores.items():
        if one.pages:
            counts = f"{one.pages} | {one.expected} | {one.told}"
            yield f"| {kind} | {counts} | {one.recall:.3f} | {one.precision:.3f} |"


def main() -> None:
    """Print a table, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--misses", action="store_true", help="show what was told wrongly, and what was not")
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE", help="baselines; else the fixtures")
    options = parser.parse_args()
    paths = options.pages or sorted(one for one in FIXTURES.rglob("*.*") if one.name not in _NOT_PAGES)
    scores = measure(list(baselines(paths)))
    print("\n".join(_table({**scores, "all": total(scores)})))
    if options.misses:
        print("\n".join(total(scores).misses))


if __name__ == "__main__":
    main()
