from __future__ import annotations
from issue_normalizer.learn.guesses import Guess


def guess_facts(layout, entries):
    return []
