"""Processes that hang, die, or are left behind."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from multiprocessing.connection import wait
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from archive_runs import issue, tree, write
from issue_normalizer.batch import lifeline, workers
from issue_normalizer.batch.workers import Failure, run_all

METHODS = multiprocessing.get_all_start_methods()


@pytest.fixture(params=METHODS)
def method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Have processes started in each way that the system knows."""
    context = multiprocessing.get_context(request.param)
    monkeypatch.setattr(multiprocessing, "get_context", lambda: context)
    return str(request.param)


def work(task: str) -> str:
    """Do as a task says."""
    if task == "hang":
        time.sleep(600)
    if task == "hold":  # matching takes hours, and holds the interpreter's lock
        re.match(r"(a*)*b", "a" * 60)
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return task.upper()


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.usefixtures("method")
def test_all_tasks_are_done(jobs: int) -> None:
    tasks = [str(number) for number in range(40)]
    bundles = [tasks[start : start + 7] for start in range(0, 40, 7)]
    assert sorted(run_all(work, bundles, jobs, 60)) == sorted((task, task) for task in tasks)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.usefixtures("method")
def test_a_process_that_dies_is_replaced_and_its_task_told(jobs: int) -> None:
    results = dict(run_all(work, [["a", "die", "b"], ["c"], ["die", "d"]], jobs, 60))
    failure = results.pop("die")
    assert results == {"a": "A", "b": "B", "c": "C", "d": "D"}
    assert isinstance(failure, Failure)
    assert "died" in failure.reason


@pytest.mark.parametrize(("jobs", "before"), [(1, {"a"}), (2, {"a", "c"})])
def test_a_process_that_hangs_is_replaced_and_its_task_told(
    jobs: int, before: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock stands still until nothing but the task that hangs is left to wait for."""
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(workers, "time", SimpleNamespace(monotonic=lambda: clock.now))
    results: dict[str, str | Failure] = {}
    for task, result in run_all(work, [["a", "hang", "b"], ["c"]], jobs, 1.5):
        results[task] = result
        if results.keys() == before:
            clock.now = 1.5
    failure = results.pop("hang")
    assert results == {"a": "A", "b": "B", "c": "C"}
    assert isinstance(failure, Failure)
    assert "longer than 1.5 seconds" in failure.reason


def test_no_process_is_started_where_there_is_nothing_to_do() -> None:
    assert list(run_all(work, [], 2, 60)) == []


PARENT = """
import multiprocessing, os, sys, time
sys.path.insert(0, sys.argv[1])
from test_workers import work
from issue_normalizer.batch.workers import run_all
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[2])
    results = run_all(work, [["a"], ["b"], ["c"], ["hang"], ["hold"]], 3, 0)
    for _ in range(3):
        next(results)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    next(results)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, what holds the interpreter's lock goes on")
@pytest.mark.parametrize("start", METHODS)
def test_processes_end_when_their_parent_was_killed_whatever_they_do(start: str, tmp_path: Path) -> None:
    (tmp_path / "parent.py").write_text(PARENT, "utf-8")
    command = [sys.executable, str(tmp_path / "parent.py"), str(Path(__file__).parent), start]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = [int(word) for word in parent.stdout.readline().split()]
        parent.kill()
    assert len(children) == 3
    for child in children:
        wait_for_end(child)


def wait_for_end(pid: int) -> None:
    """Wait until a process ends, however long that takes; one that was left behind would run for hours."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    wait([process])
    os.close(process)


def test_where_no_kernel_helps_a_thread_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: SimpleQueue[int] = SimpleQueue()
    monkeypatch.setattr(lifeline, "_is_killed_with", lambda _: False)
    monkeypatch.setattr(os, "_exit", ended.put)
    line = lifeline.Lifeline.made()
    theirs = line.theirs
    lifeline.end_with(replace(line, own=None))
    assert ended.empty()
    assert line.own is not None
    line.own.close()
    assert ended.get() == 1
    theirs.close()


BATCH = """
import multiprocessing, signal, sys
from issue_normalizer.cli import main
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell runs in the background ignores it
    multiprocessing.set_start_method(sys.argv[1])
    main(["batch", *sys.argv[2:]])
"""


def test_a_batch_gives_the_same_bytes_however_processes_start(tmp_path: Path) -> None:
    for day in range(1, 6):
        write(tmp_path / "new" / f"{day}.md", issue(day))
        write(tmp_path / "new" / f"{day}-less.md", issue(day, (0, 3)))
    write(tmp_path / "batch.py", BATCH)
    found = []
    for start in METHODS:
        command = [
            sys.executable,
            str(tmp_path / "batch.py"),
            start,
            str(tmp_path / "new"),
            "--merge",
            "-j",
            "2",
        ]
        run = subprocess.run(
            [*command, "--out", str(tmp_path / start)], capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        found.append(tree(tmp_path / start))
    assert len(found[0]) == 9
    assert all(one == found[0] for one in found)


def _writer(pipe: Path, run: subprocess.Popen[str]) -> int:
    """Open a pipe for writing as soon as a run reads it."""
    while run.poll() is None:
        with contextlib.suppress(OSError):  # ENXIO: nobody reads it yet
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.01)
    raise AssertionError(run.stderr.read() if run.stderr else "")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent in another way there")
@pytest.mark.parametrize("start", METHODS)
def test_an_interrupted_batch_leaves_a_whole_archive_and_says_how_far_it_came(
    start: str, tmp_path: Path
) -> None:
    """Two inputs are converted, the third never comes: it is a pipe that nobody writes to."""
    write(tmp_path / "new" / "1.md", issue(1))
    write(tmp_path / "batch.py", BATCH)
    command = [sys.executable, str(tmp_path / "batch.py"), start]
    options = ["--out", str(tmp_path / "out"), "-j", "2"]
    subprocess.run([*command, str(tmp_path / "new"), *options], check=True, capture_output=True)
    before = tree(tmp_path / "out")
    for day in range(2, 40):
        write(tmp_path / "new" / f"{day:02}.md", issue(day))
    os.mkfifo(tmp_path / "pipe.md")
    with subprocess.Popen(
        [*command, str(tmp_path / "new"), str(tmp_path / "pipe.md"), *options],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        assert run.stderr is not None
        pipe = _writer(tmp_path / "pipe.md", run)  # the run reads it, and waits
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does
        told = run.stderr.read()
        os.close(pipe)
    assert run.returncode == 130, told
    assert re.search(
        r"^normalize: interrupted after \d+ inputs?; .* is whole, the same call goes on from there\n\Z",
        told,
        re.MULTILINE,
    )
    assert tree(tmp_path / "out") == before
    subprocess.run([*command, str(tmp_path / "new"), *options], check=False, capture_output=True)
    assert len(tree(tmp_path / "out")) == 43
