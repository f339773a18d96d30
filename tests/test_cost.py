"""What is loaded and how much is called stays within the budget: speed is lost a little at a time.

Times are no test's business, and what got cheaper is welcome. Where a change is worth its cost, or saves
much, `python tests/cost.py` writes `budget.json` anew, and the difference stands in the commit.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cost import BUDGET, IS_COMPILED, RUNS, calls, loaded

TOLERANCE = 0.05  # calls; what a small change may cost unseen
BUDGETS = json.loads(BUDGET.read_text("utf-8"))


@pytest.mark.parametrize("name", RUNS)
def test_no_more_is_loaded_than_planned(name: str) -> None:
    budget = BUDGETS["loaded"][name]
    found = loaded(RUNS[name])
    assert set(found["libraries"]) <= set(budget["libraries"])
    assert found["own modules"] <= budget["own modules"]


@pytest.mark.skipif(IS_COMPILED, reason="compiled functions are not seen")
@pytest.mark.parametrize("name", BUDGETS["calls"])
def test_no_more_is_called_than_planned(name: str) -> None:
    found = calls(Path(RUNS[name][0]))
    budget = BUDGETS["calls"][name]
    assert found <= budget * (1 + TOLERANCE), "see above for what to do"
