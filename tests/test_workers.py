"""Processes that hang, die, or are left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from issue_normalizer.batch.workers import Failure, run_all


def work(task: str) -> str:
    """Do as a task says."""
    if task == "hang":
        time.sleep(600)
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return task.upper()


@pytest.mark.parametrize("jobs", [1, 3])
def test_all_tasks_are_done(jobs: int) -> None:
    tasks = [str(number) for number in range(40)]
    bundles = [tasks[start : start + 7] for start in range(0, 40, 7)]
    assert sorted(run_all(work, bundles, jobs, 60)) == sorted((task, task) for task in tasks)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_dies_is_replaced_and_its_task_told(jobs: int) -> None:
    results = dict(run_all(work, [["a", "die", "b"], ["c"], ["die", "d"]], jobs, 60))
    failure = results.pop("die")
    assert results == {"a": "A", "b": "B", "c": "C", "d": "D"}
    assert isinstance(failure, Failure)
    assert "died" in failure.reason


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_hangs_is_replaced_and_its_task_told(jobs: int) -> None:
    results = dict(run_all(work, [["a", "hang", "b"], ["c"]], jobs, 1.5))
    failure = results.pop("hang")
    assert results == {"a": "A", "b": "B", "c": "C"}
    assert isinstance(failure, Failure)
    assert "longer than 1.5 seconds" in failure.reason


def test_no_process_is_started_where_there_is_nothing_to_do() -> None:
    assert list(run_all(work, [], 2, 60)) == []


PARENT = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
from test_workers import work
from issue_normalizer.batch.workers import run_all
import multiprocessing
results = run_all(work, [["a"], ["b"], ["c"], ["hang"]], 3, 0)
for _ in range(3):
    next(results)
print(*(child.pid for child in multiprocessing.active_children()), flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_processes_end_when_their_parent_was_killed_also_one_that_hangs() -> None:
    command = [sys.executable, "-c", PARENT, str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = [int(word) for word in parent.stdout.readline().split()]
        parent.kill()
    assert len(children) == 3
    left = [child for child in children if not _ends(child)]
    for child in left:
        os.kill(child, signal.SIGKILL)
    assert left == []


def _ends(pid: int) -> bool:
    """Tell whether a process ends within some seconds."""
    for _ in range(100):
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text("utf-8").rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.03)
    return False
