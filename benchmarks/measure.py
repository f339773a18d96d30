"""Times that can be compared: rounds in which every candidate has its turn, medians, ratios with spread.

What is compared is the processor's time, not the clock's: that of a machine which does other things too
says little.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

# A process of its own starts the command: Linux counts the memory of who forked as the command's.
_SPAWN = """
import os, sys, time
null = os.open(os.devnull, os.O_WRONLY)
start = time.perf_counter()
if not (pid := os.fork()):
    os.dup2(null, 1), os.dup2(null, 2)
    os.execv(sys.argv[1], sys.argv[1:])
usage = os.wait4(pid, 0)[2]
print(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss)
"""
_SHORTEST = 0.1  # seconds: what is faster is called so often in each turn


class Ratio(NamedTuple):
    """How often one time goes into another: the median of the rounds, and their range."""

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.low:.2f}-{self.high:.2f})"


def ratio(times: Sequence[float], others: Sequence[float]) -> Ratio:
    """Compare times round by round."""
    ratios = [one / other for one, other in zip(times, others, strict=True)]
    return Ratio(median(ratios), min(ratios), max(ratios))


def call_times(calls: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Time functions in turns: seconds of the processor a call, for each round."""
    counts = {name: _calls_a_turn(call) for name, call in calls.items()}
    gc.collect()
    gc.freeze()  # what all the tools hold together is no one's burden
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            start = time.process_time()
            for _ in range(counts[name]):
                call()
            times[name].append((time.process_time() - start) / counts[name])
    return times


def _calls_a_turn(call: Callable[[], object]) -> int:
    call()  # what it imports and fills at the first time is not measured
    start = time.process_time()
    call()
    return max(1, round(_SHORTEST / max(1e-6, time.process_time() - start)))


class Run(NamedTuple):
    """A process: seconds of the processor, seconds on the clock, the memory it had at most, in MiB."""

    seconds: float
    clock: float
    peak: float


def process_runs(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[Run]]:
    """Run commands in turns."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            run = process_run(command)
            if turn:  # the first one fills the disk's cache
                runs[name].append(run)
    return runs


def process_run(command: Sequence[str]) -> Run:
    """Run a command to its end. PYTHONDONTWRITEBYTECODE is taken off: users have compiled files."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _SPAWN, *command],
        stdout=subprocess.PIPE,
        check=True,
        env=environment,
    )
    seconds, clock, peak = told.stdout.split()
    return Run(float(seconds), float(clock), int(peak) / 1024)
